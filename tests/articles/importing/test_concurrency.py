"""Two imports of one text at the same moment make one article, on either engine."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from articles.importing import batches, intake, storing
from articles.importing.drafts import Draft
from articles.models import Article, ImportItem, Outlet, Revision
from articles.readers.files import File
from newsroom.models import Event
from tests.factories import make_editor

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 4


def all_at_once(work):
    """What `work` gives in several threads that begin together, each with its own connection."""
    begin = Barrier(AT_ONCE)

    def run(number):
        try:
            begin.wait(timeout=60)
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(run, range(AT_ONCE)))


@pytest.mark.parametrize("url", ["", "https://post.example/wall"])
def test_one_text_imported_at_once_is_one_article(url):
    ann = make_editor()

    def import_it(number):
        text = "The wall will hold, the mayor of Saltmere said."
        draft = Draft("wall.txt", text, "Wall", outlet="Gull", url=url, raw=text.encode())
        return storing.import_draft(draft, by=ann).outcome

    assert sorted(all_at_once(import_it)) == ["imported"] + ["unchanged"] * (AT_ONCE - 1)
    assert (Article.objects.count(), Revision.objects.count()) == (1, 1)
    assert (Outlet.objects.count(), Event.objects.count()) == (1, 1)


def test_other_texts_of_one_address_at_once_are_revisions_of_one_article():
    ann = make_editor()

    def import_it(number):
        text = f"The wall will hold for {number} years, the mayor said."
        url = "https://post.example/wall"
        draft = Draft("wall.txt", text, "Wall", url=url, raw=text.encode())
        return storing.import_draft(draft, by=ann).outcome

    assert sorted(all_at_once(import_it)) == ["imported"] + ["revised"] * (AT_ONCE - 1)
    numbers = Revision.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, AT_ONCE + 1))


def test_a_file_that_several_go_on_reading_at_once_is_read_once():
    texts = [f"Text number {number}." for number in range(30)]
    lines = "\n".join(json.dumps({"text": text}) for text in texts)
    batch = intake.open_batch([File.of("desk.jsonl", lines.encode())], by=make_editor(), until=0.0)
    all_at_once(lambda number: intake.continue_reading(batch))
    while not intake.is_read(batch):
        intake.continue_reading(batch)
    assert sorted(item.draft["text"] for item in batch.items.all()) == sorted(texts)


def test_a_batch_that_is_sent_twice_at_once_is_finished_once():
    ann = make_editor()
    files = [File.of(f"{number}.txt", f"Text number {number}.".encode()) for number in range(3)]
    batch = intake.open_batch(files, by=ann)
    all_at_once(lambda number: batches.finish_batch(batch, {}, set(), by=ann))
    assert Article.objects.count() == Event.objects.count() == 3
    assert set(ImportItem.objects.values_list("outcome", flat=True)) == {"imported"}
