"""XML of whatever origin: read, repaired with a note, or refused; never expanded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.readers import xml
from articles.text import Unfit

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=30)


def words(source):
    data = source if isinstance(source, bytes) else source.encode()
    root, note = xml.parsed(data)
    return xml.words(root), bool(note)


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("<a>one <!-- not this --><b>two</b>\n three</a>", "one two three"),
        ("<a>no\u00a0break</a>", "no\u00a0break"),
        ("<!DOCTYPE a SYSTEM 'a.dtd'><a>caf&eacute; &amp; &#233;</a>", "café & é"),
        ("<?xml version='1.0' encoding='iso-8859-1'?><a>é</a>".encode("latin-1"), "é"),
        ("<?xml version='1.0' encoding='utf-16'?><a>é</a>".encode("utf-16"), "é"),
    ],
)
def test_what_is_well_formed_needs_no_note(source, read):
    assert words(source) == (read, False)


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("<a>caf&eacute; & more</a>", "café & more"),
        ("<a>one <b>two</a>", "one two"),
        ("<a>one\x0b two</a>", "one two"),
        ("<a><![CDATA[x & y &eacute; <b>]]> & z</a>", "x & y &eacute; <b> & z"),
        ("<a><![CDATA[x]]><![CDATA[y]]> & <![CDATA[z", "xy & z"),
        ("<a>R&LT;D &odd; &#xZ;</a>", "R<D &odd; &#xZ;"),
        ("<a><b c='<![CDATA['>one&#xD800; two</b></a>", "one two"),
        ("<a>one&#xD800; &#0;two &#1114112;&#x1F30A;</a>", "one two 🌊"),
        ("<?xml version='1.0' encoding='utf-8'?><a>é</a>".encode("cp1252"), "é"),
    ],
)
def test_what_is_not_is_repaired_with_a_note(source, read):
    assert words(source) == (read, True)


BOMB = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10 if n else 'ha'}'>" for n in range(10))


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (f"<!DOCTYPE a [{BOMB}]><a>&a9;</a>", "it defines entities of its own"),
        ("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]><a>&b;</a>", "(&b;)"),
        ("<!DOCTYPE a [<!ENTITY b SYSTEM 'http://127.0.0.1:9/'>]><a>&b;</a>", "(&b;)"),
        ("<!DOCTYPE a SYSTEM 'a.dtd'><a>" + "&nbsp;" * 10_001 + "</a>", "too many entities"),
        ("<a>" + "<b/>" * 1_000_001 + "</a>", "more than 1,000,000 tags"),
        ("words alone", "no XML that can be read"),
    ],
)
def test_what_would_harm_or_says_nothing_is_refused(source, reason):
    with pytest.raises(Unfit, match=".*" + reason.replace("(", r"\(").replace(")", r"\)")):
        xml.parsed(source.encode())


@given(WORDS, WORDS)
def test_words_in_cdata_stay_as_they_are(outside, inside):
    """Whatever is repaired around them."""
    source = f"<a>& <b><![CDATA[{inside.replace(']]>', '')}]]></b>{outside.replace('<', '')}"
    root, _ = xml.parsed(source.encode())
    assert root.findtext("b") == inside.replace("]]>", "")


@given(st.binary(max_size=200))
def test_nothing_but_a_refusal_is_raised(data):
    for source in (data, b"<a>" + data):
        try:
            root, _ = xml.parsed(source)
        except Unfit:
            continue
        assert xml.name(root) is not None


def test_of_nothing_there_is_nothing():
    assert xml.child(None, "a", "b") is None
    assert (xml.children(None, "a"), xml.words(None), xml.attribute(None, "a")) == ([], "", "")
    assert (xml.attribute_of(None, "a"), xml.name(None)) == ("", "")
