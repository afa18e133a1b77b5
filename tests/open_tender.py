"""What tests of an open tender share: one with sealed bids, stretches in which the site answered, a decision of the committee, a second round."""

import json
import secrets
from datetime import timedelta

import pytest
from sqlalchemy import select

from huasheng_vote import worker
from huasheng_vote.committee.actions import decisions
from huasheng_vote.committee.actions.decisions import Question
from huasheng_vote.committee.models import Subject
from huasheng_vote.committee.queries import decisions as asked
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.journal.models import JournalLeaf
from huasheng_vote.procurement.models import Bid, DeadlineMove, Uptime
from huasheng_vote.rules.flows.committees import Choice
from huasheng_vote.rules.flows.tenders import BidState
from huasheng_vote.rules.methods import Method
from huasheng_vote.rules.refusal import Refused
from tests import buying
from tests.proposals_helpers import act, key

MS, SECOND, MINUTE, HOUR, DAY = (timedelta(**{unit: 1}) for unit in ("milliseconds", "seconds", "minutes", "hours", "days"))
STEPS = (-MS, 0 * MS, MS)


def why(estate, who, fn, *args):
    with pytest.raises(Refused) as refused:
        act(estate, who, fn, *args)
    return refused.value.why


def lay(estate, *rows):
    with estate.site.unguarded(), writing(0):
        for row in rows:
            db.session.add(row)


def bid(here, state=BidState.SUBMITTED):
    """A sealed bid handed in now; whose it is nobody can read."""
    row = Bid(
        estate_id=here.estate.ref.id, tender_id=here.tender, key=key(), envelope=secrets.token_hex(16), bidder="1", state=state, stored="", digest="b" * 64,
        commitment="c" * 64, salt=bytes(32), sealed_by="browser", specification="5" * 64, leaf=0, submitted_at=here.at, changed_at=here.at,
    )  # fmt: skip
    lay(here.estate, row)
    return row.id


def open_with(estate, bids=3, method=Method.NEGOTIATION, **said):
    here = buying.published(estate, method, **said)
    for _each in range(bids):
        bid(here)
    return here


def up(estate, *stretches):
    """The site answered from one moment to the other."""
    lay(estate, *(Uptime(since=since, until=until) for since, until in stretches))


def settled(here, at):
    here.estate.site.at = at
    return worker.tenders_due(at)


def bid_states(here):
    db.session.rollback()
    return sorted(db.session.scalars(select(Bid.state).filter_by(tender_id=here.tender)))


def moves(here):
    db.session.rollback()
    return [(each.why, each.after - each.before) for each in db.session.scalars(select(DeadlineMove).order_by(DeadlineMove.id))]


def roles(estate, kind):
    bodies = db.session.scalars(select(JournalLeaf.body).filter_by(type=kind).order_by(JournalLeaf.index))
    return [json.loads(body)["role"] for body in bodies]


def decided(estate, subject=Subject.OTHER, post=True):
    """A decision of the committee, published or not; its id."""
    made = act(
        estate,
        "周主任",
        decisions.put,
        key(),
        Question("第二轮两家即可开标", "第一轮流标，第二轮有两家即可开标。", subject),
        estate.site.at + DAY,
    )
    for who in ("周主任", "吴委员"):
        act(estate, who, decisions.answer, made, asked.row(estate.ref.id, made).digest, Choice.YES, "同意这样办")
    if post:
        act(estate, "周主任", decisions.post, made)
    return made


def lines(estate, kind):
    bodies = db.session.scalars(select(JournalLeaf.body).filter_by(estate_id=estate.ref.id, type=kind).order_by(JournalLeaf.index))
    return [json.loads(body) for body in bodies]


def second_round(estate, bids=3, **said):
    """A tender that failed for want of bids, and one that repeats it, open with so many bids."""
    first = open_with(estate, bids=1, **said)
    settled(first, first.row().deadline)
    here = open_with(estate, bids, project_id=first.project, round=2, previous_id=first.tender)
    return here
