"""Makes the font files in static/fonts/ of the published packages; run by hand, seldom.

    npm pack @fontsource-variable/source-serif-4@5.3.1 @fontsource-variable/inter@5.3.0
    python -m venv fonts-env && fonts-env/bin/pip install fonttools==4.68.0 brotli==1.2.1
    fonts-env/bin/python fonts/make.py *.tgz

Each file is cut to the weights that the sheets use, to kerning and to figures of one width. The
Latin ones, which every page loads, are cut further, to the letters and signs of Western languages
and of news; `static/css/ui/fonts.css` says which file has which, so the others are fetched by those
pages alone where such a letter stands. Both families are under the SIL Open Font License 1.1, whose
reserved name forbids to call what is changed “Source”: so they have names of our own.
"""

import hashlib
import io
import sys
import tarfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

TO = Path(__file__).resolve().parent.parent / "static" / "fonts"
PACKAGES = {
    "d26710dd38e7217484a1d47ee76c024977ec550548876f26d06ed1844af09a14": ("inter", "sans"),
    "8c452853c74be1e43e9fbfe76321c26f4678a2d431e93209ff1d9faec03fd96f": ("source-serif-4", "serif"),
}
WEIGHTS = (400, 600)
SCRIPTS = ("latin", "latin-ext", "cyrillic", "greek", "vietnamese")
# ASCII, Latin-1, Œ and ı, spacing accents, dashes, quotation marks, †‡•…‰′″‹›⁄€№™−
COMMON = (
    "U+20-7E,U+A0-FF,U+131,U+152-153,U+2C6,U+2DA,U+2DC,U+2010-2015,U+2018-201A,U+201C-201E,"
    "U+2020-2022,U+2026,U+2030,U+2032-2033,U+2039-203A,U+2044,U+20AC,U+2116,U+2122,U+2212"
)
EXTENDED = "U+100-24F,U+2BB-2BC,U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,U+20AD-20C0,U+2113"
KEPT = {"latin": COMMON, "latin-italic": COMMON, "latin-ext": EXTENDED}
# Kerning is 4 of the 21 kB of the sans, and not seen at the size of the interface.
FEATURES = {"sans": ["tnum"], "serif": ["kern"]}
# Tables of which browsers ask nothing, or that say again what the outlines say.
UNNEEDED = ["HVAR", "MVAR", "STAT", "GDEF"]


def main(archives: list[str]) -> None:
    TO.mkdir(exist_ok=True)
    for archive in archives:
        packed = Path(archive).read_bytes()
        package, family = PACKAGES[hashlib.sha256(packed).hexdigest()]
        with tarfile.open(fileobj=io.BytesIO(packed)) as files:
            # The font itself names its authors, which the package's copy of the licence does not.
            source = read(files, f"package/files/{package}-latin-wght-normal.woff2")
            authors = TTFont(io.BytesIO(source))["name"].getDebugName(0)
            licence = read(files, "package/LICENSE").decode()
            (TO / f"newsroom-{family}-LICENSE.txt").write_text(f"{authors}\n\n{licence}")
            for script in SCRIPTS:
                source = f"package/files/{package}-{script}-wght-normal.woff2"
                save(read(files, source), family, script)
            if family == "serif":
                source = f"package/files/{package}-latin-wght-italic.woff2"
                save(read(files, source), family, "latin-italic")


def read(files: tarfile.TarFile, name: str) -> bytes:
    found = files.extractfile(name)
    assert found is not None, name
    return found.read()


def save(source: bytes, family: str, script: str) -> None:
    whole = instancer.instantiateVariableFont(TTFont(io.BytesIO(source)), {"wght": WEIGHTS})
    whole.flavor = None
    narrowed = io.BytesIO()
    whole.save(narrowed)
    font = TTFont(narrowed)
    options = subset.Options(
        layout_features=FEATURES[family] if script.startswith("latin") else ["*"],
        hinting=False,
        flavor="woff2",
        name_IDs=[0, 1, 2, 3, 4, 6, 13, 14],
    )
    if script.startswith("latin"):
        options.drop_tables += UNNEEDED
    cutter = subset.Subsetter(options)
    letters = set(font.getBestCmap())
    if script in KEPT:
        letters &= set(subset.parse_unicodes(KEPT[script]))
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    name = f"Newsroom {family.title()}"
    for number in (1, 3, 4):
        font["name"].setName(name, number, 3, 1, 0x409)
    font["name"].setName(name.replace(" ", ""), 6, 3, 1, 0x409)
    font["head"].modified = font["head"].created
    font.flavor = "woff2"
    path = TO / f"newsroom-{family}-{script}.woff2"
    font.save(path)
    print(f"{path.name:<40}{path.stat().st_size:>8}")


if __name__ == "__main__":
    main(sys.argv[1:])
