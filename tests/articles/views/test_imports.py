"""Importing in the browser, through the front door: upload, preview, report."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from articles import details as article_details
from articles.importing import batches, bulk, intake, previewing, storing
from articles.models import Article, ImportBatch, ImportItem, Revision
from articles.readers.files import File
from articles.views import imports
from newsroom.models import Event
from tests.articles.fetching.sites import answer as fetched_answer
from tests.factories import make_editor, make_outlet, make_user
from tests.pages import parse

pytestmark = pytest.mark.django_db

WALL = "Harbour wall to be raised\n\nThe council of Saltmere voted on Tuesday to raise the wall."
FERRY = "The ferry of Saltmere stays in port this winter, its owner said on Friday."


@pytest.fixture
def ada(client):
    client.user = make_editor("ada")
    client.force_login(client.user)
    return client


def body(response):
    return response.content.decode()


def file(name, content):
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def upload(client, *files, **fields):
    return client.post("/articles/import/", {"uploads": list(files), **fields})


def opened(client, *files, **fields):
    """The batch of an upload."""
    response = upload(client, *files, **fields)
    assert response.status_code == 302, response.context["form"].errors
    return ImportBatch.objects.get(pk=response.url.rstrip("/").split("/")[-1])


def cards(client, batch, page=1):
    """What the browser would send for the cards of a page, before anything is pressed."""
    context = client.get(f"/imports/{batch.pk}/?page={page}").context
    sent = {"item": [card["item"].pk for card in context["cards"]]}
    for card in context["cards"]:
        form = card["form"]
        for name in form.fields:
            value = form[name].value()
            if value not in (None, "", False):
                sent[form.add_prefix(name)] = value
    return sent


def outcomes(batch):
    return [item.outcome for item in batch.items.order_by("pk")]


def test_signed_out_leads_to_the_sign_in(client):
    for address in ["/articles/import/", "/imports/", "/imports/1/"]:
        assert client.get(address).url == f"/login/?next={address}"
        assert client.post(address).url == f"/login/?next={address}"


def test_who_may_not_import_is_refused(client):
    batch = intake.open_batch([File.of("wall.txt", WALL.encode())], by=make_editor())
    client.force_login(make_user())
    for address in ["/articles/import/", "/imports/", f"/imports/{batch.pk}/"]:
        assert client.get(address).status_code == 403
    assert client.post("/articles/import/", {"text": WALL}).status_code == 403
    assert client.post(f"/imports/{batch.pk}/", {"import": "1"}).status_code == 403
    assert not Article.objects.exists()


def test_an_upload_is_previewed_and_nothing_is_stored_as_an_article(ada):
    batch = opened(ada, file("wall.txt", WALL), file("ferry.txt", FERRY))
    page = body(ada.get(f"/imports/{batch.pk}/"))
    for words in ["wall.txt", "ferry.txt", "Harbour wall to be raised", ">New<"]:
        assert words in page
    assert not Article.objects.exists()


def test_each_article_of_the_preview_is_a_line_that_says_what_is_missing(ada):
    batch = opened(ada, file("wall.txt", WALL), file("ferry.txt", FERRY))
    page = parse(ada.get(f"/imports/{batch.pk}/"))
    cards = page.xpath("//section[contains(@class, 'import-card')]")
    assert len(cards) == 2
    for card in cards:
        tags = card.xpath(".//span[contains(@class, 'warn')]/text()")
        assert tags[:2] == ["No date", "No outlet"]
        assert not card.xpath(".//details[@open]")
    alone = opened(ada, file("harbour.txt", WALL.replace("Tuesday", "Friday")))
    page = parse(ada.get(f"/imports/{alone.pk}/"))
    assert page.xpath("//section[contains(@class, 'import-card')]//details[@open]")


def test_the_preview_tells_how_much_of_the_text_it_does_not_show(ada):
    long = opened(ada, file("long.txt", "\n\n".join(f"Line {n} it is." for n in range(7))))
    page = body(ada.get(f"/imports/{long.pk}/"))
    assert "Line 3 it is." in page
    assert "Line 4 it is." not in page
    assert "And 3 more paragraphs." in page
    short = opened(ada, file("short.txt", "Line 0 it is."))
    assert "more paragraph" not in body(ada.get(f"/imports/{short.pk}/"))


def test_the_preview_then_is_imported_and_stays_as_its_report(ada):
    batch = opened(ada, file("wall.txt", WALL), file("none.txt", ""), file("ferry.txt", FERRY))
    sent = cards(ada, batch)
    wall = batch.items.get(name="wall.txt")
    sent[f"item{wall.pk}-title"] = "The wall"
    sent[f"item{wall.pk}-outlet"] = "Saltmere Post"
    sent[f"item{wall.pk}-published_on"] = "2031-03-14"
    response = ada.post(f"/imports/{batch.pk}/", {**sent, "import": "1"})
    assert response.url == f"/imports/{batch.pk}/"
    article = Article.objects.get(title="The wall")
    assert (str(article.outlet), article.published_on) == ("Saltmere Post", date(2031, 3, 14))
    assert outcomes(batch) == ["imported", "failed", "imported"]
    report = body(ada.get(response.url))
    assert "2 imported, 0 revised, 0 unchanged, 1 failed" in report
    for words in ["wall.txt", "none.txt", article.get_absolute_url()]:
        assert words in report
    assert batch.items.get(name="none.txt").refused_because in report


def test_bad_files_are_refused_by_name_and_reason_and_the_rest_waits(ada):
    batch = opened(
        ada,
        file("empty.txt", ""),
        file("broken.csv", "text,text\n1,2"),
        file("photo.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR" + bytes(range(256)) * 4),
        file("wall.txt", WALL),
    )
    page = body(ada.get(f"/imports/{batch.pk}/"))
    refused = {item.name: item for item in batch.items.filter(outcome="failed")}
    assert set(refused) == {"empty.txt", "broken.csv", "photo.txt"}
    for name, item in refused.items():
        assert item.refused_because
        assert f"{name}</b>" in page
    assert batch.items.get(outcome="waiting").name == "wall.txt"


def test_a_file_above_the_limit_is_refused_unread(ada, settings):
    settings.LARGEST_ARCHIVE = 100
    batch = opened(ada, file("huge.zip", "x" * 101), file("wall.txt", WALL))
    huge, wall = batch.items.order_by("pk")
    assert (huge.outcome, huge.refused_because) == ("failed", "it is larger than 100 bytes")
    assert wall.outcome == "waiting"


def test_an_upload_of_which_nothing_is_readable_is_a_report_at_once(ada):
    batch = opened(ada, file("empty.txt", ""))
    assert batch.finished_at
    assert "0 imported, 0 revised, 0 unchanged, 1 failed" in body(ada.get(f"/imports/{batch.pk}/"))


def test_nothing_given_is_told(ada):
    response = ada.post("/articles/import/", {"text": "  \n "})
    assert response.status_code == 422
    assert "Choose at least one file, or paste a text." in body(response)
    assert not ImportBatch.objects.exists()


def test_a_pasted_text_takes_its_details_along(ada):
    details = {"title": "The wall", "outlet": "Saltmere Post", "language": "en"}
    details |= {"url": "https://post.example/wall", "byline": "Imogen Vane"}
    batch = opened(ada, text=WALL, published_on="2031-03-14", **details)
    ada.post(f"/imports/{batch.pk}/", {**cards(ada, batch), "import": "1"})
    article = Article.objects.get()
    assert (article.title, str(article.outlet), article.language) == (
        "The wall",
        "Saltmere Post",
        "en",
    )
    assert (article.url, article.byline) == ("https://post.example/wall", "Imogen Vane")
    assert article.published_on == date(2031, 3, 14)


def test_a_pasted_text_can_be_taken_word_for_word(ada):
    sent = WALL.replace("\n", "\r\n")
    batch = opened(ada, text=f"{sent}\r\n\r\nSource: Gull", verbatim="on")
    ada.post(batch.get_absolute_url(), {**cards(ada, batch), "import": "1"})
    assert Revision.objects.get().text == f"{WALL}\n\nSource: Gull"
    assert bytes(Revision.objects.get().raw).decode() == f"{WALL}\n\nSource: Gull"
    refused = opened(ada, text=f"{sent}\r", verbatim="on").items.get()
    assert "a carriage return" in refused.refused_because


def test_a_pasted_text_that_is_not_right_is_shown_again_with_its_words(ada):
    response = ada.post("/articles/import/", {"text": WALL, "published_on": "soon"})
    assert response.status_code == 422
    assert "The council of Saltmere voted" in body(response)
    assert list(response.context["form"].errors) == ["published_on"]


def test_what_is_no_web_address_is_said_in_plain_words(ada):
    response = ada.post("/articles/import/", {"text": WALL, "url": "see the site"})
    assert response.status_code == 422
    assert "Write a web address, such as https://example.org/story." in body(response)


def test_files_that_a_browser_does_not_send_again_are_asked_for_again(ada):
    wrong = {"published_on": "soon"}
    response = ada.post("/articles/import/", {"uploads": [file("wall.txt", WALL)], **wrong})
    assert response.status_code == 422
    assert "Choose your files again: they were not kept." in body(response)
    again = ada.post("/articles/import/", {"text": WALL, **wrong})
    assert "Choose your files again" not in body(again)


def test_what_is_known_already_is_told_before_the_import(ada):
    batches.finish_batch(
        intake.open_batch([File.of("wall.txt", WALL.encode())], by=ada.user), {}, set(), by=ada.user
    )
    article = Article.objects.get()
    article_details.edit_article(article, {"url": "https://post.example/wall"}, by=ada.user)
    batch = opened(ada, file("wall.txt", WALL))
    page = body(ada.get(f"/imports/{batch.pk}/"))
    assert "Nothing new" in page
    assert article.get_absolute_url() in page
    other = opened(ada, text=FERRY, url="https://post.example/wall")
    page = body(ada.get(f"/imports/{other.pk}/"))
    assert "New revision 2" in page
    assert article.get_absolute_url() in page


def test_what_one_batch_holds_twice_is_told_before_the_import(ada):
    batch = opened(
        ada, file("wall.txt", WALL), file("again.txt", f"{WALL}\n\n"), file("ferry.txt", FERRY)
    )
    page = body(ada.get(batch.get_absolute_url()))
    assert page.count(">New<") == 2
    assert page.count("Nothing new") == 1
    in_this_import = "in this import"
    assert f'the same as <b class="file">wall.txt</b> {in_this_import}' in page
    assert in_this_import not in page.split('aria-labelledby="name')[1]
    ada.post(batch.get_absolute_url(), {**cards(ada, batch), "import": "1"})
    assert outcomes(batch) == ["imported", "unchanged", "imported"]


def test_a_new_text_of_an_address_in_one_batch_is_told_as_its_revision(ada):
    both = [{"text": text, "url": "https://post.example/wall"} for text in (WALL, FERRY)]
    batch = opened(ada, file("both.json", json.dumps(both)))
    page = body(ada.get(batch.get_absolute_url()))
    assert "New revision 2" in page
    assert 'after <b class="file">both.json:1</b> in this import' in page
    ada.post(batch.get_absolute_url(), {**cards(ada, batch), "import": "1"})
    assert outcomes(batch) == ["imported", "revised"]


def test_a_field_that_is_not_right_stops_the_import_and_loses_nothing(ada):
    batch = opened(ada, file("wall.txt", WALL), file("ferry.txt", FERRY))
    wall, ferry = batch.items.order_by("pk")
    sent = cards(ada, batch)
    sent[f"item{wall.pk}-title"] = ""
    sent[f"item{wall.pk}-byline"] = "Imogen Vane"
    sent[f"item{ferry.pk}-title"] = "The ferry"
    response = ada.post(f"/imports/{batch.pk}/", {**sent, "import": "1"})
    assert response.status_code == 422
    page = body(response)
    assert "Imogen Vane" in page
    assert "The ferry" in page
    assert not Article.objects.exists()
    assert outcomes(batch) == ["waiting", "waiting"]


def test_what_is_left_aside_needs_no_title_and_is_not_imported(ada):
    batch = opened(ada, file("wall.txt", WALL), file("ferry.txt", FERRY))
    wall, _ferry = batch.items.order_by("pk")
    sent = cards(ada, batch)
    sent[f"item{wall.pk}-title"] = ""
    sent[f"item{wall.pk}-leave"] = "on"
    ada.post(f"/imports/{batch.pk}/", {**sent, "import": "1"})
    assert outcomes(batch) == ["left", "imported"]


def test_importing_none_leaves_all_aside_and_says_so(ada):
    batch = opened(ada, file("wall.txt", WALL))
    ada.post(f"/imports/{batch.pk}/", {"none": "1"})
    for address in (f"/imports/{batch.pk}/", "/imports/"):
        page = body(ada.get(address))
        assert "0 imported, 0 revised, 0 unchanged, 0 failed, 1 skipped" in page
    assert outcomes(batch) == ["left"]
    assert not Article.objects.exists()


def many(number):
    lines = [
        f'{{"text": "The text of number {each}.", "title": "N {each}"}}' for each in range(number)
    ]
    return file("many.jsonl", "\n".join(lines))


def test_edits_of_one_page_are_kept_while_paging_through_a_large_batch(ada):
    batch = opened(ada, many(60))
    first = cards(ada, batch)
    pk = first["item"][0]
    first[f"item{pk}-title"] = "Edited on page 1"
    first[f"item{first['item'][1]}-leave"] = "on"
    response = ada.post(f"/imports/{batch.pk}/", {**first, "go": "2"})
    assert "page=2" in response.url
    assert not Article.objects.exists()
    second = cards(ada, batch, page=2)
    assert not set(second["item"]) & set(first["item"])
    second[f"item{second['item'][0]}-title"] = "Edited on page 2"
    ada.post(f"/imports/{batch.pk}/?page=2", {**second, "import": "1"})
    titles = set(Article.objects.values_list("title", flat=True))
    assert {"Edited on page 1", "Edited on page 2", "N 59"} <= titles
    assert len(titles) == 59
    assert batch.items.filter(outcome="left").count() == 1


def test_sending_the_form_twice_imports_once(ada):
    batch = opened(ada, file("wall.txt", WALL))
    sent = {**cards(ada, batch), "import": "1"}
    ada.post(f"/imports/{batch.pk}/", sent)
    again = ada.post(f"/imports/{batch.pk}/", sent)
    assert again.url == f"/imports/{batch.pk}/"
    assert "nothing was done twice" in body(ada.get(again.url))
    assert (Article.objects.count(), Revision.objects.count()) == (1, 1)
    assert Event.objects.filter(verb="article.imported").count() == 1


def test_a_second_tab_neither_imports_again_nor_changes_the_report(ada):
    batch = opened(ada, file("wall.txt", WALL))
    tab = cards(ada, batch)
    tab[f"item{tab['item'][0]}-title"] = "From the other tab"
    ada.post(f"/imports/{batch.pk}/", {**cards(ada, batch), "import": "1"})
    ada.post(f"/imports/{batch.pk}/", {**tab, "import": "1"})
    ada.post(f"/imports/{batch.pk}/", {"none": "1"})
    assert Article.objects.get().title == "Harbour wall to be raised"
    assert outcomes(batch) == ["imported"]


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_send_at_the_same_moment_import_each_item_once(ada):
    batch = opened(ada, many(10))
    sent = {**cards(ada, batch), "import": "1"}
    ready = Barrier(2)

    def send():
        try:
            tab = Client()
            tab.force_login(ada.user)
            ready.wait(timeout=60)
            return tab.post(f"/imports/{batch.pk}/", sent).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as tabs:
        answers = [tabs.submit(send) for _ in range(2)]
        assert [answer.result() for answer in answers] == [302, 302]
    assert outcomes(batch) == ["imported"] * 10
    assert (Article.objects.count(), Revision.objects.count()) == (10, 10)
    assert Event.objects.filter(verb="article.imported").count() == 10


def test_an_import_that_was_broken_off_goes_on_with_what_still_waits(ada):
    batch = opened(ada, file("wall.txt", WALL), file("ferry.txt", FERRY))
    wall = batch.items.get(name="wall.txt")
    batches.finish_items(batch, [wall.pk], {}, set(), by=ada.user)
    sent = cards(ada, batch)
    assert sent["item"] == [batch.items.get(name="ferry.txt").pk]
    ada.post(f"/imports/{batch.pk}/", {**sent, "import": "1"})
    assert outcomes(batch) == ["imported", "imported"]
    assert Article.objects.count() == 2


def test_an_error_in_one_item_leaves_the_others_imported(ada, monkeypatch):
    batch = opened(ada, file("wall.txt", WALL), file("ferry.txt", FERRY))
    really = storing.article_of

    def fail_at_the_wall(draft, outlet):
        if draft.name == "wall.txt":
            raise RuntimeError("broken")
        return really(draft, outlet)

    for place in (storing, bulk):
        monkeypatch.setattr(place, "article_of", fail_at_the_wall)
    ada.post(f"/imports/{batch.pk}/", {**cards(ada, batch), "import": "1"})
    assert outcomes(batch) == ["failed", "imported"]
    assert "1 imported, 0 revised, 0 unchanged, 1 failed" in body(ada.get(f"/imports/{batch.pk}/"))


def test_the_open_preview_of_somebody_else_is_not_there(ada, client):
    batch = intake.open_batch([File.of("wall.txt", WALL.encode())], by=make_editor("ben"))
    assert ada.get(f"/imports/{batch.pk}/").status_code == 404
    for sent in [{"import": "1"}, {"none": "1"}, {"go": "1"}]:
        assert ada.post(f"/imports/{batch.pk}/", sent).status_code == 404
    assert outcomes(batch) == ["waiting"]
    assert f"/imports/{batch.pk}/" not in body(ada.get("/imports/"))


def test_the_report_of_somebody_else_can_be_read(ada):
    ben = make_editor("ben")
    batch = intake.open_batch([File.of("wall.txt", WALL.encode())], by=ben)
    previewing.finish_preview(batch, by=ben)
    assert "1 imported" in body(ada.get(f"/imports/{batch.pk}/"))
    assert f"/imports/{batch.pk}/" in body(ada.get("/imports/"))


def test_cards_of_another_batch_cannot_be_slipped_in(ada):
    mine = opened(ada, file("wall.txt", WALL))
    theirs = intake.open_batch([File.of("ferry.txt", FERRY.encode())], by=make_editor("ben"))
    foreign = theirs.items.get()
    sent = {**cards(ada, mine), f"item{foreign.pk}-title": "Mine now", "import": "1"}
    sent["item"] = [*sent["item"], foreign.pk, "x"]
    ada.post(f"/imports/{mine.pk}/", sent)
    foreign.refresh_from_db()
    assert foreign.outcome == "waiting"
    assert "edits" not in foreign.draft


def test_what_is_left_out_stands_in_the_preview_and_the_report_with_its_reason(ada):
    batch = opened(ada, file("wall.txt", f"{WALL}\n\nRead More @ www.courier.example/news/wall"))
    item = batch.items.get()
    [piece] = item.draft["left_out"]
    ada_preview = body(ada.get(f"/imports/{batch.pk}/"))
    ada.post(f"/imports/{batch.pk}/", {**cards(ada, batch), "import": "1"})
    report = body(ada.get(f"/imports/{batch.pk}/"))
    for page in [ada_preview, report]:
        assert "Read More @ www.courier.example/news/wall" in page
        assert piece["reason"] in page


def test_the_report_shows_one_outcome_alone(ada):
    batch = opened(ada, file("wall.txt", WALL), file("empty.txt", ""))
    ada.post(f"/imports/{batch.pk}/", {**cards(ada, batch), "import": "1"})
    failed = body(ada.get(f"/imports/{batch.pk}/?outcome=failed"))
    assert "empty.txt" in failed
    assert "wall.txt" not in failed


def test_the_report_keeps_what_had_to_be_assumed_about_a_file(ada):
    batch = opened(ada, file("wall.txt", "“Señor Núñez” spoke of the wall.".encode("cp1252")))
    assert "cp1252" in body(ada.get(f"/imports/{batch.pk}/"))
    ada.post(f"/imports/{batch.pk}/", {**cards(ada, batch), "import": "1"})
    page = body(ada.get(f"/imports/{batch.pk}/"))
    assert "1 imported" in page
    assert "cp1252" in page


def test_known_outlets_are_offered(ada):
    make_outlet("Alder Courier")
    assert '<option value="Alder Courier">' in body(ada.get("/articles/import/"))


def test_the_queries_of_preview_and_report_do_not_grow(
    ada, django_assert_num_queries, django_assert_max_num_queries
):
    def look(number, finished):
        batch = intake.open_batch([File.of("many.jsonl", many(number).read())], by=ada.user)
        if finished:
            previewing.finish_preview(batch, by=ada.user)
        return f"/imports/{batch.pk}/?per=100"

    ada.get("/imports/")
    for finished in (False, True):
        ten, twenty = look(10, finished), look(20, finished)
        with django_assert_max_num_queries(16) as at_ten:
            ada.get(ten)
        with django_assert_num_queries(len(at_ten)):
            ada.get(twenty)
    with django_assert_max_num_queries(8) as at_four:
        ada.get("/imports/")
    look(1, True)
    with django_assert_num_queries(len(at_four)):
        ada.get("/imports/")


@pytest.fixture
def impatient(monkeypatch):
    """Every request does the least that it can."""
    monkeypatch.setattr(imports, "PATIENCE", 0.0)


def step(client, batch, **how):
    return client.post(f"/imports/{batch.pk}/progress/", **how)


def test_long_reading_and_importing_tell_how_far_they_are_and_go_on(ada, impatient):
    batch = opened(ada, many(3))
    page = body(ada.get(f"/imports/{batch.pk}/"))
    assert "1 of 3" in page
    assert 'max="3" value="1"' in page
    assert "1 item is read, more are not yet" in body(ada.get("/imports/"))
    while "of 3" in body(ada.get(f"/imports/{batch.pk}/")):
        assert step(ada, batch).status_code == 303
    assert not Article.objects.exists()
    ada.post(f"/imports/{batch.pk}/", {**cards(ada, batch), "import": "1"})
    assert Article.objects.count() == 1
    assert "1 of 3" in body(ada.get(f"/imports/{batch.pk}/"))
    assert "2 items are still to go in" in body(ada.get("/imports/"))
    step(ada, batch)
    step(ada, batch)
    assert Article.objects.count() == 3
    assert "3 imported" in body(ada.get("/imports/"))
    step(ada, batch)
    assert Article.objects.count() == 3


def test_a_script_is_told_how_far_it_is_and_at_the_end_nothing(ada, impatient):
    batch = opened(ada, many(3))
    fragment = step(ada, batch, headers={"X-Fragment": "1"})
    assert body(fragment).lstrip().startswith("<poll-import>")
    assert "2 of 3" in body(fragment)
    while part := body(step(ada, batch, headers={"X-Fragment": "1"})):
        assert "of 3" in part
    assert "3 articles are ready" in body(ada.get(f"/imports/{batch.pk}/"))


def test_the_details_of_a_pasted_text_are_kept_however_long_the_files_take(ada, impatient):
    batch = opened(ada, many(3), text=WALL, title="The wall")
    titles = [item.draft.get("edits", {}).get("title") for item in batch.items.all()]
    assert titles == ["The wall"]


def test_the_details_of_a_pasted_text_go_to_it_where_a_file_is_refused(ada, settings):
    settings.LARGEST_ARCHIVE = 100
    batch = opened(ada, file("large.txt", WALL * 9), text="A short text.", title="The wall")
    edited = {item.name: item.draft.get("edits", {}).get("title") for item in batch.items.all()}
    assert edited == {"large.txt": None, "pasted.txt": "The wall"}


def test_a_long_reading_can_be_stopped_with_nothing_imported(ada, impatient):
    batch = opened(ada, many(3))
    ada.post(f"/imports/{batch.pk}/progress/", {"none": "1"})
    assert [item.outcome for item in batch.items.all()] == ["left"]
    assert ImportBatch.objects.get().finished_at
    assert not Article.objects.exists()


def test_what_is_going_in_is_not_edited_any_more(ada, impatient):
    batch = opened(ada, many(2))
    step(ada, batch)
    step(ada, batch)
    sent = cards(ada, batch)
    ada.post(f"/imports/{batch.pk}/", {**sent, "import": "1"})
    waiting = batch.items.get(outcome="waiting")
    ada.post(f"/imports/{batch.pk}/", {**sent, f"item{waiting.pk}-title": "Too late", "go": "1"})
    step(ada, batch)
    assert not Article.objects.filter(title="Too late").exists()


def test_nobody_else_goes_on_with_an_import(ada, client, impatient):
    batch = opened(ada, many(3))
    client.force_login(make_editor("ben"))
    assert step(client, batch).status_code == 404
    assert batch.items.count() == 1


def test_the_list_of_imports_tells_what_to_do_where_there_are_none(ada):
    assert "Nothing was imported yet" in body(ada.get("/imports/"))
    assert not ImportItem.objects.exists()


PAGE = (
    f"<!doctype html><title>Wall</title><article><h1>{WALL.splitlines()[0]}</h1>"
    f"<p>{WALL.splitlines()[2]} It will cost nine million, the mayor said.</p></article>"
).encode()
IS_ADDRESS = "This is a web address"


def errors(response):
    assert response.status_code == 422
    return response.context["form"].errors


def test_web_addresses_are_asked_for_only_where_they_may_be_fetched(ada, settings):
    page = body(ada.get("/articles/import/"))
    assert "Web addresses" not in page
    settings.FETCH_ADDRESSES = True
    assert "Web addresses" in body(ada.get("/articles/import/"))


@pytest.mark.usefixtures("fetching_here")
def test_addresses_are_fetched_on_the_page_that_tells_how_far_it_is(ada, news):
    site = news(wall=[fetched_answer(PAGE)])
    batch = opened(ada, addresses=f" {site.at}wall \r\n\r\n{site.at}gone\r\n{site.at}wall")
    assert site.asked == []
    page = body(ada.get(f"/imports/{batch.pk}/"))
    assert "0 of 2" in page
    ada.post(f"/imports/{batch.pk}/progress/")
    assert [item.name for item in batch.items.order_by("pk")] == [
        f"{site.at}wall",
        f"{site.at}gone",
    ]
    page = body(ada.get(f"/imports/{batch.pk}/"))
    assert "Harbour wall to be raised" in page
    assert "the site has no such page (404)" in page
    ada.post(f"/imports/{batch.pk}/", {**cards(ada, batch), "import": "1"})
    assert Article.objects.get().url == f"{site.at}wall"


@pytest.mark.usefixtures("fetching_here")
def test_where_nothing_can_be_fetched_the_report_says_so(ada, news):
    site = news()
    batch = opened(ada, addresses=f"{site.at}gone")
    ada.post(f"/imports/{batch.pk}/progress/")
    assert outcomes(batch) == ["failed"]
    assert "the site has no such page (404)" in body(ada.get(f"/imports/{batch.pk}/"))


@pytest.mark.usefixtures("fetching_here")
@pytest.mark.parametrize("before", ["", " \r\n"])
def test_an_address_that_is_pasted_as_a_text_is_fetched(ada, news, before):
    site = news(wall=[fetched_answer(PAGE)])
    batch = opened(ada, text=f"{before}{site.at}wall\r\n", addresses=f"{site.at}wall")
    ada.post(f"/imports/{batch.pk}/progress/")
    assert [item.name for item in batch.items.all()] == [f"{site.at}wall"]


ADDRESSES = ["https://news.test/wall", "HTTP://news.test", "www.news.test", "news.test/wall?page=2"]
ADDRESSES += ["<https://news.test/ferry>", "\u200bhttps://news.test/pier"]


@pytest.mark.parametrize("address", [*ADDRESSES, "\n".join(ADDRESSES), f"\n{ADDRESSES[0]}\n\n"])
def test_a_pasted_address_is_answered_with_what_to_do_where_fetching_is_off(ada, address):
    assert IS_ADDRESS in str(errors(upload(ada, text=address))["text"])
    assert not ImportBatch.objects.exists()


def test_details_beside_a_pasted_address_are_not_dropped_in_silence(ada, settings):
    settings.FETCH_ADDRESSES = True
    response = upload(ada, text=ADDRESSES[0], title="Wall")
    assert IS_ADDRESS in str(errors(response)["text"])
    batch = opened(ada, text=ADDRESSES[0], outlet="Saltmere Courier", language="en")
    assert batch.uploads.get().url == ADDRESSES[0]


@pytest.mark.parametrize(
    "text",
    ["See https://news.test/wall", "https://news.test/wall\nThe wall is raised.", "news.test",
     "Wall.Ferry", "and/or", "https://news.test/a wall"],
)  # fmt: skip
@pytest.mark.parametrize("is_on", [True, False])
def test_a_text_that_is_more_than_an_address_is_a_text(ada, settings, text, is_on):
    settings.FETCH_ADDRESSES = is_on
    batch = opened(ada, text=text)
    assert outcomes(batch) == ["waiting"]
    assert batch.uploads.get().url == ""


def test_an_address_without_its_beginning_is_one_of_https(ada, settings):
    settings.FETCH_ADDRESSES = True
    given = "news.test/wall\n<https://news.test/wall>\nnews.test:8443/wall\nftp://news.test/"
    batch = opened(ada, addresses=given)
    asked = list(batch.uploads.order_by("pk").values_list("url", flat=True))
    assert asked == ["https://news.test/wall", "https://news.test:8443/wall", "ftp://news.test/"]


def test_twenty_addresses_are_taken_and_not_more(ada, settings):
    settings.FETCH_ADDRESSES = True
    lines = [f"https://news.test/{number}" for number in range(21)]
    assert opened(ada, addresses="\n".join(lines[:20])).uploads.count() == 20
    for fields in ({"addresses": "\n".join(lines)}, {"text": "\n".join(lines)}):
        told = errors(upload(ada, **fields))
        assert told["addresses"] == ["Give at most 20 addresses at once."]


def test_addresses_are_not_taken_where_fetching_is_off(ada):
    told = errors(upload(ada, addresses="https://news.test/wall"))
    assert "__all__" in told


def test_what_was_given_is_not_fetched_once_it_is_switched_off(ada, settings, news):
    site = news(wall=[fetched_answer(PAGE)])
    settings.FETCH_ADDRESSES = True
    batch = opened(ada, addresses=f"{site.at}wall")
    settings.FETCH_ADDRESSES = False
    ada.post(f"/imports/{batch.pk}/progress/")
    assert "switched off" in batch.items.get().refused_because
    assert site.asked == site.names == []
