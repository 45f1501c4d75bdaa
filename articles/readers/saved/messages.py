"""Messages of mail programs and browsers (MIME), read leniently: what is odd raises nothing."""

import email
import email.policy
from email import errors
from email.message import EmailMessage, Message
from typing import Any, cast

from articles.readers.decoding import decoded
from articles.text import Unfit, storable

CUT_OFF = (
    errors.CloseBoundaryNotFoundDefect,
    errors.InvalidBase64LengthDefect,
    errors.InvalidBase64PaddingDefect,
)
# What a header may raise in the depths of the parser has no end of names.
ODD = (Exception,)


def parsed(data: bytes) -> EmailMessage:
    try:
        message = email.message_from_bytes(data.lstrip(b"\r\n"), policy=email.policy.default)
    except ODD as error:
        raise Unfit("it cannot be read as an e-mail") from error
    return message


def header(message: Message, name: str) -> str:
    """The header's words in one line, empty where there is none that can be read."""
    try:
        return storable(str(message.get(name, "") or ""))
    except ODD:
        return ""


def sender(message: Message) -> tuple[str, str]:
    """The display name and the address of who sent it, either empty."""
    try:
        for address in cast(Any, message.get("from")).addresses:
            return storable(address.display_name or ""), storable(address.addr_spec or "")
    except ODD:
        pass
    return "", header(message, "from")


def kind(part: Message) -> str:
    try:
        return part.get_content_type()
    except ODD:
        return "application/octet-stream"


def parameter(part: Message, name: str) -> str:
    """A parameter of the content type, such as `charset`."""
    try:
        return storable(str(part.get_param(name) or ""))
    except ODD:
        return ""


def file_name(part: Message) -> str:
    """The name that the part states for its file, without any folder."""
    try:
        name = storable(part.get_filename() or "")
    except ODD:
        return ""
    return name.replace("\\", "/").rpartition("/")[2]


def is_attached(part: Message) -> bool:
    try:
        return part.get_content_disposition() == "attachment" or bool(file_name(part))
    except ODD:
        return False


def content(part: Message) -> bytes:
    """The bytes of the part, decoded from how they travel."""
    try:
        found = part.get_payload(decode=True)
    except ODD:
        return b""
    return found if isinstance(found, bytes) else b""


def text(part: Message) -> tuple[str, str]:
    """The characters of the part, and a note where their encoding was assumed. Raises Unfit."""
    data = content(part)
    return decoded(data, declared=parameter(part, "charset")) if data.strip() else ("", "")


def parts_of(part: Message) -> Any:
    """What the part holds as it travels: a list of parts, or characters."""
    try:
        return part.get_payload()
    except ODD:
        return ""


def leaves(message: Message) -> list[Message]:
    """The parts that hold something themselves, in their order; a forwarded message is one."""
    found: list[Message] = []
    waiting = [message]
    while waiting:
        part = waiting.pop()
        payload = parts_of(part)
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            waiting += reversed(cast(list[Message], payload))
        else:
            found.append(part)
    return found


def breaks_off(message: Message) -> bool:
    """Whether the end of the message, or of a part of it that has been decoded, is missing."""
    found = [one for part in message.walk() for one in part.defects]
    return any(isinstance(one, CUT_OFF) for one in found)


def inner(part: Message) -> bytes:
    """The bytes of the message that the part holds."""
    payload = parts_of(part)
    try:
        return cast(Message, payload[0] if isinstance(payload, list) else part).as_bytes()
    except ODD:
        return b""
