"""How far stories and their articles are, over annotations/desk."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from annotations.desk.progress import progress_of, sees_counts
from annotations.desk.row_html import counts_html, my_layer_html, wording
from annotations.desk.story_progress import StoryProgress, progress_of_stories
from articles.models import Article, Story
from newsroom.models import User

register = template.Library()


@register.simple_tag
def with_progress(stories: Iterable[Story], user: User) -> list[tuple[Story, StoryProgress]]:
    """Each story of a page with its progress, in one query."""
    rows = list(stories)
    progress = progress_of_stories(rows, user)
    return [(story, progress[story.pk]) for story in rows]


@register.simple_tag
def progress_of_story(story: Story, user: User) -> StoryProgress:
    return progress_of_stories([story], user)[story.pk]


@register.simple_tag
def with_cells(articles: Iterable[Any], user: User) -> list[tuple[Article, SafeString]]:
    """Each article of a page with its cell of progress, as the list of articles has it.

    Its articles have `latest_revision_id`.
    """
    rows, words, counts = list(articles), wording(), sees_counts(user)
    progress = progress_of(rows, user)
    cells = []
    for article in rows:
        said = my_layer_html(progress[article.pk], words)
        cell = f'<td class="layers" data-label="{words.my_layer}">{said}</td>'
        if counts:
            cell = counts_html(article, progress[article.pk], words)
        cells.append((article, mark_safe(cell)))  # noqa: S308 (escaped where it is written)
    return cells
