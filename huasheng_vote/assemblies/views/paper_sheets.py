"""What is printed on ballot papers: each head's questions with numbered boxes, the serial, the code to scan. A strip that is cut off says which door."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from huasheng_vote.assemblies.models.papers import BallotPaper
from huasheng_vote.assemblies.queries import meetings
from huasheng_vote.assemblies.queries.frozen import FrozenMotion
from huasheng_vote.assemblies.views.own import units_words
from huasheng_vote.assemblies.views.reader import Vote
from huasheng_vote.labels import voting
from huasheng_vote.rules.ballot import NONE_OF_THESE, Choice
from huasheng_vote.rules.papers import boxes, grouped

SHOWN_OF_HASH = 16


@dataclass(frozen=True, slots=True)
class PrintedMotion:
    """A question on paper: its number, title, the beginning of its text's hash, and its boxes by number."""

    ordinal: int
    title: str
    hash: str
    boxes: list[tuple[int, Any]]


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """One head's paper. `door` stands on the strip alone."""

    serial: str
    url: str
    door: str
    motions: list[PrintedMotion]


def sheets(vote: Vote, papers: Iterable[BallotPaper]) -> list[PrintedSheet]:
    """The papers as they are printed, door by door."""
    hashes = {each.motion.id: each.motion.text_hash for each in meetings.questions(vote.known.estate_id, vote.known.id)}
    return [_sheet(vote, each, hashes) for each in papers]


def _sheet(vote: Vote, paper: BallotPaper, hashes: Mapping[int, str | None]) -> PrintedSheet:
    head = vote.known.heads[paper.head_id]
    asked = [
        PrintedMotion(motion.ordinal, motion.title, (hashes[motion.id] or "")[:SHOWN_OF_HASH], numbered(motion))
        for motion in vote.known.asked(head.id)
    ]
    url = url_for("paper_hands.receive", assembly_id=vote.known.id, serial=paper.serial, _external=True)
    return PrintedSheet(grouped(paper.serial), url, units_words(head.doors), asked)


def numbered(motion: FrozenMotion) -> list[tuple[int, Any]]:
    """The boxes of a motion with the numbers printed beside them, the same that clerks type."""
    names = {**motion.options, NONE_OF_THESE: voting.CHOICES[NONE_OF_THESE], **{choice.value: voting.CHOICES[choice] for choice in Choice}}
    return [(n, names[answer]) for n, answer in enumerate(boxes(tuple(motion.options)), 1)]
