"""What the inbox can be narrowed to: new or all, work or talk."""

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, FilterSet

from annotations.models import Notice
from annotations.ui.lists import per_page
from newsroom.models import User

ABOUT = {
    "work": Q(event__verb__startswith="layer."),
    "review": Q(event__verb__startswith="review."),
    "talk": Q(event__verb__startswith="thread."),
}

# The ready-made views of the inbox.
TABS = [(_("All"), {}), (_("Unread"), {"state": "new"})]


class InboxFilter(FilterSet):
    """The filters of `user`'s inbox."""

    FIRST = ("about",)
    TABS = ("state",)

    state = ChoiceFilter(
        method="in_state",
        label=_("Show"),
        empty_label=_("All"),
        choices=[("new", _("Only what is new"))],
    )
    about = ChoiceFilter(
        method="about_a_thing",
        label=_("About"),
        empty_label=_("Everything"),
        choices=[
            ("work", _("Articles assigned")),
            ("review", _("Reviews closed and reopened")),
            ("talk", _("Questions, replies, objections")),
        ],
    )
    per = per_page(most_first=True)  # As many notices become one line.

    def __init__(self, data: QueryDict, *, user: User) -> None:
        notices = Notice.objects.filter(user=user).select_related("event__actor")
        # Events are numbered as they happen: along the index of notices, and none is sorted.
        super().__init__(data, notices.order_by("-event_id"))

    def in_state(self, notices: QuerySet[Notice], name: str, value: str) -> QuerySet[Notice]:
        return notices.filter(read_at=None)

    def about_a_thing(self, notices: QuerySet[Notice], name: str, value: str) -> QuerySet[Notice]:
        return notices.filter(ABOUT[value])
