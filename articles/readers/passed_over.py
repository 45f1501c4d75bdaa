"""Files that nobody means to import: those of the system, those that belong to a saved page."""

import re
from collections.abc import Collection, Sequence

OF_SYSTEMS = {"__macosx", "thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r", "$recycle.bin"}
# Browsers save the pictures and scripts of `page.html` in a folder named like it, with one of
# these words behind in the language of the browser.
OF_PAGES = frozenset(
    "files file dateien fichiers archivos ficheros arxius fitxers bestanden arquivos ficheiros "
    "soubory súbory subory pliki filer tiedostot elemei elemek dosyalar dosyaları datoteke "
    "datoteki failid faili fails failai bylos fisiere fișiere fişiere skrár файлы файлове файли "
    "αρχεία קבצים ملفات 文件 檔案 附件 ファイル 파일 fájlok fajlok fitxategiak ficheros berkas "
    "fail tệp ไฟล์ फ़ाइलें ფაილები файловете датотеке فایل‌ها".split()
)
BEFORE_THE_WORD = " _.-"
Path = tuple[str, ...]
OF_PROGRAMS = re.compile(r".+\.(?:m?js|css)(?:\.download)?", re.IGNORECASE | re.DOTALL)
PAGE = re.compile(r"(?P<page>.+)\.(?:html?|xhtml)", re.IGNORECASE | re.DOTALL)


def is_hidden(parts: Sequence[str]) -> bool:
    """Whether a path, by its parts, is or lies in what a system keeps for itself."""
    return any(part.startswith(".") or part.lower() in OF_SYSTEMS for part in parts)


def folders_of_pages(paths: Collection[Sequence[str]]) -> set[Path]:
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
    return {folder for folder in folders if is_of_a_page(folder, pages, folder in with_programs)}


def is_of_a_page(folder: Path, pages: Collection[Path], has_programs: bool) -> bool:
    """Whether its name is that of a page beside it and one of the words; another word will do
    where scripts or styles lie in it.
    """
    page, word = page_and_word(folder[-1])
    is_named = word.casefold() in OF_PAGES or bool(word and has_programs)
    return is_named and (*folder[:-1], page.casefold()) in pages


def page_and_word(name: str) -> tuple[str, str]:
    """What a folder's name says before and behind its last mark between words."""
    at = max(map(name.rfind, BEFORE_THE_WORD))
    return (name[:at], name[at + 1 :]) if at > 0 else ("", "")


def is_within(parts: Sequence[str], folders: Collection[Path]) -> bool:
    return any(tuple(parts[:depth]) in folders for depth in range(1, len(parts)))
