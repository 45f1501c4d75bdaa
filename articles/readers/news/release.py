"""Whether a news item may be used: agencies withhold, cancel and embargo what they have sent."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from django.utils import timezone

from articles.readers.stated import cut
from articles.text import Unfit

USABLE = {"", "usable"}
REFUSED = {
    "withheld": "the agency withholds it: it may not be used",
    "withhold": "the agency withholds it: it may not be used",
    "canceled": "the agency has cancelled it",
    "cancelled": "the agency has cancelled it",
    "killed": "the agency has cancelled it",
    "kill": "the agency has cancelled it",
}


def refuse_unreleased(status: str, embargoed: str) -> None:
    """Raise Unfit where the status says that it may not be used, or an embargo still holds.

    `embargoed` is the moment until which it does, of ISO 8601 or of a mail; without a time zone
    it is in UTC.
    """
    status = status.strip().rpartition(":")[2].lower()
    if status not in USABLE:
        raise Unfit(REFUSED.get(status, f"its status is “{cut(status)}”, and not usable"))
    if not embargoed.strip():
        return
    until = moment(embargoed.strip())
    if until is None:
        raise Unfit(f"it is embargoed until “{cut(embargoed)}”, which cannot be read")
    if until > timezone.now():
        raise Unfit(f"it is embargoed until {until:%Y-%m-%d %H:%M %Z}")


def moment(stated: str) -> datetime | None:
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = parse(stated)
            return found if found.tzinfo else found.replace(tzinfo=UTC)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None
