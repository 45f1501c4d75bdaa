"""What the tests of readers share: a short article in the project's own words, and reading."""

from articles.readers import read

WALL = "The harbour wall of Saltmere will be raised by two metres before the winter storms."
QUOTE = "“We have waited long enough,” the mayor, Ida Holm, told the council on Monday."
COST = "The work is to cost 3.4 million crowns and to last until the end of next year."
PARAGRAPHS = [WALL, QUOTE, COST]
TEXT = "\n\n".join(PARAGRAPHS)
TITLE = "Saltmere raises its harbour wall"
WHOLE = f"{TITLE}\n\n{TEXT}"
HTML = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
PAGE = (
    f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title></head>'
    f"<body><article><h1>{TITLE}</h1>{HTML}</article></body></html>"
)


def all_of(name, data, **options):
    data = data.encode() if isinstance(data, str) else data
    return list(read(name, data, **options))


def only(name, data, **options):
    """The one thing that is read."""
    (reading,) = all_of(name, data, **options)
    return reading


def refusal(name, data, **options):
    """Why the file is refused."""
    return only(name, data, **options).reason
