"""The page that asks which column of a table is what."""

import pytest
from django.test import Client

from articles.importing import intake
from articles.models import Article, ImportBatch
from articles.readers.files import File
from tests.factories import make_editor, make_user

pytestmark = pytest.mark.django_db

UNKNOWN = b"Kopf;Lauf;Wann\nWall;It will hold.;07.05.2024\nFerry;It sank.;08.05.2024\n"
KNOWN = b"title,text,lead\nWall,It will hold.,Short.\n"


@pytest.fixture
def ada(client):
    client.user = make_editor("ada")
    client.force_login(client.user)
    return client


def opened(client, *files):
    given = [File.of(name, data) for name, data in files]
    return intake.open_batch(given, by=client.user)


def body(response):
    return response.content.decode()


def sent(response, *choices):
    """What the browser would send for the page, with these choices by the names of fields."""
    fields = {}
    for number, one in enumerate(response.context["asked"]):
        form = one["form"]
        fields[form.add_prefix("is_there")] = "True"
        for field in form.choices():
            fields[field.html_name] = field.value() or ""
        if number < len(choices):
            fields |= {form.add_prefix(name): value for name, value in choices[number].items()}
    return fields


def test_an_upload_of_an_unknown_table_leads_to_the_question_and_from_there_to_the_preview(ada):
    batch = opened(ada, ("a.csv", UNKNOWN))
    page = ada.get(f"/imports/{batch.pk}/", follow=True)
    assert page.redirect_chain[-1][0] == f"/imports/{batch.pk}/columns/"
    for words in ["Which column is what?", "a.csv", "Kopf", "It will hold.", "known as the text"]:
        assert words in body(page)
    fields = sent(page, {"text": "Lauf", "title": "Kopf", "published_on": "Wann"})
    preview = ada.post(f"/imports/{batch.pk}/columns/", fields, follow=True)
    assert preview.redirect_chain[-1][0] == f"/imports/{batch.pk}/"
    titles = [card["draft"].title for card in preview.context["cards"]]
    assert titles == ["Wall", "Ferry"]
    assert "Read: “Lauf” as text, “Kopf” as title, “Wann” as date." in body(preview)
    assert "Choose other columns" in body(preview)


def test_the_usual_names_are_chosen_beforehand(ada):
    batch = opened(ada, ("a.csv", b"Titel,body,content\nWall,One.,Two.\n"))
    page = ada.get(f"/imports/{batch.pk}/columns/")
    (one,) = page.context["asked"]
    assert (one["form"]["title"].value(), one["form"]["text"].value()) == ("Titel", "")
    assert "Each of these may be the text: body, content." in body(page)


def test_a_wrong_guess_is_corrected_before_anything_is_imported(ada):
    batch = opened(ada, ("a.csv", KNOWN))
    page = ada.get(f"/imports/{batch.pk}/columns/")
    ada.post(f"/imports/{batch.pk}/columns/", sent(page, {"text": "lead"}))
    assert [item.draft["text"] for item in batch.items.all()] == ["Wall\n\nShort."]


@pytest.mark.parametrize(
    ("choice", "complaint"),
    [
        ({"title": "Kopf"}, "Choose the column that holds the text"),
        ({"text": "Lauf", "title": "Lauf"}, "“Lauf” is chosen for another field too."),
        ({"text": "Other"}, "Other is not one of the available choices"),
    ],
)
def test_what_cannot_be_is_shown_again_with_the_choices(ada, choice, complaint):
    batch = opened(ada, ("a.csv", UNKNOWN), ("b.csv", UNKNOWN))
    page = ada.get(f"/imports/{batch.pk}/columns/")
    fields = sent(page, {"text": "Lauf", "title": "Wann"}, choice)
    again = ada.post(f"/imports/{batch.pk}/columns/", fields)
    assert again.status_code == 422
    assert complaint in body(again)
    assert again.context["asked"][0]["form"]["title"].value() == "Wann"
    assert not batch.items.exists()


def test_a_table_is_left_out_without_choosing_anything(ada):
    batch = opened(ada, ("a.csv", UNKNOWN), ("b.csv", KNOWN))
    page = ada.get(f"/imports/{batch.pk}/columns/")
    ada.post(f"/imports/{batch.pk}/columns/", sent(page, {"leave": "on"}))
    assert batch.items.get(name="a.csv").refused_because == "no column of it was chosen as the text"
    assert batch.items.filter(outcome="waiting").count() == 1


def test_a_table_that_was_not_on_the_page_stays_as_it_is(ada):
    batch = opened(ada, ("a.csv", UNKNOWN), ("b.csv", KNOWN))
    page = ada.get(f"/imports/{batch.pk}/columns/")
    prefix = page.context["asked"][1]["form"].prefix
    fields = sent(page, {"text": "Lauf"})
    fields = {name: value for name, value in fields.items() if not name.startswith(prefix)}
    before = batch.items.get(name="b.csv:2")
    ada.post(f"/imports/{batch.pk}/columns/", fields)
    assert batch.items.get(name="b.csv:2") == before
    assert batch.items.count() == 3


def test_sent_twice_nothing_happens_twice(ada):
    batch = opened(ada, ("a.csv", UNKNOWN))
    fields = sent(ada.get(f"/imports/{batch.pk}/columns/"), {"text": "Lauf"})
    for _ in range(2):
        assert ada.post(f"/imports/{batch.pk}/columns/", fields).status_code == 302
    assert batch.items.count() == 2


def test_after_the_import_another_tab_changes_nothing(ada):
    batch = opened(ada, ("a.csv", KNOWN))
    fields = sent(ada.get(f"/imports/{batch.pk}/columns/"), {"text": "lead"})
    ada.post(f"/imports/{batch.pk}/", {"import": "1"})
    answer = ada.post(f"/imports/{batch.pk}/columns/", fields, follow=True)
    assert "the import has begun" in body(answer)
    assert Article.objects.get().title == "Wall"
    assert ada.get(f"/imports/{batch.pk}/columns/").status_code == 302


def test_one_may_give_up_instead(ada):
    batch = opened(ada, ("a.csv", UNKNOWN))
    ada.post(f"/imports/{batch.pk}/columns/", {"none": "1"})
    batch.refresh_from_db()
    assert batch.finished_at
    assert not Article.objects.exists()


def test_the_script_that_waits_is_sent_to_the_question(ada):
    batch = opened(ada, ("a.csv", UNKNOWN))
    answer = ada.post(f"/imports/{batch.pk}/progress/", headers={"X-Fragment": "1"})
    assert (answer.status_code, answer.content) == (200, b"")


def test_only_who_began_it_is_asked(ada):
    batch = opened(ada, ("a.csv", UNKNOWN))
    other = Client()
    other.force_login(make_editor("ben"))
    assert other.get(f"/imports/{batch.pk}/columns/").status_code == 404
    other.force_login(make_user())
    assert other.post(f"/imports/{batch.pk}/columns/").status_code == 403
    assert ImportBatch.objects.get().finished_at is None


def test_an_import_that_is_stopped_at_the_question_says_that_nothing_was_read(ada):
    batch = opened(ada, ("a.csv", UNKNOWN))
    stopped = ada.post(f"/imports/{batch.pk}/columns/", {"none": "1"}, follow=True)
    assert "It was stopped before anything was read." in body(stopped)


def test_the_first_rows_of_every_table_have_a_name_of_their_own(ada):
    batch = opened(ada, ("a.csv", UNKNOWN), ("b.csv", UNKNOWN.replace(b"Wall", b"Gate")))
    page = body(ada.get(f"/imports/{batch.pk}/columns/"))
    for name in ("a.csv", "b.csv"):
        assert f'aria-label="The first rows of {name}"' in page
