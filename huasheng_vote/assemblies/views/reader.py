"""Who is looking at a vote, and the vote brought up to date for them: what is due is done first, by whoever looks first."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from flask import g

from huasheng_vote.assemblies.actions.closing import close_voting, open_voting
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.queries.frozen import Frozen, FrozenHead, frozen_of
from huasheng_vote.assemblies.queries.speakers import Voice, voice
from huasheng_vote.assemblies.queries.standing import Standing, standing
from huasheng_vote.assemblies.queries.voting import OVER, glance, noticed
from huasheng_vote.rules.access import CONVENERS, OWNERS, SUPERVISORS, SYSTEM
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.convening import Online, only_consults
from huasheng_vote.rules.flows.assemblies import AssemblyState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.act import act_as
from huasheng_vote.web.state import now, the_actor, the_estate


@dataclass(frozen=True)
class Vote:
    """An assembly with what was frozen for it and how it stands, as one request sees it."""

    row: Any
    """As `voting.glance` read it."""
    known: Frozen
    at: datetime

    @cached_property
    def meeting(self) -> Assembly:
        """All of the assembly, for pages that show it; who casts a ballot or polls never asks."""
        return noticed(self.known.estate_id, self.known.id)

    @cached_property
    def standing(self) -> Standing:
        """How it stands; casting a ballot never asks. Refuses one whose ballots were destroyed: only its result is left."""
        if self.row.destroyed_at is not None:
            raise Refused(Why.MATERIAL_DESTROYED, day=local_day(self.row.destroyed_at).isoformat())
        return standing(self.known, closed=self.over)

    @cached_property
    def voice(self) -> Voice:
        """What whoever asks may speak for."""
        return voice(self.known, the_actor().account, self.at)

    @property
    def open(self) -> bool:
        """Whether ballots are taken at this moment."""
        return bool(self.row.state == AssemblyState.OPEN and self.at < self.closes)

    @property
    def begun(self) -> bool:
        """Whether ballots were ever taken."""
        return self.meeting.state != AssemblyState.NOTICED

    @property
    def closes(self) -> datetime:
        """When it ends: as noticed, or as extended."""
        closes: datetime = self.row.closes
        return closes

    @property
    def only_consults(self) -> bool:
        """Whether online ballots are a consultation and paper decides."""
        return only_consults(Online(self.row.online), self.known.procedure)

    @property
    def over(self) -> bool:
        """Whether it is closed and counted."""
        return self.row.state in OVER


@dataclass(frozen=True, slots=True)
class Reader:
    """Someone looking: `inside` may see windows and who took part; their own heads they see at once."""

    inside: bool
    heads: tuple[FrozenHead, ...]
    voted: frozenset[int]

    @property
    def tag(self) -> str:
        """What of the reader changes what is shown."""
        own = ".".join(f"{head.id}{'v' if head.id in self.voted else ''}" for head in self.heads)
        return f"{'in' if self.inside else 'out'}.{own}"

    @property
    def own_units(self) -> frozenset[int]:
        """The units they speak for."""
        return frozenset(door.unit for head in self.heads for door in head.doors)


def the_vote(assembly_id: int) -> Vote:
    """The assembly of the address, with its due opening or closing done."""
    row = _settled(assembly_id)
    g.vote = Vote(row, frozen_of(row), now())  # the frame of the page asks about it too
    return g.vote  # type: ignore[no-any-return]


def the_reader(vote: Vote) -> Reader:
    """Who asks."""
    actor, known = the_actor(), vote.known
    heads = vote.voice.heads_in(known)
    voted = frozenset(head.id for head in heads if head.id in vote.standing.voted)
    return Reader(actor.is_any(*OWNERS, *CONVENERS, *SUPERVISORS), tuple(heads), voted)


def _settled(assembly_id: int) -> Any:
    row = glance(the_estate().id, assembly_id)
    if row.state == AssemblyState.NOTICED and now() >= row.opens_at:
        row = _do(open_voting, assembly_id)
    if row.state == AssemblyState.OPEN and now() >= row.closes:
        row = _do(close_voting, assembly_id)
    return row


def _do(step: object, assembly_id: int) -> Any:
    """Somebody else may have just done it; counts that differ leave the vote closed to ballots and without a result."""
    try:
        act_as(the_estate(), SYSTEM, now(), step, assembly_id)  # type: ignore[arg-type]
    except Refused as refused:
        if refused.why not in (Why.NOT_POSSIBLE_NOW, Why.COUNTS_DIFFER, Why.CHANGED_MEANWHILE):
            raise
    return glance(the_estate().id, assembly_id)
