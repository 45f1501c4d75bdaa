"""How much of a text is looked at, as the pages show it."""

from typing import Any

from django.utils.translation import gettext as _

from annotations.spans.accounting import Account, State


def looked_at(account: Account) -> dict[str, Any]:
    """How many words are looked at, of how many; and `shares`: each state with its words.

    `start` is how many words are in the states before it, as they stand in the bar.
    """
    counts = account.counts()
    names = {
        State.ON_FACT: ("on-fact", _("on a verified fact")),
        State.MARKED: ("marked", _("marked, not checked")),
        State.CLEARED: ("cleared", _("nothing to check")),
        State.OPEN: ("open", _("not looked at")),
    }
    shares: list[dict[str, Any]] = []
    start = 0
    for state, (kind, name) in names.items():
        words = counts[state]
        shares.append({"kind": kind, "name": name, "start": start, "words": words})
        start += words
    return {
        "all": start,
        "words": start - counts[State.OPEN],
        "open": counts[State.OPEN],
        "shares": shares,
    }
