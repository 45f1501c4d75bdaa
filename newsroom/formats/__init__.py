"""How dates and numbers are written, by language."""

from django.utils.formats import number_format


class Grouped(int):
    """A number that is written for reading, its thousands parted: 4,000. It counts as any other."""

    def __str__(self) -> str:
        return number_format(int(self), force_grouping=True)
