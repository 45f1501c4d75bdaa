"""What an export says, worked out row by row from the models: slow, and simple to believe."""

import csv
import io
import json
from datetime import UTC

from annotations.exchange.exporting.csv import guard
from annotations.models import Annotation, Guideline
from annotations.review.annotation_status import with_status
from annotations.spans.numbers import plain_decimal

FREE_TEXTS = (
    *("article_title", "outlet", "article_url", "language", "editor", "exact", "attributed_to"),
    *("unit", "note", "decided_by", "rationale"),
)


CAME = ("origin", "suggestions_shown")


def editor_records(annotations, *, name_of, reader=None):
    """The columns of each annotation by name, in the order of the export, then its context."""
    found = with_status(annotations.live(), reader).select_related(
        "guideline", "layer__editor", "layer__revision__article__outlet", "layer__revision__review"
    )
    for one in sorted(
        found, key=lambda one: (*place(one.layer.revision), one.layer.letter, *at(one))
    ):
        yield record(
            one,
            one.layer.revision,
            layer="editor",
            editor=name_of(one.layer),
            status=one.status,
            guideline_version=one.guideline.number,
            created_at=moment(one.created_at),
            updated_at=moment(one.updated_at),
        )


def final_records(spans):
    found = spans.select_related(
        "adjudication__decided_by", "adjudication__review__revision__article__outlet"
    )
    for one in sorted(found, key=lambda one: (*place(one.adjudication.review.revision), *at(one))):
        ruling, revision = one.adjudication, one.adjudication.review.revision
        names = {layer.letter: str(layer.editor) for layer in revision.layers.all()}
        letters = [
            lane["letter"]
            for lane in ruling.considered.get("lanes", [])
            if at(one)[:3] in [(s["start"], -s["end"], s["label"]) for s in lane["spans"]]
        ]
        in_force = Guideline.objects.filter(published_at__lte=ruling.decided_at)
        decided_at = moment(ruling.decided_at)
        yield record(
            one,
            revision,
            layer="final",
            came=came_of([whose_it_is(revision, letter, one) for letter in sorted(letters)]),
            editor=";".join(names[letter] for letter in sorted(letters)),
            status="agreed" if ruling.rule == "unanimous" else "adjudicated",
            decided_by=str(ruling.decided_by or ""),
            decided_at=decided_at,
            rationale=": ".join(part for part in (ruling.reason, ruling.note) if part),
            guideline_version=max([1, *in_force.values_list("number", flat=True)]),
            created_at=decided_at,
            updated_at=decided_at,
        )


def whose_it_is(revision, letter, span):
    """What the editor of that letter has at the place of the span; None where it is withdrawn."""
    live = Annotation.objects.live().filter(layer__revision=revision, layer__letter=letter)
    return live.filter(start=span.start, end=span.end, label=span.label).first()


def came_of(those):
    """The origins, and whether suggestions were shown; nothing where none is known."""
    words = {None: "", True: "yes", False: "no"}
    came = [one.origin or "" if one else "" for one in those]
    shown = [words[one.suggestions_shown] if one else "" for one in those]
    return {
        "origin": ";".join(came) if any(came) else "",
        "suggestions_shown": ";".join(shown) if any(shown) else "",
    }


def place(revision):
    return revision.article_id, revision.number


def at(span):
    return span.start, -span.end, span.label, span.pk.hex


def record(span, revision, **said):
    article = revision.article
    links = span.fact_links.filter(removed_at=None).order_by("fact_id")
    first = {
        "annotation_id": str(span.pk),
        "article_id": article.pk,
        "article_title": article.title,
        "outlet": article.outlet.name if article.outlet else "",
        "article_url": article.url,
        "published_on": article.published_on.isoformat() if article.published_on else "",
        "language": article.language,
        "revision": revision.number,
        "layer": said.pop("layer"),
        "editor": said.pop("editor"),
        "label": span.label,
        "start": span.start,
        "end": span.end,
        "exact": span.exact,
        "attributed_to": span.attributed_to,
        "value": "" if span.value is None else plain_decimal(span.value),
        "unit": span.unit,
        "note": span.note,
        "facts": ";".join(f"{link.fact_id}:{link.relation}" for link in links),
    }
    decided = {"status": said.pop("status"), "decided_by": "", "decided_at": "", "rationale": ""}
    group = {"span_group": str(span.span_group or "")}
    group |= said.pop("came") if "came" in said else came_of([span])
    group["fact_ids"] = ";".join(str(link.fact.stable_id) for link in links)
    context = {"prefix": span.prefix, "suffix": span.suffix}
    return first | decided | said | group | context


def moment(at):
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def without_context(record):
    return {name: cell for name, cell in record.items() if name not in ("prefix", "suffix")}


def as_csv(records):
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for number, record in enumerate(map(without_context, records)):
        if not number:
            writer.writerow(record)
        writer.writerow(
            guard(cell) if name in FREE_TEXTS else cell for name, cell in record.items()
        )
    return buffer.getvalue()


def as_jsonl(records):
    return "".join(
        json.dumps(as_object(without_context(record)), ensure_ascii=False) + "\n"
        for record in records
    )


def as_object(record):
    empty_is_none = ("published_on", "decided_at", "span_group", "value", *CAME)
    made = {n: None if n in empty_is_none and cell == "" else cell for n, cell in record.items()}
    if made["value"] is not None:
        number = made["value"]
        made["value"] = float(number) if "." in number else int(number)
    pairs = (pair.split(":") for pair in record["facts"].split(";") if pair)
    facts = [
        {"fact": int(fact), "relation": how, "fact_id": key}
        for (fact, how), key in zip(pairs, made.pop("fact_ids").split(";"), strict=False)
    ]
    return made | {"facts": facts}
