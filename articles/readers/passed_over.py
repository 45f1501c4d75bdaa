"""Files that nobody means to import: those of the system, those that belong to a saved page."""

import re
from collections.abc import Collection, Sequence

OF_SYSTEMS = {"__macosx", "thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r", "$recycle.bin"}
# Browsers save the pictures and scripts of `page.html` in a folder named like it, with one of
# these words behind in the language of the browser.
OF_PAGES = (
    r"files|file|dateien|fichiers|archivos|ficheros|arxius|fitxers|bestanden|arquivos|ficheiros"
    r"|soubory|súbory|subory|pliki|filer|tiedostot|elemei|elemek|dosyalar|dosyaları|datoteke"
    r"|datoteki|failid|faili|fails|failai|bylos|fisiere|fișiere|fişiere|skrár|файлы|файлове|файли"
    r"|αρχεία|קבצים|ملفات|文件|檔案|附件|ファイル|파일|fájlok|fajlok|fitxategiak|ficheros|berkas"
    r"|fail|tệp|ไฟล์|फ़ाइलें|ფაილები|файловете|датотеке|فایل‌ها"
)
COMPANION = re.compile(rf"(?P<page>.+)[ _.-](?:{OF_PAGES})", re.IGNORECASE | re.DOTALL)
# A folder of any other such name is one where scripts or styles of a page lie in it.
LIKE_COMPANION = re.compile(r"(?P<page>.+)[ _.-][^ _.-]+", re.DOTALL)
OF_PROGRAMS = re.compile(r".+\.(?:m?js|css)(?:\.download)?", re.IGNORECASE | re.DOTALL)
PAGE = re.compile(r"(?P<page>.+)\.(?:html?|xhtml)", re.IGNORECASE | re.DOTALL)


def is_hidden(parts: Sequence[str]) -> bool:
    """Whether a path, by its parts, is or lies in what a system keeps for itself."""
    return any(part.startswith(".") or part.lower() in OF_SYSTEMS for part in parts)


def folders_of_pages(paths: Collection[Sequence[str]]) -> set[tuple[str, ...]]:
    """The folders, by their parts, that browsers made for pages which lie beside them."""
    pages = {
        (*parts[:-1], found["page"].casefold())
        for parts in paths
        if parts and (found := PAGE.fullmatch(parts[-1]))
    }
    folders = {tuple(parts[: depth + 1]) for parts in paths for depth in range(len(parts) - 1)}
    with_programs = {
        tuple(parts[:-1]) for parts in paths if parts and OF_PROGRAMS.fullmatch(parts[-1])
    }
    return {
        folder
        for folder in folders
        for named in (COMPANION, LIKE_COMPANION)[: 1 + (folder in with_programs)]
        if (found := named.fullmatch(folder[-1]))
        and (*folder[:-1], found["page"].casefold()) in pages
    }


def is_within(parts: Sequence[str], folders: Collection[tuple[str, ...]]) -> bool:
    return any(tuple(parts[:depth]) in folders for depth in range(1, len(parts)))
