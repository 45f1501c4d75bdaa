"""When two editors' details are the same: speakers, units and values, compared as a desk would.

Pure. What is said of a span (`Details`) is compared, never its note.
"""

import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Protocol

from articles.folding import PLAIN_LETTERS
from articles.sentences import APOSTROPHES

ACCENTS = dict.fromkeys(range(0x0300, 0x0370))
# Also the accent that is typed as an apostrophe, soft hyphens and spaces without width.
PLAIN = str.maketrans(
    PLAIN_LETTERS | dict.fromkeys(APOSTROPHES + "`", "'") | dict.fromkeys("\u00ad\u200b", "")
)


class Detailed(Protocol):
    """Anything that says of a span who says it, and how much of what."""

    @property
    def attributed_to(self) -> str: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def unit(self) -> str: ...


@lru_cache(maxsize=16384)
def fold(name: str) -> str:
    """The name without case, accents, doubled spaces and the shape of its apostrophes."""
    # The decomposition would make a space and an accent of ´.
    letters = unicodedata.normalize("NFKD", name.casefold().replace("´", "'"))
    bare = letters.translate(ACCENTS).translate(PLAIN)
    return " ".join(bare.split())


@lru_cache(maxsize=16384)
def bare_name(name: str) -> str:
    """The folded name without punctuation and a leading article: "the U.N." is "un"."""
    words = [
        "".join(c for c in word if unicodedata.category(c)[0] not in "PC" or c == "%")
        for word in fold(name).removesuffix("'s").replace("-", " ").split()
    ]
    kept = [word for word in words if word]
    return " ".join(kept[1:] if kept[:1] == ["the"] and len(kept) > 1 else kept)


class Names:
    """The desk's list of names that mean the same: {"Pope Leo": "Leo XIV", "$": "USD"}.

    Names are found whatever their case, accents and spaces. A canonical name may itself be listed;
    a circle ends at its alphabetically first name.
    """

    def __init__(self, aliases: Mapping[str, str] | None = None) -> None:
        steps = {fold(name): fold(canonical) for name, canonical in (aliases or {}).items()}
        self._canonical = {name: _end(name, steps) for name in steps}
        self._plain = {bare_name(name): bare_name(end) for name, end in self._canonical.items()}

    def key(self, name: str) -> str:
        """What the name is compared by."""
        folded = fold(name)
        return self._canonical.get(folded, folded)

    def plain_key(self, name: str) -> str:
        """What the name is compared by where punctuation and a leading article do not count."""
        bare = bare_name(self.key(name))
        return self._plain.get(bare, bare)

    def same(self, one: Detailed, other: Detailed) -> bool:
        """Whether both say the same speaker, value and unit; 12 is 12.0."""
        return (
            one.value == other.value
            and (
                one.attributed_to == other.attributed_to
                or self.key(one.attributed_to) == self.key(other.attributed_to)
            )
            and (one.unit == other.unit or self.key(one.unit) == self.key(other.unit))
        )

    def details(self, one: Detailed) -> tuple[str, Decimal | None, str]:
        """What the details are compared by: the same for two exactly where `same` holds."""
        return self.key(one.attributed_to), one.value, self.key(one.unit)

    def plain_details(self, one: Detailed) -> tuple[str, Decimal | None, str]:
        return self.plain_key(one.attributed_to), one.value, self.plain_key(one.unit)


def _end(name: str, steps: Mapping[str, str]) -> str:
    seen = [name]
    while (following := steps.get(seen[-1])) is not None:
        if following in seen:
            return min(seen[seen.index(following) :])
        seen.append(following)
    return seen[-1]
