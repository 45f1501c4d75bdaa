"""The command assign."""

import datetime
import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from annotations.models import Layer
from tests.factories import (
    make_article,
    make_editor,
    make_layer,
    make_outlet,
    make_reviewer,
    make_superuser,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def root():
    return make_superuser("root")


@pytest.fixture
def article(root):
    """Makes articles that somebody imported who is no editor."""
    return lambda **fields: make_article(by=root, **fields)


def assign(*arguments):
    """(exit status, the lines of the output, what went to standard error)."""
    out, err = io.StringIO(), io.StringIO()
    status = 0
    try:
        call_command("assign", *arguments, stdout=out, stderr=err)
    except SystemExit as ended:
        status = ended.code
    except CommandError as error:
        return error.returncode, out.getvalue().splitlines(), str(error)
    return status, out.getvalue().splitlines(), err.getvalue()


def given():
    return sorted(Layer.objects.values_list("revision__article", "editor__username"))


def test_all_articles_go_to_all_editors_who_do_not_review(root, article):
    articles = [article(title=f"Article {number}") for number in range(3)]
    for name in ("ada", "ben", "cleo"):
        make_editor(name)
    make_reviewer("rita")
    status, lines, errors = assign()
    assert (status, errors) == (0, "")
    assert lines[-1] == "6 assigned; articles: 3 given, 0 enough, 0 short"
    assert f"article {articles[2].pk} (Article 2): ada, ben" in lines
    assert "ada: 0 open, 2 new" in lines
    assert len(given()) == 6
    assert set(Layer.objects.values_list("assigned_by", flat=True)) == {root.pk}
    status, lines, _errors = assign()
    assert (status, lines[-1]) == (0, "0 assigned; articles: 0 given, 3 enough, 0 short")


def test_the_number_the_editors_and_the_day_can_be_chosen(article):
    article()
    make_editor("ada")
    rita = make_reviewer("rita")
    status, lines, _errors = assign(
        "--per-article", "1", "--editors", "rita", "--due", "2031-03-14", "--by", "rita"
    )
    assert (status, lines[-1]) == (0, "1 assigned; articles: 1 given, 0 enough, 0 short")
    layer = Layer.objects.get()
    assert (layer.editor, layer.assigned_by) == (rita, rita)
    assert layer.due_on == datetime.date(2031, 3, 14)


@pytest.mark.parametrize("prefix", ["", "?"])
def test_the_filter_is_that_of_the_list(prefix, article):
    outlet = make_outlet()
    meant = article(outlet=outlet, language="en")
    article(outlet=outlet, language="de")
    article(language="en")
    make_editor("ada")
    status, _lines, _errors = assign(
        "--per-article", "1", "--articles", f"{prefix}outlet={outlet.pk}&language=en"
    )
    assert status == 0
    assert given() == [(meant.pk, "ada")]


def test_articles_can_be_named_by_their_ids(article):
    one, two, three = (article() for _article in range(3))
    make_editor("ada")
    assert assign("--per-article", "1", "--articles", f"article={one.pk}-{two.pk}")[0] == 0
    assert given() == [(one.pk, "ada"), (two.pk, "ada")]
    assert assign("--per-article", "1", "--articles", f"article={three.pk}")[0] == 0
    assert len(given()) == 3


def test_a_text_that_stays_short_is_named_and_the_others_are_given(article):
    begun = make_layer(
        editor=make_editor("ada"), revision=article().latest_revision()
    ).revision.article
    other = article(title="Another")
    status, lines, errors = assign("--editors", "ada")
    assert status == 1
    assert lines[-1] == "1 assigned; articles: 1 given, 0 enough, 2 short"
    assert f"article {begun.pk} ({begun.title}): 1 editor is missing" in errors
    assert f"article {other.pk} (Another): 1 editor is missing: too few were chosen." in errors
    assert len(given()) == 2


def test_an_archived_article_that_is_asked_for_is_short(article):
    article(archived_at=timezone.now())
    make_editor("ada")
    assert assign()[0] == 2
    status, _lines, errors = assign("--articles", "archived=with")
    assert status == 1
    assert "It is archived." in errors


def test_a_dry_run_says_it_and_changes_nothing(article):
    article()
    make_editor("ada")
    status, lines, _errors = assign("--per-article", "1", "--dry-run")
    assert (status, lines[-1]) == (0, "1 would be assigned; articles: 1 given, 0 enough, 0 short")
    assert not given()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--editors", "ada,zoe"], "there is no user “zoe”"),
        (["--editors", "gone"], "“gone” is not an active editor"),
        (["--editors", "stranger"], "“stranger” is not an active editor"),
        (["--editors", ","], "--editors names nobody"),
        (["--articles", "outlett=3"], "--articles: There is no filter “outlett”."),
        (["--articles", "outlet=77000"], "--articles: outlet: Select a valid choice."),
        (["--articles", "article=one"], "--articles: “one” is no id of an article."),
        (["--articles", "article=77000"], "there is no such article"),
        (["--by", "zoe"], "there is no user “zoe”"),
        (["--by", "ada"], "“ada” may not assign"),
        (["--per-article", "0"], "not a number from 1 to 100"),
        (["--due", "tomorrow"], "not a day like 2031-03-14"),
        (["--due", "2020-01-01"], "2020-01-01 has passed"),
    ],
)
def test_what_cannot_be_used_is_named(arguments, told, article):
    article()
    make_editor("ada")
    make_editor("gone", is_active=False)
    make_user("stranger")
    status, _lines, error = assign(*arguments)
    assert status in (1, 2)
    assert told in error
    assert not given()


def test_without_editors_or_a_superuser_it_says_whom_to_name(root, article):
    article()
    make_reviewer("rita")
    assert assign()[2] == "nobody annotates only: name them by --editors"
    root.is_active = False
    root.save()
    assert assign()[2] == "say who assigns: --by USERNAME"
