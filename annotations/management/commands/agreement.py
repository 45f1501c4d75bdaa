"""Prints how far the editors agree, with their names: for whoever runs the machine."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.agreement.counting import ANY_LABEL
from annotations.agreement.from_layers import NAMES, UNDEFINED, label_name
from annotations.agreement.measures import MEASURES, Agreement, Measures
from annotations.agreement.sums import Narrowing, agreement_over
from annotations.exchange.exporting import output
from annotations.labels import name_of
from articles.models import Article


class Command(BaseCommand):
    help = (
        "Measure how far the editors agree, over all submitted readings of articles that are not "
        "archived. Figures are pooled: counts are summed over articles and pairs of editors "
        "before they are divided. An article that was submitted in two revisions counts twice."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--article",
            type=int,
            action="append",
            metavar="ID",
            help="Only this article, archived or not; may be given several times.",
        )
        parser.add_argument("--json", action="store_true", help="As JSON, for scripts.")

    def handle(self, *args: Any, **options: Any) -> None:
        found = agreement_over(asked_for(options["article"]))
        if options["json"]:
            lines: Iterable[str] = [json.dumps(found.as_json(), ensure_ascii=False, indent=2)]
        else:
            lines = report(found)
        output.write_to_stdout((f"{line}\n" for line in lines), self.stdout)


def asked_for(articles: Sequence[int] | None) -> Narrowing | None:
    """Raises CommandError for an article that is not there."""
    if not articles:
        return None
    known = Article.objects.in_bulk(articles)
    if unknown := sorted(set(articles) - set(known)):
        names = ", ".join(map(str, unknown))
        raise CommandError(f"no article with the id {names}", returncode=2)
    return lambda rows: rows.filter(article__in=articles)


def report(found: Agreement) -> Iterable[str]:
    """The figures as text, every measure by its full name."""
    yield f"Articles submitted by two editors or more: {found.texts}"
    yield f"Editors: {', '.join(found.editors) or 'none'}"
    for label, measures in found.labels.items():
        yield ""
        yield f"{label_name(label)}, all editors: {behind(measures)}"
        yield from figures(measures)
    for pair in found.pairs:
        if pair.label == ANY_LABEL:
            continue
        yield ""
        yield f"{name_of(pair.label)}, {pair.a} and {pair.b}: {behind(pair.measures)}"
        yield from figures(pair.measures)


def behind(measures: Measures) -> str:
    return f"articles {measures.texts}, editors {measures.editors}, marks {measures.spans}"


def figures(measures: Measures) -> Iterable[str]:
    for name in MEASURES:
        value = getattr(measures, name)
        reason = UNDEFINED[measures.undefined[name]] if value is None else ""
        shown = f"n/a ({reason})" if value is None else f"{value:.3f}"
        yield f"  {NAMES[name].full}: {shown}"
