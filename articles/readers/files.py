"""What is given to a reader: a file by its name, and its bytes, opened as often as needed."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from django.conf import settings

from articles.readers.limits import megabytes
from articles.text import Unfit

HEAD = 8_192  # bytes; what a format is recognised by stands at the beginning


@dataclass(frozen=True)
class File:
    """`name` is that of the input as its user knows it, `size` in bytes (of an archive's entry
    as it says itself). `url`, `charset` and `media_type` are what the place says that the bytes
    came from: the headers of a saved page, of a mail, of a server; empty where it says nothing.
    """

    name: str
    open: Callable[[], BinaryIO]
    size: int
    url: str = ""
    charset: str = ""
    media_type: str = ""

    @classmethod
    def of(cls, name: str, data: bytes, **stated: str) -> "File":
        return cls(name, lambda: io.BytesIO(data), len(data), **stated)

    def head(self) -> bytes:
        with self.open() as stream:
            return stream.read(HEAD)

    def open_anywhere(self) -> BinaryIO:
        """The bytes as a stream that can be read in any order, as what is packed needs it.

        Raises Unfit where they lie inside an archive and are too many.
        """
        stream = self.open()
        if stream.seekable():
            return stream
        stream.close()
        return io.BytesIO(self.data())

    def data(self) -> bytes:
        """All of the bytes, for what is one article. Raises Unfit where they are too many."""
        most = settings.LARGEST_FILE
        if self.size <= most:
            with self.open() as stream:
                data = stream.read(most + 1)
            if len(data) <= most:
                return data
        raise Unfit(f"it is larger than {megabytes(most)}")
