"""Quotes in another language, in marks or behind "that", and who says them. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from annotations.suggesting.languages.language import Language
from annotations.suggesting.languages.speakers import People, Said
from annotations.suggesting.marked_paragraphs import MarkedParagraph
from annotations.suggesting.marks import Quoted
from annotations.suggesting.quotes import INDIRECT, STATEMENT, Quote
from annotations.suggesting.text import Stretch, Word, words_of

# So many words in marks are a quote beside a verb of speech.
WITH_VERB = 3
NEAR_WORDS = 60
NEAR = 400
# So many paragraphs later a speaker is still the one whom "he" means.
REMEMBERED = 3


def find_quotes(
    text: str, paragraphs: Sequence[MarkedParagraph], language: Language
) -> Iterator[Quote]:
    """The quotes of a text in order, none overlapping another."""
    sentences = [
        words_of(paragraph.around, sentence)
        for paragraph in paragraphs
        for sentence in paragraph.sentences
    ]
    listener = _Listener(text, People(language, sentences), language)
    for at, paragraph in enumerate(paragraphs):
        yield from listener.in_paragraph(at, paragraph)


class _Listener:
    """Goes through a text in order and remembers who spoke last."""

    def __init__(self, text: str, people: People, language: Language) -> None:
        self._text = text
        self._people = people
        self._language = language
        self._speaker = ""
        self._spoke_at = -REMEMBERED - 1
        self._at = 0
        self._led = ""

    def in_paragraph(self, at: int, paragraph: MarkedParagraph) -> Iterator[Quote]:
        self._at = at
        led, self._led = self._led, ""
        for sentence in paragraph.sentences:
            around = words_of(paragraph.around, sentence)
            first = bisect_left(paragraph.marked, sentence.start, key=lambda one: one.start)
            last = bisect_left(paragraph.marked, sentence.end, key=lambda one: one.start)
            if first == last:
                yield from self._without_marks(around)
            for one in paragraph.marked[first:last]:
                if quote := self._with_marks(paragraph, one, around, led):
                    yield quote
            if around and around[-1].text == ":":
                self._led = self._speaker if self._spoke_at == at else ""

    def _with_marks(
        self, paragraph: MarkedParagraph, one: Quoted, around: Sequence[Word], led: str
    ) -> Quote | None:
        size = sum(word.is_word for word in words_of(self._text, Stretch(one.start, one.end)))
        number = bisect_left(around, one.start, key=lambda word: word.start)
        before = around[max(0, number - NEAR_WORDS) : number]
        behind = self._behind(paragraph, one)
        said = self._tag(before, behind)
        if size < (WITH_VERB if said else STATEMENT):
            return None
        if said:
            return Quote(one.start, one.end, self._heard(said))
        if led and one.start == paragraph.stretch.start:
            return Quote(one.start, one.end, led)
        if any(word.is_word for word in [*before, *behind]):
            return Quote(one.start, one.end, "")
        near = self._at - self._spoke_at <= (one.start == paragraph.stretch.start)
        return Quote(one.start, one.end, self._speaker if near else "")

    def _tag(self, before: Sequence[Word], behind: Sequence[Word]) -> Said | None:
        """Who is told to have said it, behind the quote or before it."""
        if before and before[-1].text == ":":
            return self._people.nearest(before)
        return self._people.said(behind) or self._people.nearest(before)

    def _behind(self, paragraph: MarkedParagraph, one: Quoted) -> list[Word]:
        """What follows the closing mark up to the end of its sentence."""
        if not one.closed:
            return []
        number = bisect_right(paragraph.sentences, one.end, key=lambda sentence: sentence.end)
        last = paragraph.sentences[min(number, len(paragraph.sentences) - 1)]
        words = words_of(paragraph.around, Stretch(one.end, min(last.end, one.end + NEAR)))
        ended = self._text[one.start : one.end].rstrip(' \u00a0\u202f”»“"')[-1:] == "."
        if words and ended and words[0].is_capital:
            return []
        stop = next((n for n, word in enumerate(words) if word.text in {"\x02", ";"}), len(words))
        return words[:stop]

    def _heard(self, said: Said) -> str:
        if said.speaker:
            self._speaker, self._spoke_at = said.speaker, self._at
            return said.speaker
        near = self._at - self._spoke_at <= REMEMBERED
        if said.pronoun and near:
            self._spoke_at = self._at
            return self._speaker
        return ""

    def _without_marks(self, around: Sequence[Word]) -> Iterator[Quote]:
        """What somebody says in a sentence without marks: "Weber sagte, dass …"."""
        said = self._people.said(around)
        if not said:
            return
        speaker = self._heard(said)
        that = next(
            (
                index
                for index in range(said.verb + 1, min(len(around), said.verb + 14))
                if around[index].lower in self._language.that
                or around[index].lower.startswith(("qu’", "qu'"))
            ),
            None,
        )
        if that is None or not self._states(around, said.verb, that):
            return
        content = list(around[that + 1 :])
        while content and not content[-1].is_word and content[-1].text not in {")", "%"}:
            content.pop()
        if sum(word.is_word for word in content) >= INDIRECT:
            yield Quote(content[0].start, content[-1].end, speaker)

    def _states(self, around: Sequence[Word], verb: int, that: int) -> bool:
        """Whether "that" belongs to the verb: only who speaks and when stands between them."""
        between = [word.lower for word in around[verb + 1 : that]]
        return not any(word in self._language.verbs or word in {":", ";"} for word in between)
