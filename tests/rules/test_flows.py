"""One table says what may happen next; what it does not list cannot happen."""

import pytest

from huasheng_vote.rules.flows import Flow
from huasheng_vote.rules.flows.approvals import APPROVAL, ApprovalAct, ApprovalState
from huasheng_vote.rules.flows.assemblies import ASSEMBLY, MOTION, AssemblyAct, AssemblyState, MotionAct, MotionState
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
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.tally import Outcome

FLOWS = [ASSEMBLY, MOTION, SUGGESTION, MODERATION, PROPOSAL, DEMAND, APPROVAL, PROJECT, PAPER]


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
