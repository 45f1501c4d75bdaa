"""Whether a decision says why, as it has to, and what is said where it does not."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.disagreements.comparison import Group
from annotations.disagreements.options import Ruling
from annotations.models import Disagreement
from annotations.models.adjudication import Action, name_reason
from annotations.review.reasons import (
    EDITED,
    NOTHING,
    OTHER,
    STANDS,
    Fitting,
    fitting_reasons,
    questions_asked,
)
from newsroom.problems import Refused


class ReasonMissing(Refused):
    status = 422
    code = "reason-missing"
    title = gettext_lazy("A reason is needed")


class ReasonUnfit(Refused):
    status = 422
    code = "reason-unfit"
    title = gettext_lazy("That reason does not fit the decision")


class NoteMissing(Refused):
    status = 422
    code = "note-missing"
    title = gettext_lazy("A note is needed")


def outcome_of(action: str, ruling: Ruling) -> str:
    """What a decision makes of a group, as `reasons` tells outcomes apart."""
    if not ruling:
        return NOTHING
    return EDITED if action == Action.EDIT else STANDS


def reasons_for_group(row: Disagreement, group: Group | None, outcome: str) -> Fitting:
    spans = group.spans if group else ()
    return fitting_reasons(questions_asked([row.kind, *row.further], spans), outcome)


def tell_why_is_needed(editors: int) -> str:
    """The rule, in a sentence: when a decision needs a reason."""
    if editors > 2:
        return _("Most editors do not have this.")
    return _("Two editors are no majority.")


def refuse_unfit_reason(reason: str, note: str, fitting: Fitting) -> None:
    if reason and reason not in fitting.offered:
        named = (
            f"«{name_reason(one, drops=fitting.outcome == NOTHING)}»" for one in fitting.offered
        )
        raise ReasonUnfit(_("Choose one that does: %(reasons)s.") % {"reasons": ", ".join(named)})
    if reason == OTHER and not note.strip():
        raise NoteMissing(_("«Other» needs a note that says why."))
