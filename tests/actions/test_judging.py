"""Who is tied to a bidder leaves before any score, sheets are blind until all are locked, and both worked tables come out of the acts."""

import json

import pytest

from huasheng_vote.extensions import db
from huasheng_vote.procurement.actions import judging, reports
from huasheng_vote.procurement.actions.qualifying import Finding
from huasheng_vote.procurement.models import Bid
from huasheng_vote.procurement.queries import sheets as written
from huasheng_vote.rules.flows.tenders import BidState, Disqualified, TenderState
from huasheng_vote.rules.refusal import Refused, Why
from tests import buying
from tests.judged import FIVE, cleared, locked, opened, qualified, reported, scored, signed
from tests.proposals_helpers import act

MEMBER = "吴委员"
BAD = Finding(Disqualified.NOT_QUALIFIED, "没有照明工程资质")


def why(estate, who, fn, *args):
    with pytest.raises(Refused) as refused:
        act(estate, who, fn, *args)
    return refused.value.why


def state(lot):
    return lot.row().state


def states(lot):
    db.session.rollback()
    return {who: db.session.get_one(Bid, bid).state for who, bid in lot.bids.items()}


def phone(estate, who):
    from huasheng_vote.people.models import Account

    return db.session.get_one(Account, buying.account(estate, who)).phone


def ranking(lot):
    """Company, rank and total, as the report has them."""
    names = {bid: who for who, bid in lot.bids.items()}
    rows = json.loads(written.report(lot.row()).ranking)
    return [(names[each["bid"]], each["rank"], each["total"]) for each in rows]


# The two worked tables


def test_five_panelists_make_the_worked_table(estate):
    lot = signed(reported(scored(estate)))
    assert ranking(lot) == [("乙方经理", 1, 9100), ("丙方经理", 2, 9075), ("甲方经理", 3, 9012)]
    assert (state(lot), set(states(lot).values())) == (TenderState.EVALUATED, {BidState.RANKED})


def test_the_ranking_is_laid_out_as_awards_read_it(estate):
    lot = reported(scored(estate))
    assert json.loads(written.report(lot.row()).ranking)[0] == {
        "bid": lot.bids["乙方经理"],
        "rank": 1,
        "price": 4000,
        "technical": 3900,
        "commercial": 1200,
        "total": 9100,
    }


SECOND = [("乙方经理", 1, 9225), ("甲方经理", 2, 9095), ("丙方经理", 3, 9050)]


def test_without_the_fifth_and_nobody_in_their_place_the_second_place_changes(estate):
    lot = opened(estate, 5)
    act(estate, FIVE[4], judging.recuse, lot.tender, "与丙方同单位")
    act(estate, MEMBER, judging.leave_vacant, lot.seats[FIVE[4]])
    assert ranking(reported(locked(qualified(cleared(lot))))) == SECOND


def test_it_changes_as_well_where_they_leave_after_all_sheets_were_shown(estate):
    lot = reported(scored(estate))
    act(estate, FIVE[4], judging.recuse, lot.tender, "与丙方同单位")
    assert written.report(lot.row()) is None
    assert why(estate, FIVE[0], reports.write, lot.tender, "先写着再说") is Why.SEAT_EMPTY
    act(estate, MEMBER, judging.leave_vacant, lot.seats[FIVE[4]])
    assert ranking(reported(lot)) == SECOND
