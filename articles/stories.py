"""Stories: events that several articles report, put together by hand."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.details import CHUNK, comparable_value, refuse_invalid
from articles.importing.lock import lock_imports
from articles.models import Article, Story
from newsroom.history import record, record_all
from newsroom.models import User
from newsroom.problems import Refused


class TitleTaken(Refused):
    """Another story has this title; `extra` holds its id as `story`."""

    code = "title-taken"
    title = gettext_lazy("Another story has this title")


def assign_story(articles: Collection[int], story_title: str, *, by: User) -> Story | None:
    """Say that the articles of these ids report one event, a new story if none has this title.

    An empty title takes them out of their stories. A few queries for every CHUNK of articles.
    """
    story_title, wanted = story_title.strip(), sorted(articles)
    with transaction.atomic():
        lock_imports()
        story = story_titled(story_title, by=by) if story_title else None
        for first in range(0, len(wanted), CHUNK):
            chosen = Article.objects.filter(pk__in=wanted[first : first + CHUNK])
            rows = [one for one in chosen.select_related("story") if one.story != story]
            Article.objects.filter(pk__in=[article.pk for article in rows]).update(story=story)
            record_all(
                "article.changed",
                (
                    (one, None, {"story": [comparable_value(one.story), comparable_value(story)]})
                    for one in rows
                ),
                by=by,
            )
    return story


def rename_story(story: Story, title: str, *, by: User) -> Story:
    """Give the story another title. Raises TitleTaken, InvalidDetails."""
    with transaction.atomic():
        lock_imports()
        story = Story.objects.select_for_update().get(pk=story.pk)
        was, story.title = story.title, title.strip()
        if story.title == was:
            return story
        other = Story.objects.filter(title__iexact=story.title).exclude(pk=story.pk).first()
        if other:
            raise TitleTaken(_("Put the articles of one into the other instead."), story=other.pk)
        refuse_invalid(story)
        story.save()
        record("story.renamed", story, by=by, title=[was, story.title])
    return story


def story_titled(title: str, *, by: User) -> Story:
    known = Story.objects.filter(title__iexact=title).order_by("pk").first()
    if known:
        return known
    story = Story(title=title)
    refuse_invalid(story)
    story.save()
    record("story.made", story, by=by, title=title)
    return story
