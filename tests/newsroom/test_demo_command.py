"""The command `demo`: what it loads once, and what it leaves alone ever after."""

import stat
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.core.serializers import serialize

from annotations.layers import editing
from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Annotation, Guideline, Layer
from articles.models import Article, ImportBatch, ImportItem, Outlet, Revision, Story
from newsroom.management import demonstration
from newsroom.models import Event, User
from tests.factories import make_article, make_editor, make_superuser, make_user

pytestmark = pytest.mark.django_db

NAMES = ("ada", "ben", "cleo", "rita", "admin")
EVERYTHING = (
    User,
    Event,
    Outlet,
    Story,
    Article,
    Revision,
    ImportBatch,
    ImportItem,
    Guideline,
    Layer,
    Annotation,
)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR = tmp_path


@pytest.fixture
def brief(monkeypatch):
    """Load two texts instead of all, where a test is not about what is loaded."""
    whole = demonstration.read_toml

    def cut(name):
        table = whole(name)
        if name == "articles.toml":
            table["import"] = [
                {"by": "ada", "article": table["import"][0]["article"][2:4]},
            ]
        return table

    monkeypatch.setattr(demonstration, "read_toml", cut)


def demo(**options):
    out = StringIO()
    call_command("demo", stdout=out, no_color=True, **options)
    return out.getvalue()


def everything():
    return "\n".join(serialize("json", model.objects.order_by("pk")) for model in EVERYTHING)


def password():
    return (demonstration.password_file()).read_text().strip()


def test_everybody_signs_in_with_the_printed_password(client, brief):
    said = demo()
    assert password() in said
    for name in NAMES:
        assert f"\n  {name} " in said
        assert client.login(username=name, password=password())
        assert not client.login(username=name, password="another")


def test_the_accounts_have_their_roles(brief):
    demo()
    ada, rita, admin = (User.objects.get(username=name) for name in ("ada", "rita", "admin"))
    assert ada.has_perm("annotations.annotate")
    assert not ada.has_perm("annotations.review")
    assert rita.has_perm("annotations.review")
    assert not rita.is_superuser
    assert admin.is_superuser


def test_the_password_is_kept_for_the_owner_alone(brief):
    demo()
    assert stat.S_IMODE(demonstration.password_file().stat().st_mode) == 0o600


def test_a_password_kept_from_before_is_used_again(brief):
    demonstration.keep_password("kept-from-before")
    assert "kept-from-before" in demo()
    assert User.objects.get(username="ada").check_password("kept-from-before")


def test_repeating_changes_nothing():
    demo()
    before, kept = everything(), password()
    said = demo()
    assert everything() == before
    assert password() == kept
    assert "nothing was changed" in said
    assert kept in said


def test_repeating_keeps_what_people_did_since(brief):
    demo()
    ben = User.objects.get(username="ben")
    layer = Layer.objects.of(ben).submitted().filter(revision__review__closed_at=None).first()
    layer_lifecycle.reopen(layer, by=User.objects.get(username="rita"))
    annotation = layer.annotations.first()
    editing.withdraw_annotation(annotation, version=annotation.version, by=ben)
    make_article(title="Our own")
    before = everything()
    demo()
    demo(force=True)
    demo(first_use=True)
    assert everything() == before


def test_a_database_with_other_work_is_refused_and_left_as_it_is():
    make_article(title="Our own")
    before = everything()
    with pytest.raises(CommandError, match="other work"):
        demo()
    assert everything() == before
    assert not demonstration.password_file().exists()


def test_force_loads_beside_other_work(brief):
    ours = make_article(title="Our own")
    demo(force=True)
    assert Article.objects.filter(pk=ours.pk, title="Our own").exists()
    assert User.objects.filter(username__in=NAMES).count() == len(NAMES)


def test_an_account_of_ours_never_comes_to_hold_invented_work():
    make_editor("ada")
    before = everything()
    with pytest.raises(CommandError, match="ada"):
        demo(force=True)
    assert everything() == before


def test_an_admin_who_was_here_keeps_their_password(client, brief):
    make_superuser("admin")
    said = demo()
    assert "stays as it is" in said
    assert "\n  admin " not in said
    assert client.login(username="admin", password="secret-word")
    demo(password="new-word")
    assert client.login(username="admin", password="secret-word")


def test_what_fails_half_way_leaves_nothing(monkeypatch, brief):
    before = everything()

    def fail(*_args, **_options):
        raise ValueError("no")

    monkeypatch.setattr(demonstration.layer_lifecycle, "submit", fail)
    with pytest.raises(ValueError):
        demo()
    assert everything() == before
    assert not demonstration.password_file().exists()


def test_first_use_loads_into_an_empty_database(brief):
    said = demo(first_use=True)
    assert password() in said
    assert Article.objects.exists()


def test_first_use_says_how_to_sign_in_where_the_demonstration_is_loaded(brief):
    demo()
    before = everything()
    assert password() in demo(first_use=True)
    assert everything() == before


def test_first_use_says_nothing_at_a_real_desk():
    make_user()
    before = everything()
    assert demo(first_use=True) == ""
    assert everything() == before
    assert not demonstration.password_file().exists()


def test_a_password_can_be_set(client, brief):
    demo(password="first-word")
    assert client.login(username="cleo", password="first-word")
    assert "second-word" in demo(password="second-word")
    assert password() == "second-word"
    assert client.login(username="cleo", password="second-word")
    assert not client.login(username="cleo", password="first-word")


def test_an_empty_password_is_refused(brief):
    with pytest.raises(CommandError, match="empty"):
        demo(password=" ")
    assert not User.objects.exists()


def test_a_password_that_no_longer_holds_is_not_printed(brief):
    demo()
    admin, ben = (User.objects.get(username=name) for name in ("admin", "ben"))
    admin.set_password("mine alone")
    admin.save()
    ben.is_active = False
    ben.save()
    said = demo()
    assert "\n  ada " in said
    assert "\n  admin " not in said
    assert "Another password holds for: admin." in said
    assert "ben" not in said


def test_nothing_is_printed_where_the_password_is_not_kept_here(brief):
    demo()
    kept = password()
    demonstration.password_file().unlink()
    said = demo()
    assert kept not in said
    assert "--password NEW" in said
