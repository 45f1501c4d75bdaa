"""Every form takes a day in words, says what it read, and refuses what may be two days."""

from datetime import date, timedelta

import pytest
from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from annotations.models import Layer
from newsroom.days.fields import DayField, DayInput
from tests.factories import (
    make_article,
    make_editor,
    make_layer,
    make_reviewer,
)
from tests.pages import parse, texts
from tests.paths import ROOT


class DaysForm(forms.Form):
    day = DayField(required=False)


@pytest.mark.parametrize(
    ("typed", "day"),
    [("", None), ("29.11.2026", date(2026, 11, 29)), ("Nov 29, 2026", date(2026, 11, 29))],
)
def test_a_day_in_words_is_taken(typed, day):
    form = DaysForm({"day": typed})
    assert form.is_valid()
    assert form.cleaned_data["day"] == day


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("soon", "Write the day such as {day} or {figures}."),
        ("03/04/2026", "That may be 3 Apr 2026 or 4 Mar 2026: write one of them so."),
    ],
)
def test_what_is_no_one_day_is_refused_and_stays_to_be_mended(typed, complaint):
    today = timezone.localdate()
    form = DaysForm({"day": typed})
    told = complaint.format(day=date_format(today), figures=today.isoformat())
    assert form.errors["day"] == [told]
    assert f'value="{typed}"' in str(form["day"])


def test_the_example_is_today_as_the_page_writes_days(monkeypatch):
    day = date(2031, 3, 9)
    monkeypatch.setattr(timezone, "localdate", lambda: day)
    assert 'placeholder="Such as 9 Mar 2031"' in str(DaysForm()["day"])
    with override("de"):
        assert f'placeholder="Such as {date_format(day)}"' in str(DaysForm()["day"])
        assert date_format(day) != "9 Mar 2031"


def test_an_example_of_ones_own_stays():
    field = DayField(widget=DayInput(attrs={"placeholder": "When?"}))
    assert 'placeholder="When?"' in field.widget.render("day", None)


def test_what_was_read_stands_in_the_form_when_it_comes_back():
    assert 'value="29 Nov 2026"' in str(DaysForm({"day": "29.11.2026"})["day"])
    assert 'value="29 Nov 2026"' in str(DaysForm(initial={"day": date(2026, 11, 29)})["day"])
    assert "value" not in str(DaysForm()["day"])


def test_a_day_that_is_written_otherwise_has_not_changed():
    form = DaysForm({"day": "29.11.2026"}, initial={"day": date(2026, 11, 29)})
    assert not form.has_changed()


@pytest.mark.django_db
def test_what_is_read_is_told_while_it_is_typed(client):
    client.force_login(make_editor())
    told = client.get("/day/", {"words": "Nov 29, 2026"}).json()
    assert told == {"day": "2026-11-29", "words": "29 Nov 2026", "said": "Sunday, 29 Nov 2026"}
    assert "4 Mar 2026" in client.get("/day/", {"words": "3/4/2026"}).json()["problem"]
    assert "problem" in client.get("/day/").json()
    assert client.post("/day/").status_code == 405


@pytest.mark.django_db
def test_a_list_and_its_export_read_the_same_day(client):
    rita = make_reviewer()
    client.force_login(rita)
    for day in ("2026-11-28", "2026-11-29"):
        make_article(published_on=day, title=f"Of {day}")
    page = client.get("/articles/?published_from=29.11.2026")
    assert texts(page, "//td[contains(@class, 'title')]/a") == ["Of 2026-11-29"]
    assert texts(page, "//details[@id='filter-published_range']/summary/b") == ["from 29 Nov 2026"]
    assert client.get("/export/annotations.csv?published_from=29 Nov 2026").status_code == 200
    assert client.get("/export/annotations.csv?published_from=3/4/2026").status_code == 400
    page = client.get("/articles/?published_from=3/4/2026")
    assert "4 Mar 2026" in texts(page, "//ul[@class='errorlist']")[0]


@pytest.mark.django_db
def test_a_reading_is_due_on_a_day_in_words(client):
    client.force_login(make_reviewer())
    layer = make_layer()
    address = f"/revisions/{layer.revision_id}/assignment/"
    field = parse(client.get(address)).xpath("//input[@name='due_on']")[0]
    assert field.get("id") == "due_on-A"
    client.post(f"{address}day/", {"letter": "A", "due_on": "tomorrow"})
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert Layer.objects.get().due_on == tomorrow
    client.post(f"{address}day/", {"letter": "A", "due_on": "03/04/2099"})
    assert Layer.objects.get().due_on == tomorrow


def test_no_form_has_another_field_for_a_day():
    """A form of its own in the models' admin, the files and the tests is none of a page."""
    for folder in ("annotations", "articles", "newsroom"):
        for path in (ROOT / folder).rglob("*.py"):
            if "days" in path.parts:
                continue
            text = path.read_text(encoding="utf-8")
            for other in ("forms.DateField", "DateFilter", "SelectDateWidget"):
                assert other not in text, path
    for path in (ROOT / "templates").rglob("*.html"):
        assert 'type="date"' not in path.read_text(encoding="utf-8"), path
