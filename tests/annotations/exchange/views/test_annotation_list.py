"""The list of annotations."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.models import Annotation
from tests.factories import (
    make_annotation,
    make_article,
    make_editor,
    make_layer,
    make_outlet,
    make_reviewer,
    make_superuser,
)
from tests.pages import has_link_to

pytestmark = pytest.mark.django_db

ADDRESS = "/annotations/"


def get(client, user, query=""):
    client.force_login(user)
    return client.get(f"{ADDRESS}?{query}")


def page(client, user, query=""):
    response = get(client, user, query)
    assert response.status_code == 200
    return unescape(response.content.decode())


def rows(text):
    """The text of each row of the table, in one line."""
    body = text.partition("<tbody>")[2].partition("</tbody>")[0]
    plain = (re.sub(r"<[^>]+>", " ", row) for row in body.split("</tr>")[:-1])
    return [" ".join(row.split()) for row in plain]


def export_address(text):
    return re.search(r'href="(/export/annotations\.csv[^"]*)" download>Export CSV', text)[1]


@pytest.fixture
def ada():
    return make_editor("ada", first_name="Ada", last_name="Okonkwo")


@pytest.fixture
def layer(ada):
    article = make_article(title="Wall", outlet=make_outlet("Harbour Post"), language="pt")
    return make_layer(revision=article.latest_revision(), editor=ada)


def test_a_row_says_what_was_marked_where_and_by_whom(client, ada, layer):
    make_annotation(
        layer=layer,
        label="statistic",
        exact="$48 million",
        attributed_to="the council",
        value="48000000.50",
        unit="USD",
        note="rounded",
    )
    [row] = rows(page(client, ada))
    said = "Statistic 48,000,000.5 USD the council $48 million rounded"
    assert row.startswith(f"{said} Wall Harbour Post Open")


def test_each_row_leads_to_its_span_and_to_its_article(client, ada, layer):
    one = make_annotation(layer=layer)
    text = page(client, ada)
    assert f'href="/layers/{layer.pk}/#a-{one.pk}" lang="pt" dir="auto"' in text
    assert f'href="/articles/{layer.revision.article_id}/"' in text


def test_words_are_shown_and_never_run(client, ada):
    evil = "<script>alert(1)</script>"
    revision = make_article(text=f"Said {evil} now", title=evil).latest_revision()
    layer = make_layer(revision=revision, editor=ada)
    make_annotation(layer=layer, exact=evil, note=evil, attributed_to=evil, unit=evil)
    response = get(client, ada, f"q={evil}")
    assert evil in unescape(response.content.decode())
    assert evil not in response.content.decode()


def test_an_editor_sees_nothing_of_another(client, ada, layer):
    make_annotation(layer=layer)
    before = rows(page(client, ada))
    ben = make_editor("ben", first_name="Ben", last_name="Lindqvist")
    theirs = make_layer(revision=layer.revision, editor=ben, submitted=True, letter="Z")
    hidden = make_annotation(layer=theirs, exact="2,300 households", note="secret")
    for query in ("", "editor=Z", "q=households", "status=submitted", "sort=-value"):
        text = page(client, ada, query)
        assert rows(text) in (before, [])
        for secret in (str(hidden.pk), "2,300", "secret", "Lindqvist", "Editor", f"/{theirs.pk}/"):
            assert secret not in text
    assert "1–1 of 1" in " ".join(page(client, ada).split())


def test_a_reviewer_sees_submitted_layers_under_letters(client, ada, layer):
    make_annotation(layer=layer)
    rita = make_reviewer("rita")
    assert rows(page(client, rita)) == []
    layer.submitted_at = timezone.now()
    layer.save()
    text = page(client, rita)
    [row] = rows(text)
    assert "Editor A Submitted" in row
    for secret in ("ada", "Okonkwo"):
        assert secret not in text


def test_a_superuser_sees_names_and_no_open_layer_of_another(client, ada, layer):
    make_annotation(layer=layer)
    root = make_superuser("root")
    assert rows(page(client, root)) == []
    layer.submitted_at = timezone.now()
    layer.save()
    [row] = rows(page(client, root))
    assert "Ada Okonkwo Submitted" in row


def test_withdrawn_annotations_and_archived_articles_are_hidden(client, ada, layer):
    make_annotation(layer=layer, withdrawn_at=timezone.now())
    archived = make_article(archived_at=timezone.now()).latest_revision()
    make_annotation(layer=make_layer(editor=ada, revision=archived))
    assert rows(page(client, ada)) == []
    make_annotation(layer=layer)
    assert len(rows(page(client, ada))) == 1


def test_the_export_carries_the_filters_and_not_the_page(client, ada, layer):
    make_annotation(layer=layer, label="claim")
    make_annotation(layer=layer, label="quote", exact="sea wall")
    query = "q=wall&label=quote&label=claim&sort=label&page=1&per=50"
    text = page(client, ada, query)
    assert export_address(text) == "/export/annotations.csv?q=wall&label=quote&label=claim"
    for ending in ("jsonl", "jsonld"):
        assert f'"/export/annotations.{ending}?q=wall&label=quote&label=claim" download' in text
    lines = b"".join(client.get(export_address(text)).streaming_content).decode()
    assert lines.count("\r\n") == 1 + len(rows(text)) == 2
    assert 'q=wall&label=quote&label=claim&bom=1" download>' in text


def test_pages_and_sorting_keep_the_filters(client, ada, layer):
    text = layer.revision.text
    for start in range(30):
        make_annotation(layer=layer, start=start, exact=text[start : start + 5])
    shown = page(client, ada, "label=claim&sort=article")
    assert len(rows(shown)) == 25
    assert "?label=claim&sort=article&page=2" in shown
    assert "?label=claim&sort=-article" in shown
    assert 'aria-sort="ascending"' in shown
    assert len(rows(page(client, ada, "label=claim&sort=article&page=2"))) == 5
    assert "sort=-changed" in page(client, ada, "page=2&sort=label")
    assert "page=2" not in page(client, ada, "page=2&sort=label").partition("</thead>")[0]


def test_the_article_stays_chosen_when_another_filter_is_added(client, ada, layer):
    article = layer.revision.article
    one = make_annotation(layer=layer)
    make_annotation(layer=make_layer(editor=ada))
    text = page(client, ada, f"article={article.pk}")
    assert re.search(rf'<input type="hidden" name="article" value="{article.pk}"', text)
    assert len(rows(text)) == 1
    assert str(one.pk) in text


def test_filters_that_find_nothing_offer_the_way_back(client, ada, layer):
    make_annotation(layer=layer)
    text = page(client, ada, "q=nowhere")
    assert "No annotations match." in text
    assert 'href="/annotations/"' in text
    assert not has_link_to(text, "/export/annotations.csv")


def test_an_empty_list_says_how_to_begin(client, ada):
    text = page(client, ada)
    assert "No annotations yet" in text
    assert 'href="/articles/"' in text
    assert not has_link_to(text, "/export/annotations.csv")


@pytest.mark.parametrize("query", ["label=opinion", "changed_to=soon", "article=77", "value_to=x"])
def test_a_filter_that_makes_no_sense_is_named_and_finds_nothing(client, ada, layer, query):
    make_annotation(layer=layer)
    text = page(client, ada, query)
    assert rows(text) == []
    assert 'class="errorlist' in text
    assert "No annotations match." in text


def test_a_post_and_a_stranger_are_refused(client, ada):
    assert client.get(ADDRESS).status_code == 302
    client.force_login(ada)
    assert client.post(ADDRESS).status_code == 405


@pytest.mark.parametrize("make_user", [make_editor, make_reviewer, make_superuser])
def test_the_queries_do_not_grow_with_the_rows(client, make_user):
    user = make_user()
    client.force_login(user)
    counts = []
    for count in (10, 20):
        while Annotation.objects.count() < count:
            revision = make_article(outlet=make_outlet()).latest_revision()
            make_annotation(layer=make_layer(revision=revision, editor=user, submitted=True))
        with CaptureQueriesContext(connection) as queries:
            assert len(rows(page_of(client))) == count
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert not any('"articles_revision"."text"' in query["sql"] for query in queries)


def page_of(client):
    return client.get(ADDRESS).content.decode()
