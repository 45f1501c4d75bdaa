"""The language of a text is told as py3langid tells it, from whose model the program's is made."""

import lzma

import pytest

from articles.readers import language
from articles.readers.language.model import model, unpacked
from bench.languages.making import STEP, Learned, identifier, packed

SENTENCES = {
    "ar": "صوت المجلس يوم الثلاثاء على رفع جدار الميناء مترين بعد نقاش دام ست ساعات.",
    "cs": "Zastupitelstvo v úterý rozhodlo zvýšit přístavní zeď o dva metry.",
    "de": "Der Rat beschloss am Dienstag nach langer Debatte, die Hafenmauer zu erhöhen.",
    "el": "Το συμβούλιο ψήφισε την Τρίτη να υψώσει το τείχος του λιμανιού κατά δύο μέτρα.",
    "en": "The council voted on Tuesday to raise the harbour wall by two metres.",
    "es": "El ayuntamiento votó el martes a favor de elevar dos metros el muro del puerto.",
    "fi": "Valtuusto päätti tiistaina korottaa sataman muuria kahdella metrillä.",
    "fr": "Le conseil a voté mardi le rehaussement du mur du port de deux mètres.",
    "he": "המועצה הצביעה ביום שלישי בעד הגבהת חומת הנמל בשני מטרים.",
    "hu": "A tanács kedden megszavazta, hogy két méterrel megemelik a kikötő falát.",
    "it": "Il consiglio ha votato martedì per alzare di due metri il muro del porto.",
    "ja": "市議会は火曜日、港の壁を二メートル高くすることを決めた。",
    "ko": "시의회는 화요일에 항구의 벽을 2미터 높이기로 의결했다.",
    "nl": "De raad stemde dinsdag voor het verhogen van de havenmuur met twee meter.",
    "pl": "Rada miasta zagłosowała we wtorek za podwyższeniem muru portowego o dwa metry.",
    "pt": "A câmara votou na terça-feira a favor de elevar o muro do porto em dois metros.",
    "ru": "Городской совет во вторник проголосовал за то, чтобы поднять стену гавани.",
    "sv": "Kommunfullmäktige röstade i tisdags för att höja hamnmuren med två meter.",
    "tr": "Meclis salı günü liman duvarının iki metre yükseltilmesini oyladı.",
    "uk": "Міська рада у вівторок проголосувала за підвищення стіни гавані на два метри.",
    "zh": "市议会周二投票决定将港口的墙加高两米。",
}


@pytest.mark.parametrize("tag", SENTENCES)
def test_a_sentence_tells_its_language(tag):
    found, probability = language.clearest(SENTENCES[tag])
    assert found == tag
    assert probability > 0.5


def test_the_answers_are_those_of_py3langid_and_as_probable():
    theirs = identifier()
    texts = [text[:length] for text in SENTENCES.values() for length in (15, 40, 200)]
    texts += [" ".join(SENTENCES.values()), SENTENCES["de"].upper(), "1,234.50 — 12 %"]
    for text in texts:
        found, probability = theirs.classify(text)
        ours, as_probable = language.clearest(text)
        assert ours == found, text
        assert as_probable == pytest.approx(float(probability), abs=0.03), text
    assert language.known() == set(theirs.nb_classes)


def test_the_probabilities_of_all_languages_are_one_together():
    found = model().probabilities(SENTENCES["pl"])
    assert sum(found.values()) == pytest.approx(1)
    assert found["pl"] == max(found.values())


def test_of_a_text_in_no_writing_nothing_is_told():
    assert len(set(model().scores(b""))) == 1
    assert language.guessed("") == language.guessed("12 — 13!") == "und"


def test_a_text_with_halves_of_characters_is_read_all_the_same():
    assert language.clearest("The council voted \ud83d on Tuesday to raise the wall")[0] == "en"


def test_the_longest_group_that_ends_at_a_place_counts_and_others_do_not():
    learned = Learned(["en", "de"], [5.0, 5.5], [-12.0, -11.0], [b"a", b"na", b"ana"], [[], [], []])
    read = unpacked(lzma.decompress(packed(learned)))
    assert list(read.groups_in(b"banana")) == [0, 2, 2]


def test_what_is_packed_is_what_is_read():
    gains = [[(0, 2.0), (1, 0.01)], [(1, 3.5)]]
    learned = Learned(["en", "de"], [5.0, 5.5], [-12.0, -11.0], [b"th", b"ch"], gains)
    read = unpacked(lzma.decompress(packed(learned)))
    assert (read.languages, read.priors, read.floors) == (["en", "de"], [5.0, 5.5], [-12.0, -11.0])
    assert read.groups == {b"th": 0, b"ch": 1}
    # What is less than half a step is nothing.
    assert (list(read.starts), read.columns) == ([0, 1, 2], bytes([0, 1]))
    assert list(read.gains) == [2 / STEP, 3.5 / STEP]
    english, german = read.scores(b"th")
    weight = 0.6931471805599453  # log1p(1)
    assert english == pytest.approx(5.0 + weight * (-12.0 + 2.0))
    assert german == pytest.approx(5.5 + weight * -11.0)
