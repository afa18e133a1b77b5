"""The receipt: shown only to the account that cast the ballot, reopened by its code; the choices only behind a fresh code."""

from typing import Any

from flask import Blueprint, url_for
from flask_babel import gettext as _

from huasheng_vote.assemblies.models.ballots import Ballot
from huasheng_vote.assemblies.queries.ballots import ballot_by_code, choices_of, commitment_of
from huasheng_vote.assemblies.queries.frozen import FrozenHead
from huasheng_vote.assemblies.views import street
from huasheng_vote.assemblies.views.own import cannot
from huasheng_vote.assemblies.views.reader import Reader, Vote, the_vote
from huasheng_vote.assemblies.views.sheet import Sheet
from huasheng_vote.assemblies.views.tally import houses_of, lit_units, turnout
from huasheng_vote.journal import checkpoints
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.counts import NOBODY
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import may, signed_in
from huasheng_vote.web.facade import Drawing
from huasheng_vote.web.facade import street as drawn
from huasheng_vote.web.filters import when
from huasheng_vote.web.pages import page
from huasheng_vote.web.state import the_actor

bp = Blueprint("receipts", __name__, url_prefix="/<estate>/assemblies/<int:assembly_id>/receipts")


@bp.get("/<code>")
@signed_in
def receipt(assembly_id: int, code: str) -> Any:
    """What is kept: the code, the line in the log, what happens next. Not how one voted: somebody may be looking over a shoulder."""
    return _page(*_own(assembly_id, code))


@bp.get("/<code>/choices")
@may(Act.CAST_BALLOT)
def choices(assembly_id: int, code: str) -> Any:
    """The same with the choices, for whoever has a fresh code."""
    paper, ballot = _own(assembly_id, code)
    return _page(paper, ballot, chosen=paper.answered(choices_of(ballot)), opened=commitment_of(ballot))


def _own(assembly_id: int, code: str) -> tuple[Sheet, Ballot]:
    """The receipt, if it is the reader's own; to everybody else it does not exist."""
    vote, account = the_vote(assembly_id), the_actor().account or 0
    ballot = ballot_by_code(vote.known.estate_id, assembly_id, code, account)
    if ballot is None:
        raise Refused(Why.NOT_FOUND)
    head = vote.known.heads[ballot.head_id]
    return Sheet(vote, head, tuple(vote.known.asked(head.id)), account), ballot


def _page(paper: Sheet, ballot: Ballot, chosen: Any = None, opened: Any = None) -> Any:
    vote = paper.vote
    cast = paper.cast if ballot.counts else None
    return page(
        "assemblies/receipt.html",
        meeting=vote.meeting,
        closes=vote.closes,
        ballot=ballot,
        open=vote.open,
        chosen=chosen,
        opened=opened,
        covered=checkpoints.latest(vote.known.estate_id, covering=ballot.leaf),
        may_change=bool(cast) and cannot(vote, paper.head, cast) is None,
        change_words=paper.change_words,
        done_steps=paper.steps(len(paper.motions) + 3),
        drawings=_windows(vote, paper.head),
        taking_part=vote.standing.taking_part,
        url=url_for("receipts.receipt", assembly_id=vote.known.id, code=ballot.code, _external=True),
        invitation=_invitation(vote) if vote.open else "",
    )


def _windows(vote: Vote, head: FrozenHead) -> list[Drawing]:
    """The head's own buildings, its windows newly lit."""
    reader, motion = Reader(True, (head,), frozenset({head.id})), vote.known.asked(head.id)[0]
    shown, lit = vote.standing.shown(motion.id), lit_units(vote, motion, reader)
    own = [house for house in houses_of(vote, motion) if not reader.own_units.isdisjoint(house.plan.places)]
    return drawn([street.windows(house, lit, reader.own_units, shown.buildings.get(house.name, NOBODY)) for house in own], glow=True)


def _invitation(vote: Vote) -> str:
    """A text for the neighbours, without anything about one's own choice."""
    motion = next(iter(vote.known.motions.values()))
    area, heads = turnout(vote, motion)
    gap = [measure.missing_words for measure in (area, heads) if not measure.met]
    short = _("离三分之二还差 %(gap)s。", gap=_("、").join(gap)) if gap else _("参与的面积和人数都已达到三分之二。")
    words = _(
        "《%(title)s》正在表决，%(short)s%(when)s 截止，用邻长送的信上的二维码就能投。",
        title=motion.title,
        short=short,
        when=when(vote.closes),
    )
    return str(words)
