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
class Shares:
    """How a language says how much of a whole is meant, in lower case; `shares` reads it.

    `each` and `out_of` stand between two numbers: "de cada" always makes a share, "von" and "sur"
    with a round whole. `parts` are what a whole is divided into, `alone` parts that are said
    without a number, each with its count and whole; `of` leads to the whole with its article,
    `bare` without one.
    """

    parts: dict[str, int]
    alone: dict[str, tuple[int, int]]
    of: tuple[str, ...]
    bare: tuple[str, ...]
    each: tuple[str, ...]
    out_of: tuple[str, ...] = ()
    # Whether what is counted may stand before the whole: "un foyer sur cinq".
    noun_between: bool = False
    # "Jeder", and of which: "dritte".
    every_nth: tuple[str, ...] = ()
    nth: dict[str, int] = field(default_factory=dict)
    # Between a number and a part: "ein gutes Drittel".
    adjectives: Words = frozenset()
    # Parts that are something else too, such as rooms and districts, and what has such.
    doubtful: Words = frozenset()
    with_parts: Words = frozenset()
    # Before a part that is said alone: "nella prima metà".
    not_before: Words = frozenset()
    # What says when: days, years, times. A number behind `all_the` and before one counts nothing.
    times: Words = frozenset()
    all_the: tuple[str, ...] = ()
    # Sets and matches, of which so many are won.
    contests: Words = frozenset()
    # Nouns behind which the word of `out_of` means about, on or by: "une conférence sur".
    no_whole: Words = frozenset()
    # Endings of nouns in the plural, sure and perhaps, and words with them that are none.
    plural: tuple[str, ...] = ()
    perhaps_plural: tuple[str, ...] = ()
    no_nouns: Words = frozenset()


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
    shares: Shares
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


def numbered(words: str, first: int) -> dict[str, int]:
    """The words with the number of each, counted up from the first."""
    return {word: number for number, word in enumerate(words.split(), start=first)}


def tens_and_units(tens: dict[str, int], units: dict[str, int], join: str) -> dict[str, int]:
    """ "Thirty-one" to "ninety-nine", where both are put together in one way."""
    return {
        f"{ten}{join}{unit}": value + one
        for ten, value in tens.items()
        for unit, one in units.items()
    }
