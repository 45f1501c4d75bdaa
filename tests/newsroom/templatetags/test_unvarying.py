"""Parts of a page that are drawn once."""

from django.template import Context, engines
from django.utils import translation


def drawn(source, **context):
    template = engines["django"].from_string("{% load i18n unvarying %}" + source)
    return lambda **more: template.template.render(Context(context | more))


def test_it_is_drawn_once_for_each_language():
    draw = drawn(
        "{% unvarying %}{% get_current_language as here %}{{ here }}{% now 'u' %}{% endunvarying %}"
    )
    first = draw()
    assert draw() == first
    with translation.override("de"):
        german = draw()
    assert (first[:2], german[:2]) == ("en", "de")
    assert draw() == first


def test_it_knows_nothing_of_the_page():
    draw = drawn("{{ name }}{% unvarying %}[{{ name }}{{ user }}{{ request }}]{% endunvarying %}")
    assert draw(name="Ada") == "Ada[]"
    assert draw(name="Ben") == "Ben[]"


def test_it_is_drawn_anew_for_another_value_of_what_is_named():
    draw = drawn("{% unvarying table %}{% now 'u' %}{% endunvarying %}")
    one, other = draw(table=("claim",)), draw(table=("claim", "quote"))
    assert one != other
    assert draw(table=("claim",)) == one
