"""Small texts joined into pieces that are worth sending. Pure."""

from collections.abc import Iterable, Iterator
from itertools import islice

# Each piece is sent by itself: enough that this costs nothing, few enough that memory stays flat
# and the first piece comes at once (some 64 kB of annotations).
IN_A_PIECE = 100


def joined(texts: Iterable[str]) -> Iterator[str]:
    """The texts, in order, joined into pieces of a hundred."""
    left = iter(texts)
    while some := list(islice(left, IN_A_PIECE)):
        yield "".join(some)
