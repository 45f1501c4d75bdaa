"""Whether a newer text of an article has come in."""

from django.db.models import Exists, OuterRef

from articles.models import Revision


def where_newer_text(path: str = "") -> Exists:
    """The condition that a later revision has come; `path` is the lookup path to the revision."""
    return Exists(
        Revision.objects.filter(
            article=OuterRef(f"{path}article"), number__gt=OuterRef(f"{path}number")
        )
    )
