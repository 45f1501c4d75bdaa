"""The pages and acts that are found by name, and who may open them."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from newsroom.models import User

SIGNED_IN = ""


class Place(NamedTuple):
    """A page: its name, further words that find it, its URL name, and the permission it asks."""

    name: str | Promise
    also: str | Promise
    url: str
    permission: str = SIGNED_IN

    @property
    def words(self) -> list[str]:
        return f"{self.name} {self.also}".casefold().split()


PLACES = (
    Place(_("Desk"), _("home start to do"), "desk"),
    Place(_("Articles"), _("list texts"), "articles"),
    Place(_("Import articles"), _("add upload paste"), "import_new", "articles.import_articles"),
    Place(_("Past imports"), _("uploads"), "imports", "articles.import_articles"),
    Place(_("Annotations"), _("marks claims quotes statistics export csv"), "annotations"),
    Place(_("Facts"), _("verified sources"), "facts"),
    Place(_("Record a fact"), _("new add"), "fact_new", "annotations.record_fact"),
    Place(_("Review changed facts"), _("links recheck"), "fact_recheck", "annotations.record_fact"),
    Place(_("Stories"), _("topics groups"), "stories"),
    Place(_("Review"), _("queue decide"), "review_queue", "annotations.review"),
    Place(_("Agreement"), _("figures measures"), "agreement", "annotations.review"),
    Place(_("Guidelines"), _("rules help"), "guidelines"),
    Place(
        _("Edit the guidelines"), _("next version write"), "guidelines_edit", "annotations.review"
    ),
    Place(
        _("Names that are the same"), _("aliases speakers units"), "aliases", "annotations.review"
    ),
    Place(_("History"), _("events log changes"), "history"),
    Place(_("Inbox"), _("notices messages"), "inbox"),
    Place(_("How my work was changed"), _("differences mistakes"), "my_differences"),
    Place(_("Settings"), _("theme dark light keys name"), "settings"),
    Place(_("Change password"), _("account"), "password_change"),
)


def places_for(user: User) -> Iterator[Place]:
    """Those that open for the user."""
    return (place for place in PLACES if not place.permission or user.has_perm(place.permission))
