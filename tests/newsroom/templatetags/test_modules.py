"""A module's script element, and the preloads of what it imports."""

from django.template import Context, Template

from newsroom.templatetags.modules import imports_of


def test_all_imports_are_preloaded_those_of_imports_too():
    html = Template("{% load modules %}{% module 'workspace/annotation-workspace.js' %}").render(
        Context()
    )
    assert (
        html.count('<script type="module" src="/static/js/workspace/annotation-workspace.js">') == 1
    )
    for direct_or_not in ("workspace/draft.js", "text/offsets.js", "saving/offline-store.js"):
        assert f'<link rel="modulepreload" href="/static/js/{direct_or_not}">' in html
    assert html.count("modulepreload") == len(imports_of("workspace/annotation-workspace.js"))
    assert 'href="/static/js/workspace/annotation-workspace.js"' not in html


def test_a_module_that_imports_nothing_has_no_preloads():
    html = Template("{% load modules %}{% module 'ui/i18n.js' %}").render(Context())
    assert html == '<script type="module" src="/static/js/ui/i18n.js"></script>'
