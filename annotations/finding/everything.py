"""What a few words find, in groups of a few; each as the list of its kind shows it to the reader.

Every group begins with the same rows as its list, so it tells nothing that the list does not.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from annotations import access
from annotations.facts.search import search
from annotations.finding.places import places_for
from annotations.models import Annotation
from annotations.ui.words import contains, phrases, shortened
from articles import searching
from articles.models import Article, Story
from newsroom.models import User

FEW = 5
LEAST_LETTERS = 2
LONGEST = 90  # Letters of a title.
# Annotations are looked for in the newest articles that have the words: to look through all
# annotations takes as long as there are annotations.
ARTICLES_READ = 200


class Found(NamedTuple):
    """One thing: its words, what is said beside them, its page, and the label if it has one."""

    words: str
    beside: str
    url: str
    label: str = ""


class Group(NamedTuple):
    """Things of a kind; `all_url` is the list that holds the others too, empty if there is none."""

    key: str
    name: str
    found: list[Found]
    all_url: str


def find_anything(words: str, user: User) -> list[Group]:
    """The groups in which the words find something; none for less than two letters."""
    asked = phrases(words)
    if sum(map(len, asked)) < LEAST_LETTERS:
        return []
    articles = articles_with(asked)
    query = f"?{urlencode({'q': words.strip()})}"
    groups = (
        group(
            "articles", _("Articles"), map(of_article, articles[:FEW]), reverse("articles") + query
        ),
        group("facts", _("Facts"), facts_with(words), reverse("facts") + query),
        group(
            "annotations",
            _("Annotations"),
            annotations_with(asked, articles, user),
            reverse("annotations") + query,
        ),
        group("stories", _("Stories"), stories_with(asked)),
        group("people", _("People"), people_with(asked, user)),
        group("places", _("Pages and acts"), pages_with(asked, user)),
    )
    return [one for one in groups if one.found]


def group(key: str, name: str, found: Iterable[Found], all_url: str = "") -> Group:
    return Group(key, name, list(found), all_url)


def articles_with(asked: list[str]) -> list[Article]:
    """The newest articles with every word in title, text, byline or outlet, those first that have
    them in the title.
    """
    shown = searching.holding(Article.objects.shown(), asked)
    found = list(
        shown.select_related("outlet")
        .only("title", "language", "published_on", "outlet__name", "imported_at")
        .order_by("-imported_at", "-pk")[:ARTICLES_READ]
    )
    lowered = [each.casefold() for each in asked]
    return sorted(found, key=lambda one: not all(word in one.title.casefold() for word in lowered))


def of_article(article: Article) -> Found:
    said = [str(article.outlet or ""), day(article.published_on)]
    return Found(
        shortened(article.title, LONGEST),
        " · ".join(filter(None, said)),
        article.get_absolute_url(),
    )


def day(date: object) -> str:
    return date_format(date) if date else ""  # type: ignore[arg-type]


def facts_with(words: str) -> Iterator[Found]:
    for fact in search(words, most=FEW):
        statement = shortened(fact.shown.statement, LONGEST)  # type: ignore[attr-defined]
        yield Found(statement, _("No. %(number)s") % {"number": fact.pk}, fact.get_absolute_url())


def annotations_with(asked: list[str], articles: list[Article], user: User) -> Iterator[Found]:
    """Those of the reader, and of others where they may be read, of what was marked with the words.

    An article has every word that is marked in it.
    """
    if not articles:
        return
    seen = access.annotations_seen_by(user).live()
    seen = seen.filter(layer__revision__article__in=[one.pk for one in articles])
    for each in asked:
        seen = seen.filter(contains("exact", each))
    rows: QuerySet[Annotation] = seen.select_related("layer__revision__article").only(
        "exact", "label", "layer__revision__article__title"
    )
    for one in rows.order_by("-updated_at", "-pk")[:FEW]:
        title = shortened(one.layer.revision.article.title, 60)
        yield Found(shortened(one.exact, LONGEST), title, one.get_absolute_url(), one.label)


def stories_with(asked: list[str]) -> Iterator[Found]:
    found = Story.objects.all()
    for each in asked:
        found = found.filter(contains("title", each))
    for story in found[:FEW]:
        yield Found(shortened(story.title, LONGEST), "", reverse("story", args=[story.pk]))


def people_with(asked: list[str], user: User) -> Iterator[Found]:
    """Whoever looks after the people of the desk finds them; nobody else has a list of them."""
    if not user.has_perm("newsroom.manage_people"):
        return
    found = User.objects.filter(is_active=True)
    for each in asked:
        named = contains("username", each) | contains("first_name", each)
        found = found.filter(Q(named) | contains("last_name", each))
    for person in found.order_by("username")[:FEW]:
        yield Found(str(person), person.username, reverse("person", args=[person.pk]))


def pages_with(asked: list[str], user: User) -> Iterator[Found]:
    """Where every word begins one of the page's words."""
    lowered = [each.casefold() for each in asked]
    matching = (
        place
        for place in places_for(user)
        if all(any(word.startswith(each) for word in place.words) for each in lowered)
    )
    for place, _number in zip(matching, range(FEW), strict=False):
        yield Found(str(place.name), "", reverse(place.url))
