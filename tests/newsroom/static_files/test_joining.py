"""Joined scripts are the same program, joined sheets the same cascade."""

import json
import subprocess

import pytest

from newsroom.static_files.joining import (
    SHARED,
    Unjoinable,
    check_script,
    joined_scripts,
    joined_sheet,
)
from tests.js.test_pure_modules import node

SOURCES = {
    # Two pages, of which both count by the same module, and one by way of another.
    "js/one/page.js": 'import { next as count } from "../ui/counter.js";\n'
    'import {\ntwice,\nNAME,\n} from "./twice.js";\n'
    'export const first = [count(), twice(), NAME];\nlog("one");\n',
    "js/one/twice.js": 'import { next } from "../ui/counter.js";\n'
    'const unseen = "hidden";\nexport const NAME = "twice";\n'
    "export async function later() {\nreturn NAME;\n}\n"
    'export function twice() {\nnext();\nreturn next();\n}\nlog("twice");\n',
    "js/two/page.js": 'import { next } from "../ui/counter.js";\nimport "../one/page.js";\n'
    'export const second = next();\nlog("two");\n',
    "js/ui/counter.js": "const unseen = { at: 0 };\nexport function next() {\n"
    'unseen.at += 1;\nreturn unseen.at;\n}\nlog("counter");\n',
}
ENTRIES = ("js/one/page.js", "js/two/page.js")
RUN = """
const said = [];
globalThis.log = (name) => said.push(name);
const { first } = await import("./js/one/page.js");
const { second } = await import("./js/two/page.js");
console.log(JSON.stringify([first, second, said]));
"""


def ran(files, folder):
    for name, text in {**files, "run.mjs": RUN, "package.json": '{"type": "module"}'}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    done = subprocess.run([node(), folder / "run.mjs"], capture_output=True, check=True)
    return json.loads(done.stdout)


def test_joined_modules_do_what_their_sources_do_and_exist_once(tmp_path):
    as_written = ran(SOURCES, tmp_path / "sources")
    assert as_written == [[1, 3, "twice"], 4, ["counter", "twice", "one", "two"]]
    files = joined_scripts(SOURCES, ENTRIES)
    assert set(files) == {SHARED, *ENTRIES}
    assert ran(files, tmp_path / "joined") == as_written


def test_each_module_is_in_one_file():
    files = joined_scripts(SOURCES, ENTRIES)
    for name in ("counter", "twice", "one", "two"):
        assert sum(f'log("{name}")' in text for text in files.values()) == 1


def test_a_module_that_imports_itself_by_way_of_another_is_refused():
    sources = {
        "js/a/a.js": 'import { b } from "./b.js";\nexport const a = 1;\n',
        "js/a/b.js": 'import { a } from "./a.js";\nexport const b = 1;\n',
    }
    with pytest.raises(Unjoinable, match="imports itself"):
        joined_scripts(sources, ["js/a/a.js"])


def test_a_shared_module_that_imports_an_entry_is_refused():
    sources = {
        "js/a/a.js": 'import { c } from "./c.js";\n',
        "js/a/b.js": 'import { c } from "./c.js";\n',
        "js/a/c.js": 'import { d } from "./d.js";\nexport const c = 1;\n',
        "js/a/d.js": "export const d = 1;\n",
    }
    assert "const a_d" in joined_scripts(sources, ["js/a/a.js", "js/a/b.js"])[SHARED]
    with pytest.raises(Unjoinable, match=r"imports js/a/d\.js"):
        joined_scripts(sources, ["js/a/a.js", "js/a/b.js", "js/a/d.js"])


@pytest.mark.parametrize(
    "line",
    [
        'import name from "./b.js";',
        'import * as all from "./b.js";',
        'export * from "./b.js";',
        "export default class {}",
        "export let count = 0;",
        "export { one };",
        "const here = import.meta.url;",
    ],
)
def test_other_forms_of_import_and_export_are_refused(line):
    with pytest.raises(Unjoinable, match=r"js/a/a\.js"):
        check_script("js/a/a.js", f"const one = 1;\n{line}\n")


@pytest.mark.parametrize(
    "line",
    [
        'import { one, two as three } from "./b.js";',
        'import "./b.js";',
        "export const one = 1;",
        "export class One {}",
        "export async function one() {}",
        "export function* one() {}",
        "import(page.data.picker);",
    ],
)
def test_the_forms_of_our_modules_are_known(line):
    check_script("js/a/a.js", f"{line}\n")


def test_a_sheet_holds_those_that_it_imports_in_their_places():
    sheets = {
        "css/a/page.css": '@import url("../ui/all.css");\n@import url("own.css");\np { top: 0 }\n',
        "css/a/own.css": "q { top: 1px }\n",
        "css/ui/all.css": '@import url("base.css");\n',
        "css/ui/base.css": "b { top: 2px }\n",
    }
    assert joined_sheet("css/a/page.css", sheets.__getitem__) == (
        "b { top: 2px }\nq { top: 1px }\np { top: 0 }\n"
    )


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ('url("../../../fonts/one.woff2")', 'url("../fonts/one.woff2")'),
        ("url(one.svg)", "url(ui/parts/one.svg)"),
        ('url("data:image/svg+xml,a")', 'url("data:image/svg+xml,a")'),
        ("url(#mask)", "url(#mask)"),
        ('url("/static/one.svg")', 'url("/static/one.svg")'),
    ],
)
def test_addresses_in_an_imported_sheet_still_lead_there(there, here):
    sheets = {
        "css/page.css": '@import url("ui/parts/one.css");\n',
        "css/ui/parts/one.css": f"p {{ background: {there} }}\n",
    }
    assert joined_sheet("css/page.css", sheets.__getitem__) == f"p {{ background: {here} }}\n"


@pytest.mark.parametrize("line", ['@import "b.css";', '@import url("b.css") print;'])
def test_other_forms_of_import_in_a_sheet_are_refused(line):
    with pytest.raises(Unjoinable, match=r"css/a\.css"):
        joined_sheet("css/a.css", {"css/a.css": f"{line}\n", "css/b.css": ""}.__getitem__)
