"""The export of the list of annotations."""

import io
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from annotations.exchange.exporting.csv import ROWS_IN_A_CHUNK
from annotations.exchange.exporting.row import COLUMNS
from annotations.exchange.importing.own_csv import read_rows
from annotations.models import Annotation
from annotations.review import lifecycle as review_lifecycle
from tests.factories import (
    make_annotation,
    make_article,
    make_editor,
    make_layer,
    make_outlet,
    make_reviewer,
    make_superuser,
    make_user,
)
from tests.worlds import make_review, only_group, settle_group

pytestmark = pytest.mark.django_db

ADDRESS = "/export/annotations.csv"
HEADER = ",".join(COLUMNS)


def get(client, user, query=""):
    client.force_login(user)
    return client.get(f"{ADDRESS}?{query}")


def body(response):
    assert response.status_code == 200, response.content
    return b"".join(response.streaming_content).decode("utf-8")


def exported(client, user, query=""):
    text = body(get(client, user, query))
    return list(read_rows(io.StringIO(text, newline="")))


@pytest.fixture
def ada():
    return make_editor("ada", first_name="Ada", last_name="Okonkwo")


@pytest.fixture
def ben():
    return make_editor("ben", first_name="Ben", last_name="Lindqvist")


@pytest.fixture
def revision():
    return make_article(outlet=make_outlet("Harbour Post")).latest_revision()


def test_the_address_is_that_of_the_contract():
    assert reverse("export_csv") == ADDRESS


def test_the_answer_is_a_streamed_csv_file_named_by_its_day(client, ada, revision):
    make_annotation(layer=make_layer(revision=revision, editor=ada))
    response = get(client, ada)
    assert response.streaming
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    name = f"annotations-{timezone.localdate():%Y-%m-%d}.csv"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "no-store" in response["Cache-Control"]
    assert "Content-Length" not in response
    assert body(response).startswith(HEADER + "\r\n")


def test_an_editor_gets_their_own_rows_the_open_layers_too(client, ada, revision):
    mine = make_annotation(layer=make_layer(revision=revision, editor=ada))
    sent = make_annotation(layer=make_layer(editor=ada, submitted=True))
    found = [(row["annotation_id"], row["editor"], row["status"]) for row in exported(client, ada)]
    assert found == [
        (str(mine.pk), "Ada Okonkwo", "open"),
        (str(sent.pk), "Ada Okonkwo", "submitted"),
    ]


@pytest.mark.parametrize("submitted", [False, True])
@pytest.mark.parametrize("mine_submitted", [False, True])
def test_an_editor_gets_nothing_of_another(client, ada, ben, revision, submitted, mine_submitted):
    layer = make_layer(revision=revision, editor=ada, submitted=mine_submitted)
    make_annotation(layer=layer)
    alone = body(get(client, ada))
    theirs = make_layer(revision=revision, editor=ben, submitted=submitted, letter="Z")
    hidden = make_annotation(
        layer=theirs,
        exact="2,300 households",
        label="statistic",
        note="secret note",
        attributed_to="secret speaker",
    )
    for query in ("", "layer=all", "layer=editor", "editor=Z", "editor=ben", "q=households"):
        text = body(get(client, ada, query))
        assert text in (alone, HEADER + "\r\n")
        for secret in (str(hidden.pk), "households", "secret", "Lindqvist", "ben", "Editor Z"):
            assert secret not in text
    assert exported(client, ben)[0]["note"] == "secret note"


def test_a_reviewer_gets_what_others_submitted_under_letters(client, ada, ben, revision):
    sent = make_annotation(layer=make_layer(revision=revision, editor=ada, submitted=True))
    unfinished = make_annotation(layer=make_layer(revision=revision, editor=ben))
    rita = make_reviewer("rita")
    [row] = exported(client, rita)
    assert (row["annotation_id"], row["editor"]) == (str(sent.pk), "Editor A")
    # An id is of hexadecimal digits, which may well spell «ada».
    text = body(get(client, rita)).replace(str(sent.pk), "")
    for secret in ("ada", "Ada", "Okonkwo", "ben", "Lindqvist", "Editor B", str(unfinished.pk)):
        assert secret not in text


def test_a_reviewer_gets_their_own_rows_by_name(client, revision):
    rita = make_reviewer("rita")
    make_annotation(layer=make_layer(revision=revision, editor=rita))
    assert [(row["editor"], row["status"]) for row in exported(client, rita)] == [("rita", "open")]


def test_a_superuser_gets_names_and_no_open_layer_of_another(client, ada, ben, revision):
    make_annotation(layer=make_layer(revision=revision, editor=ada, submitted=True))
    make_annotation(layer=make_layer(revision=revision, editor=ben))
    rows = exported(client, make_superuser("root"))
    assert [row["editor"] for row in rows] == ["Ada Okonkwo"]


def test_no_row_holds_the_id_of_a_user(client):
    editor = make_editor("ada", pk=987_654_321)
    make_annotation(layer=make_layer(editor=editor, submitted=True))
    for user in (editor, make_reviewer(), make_superuser()):
        assert "987654321" not in body(get(client, user))


def test_nobody_who_is_signed_out_gets_a_row(client, revision):
    make_annotation(layer=make_layer(revision=revision, submitted=True))
    response = client.get(ADDRESS)
    assert response.status_code == 302
    assert client.get(ADDRESS, headers={"Accept": "application/json"}).status_code == 401


def test_a_post_is_refused(client, ada):
    client.force_login(ada)
    assert client.post(ADDRESS).status_code == 405


def test_withdrawn_rows_and_those_of_archived_articles_are_left_out(client, ada):
    layer = make_layer(editor=ada)
    make_annotation(layer=layer, withdrawn_at=timezone.now())
    stands = make_annotation(layer=layer)
    archived = make_article(archived_at=timezone.now()).latest_revision()
    make_annotation(layer=make_layer(editor=ada, revision=archived))
    assert [row["annotation_id"] for row in exported(client, ada)] == [str(stands.pk)]


def test_the_filters_of_the_list_narrow_the_export(client, ada):
    wall = make_article(
        title="Wall", outlet=make_outlet("Post"), published_on=date(2026, 1, 5), language="en"
    )
    layer = make_layer(editor=ada, revision=wall.latest_revision(), submitted=True)
    statistic = make_annotation(
        layer=layer, label="statistic", value=48_000_000, unit="USD", exact="$48 million"
    )
    claim = make_annotation(layer=layer, exact="The council approved", note="check the minutes")
    other = make_annotation(layer=make_layer(editor=ada), label="quote", exact="for the next storm")

    def ids(query):
        return {row["annotation_id"] for row in exported(client, ada, query)}

    on_wall = {str(statistic.pk), str(claim.pk)}
    assert ids("") == {*on_wall, str(other.pk)}
    assert ids(f"article={wall.pk}") == on_wall
    assert ids(f"outlet={wall.outlet_id}") == on_wall
    assert ids("status=submitted") == on_wall
    assert ids("status=open") == {str(other.pk)}
    assert ids("label=claim&label=quote") == {str(claim.pk), str(other.pk)}
    assert ids("q=minutes") == {str(claim.pk)}
    assert ids("unit=usd&value_from=1e6") == {str(statistic.pk)}
    assert ids("value_to=1000000") == set()
    assert ids("sort=-value&page=9&per=25") == {*on_wall, str(other.pk)}


def test_the_order_is_that_of_the_texts_whatever_the_list_is_sorted_by(client, ada, revision):
    layer = make_layer(revision=revision, editor=ada)
    for exact in ("Tuesday", "Council", "sea wall"):
        make_annotation(layer=layer, exact=exact)
    for query in ("", "sort=changed", "sort=-value"):
        assert [row["exact"] for row in exported(client, ada, query)] == [
            "Council",
            "sea wall",
            "Tuesday",
        ]


@pytest.mark.parametrize(
    "query",
    [
        "label=opinion",
        "status=done",
        "outlet=abc",
        "article=77",
        "changed_from=some day",
        "value_from=many",
        "value_from=1e40",
        "layer=mine",
        "sort=secret",
        "q=%00",
    ],
)
def test_a_filter_that_makes_no_sense_is_refused_and_not_left_out(client, ada, revision, query):
    make_annotation(layer=make_layer(revision=revision, editor=ada))
    client.force_login(ada)
    response = client.get(f"{ADDRESS}?{query}", headers={"Accept": "application/json"})
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "unusable-filter"
    assert query.split("=")[0] in response.json()["detail"]


def test_the_layer_may_be_named(client, ada, revision):
    make_annotation(layer=make_layer(revision=revision, editor=ada))
    everything = body(get(client, ada))
    assert body(get(client, ada, "layer=editor")) == everything
    assert body(get(client, ada, "layer=all")) == everything
    assert body(get(client, ada, "layer=final")) == HEADER + "\r\n"


def test_a_mark_for_excel_is_written_on_request(client, ada, revision):
    make_annotation(layer=make_layer(revision=revision, editor=ada))
    assert body(get(client, ada, "bom=1")) == "\ufeff" + body(get(client, ada))
    assert not body(get(client, ada, "bom=0")).startswith("\ufeff")


def test_a_note_that_looks_like_a_formula_is_safe_and_comes_back(client, ada, revision):
    layer = make_layer(revision=revision, editor=ada)
    make_annotation(layer=layer, note="=HYPERLINK(1)", attributed_to="@mayor", unit="-")
    text = body(get(client, ada))
    assert not re.search(r'[,"](=|@|-[^0-9])', text)
    [row] = exported(client, ada)
    assert (row["note"], row["attributed_to"], row["unit"]) == ("=HYPERLINK(1)", "@mayor", "-")


def test_every_row_is_exactly_the_text_at_its_place(client, ada):
    texts = ["👩🏽‍🚒 said é̂.\n\nغزة 1٬200", "Ten\t“wall”, 🇵🇹", "=1+1 'tis"]
    for text in texts:
        layer = make_layer(revision=make_article(text=text).latest_revision(), editor=ada)
        for start in range(0, len(text) - 4, 3):
            make_annotation(layer=layer, start=start, exact=text[start : start + 5])
    rows = exported(client, ada)
    assert len(rows) > 10
    articles = sorted({int(row["article_id"]) for row in rows})
    for row in rows:
        text = texts[articles.index(int(row["article_id"]))]
        assert text[int(row["start"]) : int(row["end"])] == row["exact"]


@pytest.mark.parametrize("make_user", [make_editor, make_reviewer, make_superuser])
def test_the_queries_do_not_grow_with_the_rows(client, make_user):
    user = make_user()
    client.force_login(user)
    counts = []
    for count in (10, 20):
        while Annotation.objects.count() < count:
            make_annotation(layer=make_layer(editor=user, submitted=True))
        with CaptureQueriesContext(connection) as queries:
            text = body(client.get(ADDRESS))
        assert text.count("\r\n") == count + 1
        counts.append(len(queries))
    assert counts[0] == counts[1]
    about_annotations = [query for query in queries if "annotations_annotation" in query["sql"]]
    assert len(about_annotations) == 1


def test_rows_are_read_while_they_are_sent_and_no_more_once_the_client_has_left(
    client, ada, revision, monkeypatch
):
    from annotations.exchange.views import export

    given = []
    ended = []

    def endless(*arguments, **named):
        try:
            while True:
                given.append(1)
                yield row
        finally:
            ended.append(True)

    make_annotation(layer=make_layer(revision=revision, editor=ada))
    row = next(export.export_rows("all", Annotation.objects.all(), name_of=lambda layer: "ada"))
    monkeypatch.setattr(export, "export_rows", endless)
    response = get(client, ada)
    sent = iter(response.streaming_content)
    assert next(sent).decode().startswith(HEADER)
    assert not given
    next(sent)
    assert len(given) == ROWS_IN_A_CHUNK
    assert not ended
    response.close()
    assert ended
    assert len(given) == ROWS_IN_A_CHUNK


OTHER_FORMATS = ("/export/annotations.jsonl", "/export/annotations.jsonld")


def other(client, user, address, query=""):
    client.force_login(user)
    return body(client.get(f"{address}?{query}"))


@pytest.mark.parametrize("address", OTHER_FORMATS)
def test_the_other_formats_hold_the_rows_that_the_csv_holds(client, ada, address):
    mine, other_label = (
        make_annotation(layer=make_layer(editor=ada), label=label) for label in ("claim", "quote")
    )
    text = other(client, ada, address, "label=claim")
    assert str(mine.pk) in text
    assert str(other_label.pk) not in text
    client.force_login(ada)
    assert client.get(f"{address}?label=verdict").status_code == 400


@pytest.mark.parametrize("address", OTHER_FORMATS)
def test_the_other_formats_are_as_blind_as_the_csv(client, ada, ben, revision, address):
    hidden = make_annotation(
        layer=make_layer(revision=revision, editor=ben, submitted=True, letter="Z"),
        exact="2,300 households",
    )
    text = other(client, ada, address)
    for secret in (str(hidden.pk), "households", "Lindqvist", "ben", "Editor Z"):
        assert secret not in text
    text = other(client, make_reviewer(), address)
    assert "Editor Z" in text
    assert "Lindqvist" not in text
    assert "Lindqvist" in other(client, make_superuser(), address)


@pytest.fixture
def closed():
    """A closed review: a quote that all have, a claim of one that was settled, by Rita."""
    review = make_review(A="qqqq..cc", B="qqqq....")
    settle_group(only_group(review), letters=["A"], by=make_reviewer("rita"), reason="missed")
    return review_lifecycle.close_review(review, by=make_reviewer())


def final(client, user, query=""):
    return [row["label"] for row in exported(client, user, f"layer=final&{query}")]


def test_whoever_annotates_exports_what_is_final_and_nobody_else(client, ada, closed):
    make_review(A="ssss", B="ssss")
    for reader in (ada, make_reviewer(), make_superuser()):
        assert final(client, reader) == ["quote", "claim"]
    assert final(client, make_user()) == []
    rows = exported(client, ada)
    assert [row["layer"] for row in rows] == ["editor"] * 3 + ["final"] * 2
    assert {row["status"] for row in rows} == {"agreed", "accepted", "adjudicated"}
    assert {row["decided_by"] for row in rows} == {"", "rita"}


@pytest.mark.parametrize(
    ("query", "labels"),
    [
        ("label=claim", ["claim"]),
        ("status=agreed", ["quote"]),
        ("status=adjudicated", ["claim"]),
        ("status=rejected", []),
        ("q=abcd", ["quote"]),
        ("title=nothing", []),
        ("language=en", ["quote", "claim"]),
        ("value_from=1", []),
        ("editor=rita&editor=me", []),
        ("changed_from=2020-01-01", ["quote", "claim"]),
        ("changed_to=2020-01-01", []),
    ],
)
def test_the_filters_of_the_list_narrow_what_is_final_too(client, ada, closed, query, labels):
    assert final(client, ada, query) == labels


def test_the_list_says_how_many_reviews_are_left_out_to_reviewers_alone(client, ada, closed):
    make_review(A="ssss", B="ssss")
    told = "1 review is still open"
    for reader, knows in ((make_reviewer(), True), (make_superuser(), True), (ada, False)):
        client.force_login(reader)
        assert (told in client.get("/annotations/").content.decode()) == knows
