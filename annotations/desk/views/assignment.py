"""Bulk assignment: choosing articles and editors, the plan, and carrying it out.

The choices are in the address, so the plan can be shown again; the form only posts that it shall be
carried out as shown. A blind reviewer sees how many texts each editor gets and how many editors
each text, never who gets which.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from annotations import access
from annotations.desk.filters import ArticleFilter
from annotations.desk.forms import AssignmentForm
from annotations.desk.selection import TICKED, selected, write_ids
from annotations.desk.views.bulk import back_to_list
from annotations.discussion import notifications
from annotations.layers import assigning
from annotations.layers.assigning import Assigned
from annotations.ui.chips import Chip, chips
from articles.models import Article
from newsroom.accounts.naming import names_apart
from newsroom.formats import Grouped
from newsroom.models import User
from newsroom.paging import page_of
from newsroom.requests import SignedInRequest

# What the address holds besides the articles that are meant.
OWN = ("editors", "per_article", "due_on")
FEW = 5  # Editors of a desk where all of them are meant, unless some are taken out.
AT_ONCE = 500  # Articles that are planned before anybody asks for it.
NAMED = 5  # Texts named in a message; the page below it names all of them.


@dataclass
class Choice:
    """A line of the list of editors."""

    editor: User
    name: str
    load: int
    chosen: bool
    reviews: bool


@require_http_methods(["GET", "HEAD", "POST"])
def assignment(request: SignedInRequest) -> HttpResponse:
    """The choice and below it the plan; a POST carries out the plan that was shown.

    For «X-Fragment: 1» the inside of the page, which the list of articles shows as a sheet.
    """
    access.refuse_unless_reviewer(request.user)
    articles = selected(request.GET, request.user, besides=[*OWN, "page"])
    asked = "per_article" in request.GET
    lines = choices(request.GET if asked else None)
    chosen = request.GET if asked else usual_choice(request, articles, lines)
    form = AssignmentForm(chosen)
    plan, status = None, 200
    if chosen and form.is_valid():
        said = form.cleaned_data
        plan = assigning.plan(articles, said["editors"], said["per_article"])
        if request.method == "POST":
            if request.POST.get("previewed") == plan.fingerprint():
                done = assigning.carry_out(plan, by=request.user, due_on=said["due_on"])
                report_result(request, done)
                if "next" in request.POST:
                    return back_to_list(request)
                return HttpResponseRedirect(request.get_full_path(), status=303)
            messages.warning(
                request,
                _("Nothing was assigned: something has changed meanwhile. Look again at the plan."),
            )
            status = 409
    elif asked or request.method == "POST":
        status = 422
    selection = query_of(request.GET)
    context = {
        "form": form,
        "choices": [line for line in lines if not line.reviews],
        "reviewers": [line for line in lines if line.reviews],
        "selection": [(name, value) for name, values in selection.lists() for value in values],
        "ticked": TICKED in selection,
        "chips": list(without_own(request.GET, request.user)),
        "count": articles.count() if plan is None else plan.total,
        "back": back(selection),
        "plan": plan,
        "action": f"{reverse('assignment')}?{chosen.urlencode()}" if chosen else "",
    }
    if plan is not None:
        context |= {
            "page": page_of(plan.shares, request),
            "left": assigning.count_by_reason(plan.left),
            "named": request.user.is_superuser,
        }
    context["sheet"] = request.headers.get("X-Fragment") == "1"
    template = "desk/_assignment.html" if context["sheet"] else "desk/assignment.html"
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["X-Fragment"])
    return response


@require_POST
def assignment_selection(request: SignedInRequest) -> HttpResponse:
    """From the list of articles: those that are ticked, or all that its filter finds."""
    access.refuse_unless_reviewer(request.user)
    query = QueryDict(request.POST.get("query", "")).copy()
    for name in ("page", "per"):
        query.pop(name, None)
    if "all" in request.POST:
        return HttpResponseRedirect(address(query), status=303)
    ticked = [int(one) for one in request.POST.getlist(TICKED) if one.isdecimal()]
    if ticked:
        return HttpResponseRedirect(of_articles(ticked), status=303)
    messages.error(request, _("Tick the articles that are to be assigned, or all that match."))
    return HttpResponseRedirect(f"{reverse('articles')}?{query.urlencode()}", status=303)


def of_articles(ids: list[int]) -> str:
    """The page for these articles. Raises Unclear where they are too many for an address."""
    return f"{reverse('assignment')}?{urlencode({TICKED: write_ids(ids)}, doseq=True)}"


def address(query: QueryDict) -> str:
    return f"{reverse('assignment')}?{query.urlencode()}" if query else reverse("assignment")


def query_of(asked: QueryDict) -> QueryDict:
    """Which articles are meant, without to whom they go."""
    query = asked.copy()
    for name in (*OWN, "page"):
        query.pop(name, None)
    return query


def back(selection: QueryDict) -> str:
    """The list of articles, narrowed as the choice is unless they were ticked."""
    query = "" if TICKED in selection else selection.urlencode()
    return f"{reverse('articles')}?{query}" if query else reverse("articles")


def without_own(asked: QueryDict, user: User) -> list[Chip]:
    """The filters that are set, each with a way to the choice without it."""
    return list(chips(ArticleFilter(query_of(asked), user=user)))


def choices(asked: QueryDict | None) -> list[Choice]:
    """Everybody who may annotate, the least busy first.

    Before anything is chosen those who do nothing else, if they are so few that all may be meant.
    """
    editors = list(assigning.able_editors())
    reviewing = set(notifications.reviewers().values_list("pk", flat=True))
    loads, names = assigning.open_loads(editors), names_apart(editors)
    usual = {editor.username for editor in editors if editor.pk not in reviewing}
    named = usual if len(usual) <= FEW else set()
    if asked is not None:
        named = set(asked.getlist("editors"))
    lines = [
        Choice(
            editor,
            names[editor.pk],
            loads[editor.pk],
            editor.username in named,
            editor.pk in reviewing,
        )
        for editor in editors
    ]
    return sorted(lines, key=lambda line: (line.load, line.editor.username))


def usual_choice(
    request: SignedInRequest, articles: QuerySet[Article], lines: list[Choice]
) -> QueryDict | None:
    """What is chosen where nothing is asked yet, so that a plan can be shown at once.

    None where there is nobody to choose, where so many articles are meant that to plan them takes
    a while, and for a POST, which only carries out what was shown.
    """
    chosen = [line.editor.username for line in lines if line.chosen]
    if request.method == "POST" or not chosen or articles[AT_ONCE : AT_ONCE + 1].exists():
        return None
    query = query_of(request.GET)
    query.setlist("editors", chosen)
    query["per_article"] = str(AssignmentForm().fields["per_article"].initial)
    return query


def report_result(request: SignedInRequest, done: Assigned) -> None:
    """What was given; and which texts could not be any more, and why."""
    words = ngettext(
        "%(texts)s assigned: %(n)s reading in all.",
        "%(texts)s assigned: %(n)s readings in all.",
        done.made,
    )
    texts = ngettext("%(n)s article", "%(n)s articles", done.texts) % {"n": Grouped(done.texts)}
    messages.success(request, words % {"n": Grouped(done.made), "texts": texts})
    for why, left in assigning.count_by_reason(done.left):
        titles = ", ".join(f"“{one.title}”" for one in left[:NAMED])
        if len(left) > NAMED:
            more = Grouped(len(left) - NAMED)
            titles = _("%(titles)s and %(n)s more") % {"titles": titles, "n": more}
        messages.warning(request, f"{why} {titles}")
