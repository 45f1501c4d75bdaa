"""The two groups and what they may do."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from newsroom.models import User
from tests.factories import make_editor, make_reviewer, make_superuser, make_user

pytestmark = pytest.mark.django_db

IMPORT, ANNOTATE, REVIEW = (
    "articles.import_articles",
    "annotations.annotate",
    "annotations.review",
)
RECORD, VERIFY = "annotations.record_fact", "annotations.verify_fact"
EVERYTHING = {IMPORT, ANNOTATE, REVIEW, RECORD, VERIFY}


@pytest.mark.parametrize(
    ("make", "may"),
    [
        (make_user, set()),
        (make_editor, {IMPORT, ANNOTATE, RECORD}),
        (make_reviewer, EVERYTHING),
        (make_superuser, EVERYTHING),
    ],
)
def test_each_role_may_do_what_is_its_own(make, may):
    user = make()
    assert {name for name in EVERYTHING if user.has_perm(name)} == may


def test_a_reviewer_may_look_at_the_work_and_at_neither_people_nor_history():
    reviewer = make_reviewer()
    assert reviewer.has_perm("annotations.view_layer")
    assert reviewer.has_perm("articles.view_importbatch")
    assert not reviewer.has_perm("newsroom.view_user")
    assert not reviewer.has_perm("newsroom.view_event")
    assert not reviewer.has_perm("annotations.change_layer")


def test_repeating_it_changes_nothing_and_keeps_what_the_desk_added():
    def held():
        return {
            group.name: set(group.permissions.values_list("pk", flat=True))
            for group in Group.objects.all()
        }

    extra = Permission.objects.get(codename="add_outlet")
    Group.objects.get(name="Editors").permissions.add(extra)
    before = held()
    call_command("setup_roles")
    assert held() == before
    assert extra.pk in before["Editors"]


def test_a_group_that_lost_a_right_gets_it_back():
    Group.objects.get(name="Editors").permissions.clear()
    call_command("setup_roles")
    assert User.objects.get(pk=make_editor().pk).has_perm(ANNOTATE)
