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
        ("es", "Se cuentan los hogares cada diez años."),
        ("pt", "Contam-se as casas a cada dez anos."),
        ("it", "Il 12 maggio 2024 alle ore 9 arrivò una donna, 12 anni fa."),
        ("pt", "Em 12 de maio de 2024 às 9 horas chegou uma mulher, há 12 anos."),
    ],
)
def test_dates_times_and_articles_are_no_statistics(code, text):
    assert figures(code, text) == []


SHARES = {
    "de": [
        ("Vier von fünf Haushalten heizen so.", "Vier von fünf Haushalten", "80"),
        ("Das sagen 9 von 10 Befragten.", "9 von 10 Befragten", "90"),
        ("Zwei von je drei Kindern lesen.", "Zwei von je drei Kindern", "66.7"),
        ("Zwei Drittel der Wähler kamen.", "Zwei Drittel der Wähler", "66.7"),
        ("Rund ein Drittel der jungen Frauen liest.", "Rund ein Drittel der jungen Frauen", "33.3"),
        ("Ein gutes Fünftel aller Kinder liest.", "Ein gutes Fünftel aller Kinder", "20"),
        ("Dreiviertel der Befragten nickten.", "Dreiviertel der Befragten", "75"),
        ("Zwei Drittel stimmten zu.", "Zwei Drittel", "66.7"),
        ("Knapp die Hälfte der Befragten nickte.", "Knapp die Hälfte der Befragten", "50"),
        ("Fast jeder Dritte ist dafür.", "Fast jeder Dritte", "33.3"),
        ("In jedem fünften Haushalt ist Ruhe.", "jedem fünften Haushalt", "20"),
    ],
    "fr": [
        ("Trois quarts des foyers votent.", "Trois quarts des foyers", "75"),
        ("Les deux tiers de l’Assemblée votent.", "deux tiers de l’Assemblée", "66.7"),
        ("Un foyer sur cinq est assuré.", "Un foyer sur cinq", "20"),
        ("Une femme enceinte sur dix fume.", "Une femme enceinte sur dix", "10"),
        ("Neuf Français sur dix votent.", "Neuf Français sur dix", "90"),
        ("Plus de la moitié des élus votent.", "Plus de la moitié des élus", "50"),
        ("Un quart de la population vote.", "Un quart de la population", "25"),
    ],
    "es": [
        ("Dos de cada tres creen que no.", "Dos de cada tres", "66.7"),
        ("Uno de cada cinco hogares paga.", "Uno de cada cinco hogares", "20"),
        ("Un hogar de cada cinco paga.", "Un hogar de cada cinco", "20"),
        ("Casi dos tercios de los votantes van.", "Casi dos tercios de los votantes", "66.7"),
        ("La mitad de la población vota.", "La mitad de la población", "50"),
        ("La tercera parte de los hogares paga.", "La tercera parte de los hogares", "33.3"),
        ("Las tres cuartas partes del país votan.", "tres cuartas partes del país", "75"),
    ],
    "pt": [
        ("Uma em cada cinco casas arde.", "Uma em cada cinco casas", "20"),
        ("Um brasileiro a cada três vota.", "Um brasileiro a cada três", "33.3"),
        ("Nove em 10 alunos leem.", "Nove em 10 alunos", "90"),
        ("Dois terços dos eleitores votam.", "Dois terços dos eleitores", "66.7"),
        ("Mais da metade dos alunos lê.", "Mais da metade dos alunos", "50"),
        ("Três quartos das casas ardem.", "Três quartos das casas", "75"),
    ],
    "it": [
        ("Una casa su cinque è assicurata.", "Una casa su cinque", "20"),
        ("Un italiano su tre vive in affitto.", "Un italiano su tre", "33.3"),
        ("Nove su dieci famiglie pagano.", "Nove su dieci famiglie", "90"),
        ("Due terzi degli elettori votano.", "Due terzi degli elettori", "66.7"),
        ("Più della metà delle famiglie paga.", "Più della metà delle famiglie", "50"),
        ("Un quarto della popolazione vota.", "Un quarto della popolazione", "25"),
    ],
}


@pytest.mark.parametrize(
    ("code", "text", "exact", "value"),
    [(code, *one) for code, shares in SHARES.items() for one in shares],
)
def test_a_share_is_found_whole_and_read_in_per_cent(code, text, exact, value):
    ((words, read, unit),) = [(one.exact, str(one.value), one.unit) for one in figures(code, text)]
    assert (words, read, unit) == (exact, value, "%")


@pytest.mark.parametrize(
    ("code", "text", "exact"),
    [
        ("de", "Ein bis zwei Drittel der Wähler kamen.", "Ein bis zwei Drittel der Wähler"),
        ("de", "Mit zwei Drittel Mehrheit gewählt.", "zwei Drittel"),
        ("de", "Ein Viertel der Stadt brannte.", "Ein Viertel der Stadt"),
        ("de", "Vier von fünf sagten das.", "Vier von fünf"),
        ("de", "Sechs von fünf Haushalten zahlen.", "Sechs von fünf Haushalten"),
        ("fr", "Trois quarts d’heure passent.", "Trois quarts d’heure"),
        ("fr", "Deux quarts de finale restent.", "Deux quarts de finale"),
        ("fr", "Deux foyers sur cinq équipés votent.", "Deux foyers sur cinq"),
        ("fr", "Un enfant sur trois mille dort.", "Un enfant sur trois mille"),
        ("es", "Tres cuartos de hora pasan.", "Tres cuartos de hora"),
        ("es", "La tercera parte de la saga llega.", "La tercera parte de la saga"),
        ("pt", "O apartamento tem três quartos.", "três quartos"),
        ("it", "Due terzi posti bastano.", "Due terzi"),
        ("it", "Una gara su tre prove basta.", "Una gara su tre"),
    ],
)
def test_a_share_that_is_not_understood_has_no_value(code, text, exact):
    assert [(one.exact, one.value) for one in figures(code, text)] == [(exact, None)]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("de", "Zwei von ihnen kamen alle zwei Jahre, jede zweite Woche, jedes dritte Mal."),
        ("de", "Die zweite Hälfte der Saison begann, es war ein Drittel mehr."),
        ("fr", "Tous les deux ans, un jour sur deux, 24 heures sur 24."),
        ("fr", "Un quart d’heure avant la moitié de l’année, il a eu 8 sur 10."),
        ("es", "Cada cinco años, una vez de cada tres, en la segunda mitad del año."),
        ("pt", "A cada cinco anos, um a cada cinco minutos, na segunda metade do ano."),
        ("it", "Ogni cinque anni, una volta su due, a metà del mese, il 2° posto."),
    ],
)
def test_what_says_when_or_how_often_is_no_share(code, text):
    assert figures(code, text) == []


@pytest.mark.parametrize(
    ("code", "text", "exact", "value", "unit"),
    [
        ("de", "Er gewann 3 von 5 Sätzen.", "3 von 5 Sätzen", "3", "von 5 Sätzen"),
        ("de", "48 von 50 Ländern waren da.", "48 von 50 Ländern", "48", "von 50 Ländern"),
        ("fr", "Il gagne trois sets sur cinq.", "trois sets sur cinq", "3", "sets sur cinq"),
        ("fr", "Douze élus sur 577 votent.", "Douze élus sur 577", "12", "élus sur 577"),
        ("it", "Ha vinto 3 su 5 set.", "3 su 5 set", "3", "su 5 set"),
        ("fr", "Une maison sur deux étages brûle.", "deux étages", "2", "étages"),
        ("fr", "Une pièce de 3 mètres sur 5.", "3 mètres", "3", "mètres"),
        ("it", "Un film su dieci donne.", "dieci donne", "10", "donne"),
        ("de", "Alle drei Parteien stimmten zu.", "drei Parteien", "3", "Parteien"),
        ("fr", "Ils viennent tous les trois bateaux.", "trois bateaux", "3", "bateaux"),
    ],
)
def test_so_many_of_so_many_that_are_no_share_stay_a_count(code, text, exact, value, unit):
    assert [(one.exact, str(one.value), one.unit) for one in figures(code, text)] == [
        (exact, value, unit)
    ]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("text", ["−7 °C", "−7\u202f°C", "-7\u2009°\u00a0C", "-7°C"])
def test_degrees_are_read_however_they_are_set(code, text):
    ((exact, value),) = [(one.exact, str(one.value)) for one in figures(code, f"x: {text}.")]
    assert (exact, value) == (text, "-7")


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
