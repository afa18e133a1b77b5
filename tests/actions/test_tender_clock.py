"""A tender's clock: it closes at its deadline and not before, moves where the site was out of reach, and fails where too few bids lie there."""

import pytest
from sqlalchemy import select

from huasheng_vote import worker
from huasheng_vote.extensions import db
from huasheng_vote.journal import checkpoints
from huasheng_vote.journal.leaf import stamp
from huasheng_vote.procurement.actions import deadlines
from huasheng_vote.procurement.models import Uptime
from huasheng_vote.procurement.queries import clock
from huasheng_vote.rules.flows.tenders import BidState, TenderState
from huasheng_vote.rules.methods import Method
from huasheng_vote.rules.refusal import Why
from tests.open_tender import (
    DAY,
    HOUR,
    MINUTE,
    MS,
    SECOND,
    STEPS,
    bid,
    bid_states,
    moves,
    open_with,
    roles,
    settled,
    up,
    why,
)
from tests.proposals_helpers import act, leaves

# Closing


@pytest.mark.parametrize("step", STEPS)
def test_it_closes_at_its_deadline_and_not_a_millisecond_before(estate, step):
    here = open_with(estate)
    at = here.row().deadline + step
    assert settled(here, at) == ([here.tender] if step >= 0 * MS else [])
    row = here.row()
    assert row.state == (TenderState.CLOSED if step >= 0 * MS else TenderState.PUBLISHED)
    assert row.closed_at == (row.deadline if step >= 0 * MS else None)
    assert settled(here, at + MINUTE) == ([] if step >= 0 * MS else [here.tender])


def test_what_was_handed_in_is_locked_and_what_was_not_confirmed_again_lapses(estate):
    here = open_with(estate)
    bid(here, BidState.NEEDS_RECONFIRMATION)
    bid(here, BidState.REPLACED)
    settled(here, here.row().deadline)
    assert bid_states(here) == ["locked", "locked", "locked", "replaced", "withdrawn"]


def test_with_one_bid_too_few_all_are_given_back_unopened(estate):
    here = open_with(estate, bids=2)
    bid(here, BidState.NEEDS_RECONFIRMATION)
    settled(here, here.row().deadline)
    row = here.row()
    assert (row.state, row.failed_reason, row.ended_at) == (TenderState.FAILED, "too_few", row.deadline)
    assert bid_states(here) == ["returned", "returned", "withdrawn"]
    assert leaves(estate, "tender.failed") == [{"reason": "too_few"}]


@pytest.mark.parametrize(("method", "said"), [(Method.NEGOTIATION, {}), (Method.QUOTATION, {"bids": 3})])
def test_the_log_says_how_many_bids_there_are_only_where_their_number_is_public(estate, method, said):
    here = open_with(estate, method=method)
    deadline = here.row().deadline
    settled(here, deadline)
    assert leaves(estate, "tender.closed") == [{"deadline": stamp(deadline), **said}]


def test_whoever_comes_first_closes_it_but_the_line_is_the_systems(estate):
    here = open_with(estate)
    estate.site.at = here.row().deadline
    for _twice in range(2):
        act(estate, "甲方经理", deadlines.settle, here.tender)
    assert roles(estate, "tender.closed") == ["system"]


def test_the_log_is_signed_as_soon_as_it_is_closed(estate):
    here = open_with(estate)
    settled(here, here.row().deadline)
    signed = checkpoints.latest(estate.ref.id)
    assert (signed.reason, signed.taken_at) == (checkpoints.Reason.DEADLINE, here.row().deadline)


def test_nothing_is_done_before_the_last_fact_of_the_tender(estate):
    here = open_with(estate)
    estate.site.later(hours=2)
    bid(here)
    last = estate.site.at
    estate.site.at = last - MS
    assert why(estate, "甲方经理", deadlines.settle, here.tender) is Why.CLOCK_WENT_BACK
    for step in (0 * MS, MS):
        estate.site.at = last + step
        act(estate, "甲方经理", deadlines.settle, here.tender)


def test_a_clock_that_goes_back_opens_nothing_that_was_closed(estate):
    here = open_with(estate)
    deadline = here.row().deadline
    settled(here, deadline + MINUTE)
    assert settled(here, deadline - HOUR) == []
    assert why(estate, "甲方经理", deadlines.settle, here.tender) is Why.CLOCK_WENT_BACK
    assert here.row().state == TenderState.CLOSED


# Outages


@pytest.mark.parametrize(("out", "moved"), [(29 * MINUTE + 59 * SECOND, []), (30 * MINUTE, [("outage", DAY)])])
def test_half_an_hour_out_of_reach_moves_the_deadline_and_a_second_less_does_not(estate, out, moved):
    here = open_with(estate)
    deadline = here.row().deadline
    up(estate, (deadline - 9 * HOUR, deadline - 2 * HOUR), (deadline - 2 * HOUR + out, deadline))
    settled(here, deadline)
    assert moves(here) == moved
    assert here.row().state == (TenderState.PUBLISHED if moved else TenderState.CLOSED)


def test_two_short_outages_add_up_and_stretches_that_overlap_count_once(estate):
    here = open_with(estate)
    deadline = here.row().deadline
    up(
        estate,
        (deadline - 9 * HOUR, deadline - 3 * HOUR),
        (deadline - 3 * HOUR + 15 * MINUTE, deadline - HOUR),
        (deadline - 2 * HOUR, deadline - 90 * MINUTE),
        (deadline - 45 * MINUTE, deadline),
    )
    settled(here, deadline - 45 * MINUTE)
    assert moves(here) == [("outage", DAY)]


def test_only_the_last_four_hours_are_watched(estate):
    here = open_with(estate)
    deadline = here.row().deadline
    up(estate, (deadline - 9 * HOUR, deadline - 8 * HOUR), (deadline - 4 * HOUR + 29 * MINUTE, deadline))
    settled(here, deadline)
    assert moves(here) == []


def test_a_site_that_is_down_at_the_deadline_moves_it_once_it_is_up_whoever_comes_first(estate):
    here = open_with(estate)
    deadline = here.row().deadline
    up(estate, (deadline - 9 * HOUR, deadline - 40 * MINUTE))
    estate.site.at = deadline + 5 * MINUTE
    act(estate, "甲方经理", deadlines.settle, here.tender)
    assert (here.row().state, here.row().deadline) == (TenderState.PUBLISHED, deadline + DAY)
    assert leaves(estate, "tender.moved") == [{"why": "outage", "before": stamp(deadline), "after": stamp(deadline + DAY)}]


def test_where_the_site_never_noted_that_it_answers_nothing_is_taken_for_an_outage(estate):
    here = open_with(estate)
    settled(here, here.row().deadline)
    assert moves(here) == []


def test_the_worker_notes_that_the_site_answers_and_a_gap_of_more_than_two_minutes(estate):
    start = estate.site.at
    for step in (0 * MINUTE, MINUTE, 3 * MINUTE, 5 * MINUTE + MS, 2 * MINUTE):
        worker.note_uptime(start + step)
    rows = [(each.since - start, each.until - start) for each in db.session.scalars(select(Uptime).order_by(Uptime.id))]
    assert rows == [(0 * MINUTE, 3 * MINUTE), (5 * MINUTE + MS, 5 * MINUTE + MS)]
    assert [each.down - start for each in clock.outages_since(start, start + 5 * MINUTE + MS)] == [3 * MINUTE]
