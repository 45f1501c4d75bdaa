"""Quotes, in marks or not, and who says them. Pure.

What is in marks is a quote where a tag says so or where it is long enough to be a statement; a word
or two in marks are a term unless somebody names a thing so. Without marks a quote is what follows
"she said that", stands before ", she said" or behind "According to her,"; and what goes on in the
first person behind a quote. A speaker who cannot be told is left out, never guessed.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotations.suggesting.marked_paragraphs import MarkedParagraph
from annotations.suggesting.marks import Quoted
from annotations.suggesting.people import Cast, Speaker
from annotations.suggesting.tags import Tag, Tags
from annotations.suggesting.text import HIDDEN, Stretch, Word, words_of
from annotations.suggesting.words import (
    AUXILIARY,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    FEMALE,
    MALE,
    NAMING,
    PREPOSITIONS,
    PRONOUNS,
    SAYING,
    forms,
    listed,
)

# From so many words on what stands in marks is a statement and no term.
STATEMENT = 5
# So many paragraphs later a speaker is still the one whom "he" means.
REMEMBERED = 3
INDIRECT = 4
# How far from a quote its tag is looked for: words before it, characters behind it.
NEAR_WORDS = 80
NEAR = 600
FIRST_PERSON = frozenset({"I", "I’m", "I'm", "I’ve", "I've", "I’d", "I'd", "I’ll", "I'll", "my"})
TELLING = forms("assure", "warn", "remind") | {"told", "tells", "tell"}
PLAIN = listed("said says say added adds insisted warned")
BETWEEN = PREPOSITIONS | {"this", "last", "again", "earlier"}
NOT_SAID = PREPOSITIONS | CONJUNCTIONS | AUXILIARY | listed("nothing little much so yes no goodbye")
SHARES = listed("half third quarter fifth thirds quarters percent per")
PAPERS = listed(
    "article section paragraph chapter clause law act data figures statistics count tally report "
    "reports survey poll census study research records documents calculations estimates plan "
    "charter constitution schedule rules forecasts projections media press release results index "
    "analysis database list map legend tradition custom"
)
# What stands behind the colon was written or said by somebody else: "Ruiz found a note: “…”".
NOT_THEIR_WORDS = PAPERS | listed(
    "note sign letter message headline banner plaque poster inscription motto text email tweet "
    "found saw heard received got asked told given question answer reply slogan "
    "song line warning mail caption label placard website newspaper statement"
)
UNSPOKEN = frozenset({"so-called", "dubbed", "nicknamed", "titled", "entitled", "named", "term"})


class Quote(NamedTuple):
    start: int
    end: int
    speaker: str


def find_quotes(text: str, paragraphs: Sequence[MarkedParagraph], cast: Cast) -> list[Quote]:
    """The quotes of a text in order, none overlapping another."""
    listener = _Listener(text, paragraphs, cast)
    quotes = [
        quote
        for at, paragraph in enumerate(paragraphs)
        for quote in listener.in_paragraph(at, paragraph)
    ]
    unclosed = {one.end for paragraph in paragraphs for one in paragraph.marked if not one.closed}
    for index in range(len(quotes) - 2, -1, -1):
        quote, following = quotes[index], quotes[index + 1]
        goes_on = quote.end in unclosed and text[quote.end : following.start].isspace()
        if goes_on and not quote.speaker:
            quotes[index] = quote._replace(speaker=following.speaker)
    return quotes


class _Listener:
    """Goes through a text in order and remembers who spoke last."""

    def __init__(self, text: str, paragraphs: Sequence[MarkedParagraph], cast: Cast) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._cast = cast
        self._tags = Tags(cast)
        self._at = 0
        self._speaker: Speaker | None = None
        self._spoke_at = -REMEMBERED - 1
        self._people: list[tuple[int, Speaker]] = []
        # The words of the sentence before.
        self._known: set[str] = set()
        self._read: set[str] = set()

    def in_paragraph(self, at: int, paragraph: MarkedParagraph) -> Iterator[Quote]:
        self._at = at
        heard = False
        unmarked_from: int | None = None
        for number, sentence in enumerate(paragraph.sentences):
            around = words_of(paragraph.around, sentence)
            self._known, self._read = self._read, {word.lower for word in around}
            here = _starting_in(paragraph.marked, sentence)
            if not here:
                if heard and unmarked_from is None and _in_first_person(around):
                    unmarked_from = sentence.start
                if unmarked_from is None:
                    yield from self._without_marks(around, sentence)
                    self._look_at(around)
                continue
            if unmarked_from is not None:
                yield self._told(unmarked_from, paragraph.sentences[number - 1].end)
                unmarked_from = None
            for one in here:
                quote = self._with_marks(paragraph, one, around)
                if quote:
                    heard = heard or quote.end - quote.start > 40
                    yield quote
            if not any(one.start == sentence.start for one in here):
                self._look_at(around)
        if unmarked_from is not None:
            yield self._told(unmarked_from, paragraph.stretch.end)

    def _told(self, start: int, end: int) -> Quote:
        return Quote(start, end, self._speaker.name if self._speaker else "")

    def _with_marks(
        self, paragraph: MarkedParagraph, one: Quoted, around: Sequence[Word]
    ) -> Quote | None:
        before_it = bisect_left(around, one.start, key=lambda word: word.start)
        before = around[max(0, before_it - NEAR_WORDS) : before_it]
        behind = self._behind(paragraph, one)
        size = sum(1 for word in words_of(self._text, Stretch(one.start, one.end)) if word.is_word)
        tag = self._tag(before, behind)
        if tag is None and one.start == paragraph.stretch.start:
            tag = self._led()
        if not self._is_quote(one, before, size, tag):
            return None
        if tag is None:
            alone = not any(word.is_word for word in before)
            return Quote(one.start, one.end, self._continued(alone and size >= STATEMENT))
        speaker = self._resolved(tag, before)
        if speaker:
            self._hear(speaker)
        else:
            self._speaker = None
        return Quote(one.start, one.end, speaker.name if speaker else "")

    def _behind(self, paragraph: MarkedParagraph, one: Quoted) -> list[Word]:
        """What follows the closing mark, as far as it may belong to the quote."""
        last = self._text[one.start : one.end].rstrip("”»\"’' ")[-1:]
        number = bisect_right(paragraph.sentences, one.end, key=lambda sentence: sentence.end)
        last_sentence = paragraph.sentences[min(number, len(paragraph.sentences) - 1)]
        ends = min(last_sentence.end, one.end + NEAR)
        following = words_of(paragraph.around, Stretch(one.end, ends))
        if not following or not one.closed:
            return []
        if last == "." and following[0].is_capital:
            return []
        return following

    def _tag(self, before: Sequence[Word], behind: Sequence[Word]) -> Tag | None:
        if before and before[-1].text == ":":
            return self._leading(before)
        if behind and (tag := self._tags.behind(behind)):
            return tag
        if tag := self._tags.before(before):
            return tag
        for index, word in enumerate(behind):
            if word.text == HIDDEN:
                break
            if word.text == "according":
                return self._tags.behind(behind[index:])
        return None

    def _led(self) -> Tag | None:
        """Who leads to a quote at the end of the paragraph before it: "Ruiz wrote:"."""
        if not self._at:
            return None
        paragraph = self._paragraphs[self._at - 1]
        words = words_of(paragraph.around, paragraph.sentences[-1])[-NEAR_WORDS:]
        return self._leading(words) if words and words[-1].text == ":" else None

    def _leading(self, before: Sequence[Word]) -> Tag | None:
        """Whose words follow a colon; without a verb of speech those of whom the sentence tells."""
        tag = self._labelled(before) or self._tags.before(before[:-1]) or self._tags.before(before)
        if tag or {word.lower for word in before} & NOT_THEIR_WORDS:
            return tag
        about = self._tags.opening(before[:-1])
        return about if about and about.speaker and about.speaker.is_person else None

    def _labelled(self, before: Sequence[Word]) -> Tag | None:
        """The name before a colon: "Ruiz: “We won.”"."""
        runs = list(self._cast.runs(before[:-1]))
        if len(before) <= 6 and runs == [(0, len(before) - 1)]:
            return self._tags.opening(before[:-1])
        return None

    def _is_quote(self, one: Quoted, before: Sequence[Word], size: int, tag: Tag | None) -> bool:
        inside = self._text[one.start + 1 : one.end - 1]
        if before and before[-1].lower in UNSPOKEN:
            return False
        if _is_title(inside) and not {word.text for word in before[-8:]} & NAMING:
            return False
        if size >= STATEMENT or not (one.opened and one.closed):
            return True
        if tag is None:
            bare = not any(word.is_word for word in before)
            return bare and size > 1 and inside[-1:] in {".", "!", "?", ","}
        if not before or before[-1].text in {":", ","}:
            return True
        if tag.end > len(before) or size > 2:
            return True
        if {word.text for word in before[-8:]} & NAMING:
            return True
        return before[-1].lower not in DETERMINERS and not _modifies(before)

    def _continued(self, alone: bool) -> str:
        """Who goes on speaking in a quote without a tag."""
        near = self._at - self._spoke_at <= (REMEMBERED if alone else 0)
        return self._speaker.name if near and self._speaker else ""

    def _resolved(self, tag: Tag, around: Sequence[Word] = ()) -> Speaker | None:
        """Whom the tag names; of a pronoun somebody of its sentence, or who was last spoken of."""
        if not tag.pronoun:
            return tag.speaker
        if tag.pronoun == "they":
            near = self._at - self._spoke_at <= 1
            return self._speaker if near and self._speaker and not self._speaker.is_person else None
        named = self._tags.only_name(around[: tag.start])
        person = named or self._person_meant_by(tag.pronoun)
        if person is None or self._cast.fits(person.name, tag.pronoun) is False:
            return None
        self._cast.learn(person.name, tag.pronoun)
        return person

    def _person_meant_by(self, pronoun: str) -> Speaker | None:
        """Who was last spoken of; somebody known to be a "she" before one not known to be.

        Unless that one has just spoken, or the paragraph has just turned to them, and nobody else
        who is a "she" was spoken of.
        """
        recent = [
            person for at, person in reversed(self._people[-8:]) if self._at - at <= REMEMBERED
        ]
        if not recent or self._cast.fits(recent[0].name, pronoun) is False:
            return None
        of_another = self._known & (FEMALE if pronoun == "she" else MALE)
        near = self._at - self._people[-1][0] <= (1 if recent[0] == self._speaker else 0)
        if near and not of_another:
            return recent[0]
        known = (person for person in recent if self._cast.fits(person.name, pronoun))
        return next(known, recent[0])

    def _hear(self, speaker: Speaker) -> None:
        self._speaker, self._spoke_at = speaker, self._at
        self._see(speaker)

    def _see(self, speaker: Speaker, around: Sequence[Word] = ()) -> None:
        if not speaker.is_person:
            return
        self._people.append((self._at, speaker))
        pronouns = {word.lower for word in around} & {"he", "she"}
        if len(pronouns) == 1 and self._tags.only_name(around) == speaker:
            self._cast.learn(speaker.name, pronouns.pop())

    def _look_at(self, around: Sequence[Word]) -> None:
        """Remember who spoke in a sentence, or else whom it is about."""
        said = self._tags.inverted(around) or self._tags.first(around, cues=SAYING)
        tag = said or self._tags.opening(around)
        speaker = self._resolved(tag, around) if tag else self._tags.only_name(around)
        if not speaker or (not tag and " " not in speaker.name):
            return
        if said:
            self._hear(speaker)
        elif speaker.is_person:
            if speaker != self._speaker:
                self._speaker = None
            self._see(speaker, around)

    def _without_marks(self, around: Sequence[Word], sentence: Stretch) -> Iterator[Quote]:
        """What somebody says in a sentence without quote marks."""
        if around and around[0].lower == "according":
            tag = self._tags.behind(around)
            spoken = tag and not any(word.lower in PAPERS for word in around[2 : tag.end])
            if tag and spoken and tag.end < len(around) and around[tag.end].text == ",":
                yield from _indirect(around[tag.end + 1 :], tag.speaker)
            return
        if tag := self._tags.inverted(around):
            yield from _indirect(without_dateline(around[: tag.start]), self._resolved(tag, around))
            return
        tag = self._tags.first(around, cues=SAYING)
        if not tag or _is_share(around[tag.start : tag.verb]):
            return
        speaker = self._resolved(tag, around)
        if tag.start > 0 and around[tag.start - 1].text == "," and _ends(around, tag.verb + 1):
            yield from _indirect(without_dateline(around[: tag.start - 1]), speaker)
        elif (start := indirect_speech_from(around, tag.verb)) is not None:
            yield from _indirect(around[start:], speaker)


def _indirect(content: Sequence[Word], speaker: Speaker | None) -> Iterator[Quote]:
    while content and not content[-1].is_word and content[-1].text not in {")", "%", "”", "’"}:
        content = content[:-1]
    if sum(word.is_word for word in content) >= INDIRECT:
        yield Quote(content[0].start, content[-1].end, speaker.name if speaker else "")


def _starting_in(marked: Sequence[Quoted], sentence: Stretch) -> Sequence[Quoted]:
    first = bisect_left(marked, sentence.start, key=lambda one: one.start)
    return marked[first : bisect_left(marked, sentence.end, key=lambda one: one.start)]


def _is_share(subject: Sequence[Word]) -> bool:
    """Whether a part of those asked is meant, whose answers are figures: "a third of drivers"."""
    return any(word.text[0].isdigit() or word.lower in SHARES for word in subject)


def without_dateline(content: Sequence[Word]) -> Sequence[Word]:
    """The words without a dateline: "LEEDS (Agency) - "."""
    for index, word in enumerate(content[:10]):
        if word.text in {"-", "–", "—"} and content[0].text.isupper():
            return content[index + 1 :]
    return content


def indirect_speech_from(around: Sequence[Word], verb: int) -> int | None:
    """The index of the first word of indirect speech behind the verb: after "that", or at once."""
    for index in range(verb + 1, min(len(around), verb + 12)):
        word = around[index]
        if word.text == "that":
            return index + 1
        if word.text in {",", ":", ";"} or word.text in AUXILIARY:
            break
        between = word.lower in BETWEEN or word.text in DAYS
        if index == verb + 1 and around[verb].text not in TELLING and not between:
            break
    return _at_once(around, verb)


def _at_once(around: Sequence[Word], verb: int) -> int | None:
    index = verb + 1
    if around[verb].text not in PLAIN:
        return None
    if index + 1 < len(around) and around[index].text in {"on", "this", "last"}:
        index += 2 if around[index + 1].text in DAYS else 0
    elif index < len(around) and around[index].text in DAYS:
        index += 1
    if index >= len(around) or not around[index].is_word:
        return None
    word = around[index]
    if word.text[0].isdigit() and around[verb].text in {"add", "adds", "added"}:
        return None
    if word.is_capital or word.text in DETERMINERS | PRONOUNS | {"there"}:
        return index
    states = any(w.text in AUXILIARY or w.text.endswith("ed") for w in around[index + 1 :])
    following = around[index + 1] if index + 1 < len(around) else word
    counts = following.text[0].isdigit() or following.lower in {"least", "most"}
    is_about = word.lower in {"at", "about", "around", "over", "under"} and counts
    return index if states and (is_about or word.lower not in NOT_SAID) else None


def _ends(around: Sequence[Word], index: int) -> bool:
    """Whether a sentence ends here, but for a time, a place or to whom it was said."""
    rest = [word for word in around[index:] if word.is_word]
    return len(rest) <= 8 and not any(word.lower in {"that", "would", "will"} for word in rest)


def _in_first_person(around: Sequence[Word]) -> bool:
    return any(word.text in FIRST_PERSON for word in around)


def _is_title(inside: str) -> bool:
    """Whether the words are capitalised as the title of a work is: "The Old Man and the Sea"."""
    parts = inside.strip(" ,.;").split()
    long = [part for part in parts if part.lower() not in PREPOSITIONS | CONJUNCTIONS | DETERMINERS]
    return len(long) > 1 and all(part[0].isupper() or part[0].isdigit() for part in long)


def _modifies(before: Sequence[Word]) -> bool:
    """Whether the word before the marks is an adjective behind an article: "a new “deal”"."""
    return len(before) > 1 and before[-2].lower in DETERMINERS and before[-1].text.islower()
