"""Who settles a disagreement: reviewers reserve groups for a while, or are assigned to them."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from annotations.models import Disagreement
from annotations.readers import is_party
from newsroom import history
from newsroom.models import User

RESERVED_FOR = timedelta(minutes=15)


def reserve_group(disagreement: Disagreement, *, by: User) -> bool:
    """Reserve the group for `by` for RESERVED_FOR. Returns False where somebody else has it."""
    now = timezone.now()
    rows = Disagreement.objects.filter(pk=disagreement.pk)
    free = rows.exclude(reserved_until__gt=now, reserved_by__isnull=False)
    mine = rows.filter(reserved_by=by)
    return bool((free | mine).update(reserved_by=by, reserved_until=now + RESERVED_FOR))


def free_group(disagreement: Disagreement, *, by: User) -> None:
    """End the reservation of `by`."""
    rows = Disagreement.objects.filter(pk=disagreement.pk, reserved_by=by)
    rows.update(reserved_by=None, reserved_until=None)


@transaction.atomic
def assign_groups(disagreements: Iterable[Disagreement], to: User | None, *, by: User) -> int:
    """Assign the groups to a reviewer, or to nobody. Returns how many assignments have changed.

    Groups of texts to which the reviewer is a party are left as they are.
    """
    count = 0
    # By number, as a rebuild and a batch lock them: of two at once one waits, and neither for ever.
    for row in sorted(disagreements, key=lambda row: row.pk):
        if row.assignee == to or (to is not None and is_party(to, row.review.revision_id)):
            continue
        row.assignee = to
        row.save(update_fields=["assignee"])
        history.record(
            "disagreement.assigned",
            row,
            by=by,
            revision_id=row.review.revision_id,
            assignee=to.pk if to else None,
        )
        count += 1
    return count
