"""Quotes and statistics in German, French, Spanish, Portuguese and Italian."""

from functools import reduce
from operator import add

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.spans.normalization import fold
from annotations.suggesting import suggest
from annotations.suggesting.languages import LANGUAGES
from tests.annotations.suggesting.marked import OTHER_LANGUAGES, unmarked
from tests.annotations.suggesting.scoring import score


@pytest.mark.parametrize(("code", "sources"), OTHER_LANGUAGES.values(), ids=OTHER_LANGUAGES.keys())
def test_quotes_are_found_and_their_speakers_named_right(code, sources):
    quotes = total(code, sources, "quote")
    assert quotes.recall >= 0.9
    assert quotes.precision >= 0.85
    assert quotes.named >= 0.85 * quotes.met
    assert quotes.speakers >= 0.92


@pytest.mark.parametrize(("code", "sources"), OTHER_LANGUAGES.values(), ids=OTHER_LANGUAGES.keys())
def test_statistics_are_found_and_their_values_right(code, sources):
    statistics = total(code, sources, "statistic")
    assert statistics.recall >= 0.9
    assert statistics.precision >= 0.85
    for source in sources.values():
        text, marks = unmarked(source)
        values = {(one.start, one.end): one.value for one in suggest(text, code)}
        for mark in marks:
            if mark.label == "statistic" and values.get((mark.start, mark.end)) is not None:
                assert values[mark.start, mark.end] == mark.value


NUMBERS = {
    "de": [
        ("Zweihundertfünfzig Arbeiter streiken.", "250", "Arbeiter"),
        ("Eine halbe Million Menschen floh.", "500000", "Menschen"),
        ("Es kostet 5 Mrd. € im Jahr.", "5000000000", "EUR"),
        ("Bei minus 12 Grad fror alles.", "-12", "Grad"),
        ("Es kamen drei bis fünf Tiere.", None, "Tiere"),
        ("Es kamen 1.200 Menschen.", "1200", "Menschen"),
    ],
    "fr": [
        ("Quatre-vingt-dix-sept bateaux ont coulé.", "97", "bateaux"),
        ("Un demi-million de personnes ont fui.", "500000", "personnes"),
        ("Le fonds pèse 5 M€ cette année.", "5000000", "EUR"),
        ("Deux millions et demi de personnes ont voté.", "2500000", "personnes"),
        ("Il faut trois mille deux cents francs suisses.", "3200", "CHF"),
        ("La hausse est de 3 à 5 %.", None, "%"),
    ],
    "es": [
        ("Llegaron doscientos cincuenta obreros.", "250", "obreros"),
        ("Votó medio millón de personas.", "500000", "personas"),
        ("Pagó dos millones y medio de dólares.", "2500000", "USD"),
        ("Viven dos mil quinientos habitantes.", "2500", "habitantes"),
        ("Hizo menos 12 grados.", "-12", "grados"),
    ],
    "it": [
        ("Sono arrivati duecentocinquanta operai.", "250", "operai"),
        ("Ha votato mezzo milione di persone.", "500000", "persone"),
        ("Vale due milioni e mezzo di dollari.", "2500000", "USD"),
        ("Ci vivono duemila abitanti.", "2000", "abitanti"),
        ("Sono affondate trentacinque navi.", "35", "navi"),
    ],
    "pt": [
        ("Chegaram duzentos e cinquenta operários.", "250", "operários"),
        ("Votou meio milhão de pessoas.", "500000", "pessoas"),
        ("Custa R$ 3,5 bilhões por ano.", "3500000000", "BRL"),
        ("Vivem dois mil e quinhentos habitantes.", "2500", "habitantes"),
        ("Fez menos 12 graus.", "-12", "graus"),
    ],
}


@pytest.mark.parametrize(
    ("code", "text", "value", "unit"),
    [(code, *one) for code, numbers in NUMBERS.items() for one in numbers],
)
def test_numbers_are_read_as_they_are_said(code, text, value, unit):
    ((read, read_unit),) = [(one.value, one.unit) for one in figures(code, text)]
    assert (None if read is None else str(read), read_unit) == (value, unit)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("de", "Am 12. Mai 2024 um 9 Uhr kam vor 12 Jahren eine Frau nach Artikel 5."),
        ("fr", "Le 12 mai 2024 à 9 h 30, il y a 12 ans, une femme cita l’article 5."),
        ("es", "El 12 de mayo de 2024 a las 9 horas llegó una mujer, hace 12 años."),
        ("es", "Uno de cada cinco hogares está asegurado; se cuentan cada diez años."),
        ("pt", "Uma em cada cinco casas está segurada; contam-se a cada dez anos."),
        ("it", "Il 12 maggio 2024 alle ore 9 arrivò una donna, 12 anni fa."),
        ("pt", "Em 12 de maio de 2024 às 9 horas chegou uma mulher, há 12 anos."),
    ],
)
def test_dates_times_and_articles_are_no_statistics(code, text):
    assert figures(code, text) == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("de", "Es kostet 2.34.5 Euro."),
        ("fr", "Il faut deux millions treize mille cent quatre mille bateaux."),
        ("es", "Hay 1.23.4 personas."),
    ],
)
def test_a_number_that_is_not_understood_has_no_value(code, text):
    assert {one.value for one in figures(code, text)} == {None}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_word_for_a_number_is_read_back(code):
    numbers = LANGUAGES[code].numbers
    noun = "Schiffe" if code == "de" else "xilos"
    for word, value in {**numbers.below_hundred, **numbers.hundreds}.items():
        if value > 1:
            assert [one.value for one in figures(code, f"{word} {noun}.")] == [value], word


@pytest.mark.parametrize("code", LANGUAGES)
@settings(max_examples=100, deadline=None)
@given(
    number=st.integers(min_value=1_000, max_value=10**12), mark=st.sampled_from(".\u00a0\u202f ")
)
def test_every_grouped_number_is_read_back(code, number, mark):
    text = f"{number:,} Euro".replace(",", mark)
    assert [one.value for one in figures(code, text) if one.unit == "EUR"] == [number]


WHO = {
    "de, in full": (
        "de",
        "Anna Weber kam am Montag. „Das wird noch lange dauern“, sagte Weber.",
        "Anna Weber",
    ),
    "de, an object is nobody": ("de", "Als Begründung hieß es: „Das wird noch dauern.“", ""),
    "de, she": (
        "de",
        "„Das wird noch lange dauern“, sagte Anna Weber. „Aber es wird gut“, meinte sie.",
        "Anna Weber",
    ),
    "fr, inverted": (
        "fr",
        "« Ce sera encore long », dit Anne Martin. « Mais ce sera beau », ajoute-t-elle.",
        "Anne Martin",
    ),
    "fr, a place": ("fr", "« Ce sera encore long », dit le maire de Lyon.", "maire de Lyon"),
    "es, who is left out": (
        "es",
        "«Esto va a durar mucho», dijo Ana Ruiz. «Pero será bonito», añadió.",
        "Ana Ruiz",
    ),
    "it, after a colon": (
        "it",
        "Anna Rossi ha detto: «Ci vorrà ancora molto tempo».",
        "Anna Rossi",
    ),
    "pt, according to": ("pt", "Segundo Ana Rocha, “isto ainda vai demorar muito”.", "Ana Rocha"),
    "es, nobody": ("es", "En la pared decía: «Esto va a durar mucho».", ""),
}


@pytest.mark.parametrize(("code", "text", "speaker"), WHO.values(), ids=WHO.keys())
def test_who_speaks_is_named_or_left_out(code, text, speaker):
    assert [one.attributed_to for one in suggest(text, code) if one.label == "quote"][-1] == speaker


PIECES = (
    "sagte dit dijo ha detto disse dass que « » „ “ ” , . : ; Anna Weber der le 1.000 12,5 "
    "million % €"
)


@pytest.mark.parametrize("code", LANGUAGES)
@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([*PIECES.split(), "\n", "\n\n"]), max_size=60).map(" ".join))
def test_any_text_at_all_gives_suggestions_cut_from_it(code, text):
    last = {}
    for one in suggest(text, code):
        assert text[one.start : one.end] == one.exact
        assert one.exact.strip()
        assert one.start >= last.get(one.label, 0)
        last[one.label] = one.end


def figures(code, text):
    return [one for one in suggest(text, code) if one.label == "statistic"]


def total(code, sources, label):
    scores = []
    for source in sources.values():
        text, marks = unmarked(source)
        wanted = [(m.start, m.end, m.attributed_to) for m in marks if m.label == label]
        scores.append(score(text, wanted, label, same_name, language=code))
    return reduce(add, scores)


def same_name(one, other):
    return fold(one) in fold(other)
