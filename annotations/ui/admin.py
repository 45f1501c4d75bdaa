"""What the admin pages of spans share: the fields of a span, and what of its text is left alone."""

SPAN = ("label", "start", "end", "prefix", "exact", "suffix", "attributed_to", "value", "unit")


def heavy(revision: str) -> list[str]:
    """The columns that may take megabytes, by the path to the revision: no list shows them."""
    return [f"{revision}__{name}" for name in ("text", "raw", "left_out")]
