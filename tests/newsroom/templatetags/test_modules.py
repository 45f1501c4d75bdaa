"""A module's script element and the preloads of what it imports; the links of a sheet."""

import re

from django.core.management import call_command
from django.template import Context, Template
from django.test import override_settings

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
    assert html.count("modulepreload") == len(imports_of("js/workspace/annotation-workspace.js"))
    assert 'href="/static/js/workspace/annotation-workspace.js"' not in html


def test_a_module_that_imports_nothing_has_no_preloads():
    html = Template("{% load modules %}{% module 'ui/i18n.js' %}").render(Context())
    assert html == '<script type="module" src="/static/js/ui/i18n.js"></script>'


def test_what_is_preloaded_of_joined_modules_is_what_their_file_imports(tmp_path):
    storage = {"staticfiles": {"BACKEND": "newsroom.static_files.storage.HashedStaticFiles"}}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storage):
        call_command("collectstatic", interactive=False, verbosity=0)
        html = Template("{% load modules %}{% module 'review/review-desk.js' %}").render(Context())
    preloads = re.findall(r'<link rel="modulepreload" href="/static/([^"]+)">', html)
    assert [re.sub(r"\.[0-9a-f]{12}", "", path) for path in preloads] == [
        "js/facts/fact-picker.js",
        "js/shared.js",
    ]
    for path in (*preloads, *re.findall(r'<script type="module" src="/static/([^"]+)">', html)):
        assert (tmp_path / path).is_file()


def test_a_sheet_of_imports_is_the_links_to_them_in_their_order():
    html = Template("{% load modules %}{% sheet 'review/every-page.css' %}").render(Context())
    assert re.findall(r'<link rel="stylesheet" href="/static/css/([^"]+)">', html) == [
        "ui/marks.css",
        "ui/dialogs.css",
        "facts/linking.css",
        "review/desk.css",
        "review/group.css",
        "review/ruling.css",
        "review/overview.css",
    ]


def test_a_sheet_that_is_joined_is_one_link(tmp_path):
    storage = {"staticfiles": {"BACKEND": "newsroom.static_files.storage.HashedStaticFiles"}}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storage):
        call_command("collectstatic", interactive=False, verbosity=0)
        html = Template("{% load modules %}{% sheet 'review/every-page.css' %}").render(Context())
    assert re.fullmatch(
        r'<link rel="stylesheet" href="/static/css/review/every-page\.[0-9a-f]{12}\.css">', html
    )
