"""Subtitles (.srt, .vtt): what is spoken, as paragraphs, each cue's moment kept beside."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from articles.importing.drafts import Draft
from articles.readers.decoding import decoded
from articles.readers.drafting import Options, draft
from articles.readers.files import File
from articles.readers.fragments import one_line
from articles.readers.omissions import REMARK, REPEATED, SOUND
from articles.readers.stated import refuse_verbatim, stated_language
from articles.sentences import ENDS_LIKE_A_SENTENCE
from articles.text import Unfit, nfc
from articles.text import lines as line_feeds_only

MOMENT = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
TIMING = re.compile(rf"\s*{MOMENT}[ \t]*-->[ \t]*{MOMENT}")
BLANK_LINE = re.compile(r"\n[ \t]*\n")
VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]++([^<>]{1,200})>")
TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>|<(?:\d+:)?\d+:\d+[.,]\d+>|\{\\[^{}]{0,50}\}")
# A speaker in capitals, or a mark for a change of speaker, as broadcasters write them.
NAMED = re.compile(r"(?:>>\s*)?([A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ .’'-]{1,40}):(?=\s)")
CHANGE = re.compile(r"(?:>>+|[-–—])\s*(?=\S)")
ONLY_SOUND = re.compile(r"(?:[\[(][^\])]{1,100}[\])]|[♪♫#*\s]+|[♪♫][^♪♫]{0,200}[♪♫])")
WIDE = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
LANGUAGE = re.compile(r"^Language:[ \t]*([\w-]{2,35})[ \t]*$", re.MULTILINE)

LONG_PAUSE = 2.0  # seconds, after a sentence; they begin a new paragraph
BREAK = 6.0  # seconds, wherever they stand
LONG_PARAGRAPH = 600  # characters, after which the next sentence begins a new one
LONGEST_PARAGRAPH = 1_200  # characters; what a machine wrote down may have no sentences
FAR = 5_000  # characters that may be left out between two cues
LEAST_MOVED = 2
ROLLING = 0.3  # of all cues begin with the line that the one before ended with, in live subtitles


@dataclass
class Cue:
    """What is shown from `start` to `end`, in seconds; `speaker` where the cue names one."""

    start: float
    end: float
    lines: list[str]


@dataclass
class Speech:
    """What one speaker says in one paragraph, and the pieces of its cues: (seconds, words)."""

    speaker: str
    text: str = ""
    pieces: list[tuple[float, str]] = field(default_factory=list)

    def add(self, moment: float, words: str) -> None:
        self.text += gap(self.text, words) + words
        self.pieces.append((moment, words))


def gap(before: str, words: str) -> str:
    """What stands between the two: nothing where Chinese or Japanese goes on."""
    return "" if not before or (WIDE.match(before[-1]) and WIDE.match(words)) else " "


def read(file: File, options: Options) -> Draft:
    refuse_verbatim(options, "subtitles")
    data = file.data()
    source, note = decoded(data, declared=file.charset)
    source = line_feeds_only(source.removeprefix("\ufeff"))
    cues, left_out = cues_of(source)
    if not cues:
        raise Unfit("there is no cue with its moments in the subtitles")
    left_out += without_repeats(cues)
    speeches = list(speeches_of(cues, left_out))
    if not speeches:
        raise Unfit("there are no words in the subtitles")
    speakers = {speech.speaker for speech in speeches if speech.speaker}
    notes = [note] if note else []
    if len(speakers) == 1:
        notes.append(f"Spoken by {next(iter(speakers))}.")
    head = source.partition("\n\n")[0] if source.startswith("WEBVTT") else ""
    stated = LANGUAGE.search(head)
    made = draft(
        file.name,
        data,
        "\n\n".join(
            f"{speech.speaker}: {speech.text}"
            if speech.speaker and len(speakers) > 1
            else speech.text
            for speech in speeches
        ),
        options,
        outlet=options.outlet,
        language=stated_language(stated[1] if stated else ""),
        media_type="text/vtt" if head else "application/x-subrip",
        notes=notes,
        left_out=left_out,
    )
    made.title_generated = True  # No cue is a headline, however short it is.
    made.timecodes = timecodes(made.text, speeches)
    return made


def cues_of(source: str) -> tuple[list[Cue], list[dict[str, str]]]:
    """The cues in their order, and the remarks between them."""
    cues: list[Cue] = []
    left_out: list[dict[str, str]] = []
    for block in BLANK_LINE.split(source):
        lines = [line.strip() for line in block.strip("\n").split("\n")]
        at = next((at for at, line in enumerate(lines[:2]) if TIMING.match(line)), None)
        if at is not None:
            numbers = TIMING.match(lines[at])
            moments = numbers.groups() if numbers else ()
            cues.append(Cue(seconds(moments[:4]), seconds(moments[4:]), lines[at + 1 :]))
        elif has_no_words(lines, number=len(cues) + 1):
            continue
        elif cues and not lines[0].startswith("NOTE") and not source.startswith("WEBVTT"):
            cues[-1].lines += lines  # a blank line inside of a cue
        else:
            words = "\n".join(lines).removeprefix("NOTE").strip()
            left_out += [{"text": words, "reason": REMARK}] if words else []
    return cues, left_out


def has_no_words(lines: list[str], number: int) -> bool:
    """Whether the block is a head, a style, or the number of a cue that stands apart from it."""
    is_head = lines[0].split(" ")[0] in {"STYLE", "REGION", "WEBVTT"}
    return is_head or not "".join(lines) or lines == [str(number)]


def seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, whole, part = (one or "0" for one in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(whole) + float(f"0.{part}")


def without_repeats(cues: list[Cue]) -> list[dict[str, str]]:
    """Take the lines out that live subtitles show twice, as they roll up; what was taken out."""
    shown = [[plain(line) for line in cue.lines if plain(line)] for cue in cues]
    again = [
        at
        for at in range(1, len(cues))
        if shown[at] and shown[at - 1] and shown[at][0] == shown[at - 1][-1]
    ]
    # What is said twice is no sign of it: only that a line moves up and makes room for another.
    moved = sum(len(shown[at]) > 1 for at in again)
    if moved < LEAST_MOVED or moved <= ROLLING * len(cues):
        return []
    for at in again:
        first = next(place for place, line in enumerate(cues[at].lines) if plain(line))
        del cues[at].lines[: first + 1]
    return [{"text": f"{len(again)} lines that are shown twice", "reason": REPEATED}]


def speeches_of(cues: list[Cue], left_out: list[dict[str, str]]) -> Iterator[Speech]:
    """The paragraphs: a new one for another speaker, after a pause, and where one grows long."""
    speech, end = Speech(""), 0.0
    for cue in cues:
        for speaker, words, changes in utterances(cue, speech.speaker):
            if ONLY_SOUND.fullmatch(words):
                left_out.append({"text": words, "reason": SOUND})
                continue
            text = speech.text
            ends = bool(ENDS_LIKE_A_SENTENCE.search(text))
            pause = cue.start - end
            if text and (
                changes
                or speaker != speech.speaker
                or pause >= BREAK
                or len(text) >= LONGEST_PARAGRAPH
                or (ends and (pause >= LONG_PAUSE or len(text) >= LONG_PARAGRAPH))
            ):
                yield speech
                speech = Speech(speaker)
            speech.speaker = speaker
            speech.add(cue.start, words)
        end = max(end, cue.end)
    if speech.pieces:
        yield speech


def utterances(cue: Cue, speaker: str) -> Iterator[tuple[str, str, bool]]:
    """(speaker, words, whether another begins to speak) of what the cue shows, in its order."""
    lines: list[str] = []
    changes = False
    for line in cue.lines:
        for at, piece in enumerate(VOICE.split(line)):
            words = plain(piece)
            begins = NAMED.match(words) or CHANGE.match(words)
            if (at % 2 or begins) and lines:
                yield speaker, joined(lines), changes
                lines, changes = [], False
            if at % 2:
                speaker = words
                continue
            changes = changes or bool(begins)
            words = CHANGE.sub("", words, count=1) if CHANGE.match(words) else words
            lines += [words] if words else []
    if lines:
        yield speaker, joined(lines), changes


def joined(lines: list[str]) -> str:
    return "".join(
        gap(before, line) + line for before, line in zip(["", *lines], lines, strict=False)
    )


def plain(line: str) -> str:
    """The line without its tags."""
    return nfc(one_line(html.unescape(TAG.sub("", line))))


def timecodes(text: str, speeches: list[Speech]) -> list[list[float]]:
    """Where in the text each cue begins, and at which second: [offset, seconds], in order."""
    found: list[list[float]] = []
    at = 0
    for moment, words in (piece for speech in speeches for piece in speech.pieces):
        start = text.find(words, at, at + len(words) + FAR)
        if start >= 0:
            found.append([start, round(moment, 3)])
            at = start + len(words)
    return found
