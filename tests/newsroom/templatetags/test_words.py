"""Fixed words of a template are looked up once for each language, all others every time."""

import pytest
from django.template import Context, Template
from django.utils import translation

from tests.counting import counted


def drawn(source, **context):
    return Template("{% load i18n %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('{% translate "Save & go" %}', "Save & go"),
        ('{% trans "100%" %}', "100%"),
        ('{% translate "Date" as day %}[{{ day }}]', "[Date]"),
        ('{% translate "Date"|upper %}', "DATE"),
        ("{% translate said %}", "&lt;b&gt;"),
        ('{% translate "Date" noop %}', "Date"),
        ('{% translate "May" context "abbrev. month" %}', "May"),
        ('{% if 1 %}{% translate "Date" as day %}{% endif %}{{ day }}', "Date"),
    ],
)
def test_words_are_those_of_django(source, words):
    assert drawn(source, said="<b>") == words


def test_words_follow_the_language():
    page = Template('{% load i18n %}{% translate "Home" %} {% translate "Time" as t %}{{ t }}')
    for _ in range(2):
        for language, words in (("en", "Home Time"), ("de", "Start Zeit"), ("fr", "Accueil Heure")):
            with translation.override(language):
                assert page.render(Context()) == words
        with translation.override(None):
            assert page.render(Context()) == "Home Time"


def test_words_in_a_variable_are_not_those_of_another_page():
    page = Template("{% load i18n %}{% translate said %}")
    assert [page.render(Context({"said": word})) for word in ("One", "Two")] == ["One", "Two"]


@pytest.mark.django_db
def test_fixed_words_cost_few_calls():
    page = Template("{% load i18n %}" + '{% translate "Date" %}' * 100)
    assert counted(lambda: page.render(Context())).calls / 100 <= 25
