"""How a tender ends before an award: given up, failed, and what a second round may do with."""

import pytest
from sqlalchemy import select

from huasheng_vote.committee.actions import decisions
from huasheng_vote.committee.actions.basis import Basis
from huasheng_vote.committee.models import Subject
from huasheng_vote.extensions import db
from huasheng_vote.notices.models import Notice
from huasheng_vote.procurement.actions import cancelling, deadlines, endings
from huasheng_vote.procurement.opendata.publishing import releases
from huasheng_vote.proposals.actions.once import digest
from huasheng_vote.rules.flows.tenders import Cancelled, TenderState
from huasheng_vote.rules.refusal import Why
from huasheng_vote.rules.tendering import Failed
from tests import buying
from tests.open_tender import bid_states, decided, open_with, second_round, settled, why
from tests.proposals_helpers import act, leaves

# Giving up


NOTE = "物业公司已免费更换，不再需要。"


def test_a_cancelled_tender_gives_sealed_bids_back_unopened_and_says_why(estate):
    here = open_with(estate)
    act(estate, "周主任", cancelling.cancel, here.tender, Cancelled.NEED_GONE, NOTE)
    row = here.row()
    assert (row.state, row.cancelled_code, row.cancelled_note, row.ended_at) == (TenderState.CANCELLED, "need_gone", NOTE, estate.site.at)
    assert bid_states(here) == ["returned"] * 3
    assert leaves(estate, "tender.cancelled") == [{"reason": "need_gone", "digest": digest(NOTE)}]
    assert why(estate, "周主任", cancelling.cancel, here.tender, Cancelled.ORDERED, NOTE) is Why.NOT_POSSIBLE_NOW


def test_what_was_opened_takes_no_further_part(estate):
    here = buying.evaluated(estate)
    act(estate, "周主任", cancelling.cancel, here.tender, Cancelled.COLLUSION, NOTE)
    assert bid_states(here) == ["not_awarded"] * 3


def test_a_draft_is_given_up_without_a_word_to_anybody(estate):
    here = buying.drafted(estate)
    act(estate, "周主任", cancelling.cancel, here.tender, Cancelled.BUDGET_GONE, NOTE)
    assert here.row().state == TenderState.CANCELLED
    assert db.session.scalars(select(Notice).filter_by(code="tender.cancelled")).all() == []


def test_too_few_valid_bids_end_it_where_it_stands(estate):
    here = buying.opened(estate)
    act(estate, "周主任", lambda on: endings.fail(on, deadlines.settle(on, here.tender), Failed.TOO_FEW_VALID))
    assert (here.row().state, here.row().failed_reason) == (TenderState.FAILED, "too_few_valid")
    assert bid_states(here) == ["not_awarded"] * 3


# A second round


@pytest.mark.parametrize(("bids", "state"), [(1, TenderState.FAILED), (2, TenderState.CLOSED), (3, TenderState.CLOSED)])
def test_two_bids_do_where_a_published_decision_says_so(estate, bids, state):
    here = second_round(estate, bids)
    decided(estate)
    act(estate, "周主任", cancelling.let_fewer_do, here.tender, 2026, 1, 2)
    assert leaves(estate, "tender.fewer")[0] | {"digest": ""} == {"bids": 2, "decision": "2026-1", "digest": ""}
    settled(here, here.row().deadline)
    assert here.row().state == state


@pytest.mark.parametrize("said", [{"post": False}, {"subject": Subject.REPLY}])
def test_no_other_decision_lets_fewer_do(estate, said):
    here = second_round(estate)
    decided(estate, **said)
    for number in (1, 2):
        assert why(estate, "周主任", cancelling.let_fewer_do, here.tender, 2026, number, 2) is Why.NO_SUCH_DECISION


def test_a_decision_from_before_the_failure_is_none(estate):
    decided(estate)
    estate.site.later(days=1)
    here = second_round(estate)
    assert why(estate, "周主任", cancelling.let_fewer_do, here.tender, 2026, 1, 2) is Why.NO_SUCH_DECISION


@pytest.mark.parametrize(("bids", "expected"), [(0, Why.OUT_OF_RANGE), (3, Why.OUT_OF_RANGE)])
def test_only_two_or_one_may_do(estate, bids, expected):
    here = second_round(estate)
    decided(estate)
    assert why(estate, "周主任", cancelling.let_fewer_do, here.tender, 2026, 1, bids) is expected


def test_in_a_first_round_and_after_the_deadline_it_stays_as_it_is(estate):
    decided(estate)
    first = open_with(estate)
    assert why(estate, "周主任", cancelling.let_fewer_do, first.tender, 2026, 1, 2) is Why.NO_FIRST_ROUND
    here = second_round(estate, bids=2, project_id=first.project)
    decided(estate)
    estate.site.at = here.row().deadline
    assert why(estate, "周主任", cancelling.let_fewer_do, here.tender, 2026, 2, 2) is Why.NOT_POSSIBLE_NOW


def test_a_decision_that_was_revoked_lets_nobody_through(estate):
    here = second_round(estate, bids=2)
    made = decided(estate)
    act(estate, "周主任", cancelling.let_fewer_do, here.tender, 2026, 1, 2)
    decided(estate)
    act(estate, "周主任", decisions.revoke, made, Basis(False, 2026, 2))
    settled(here, here.row().deadline)
    assert here.row().state == TenderState.FAILED


def test_open_data_tells_how_it_ended(estate):
    first = open_with(estate, bids=2)
    settled(first, first.row().deadline)
    second = open_with(estate, project_id=first.project)
    act(estate, "周主任", cancelling.cancel, second.tender, Cancelled.NEED_GONE, NOTE)
    told = [(each["tag"], each["tender"]["status"], "bids" in each) for each in releases(estate.ref.id)]
    assert told == [(["tenderUpdate"], "unsuccessful", False), (["tenderCancellation"], "cancelled", False)]
