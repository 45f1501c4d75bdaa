"""E-mails, as press offices send them: the message is one article, its documents are others."""

import re
from collections.abc import Iterator
from email.message import Message
from functools import partial
from typing import Any

from articles.importing.drafts import Draft
from articles.readers import fragments
from articles.readers.drafting import Options, Piece, draft, made
from articles.readers.files import File
from articles.readers.markup.blocks import name_of
from articles.readers.omissions import QUOTED_MAIL, SIGNATURE
from articles.readers.saved import messages, replies
from articles.readers.stated import (
    LONGEST_NAME,
    LONGEST_TITLE,
    names,
    refuse_verbatim,
    stated_day,
    stated_language,
)
from articles.text import Unfit, storable

# What answering and forwarding put before a subject, in the languages of mail programs.
PREFIX = re.compile(
    r"(?:(?:re|aw|antw|sv|vs|rif|fwd?|wg|tr|rv|i|enc|vb|doorst|pd|odp|ynt|回复|转发)"
    r"(?:\[\d{1,3}\])?\s*[:：]\s*)+",
    re.IGNORECASE,
)
DOCUMENTS = set("csv docx eml htm html json jsonl md odt pdf rtf srt tsv txt vtt xlsx zip".split())
MOST_ATTACHMENTS = 100
ENCRYPTED = {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}
STUB = 0.5  # A plain text with fewer of the words that the HTML has says only where to read it.


def read(file: File, options: Options) -> Iterator[Piece | File]:
    """The article that the message is, then each document attached to it as a file of its own."""
    refuse_verbatim(options, "an e-mail")
    data = file.data()
    message = messages.parsed(data)
    if messages.kind(message) in ENCRYPTED:
        raise Unfit("the e-mail is encrypted: save it unencrypted")
    leaves = messages.leaves(message)
    documents = [part for part in leaves if is_document(part)][:MOST_ATTACHMENTS]
    if text_parts(leaves) or not documents:
        others = [part for part in leaves if is_other(part) and part not in documents]
        yield partial(made, storable(file.name), article, data, message, others, options)
    for part in documents:
        yield attachment(file.name, part)


def article(
    name: str, data: bytes, message: Message, others: list[Message], options: Options
) -> Draft:
    """The draft of the message itself. Raises Unfit."""
    text, notes = body(message)
    unread = ", ".join(filter(None, map(messages.file_name, others)))[:500]
    if not text.paragraphs:
        raise Unfit(why_no_text(unread))
    if messages.breaks_off(message):
        notes.append("The e-mail breaks off: the end of it may be missing.")
    sent_by, address = messages.sender(message)
    if text.sender:
        notes.append(f"Forwarded by {sent_by or address}.")
    elif not sent_by and address:
        notes.append(f"Sent by {address}.")
    if unread:
        notes.append(f"Attached and not read: {unread}.")
    return draft(
        name,
        data,
        "\n\n".join(text.paragraphs),
        options,
        parsed=True,
        title=subject(message)[:LONGEST_TITLE],
        outlet=options.outlet or messages.header(message, "organization")[:LONGEST_NAME],
        byline=names([text.sender or sent_by]),
        language=stated_language(messages.header(message, "content-language").partition(",")[0]),
        published_on=stated_day(messages.header(message, "date"), notes),
        media_type="message/rfc822",
        notes=notes,
        left_out=text.left_out,
    )


def why_no_text(unread: str) -> str:
    """Why the message is no article; `unread` names what is attached to it and not read."""
    if "winmail.dat" in unread.lower():
        return "its text is in winmail.dat, which only Outlook reads: ask for it as plain text"
    attached = f", and what is attached is not read: {unread}" if unread else ""
    return f"there is no text in the e-mail{attached}"


def subject(message: Message) -> str:
    stated = messages.header(message, "subject")
    found = PREFIX.match(stated)
    return stated[found.end() :] if found else stated


def body(message: Message) -> tuple[replies.Body, list[str]]:
    """What the message says: its plain text, or its HTML where that says more. Raises Unfit."""
    notes: list[str] = []
    few = replies.few_words(messages.header(message, "subject"))
    plain, page = replies.Body([], []), replies.Body([], [])
    for part in text_parts(messages.leaves(message)):
        text, note = messages.text(part)
        notes += [note] if note and note not in notes else []
        if messages.kind(part) == "text/html":
            page = page.with_more(body_of_page(text, few))
        else:
            flowed = messages.parameter(part, "format").lower() == "flowed"
            lines = replies.lines(
                text, flowed=flowed, join=messages.parameter(part, "delsp").lower() == "yes"
            )
            plain = plain.with_more(replies.body_of_lines(lines, few))
    is_stub = plain.words() < STUB * page.words()
    return (page if is_stub or not plain.paragraphs else plain), notes


def body_of_page(source: str, few: int) -> replies.Body:
    """The words of the HTML without what it answers to; all of them where it hands that on."""
    found = fragments.of_markup(source, without_replies)
    if len(found.source().split()) <= few:
        found = fragments.of_markup(source)
    return replies.body_of_paragraphs(found, few)


def without_replies(element: Any) -> str:
    """Why the element is no part of the message, as mail programs mark it."""
    classes = set(element.get("class", "").split())
    if classes & {"gmail_signature", "moz-signature"} or element.get("id") == "Signature":
        return SIGNATURE
    is_cited = name_of(element) == "blockquote" and element.get("type") == "cite"
    if (
        is_cited
        or classes & {"gmail_quote", "moz-cite-prefix", "yahoo_quoted"}
        or element.get("id") in {"appendonsend", "divRplyFwdMsg"}
    ):
        return QUOTED_MAIL
    return fragments.reason(element)


def text_parts(leaves: list[Message]) -> list[Message]:
    return [
        part
        for part in leaves
        if messages.kind(part) in {"text/plain", "text/html"} and not messages.is_attached(part)
    ]


def is_document(part: Message) -> bool:
    if messages.kind(part) == "message/rfc822":
        return True
    ending = messages.file_name(part).rpartition(".")[2].lower()
    return messages.is_attached(part) and ending in DOCUMENTS


def is_other(part: Message) -> bool:
    """Whether the part is attached, and no picture that the text shows."""
    is_shown = messages.kind(part).startswith("image/") and messages.header(part, "content-id")
    return messages.is_attached(part) and not is_shown


def attachment(name: str, part: Message) -> File:
    if messages.kind(part) == "message/rfc822":
        return File.of(f"{name}/message.eml", messages.inner(part), media_type="message/rfc822")
    return File.of(
        f"{name}/{messages.file_name(part)}",
        messages.content(part),
        charset=messages.parameter(part, "charset"),
        media_type=messages.kind(part),
    )
