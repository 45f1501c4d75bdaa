"""The command import_annotations."""

import io
import json
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from annotations.exchange.importing.own_csv import read_rows
from annotations.facts import lifecycle
from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import (
    Annotation,
    Disagreement,
    Fact,
    FactElsewhere,
    FactLink,
    Layer,
    Review,
)
from articles.models import Article, Revision
from newsroom.models import Event, User
from tests.factories import (
    TEXT,
    make_annotation,
    make_article,
    make_editor,
    make_fact,
    make_layer,
    make_link,
    make_revision,
    make_superuser,
)
from tests.paths import DATA
from tests.shared import INPUTS, needs_inputs

pytestmark = pytest.mark.django_db

CORPUS = DATA / "brat"
PEOPLE = ("--label-map", "Person=")


class Done:
    """What a run of the command said and how it ended."""

    def __init__(self, *arguments, form="brat"):
        out, err = io.StringIO(), io.StringIO()
        self.status = 0
        try:
            call_command(
                "import_annotations",
                *map(str, arguments),
                "--format",
                form,
                stdout=out,
                stderr=err,
            )
        except SystemExit as end:
            self.status = end.code
        self.lines = out.getvalue().splitlines()
        self.complaints = err.getvalue().splitlines()

    @property
    def last(self):
        return self.lines[-1]


@pytest.fixture
def pair(tmp_path):
    """Writes NAME.txt and NAME.ann into a folder called ada."""

    def write(text, *lines, name="wall", who="ada"):
        folder = tmp_path / who
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.txt").write_bytes(text.encode())
        (folder / f"{name}.ann").write_text("\n".join(lines), encoding="utf-8")
        return folder

    return write


def csv_rows(text):
    return list(read_rows(io.StringIO(text, newline="")))


def exported(path):
    call_command("export_annotations", "--layer", "editor", "--output", str(path))
    return csv_rows(path.read_text(encoding="utf-8"))


def test_a_folder_of_annotators_comes_in_whole():
    done = Done(CORPUS, *PEOPLE)
    assert done.last == "4 imported, 0 revised, 0 unchanged, 0 failed; 11 annotations, 0 refused"
    assert (done.status, done.complaints) == (0, [])
    assert Article.objects.count() == 2
    found = Layer.objects.submitted().values_list("editor__username", "editor__is_active")
    assert sorted(found) == [("ada", False)] * 2 + [("ben", False)] * 2
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_texts_are_kept_verbatim_and_every_span_is_anchored():
    Done(CORPUS, *PEOPLE)
    for revision in Revision.objects.all():
        assert any(path.read_bytes() == revision.text.encode() for path in CORPUS.glob("ada/*.txt"))
    for annotation in Annotation.objects.select_related("layer__revision"):
        text = annotation.layer.revision.text
        assert text[annotation.start : annotation.end] == annotation.exact
        assert text[: annotation.start].endswith(annotation.prefix)


def test_a_split_span_is_a_group_and_its_note_is_kept():
    Done(CORPUS, *PEOPLE)
    first, second = Annotation.objects.filter(span_group__isnull=False).order_by("start")
    assert first.span_group == second.span_group
    assert (first.exact, second.exact) == (
        "“We lost too many mornings to fog,”",
        "“and we will lose no more.”",
    )
    assert (first.note, second.note) == ("Split by the speaker tag", "")


def test_what_is_left_aside_is_told():
    done = Done(CORPUS / "ada", *PEOPLE)
    assert "skipped: attributes 1, relations 1, spans “Person” 1" in " ".join(done.lines)


def test_the_same_files_again_change_nothing():
    Done(CORPUS, *PEOPLE)
    before = list(Annotation.objects.order_by("pk").values())
    done = Done(CORPUS, *PEOPLE)
    assert done.last == "0 imported, 0 revised, 4 unchanged, 0 failed; 0 annotations, 0 refused"
    assert list(Annotation.objects.order_by("pk").values()) == before
    assert (Article.objects.count(), Layer.objects.count()) == (2, 4)


def test_a_further_annotator_joins_the_revision():
    Done(CORPUS, *PEOPLE)
    done = Done(CORPUS / "ada", *PEOPLE, "--editor", "cleo")
    assert done.status == 0
    assert Revision.objects.count() == 2
    assert set(Layer.objects.values_list("letter", flat=True)) == {"A", "B", "C"}


def test_the_editor_may_be_named_and_may_be_there_already():
    make_editor("ada", first_name="Ada", last_name="Okonkwo")
    Done(CORPUS / "ada", *PEOPLE, "--editor", "Ada Okonkwo")
    assert {layer.editor.username for layer in Layer.objects.all()} == {"ada"}
    Done(CORPUS / "ben", *PEOPLE, "--editor", "Ben the Second")
    ben = User.objects.get(first_name="Ben the Second")
    assert (ben.username, str(ben), ben.is_active) == ("Ben-the-Second", "Ben the Second", False)


def test_two_people_of_one_name_are_not_guessed_between():
    for number in (1, 2):
        make_editor(f"ada{number}", first_name="Ada", last_name="Okonkwo")
    done = Done(CORPUS / "ada", *PEOPLE, "--editor", "Ada Okonkwo")
    assert done.status == 1
    assert "several people are called “Ada Okonkwo”" in done.complaints[0]


def test_a_file_is_of_the_annotator_whose_folder_it_is_in():
    Done(CORPUS / "ada" / "mill.ann", *PEOPLE)
    Done(CORPUS / "ben" / "mill.txt", *PEOPLE)
    assert sorted(Layer.objects.values_list("editor__username", flat=True)) == ["ada", "ben"]


def test_every_refused_span_is_named_and_its_layer_stays_out_whole(pair):
    folder = pair(
        TEXT,
        "T1\tClaim 0 7\tCouncil",
        "T2\tClaim 0 7\tCouncil",
        "T3\tClaim 7 8\t ",
        "T4\tClaim 8 13\tbacks?",
        "T5\tClaim 8 9999\tbacks",
        "T6\tPerson 8 13\tbacks",
    )
    done = Done(folder)
    assert done.status == 1
    assert done.last == "0 imported, 0 revised, 0 unchanged, 1 failed; 0 annotations, 5 refused"
    named = {line.split(": ")[1]: line for line in done.complaints if ": T" in line}
    assert set(named) == {"T2", "T3", "T4", "T5", "T6"}
    assert all(line.startswith(f"{folder / 'wall.ann'}: ") for line in done.complaints)
    assert "already (T1)" in named["T2"]
    assert "not with a space" in named["T3"]
    assert '"backs", not "backs?"' in named["T4"]
    assert (Article.objects.count(), Layer.objects.count(), User.objects.count()) == (0, 0, 1)


def test_bad_spans_are_skipped_on_demand_and_still_named(pair):
    folder = pair(TEXT, "T1\tClaim 0 7\tCouncil", "T3\tClaim 7 13\t hacks")
    done = Done(folder, "--skip-bad-spans")
    assert done.status == 0
    assert done.last == "1 imported, 0 revised, 0 unchanged, 0 failed; 1 annotations, 1 refused"
    assert len(done.complaints) == 1
    again = Done(folder, "--skip-bad-spans")
    assert again.last.startswith("0 imported, 0 revised, 1 unchanged, 0 failed")


def test_one_failing_layer_does_not_keep_the_others_out(pair):
    pair(TEXT, "T1\tClaim 0 7\tCouncil", name="good")
    folder = pair(TEXT + " Again.", "T1\tClaim 0 7\tAnother", name="bad")
    done = Done(folder)
    assert (done.status, Layer.objects.count()) == (1, 1)
    assert done.last == "1 imported, 0 revised, 0 unchanged, 1 failed; 1 annotations, 1 refused"


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (lambda folder: (folder / "wall.txt").unlink(), "there is no wall.txt beside it"),
        (lambda folder: (folder / "wall.txt").write_bytes(b"a\x0bb"), "a control character"),
        (lambda folder: (folder / "wall.txt").write_bytes(b""), "empty"),
        (lambda folder: (folder / "wall.ann").write_bytes(b"%PDF-1.7"), "a PDF document"),
    ],
)
def test_a_pair_that_cannot_be_read_is_named(pair, prepare, words):
    folder = pair(TEXT, "")
    prepare(folder)
    done = Done(folder)
    assert done.status == 1
    assert done.complaints[0].startswith(f"{folder / 'wall.ann'}: ")
    assert words in done.complaints[0]
    assert Article.objects.count() == 0


def test_other_work_of_the_same_editor_is_not_overwritten(pair):
    Done(pair(TEXT, "T1\tClaim 0 7\tCouncil"))
    done = Done(pair(TEXT, "T1\tClaim 8 13\tbacks"))
    assert done.status == 1
    assert "ada reads this text already" in done.complaints[0]
    assert [one.exact for one in Annotation.objects.all()] == ["Council"]


def test_an_assigned_layer_that_was_not_begun_is_filled(pair):
    article = make_article()
    layer = layer_lifecycle.assign(
        article.latest_revision(), make_editor("ada"), by=make_superuser()
    )
    assert Done(pair(TEXT, "T1\tClaim 0 7\tCouncil")).status == 0
    layer.refresh_from_db()
    assert layer.is_submitted
    assert Article.objects.count() == 1


def test_an_archived_article_takes_no_layer_and_is_not_joined(pair):
    archived = make_article()
    archived.archived_at = timezone.now()
    archived.save()
    done = Done(pair(TEXT, "T1\tClaim 0 7\tCouncil"))
    assert done.status == 1
    assert Layer.objects.count() == 0


def test_the_history_says_who_brought_in_what(pair):
    operator = make_superuser("operator")
    Done(pair(TEXT, "T1\tClaim 0 7\tCouncil"))
    verbs = list(Event.objects.order_by("pk").values_list("verb", "actor__username"))
    expected = ("article.imported", "user.added", "layer.brought_in", "annotation.added")
    assert verbs[:5] == [(verb, operator.username) for verb in (*expected, "layer.submitted")]
    added = Event.objects.get(verb="annotation.added")
    assert added.detail["new"]["exact"] == "Council"


def test_a_corpus_of_two_annotators_opens_its_reviews():
    Done(CORPUS / "ada", *PEOPLE)
    assert not Review.objects.exists()
    Done(CORPUS / "ben", *PEOPLE)
    assert Review.objects.count() == 2
    assert Disagreement.objects.filter(kind="boundary").count() == 1


def test_a_corpus_of_two_annotators_comes_in_whole_where_one_layer_is_enough(settings):
    settings.LAYERS_NEEDED = 1
    done = Done(CORPUS, *PEOPLE)
    assert done.last == "4 imported, 0 revised, 0 unchanged, 0 failed; 11 annotations, 0 refused"
    assert Review.objects.count() == 2
    assert Disagreement.objects.filter(kind="boundary").count() == 1


def test_where_one_layer_is_enough_a_later_run_finds_the_text_final(settings):
    settings.LAYERS_NEEDED = 1
    Done(CORPUS / "ada", *PEOPLE)
    assert Review.objects.exclude(closed_at=None).count() == 2
    done = Done(CORPUS / "ben", *PEOPLE)
    assert done.last.startswith("0 imported, 0 revised, 0 unchanged, 2 failed")
    assert not Layer.objects.filter(editor__username="ben").exists()


def test_a_run_that_was_broken_off_is_made_good_by_the_next(monkeypatch):
    monkeypatch.setattr("annotations.exchange.importing.store.open_reviews", lambda *_, **__: None)
    Done(CORPUS, *PEOPLE)
    assert not Review.objects.exists()
    monkeypatch.undo()
    done = Done(CORPUS, *PEOPLE)
    assert done.last.startswith("0 imported, 0 revised, 4 unchanged, 0 failed")
    assert Review.objects.count() == 2


def test_the_review_of_an_archived_text_is_not_opened(monkeypatch, tmp_path):
    monkeypatch.setattr("annotations.exchange.importing.store.open_reviews", lambda *_, **__: None)
    Done(CORPUS, *PEOPLE)
    monkeypatch.undo()
    exported(tmp_path / "all.csv")
    Article.objects.update(archived_at=timezone.now())
    done = Done(tmp_path / "all.csv", form="csv")
    assert done.last.startswith("0 imported, 0 revised, 3 unchanged, 0 failed")
    assert not Review.objects.exists()


def test_a_text_whose_review_is_closed_takes_no_further_annotator():
    Done(CORPUS, *PEOPLE)
    Review.objects.update(closed_at=timezone.now())
    done = Done(CORPUS / "ada", *PEOPLE, "--editor", "cleo")
    assert done.last.startswith("0 imported, 0 revised, 0 unchanged, 2 failed")
    assert not User.objects.filter(username="cleo").exists()
    again = Done(CORPUS, *PEOPLE)
    assert again.last.startswith("0 imported, 0 revised, 4 unchanged, 0 failed")


def test_the_csv_of_the_export_comes_back_with_equal_rows(tmp_path):
    article = make_article(url="https://harbour.example/wall")
    for name in ("ada", "ben"):
        editor = make_editor(name, first_name=name.title(), last_name="=Okonkwo")
        layer = make_layer(revision=article.latest_revision(), editor=editor, submitted=True)
        first = make_annotation(layer=layer, exact="the mayor", label="quote", note="=1+1")
        first.span_group = first.pk
        first.origin, first.suggestions_shown = "changed", True
        first.save()
        make_annotation(
            layer=layer,
            label="statistic",
            value=48_000_000,
            unit="USD",
            origin="own",
            suggestions_shown=False,
        )
        make_annotation(
            layer=layer, exact="Council", label="quote", span_group=first.pk, attributed_to="'+x"
        )
    before = exported(tmp_path / "a.csv")
    assert len(before) == 6
    wipe()
    moved = make_article(text="Something else", url="https://harbour.example/other")
    assert moved.pk != article.pk
    done = Done(tmp_path / "a.csv", form="csv")
    assert done.last == "2 imported, 0 revised, 0 unchanged, 0 failed; 6 annotations, 0 refused"
    after = exported(tmp_path / "b.csv")
    statuses = [row.pop("status") for row in before + after]
    assert set(statuses) <= {"submitted", "agreed", "disputed"}
    key = lambda row: row["annotation_id"]  # noqa: E731
    assert sorted(after, key=key) == sorted(before, key=key)


def wipe():
    """All layers and editors gone, as in another database that has the same articles."""
    Annotation.objects.all().delete()
    Layer.objects.all().delete()
    User.objects.filter(username__in=["ada", "ben"]).delete()


def csv_of(path, **columns):
    columns = {"label": "claim", "start": "0", "end": "7", "exact": "Council"} | columns
    path.write_text(f"{','.join(columns)}\n{','.join(columns.values())}\n", encoding="utf-8")
    return path


def test_an_article_is_found_by_its_address_whatever_its_id(tmp_path):
    article = make_article(url="https://harbour.example/wall")
    other = make_article(url="https://harbour.example/other")
    file = csv_of(
        tmp_path / "a.csv", article_url=article.url, article_id=str(other.pk), editor="ada"
    )
    assert Done(file, form="csv").status == 0
    assert Layer.objects.get().revision.article == article


def test_an_article_is_found_by_another_spelling_of_its_address(tmp_path):
    article = make_article(url="https://harbour.example/wall")
    spelled = "http://www.harbour.example/wall/?utm_source=desk"
    assert (
        Done(csv_of(tmp_path / "a.csv", article_url=spelled, editor="ada"), form="csv").status == 0
    )
    assert Layer.objects.get().revision.article == article


def test_by_its_id_an_article_is_found_only_where_the_words_are_there(tmp_path):
    article = make_article()
    other = make_article(text="Quite another text")
    good = csv_of(tmp_path / "a.csv", article_id=str(article.pk), editor="ada")
    bad = csv_of(tmp_path / "b.csv", article_id=str(other.pk), editor="ada")
    assert Done(good, form="csv").status == 0
    done = Done(bad, form="csv")
    assert done.status == 1
    assert "has other words" in done.complaints[0]
    assert Layer.objects.get().revision.article == article


def test_an_address_that_is_not_known_does_not_mean_an_article_of_another_address(tmp_path):
    article = make_article(url="https://harbour.example/wall")
    file = csv_of(
        tmp_path / "a.csv",
        article_id=str(article.pk),
        article_url="https://harbour.example/gone",
        editor="ada",
    )
    done = Done(file, form="csv")
    assert done.status == 1
    assert "there is no such article here" in done.complaints[0]


def test_the_revision_is_the_one_that_holds_the_words(tmp_path):
    article = make_article(url="https://harbour.example/wall")
    newer = make_revision(article, text="The Council backs sea wall")
    file = csv_of(tmp_path / "a.csv", article_url=article.url, revision="2", editor="ada")
    Done(file, form="csv")
    assert Layer.objects.get().revision.number == 1
    file = csv_of(
        tmp_path / "b.csv", article_url=article.url, start="4", end="11", revision="9", editor="b"
    )
    Done(file, form="csv")
    assert Layer.objects.get(editor__username="b").revision == newer


def test_an_id_that_is_taken_is_refused_by_row(tmp_path):
    taken = make_annotation()
    article = make_article(url="https://harbour.example/wall")
    file = csv_of(
        tmp_path / "a.csv", article_url=article.url, editor="ada", annotation_id=str(taken.pk)
    )
    done = Done(file, form="csv")
    assert done.status == 1
    assert f"{file}" in done.complaints[0]
    assert "line 2: another annotation has its id" in done.complaints[0]


@pytest.mark.parametrize(
    ("delimiter", "encoding", "behind"),
    [
        (";", "utf-8-sig", ""),
        ("\t", "utf-16", ""),
        (",", "utf-8", ",,,,,\n,,,,,\n"),
        (",", "utf-8", "\n\n"),
        (";", "cp1252", ";;;;;\n"),
    ],
)
def test_a_table_is_read_as_spreadsheets_write_it(tmp_path, delimiter, encoding, behind):
    article = make_article(url="https://harbour.example/wall")
    file = csv_of(tmp_path / "a.csv", article_url=article.url, editor="ada", note="au café")
    text = file.read_text(encoding="utf-8").replace(",", delimiter) + behind
    file.write_bytes(text.encode(encoding))
    done = Done(file, form="csv")
    assert (done.status, done.complaints) == (0, [])
    assert Annotation.objects.get().note == "au café"
    assert any("not UTF-8" in line for line in done.lines) == (encoding == "cp1252")


def test_names_of_columns_are_known_in_capitals_too(tmp_path):
    article = make_article(url="https://harbour.example/wall")
    text = f" Label ,START,End,Exact,Article_URL,Editor,\nclaim,0,7,Council,{article.url},ada,\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    assert Done(tmp_path / "a.csv", form="csv").status == 0


def test_a_broken_row_refuses_the_layers_round_it_by_its_line(tmp_path):
    file = csv_of(tmp_path / "a.csv", article_id="1", editor="ada")
    file.write_text(file.read_text(encoding="utf-8") + "claim,0,7\n", encoding="utf-8")
    done = Done(file, form="csv")
    assert done.status == 1
    assert "line 3: 3 cells where the header has 6" in done.complaints[0]
    assert "import it first" in done.complaints[1]
    assert not Layer.objects.exists()


def test_an_open_layer_is_brought_in_open(tmp_path):
    article = make_article(url="https://harbour.example/wall")
    file = csv_of(tmp_path / "a.csv", article_url=article.url, editor="ada", status="open")
    Done(file, form="csv")
    assert Layer.objects.get().is_open


def test_a_table_without_editors_needs_a_name(tmp_path):
    article = make_article()
    file = csv_of(tmp_path / "a.csv", article_id=str(article.pk))
    assert "name one with --editor" in Done(file, form="csv").complaints[0]
    assert Done(file, "--editor", "ada", form="csv").status == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"\x00\x01\x02\x03\x04\x05", "binary data"), (b"text\nGo\n", "no column label")],
)
def test_what_is_no_table_of_ours_is_named(tmp_path, content, words):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    done = Done(path, form="csv")
    assert done.status == 1
    assert done.complaints[0].startswith(f"{path}: ")
    assert words in done.complaints[0]


def test_doccano_files_are_of_whom_they_are_named_after(tmp_path):
    for name in ("ada", "ben"):
        record = {"text": TEXT, "label": [[0, 7, "Claim"]]}
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(record), encoding="utf-8")
    done = Done(tmp_path, form="doccano")
    assert done.last == "2 imported, 0 revised, 0 unchanged, 0 failed; 2 annotations, 0 refused"
    assert Article.objects.count() == 1
    assert Revision.objects.get().text == TEXT
    assert sorted(Layer.objects.values_list("editor__username", flat=True)) == ["ada", "ben"]
    again = Done(tmp_path, form="doccano")
    assert again.last.startswith("0 imported, 0 revised, 2 unchanged, 0 failed")


def test_label_studio_comes_in_with_a_layer_for_each_annotation(tmp_path):
    value = {"start": 0, "end": 7, "text": "Council", "labels": ["Claim"]}
    annotations = [
        {"completed_by": who, "result": [{"type": "labels", "value": value}]} for who in (1, 2)
    ]
    path = tmp_path / "export.json"
    path.write_text(json.dumps([{"data": {"text": TEXT}, "annotations": annotations}]))
    done = Done(path, form="labelstudio")
    assert (done.status, Layer.objects.submitted().count()) == (0, 2)
    assert [one.exact for one in Annotation.objects.all()] == ["Council", "Council"]


def test_our_web_annotations_come_back(tmp_path):
    article = make_article(url="https://harbour.example/wall")
    layer = make_layer(
        revision=article.latest_revision(), editor=make_editor("ada"), submitted=True
    )
    make_annotation(layer=layer, label="statistic", value=48_000_000, unit="USD", note="rounded")
    before = exported(tmp_path / "a.csv")
    path = tmp_path / "a.jsonld"
    call_command("export_annotations", "--format", "webannotation", "--output", str(path))
    wipe()
    done = Done(path, form="webannotation")
    assert (done.status, done.complaints) == (0, [])
    assert exported(tmp_path / "b.csv") == before


def linked_layer():
    """A submitted layer with an annotation that leans on two facts."""
    article = make_article(url="https://harbour.example/wall")
    layer = make_layer(revision=article.latest_revision(), editor=make_editor("ada"))
    annotation = make_annotation(layer=layer, label="claim")
    for statement, relation in (("It rained.", "supports"), ("It snowed.", "contradicts")):
        make_link(annotation=annotation, fact=make_fact(statement), relation=relation)
    layer_lifecycle.submit(layer, by=layer.editor)


def links_here():
    links = FactLink.objects.current().select_related("version")
    return sorted((link.version.statement, link.relation) for link in links)


def as_at_another_desk(path, form, *, facts=()):
    """Export what is linked, and go on where the facts have other numbers or are not there."""
    call_command("export_annotations", "--format", form, "--output", str(path))
    FactLink.objects.all().delete()
    Annotation.objects.all().delete()
    Layer.objects.all().delete()
    numbers = dict(Fact.objects.values_list("versions__statement", "pk"))
    with connection.cursor() as cursor:
        for table in ("source", "factversion", "fact"):
            cursor.execute(f"DELETE FROM annotations_{table}")
    # Other facts have the numbers now that the file names.
    for number in numbers.values():
        lifecycle.record_fact(statement="Another.", sources=[], by=make_editor(), number=number)
    call_command("import_facts", str(facts), stdout=io.StringIO()) if facts else None


@pytest.mark.parametrize("form", ["csv", "webannotation"])
def test_links_are_to_the_same_facts_at_another_desk_whatever_their_numbers(tmp_path, form):
    linked_layer()
    before = links_here()
    call_command("export_facts", "--output", str(tmp_path / "facts.csv"))
    as_at_another_desk(tmp_path / "a.x", form, facts=tmp_path / "facts.csv")
    done = Done(tmp_path / "a.x", form=form)
    assert (done.status, done.complaints) == (0, [])
    assert links_here() == before
    link = FactLink.objects.first()
    assert link.linked_by.username == "ada"
    assert FactLink.objects.at_submission().count() == 2
    again = Done(tmp_path / "a.x", form=form)
    assert again.last.startswith("0 imported, 0 revised, 1 unchanged, 0 failed")
    assert not any("links skipped" in line for line in again.lines)


@pytest.mark.parametrize("form", ["csv", "webannotation"])
def test_links_to_facts_that_are_not_here_are_told_and_lead_to_no_other(tmp_path, form):
    linked_layer()
    call_command("export_facts", "--output", str(tmp_path / "facts.csv"))
    as_at_another_desk(tmp_path / "a.x", form)
    done = Done(tmp_path / "a.x", form=form)
    assert done.status == 0
    assert any("links skipped: 2 of facts that are not here" in line for line in done.lines)
    assert not FactLink.objects.exists()
    call_command("import_facts", str(tmp_path / "facts.csv"), stdout=io.StringIO())
    again = Done(tmp_path / "a.x", form=form)
    assert any("links skipped: 2, since this reading is here" in line for line in again.lines)


@pytest.mark.parametrize("form", ["csv", "webannotation"])
def test_links_find_a_fact_that_both_desks_had_recorded(tmp_path, form):
    linked_layer()
    before = links_here()
    facts, path = tmp_path / "facts.csv", tmp_path / "a.x"
    call_command("export_facts", "--output", str(facts))
    as_at_another_desk(path, form)
    own = make_fact("It rained.")
    out = io.StringIO()
    call_command("import_facts", str(facts), stdout=out)
    assert out.getvalue().endswith("1 imported, 0 revised, 1 unchanged, 0 failed\n")
    assert Done(path, form=form).status == 0
    assert links_here() == before
    assert own.links.count() == 1
    facts.write_text(facts.read_text(encoding="utf-8").replace("It rained.", "It hailed."))
    call_command("import_facts", str(facts), stdout=out)
    assert out.getvalue().endswith("0 imported, 1 revised, 1 unchanged, 0 failed\n")
    assert own.versions.count() == 2


def test_two_facts_there_that_are_one_here_are_linked_once(tmp_path):
    linked_layer()
    exported(tmp_path / "a.csv")
    kept, other = Fact.objects.order_by("pk")
    FactLink.objects.all().delete()
    Annotation.objects.all().delete()
    Layer.objects.all().delete()
    gone = other.stable_id
    Fact.objects.filter(pk=other.pk).update(stable_id=uuid4())
    FactElsewhere.objects.create(stable_id=gone, fact=kept)
    done = Done(tmp_path / "a.csv", form="csv")
    assert done.status == 0
    assert FactLink.objects.get().fact == kept
    assert any("the words are linked already" in line for line in done.lines)


def test_a_link_to_a_retired_fact_is_told(tmp_path):
    linked_layer()
    exported(tmp_path / "a.csv")
    FactLink.objects.all().delete()
    Annotation.objects.all().delete()
    Layer.objects.all().delete()
    fact = Fact.objects.first()
    lifecycle.retire_fact(fact, by=make_superuser(), reason="x")
    done = Done(tmp_path / "a.csv", form="csv")
    assert any(f"links skipped: 1 of #{fact.pk}, which is retired" in one for one in done.lines)
    assert FactLink.objects.count() == 1


@pytest.mark.parametrize("form", ["doccano", "labelstudio", "webannotation"])
def test_a_file_that_is_no_json_is_named(tmp_path, form):
    path = tmp_path / "a.json"
    path.write_text("nothing of the kind")
    done = Done(path, form=form)
    assert done.status == 1
    assert done.complaints[0].startswith(f"{path}: line 1 is no JSON")


def doccano(path, *records):
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return path


def exact_words():
    return sorted(annotation.exact for annotation in Annotation.objects.all())


def test_white_space_at_the_edges_is_left_out_and_told(tmp_path):
    text = "  The council of Gorm cut the budget. "
    record = {"text": text, "label": [[1, 13, "claim"], [22, 38, "claim"], [0, 2, "quote"]]}
    path = doccano(tmp_path / "ada.jsonl", record)
    done = Done(path, form="doccano")
    assert "ada.jsonl:1: label 3: " in done.complaints[0]
    done = Done(path, "--skip-bad-spans", form="doccano")
    assert exact_words() == ["The council", "cut the budget."]
    assert any("edges was left out of label 1, label 2" in line for line in done.lines)
    again = Done(path, "--skip-bad-spans", form="doccano")
    assert again.last.startswith("0 imported, 0 revised, 1 unchanged, 0 failed")


def test_edges_of_a_brat_span_are_trimmed_too(pair):
    assert Done(pair(TEXT, "T3\tClaim 7 13\t backs")).status == 0
    assert exact_words() == ["backs"]


def test_a_corpus_with_line_ends_of_two_characters_joins_the_text_and_keeps_what_came(tmp_path):
    article = make_article(text="One.\nTwo 🙂 three.")
    folder = tmp_path / "ada"
    folder.mkdir()
    (folder / "a.txt").write_bytes("One.\r\nTwo 🙂 three.".encode())
    (folder / "a.ann").write_text("T1\tClaim 12 17\tthree", encoding="utf-8")
    done = Done(folder)
    assert (done.status, done.complaints) == (0, [])
    assert any("line ends" in line for line in done.lines)
    assert Layer.objects.get().revision.article == article
    (folder / "a.txt").write_bytes(b"Four.\r\nFive.")
    (folder / "a.ann").write_text("T1\tClaim 7 11\tFive", encoding="utf-8")
    assert Done(folder).status == 0
    assert bytes(Revision.objects.get(text="Four.\nFive.").raw) == b"Four.\r\nFive."


def test_one_bad_record_fails_alone(tmp_path):
    good = {"text": TEXT, "label": [[0, 7, "Claim"]]}
    path = doccano(tmp_path / "ada.jsonl", good, {"text": ""}, {**good, "text": TEXT + "!"})
    done = Done(path, form="doccano")
    assert done.last == "2 imported, 0 revised, 0 unchanged, 1 failed; 2 annotations, 0 refused"
    assert done.status == 1
    assert done.complaints == [f"{path}:2: it has no text in “text”"]


@pytest.mark.parametrize(
    ("form", "content"),
    [
        ("doccano", {"text": TEXT, "label": ["positive"]}),
        ("doccano", {"text": TEXT, "label": "positive"}),
        ("doccano", {"text": TEXT, "label": [[0, 9999, "claim"]]}),
        ("doccano", {"text": TEXT}),
        (
            "labelstudio",
            {
                "data": {"text": TEXT},
                "annotations": [
                    {
                        "completed_by": 1,
                        "result": [{"type": "choices", "value": {"choices": ["Yes"]}}],
                    }
                ],
            },
        ),
        (
            "labelstudio",
            {
                "data": {"text": TEXT},
                "annotations": [
                    {
                        "completed_by": 1,
                        "result": [{"type": "hypertextlabels", "value": {"start": "/p"}}],
                    }
                ],
            },
        ),
        ("labelstudio", {"text": TEXT, "annotator": 1, "mood": {"choices": ["Yes"]}}),
        ("brat", "% nothing of brat"),
        ("brat", "T1\tClaim 0 9999\tCouncil"),
        ("brat", "T1 Claim 0 7 Council"),
        ("csv", "label,start,end,exact,editor,article_id\nclaim,x,7,Council,ada,1\n"),
        ("csv", "label,start,end,exact,editor,article_id\nclaim,0,7,Dragons,ada,1\n"),
        (
            "webannotation",
            {"creator": "ada", "body": "claim", "target": "https://harbour.example/wall"},
        ),
    ],
)
@pytest.mark.parametrize("how", [(), ("--skip-bad-spans",)])
def test_what_cannot_be_read_never_says_that_there_is_nothing_to_mark(tmp_path, form, content, how):
    make_article(url="https://harbour.example/wall", pk=1)
    content = content if isinstance(content, str) else json.dumps(content)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.ann").write_text(content, encoding="utf-8")
    done = Done(tmp_path / "a.ann", *how, form=form)
    assert done.status == 1
    assert done.complaints
    assert not Layer.objects.exists()


def test_a_map_that_names_no_label_of_the_files_makes_no_empty_layers(tmp_path):
    path = doccano(tmp_path / "ada.jsonl", {"text": TEXT, "label": [[0, 7, "Person"]]})
    with pytest.raises(CommandError) as refusal:
        Done(path, "--label-map", "Persn=claim", form="doccano")
    assert refusal.value.returncode == 2
    assert "called Persn" in str(refusal.value)
    assert "labels “Person”" in str(refusal.value)
    assert Done(path, "--label-map", "Claim=claim,Person=", form="doccano").status == 0
    assert not Annotation.objects.exists()


@pytest.mark.parametrize("name", ["ada.txt", "ada", "ada.JSON", "ada.export"])
def test_a_file_that_is_named_is_read_whatever_its_ending(tmp_path, name):
    path = doccano(tmp_path / name, {"text": TEXT, "label": [[0, 7, "Claim"]]})
    assert Done(path, form="doccano").status == 0
    assert Layer.objects.get().editor.username == "ada"


def test_of_a_folder_only_files_of_the_format_are_read(tmp_path):
    article = make_article(url="https://harbour.example/wall")
    csv_of(tmp_path / "a.CSV", article_url=article.url, editor="ada")
    (tmp_path / "README").write_text("Who did this")
    assert Done(tmp_path, form="csv").last.startswith("1 imported, 0 revised, 0 unchanged, 0 fail")


def test_a_pair_may_have_other_endings(tmp_path):
    (tmp_path / "wall.TXT").write_text(TEXT, encoding="utf-8")
    for name in ("wall.a1", "wall.ANN"):
        (tmp_path / name).write_text("T1\tClaim 0 7\tCouncil", encoding="utf-8")
    assert Done(tmp_path / "wall.a1", "--editor", "ada").status == 0
    assert Done(tmp_path, "--editor", "ben").status == 0
    assert Layer.objects.count() == 2


def test_who_is_whom_can_be_said(tmp_path):
    ada = make_editor("ada", first_name="Ada", last_name="Okonkwo")
    path = doccano(tmp_path / "admin.jsonl", {"text": TEXT, "label": [[0, 7, "Claim"]]})
    with pytest.raises(CommandError) as refusal:
        Done(path, "--editor-map", "amdin=ada", form="doccano")
    assert "nobody is called amdin in these files, but: admin" in str(refusal.value)
    assert Done(path, "--editor-map", "admin=ada", form="doccano").status == 0
    assert Layer.objects.get().editor == ada


def test_letters_that_stand_for_names_are_nobody_until_somebody_says_who(tmp_path):
    article = make_article(url="https://harbour.example/wall")
    file = csv_of(tmp_path / "a.csv", article_url=article.url, editor="Editor B")
    done = Done(file, form="csv")
    assert done.status == 1
    assert "“Editor B” stands for another person in each article" in done.complaints[0]
    assert Done(file, "--editor-map", "Editor B=ben", form="csv").status == 0
    assert Layer.objects.get().editor.username == "ben"


def test_the_text_of_a_record_and_what_its_numbers_count_can_be_said(tmp_path):
    path = doccano(tmp_path / "ada.jsonl", {"body": "📉 Council", "label": [[3, 10, "Claim"]]})
    assert "--text-field may name one of body" in Done(path, form="doccano").complaints[0]
    said = ("--text-field", "body", "--offsets", "utf-16")
    assert Done(path, *said, form="doccano").status == 0
    assert exact_words() == ["Council"]
    with pytest.raises(CommandError):
        Done(path, "--text-field", "body", form="brat")
    with pytest.raises(CommandError):
        Done(path, "--offsets", "inches", form="doccano")


@pytest.mark.parametrize("by", ["article_id", "article_url"])
def test_a_table_that_counts_units_of_utf_16_is_read_by_its_words(tmp_path, by):
    article = make_article(text="📉 Council backs wall", url="https://harbour.example/wall")
    which = {"article_id": str(article.pk), "article_url": article.url}
    file = csv_of(tmp_path / "a.csv", **{by: which[by]}, editor="ada", start="3", end="10")
    done = Done(file, form="csv")
    assert (done.status, done.complaints) == (0, [])
    assert Annotation.objects.get().start == 2
    assert any("UTF-16" in line for line in done.lines)


def test_words_that_stand_elsewhere_are_refused_with_their_place(tmp_path):
    article = make_article(url="https://harbour.example/wall")
    file = csv_of(tmp_path / "a.csv", article_url=article.url, editor="a", start="1", end="8")
    done = Done(file, form="csv")
    assert 'not "Council"; those stand at 0 to 7' in done.complaints[0]


def test_a_moment_that_was_rewritten_is_the_reason_and_not_the_words(tmp_path):
    article = make_article()
    columns = {"article_id": str(article.pk), "editor": "ada", "created_at": "29/11/2026 01:51"}
    done = Done(csv_of(tmp_path / "a.csv", **columns), form="csv")
    assert done.status == 1
    assert "created_at is “29/11/2026 01:51”" in done.complaints[0]
    assert not any("other words" in line for line in done.complaints)


def test_an_encoding_that_had_to_be_guessed_is_told(pair, tmp_path):
    folder = pair("Das Café hat geöffnet, sagt Bürgermeister Müller.", "T1\tClaim 4 8\tCafé")
    for name in ("wall.txt", "wall.ann"):
        path = folder / name
        path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))
    done = Done(folder)
    assert done.status == 0
    assert any("not UTF-8" in line for line in done.lines)


@needs_inputs
@pytest.mark.parametrize(
    ("name", "last", "words"),
    [
        (
            "doccano/utf16-offsets.jsonl",
            "1 imported, 0 revised, 0 unchanged, 0 failed; 4 annotations, 0 refused",
            "a guess by the edges",
        ),
        (
            "doccano/one-empty.jsonl",
            "2 imported, 0 revised, 0 unchanged, 1 failed; 2 annotations, 0 refused",
            "one-empty.jsonl:2: it has no text",
        ),
        (
            "doccano/edge-spaces.jsonl",
            "1 imported, 0 revised, 0 unchanged, 0 failed; 2 annotations, 0 refused",
            "white space at the edges",
        ),
        (
            "doccano/crlf.jsonl",
            "1 imported, 0 revised, 0 unchanged, 0 failed; 1 annotations, 0 refused",
            "line ends",
        ),
        (
            "doccano/member-data.jsonl",
            "1 imported, 0 revised, 0 unchanged, 0 failed; 1 annotations, 0 refused",
            "",
        ),
        (
            "labelstudio/choices-only.json",
            "0 imported, 0 revised, 0 unchanged, 1 failed; 0 annotations, 0 refused",
            "does not say that there is nothing to mark",
        ),
        (
            "labelstudio/html-regions.json",
            "0 imported, 0 revised, 0 unchanged, 1 failed; 0 annotations, 0 refused",
            "HTML",
        ),
        (
            "labelstudio/two-texts.json",
            "0 imported, 0 revised, 0 unchanged, 2 failed; 0 annotations, 0 refused",
            "several texts: say by --text-field which of body, title",
        ),
    ],
)
def test_the_files_of_other_programs_come_in_or_say_why_not(name, last, words):
    done = Done(INPUTS / "data" / name, form=name.partition("/")[0])
    assert done.last == last
    assert any(words in line for line in [*done.lines, *done.complaints])


@needs_inputs
def test_two_texts_are_told_apart_by_the_name_of_the_member():
    path = INPUTS / "data" / "labelstudio" / "two-texts.json"
    done = Done(path, "--text-field", "body", form="labelstudio")
    assert done.last.startswith("1 imported, 0 revised, 0 unchanged, 1 failed; 1 annotations")


@needs_inputs
@pytest.mark.parametrize(
    "name", ["as-exported.csv", "semicolons.csv", "trailing-commas.csv", "dates-rewritten.csv"]
)
def test_tables_that_went_through_a_spreadsheet_come_in_or_say_why_not(name):
    folder = INPUTS / "data" / "annotations-csv"
    call_command("import_articles", str(folder / "article.jsonl"), stdout=io.StringIO())
    done = Done(folder / name, form="csv")
    if name == "dates-rewritten.csv":
        assert done.status == 1
        assert "which is no moment" in done.complaints[0]
        assert not any("other words" in line for line in done.complaints)
    else:
        assert done.last.startswith("1 imported, 0 revised, 0 unchanged, 0 failed; 2 annotations")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--format", "brat", "--editor-map", "ada"),
        ("--format", "brat", "--label-map", "Person"),
        ("--format", "brat", "--label-map", "Person=thing"),
        ("--format", "brat", "--label-map", "=claim"),
        ("--format", "word"),
        (),
    ],
)
def test_arguments_that_make_no_sense_are_refused(arguments):
    call_command(
        "import_annotations", str(CORPUS), "--format", "brat", *PEOPLE, stdout=io.StringIO()
    )
    with pytest.raises(CommandError):
        call_command("import_annotations", str(CORPUS), *arguments)


def test_nothing_to_import_ends_with_status_2(tmp_path):
    for path in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(CommandError) as caught:
            call_command("import_annotations", str(path), "--format", "brat")
        assert caught.value.returncode == 2
