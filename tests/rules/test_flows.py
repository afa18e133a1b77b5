"""One table says what may happen next; what it does not list cannot happen."""

import pytest

from huasheng_vote.rules.flows import Flow
from huasheng_vote.rules.flows.approvals import APPROVAL, ApprovalAct, ApprovalState
from huasheng_vote.rules.flows.assemblies import ASSEMBLY, MOTION, AssemblyAct, AssemblyState, MotionAct, MotionState
from huasheng_vote.rules.flows.awards import (
    AWARD,
    CHALLENGE,
    CONTRACT,
    UNDECIDED,
    AwardAct,
    AwardState,
    ChallengeAct,
    ChallengeState,
    ContractAct,
    ContractState,
)
from huasheng_vote.rules.flows.panels import SEAT, SHEET, SeatAct, SeatState, SheetAct, SheetState
from huasheng_vote.rules.flows.papers import PAPER
from huasheng_vote.rules.flows.projects import PROJECT
from huasheng_vote.rules.flows.proposals import (
    DEMAND,
    MODERATION,
    PROPOSAL,
    SUGGESTION,
    DemandAct,
    DemandState,
    Moderation,
    SuggestionAct,
    SuggestionState,
    Visibility,
)
from huasheng_vote.rules.flows.suppliers import SUPPLIER, SupplierAct, SupplierState
from huasheng_vote.rules.flows.tenders import BID, SEALED, TENDER, BidAct, BidState, TenderAct, TenderState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.tally import Outcome

DECIDING = [ASSEMBLY, MOTION, SUGGESTION, MODERATION, PROPOSAL, DEMAND, APPROVAL, PROJECT, PAPER]
BUYING = [SUPPLIER, TENDER, BID, SEAT, SHEET, AWARD, CHALLENGE, CONTRACT]
FLOWS = DECIDING + BUYING


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
def test_every_state_can_be_reached_from_the_start(flow: Flow):
    reached, waiting = {flow.start}, [flow.start]
    while waiting:
        state = waiting.pop()
        for act in flow.possible(state):
            after = flow.after(state, act)
            if after not in reached:
                reached.add(after)
                waiting.append(after)
    assert reached == set(type(flow.start))


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
def test_every_act_has_a_place(flow: Flow):
    act = next(act for _, act in flow.moves)
    assert {act for _, act in flow.moves} == set(type(act))


def test_an_act_the_state_does_not_allow_is_refused():
    with pytest.raises(Refused) as refused:
        ASSEMBLY.after(AssemblyState.DRAFT, AssemblyAct.CLOSE)
    assert refused.value.why is Why.NOT_POSSIBLE_NOW
    assert refused.value.facts["state"] == "draft"


def test_a_closed_vote_is_neither_reopened_nor_cancelled():
    assert ASSEMBLY.possible(AssemblyState.CLOSED) == (AssemblyAct.PUBLISH,)


@pytest.mark.parametrize("state", [AssemblyState.ANNOUNCED, AssemblyState.CANCELLED])
def test_an_ended_meeting_stays_ended(state):
    assert ASSEMBLY.possible(state) == ()


def test_a_motion_can_end_in_every_outcome_a_tally_can_give():
    assert {outcome.value for outcome in Outcome} - {state.value for state in MotionState} == {"undetermined"}


def test_only_review_lets_a_found_motion_be_found_otherwise():
    assert MOTION.after(MotionState.NEEDS_REVIEW, MotionAct.FIND_PASSED) is MotionState.PASSED
    assert MOTION.possible(MotionState.PASSED) == ()


def test_an_edit_of_what_was_approved_asks_for_approval_again():
    assert APPROVAL.after(ApprovalState.GRANTED, ApprovalAct.EDIT) is ApprovalState.ASKED


def test_an_approval_is_used_once():
    assert APPROVAL.possible(ApprovalState.USED) == ()


def test_what_is_hidden_can_only_be_restored():
    assert MODERATION.possible(Visibility.HIDDEN) == (Moderation.RESTORE,)


def test_a_merged_suggestion_stays_merged():
    assert SUGGESTION.possible(SuggestionState.MERGED) == ()


def test_an_answer_may_be_thought_over():
    assert SUGGESTION.after(SuggestionState.DECLINED, SuggestionAct.ADOPT) is SuggestionState.ADOPTED


def test_a_demand_that_was_reached_can_no_longer_be_taken_back():
    assert DemandAct.UNSIGN not in DEMAND.possible(DemandState.REACHED)
    assert DemandAct.WITHDRAW not in DEMAND.possible(DemandState.REACHED)


# Buying


def test_an_amended_tender_stays_published_and_its_bids_wait_to_be_confirmed():
    assert TENDER.after(TenderState.PUBLISHED, TenderAct.AMEND) is TenderState.PUBLISHED
    assert BID.after(BidState.SUBMITTED, BidAct.UNSETTLE) is BidState.NEEDS_RECONFIRMATION
    assert BID.after(BidState.NEEDS_RECONFIRMATION, BidAct.RECONFIRM) is BidState.SUBMITTED
    assert BidAct.LOCK not in BID.possible(BidState.NEEDS_RECONFIRMATION)


def test_an_edit_of_a_reviewed_tender_asks_for_the_review_again():
    assert TENDER.after(TenderState.REVIEWED, TenderAct.EDIT) is TenderState.DRAFT
    assert TenderAct.EDIT not in TENDER.possible(TenderState.PUBLISHED)


@pytest.mark.parametrize("state", [TenderState.FAILED, TenderState.CANCELLED])
def test_a_tender_that_ended_without_an_award_is_tried_again_as_another(state):
    assert TENDER.possible(state) == ()


def test_a_tender_with_an_award_in_force_is_awarded_anew_or_fails_and_is_no_longer_cancelled():
    assert set(TENDER.possible(TenderState.AWARDED)) == {TenderAct.PROPOSE_AWARD, TenderAct.FAIL}


def test_a_locked_bid_is_opened_given_back_or_lapses_and_nothing_else():
    assert set(BID.possible(BidState.LOCKED)) == {BidAct.OPEN, BidAct.RETURN, BidAct.LAPSE}


def test_only_a_sealed_bid_can_still_be_given_back_unopened():
    assert {state for state, act in BID.moves if act is BidAct.RETURN} == SEALED


@pytest.mark.parametrize("state", [BidState.REPLACED, BidState.WITHDRAWN, BidState.RETURNED, BidState.DISQUALIFIED, BidState.NOT_AWARDED])
def test_a_bid_that_is_out_stays_out(state):
    assert BID.possible(state) == ()


def test_nobody_who_was_recused_comes_back_to_the_panel():
    assert SEAT.possible(SeatState.RECUSED) == (SeatAct.REPLACE,)
    assert SEAT.possible(SeatState.REPLACED) == ()


def test_nobody_scores_before_both_declarations():
    assert SEAT.after(SEAT.after(SeatState.NAMED, SeatAct.DECLARE), SeatAct.CLEAR) is SeatState.CLEARED
    assert SeatAct.CLEAR not in SEAT.possible(SeatState.NAMED)


def test_a_locked_sheet_is_not_scored_again():
    assert SHEET.possible(SheetState.LOCKED) == (SheetAct.SHOW, SheetAct.VOID)
    assert SHEET.possible(SheetState.VOID) == ()


def test_a_cancelled_award_is_never_revived():
    assert AWARD.possible(AwardState.CANCELLED) == ()
    assert AWARD.possible(AwardState.ACTIVE) == (AwardAct.FORFEIT,)


def test_a_challenge_is_undecided_until_it_is_answered_and_again_once_it_is_escalated():
    answered = {ChallengeState.UPHELD, ChallengeState.DISMISSED, ChallengeState.INADMISSIBLE}
    assert UNDECIDED.isdisjoint(answered | {ChallengeState.CLOSED, ChallengeState.WITHDRAWN})
    assert CHALLENGE.after(ChallengeState.DISMISSED, ChallengeAct.ESCALATE) in UNDECIDED
    assert ChallengeAct.ESCALATE not in CHALLENGE.possible(ChallengeState.UPHELD)


def test_a_contract_is_dropped_before_it_is_signed_and_terminated_after():
    assert ContractAct.DROP not in CONTRACT.possible(ContractState.SIGNED)
    assert ContractAct.TERMINATE not in CONTRACT.possible(ContractState.DRAWN)


def test_a_blacklisted_supplier_is_checked_anew_before_it_counts():
    assert SUPPLIER.possible(SupplierState.BLACKLISTED) == (SupplierAct.CLEAR,)
    assert SUPPLIER.after(SupplierState.BLACKLISTED, SupplierAct.CLEAR) is SupplierState.APPLIED


def test_new_papers_of_a_supplier_are_checked_again():
    assert SUPPLIER.after(SupplierState.REGISTERED, SupplierAct.EDIT) is SupplierState.APPLIED
