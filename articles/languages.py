"""The names of languages, as far as Django knows them, and those that articles are in."""

from django.conf.locale import LANG_INFO
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from articles.models import Article
from newsroom.query_planner import values_in_use


def language_name(tag: str) -> str:
    """The name of the language with the tag (BCP 47), or the tag itself where none is known."""
    if not tag or tag == "und":
        return _("Not known")
    try:
        return get_language_info(tag.lower())["name_translated"]
    except KeyError:
        return tag


def known_languages() -> list[tuple[str, str]]:
    """Tags to choose from, with their names, by name."""
    tags = (tag for tag, info in LANG_INFO.items() if "name" in info)
    return sorted(((tag, language_name(tag)) for tag in tags), key=lambda pair: pair[1])


def languages_in_use() -> list[tuple[str, str]]:
    """The languages of the articles that there are: tags with their names, by name."""
    tags = values_in_use(Article, "language")
    return sorted(((tag, language_name(tag)) for tag in tags), key=lambda pair: pair[1])
