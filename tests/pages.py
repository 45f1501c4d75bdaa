"""Questions about the structure of a page: its links, forms, buttons and fields.

A test that asks whether a page offers something asks here for the address or the name of the
control. The absence of a wording would also pass after the wording has changed.
"""

from urllib.parse import urlsplit

from lxml import html


def parse(page):
    """The root element of a response, or of a piece of HTML given as a string."""
    return html.document_fromstring(page if isinstance(page, str) else page.content.decode())


def texts(page, path):
    """The text of every element that the XPath expression selects, white space collapsed."""
    return [" ".join(element.text_content().split()) for element in parse(page).xpath(path)]


def links(page):
    """The address of every link, in the order of the page."""
    return [str(address) for address in parse(page).xpath("//a/@href")]


def forms(page):
    """The address of every form, in the order of the page; "" where it posts to the page itself."""
    return [form.get("action", "") for form in parse(page).xpath("//form")]


def buttons(page):
    """The name and the value of every button, in the order of the page."""
    return [
        (button.get("name", ""), button.get("value", ""))
        for button in parse(page).xpath("//button | //input[@type='submit']")
    ]


def has_link_to(page, address):
    """Whether a link leads to this path, with any query and fragment."""
    return any(urlsplit(link).path == address for link in links(page))


def has_form_to(page, address):
    """Whether a form is sent to this path, or a button sends one there."""
    sent_to = forms(page) + parse(page).xpath("//*/@formaction")
    return any(urlsplit(action).path == address for action in sent_to)


def choices(page, name):
    """The values of the options of the select with this name."""
    return [str(value) for value in parse(page).xpath("//select[@name=$n]/option/@value", n=name)]
