"""What the environment says, read into settings."""

import pytest
from django.db import connection

from newsroom.settings import database, host_of, number, site_address, yes


def test_an_address_of_postgresql_is_taken_apart():
    read = database("postgres://ed%40desk:s%2Fcret@db.example:6543/news?sslmode=require")
    parts = [read[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")]
    assert parts == ["ed@desk", "s/cret", "db.example", 6543, "news"]
    assert read["OPTIONS"] == {"options": "-c jit=off", "sslmode": "require"}


def test_a_pooler_that_takes_no_options_can_be_spared_them():
    assert database("postgres://db.example/news?options=")["OPTIONS"] == {"options": ""}


def test_an_address_of_sqlite_is_a_path():
    assert database("sqlite:////srv/news%20desk.sqlite3")["NAME"] == "/srv/news desk.sqlite3"


def test_another_database_is_refused_by_name():
    with pytest.raises(ValueError, match="not 'mysql'"):
        database("mysql://db.example/news")


@pytest.mark.parametrize(
    ("said", "is_on"), [(None, True), ("", True), ("on", True), ("off", False)]
)
def test_a_switch_that_is_left_empty_stays_as_it_comes(said, is_on, monkeypatch):
    monkeypatch.delenv("A_SWITCH", raising=False)
    if said is not None:
        monkeypatch.setenv("A_SWITCH", said)
    assert yes("A_SWITCH", "on") is is_on
    assert yes("A_SWITCH") is (said == "on")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone maps its file")
@pytest.mark.django_db
def test_sqlite_reads_its_file_through_a_map_of_the_memory():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA mmap_size")
        assert cursor.fetchone() == (2**30,)


@pytest.mark.parametrize(
    ("given", "site"),
    [
        ("https://desk.example.org", "https://desk.example.org"),
        ("https://desk.example.org/", "https://desk.example.org"),
        ("HTTPS://Desk.Example.org:443/", "https://desk.example.org"),
        ("https://desk.example.org:8443/", "https://desk.example.org:8443"),
        ("http://10.0.0.5:80", "http://10.0.0.5"),
        ("http://10.0.0.5:8000", "http://10.0.0.5:8000"),
        ("http://[::1]:8000/", "http://[::1]:8000"),
        ("https://новости.example", "https://новости.example"),
    ],
)
def test_links_begin_with_the_public_address_and_its_port(given, site):
    assert site_address(given) == site
    assert site_address(site) == site


@pytest.mark.parametrize(
    "given",
    [
        "desk.example.org",
        "desk.example.org:8443",
        "ftp://desk.example.org",
        "https://",
        "https://desk.example.org/newsroom",
        "https://desk.example.org?a",
        "https://ada:secret@desk.example.org",
        "https://desk.example.org:port",
        "https://desk.example.org:99999",
        "https://desk.example.org:0",
    ],
)
def test_an_address_of_which_no_link_can_be_made_is_refused(given):
    with pytest.raises(ValueError, match="SITE_URL must be like"):
        site_address(given)


@pytest.mark.parametrize(("given", "read"), [("", 20), (" ", 20), ("0", 0), ("100", 100)])
def test_a_number_is_read_and_one_left_empty_is_not_set(monkeypatch, given, read):
    monkeypatch.setenv("SHARE", given)
    assert number("SHARE", 20, least=0, most=100) == read


@pytest.mark.parametrize("given", ["twenty", "-1", "101", "1.5", "20 %", "٢٠"])
def test_a_number_out_of_its_bounds_is_refused_by_its_name(monkeypatch, given):
    monkeypatch.setenv("SHARE", given)
    with pytest.raises(ValueError, match="SHARE must be a whole number from 0 to 100"):
        number("SHARE", 20, least=0, most=100)


def test_a_host_is_written_as_browsers_send_it():
    assert host_of("https://desk.example.org:8443") == "desk.example.org"
    assert host_of("http://[::1]:8000") == "[::1]"
