"""E-mails: the message as an article, its documents as files of their own."""

import base64
from datetime import date
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.drafts import Draft, Unreadable
from tests.articles.readers.reading import (
    HTML,
    PARAGRAPHS,
    TEXT,
    TITLE,
    WHOLE,
    all_of,
    only,
    refusal,
)


def message(text=TEXT, *, page="", **headers):
    mail = EmailMessage()
    stated = {
        "From": "Jo Marsh <press@saltmere.example>",
        "To": "desk@post.example",
        "Subject": TITLE,
        "Date": "Tue, 07 May 2024 09:12:00 +0200",
    }
    for name, value in {**stated, **headers}.items():
        if value:
            mail[name.replace("_", "-")] = value
    if text:
        mail.set_content(text)
        if page:
            mail.add_alternative(page, subtype="html")
    else:
        mail.set_content(page, subtype="html")
    return mail


def article_of(mail):
    return only("press.eml", mail.as_bytes())


def test_a_message_is_an_article_with_what_its_headers_state():
    draft = article_of(message())
    assert (draft.text, draft.title, draft.byline) == (WHOLE, TITLE, "Jo Marsh")
    assert (draft.published_on, draft.notes) == (date(2024, 5, 7), [])
    assert draft.left_out == []


@pytest.mark.parametrize("encoding", ["8bit", "quoted-printable", "base64"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "iso-2022-jp"])
def test_every_charset_and_transfer_encoding_is_read(charset, encoding):
    words = "市長は壁を高くすると述べた。" if charset == "iso-2022-jp" else "Le maire aime l'été."
    coded = f"{words}\n\n{words} 2".encode(charset)
    if encoding == "8bit":
        head = (
            f"From: a@b.example\nTo: c@d.example\nSubject: {TITLE}\nMIME-Version: 1.0\n"
            f"Content-Type: text/plain; charset={charset}\n"
            f"Content-Transfer-Encoding: {encoding}\n\n"
        )
        data = head.encode() + coded
    else:
        mail = message("")
        mail.set_content(f"{words}\n\n{words} 2\n", charset=charset, cte=encoding)
        data = mail.as_bytes()
    draft = only("press.eml", data)
    assert draft.text == f"{TITLE}\n\n{words}\n\n{words} 2"


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Fwd: RE: Mur à Saltmere", "Mur à Saltmere"),
        ("WG: AW: Wall", "Wall"),
        ("Reading: a wall", "Reading: a wall"),
        ("[Press] Wall", "[Press] Wall"),
        ("回复：Wall", "Wall"),
    ],
)
def test_the_subject_is_the_title_without_what_programs_put_before_it(subject, title):
    assert article_of(message(Subject=subject)).title == title


def test_words_that_are_encoded_in_headers_are_read():
    data = (
        "From: =?iso-8859-1?Q?Zo=EB_M=FCller?= <z@post.example>\nTo: a@b.example\n"
        "Subject: =?utf-8?B?U2FsdG1lcmUg4oCTIHdhbGw=?=\nDate: Tue, 7 May 2024 09:12:00 +0200\n"
        f"\n{TEXT}"
    )
    draft = only("press", data)
    assert (draft.title, draft.byline) == ("Saltmere – wall", "Zoë Müller")


@pytest.mark.parametrize(
    "page",
    [
        f"<html><body><h1>{TITLE}</h1>{HTML}</body></html>",
        f"<style>p {{ margin: 0 }}</style><h1>{TITLE}</h1><div>{HTML}</div>",
        f"<table><tr><td><h1>{TITLE}</h1>{HTML}</td></tr></table>",
    ],
)
def test_html_is_read_where_the_plain_text_is_missing_or_a_stub(page):
    assert article_of(message("", page=page)).text == WHOLE
    assert article_of(message("Read this in your browser.", page=page)).text == WHOLE


def test_the_plain_text_goes_before_the_same_in_html():
    assert article_of(message(TEXT, page=f"<p>{TEXT} Unsubscribe</p>")).text == WHOLE


def test_lines_of_a_flowed_text_are_joined():
    flowed = f"{WALL_IN_TWO}\n\n {PARAGRAPHS[1]}\n\n{PARAGRAPHS[2]}\n\n-- \nJo Marsh\nPress office"
    mail = message("words")
    mail.set_content(flowed, cte="8bit")
    mail.set_param("format", "flowed")
    draft = article_of(mail)
    assert draft.text == WHOLE
    assert draft.left_out == [{"text": "Jo Marsh\nPress office", "reason": "signature"}]


WALL_IN_TWO = f"{PARAGRAPHS[0][:40].rpartition(' ')[0]} \n{PARAGRAPHS[0][:40].rpartition(' ')[2]}"
WALL_IN_TWO += PARAGRAPHS[0][40:]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ("\n\n-- \nPress office of Saltmere", "signature"),
        (
            "\n\nOn Mon, 6 May 2024, Ida Frost wrote:\n> When is it built?\n> And how?",
            "quoted message",
        ),
        ("\n\nAm 6.5.2024 um 9:00 schrieb\nIda Frost <i@post.example>:\n> Wann?", "quoted message"),
        ("\n\nVon: Ida Frost\nGesendet: Montag\nAn: Jo\nBetreff: Mauer\n\nWann?", "quoted message"),
        (
            "\n\n-----Original Message-----\nFrom: Ida Frost\nSent: Monday\nTo: Jo\n\nWhen?",
            "quoted message",
        ),
    ],
)
def test_signatures_and_what_is_answered_are_left_out_with_the_reason(more, reason):
    draft = article_of(message(TEXT + more))
    assert draft.text == WHOLE
    assert {one["reason"] for one in draft.left_out} == {reason}


@pytest.mark.parametrize(
    "quoted",
    [
        '<div class="gmail_quote">On Monday Ida wrote:<blockquote>When?</blockquote></div>',
        '<blockquote type="cite">When?</blockquote>',
        '<div id="divRplyFwdMsg">From: Ida</div>',
        "<p><b>From:</b> Ida<br><b>Sent:</b> Monday<br><b>To:</b> Jo</p><p>When?</p>",
    ],
)
def test_what_is_answered_in_html_is_left_out(quoted):
    draft = article_of(message("", page=HTML + quoted))
    assert draft.text == WHOLE
    assert draft.left_out[0]["reason"] == "quoted message"


@pytest.mark.parametrize(
    "start",
    [
        "For the desk.\n\n---------- Forwarded message ---------\n"
        "From: Ida Frost <i@town.example>\nDate: Mon, 6 May 2024\nSubject: Wall\nTo: Jo Marsh\n\n",
        "-----Original Message-----\nFrom: Ida Frost\nSent: Monday\nTo: Jo\n\n",
        "From: Ida Frost <i@town.example>\nSent: Monday\nTo: Jo\nSubject: Wall\n\n",
        "Begin forwarded message:\n\nFrom: Ida Frost <i@town.example>\nSubject: Wall\n\n",
    ],
)
def test_what_is_handed_on_is_the_text_and_its_sender_the_byline(start):
    draft = article_of(message(start + TEXT))
    assert draft.text.endswith(TEXT)
    assert "From:" not in draft.text
    assert (draft.byline, draft.notes) == ("Ida Frost", ["Forwarded by Jo Marsh."])


def test_a_short_answer_is_no_handing_on():
    answer = "Ja, 2026.\n\nVon: Ida Frost\nGesendet: Montag\nAn: Jo\nBetreff: Mauer\n\nWann?"
    draft = article_of(message(answer, Subject="AW: Mauer"))
    assert (draft.text, draft.byline) == ("Mauer\n\nJa, 2026.", "Jo Marsh")
    assert draft.left_out[0]["text"].startswith("Von: Ida Frost")


def test_a_quotation_of_the_whole_message_is_kept():
    quoted = "\n>\n".join(f"> {paragraph}" for paragraph in PARAGRAPHS)
    assert article_of(message(quoted)).text == WHOLE


def test_an_address_without_a_name_is_a_note():
    draft = article_of(message(From="press@town.example"))
    assert (draft.byline, draft.notes) == ("", ["Sent by press@town.example."])


def test_documents_attached_are_files_of_their_own_and_the_others_are_told():
    mail = message()
    mail.add_attachment(PARAGRAPHS[0] * 3, filename="more.txt")
    mail.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="a.png")
    mail.add_attachment(b"{\\rtf1 words}", maintype="application", subtype="rtf", filename="b.rtf")
    whole, more, refused = all_of("press.eml", mail.as_bytes())
    assert (whole.text, whole.notes) == (WHOLE, ["Attached and not read: a.png."])
    assert (more.name, more.text) == ("press.eml/more.txt", PARAGRAPHS[0] * 3)
    assert refused == Unreadable(
        "press.eml/b.rtf", "it is an RTF document, not text: save it as .docx or PDF"
    )


def test_a_message_attached_to_another_is_read_too():
    mail = message()
    mail.add_attachment(message(Subject="Another"))
    first, second = all_of("press.eml", mail.as_bytes())
    assert (first.title, second.title) == (TITLE, "Another")
    assert second.name == "press.eml/message.eml"


def test_a_message_of_nothing_but_a_document_is_that_document():
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@b.example", "c@d.example", TITLE
    mail.add_attachment(TEXT, filename="wall.txt")
    assert article_of(mail).name == "press.eml/wall.txt"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (message(" ").as_bytes(), "there is no text in the e-mail"),
        (
            b"From: a@b.example\nTo: c@d.example\nContent-Type: application/pkcs7-mime\n\nabc",
            "the e-mail is encrypted: save it unencrypted",
        ),
        (
            b"From MAILER Tue May  7 09:12:00 2024\n" + message().as_bytes(),
            "it is a mailbox, which is not read as an article: save its messages as .eml",
        ),
    ],
)
def test_what_holds_no_message_is_refused(data, reason):
    assert refusal("press", data) == reason


def test_a_message_cannot_be_read_verbatim():
    assert "verbatim" in only("press.eml", message().as_bytes(), verbatim=True).reason


def test_an_odd_charset_date_or_header_keeps_no_message_out():
    data = message().as_bytes().replace(b'charset="utf-8"', b'charset="x-odd"')
    data = data.replace(b"Tue, 07 May 2024 09:12:00 +0200", b"soon")
    draft = only("press.eml", data)
    assert draft.text == WHOLE
    assert draft.notes == ["“soon” is no date that can be read."]


@pytest.mark.parametrize("charset", ["\0", "utf-8\0", "a\0b", "%00", "=?x?="])
def test_a_charset_that_none_can_be_called_keeps_no_message_out(charset):
    head = f'From: a@b.example\nSubject: {TITLE}\nContent-Type: text/plain; charset="{charset}"'
    quoted = TEXT.replace("“", '"').replace("”", '"')
    draft = only("press.eml", f"{head}\nDate: Tue, 07 May 2024 09:12:00 +0200\n\n{quoted} é")
    assert draft.text == f"{TITLE}\n\n{quoted} é"


HEADERS = st.sampled_from(
    ["From", "Date", "Subject", "Content-Type", "Content-Transfer-Encoding", "Content-Disposition"]
)


@given(st.lists(st.tuples(HEADERS, st.text(max_size=40)), max_size=8), st.binary(max_size=80))
def test_no_message_raises(headers, body):
    head = "".join(f"{name}: {value}\n" for name, value in headers)
    for reading in all_of("press.eml", head.encode("utf-8", "replace") + b"\n" + body):
        assert isinstance(reading, Draft | Unreadable)
        assert "error of the program" not in getattr(reading, "reason", "")


def test_a_message_that_breaks_off_is_told_of():
    parts = b'Content-Type: multipart/mixed; boundary="x"\n\n--x\n\n' + TEXT.encode() + b"\n"
    head = b"From: press@saltmere.example\nSubject: Wall\nMIME-Version: 1.0\n"
    note = "The e-mail breaks off: the end of it may be missing."
    assert note in only("press.eml", head + parts).notes
    assert note not in only("press.eml", head + parts + b"--x--\n").notes
    coded = base64.encodebytes(TEXT.encode())
    head += b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    assert note in only("press.eml", head + coded.rstrip()[:-6]).notes
    assert note not in only("press.eml", head + coded).notes


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("winmail.dat", "its text is in winmail.dat, which only Outlook reads"),
        ("wall.pages", "no text in the e-mail, and what is attached is not read: wall.pages"),
    ],
)
def test_a_message_without_text_says_where_it_may_be(name, reason):
    mail = message(" ")
    mail.add_attachment(b"\x78\x9f\x3e", maintype="application", subtype="x-any", filename=name)
    assert reason in refusal("press.eml", mail.as_bytes())
