"""Fixed words of a template are looked up once for each language, all others every time."""

import pytest
from django.template import Context, Template
from django.utils import translation

from newsroom.paging import counted_to
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


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{% blocktranslate %}{{ n }} found{% endblocktranslate %}", "4,000 found"),
        (
            "{% blocktranslate with m=n %}{{ m }} of {{ n }}{% endblocktranslate %}",
            "4,000 of 4,000",
        ),
        (
            "{% blocktranslate count k=n %}{{ k }} s{% plural %}{{ k }} p{% endblocktranslate %}",
            "4,000 p",
        ),
        (
            "{% blocktranslate count k=one %}{{ k }} of {{ n }}{% plural %}{{ k }} s"
            "{% endblocktranslate %}",
            "1 of 4,000",
        ),
        ("{% blocktranslate %}{{ few }} {{ no }}.{% endblocktranslate %}", "999 ."),
        ("{% blocktranslate %}{{ less }}, {{ day }}{% endblocktranslate %}", "-1,234, a &amp; b"),
        ("{% blocktranslate with k=row.pk %}Fact {{ k }}{% endblocktranslate %}", "Fact 12345"),
        (
            "{% blocktranslate with k=row.fact_id %}Fact {{ k }}{% endblocktranslate %}",
            "Fact 67890",
        ),
        ("{{ n|grouped }} {{ few|grouped }} {{ day|grouped }}", "4,000 999 a &amp; b"),
        ("{{ n|in_words }} {{ many|in_words }}", "4,000 More than 1,000"),
        ('<a href="?page={{ n }}" data-n="{{ n }}">', '<a href="?page=4000" data-n="4000">'),
    ],
)
def test_numbers_within_words_are_written_for_reading_and_no_others(source, words):
    row = {"pk": 12345, "fact_id": 67890}
    given = {"n": 4000, "one": 1, "few": 999, "less": -1234, "day": "a & b", "row": row}
    assert drawn(source, many=counted_to(1001), **given) == words
