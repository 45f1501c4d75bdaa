"""Who speaks in a sentence of another language: beside a verb of speech, or "according to". Pure.

A role without a name stays a role ("Sprecher der Polizei"); a last name is told in full where the
text says it once so; "he" is who was last named. Who cannot be told is left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from annotations.suggesting.languages.language import Language, listed
from annotations.suggesting.people import text_of
from annotations.suggesting.text import Word

# How far from the verb somebody is looked for, and how long a noun phrase may be, in words.
NEAR = 6
LONGEST = 12
LONGEST_SENTENCE = 80
# How far apart "hat" and "gesagt" may be.
FAR = 20
INDEFINITE = listed("ein eine un une una uno um uma")
# How German nouns end that name no person.
NOUNS = ("ung", "ungen", "heit", "keit", "keiten", "tion", "tionen", "nis", "nisse", "tät", "ismus")
ELIDED = ("l’", "l'", "d’", "d'", "qu’", "qu'", "dell’", "dell'", "all’", "all'", "dall’", "dall'")


class Said(NamedTuple):
    """A verb of speech and whose it is: a name or a role, or "he" where that has to be found."""

    verb: int
    speaker: str
    pronoun: bool = False


class People:
    """Everybody who is named in a text with a first and a last name."""

    def __init__(self, language: Language, sentences: Iterable[Sequence[Word]]) -> None:
        self._language = language
        self._according_begins = {phrase.split()[0] for phrase in language.according}
        self._full: dict[str, set[str]] = defaultdict(set)
        for words in sentences:
            index = 0
            while index < len(words):
                end = self._run_end(words, index)
                name = self._without_roles(words[index:end])
                if 1 < len(name) < 5 and not self._begins_sentence(words, index, name):
                    self._full[name[-1].text].add(text_of(name))
                index = max(end, index + 1)

    def said(self, words: Sequence[Word]) -> Said | None:
        """The first verb of speech that somebody is told to do, or who something is after."""
        for index in range(min(len(words), LONGEST_SENTENCE)):
            if found := self.at(words, index):
                return found
        return None

    def nearest(self, words: Sequence[Word]) -> Said | None:
        """The same, the nearest to the end."""
        for index in range(len(words) - 1, max(-1, len(words) - LONGEST_SENTENCE), -1):
            if found := self.at(words, index):
                return found
        return None

    def at(self, words: Sequence[Word], index: int) -> Said | None:
        language = self._language
        if size := self._according(words, index):
            speaker = self._from(words, index + size)
            return Said(index, speaker) if speaker else None
        bare = inverted(words[index])
        if words[index].is_capital and index > 0:
            return None
        helper = self._auxiliary(words, index) if bare in language.participles else None
        if helper is not None and language.capital_nouns:
            # "Gestern hatte Weber in einem Interview erklärt".
            speaker = self._up_to(words, helper - 1) if helper else ""
            return Said(index, speaker or self._from(words, helper + 1))
        if helper is None and bare not in language.verbs:
            return None
        if words[index].lower != bare:  # "explique-t-il"
            return Said(index, "", pronoun=True)
        return self._before(words, index) or self._behind(words, index)

    def _auxiliary(self, words: Sequence[Word], participle: int) -> int | None:
        """Where the "has" of a "has said" stands, which in German may be far before it."""
        far = FAR if self._language.capital_nouns else 4
        for index in range(participle - 1, max(-1, participle - far), -1):
            if words[index].text in {",", ";", ":"}:
                break
            if words[index].lower in self._language.auxiliaries:
                return index
        return None

    def _before(self, words: Sequence[Word], verb: int) -> Said | None:
        """Who says it, where they stand before the verb; nobody where another subject does."""
        language = self._language
        last = verb - 1
        passed = language.auxiliaries | language.adverbs | CLITICS
        while last >= 0 and words[last].lower in passed:
            last -= 1
        for word in words[max(0, verb - 3) : verb]:
            if inverted(word) != word.lower:  # "a-t-il déclaré"
                return Said(verb, "", pronoun=True)
        if last < 0:
            return None
        if words[last].lower in language.pronouns:
            return Said(verb, "", pronoun=True)
        if words[last].lower in language.numbers.joins:  # "Weber kam und sagte"
            return Said(verb, self._from(words[:last], 0))
        speaker = self._up_to(words, last) or self._bare_name(words, last, verb)
        return Said(verb, speaker) if speaker or self._does_it(words, last) else None

    def _bare_name(self, words: Sequence[Word], last: int, verb: int) -> str:
        """A last name that begins a German sentence: "Weber sagte". Nouns have an article there."""
        begins = last == 0 or not words[last - 1].is_word
        plural = words[verb].lower.endswith("en")
        if not (self._language.capital_nouns and begins) or plural or last != verb - 1:
            return ""
        word = words[last]
        is_name = self._is_capital(words, last) and not word.text.endswith(NOUNS)
        return word.text if is_name and word.lower not in self._language.adverbs else ""

    def _behind(self, words: Sequence[Word], verb: int) -> Said:
        """Who says it, where they stand behind the verb; "he" also where it is left out."""
        language = self._language
        behind = verb + 1
        while behind < len(words) and words[behind].lower in language.adverbs | CLITICS:
            behind += 1
        if behind < len(words):
            if words[behind].lower in language.nobody:
                return Said(verb, "")
            if words[behind].lower in language.pronouns:
                return Said(verb, "", pronoun=True)
            if speaker := self._from(words, behind):
                return Said(verb, speaker)
        first = all(not word.is_word or word.lower in CLITICS for word in words[:verb])
        return Said(verb, "", pronoun=language.drops_pronouns and first)

    def _does_it(self, words: Sequence[Word], last: int) -> bool:
        """Whether a noun phrase without preposition ends here, so that nobody behind the verb does.

        In German a noun shows by its capital, elsewhere by its article.
        """
        language = self._language
        start = last
        while start >= 0 and last - start < NEAR and words[start].is_word:
            if words[start].lower in language.prepositions:
                return False
            if words[start].lower in language.articles:
                before = words[start - 1].lower if start else ""
                return before not in language.prepositions and words[last].lower != before
            start -= 1
        return False

    def _before_verb(self, words: Sequence[Word], verb: int) -> int:
        """The last word of a subject before the verb; -1 where none can stand there."""
        language = self._language
        index = verb - 1
        passed = language.auxiliaries | language.adverbs | CLITICS
        while index >= 0 and words[index].lower in passed:
            index -= 1
        return index

    def _according(self, words: Sequence[Word], index: int) -> int:
        """How many words say that something is after somebody: "laut", "nach Angaben von"."""
        if words[index].lower not in self._according_begins:
            return 0
        for phrase in self._language.according:
            parts = phrase.split()
            if [word.lower for word in words[index : index + len(parts)]] != parts:
                continue
            # "So warnten …" begins a sentence, "…, so Weber" tells who spoke.
            if phrase != "so" or words[index].text == phrase:
                return len(parts)
        return 0

    def _from(self, words: Sequence[Word], start: int) -> str:
        """Who is named from here on: "die Bürgermeisterin von Orr, Anna Weber"."""
        language = self._language
        start = end = self._past_time(words, start)
        if words[start : start + 1] and words[start].lower in language.prepositions:
            return ""
        while end < len(words) and end - start < LONGEST and self._is_inside(words, start, end):
            end += 1
        phrase = words[start:end]
        if not phrase:
            return ""
        described = phrase[0].lower in language.articles | language.roles
        if described and words[end : end + 1] and words[end].text == ",":
            name = self._without_roles(words[end + 1 : self._run_end(words, end + 1)])
            if len(name) > 1:
                return text_of(name)
        found = self._name_in(phrase)
        if not found and phrase[0].lower in INDEFINITE:
            return text_of(phrase[1:])  # "meinte eine Rentnerin"
        alone = len(phrase) == 1 and self._is_name_word(phrase[0])
        if not found and alone and not phrase[0].text.endswith(NOUNS):
            return phrase[0].text  # "sagte Weber"
        return found

    def _past_time(self, words: Sequence[Word], start: int) -> int:
        """Past "on Monday" between the verb and who speaks: "sagte am Montag die Ministerin"."""
        months = self._language.months
        for size in (2, 1):
            following = words[start : start + size]
            if len(following) == size and following[-1].lower in months:
                return start + size
        return start

    def _up_to(self, words: Sequence[Word], last: int) -> str:
        """Who is named up to here: "Anna Weber, die Bürgermeisterin von Orr,"."""
        if words[last].text in {",", ")", "–", "—"}:
            return self._before_comma(words, last)
        start = last
        while start >= 0 and last - start < LONGEST and self._is_before(words, start):
            start -= 1
        if start >= 0 and words[start].lower in self._language.prepositions:
            return ""
        inside = words[start + 1 : last + 1]
        while (
            inside
            and inside[0].lower
            in self._language.inner | self._language.particles - self._language.articles
        ):
            inside = inside[1:]
        return self._name_in(inside)

    def _before_comma(self, words: Sequence[Word], comma: int) -> str:
        opening = next(
            (
                index
                for index in range(comma - 1, max(-1, comma - 2 * LONGEST), -1)
                if words[index].text in {",", "(", "–", "—"}
            ),
            -1,
        )
        inside = words[opening + 1 : comma]
        if len(inside) > 1 and self._run_end(words, opening + 1) == comma:
            name = self._without_roles(inside)
            if len(name) == len(inside):
                return text_of(name)
        if opening <= 0:
            return ""
        return self._up_to(words, opening - 1) if words[opening - 1].is_word else ""

    def _is_before(self, words: Sequence[Word], index: int) -> bool:
        word, language = words[index], self._language
        if not word.is_word:
            return False
        if self._is_capital(words, index) or self._is_role_word(word):
            return True
        if word.lower in language.articles | language.inner | language.particles:
            return True
        return word.lower in language.roles

    def _is_inside(self, words: Sequence[Word], start: int, index: int) -> bool:
        word, language = words[index], self._language
        if not word.is_word:
            return word.text in {"’", "'"}
        lower = word.lower
        if word.is_capital:
            return lower not in language.months
        if lower in language.articles | language.inner | language.particles | language.roles:
            return not (
                lower in language.articles
                and index > start
                and self._is_name_word(words[index - 1])
            )
        if lower in language.stops or lower in language.verbs or lower in language.auxiliaries:
            return False
        # Adjectives: "el primer ministro español", "der frühere Minister".
        named = index > start and any(self._is_name_word(one) for one in words[start:index])
        return not named and index - start < NEAR and lower not in language.adverbs

    def _is_name_word(self, word: Word) -> bool:
        return word.is_capital and not self._is_role_word(word)

    def _name_in(self, words: Sequence[Word]) -> str:
        """The name at the end of a noun phrase, in full; else the phrase if it is of a role."""
        language = self._language
        words = list(words)
        while words and (
            words[-1].lower
            in language.inner | language.articles | language.particles | language.months
            or not words[-1].is_word
        ):
            words.pop()
        while words and words[0].lower in language.articles | language.inner:
            words.pop(0)
        if not words:
            return ""
        start = len(words)
        while start > 0 and (
            words[start - 1].is_capital or words[start - 1].lower in language.particles
        ):
            start -= 1
        while start < len(words) and not words[start].is_capital:
            start += 1
        name = self._without_roles(words[start:])
        before = words[start - 1] if 0 < start < len(words) else None
        within = before is not None and is_elided_or(before, language.inner)
        if name and within and len(name) < 3:
            # "le maire de Lyon", "Sprecher der Polizei": where somebody is that.
            return text_of(words) if self._is_role(words[:start]) else ""
        if name and within:
            name = name[1:] if self._is_role(words[:start]) else name
        if name and language.capital_nouns and len(name) == 1 and name[0].text not in self._full:
            return self._alone(words, name[0])
        if name:
            full = self._full.get(name[-1].text, set()) if len(name) == 1 else set()
            return next(iter(full)) if len(full) == 1 else text_of(name)
        return text_of(words) if self._is_role(words) else ""

    def _alone(self, words: Sequence[Word], name: Word) -> str:
        """One word with a capital that may be a noun or a last name."""
        if self._is_role(words):
            return text_of(words) if self._is_role_word(words[-1]) else name.text
        return name.text if name.text.isupper() and len(name.text) > 1 else ""  # "die SPD"

    def _is_role(self, words: Sequence[Word]) -> bool:
        return any(self._is_role_word(word) for word in words)

    def _is_role_word(self, word: Word) -> bool:
        lower = word.lower
        for elided in ELIDED:
            lower = lower.removeprefix(elided)
        if lower in self._language.roles:
            return True
        return len(lower) > 6 and lower.endswith(self._language.role_endings or ("\x00",))

    def _is_capital(self, words: Sequence[Word], index: int) -> bool:
        word = words[index]
        return word.is_capital and word.lower not in self._language.months | self._language.stops

    def _run_end(self, words: Sequence[Word], start: int) -> int:
        """Where a run of words with capitals ends that begins here."""
        end = start
        while end < len(words):
            if (words[end].is_word and self._is_capital(words, end)) or (
                end > start
                and words[end].lower in self._language.particles
                and end + 1 < len(words)
                and self._is_capital(words, end + 1)
            ):
                end += 1
            else:
                break
        return end

    def _without_roles(self, words: Sequence[Word]) -> list[Word]:
        last = max((i for i, word in enumerate(words) if self._is_role_word(word)), default=-1)
        return list(words[last + 1 :])

    def _begins_sentence(self, words: Sequence[Word], index: int, name: Sequence[Word]) -> bool:
        """Whether its first word may have its capital from the sentence: "Heute Anna"."""
        lower = name[0].lower
        language = self._language
        return index == 0 and lower in language.stops | language.articles | language.adverbs


CLITICS = listed("se lo le les me nos lhe y en s’ l’ leur si sich ihn ihm ha han")


def is_elided_or(word: Word, inner: frozenset[str]) -> bool:
    return word.lower in inner or word.text in {"’", "'"}


def inverted(word: Word) -> str:
    """The verb without the pronoun that hangs on it: "explique-t-il", "dit-elle"."""
    lower = word.lower
    for pronoun in ("-t-il", "-t-elle", "-t-on", "-il", "-elle", "-ils", "-elles"):
        if lower.endswith(pronoun):
            return lower.removesuffix(pronoun)
    return lower
