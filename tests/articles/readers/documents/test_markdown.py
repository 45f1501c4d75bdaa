"""Markdown, with what stands above it."""

from datetime import date

import pytest

from tests.articles.readers.reading import PARAGRAPHS, TEXT, TITLE, WHOLE, only, refusal

ABOVE = f"""---
title: "{TITLE}"
author: Jo Marsh
date: 2024-05-07
canonical: https://post.example/wall
lang: en-GB
---
"""


def test_what_stands_above_the_text_is_stated_of_it():
    draft = only("wall.md", f"{ABOVE}\n# {TITLE}\n\n*By Jo Marsh*\n\n{TEXT}\n")
    assert (draft.text, draft.title, draft.byline) == (WHOLE, TITLE, "Jo Marsh")
    assert (draft.published_on, draft.url) == (date(2024, 5, 7), "https://post.example/wall")
    assert (draft.language, draft.notes, draft.media_type) == ("en-GB", [], "text/markdown")
    assert draft.left_out == [{"text": "By Jo Marsh", "reason": "byline"}]


@pytest.mark.parametrize("name", ["wall", "wall.md", "wall.txt", "wall.html"])
def test_it_is_recognised_by_what_stands_above(name):
    assert only(name, f"{ABOVE}\n{TEXT}\n").text == WHOLE


def test_markup_is_read_as_words():
    source = (
        f"# {TITLE}\n\n{PARAGRAPHS[0]}\n\n## What was **said**\n\n> {PARAGRAPHS[1]}\n\n"
        '- First [link](https://post.example)\n- Second `code`\n\n![A wall](a.png "wall")\n\n'
        "| Year | Cost |\n|---|---|\n| 2024 | 3.4 |\n\nAn &amp; &eacute; <b>bold</b> end.<br>\n"
    )
    draft = only("wall.md", source)
    assert draft.text.split("\n\n") == [
        TITLE,
        PARAGRAPHS[0],
        "What was said",
        PARAGRAPHS[1],
        "First link",
        "Second code",
        "Year | Cost",
        "2024 | 3.4",
        "An & é bold end.",
    ]
    assert draft.title == TITLE


@pytest.mark.parametrize(
    ("lines", "byline"),
    [
        ("authors: [Jo Marsh, 'Ida Frost']", "Jo Marsh, Ida Frost"),
        ("authors:\n  - Jo Marsh\n  - Ida Frost", "Jo Marsh, Ida Frost"),
        (
            "authors:\n- name: Jo Marsh\n  mail: a@b.example\n- name: Ida Frost",
            "Jo Marsh, Ida Frost",
        ),
        ("author:\n  name: Jo Marsh\n  mail: a@b.example", "Jo Marsh"),
        ("author: Jo Marsh # of the desk", "Jo Marsh"),
        ("author: 'Jo ''Wall'' Marsh'", "Jo 'Wall' Marsh"),
        ('author: "Jo \\"Wall\\" Marsh"', 'Jo "Wall" Marsh'),
        ("Author: >-\n  Jo\n  Marsh", "Jo Marsh"),
    ],
)
def test_names_stand_there_in_several_forms(lines, byline):
    draft = only("wall.md", f"---\ntitle: Wall\n{lines}\n---\n{TEXT}")
    assert (draft.byline, draft.notes) == (byline, [])


def test_toml_between_plus_signs_is_read():
    above = f'+++\ntitle = "{TITLE}"\ndate = 2024-05-07T09:12:00Z\nauthors = ["Jo Marsh"]\n+++\n'
    draft = only("wall.md", above + TEXT)
    assert (draft.text, draft.byline, draft.published_on) == (WHOLE, "Jo Marsh", date(2024, 5, 7))


def test_what_is_not_read_is_told():
    above = "---\ntitle: Wall\ntags: [town, sea]\nmore: {a: b}\ndate: soon\ndraft: true\n---\n"
    draft = only("wall.md", above + TEXT)
    assert draft.notes == [
        "“soon” is no date that can be read.",
        "The file says that it is a draft.",
        "Not read: more, tags.",
    ]
    broken = only("wall.md", f"+++\ntitle = Wall\n+++\n{TEXT}")
    assert (broken.text, broken.notes) == (TEXT, ["Not read: the front matter."])


def test_a_path_of_the_site_is_no_address():
    draft = only("wall.md", f"---\ntitle: Wall\nurl: /2024/wall\n---\n{TEXT}")
    assert (draft.url, draft.notes) == ("", [])


def test_rules_above_a_text_are_no_front_matter():
    draft = only("wall.md", f"---\n\n{PARAGRAPHS[0]}\n\n---\n\n{PARAGRAPHS[1]}")
    assert draft.text == f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}"


def test_settings_that_look_alike_are_refused():
    assert "a file of settings (.yml)" in refusal("a.yml", "---\ntitle: Wall\n---\nname: a\n")


def test_markdown_cannot_be_read_verbatim():
    assert "verbatim" in only("wall.md", ABOVE + TEXT, verbatim=True).reason
    assert only("wall.md", ABOVE).reason == "the text is empty"


def test_code_that_the_text_shows_stays_in_it():
    draft = only(
        "wall.md", f"{ABOVE}\n# {TITLE}\n\nPut `<script>raise()</script>` into it.\n\n{TEXT}\n"
    )
    assert "Put <script>raise()</script> into it." in draft.text
    assert draft.left_out == []
