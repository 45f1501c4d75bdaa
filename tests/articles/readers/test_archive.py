"""Zip archives and folders: what is in them as if it stood alone, within what is safe."""

import io
import zipfile
from email.message import EmailMessage

import pytest

from articles.importing.drafts import Draft, Unreadable
from articles.readers import disk, read
from articles.text import Unfit
from tests.articles.readers.documents.packing import docx, odt

TEXT = b"The mayor said yesterday that the harbour wall would hold."


def archive(entries, method=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as made:
        for name, data in entries:
            made.writestr(name, data)
    return file.getvalue()


def told(data, name="desk.zip", **options):
    """The readings by name: True for a draft, else the reason."""
    return {one.name: isinstance(one, Draft) or one.reason for one in read(name, data, **options)}


@pytest.mark.parametrize("program", ["app.js", "main.css", "app.js.download"])
def test_a_folder_of_scripts_that_is_named_like_a_page_belongs_to_it(program):
    page = f"<article><p>{TEXT.decode()} {TEXT.decode()}</p></article>".encode()
    entries = [("wall.html", page), ("wall_xyz/ad.html", page)]
    assert list(told(archive([*entries, (f"wall_xyz/{program}", b"words")]))) == [
        "desk.zip/wall.html"
    ]
    assert list(told(archive(entries))) == ["desk.zip/wall.html", "desk.zip/wall_xyz/ad.html"]
    beside = [("wall_xyz/ad.html", page), (f"wall_xyz/{program}", b"words")]
    assert next(iter(told(archive(beside)))) == "desk.zip/wall_xyz/ad.html"


def test_every_file_in_an_archive_is_read_by_its_own_format():
    data = archive(
        [
            ("a.txt", TEXT),
            ("in/b.csv", b"text\nOne.\nTwo."),
            ("in/", b""),
            ("__MACOSX/a.txt", TEXT),
            ("in/.DS_Store", b"\x00"),
            ("c.png", b"\x89PNG\r\n\x1a\n"),
        ]
    )
    assert told(data) == {
        "desk.zip/a.txt": True,
        "desk.zip/in/b.csv:2": True,
        "desk.zip/in/b.csv:3": True,
        "desk.zip/c.png": "it is a PNG image, not text",
    }


@pytest.mark.parametrize("name", ["../a.txt", "/a.txt", "in/../../a.txt", "C:/a.txt", "..\\a.txt"])
def test_a_name_that_leads_out_of_the_archive_is_refused_and_the_rest_is_read(name):
    refused, fine = told(archive([(name, TEXT), ("b.txt", TEXT)])).values()
    assert refused == "its name leads out of the archive"
    assert fine is True


@pytest.mark.parametrize("entries", [[], [("in/", b"")], [("__MACOSX/a.txt", TEXT)]])
def test_an_archive_without_a_file_is_refused(entries):
    assert told(archive(entries)) == {"desk.zip": "there is no file in the archive"}


def test_an_archive_inside_an_archive_is_not_opened():
    inner = archive([("a.txt", TEXT)])
    assert told(archive([("in.zip", inner), ("in.txt", inner), ("b.txt", TEXT)])) == {
        "desk.zip/in.zip": "an archive inside an archive is not opened",
        "desk.zip/in.txt": "an archive inside an archive is not opened",
        "desk.zip/b.txt": True,
    }


def test_an_encrypted_entry_is_refused_and_the_rest_is_read():
    data = bytearray(archive([("a.txt", TEXT), ("b.txt", TEXT)]))
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    assert told(bytes(data)) == {"desk.zip/a.txt": "it is encrypted", "desk.zip/b.txt": True}


def test_an_entry_that_unpacks_to_too_much_is_refused_and_the_rest_is_read(settings):
    settings.LARGEST_FILE = 1024 * 1024
    data = archive([("bomb.txt", b"0" * (1024 * 1024 + 1)), ("a.txt", TEXT)])
    assert len(data) < 2000
    assert told(data) == {"desk.zip/bomb.txt": "it is larger than 1 MB", "desk.zip/a.txt": True}


def test_an_archive_that_unpacks_to_too_much_is_refused_before_anything_is(settings):
    settings.LARGEST_ARCHIVE = 3 * 1024 * 1024
    data = archive([(f"{number}.txt", b"0" * 1024 * 1024) for number in range(4)])
    assert told(data) == {"desk.zip": "unpacked it is larger than 3 MB"}


def test_an_entry_that_states_a_smaller_size_than_it_has_is_refused():
    data = bytearray(archive([("bomb.txt", b"0" * 100_000)]))
    directory = data.index(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    assert told(bytes(data)) == {"desk.zip/bomb.txt": "it is broken inside the archive"}


def test_an_archive_may_have_any_number_of_entries_within_its_size(settings):
    entries = [(f"{number}.txt", TEXT) for number in range(2_001)]
    assert len(told(archive(entries))) == 2_001
    settings.LARGEST_ARCHIVE = 2_000 * 1024
    assert told(archive(entries)) == {"desk.zip": "unpacked it is larger than 2 MB"}


def test_an_unusual_compression_is_refused():
    data = archive([("a.txt", TEXT)], zipfile.ZIP_LZMA)
    assert told(data) == {"desk.zip/a.txt": "it is compressed in a way that is not read"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 nothing more", "the archive is broken"),
        (b"no archive at all", "the archive is broken"),
        (archive([("[Content_Types].xml", b"<x/>"), ("ppt/slide.xml", b"<x/>")]), "a presentation"),
    ],
)
def test_what_is_no_archive_of_articles_is_refused(data, reason):
    assert reason in told(data)["desk.zip"]


def test_a_broken_entry_is_refused_and_the_rest_is_read():
    data = bytearray(archive([("a.txt", TEXT), ("b.txt", TEXT)], zipfile.ZIP_STORED))
    data[data.index(TEXT)] ^= 1
    assert told(bytes(data)) == {
        "desk.zip/a.txt": "it is broken inside the archive",
        "desk.zip/b.txt": True,
    }


def test_a_folder_is_read_whole_in_order_without_what_is_hidden(tmp_path, settings):
    settings.LARGEST_FILE = 100
    (tmp_path / "in").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b.txt", "in/a.txt", ".hidden", ".git/config"):
        (tmp_path / name).write_bytes(TEXT)
    (tmp_path / "big.txt").write_bytes(b"0" * 101)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    big, gone = tmp_path / "big.txt", tmp_path / "gone.txt"
    found = {}
    for one in disk.files([tmp_path, tmp_path / ".hidden", tmp_path / "none"]):
        try:
            found[one.name] = one.reason if isinstance(one, Unreadable) else one.data()
        except Unfit as unfit:
            found[one.name] = str(unfit)
    assert found == {
        str(tmp_path / "b.txt"): TEXT,
        str(big): "it is larger than 100 bytes",
        str(gone): "there is no such file",
        str(tmp_path / "in/a.txt"): TEXT,
        str(tmp_path / ".hidden"): TEXT,
        str(tmp_path / "none"): "there is no such file",
    }


def saved_page(folder):
    """What a browser saves of a page, in files by their names."""
    page = f"<!DOCTYPE html><title>Wall</title><article><p>{TEXT.decode()}</p></article>"
    return {
        "wall.html": page.encode(),
        f"{folder}/app.js": b"let wall = 1",
        f"{folder}/main.css": b"p { margin: 0 }",
        f"{folder}/advertisement.html": b"<!DOCTYPE html><p>Buy a wall, or two of them.</p>",
        f"{folder}/pictures/wall.png": b"\x89PNG\r\n\x1a\n",
    }


@pytest.mark.parametrize(
    "folder",
    [
        "wall_files",
        "wall-Dateien",
        "wall_fichiers",
        "Wall_archivos",
        "wall.files",
        "wall_附件",
        "wall_fájlok",
        "wall_ไฟล์",
    ],
)
def test_nothing_that_a_browser_saved_beside_a_page_is_an_article(folder, tmp_path):
    for name, data in saved_page(folder).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    assert [file.name for file in disk.files([tmp_path])] == [str(tmp_path / "wall.html")]
    assert list(told(archive(saved_page(folder).items()))) == ["desk.zip/wall.html"]


def test_a_folder_that_no_page_lies_beside_is_read(tmp_path):
    assert told(archive([("wall_files/a.txt", TEXT), ("sea.html", b"")])) == {
        "desk.zip/wall_files/a.txt": True,
        "desk.zip/sea.html": "the file is empty",
    }


@pytest.mark.parametrize("name", ["記事.txt", "Märzwahl.txt", "статья.txt"])
def test_a_name_in_utf8_is_read_though_the_archive_does_not_say_that_it_is(name):
    data = archive([("x" * len(name.encode()), TEXT)])
    data = data.replace(b"x" * len(name.encode()), name.encode())
    assert told(data) == {f"desk.zip/{name}": True}


def test_documents_mails_and_feeds_in_an_archive_go_the_same_way():
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@b.example", "c@d.example", "Wall"
    mail.set_content(TEXT.decode())
    mail.add_attachment(
        docx(f"<w:p><w:r><w:t>{TEXT.decode()}</w:t></w:r></w:p>"),
        maintype="application",
        subtype="octet-stream",
        filename="more.docx",
    )
    feed = b"<rss><channel><item><description>%s</description></item></channel></rss>" % TEXT
    document = docx(f"<w:p><w:r><w:t>{TEXT.decode()}</w:t></w:r></w:p>")
    data = archive(
        [
            ("a.eml", mail.as_bytes()),
            ("a.docx", document),
            ("a", document),
            ("a.odt", odt(f"<text:p>{TEXT.decode()}</text:p>")),
            ("b.xml", feed),
            ("c.pages", archive([])),
        ]
    )
    assert told(data) == {
        "desk.zip/a.docx": True,
        "desk.zip/a": True,
        "desk.zip/a.odt": True,
        "desk.zip/a.eml": True,
        "desk.zip/a.eml/more.docx": True,
        "desk.zip/b.xml:1": True,
        "desk.zip/c.pages": "an archive inside an archive is not opened",
    }
