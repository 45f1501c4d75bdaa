"""The guidelines, as a page and beside the text."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from annotations.guidelines import publishing
from annotations.guidelines.markdown import as_html
from annotations.models import Guideline
from annotations.review import lifecycle as review_lifecycle
from newsroom.models import Event
from tests.factories import make_annotation, make_editor, make_layer, make_reviewer
from tests.worlds import make_two_editors_review, settle_for_first_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    client = Client()
    client.force_login(make_editor())
    return client


def test_the_version_in_force_is_shown(client):
    assertContains(client.get(reverse("guidelines")), "What to mark")
    Guideline.objects.create(number=2, text="# Mark less")
    response = client.get(reverse("guidelines"))
    assertContains(response, "Mark less")
    assertNotContains(response, "no longer in force")


def test_an_older_version_says_that_it_is_older(client):
    Guideline.objects.create(number=2, text="# Mark less")
    response = client.get(reverse("guidelines"), {"version": "1"})
    assertContains(response, "What to mark")
    assertContains(response, "no longer in force")


@pytest.mark.parametrize("version", ["9", "x", "²", "1" * 40])
def test_a_version_that_is_not_there_is_404(client, version):
    assert client.get(reverse("guidelines"), {"version": version}).status_code == 404


def test_the_guidelines_can_be_read_beside_the_text():
    layer = make_layer()
    client = Client()
    client.force_login(layer.editor)
    assertContains(client.get(layer.get_absolute_url()), f'href="{reverse("guidelines")}"')
    # The script of the sheet takes them from there.
    assertContains(client.get(reverse("guidelines")), "What to mark")


def test_markup_in_the_guidelines_is_text_and_scripts_have_no_way_in():
    html = as_html("# A\n\n<script>x</script>\n\n[a](javascript:x) [b](https://x.example)")
    assert "<h2>A</h2>" in html
    assert "<script" not in html
    assert 'href="javascript' not in html
    assert 'href="https://x.example"' in html


# Writing the next version


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


EDIT = "guidelines_edit"


def post(client, name=EDIT, **fields):
    return client.post(reverse(name), {"text": "# Mark less", "seen": 1, **fields})


def test_a_reviewer_publishes_the_next_version():
    reviewer = make_reviewer()
    client = signed_in(reviewer)
    assertContains(client.get(reverse(EDIT)), "Publish as version 2")
    assertRedirects(post(client, publish="1"), reverse("guidelines"))
    made = Guideline.objects.current()
    assert (made.number, made.text, made.published_by) == (2, "# Mark less\n", reviewer)
    assert Event.objects.get(verb="guideline.published").detail == {"number": 2}
    assertContains(client.get(reverse("guidelines")), "What changed in it")


def test_an_editor_publishes_nothing(client):
    assertNotContains(client.get(reverse("guidelines")), "Edit the guidelines")
    assert client.get(reverse(EDIT)).status_code == 403
    assert post(client, publish="1").status_code == 403
    assert post(client, "guidelines_preview").status_code == 403
    assert Guideline.objects.count() == 1


def test_the_second_of_two_authors_is_told_and_keeps_the_draft():
    publishing.publish("# Mark more", seen=1, by=make_reviewer())
    client = signed_in(make_reviewer())
    response = post(client, publish="1", text="# Mine, at length")
    assertContains(response, "# Mine, at length", status_code=409)
    assertContains(response, "Version 2 was published while you were writing", status_code=409)
    assertContains(response, 'name="seen" value="2"', status_code=409)
    assert Guideline.objects.current().number == 2
    assertRedirects(post(client, publish="1", seen=2), reverse("guidelines"))
    assert Guideline.objects.current().number == 3


@pytest.mark.parametrize("text", ["", " \n", "x" * (publishing.LONGEST + 1)])
def test_an_empty_text_or_a_book_is_not_published(text):
    response = post(signed_in(make_reviewer()), publish="1", text=text)
    assert response.status_code == 422
    assert Guideline.objects.count() == 1


def test_what_is_in_force_is_not_published_again():
    current = Guideline.objects.current().text.replace("\n", "\r\n")
    response = post(signed_in(make_reviewer()), publish="1", text=current)
    assertContains(response, "This is what is in force already", status_code=422)


def test_white_space_at_the_ends_of_lines_is_no_change_but_a_line_break_is():
    assert publishing.normalised("a \r\nb  \r\n\r\n\r\n") == "a\nb  \n"


def test_a_draft_is_previewed_and_not_published():
    client = signed_in(make_reviewer())
    assertContains(post(client, look="1"), "<h2>Mark less</h2>", html=True)
    response = post(client, "guidelines_preview", text="# A <script>x</script>")
    assertContains(response, "<h2>A &lt;script&gt;x&lt;/script&gt;</h2>", html=True)
    assert Guideline.objects.count() == 1


def test_any_two_versions_are_compared_the_older_first(client):
    for number, text in ((2, "# Mark less"), (3, "# Mark more")):
        Guideline.objects.create(number=number, text=text)
    response = client.get(reverse("guidelines_changes"), {"from": 3, "to": 2})
    assertContains(response, "<del>less</del><ins>more</ins>")
    assertContains(client.get(reverse("guidelines_changes")), "<ins>more</ins>")
    same = client.get(reverse("guidelines_changes"), {"from": 2, "to": 2})
    assertContains(same, "Nothing changed")
    assert client.get(reverse("guidelines_changes"), {"from": 9}).status_code == 404


# Examples


def gap(**fields):
    world = make_two_editors_review()
    given = {"reason": "guideline gap", "note": "Mark *the sum* only."}
    world.ruling = settle_for_first_editor(world, **given, **fields)
    return world


def test_a_ruling_that_shows_a_gap_is_a_proposed_example():
    world = gap()
    response = signed_in(world.reviewer).get(reverse("guidelines"))
    assertContains(response, "Proposed examples")
    assertContains(response, "<mark>$48 million</mark>")
    assertContains(response, "Guideline gap: Mark *the sum* only.")
    assertNotContains(response, str(world.ada))


def test_an_editor_sees_the_example_once_it_is_released():
    world = gap()
    for user in (world.ada, world.ben, make_editor()):
        assertNotContains(signed_in(user).get(reverse("guidelines")), "Proposed examples")
    review_lifecycle.close_review(world.review, by=world.reviewer)
    assertContains(signed_in(world.ada).get(reverse("guidelines")), "Proposed examples")


def test_a_reviewer_who_annotates_the_article_sees_no_example_of_it():
    world = gap()
    world.reviewer = make_reviewer()
    make_layer(revision=world.revision, editor=world.reviewer)
    client = signed_in(world.reviewer)
    assertNotContains(client.get(reverse("guidelines")), "Proposed examples")
    assert post(client, example=world.ruling.pk).status_code == 404


def test_an_example_is_put_at_the_end_of_the_draft():
    world = gap()
    response = post(signed_in(world.reviewer), example=world.ruling.pk)
    draft = response.context["form"].initial["text"]
    assert draft.startswith("# Mark less\n\n> The council approved a **$48 million** sea wall")
    assert draft.endswith("*Claim*: Mark \\*the sum\\* only.\n")
    assert "<em>" not in str(as_html(draft)).split("Claim</em>")[1]
    assert post(signed_in(world.reviewer), example="0").status_code == 404


def test_a_ruling_without_a_span_is_an_example_of_what_not_to_mark():
    world = gap(action="nothing", letters=[])
    response = post(signed_in(world.reviewer), example=world.ruling.pk)
    assert "Nothing is marked here: Mark" in response.context["form"].initial["text"]


def test_an_example_from_before_the_version_is_counted_only():
    world = gap()
    publishing.publish("# Mark less", seen=1, by=world.reviewer)
    response = signed_in(world.reviewer).get(reverse("guidelines"))
    assertNotContains(response, "Proposed examples")
    assertContains(response, "1 older proposal")


# Under older wording


def test_what_was_made_under_older_wording_can_be_listed():
    layer = make_layer()
    make_annotation(layer=layer)
    client = signed_in(layer.editor)
    assertNotContains(client.get(reverse("guidelines")), "Made under older wording")
    Guideline.objects.create(number=2, text="# Mark less")
    make_annotation(layer=layer, exact="2,300 households")
    assertContains(client.get(reverse("guidelines")), "1 annotation under version 1")
    listed = client.get(reverse("annotations"), {"guideline": "1"})
    assertContains(listed, "$48 million")
    assertNotContains(listed, "2,300 households")
    assertContains(client.get(reverse("annotations"), {"guideline": "older"}), "$48 million")
    assertNotContains(client.get(reverse("annotations"), {"guideline": "2"}), "$48 million")
    assertNotContains(signed_in(make_editor()).get(reverse("guidelines")), "older wording")
