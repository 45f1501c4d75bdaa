"""One file per model; this is their index."""

from annotations.models.adjudication import Adjudication, RuledSpan, Undoing
from annotations.models.agreement import PairCounts, PairSums, TextFigures, TextOrigins
from annotations.models.alias import Alias
from annotations.models.annotation import Annotation
from annotations.models.clearing import Clearing
from annotations.models.disagreement import Disagreement
from annotations.models.fact import Fact, FactElsewhere, FactState, FactTerm, FactVersion, Source
from annotations.models.fact_link import FactLink
from annotations.models.guideline import Guideline
from annotations.models.layer import Layer
from annotations.models.review import Review
from annotations.models.saved_view import SavedView
from annotations.models.seen import Seen
from annotations.models.suggestion import Answer, RulesRun, Suggestion
from annotations.models.thread import Comment, Notice, Thread

__all__ = [
    "Adjudication",
    "Alias",
    "Annotation",
    "Answer",
    "Clearing",
    "Comment",
    "Disagreement",
    "Fact",
    "FactElsewhere",
    "FactLink",
    "FactState",
    "FactTerm",
    "FactVersion",
    "Guideline",
    "Layer",
    "Notice",
    "PairCounts",
    "PairSums",
    "Review",
    "RuledSpan",
    "RulesRun",
    "SavedView",
    "Seen",
    "Source",
    "Suggestion",
    "TextFigures",
    "TextOrigins",
    "Thread",
    "Undoing",
]
