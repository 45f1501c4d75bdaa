"""Widgets written without templates are those that Django draws, but for its empty lines."""

from datetime import date

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from newsroom.days.fields import DayField
from newsroom.forms import WRITERS, Renderer
from tests.counting import counted

SIZES = [(25, 25), (1000, 1000)]
GROUPED = [("", "Any"), ("Old & new", [("a&b", "A < B"), ("c", gettext_lazy("Search"))])]


class Sample(forms.Form):
    words = forms.CharField(max_length=200, help_text="Some")
    safe = forms.CharField(
        required=False, widget=forms.TextInput({"title": mark_safe("a &amp; b")})
    )
    said = forms.CharField(required=False, widget=forms.TextInput({"type": "search", "x": False}))
    lazy = forms.CharField(widget=forms.TextInput({"placeholder": gettext_lazy("Search “it”")}))
    email = forms.EmailField()
    address = forms.URLField(assume_scheme="https")
    number = forms.DecimalField()
    secret = forms.CharField(widget=forms.PasswordInput)
    hidden = forms.CharField(widget=forms.HiddenInput)
    plain_day = forms.DateField()
    ticked = forms.BooleanField()
    note = forms.CharField(widget=forms.Textarea({"rows": 4}))
    size = forms.ChoiceField(choices=SIZES)
    group = forms.ChoiceField(choices=GROUPED)
    several = forms.MultipleChoiceField(choices=GROUPED)
    maybe = forms.NullBooleanField()
    one = forms.ChoiceField(choices=GROUPED, widget=forms.RadioSelect)


DATA = {
    "words": '<a href="x">&\'',
    "safe": "1",
    "number": "1234.5",
    "plain_day": date(2026, 1, 2),
    "ticked": "on",
    "note": "\nTwo <lines>\nof it",
    "size": "1000",
    "group": "a&b",
    "several": ["a&b", "c"],
    "hidden": "<",
    "one": "c",
}


@pytest.mark.parametrize("data", [None, DATA])
@pytest.mark.parametrize("name", Sample.base_fields)
def test_a_widget_is_drawn_as_django_draws_it(name, data):
    ours, djangos = (Sample(data, renderer=kind()) for kind in (Renderer, DjangoTemplates))
    assert str(ours[name]) == str(djangos[name]).replace("</option>\n", "</option>")
    assert str(ours[name].errors) == str(djangos[name].errors)


def test_each_writer_was_tried():
    tried = {field.widget.template_name for field in Sample.base_fields.values()}
    ours = {"django/forms/errors/list/default.html", "forms/day.html"}
    assert set(WRITERS) - tried == ours


def test_a_day_is_a_line_that_escapes_what_was_typed():
    class Days(forms.Form):
        day = DayField()

    drawn = str(Days({"day": '"><b>'}, renderer=Renderer())["day"])
    assert '<input type="text" name="day" value="&quot;&gt;&lt;b&gt;"' in drawn
    assert "data-day" not in drawn
    drawn = str(Days({"day": "2026-02-03"}, renderer=Renderer())["day"])
    assert drawn.startswith('<day-field data-day="2026-02-03" data-module="/static/js/ui/day-field')
    assert 'value="3 Feb 2026"' in drawn


def test_an_option_with_a_template_of_its_own_is_drawn_by_that():
    class Own(forms.Select):
        option_template_name = "django/forms/widgets/checkbox_option.html"

    field = type("Form", (forms.Form,), {"x": forms.ChoiceField(choices=SIZES, widget=Own)})
    assert str(field(renderer=Renderer())["x"]) == str(field(renderer=DjangoTemplates())["x"])


@pytest.mark.django_db
def test_an_option_costs_few_calls():
    def drawn(number):
        field = forms.ChoiceField(choices=[(at, f"Outlet {at}") for at in range(number)])
        form = type("Form", (forms.Form,), {"x": field})(renderer=Renderer())
        return counted(lambda: str(form["x"])).calls

    assert (drawn(110) - drawn(10)) / 100 <= 110
