"""Reading our own CSV back into layers."""

import io
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from annotations.exchange.exporting.csv import chunks
from annotations.exchange.importing.formats import table
from annotations.exchange.importing.layer_read import ArticleReference, Unusable, label_mapping
from annotations.exchange.importing.own_csv import is_column
from articles.readers.tables.rows import read_table
from tests.annotations.exchange.exporting.test_csv import make_row

AT = datetime(2026, 3, 1, 9, 30, 0, 123456, tzinfo=UTC)


def read(*rows, **options):
    text = "".join(chunks(rows))
    return read_text(text, **options)


def read_text(text, **options):
    rows = read_table(io.StringIO(text, newline=""), largest=10_000, is_known=is_column)
    return table.read("a.csv", rows, **options)


def test_a_row_comes_back_as_it_was_written():
    key, group = UUID(int=1), UUID(int=2)
    row = make_row(
        annotation_id=key,
        article_id=12,
        article_url="https://harbour.example/wall",
        revision=2,
        editor="ada",
        layer="editor",
        label="statistic",
        start=5,
        end=16,
        exact="=48 million",
        attributed_to="Ines",
        value=Decimal(48000000),
        unit="USD",
        note="two\nlines",
        guideline_version=3,
        created_at=AT,
        updated_at=AT,
        span_group=group,
        origin="changed",
        suggestions_shown="no",
    )
    (made,) = read(row)
    assert made.editor == "ada"
    assert made.article == ArticleReference(12, "https://harbour.example/wall", 2)
    (span,) = made.spans
    assert (span.name, span.start, span.end, span.exact) == ("line 2", 5, 16, "=48 million")
    assert (span.label, span.attributed_to, span.note) == ("statistic", "Ines", "two\nlines")
    assert (span.value, span.unit, span.guideline) == (Decimal(48000000), "USD", 3)
    assert (span.id, span.group) == (key, str(group))
    assert (span.created_at, span.updated_at) == (AT, AT)
    assert (span.origin, span.suggestions_shown) == ("changed", False)


def test_an_origin_that_the_file_does_not_say_is_not_known():
    (made,) = read(make_row(layer="editor"))
    assert (made.spans[0].origin, made.spans[0].suggestions_shown) == (None, None)


@pytest.mark.parametrize("said", [{"origin": "own;own"}, {"suggestions_shown": "true"}])
def test_an_origin_that_is_none_is_refused_with_what_it_may_be(said):
    (made,) = read(make_row(layer="editor", **said))
    ((line, reason),) = made.refused
    assert line == "line 2"
    assert next(iter(said.values())) in reason
    assert "own, suggested, changed" in reason or "neither yes nor no" in reason


def test_layers_are_those_of_each_editor_and_revision():
    rows = [
        make_row(editor=editor, revision=revision, layer="editor")
        for editor, revision in (("ada", 1), ("ben", 1), ("ada", 2), ("ada", 1))
    ]
    found = [(one.editor, one.article.revision, len(one.spans)) for one in read(*rows)]
    assert found == [("ada", 1, 2), ("ben", 1, 1), ("ada", 2, 1)]
    assert [one.editor for one in read(*rows, editor="cleo")] == ["cleo", "cleo"]


def test_spellings_of_one_address_are_one_layer():
    addresses = ("https://gull.example/a", "http://www.gull.example/a/", "https://gull.example/b")
    rows = [make_row(editor="ada", layer="editor", article_url=one) for one in addresses]
    assert [(one.article.url, len(one.spans)) for one in read(*rows)] == [
        ("https://gull.example/a", 2),
        ("https://gull.example/b", 1),
    ]


def test_an_open_layer_stays_open():
    assert read(make_row(status="open", layer="editor"))[0].submitted is False
    assert read(make_row(status="agreed", layer="editor"))[0].submitted is True


def test_final_annotations_and_links_to_facts_are_counted():
    (made,) = read(
        make_row(layer="editor", facts="12:supports"),
        make_row(layer="final"),
        make_row(layer="final"),
    )
    assert len(made.spans) == 1
    assert sorted(made.left_aside.values()) == [1, 2]
    with pytest.raises(Unusable, match="final annotations only"):
        read(make_row(layer="final"))


def test_links_name_their_facts_by_ids():
    ids = [UUID(int=5), UUID(int=6)]
    row = make_row(layer="editor", facts="12:supports;15:context", fact_ids=f"{ids[0]};{ids[1]}")
    (made,) = read(row)
    assert made.spans[0].facts == ((ids[0], "supports"), (ids[1], "context"))
    assert not made.left_aside


@pytest.mark.parametrize(
    ("facts", "fact_ids"),
    [
        ("12:supports", "7"),
        ("12:supports;15:context", str(UUID(int=5))),
        ("12", str(UUID(int=5))),
    ],
)
def test_links_and_ids_that_do_not_belong_together_are_refused(facts, fact_ids):
    (made,) = read(make_row(layer="editor", facts=facts, fact_ids=fact_ids))
    assert "do not belong together" in made.refused[0][1]


def test_four_columns_and_an_article_are_enough():
    (made,) = read_text("article_id,label,start,end,exact\n7,claim,0,2,Go\n", editor="ada")
    assert (made.article, made.editor) == (ArticleReference(7, "", None), "ada")
    assert [(span.start, span.end, span.exact) for span in made.spans] == [(0, 2, "Go")]


def test_a_label_can_be_mapped_or_left_aside():
    text = "label,start,end,exact\nCheckworthy,0,2,Go\nOther,0,2,Go\n"
    (made,) = read_text(text, label_of=label_mapping({"Checkworthy": "claim"}))
    assert [span.label for span in made.spans] == ["claim"]
    assert made.left_aside == {"annotations “Other”": 1}


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("start", "x"),
        ("end", "-1"),
        ("end", "²"),
        ("label", "verdict"),
        ("value", "many"),
        ("value", "NaN"),
        ("annotation_id", "7"),
        ("created_at", "yesterday"),
        ("updated_at", "2026-03-01T09:30:00"),
    ],
)
def test_a_cell_that_makes_no_sense_refuses_its_row_by_name(column, cell):
    columns = {"label": "claim", "start": "0", "end": "2", "exact": "Go"} | {column: cell}
    text = f"{','.join(columns)}\nclaim,0,2,Go\n".partition("\n")[0]
    (made,) = read_text(f"{text}\n{','.join(columns.values())}\n")
    assert made.spans == []
    ((name, reason),) = made.refused
    assert name == "line 2"
    assert cell in reason


def test_a_moment_that_a_spreadsheet_has_rewritten_is_named_as_that():
    (made,) = read_text(f"{SHORT},created_at\n1,ada,claim,0,2,Go,29/11/2026 01:51\n")
    ((name, reason),) = made.refused
    assert name == "line 2"
    assert "created_at is “29/11/2026 01:51”" in reason
    assert "spreadsheet" in reason


SHORT = "article_id,editor,label,start,end,exact"


def test_a_row_that_breaks_off_is_refused_in_its_layer_and_the_others_are_read():
    rows = ["1,ada,claim,0,2,Go", "1,ben,claim,0", "2,ada,claim,0,2,Go"]
    found = read_text("\n".join([SHORT, *rows]))
    assert [(one.editor, len(one.spans), one.refused) for one in found] == [
        ("ada", 1, []),
        ("ben", 0, [("line 3", "4 cells where the header has 6")]),
        ("ada", 1, []),
    ]


def test_a_row_that_does_not_say_whose_it_is_is_refused_in_the_layers_round_it():
    rows = ["1,ada,claim,0,2,Go", "1", "2,ada,claim,0,2,Go", "3,ada,claim,0,2,Go", "x,y,z,,,,,,9"]
    found = read_text("\n".join([SHORT, *rows]))
    assert [[name for name, _reason in one.refused] for one in found] == [
        ["line 3"],
        ["line 3"],
        ["line 6"],
    ]
    with pytest.raises(Unusable, match="line 2: 1 cells"):
        read_text(f"{SHORT}\n1\n")


def test_another_table_is_refused():
    with pytest.raises(Unusable, match="no column label"):
        read_text("text,title\nGo,now\n")
