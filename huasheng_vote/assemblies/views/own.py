"""A reader's own ballots on the page of a vote: for each head they speak for, whether it has voted and what may be done."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from huasheng_vote.assemblies.queries.ballots import BallotInForce, counting, set_aside
from huasheng_vote.assemblies.queries.frozen import Door, FrozenHead
from huasheng_vote.assemblies.queries.voting import window
from huasheng_vote.assemblies.views.reader import Reader, Vote
from huasheng_vote.labels import register, words
from huasheng_vote.rules.ballot import Arrival, Channel, decide
from huasheng_vote.rules.refusal import Refused
from huasheng_vote.web.state import the_actor

FEW = 3  # units named where there are more


@dataclass(frozen=True, slots=True)
class OwnBallot:
    """One head's line. `receipt` only for whoever cast the ballot; `why_not` says why nothing can be cast, in words. `on_paper` and `aside` are when
    papers were received: that of the one that counts, those of the ones that do not."""

    head: int
    units: str
    area: int
    questions: int
    voted: bool
    receipt: str
    may_vote: bool
    why_not: str
    on_paper: datetime | None
    aside: list[datetime]


def own_ballots(vote: Vote, reader: Reader) -> list[OwnBallot]:
    """Every head the reader speaks for."""
    return [_own(vote, head) for head in reader.heads]


def _own(vote: Vote, head: FrozenHead) -> OwnBallot:
    cast = counting(vote.known.estate_id, vote.known.id, head.id)
    refused = cannot(vote, head, cast)
    mine = cast is not None and cast.account == the_actor().account
    return OwnBallot(
        head=head.id,
        units=units_words(head.doors),
        area=head.area,
        questions=len(vote.known.asked(head.id)),
        voted=cast is not None,
        receipt=cast.code if cast and mine else "",
        may_vote=refused is None,
        why_not=words(refused) if refused and not cast else "",
        on_paper=cast.received_at if cast and cast.channel is Channel.PAPER else None,
        aside=set_aside(vote.known.estate_id, vote.known.id, head.id),
    )


def cannot(vote: Vote, head: FrozenHead, cast: BallotInForce | None) -> Refused | None:
    """Why no ballot could be cast for the head at this moment."""
    if why := vote.voice.why_not(head):
        return Refused(why)
    try:
        decide(window(vote.known.estate_id, vote.known.id), Arrival(Channel.ONLINE, vote.at), cast.as_rule if cast else None)
    except Refused as refused:
        return refused
    return None


def units_words(doors: tuple[Door, ...]) -> str:
    """The units of a head: written out while they are few, else the first ones and how many there are."""
    few = doors if len(doors) <= FEW + 1 else doors[:FEW]
    written = str(_("、")).join(register.unit(door.building, door.entrance, door.number) for door in few)
    return written if few == doors else str(_("%(units)s等 %(n)s 套", units=written, n=len(doors)))
