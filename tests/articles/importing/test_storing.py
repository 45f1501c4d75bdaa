"""Drafts become articles, or nothing new, or a refusal that leaves nothing behind."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import details, stories
from articles.importing import batches, bulk, intake, items, storing
from articles.importing.drafts import Draft, Unreadable
from articles.models import Article, ImportBatch, ImportItem, Outlet, Revision, Story
from articles.readers.files import File
from newsroom.models import Event
from tests.factories import make_article, make_editor

pytestmark = pytest.mark.django_db

BODY = "Harbour wall to be raised\n\nThe council of Saltmere voted on Tuesday to raise the wall."


def draft(text=BODY, **fields):
    fields = {"name": "wall.txt", "title": text.split("\n")[0], **fields}
    return Draft(text=text, raw=fields.pop("raw", text.encode()), **fields)


def verbs():
    return list(Event.objects.order_by("id").values_list("verb", flat=True))


def test_a_new_text_becomes_an_article_with_its_first_revision():
    ann = make_editor()
    imported = storing.import_draft(
        draft(outlet="Saltmere Post", published_on=date(2024, 5, 2)), by=ann
    )
    article = imported.revision.article
    assert imported.outcome == "imported"
    assert (article.title, article.outlet.name) == ("Harbour wall to be raised", "Saltmere Post")
    assert (imported.revision.number, imported.revision.text) == (1, BODY)
    assert verbs() == ["article.imported"]


def test_the_same_draft_again_changes_nothing():
    ann = make_editor()
    storing.import_draft(draft(), by=ann)
    assert storing.import_draft(draft(), by=ann).outcome == "unchanged"
    assert (Article.objects.count(), Revision.objects.count()) == (1, 1)
    assert verbs() == ["article.imported"]


def test_an_empty_text_is_refused_and_leaves_nothing_behind():
    with pytest.raises(storing.ImportRefused):
        storing.import_draft(draft("  ", title="Empty", outlet="New Outlet"), by=make_editor())
    assert not Article.objects.exists()
    assert not Outlet.objects.exists()
    assert not Event.objects.exists()


def test_a_known_address_with_another_text_is_a_new_revision_and_so_is_the_way_back():
    ann = make_editor()
    address = "https://post.example/wall"
    first = storing.import_draft(draft(url=address), by=ann)
    second = storing.import_draft(draft("Another text entirely.", url=address), by=ann)
    third = storing.import_draft(draft(url=address), by=ann)
    assert [second.outcome, third.outcome] == ["revised", "revised"]
    assert [one.revision.number for one in (first, second, third)] == [1, 2, 3]
    assert Article.objects.count() == 1


def test_the_same_text_from_another_outlet_is_another_article():
    ann = make_editor()
    storing.import_draft(draft(outlet="Saltmere Post"), by=ann)
    assert storing.import_draft(draft(outlet="Daily Gull"), by=ann).outcome == "imported"


def test_a_batch_waits_and_then_imports_what_is_not_left_aside():
    ann = make_editor()
    files = [
        File.of("wall.txt", BODY.encode()),
        File.of("none.txt", b""),
        Unreadable("big.txt", "too large"),
    ]
    files.append(File.of("other.txt", b"Another text entirely, about the ferry and its crew."))
    batch = intake.open_batch(files, by=ann)
    assert not Article.objects.exists()
    # What could not be opened at all is told before the rest is read.
    big, wall, none, other = batch.items.order_by("id")
    assert [one.outcome for one in (wall, none, big)] == ["waiting", "failed", "failed"]
    batches.finish_batch(batch, {wall.pk: {"title": "The wall"}}, {other.pk}, by=ann)
    assert list(Article.objects.values_list("title", flat=True)) == ["The wall"]
    wall, other = (ImportItem.objects.get(pk=one.pk) for one in (wall, other))
    assert (wall.outcome, other.outcome) == ("imported", "left")
    assert bytes(wall.raw) == b""
    assert batch.finished_at


def test_details_are_changed_with_old_and_new_in_the_history():
    article = make_article(title="Old")
    details.edit_article(article, {"title": "New", "outlet": "Daily Gull"}, by=make_editor())
    article.refresh_from_db()
    assert (article.title, article.outlet.name) == ("New", "Daily Gull")
    assert Event.objects.get().detail == {"title": ["Old", "New"], "outlet": ["", "Daily Gull"]}


def test_an_address_that_another_article_has_is_refused():
    make_article(url="https://post.example/wall")
    article = make_article()
    with pytest.raises(details.AddressTaken):
        details.edit_article(article, {"url": "https://post.example/wall"}, by=make_editor())
    assert not Event.objects.exists()


def test_an_archived_article_is_hidden_and_can_be_brought_back():
    ann, article = make_editor(), make_article()
    details.archive_article(article, by=ann)
    details.archive_article(article, by=ann)
    assert not Article.objects.shown().exists()
    details.restore_article(article, by=ann)
    assert Article.objects.shown().exists()
    assert verbs() == ["article.archived", "article.brought_back"]


def test_articles_are_put_in_a_story_and_taken_out():
    ann, one, two = make_editor(), make_article(), make_article()
    story = stories.assign_story([one.pk, two.pk], "The sea wall", by=ann)
    assert set(story.articles.all()) == {one, two}
    assert stories.assign_story([two.pk], "the sea wall", by=ann) == story
    stories.assign_story([two.pk], "", by=ann)
    assert set(story.articles.all()) == {one}
    assert Story.objects.count() == 1
    assert verbs() == ["story.made", "article.changed", "article.changed", "article.changed"]


def test_details_that_somebody_else_changed_meanwhile_are_not_overwritten():
    ann, article = make_editor(), make_article(title="Old")
    seen = details.fingerprint(article)
    details.edit_article(article, {"title": "Hers"}, by=ann, seen=seen)
    with pytest.raises(details.DetailsChanged):
        details.edit_article(article, {"title": "Mine"}, by=make_editor(), seen=seen)
    article.refresh_from_db()
    assert article.title == "Hers"
    details.edit_article(article, {"title": "Mine"}, by=ann, seen=details.fingerprint(article))
    article.refresh_from_db()
    assert article.title == "Mine"


def test_a_story_is_renamed_but_not_to_the_title_of_another():
    ann, story = make_editor(), Story.objects.create(title="Sea wall")
    Story.objects.create(title="Ferry")
    assert stories.rename_story(story, " The sea wall ", by=ann).title == "The sea wall"
    with pytest.raises(stories.TitleTaken):
        stories.rename_story(story, "ferry", by=ann)
    with pytest.raises(details.InvalidDetails):
        stories.rename_story(story, " ", by=ann)
    story.refresh_from_db()
    assert story.title == "The sea wall"
    assert verbs() == ["story.renamed"]


def test_an_error_of_the_program_in_one_item_does_not_keep_the_others_out(monkeypatch):
    ann = make_editor()
    batch = intake.open_batch([File.of("a.txt", b"First."), File.of("b.txt", b"Second.")], by=ann)
    really = storing.article_of

    def fail_at_the_first(draft, outlet):
        if draft.name == "a.txt":
            raise RuntimeError("broken")
        return really(draft, outlet)

    for place in (storing, bulk):
        monkeypatch.setattr(place, "article_of", fail_at_the_first)
    batches.finish_batch(batch, {}, set(), by=ann)
    first, second = ImportItem.objects.order_by("id")
    assert (first.outcome, second.outcome) == ("failed", "imported")
    assert "an error of the program" in first.refused_because
    assert bytes(first.raw) == b"First."


def test_an_outlet_corrected_after_import_does_not_make_the_file_new():
    ann = make_editor()
    batch = intake.open_batch([File.of("wall.txt", BODY.encode())], by=ann)
    batches.finish_batch(batch, {}, set(), by=ann)
    details.edit_article(Article.objects.get(), {"outlet": "Saltmere Post"}, by=ann)
    assert storing.import_draft(draft(), by=ann).outcome == "unchanged"
    assert storing.import_draft(draft(outlet="saltmere post"), by=ann).outcome == "unchanged"
    assert storing.import_draft(draft(outlet="Daily Gull"), by=ann).outcome == "imported"


def test_the_same_text_in_other_bytes_is_the_same_article_and_its_bytes_stay_on_the_item():
    ann = make_editor()
    for data in (BODY.encode(), BODY.replace("\n", "\r\n").encode()):
        batch = intake.open_batch([File.of("wall.txt", data)], by=ann)
        batches.finish_batch(batch, {}, set(), by=ann)
    first, second = ImportItem.objects.order_by("id")
    assert (first.outcome, second.outcome) == ("imported", "unchanged")
    assert bytes(first.raw) == b""
    assert b"\r\n" in bytes(second.raw)


def test_the_same_text_at_another_host_is_another_article_where_no_outlet_is_named():
    ann = make_editor()
    storing.import_draft(draft(url="https://post.example/a"), by=ann)
    assert storing.import_draft(draft(url="https://gull.example/a"), by=ann).outcome == "imported"
    assert storing.import_draft(draft(url="https://post.example/b"), by=ann).outcome == "unchanged"
    named = storing.import_draft(draft(outlet="Gull", url="https://gull.example/x"), by=ann)
    again = storing.import_draft(draft(outlet="Gull", url="https://www.gull.example/"), by=ann)
    assert (named.outcome, again.outcome) == ("imported", "unchanged")


def test_where_several_articles_have_the_text_it_is_the_oldest():
    ann = make_editor()
    oldest = storing.import_draft(draft(url="https://post.example/a"), by=ann).revision.article
    storing.import_draft(draft("Another text.", url="https://post.example/b"), by=ann)
    newest = storing.import_draft(draft(url="https://post.example/b"), by=ann).revision.article
    assert oldest != newest
    assert storing.import_draft(draft(), by=ann).revision.article == oldest


def test_only_the_latest_revision_makes_a_text_known_without_an_address():
    ann = make_editor()
    storing.import_draft(draft(url="https://post.example/a", outlet="Post"), by=ann)
    storing.import_draft(draft("New text.", url="https://post.example/a", outlet="Post"), by=ann)
    assert storing.import_draft(draft("New text.", outlet="Post"), by=ann).outcome == "unchanged"
    assert storing.import_draft(draft(outlet="Post"), by=ann).outcome == "imported"


def imported_batch(ann, edits=None, **fields):
    """Import one page of https://post.example/a by a batch, as the browser does."""
    one = draft(**{"url": "https://post.example/a", **fields})
    batch = ImportBatch.objects.create(by=ann)
    item = items.add_item(batch, one)
    batches.finish_batch(batch, {item.pk: edits or {}}, set(), by=ann)
    return Article.objects.get()


def test_a_new_revision_brings_its_details_where_nobody_has_edited_them():
    ann = make_editor()
    imported_batch(ann, title="Wall", byline="Ann Roe", language="und")
    event = {"title": ["Wall", "Higher wall"], "language": ["und", "en"]}
    article = imported_batch(
        ann, text="Another text.", title="Higher wall", byline="Ann Roe", language="en"
    )
    assert (article.title, article.byline, article.language) == ("Higher wall", "Ann Roe", "en")
    assert verbs() == ["article.imported", "revision.added", "article.changed"]
    assert Event.objects.get(verb="article.changed").detail == event


def test_a_new_revision_leaves_what_an_editor_has_written():
    ann = make_editor()
    imported_batch(ann, {"title": "Mine"}, title="Wall", byline="Ann Roe")
    details.edit_article(Article.objects.get(), {"byline": "Tom Vale"}, by=ann)
    article = imported_batch(ann, text="Another text.", title="Higher wall", byline="Ann Roe")
    assert (article.title, article.byline) == ("Mine", "Tom Vale")


def test_a_stated_title_does_not_give_way_to_a_first_sentence():
    ann = make_editor()
    imported_batch(ann, title="Wall")
    article = imported_batch(ann, text="Other. Text.", title="Other", title_generated=True)
    assert (article.title, article.title_generated) == ("Wall", False)


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "t" * 501},
        {"outlet": "o" * 201},
        {"byline": "b" * 301},
        {"url": "https://no address"},
        {"title": ""},
    ],
)
def test_details_that_cannot_be_stored_refuse_the_whole_draft(fields):
    with pytest.raises(storing.ImportRefused, match=f"^{next(iter(fields))}: "):
        storing.import_draft(draft(**{"outlet": "Gull", **fields}), by=make_editor())
    assert not Article.objects.exists()
    assert not Outlet.objects.exists()


def test_names_and_reasons_with_any_bytes_can_be_stored():
    batch = ImportBatch.objects.create(by=make_editor())
    item = items.add_item(batch, Unreadable("a\udcff\x00.txt", "“\x00\ud800” is no date"))
    item.refresh_from_db()
    assert (item.name, item.refused_because) == ("a?.txt", "“?” is no date")


def test_what_would_become_of_a_draft_is_foreseen():
    ann = make_editor()
    assert storing.predicted_outcome(draft()) == ("imported", None)
    article = storing.import_draft(draft(url="https://post.example/a"), by=ann).revision.article
    assert storing.predicted_outcome(draft()) == ("unchanged", article)
    changed = draft("Another text.", url="https://post.example/a")
    assert storing.predicted_outcome(changed) == ("revised", article)


def test_importing_costs_the_same_queries_however_much_there_is():
    ann = make_editor()

    def import_ten(first):
        for number in range(first, first + 10):
            storing.import_draft(draft(f"Text number {number}.", outlet="Gull"), by=ann)

    import_ten(0)
    with CaptureQueriesContext(connection) as few:
        import_ten(10)
    with CaptureQueriesContext(connection) as many:
        import_ten(20)
    assert len(few) == len(many)


PAGE = "https://post.example/wall"
TITLE, WORDS = BODY.split("\n\n")


def headed(**fields):
    return draft(**{"title": TITLE, "url": PAGE, **fields})


def headless(**fields):
    return draft(WORDS, **{"title_generated": True, "url": PAGE, **fields})


@pytest.mark.parametrize(
    "spelling",
    [
        "http://www.post.example/wall/?utm_source=a#top",
        "https://ida:secret@post.example:443/wall",
        "https://post.example/w%61ll/index.html",
    ],
)
def test_another_spelling_of_the_address_is_the_same_article_and_its_own_spelling_stays(spelling):
    imported_batch(make_editor(), url=PAGE)
    article = imported_batch(make_editor(), text="Another text.", url=spelling)
    assert (article.url, article.revisions.count()) == (PAGE, 2)


def test_a_mobile_page_is_another_address_but_with_the_same_text_the_same_article():
    ann = make_editor()
    storing.import_draft(draft(url=PAGE), by=ann)
    mobile = "https://m.post.example/wall"
    assert storing.import_draft(draft(url=mobile), by=ann).outcome == "unchanged"
    other = storing.import_draft(draft("Another text.", url=mobile), by=ann)
    assert other.outcome == "imported"


def test_a_password_in_an_address_is_not_stored():
    imported = storing.import_draft(
        draft(url="https://ida:secret@post.example/wall"), by=make_editor()
    )
    assert imported.revision.article.url == PAGE


def test_the_same_text_without_its_headline_changes_nothing_and_is_noted():
    ann = make_editor()
    first = storing.import_draft(headed(published_on=date(2024, 5, 2)), by=ann)
    again = storing.import_draft(headless(), by=ann)
    assert (again.outcome, again.revision) == ("unchanged", first.revision)
    assert again.notes == ["The same text is there with its headline, which stays."]
    article = Article.objects.get()
    assert (article.title, article.published_on) == (TITLE, date(2024, 5, 2))
    assert verbs() == ["article.imported"]


def test_the_headline_is_the_title_that_was_read_though_an_editor_has_written_another():
    imported_batch(make_editor(), {"title": "Mine"}, url=PAGE)
    assert storing.import_draft(headless(), by=make_editor()).outcome == "unchanged"


@pytest.mark.parametrize(
    "other",
    [
        headless(verbatim=True),
        draft(f"Higher wall\n\n{WORDS}", title="Higher wall", url=PAGE),
        draft(WORDS.removesuffix("."), title_generated=True, url=PAGE),
    ],
    ids=["word for word", "another headline", "another text"],
)
def test_what_differs_in_more_than_a_missing_headline_is_a_new_revision(other):
    ann = make_editor()
    storing.import_draft(headed(), by=ann)
    assert storing.import_draft(other, by=ann).outcome == "revised"


def test_a_summary_makes_no_revision_of_a_text_that_is_there_in_full():
    imported_batch(make_editor(), url=PAGE)
    summary = draft("The wall will be raised.", title_generated=True, url=PAGE, partial=True)
    again = storing.import_draft(summary, by=make_editor())
    assert (again.outcome, again.revision.text) == ("unchanged", BODY)
    assert again.notes == ["This is a summary or a part only: the text that is there stays."]


def test_the_full_text_or_another_summary_is_a_revision_of_a_summary():
    summary = {"text": "The wall will be raised.", "title_generated": True, "partial": True}
    imported_batch(make_editor(), url=PAGE, **summary)
    imported_batch(make_editor(), url=PAGE, **{**summary, "text": "The wall is to be higher."})
    article = imported_batch(make_editor(), url=PAGE)
    assert [one.text for one in article.revisions.order_by("number")][1:] == [
        "The wall is to be higher.",
        BODY,
    ]


def test_a_first_paragraph_that_is_no_headline_is_missed():
    ann = make_editor()
    storing.import_draft(
        draft(f"Yes.\n\n{WORDS}", title="Yes", title_generated=True, url=PAGE), by=ann
    )
    assert storing.import_draft(headless(), by=ann).outcome == "revised"


def test_a_headline_that_was_missing_makes_a_revision_and_the_poorer_source_none_after_it():
    ann = make_editor()
    poor = headless(title="The council of Saltmere voted", byline="Ann Roe")
    outcomes = [storing.import_draft(one, by=ann).outcome for one in (poor, headed(), poor)]
    assert outcomes == ["imported", "revised", "unchanged"]
    article = Article.objects.get()
    assert (article.byline, article.latest_revision().text) == ("Ann Roe", BODY)


def test_the_same_text_with_more_details_fills_in_what_is_not_known():
    ann = make_editor()
    storing.import_draft(draft(byline="Ann Roe"), by=ann)
    more = {"url": PAGE, "published_on": date(2024, 5, 2), "byline": "Tom Vale", "language": "en"}
    imported = storing.import_draft(draft(**more), by=ann)
    assert imported.outcome == "unchanged"
    assert imported.notes == ["Filled in, since it was not known: address, language, published on."]
    article = Article.objects.get()
    assert (article.url, article.published_on) == (PAGE, date(2024, 5, 2))
    assert (article.byline, article.language) == ("Ann Roe", "en")
    assert verbs() == ["article.imported", "article.changed"]
    assert storing.import_draft(draft(**more), by=ann).notes == []


def test_a_stated_title_is_filled_in_for_a_generated_one():
    ann = make_editor()
    storing.import_draft(draft(title="The council of Saltmere voted", title_generated=True), by=ann)
    storing.import_draft(draft(title="The wall"), by=ann)
    article = Article.objects.get()
    assert (article.title, article.title_generated) == ("The wall", False)


def test_what_an_editor_has_emptied_is_not_filled_in_again():
    ann = make_editor()
    imported_batch(ann, byline="Ann Roe")
    details.edit_article(Article.objects.get(), {"byline": ""}, by=ann)
    assert imported_batch(ann, byline="Ann Roe").byline == ""


def test_a_detail_that_cannot_be_stored_does_not_refuse_a_text_that_is_there():
    ann = make_editor()
    storing.import_draft(draft(), by=ann)
    imported = storing.import_draft(draft(byline="b" * 301, published_on=date(2024, 5, 2)), by=ann)
    assert imported.outcome == "unchanged"
    assert imported.notes[0].startswith("Its details were not filled in: byline: ")
    assert Article.objects.get().published_on is None


def test_the_text_of_another_outlet_is_noted_on_the_item():
    imported_batch(make_editor(), outlet="Saltmere Post", title="The wall")
    ann = make_editor()
    (item,) = bulk.import_readings(ImportBatch(by=ann), [draft(outlet="Daily Gull")], by=ann)
    assert item.outcome == "imported"
    assert item.draft["notes"] == ["The same text stands in “The wall” of Saltmere Post."]


def test_a_spoken_text_keeps_its_moments_and_another_has_none():
    ann = make_editor()
    spoken = storing.import_draft(draft(timecodes=[[0, 1.5], [27, 4.0]]), by=ann).revision
    assert Revision.objects.get(pk=spoken.pk).timecodes == [[0, 1.5], [27, 4.0]]
    other = storing.import_draft(draft("Another text, that nobody spoke."), by=ann).revision
    assert Revision.objects.get(pk=other.pk).timecodes is None
