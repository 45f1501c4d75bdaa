"""The workspace through the front door: its page, its plain forms, its answers to a script."""

import re
import uuid
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Annotation, Layer
from articles.paragraphs import paragraphs
from tests.factories import (
    TEXT,
    make_annotation,
    make_article,
    make_editor,
    make_layer,
    make_reviewer,
    make_revision,
    make_superuser,
    make_user,
)

pytestmark = pytest.mark.django_db

JSON = {"HTTP_ACCEPT": "application/json"}
FAMILY = "👨‍👩‍👧‍👦"


@pytest.fixture
def layer():
    return make_layer()


@pytest.fixture
def client(layer):
    return signed_in(layer.editor)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def page(client, layer, **query):
    return client.get(reverse("workspace", args=[layer.pk]), query)


def span(words, text=TEXT, **fields):
    start = text.index(words)
    content = {"id": str(uuid.uuid4()), "start": start, "end": start + len(words), "exact": words}
    return content | {"label": "claim"} | fields


def add(client, layer, words="$48 million", **fields):
    return client.post(
        reverse("layer_annotations", args=[layer.pk]),
        span(words, layer.revision.text, **fields),
        **JSON,
    )


def text_of(paragraph_html):
    return unescape(re.sub(r"<[^>]+>", "", paragraph_html))


def shown_paragraphs(response):
    text = re.search(r'<div id="text"[^>]*>(.*?)</div>', response.content.decode(), re.DOTALL)[1]
    return re.findall(r"<p [^>]*>.*?</p>", text, re.DOTALL)


# The page


def test_each_paragraph_of_the_page_is_exactly_its_slice_of_the_text():
    text = f"{FAMILY} <b>&amp; e\u0301\n\nقال “x”  two\n\nend"
    layer = make_layer(revision=make_revision(text=text))
    make_annotation(layer=layer, exact="<b>&amp; e\u0301\n\nقال")
    make_annotation(layer=layer, exact="“x”", label="quote")
    drawn = shown_paragraphs(page(signed_in(layer.editor), layer))
    parts = paragraphs(text)
    assert [text_of(paragraph) for paragraph in drawn] == [part.text for part in parts]
    for part, paragraph in zip(parts, drawn, strict=True):
        assert f'data-start="{part.start}"' in paragraph
        assert f'data-separator="{part.separator}"' in paragraph


def test_marks_are_flat_and_name_the_shortest_first(client, layer):
    long = make_annotation(layer=layer, exact="a $48 million sea wall")
    short = make_annotation(layer=layer, exact="$48 million", label="statistic")
    html = page(client, layer).content.decode()
    named = " ".join(str(one.pk)[-13:] for one in (short, long))
    assert (
        f'<mark class="statistic claim deep" data-second="claim" data-annotations="{named}" '
        f'aria-details="a-{short.pk}">$48 million</mark>' in html
    )
    assert not re.search(r"<mark[^>]*>[^<]*<mark", html)


def test_a_mark_points_only_to_a_card_that_is_there(client, layer):
    claim = make_annotation(layer=layer, exact="a $48 million sea wall")
    make_annotation(layer=layer, exact="$48 million", label="statistic")
    html = page(client, layer, label="claim").content.decode()
    assert set(re.findall(r'aria-details="([^"]+)"', html)) == {f"a-{claim.pk}"}
    assertNotContains(client.get(claim.get_absolute_url()), "aria-details")


def test_a_stretch_names_at_most_eight_annotations(client, layer):
    for length in range(3, 13):
        make_annotation(layer=layer, exact=TEXT[24 : 24 + length], start=24)
    html = page(client, layer).content.decode()
    named = [len(ids.split()) for ids in re.findall(r'data-annotations="([^"]*)"', html)]
    assert max(named) == 8


def test_the_text_says_its_language_and_finds_its_direction(layer):
    article = layer.revision.article
    article.language = "ar"
    article.save()
    html = page(signed_in(layer.editor), layer).content.decode()
    assert re.search(r'<div id="text"[^>]* lang="ar"><p [^>]*dir="auto"', html)


def test_cards_stand_in_text_order_with_what_was_said(client, layer):
    make_annotation(layer=layer, exact="2,300", label="statistic", value=2300, unit="households")
    make_annotation(layer=layer, exact="Council", note="In the <headline>.", attributed_to="Ines")
    response = page(client, layer)
    cards = re.findall(r'<li id="a-[^"]+" class="card (\w+)"', response.content.decode())
    assert cards == ["claim", "statistic"]
    assertContains(response, "2,300 households")
    assertContains(response, "In the &lt;headline&gt;.")
    assertContains(response, "Ines")


def test_a_hundred_cards_stand_on_one_page_and_every_mark(client):
    text = " ".join(f"w{number}" for number in range(230))
    layer = make_layer(revision=make_revision(text=text))
    for number in range(205):
        make_annotation(layer=layer, exact=f"w{number}", start=text.index(f"w{number}"))
    client.force_login(layer.editor)
    for query, first, count in (
        ({}, 0, 100),
        ({"from": "101"}, 100, 100),
        ({"from": "201"}, 200, 5),
    ):
        html = page(client, layer, **query).content.decode()
        assert len(re.findall('class="card ', html)) == count
        assert len(re.findall("<mark ", html)) == 205
        pointed_to = set(re.findall(r'aria-details="([^"]+)"', html))
        assert pointed_to == set(re.findall(r'<li id="([^"]+)"', html))
        assert f'<blockquote dir="auto" lang="en">w{first}</blockquote>' in html
    last = layer.annotations.order_by("-start").first()
    assertContains(page(client, layer, card=last.pk), f'id="a-{last.pk}"')
    for odd in ("-1", "x", "9" * 30, "²"):
        assert page(client, layer, **{"from": odd}).status_code == 200


def test_the_list_is_narrowed_to_a_label_and_the_marks_are_not(client, layer):
    make_annotation(layer=layer, label="quote", exact="the mayor")
    make_annotation(layer=layer, label="claim", exact="Council")
    html = page(client, layer, label="quote").content.decode()
    assert re.findall(r'class="card (\w+)"', html) == ["quote"]
    assert len(re.findall("<mark ", html)) == 2


def test_an_odd_filter_shows_everything(client, layer):
    make_annotation(layer=layer)
    assert page(client, layer, label="rumour\0").content.count(b'class="card ') == 1


def test_a_newer_revision_is_told_and_an_older_one_is_not(client, layer):
    assertNotContains(page(client, layer), "newer text")
    make_revision(layer.revision.article, text="Other words.")
    response = page(client, layer)
    assertContains(response, "revision 2")
    assertContains(response, layer.revision.article.get_absolute_url())


def test_an_archived_article_is_told_and_takes_no_work(client, layer):
    article = layer.revision.article
    article.archived_at = timezone.now()
    article.save()
    response = page(client, layer)
    assertContains(response, "archived")
    assertContains(response, "data-read-only")
    refused = add(client, layer)
    assert (refused.status_code, refused.json()["code"]) == (409, "archived")


def test_the_settings_of_the_editor_reach_the_script(client, layer):
    html = page(client, layer).content.decode()
    assert "data-snap-words" in html
    assert "data-single-letter-keys" in html
    layer.editor.snap_to_words = layer.editor.single_letter_keys = False
    layer.editor.save()
    html = page(client, layer).content.decode()
    assert "data-snap-words" not in html
    assert "data-single-letter-keys" not in html


@pytest.mark.parametrize("state", ["open", "submitted"])
def test_queries_do_not_grow_with_annotations(state, django_assert_max_num_queries):
    counted = []
    for size in (10, 20):
        layer = make_layer(submitted=state == "submitted")
        for number in range(size):
            make_annotation(layer=layer, exact=TEXT[24 : 40 + number], note="n")
            make_annotation(layer=layer, exact=TEXT[60 : 80 + number], withdrawn_at=timezone.now())
        client = signed_in(layer.editor)
        page(client, layer)
        with django_assert_max_num_queries(17) as queries:
            page(client, layer)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_a_script_asks_whether_the_layer_was_changed(client, layer):
    address = reverse("layer_state", args=[layer.pk])
    first = client.get(address)
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assertContains(page(client, layer), f'data-state="{first.json()["state"]}"')
    fields = {"id": uuid.uuid4(), "start": 0, "end": 7, "exact": TEXT[:7], "label": "claim"}
    added = client.post(reverse("layer_annotations", args=[layer.pk]), fields, **JSON)
    assert added.json()["state"] != first.json()["state"]
    after = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert after.json()["state"] == added.json()["state"]


def test_a_script_gets_the_list_beside_the_text_alone(client, layer):
    make_annotation(layer=layer, exact="$48 million")
    html = client.get(layer.get_absolute_url(), headers={"X-Fragment": "1"}).content.decode()
    assert '<ol id="cards"' in html
    assert "$48 million" in html
    assert 'id="text"' not in html


# Starting, submitting, reopening


def test_starting_leads_to_the_workspace_and_starting_again_to_the_same():
    revision, editor = make_revision(), make_editor()
    client = signed_in(editor)
    url = reverse("layer_start", args=[revision.pk])
    response = client.post(url)
    layer = Layer.objects.get()
    assertRedirects(response, reverse("workspace", args=[layer.pk]))
    client.post(url)
    assert Layer.objects.count() == 1
    assert client.get(url).status_code == 405


def test_who_may_not_annotate_does_not_start():
    revision = make_revision()
    assert (
        signed_in(make_user()).post(reverse("layer_start", args=[revision.pk])).status_code == 403
    )


def test_submitting_shows_counts_first_and_freezes_then(client, layer):
    make_annotation(layer=layer, label="quote", exact="the mayor")
    make_annotation(layer=layer, label="statistic", exact="2,300")
    url = reverse("layer_submission", args=[layer.pk])
    response = client.get(url)
    assertContains(response, "1 quote without a speaker")
    assertContains(response, "1 statistic without a value")
    assert not Layer.objects.submitted().exists()
    after = client.post(url, follow=True)
    assertRedirects(after, f"{reverse('workspace', args=[layer.pk])}?submitted=1")
    assert Layer.objects.submitted().get() == layer
    assertContains(after, "Submitted: 2 annotations.")
    assertContains(after, "data-read-only")
    assert client.post(url).status_code == 409
    assert client.get(url).status_code == 409


def test_an_empty_layer_is_submitted_with_a_word_of_warning(client, layer):
    url = reverse("layer_submission", args=[layer.pk])
    assertContains(client.get(url), "nothing to mark")
    client.post(url)
    assert Layer.objects.submitted().exists()


def test_ones_own_layer_is_reopened(client, layer):
    layer_lifecycle.submit(layer, by=layer.editor)
    url = reverse("layer_reopening", args=[layer.pk])
    assertContains(page(client, layer), url)
    assertRedirects(client.post(url), reverse("workspace", args=[layer.pk]))
    assert client.post(url).status_code == 409
    assertNotContains(page(client, layer), url)


def test_a_reviewer_reads_a_submitted_layer_under_a_letter_and_may_reopen_it(layer):
    layer.editor.first_name, layer.editor.last_name = "Ada", "Moreno"
    layer.editor.save()
    make_annotation(layer=layer)
    client = signed_in(make_reviewer())
    assert page(client, layer).status_code == 404
    layer_lifecycle.submit(layer, by=layer.editor)
    response = page(client, layer)
    assertContains(response, f"Editor {layer.letter}")
    assertNotContains(response, "Moreno")
    assertNotContains(response, layer.editor.username)
    assertContains(signed_in(make_superuser()).get(layer.get_absolute_url()), "Ada Moreno")
    response = client.post(reverse("layer_reopening", args=[layer.pk]))
    assert response.headers["Location"] == layer.revision.article.get_absolute_url()
    assert page(client, layer).status_code == 404


# Blind


def urls_of(layer, annotation):
    """(method, url, data) of everything that could tell of the layer."""
    version = {"version": annotation.version}
    return [
        ("get", reverse("workspace", args=[layer.pk]), {}),
        ("get", reverse("layer_submission", args=[layer.pk]), {}),
        ("post", reverse("layer_submission", args=[layer.pk]), {}),
        ("post", reverse("layer_reopening", args=[layer.pk]), {}),
        ("post", reverse("layer_annotations", args=[layer.pk]), span("Council")),
        ("post", reverse("layer_annotations", args=[layer.pk]), {"exact": "Council"}),
        ("get", reverse("annotation", args=[annotation.pk]), {}),
        ("post", reverse("annotation", args=[annotation.pk]), version | {"note": "x"}),
        ("post", reverse("annotation_withdrawal", args=[annotation.pk]), version),
        ("post", reverse("annotation_restoration", args=[annotation.pk]), version),
    ]


@pytest.mark.parametrize("submitted", [False, True])
@pytest.mark.parametrize("headers", [{}, JSON], ids=["page", "script"])
def test_another_editor_finds_nothing_anywhere(submitted, headers):
    layer = make_layer(submitted=submitted)
    annotation = make_annotation(layer=layer)
    stranger = make_layer(revision=layer.revision).editor
    client = signed_in(stranger)
    for method, url, data in urls_of(layer, annotation):
        assert getattr(client, method)(url, data, **headers).status_code == 404, (method, url)
    owner = signed_in(layer.editor)
    assert owner.get(annotation.get_absolute_url()).status_code == 200


def test_a_reviewer_finds_nothing_in_an_open_layer_and_writes_nothing_in_a_submitted_one(layer):
    annotation = make_annotation(layer=layer)
    client = signed_in(make_reviewer())
    for method, url, data in urls_of(layer, annotation):
        assert getattr(client, method)(url, data).status_code == 404, (method, url)
    layer_lifecycle.submit(layer, by=layer.editor)
    for method, url, data in urls_of(layer, annotation):
        if "reopening" in url:
            continue
        allowed = method == "get" and "submission" not in url
        expected = 200 if allowed else 403
        assert getattr(client, method)(url, data).status_code == expected, (method, url)


def test_signed_out_a_script_gets_401_and_a_page_the_sign_in(layer):
    annotation = make_annotation(layer=layer)
    for method, url, data in urls_of(layer, annotation):
        assert getattr(Client(), method)(url, data, **JSON).status_code == 401
        assert getattr(Client(), method)(url, data).status_code == 302


def test_the_same_words_in_anothers_layer_are_no_obstacle_and_leave_no_trace(layer):
    make_annotation(layer=layer)
    other = make_layer(revision=layer.revision)
    response = add(signed_in(other.editor), other)
    assert response.status_code == 201
    assert response.json()["changes"] == {"all": 1, "claim": 1}
    (paragraph,) = response.json()["paragraphs"]
    assert paragraph["html"].count("<mark") == 1


# By script


def test_a_script_is_answered_with_what_has_changed(client, layer):
    make_annotation(layer=layer, exact="Council")
    response = add(client, layer, "a $48 million sea wall", attributed_to=" Ines  Halloran ")
    assert response.status_code == 201
    body = response.json()
    assert body["annotation"]["attributed_to"] == "Ines Halloran"
    assert body["annotation"]["version"] == 1
    assert body["changes"] == {"all": 1, "claim": 1}
    assert body["later"] == {"cards": [], "lists": []}
    assert body["message"] == "Claim added, 5 words."
    (paragraph,) = body["paragraphs"]
    part = paragraphs(TEXT)[1]
    assert paragraph["start"] == part.start
    assert text_of(paragraph["html"]) == part.text
    assert body["card"].startswith(f'<li id="a-{body["annotation"]["id"]}"')
    page_html = page(client, layer).content.decode()
    # The script points from the marks to the cards that it has beside the text.
    assert paragraph["html"] in re.sub(r' aria-details="[^"]+"', "", page_html)
    assert re.sub(r'value="[^"]{64}"', "", body["card"]) in re.sub(
        r'value="[^"]{64}"', "", page_html
    )


def test_a_repeat_is_200_and_other_content_409(client, layer):
    first = span("$48 million")
    url = reverse("layer_annotations", args=[layer.pk])
    assert client.post(url, first, **JSON).status_code == 201
    again = client.post(url, first, **JSON)
    assert (again.status_code, again.json()["annotation"]["id"]) == (200, first["id"])
    assert (again.json()["changes"], again.json()["before"]) == ({}, None)
    other = client.post(url, first | {"note": "Other."}, **JSON)
    assert (other.status_code, other.json()["code"]) == (409, "id-taken")


def test_line_ends_of_a_form_post_are_those_of_the_text(client, layer):
    words = "said.\n\nIt will"
    response = add(client, layer, words)
    sent = span(words) | {"exact": words.replace("\n", "\r\n"), "label": "quote"}
    again = client.post(reverse("layer_annotations", args=[layer.pk]), sent, **JSON)
    assert response.status_code == again.status_code == 201
    assert {one.exact for one in Annotation.objects.all()} == {words}
    assert len(again.json()["paragraphs"]) == 2


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"exact": "$49 million"}, 409, "mismatch"),
        ({"start": 1}, 409, "mismatch"),
        ({"start": "9" * 5000}, 422, "invalid"),
        ({"end": 10**12}, 409, "mismatch"),
        ({"exact": ""}, 422, "invalid"),
        ({"id": "7"}, 422, "invalid"),
        ({"label": "rumour"}, 422, "invalid"),
        ({"note": "a\0b"}, 422, "invalid"),
        ({"exact": "$48\0million"}, 422, "invalid"),
        ({"attributed_to": "x" * 301}, 422, "invalid"),
        ({"value": "12"}, 422, "invalid"),
        ({"label": "statistic", "value": "NaN"}, 422, "invalid"),
        ({"label": "statistic", "value": "Infinity"}, 422, "invalid"),
        ({"label": "statistic", "value": "1e9"}, 422, "invalid"),
        ({"label": "statistic", "value": "1,5"}, 422, "invalid"),
        ({"label": "statistic", "value": "1234567890123456.5"}, 422, "invalid"),
        ({"label": "statistic", "value": "1" * 2000}, 422, "invalid"),
    ],
)
def test_what_is_wrong_is_refused_by_name_and_nothing_is_written(
    client, layer, fields, status, code
):
    response = add(client, layer, **fields)
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response.headers["Content-Type"] == "application/problem+json"
    if status == 422:
        assert set(response.json()["fields"]) & set(fields)
    assert not Annotation.objects.exists()
    assert add(client, layer).status_code == 201


@pytest.mark.parametrize("written", ["48,000,000", "48000000", "48 000 000", "48 000 000.0"])
def test_a_value_is_read_as_people_write_it(client, layer, written):
    response = add(client, layer, label="statistic", value=written, unit="USD")
    assert response.json()["annotation"]["value"] == "48000000"


def test_a_change_names_the_version_it_saw(client, layer):
    annotation = make_annotation(layer=layer, attributed_to="Ines")
    url = annotation.get_absolute_url()
    missing = client.post(url, {"note": "x"}, **JSON)
    assert (missing.status_code, missing.json()["code"]) == (428, "precondition")
    changed = client.post(url, {"note": "x", "version": 1}, **JSON).json()["annotation"]
    assert (changed["note"], changed["version"], changed["attributed_to"]) == ("x", 2, "Ines")
    stale = client.post(url, {"note": "y", "version": 1}, **JSON)
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    assert stale.json()["current"]["note"] == "x"


def test_moving_the_edges_draws_the_old_and_the_new_paragraph(client, layer):
    annotation = make_annotation(layer=layer, exact="Council")
    moved = {key: value for key, value in span("2,300").items() if key in ("start", "end", "exact")}
    body = client.post(annotation.get_absolute_url(), moved | {"version": 1}, **JSON).json()
    assert [part["start"] for part in body["paragraphs"]] == [0, TEXT.index("It will")]
    assert body["annotation"]["exact"] == "2,300"
    loose = moved | {"exact": "2,301", "version": 2}
    assert client.post(annotation.get_absolute_url(), loose, **JSON).status_code == 409


def test_withdrawing_and_restoring_by_script(client, layer):
    annotation = make_annotation(layer=layer)
    gone = client.post(
        reverse("annotation_withdrawal", args=[annotation.pk]), {"version": 1}, **JSON
    ).json()
    assert gone["card"] is None
    assert gone["changes"] == {"all": -1, "claim": -1}
    assert gone["later"]["lists"] == ["withdrawn"]
    assert "<mark" not in gone["paragraphs"][0]["html"]
    url = reverse("annotation_restoration", args=[annotation.pk])
    assert client.post(url, {"version": 1}, **JSON).status_code == 412
    back = client.post(url, {"version": 2}, **JSON).json()
    assert back["annotation"]["version"] == 3
    assert back["changes"] == {"all": 1, "claim": 1}
    assert "<mark" in back["paragraphs"][0]["html"]


def test_joining_a_split_quote_answers_with_the_other_piece_too(client, layer):
    first = make_annotation(layer=layer, label="quote", exact="The council")
    second = make_annotation(layer=layer, label="quote", exact="the mayor")
    body = client.post(
        second.get_absolute_url(), {"span_group": first.pk, "version": 1}, **JSON
    ).json()
    assert body["annotation"]["span_group"] == str(first.pk)
    assert [(one["id"], one["version"]) for one in body["also"]] == [(str(first.pk), 2)]
    assert "part 1 of 2" in body["also"][0]["card"]
    assert "part 2 of 2" in body["card"]
    left = client.post(second.get_absolute_url(), {"span_group": "", "version": 2}, **JSON).json()
    assert left["annotation"]["span_group"] is None
    assert "part" not in left["also"][0]["card"].split("<footer>")[0].split("</h3>")[0]


def test_the_edit_form_comes_as_a_fragment_for_a_script(client, layer):
    annotation = make_annotation(layer=layer)
    url = annotation.get_absolute_url()
    fragment = client.get(url, headers={"X-Fragment": "1"}).content.decode()
    assert "<html" not in fragment
    for name in (
        "label",
        "start",
        "end",
        "exact",
        "attributed_to",
        "value",
        "unit",
        "note",
        "version",
    ):
        assert f'name="{name}"' in fragment
    assert "<html" in client.get(url).content.decode()


# By plain forms


def add_by_words(client, layer, words, follow=True, **fields):
    data = {"id": str(uuid.uuid4()), "exact": words, "label": "claim"} | fields
    return client.post(reverse("layer_annotations", args=[layer.pk]), data, follow=follow)


def test_words_are_added_by_quotation_and_the_page_offers_to_undo_it(client, layer):
    response = add_by_words(
        client, layer, '"We are  building\r\nfor the next storm,"', label="quote"
    )
    annotation = Annotation.objects.get()
    assert annotation.exact == "“We are building for the next storm,”"
    assertContains(response, "Quote added, 7 words.")
    undo = response.context["done"]["undo"]
    assert undo.url == reverse("annotation_withdrawal", args=[annotation.pk])
    assertContains(response, f'action="{undo.url}"')
    response = client.post(undo.url, undo.fields, follow=True)
    assertContains(response, "Quote deleted.")
    assertContains(response, reverse("annotation_restoration", args=[annotation.pk]))
    assertNotContains(page(client, layer), "Quote deleted.")


def test_words_that_are_not_in_the_text_come_back_in_the_form(client, layer):
    response = add_by_words(client, layer, "Not there at all", note="Kept <note>")
    assert response.status_code == 422
    assertContains(response, "These words are not in the text.", status_code=422)
    assertContains(response, "Kept &lt;note&gt;", status_code=422)


def test_words_in_several_places_ask_for_the_place():
    text = "A wall. Another wall. The wall. Wallpaper, drywall."
    layer = make_layer(revision=make_revision(text=text))
    client = signed_in(layer.editor)
    response = add_by_words(client, layer, "wall", note="Mine")
    assertContains(response, "3 places")
    assert not Annotation.objects.exists()
    assertContains(response, 'value="Mine"')
    add_by_words(client, layer, "wall", place="16-20", note="Mine")
    annotation = Annotation.objects.get()
    assert (annotation.start, annotation.note) == (16, "Mine")
    asked = client.post(
        reverse("layer_annotations", args=[layer.pk]), {"exact": "wall", "label": "quote"}, **JSON
    )
    assert (asked.status_code, asked.json()["code"]) == (409, "several-places")
    assert [place["start"] for place in asked.json()["places"]] == [2, 16, 26]


def test_the_same_words_again_are_refused_in_the_form(client, layer):
    add_by_words(client, layer, "$48 million")
    response = add_by_words(client, layer, "$48 million", note="Second")
    assertContains(response, "Change that one instead.", status_code=409)
    assertContains(response, "Second", status_code=409)
    assert Annotation.objects.count() == 1


def test_a_form_sent_twice_adds_once_and_a_kept_page_with_other_words_adds_anew(client, layer):
    key = str(uuid.uuid4())
    add_by_words(client, layer, "$48 million", id=key)
    add_by_words(client, layer, "$48 million", id=key)
    assert Annotation.objects.count() == 1
    add_by_words(client, layer, "Tuesday", id=key)
    assert Annotation.objects.count() == 2


def test_a_value_for_a_claim_is_told_at_its_field(client, layer):
    response = add_by_words(client, layer, "$48 million", value="48")
    assertContains(response, "Only a statistic has a value.", status_code=422)
    response = add_by_words(client, layer, "$48 million", value="48", label="statistic")
    assert response.status_code == 200


def form_fields(client, annotation):
    """What a browser without script would send from the edit page, untouched."""
    form = client.get(annotation.get_absolute_url()).context["form"]
    return {bound.name: bound.value() or "" for bound in form}


def test_words_at_the_edges_are_changed_by_the_plain_form_and_changed_back(client, layer):
    annotation = make_annotation(layer=layer, exact="$48 million", label="statistic", unit="USD")
    data = form_fields(client, annotation) | {"words": "a $48  million sea wall", "note": "Wider"}
    response = client.post(annotation.get_absolute_url(), data, follow=True)
    annotation.refresh_from_db()
    assert (annotation.exact, annotation.note) == ("a $48 million sea wall", "Wider")
    assertContains(response, "Statistic changed.")
    undo = response.context["done"]["undo"]
    assert undo.url == annotation.get_absolute_url()
    response = client.post(undo.url, undo.fields, follow=True)
    annotation.refresh_from_db()
    assert (annotation.exact, annotation.note, annotation.unit) == ("$48 million", "", "USD")
    redo = response.context["done"]["undo"]
    client.post(redo.url, redo.fields)
    annotation.refresh_from_db()
    assert annotation.exact == "a $48 million sea wall"


def test_of_several_places_the_nearest_is_taken_when_words_change():
    text = "one wall two. three wall four. five wall six."
    layer = make_layer(revision=make_revision(text=text))
    annotation = make_annotation(layer=layer, exact="wall four", start=text.index("wall four"))
    client = signed_in(layer.editor)
    client.post(annotation.get_absolute_url(), form_fields(client, annotation) | {"words": "wall"})
    annotation.refresh_from_db()
    assert annotation.start == text.index("wall four")
    response = client.post(
        annotation.get_absolute_url(), form_fields(client, annotation) | {"words": "fence"}
    )
    assertContains(response, "These words are not in the text.", status_code=422)


def test_a_label_changed_by_the_plain_form_leaves_value_and_unit_behind_and_undo_brings_them_back(
    client, layer
):
    annotation = make_annotation(layer=layer, label="statistic", value=48, unit="USD")
    data = form_fields(client, annotation) | {"label": "claim"}
    response = client.post(annotation.get_absolute_url(), data, follow=True)
    annotation.refresh_from_db()
    assert (annotation.label, annotation.value, annotation.unit) == ("claim", None, "")
    undo = response.context["done"]["undo"]
    client.post(undo.url, undo.fields)
    annotation.refresh_from_db()
    assert (annotation.label, annotation.value, annotation.unit) == ("statistic", 48, "USD")


def test_a_plain_form_that_comes_too_late_shows_both_and_keeps_what_was_typed(client, layer):
    annotation = make_annotation(layer=layer)
    data = form_fields(client, annotation) | {"note": "Mine"}
    client.post(annotation.get_absolute_url(), {"note": "Theirs", "version": 1})
    response = client.post(annotation.get_absolute_url(), data)
    assertContains(response, "Changed in another window.", status_code=412)
    assertContains(response, "Theirs", status_code=412)
    assertContains(response, "Mine", status_code=412)
    again = {bound.name: bound.value() or "" for bound in response.context["form"]}
    client.post(annotation.get_absolute_url(), again)
    annotation.refresh_from_db()
    assert (annotation.note, annotation.version) == ("Mine", 3)


def test_a_quote_is_joined_to_one_near_it_by_the_plain_form(client, layer):
    first = make_annotation(layer=layer, label="quote", exact="The council")
    second = make_annotation(layer=layer, label="quote", exact="the mayor")
    assertContains(client.get(second.get_absolute_url()), f'<option value="{first.pk}">')
    data = form_fields(client, second) | {"span_group": str(first.pk)}
    assertContains(client.post(second.get_absolute_url(), data, follow=True), "part 2 of 2")


def test_withdrawn_ones_are_listed_and_restored(client, layer):
    annotation = make_annotation(layer=layer)
    client.post(reverse("annotation_withdrawal", args=[annotation.pk]), {"version": 1})
    response = page(client, layer)
    assertContains(response, "1 deleted")
    url = reverse("annotation_restoration", args=[annotation.pk])
    client.post(url, {"version": 2})
    assert Annotation.objects.live().get() == annotation


def test_a_submitted_annotation_is_read_with_its_guideline_version(client, layer):
    annotation = make_annotation(layer=layer, note="Why")
    layer_lifecycle.submit(layer, by=layer.editor)
    response = client.get(annotation.get_absolute_url())
    assertContains(response, "Why")
    assertContains(response, reverse("guidelines") + "?version=1")
    assertNotContains(response, 'name="version"')


def test_names_of_this_layer_are_offered_and_of_no_other(client, layer):
    make_annotation(layer=layer, attributed_to="Ines Halloran")
    make_annotation(layer=make_layer(revision=layer.revision), attributed_to="Tom Reed")
    response = page(client, layer)
    assertContains(response, '<option value="Ines Halloran">')
    assertNotContains(response, "Tom Reed")


def test_what_is_spoken_says_when_on_its_card_and_its_page(client, layer):
    spoken = make_revision(make_article(), timecodes=[[0, 64.0]])
    own = make_layer(revision=spoken, editor=layer.editor)
    annotation = make_annotation(layer=own)
    assertContains(page(client, own), "at 0:01:04")
    assertContains(client.get(annotation.get_absolute_url()), "Said at 0:01:04")
    assertNotContains(client.get(make_annotation(layer=layer).get_absolute_url()), "Said at")


def test_only_post_reaches_what_writes(client, layer):
    annotation = make_annotation(layer=layer)
    for name, key in (
        ("layer_annotations", layer.pk),
        ("layer_reopening", layer.pk),
        ("annotation_withdrawal", annotation.pk),
        ("annotation_restoration", annotation.pk),
    ):
        assert client.get(reverse(name, args=[key])).status_code == 405
