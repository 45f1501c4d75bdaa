"""What has to be known of a language to suggest quotes and statistics in it. Pure."""

from dataclasses import dataclass, field

Words = frozenset[str]


@dataclass(frozen=True, eq=False)
class Numbers:
    """How a language says numbers, in lower case; phrases may be of several words.

    `below_hundred` and `hundreds` are added, `scales` multiply what is before them; `halves` are
    what is said instead of a number before a scale ("half a million"), `and_half` behind one.
    `joins` may stand between two of them. Where a language writes them in one word, the parts
    follow each other without a space.
    """

    below_hundred: dict[str, int]
    hundreds: dict[str, int]
    scales: dict[str, int]
    halves: dict[str, str]
    and_half: Words
    joins: Words
    # What stands between a scale and what it counts: "millions de personnes".
    of: Words = frozenset()
    minus: Words = frozenset()
    to: Words = frozenset()


@dataclass(frozen=True, eq=False)
class Language:
    """The words of one language, in lower case. Verbs are those that may stand beside a quote."""

    code: str
    verbs: Words
    participles: Words
    auxiliaries: Words
    according: tuple[str, ...]
    that: Words
    pronouns: Words
    articles: Words
    # Who speaks by what they are: mayor, spokeswoman, police. `role_endings` are of compounds.
    roles: Words
    particles: Words
    # Words that end a noun phrase: prepositions, conjunctions, verbs of every sentence.
    stops: Words
    # Prepositions inside a name or a role: "Sprecher der Polizei", "maire de Lyon".
    inner: Words
    # A noun phrase behind one of these does nothing: "in einem Interview".
    prepositions: Words
    # "It" and "one", who are nobody.
    nobody: Words
    months: Words
    numbers: Numbers
    percent: tuple[str, ...]
    money: dict[str, str]
    modifiers: tuple[str, ...]
    # Before a number: what makes it no statistic (article 5), or says only when (vor, hace).
    names_a_number: Words
    ago: Words
    # Behind a number: clock times, and what makes it an ordinal.
    clock: Words
    # Adjectives that stand before what is counted.
    before_nouns: Words = frozenset()
    role_endings: tuple[str, ...] = ()
    # Whether every noun has a capital, so that a capital makes no name.
    capital_nouns: bool = False
    # Whether a verb may do without "he" or "she".
    drops_pronouns: bool = False
    adverbs: Words = field(default_factory=frozenset)


def listed(words: str) -> Words:
    return frozenset(words.split())


def tens_and_units(tens: dict[str, int], units: dict[str, int], join: str) -> dict[str, int]:
    """ "Thirty-one" to "ninety-nine", where both are put together in one way."""
    return {
        f"{ten}{join}{unit}": value + one
        for ten, value in tens.items()
        for unit, one in units.items()
    }
