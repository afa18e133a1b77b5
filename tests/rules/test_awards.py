"""From a ranking to a contract: whose turn it is, what the standstill waits for, and terms that equal the bid."""

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import pytest

from huasheng_vote.rules.awards import (
    ESCALATE,
    OWNERS_TO_STOP,
    Challenge,
    Offer,
    answer_due,
    check_activation,
    check_answerer,
    check_challenge,
    check_closing,
    check_contract,
    check_escalation,
    check_forfeit,
    contract_due,
    next_candidate,
    order,
    standstill_until,
)
from huasheng_vote.rules.evaluation import Bid, rank
from huasheng_vote.rules.flows.awards import AwardState, ChallengeState
from huasheng_vote.rules.methods import DEFAULTS, Method
from huasheng_vote.rules.refusal import Refused, Why

NEGOTIATION = DEFAULTS[Method.NEGOTIATION]
PUBLISHED = date(2027, 1, 18)  # a Monday
NONE: frozenset[date] = frozenset()
DAY = timedelta(days=1)


def why(fn, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        fn(*args, **kwargs)
    return refused.value.why


def tied(*names):
    return rank([Bid(name, 100_00, {"technical": 40_00}) for name in names], 40)


def test_a_tie_stands_until_it_is_drawn_with_a_seed_anybody_can_repeat():
    assert why(order, tied("甲", "乙", "丙")) is Why.TIE_UNDRAWN
    drawn = order(tied("甲", "乙", "丙"), "20270118")
    assert drawn == sorted(["甲", "乙", "丙"], key=lambda name: sha256(f"tie/v1|20270118|{name}".encode()).digest())
    assert order(tied("甲")) == ["甲"]


def test_the_next_candidate_gets_an_award_of_its_own():
    assert next_candidate(["乙", "丙"], {}) == "乙"
    assert next_candidate(["乙", "丙"], {"乙": AwardState.CANCELLED}) == "丙"
    assert next_candidate(["乙"], {"乙": AwardState.CANCELLED}) is None
    assert why(next_candidate, ["乙", "丙"], {"乙": AwardState.PENDING}) is Why.AWARD_STANDS
    assert why(next_candidate, ["乙", "丙"], {"乙": AwardState.ACTIVE}) is Why.AWARD_STANDS


def test_the_standstill_runs_five_days_after_the_day_of_publication():
    last = standstill_until(NEGOTIATION, PUBLISHED, NONE)
    assert last == PUBLISHED + 5 * DAY
    assert why(check_activation, NEGOTIATION, PUBLISHED, last, NONE, []) is Why.STANDSTILL_RUNNING
    check_activation(NEGOTIATION, PUBLISHED, last + DAY, NONE, [])


def test_a_holiday_at_its_end_moves_the_standstill():
    off = frozenset({PUBLISHED + 5 * DAY, PUBLISHED + 6 * DAY})
    assert standstill_until(NEGOTIATION, PUBLISHED, off) == PUBLISHED + 7 * DAY


def test_a_challenge_is_in_time_on_the_last_day_and_late_after_it():
    last = standstill_until(NEGOTIATION, PUBLISHED, NONE)
    check_challenge(NEGOTIATION, PUBLISHED, last, NONE)
    assert why(check_challenge, NEGOTIATION, PUBLISHED, last + DAY, NONE) is Why.CHALLENGE_LATE


@pytest.mark.parametrize("state", [ChallengeState.SUBMITTED, ChallengeState.ADMISSIBLE, ChallengeState.ESCALATED])
def test_a_bidders_undecided_challenge_stops_the_clock_and_so_do_enough_owners(state):
    over = PUBLISHED + 30 * DAY

    def activation(challenge):
        check_activation(NEGOTIATION, PUBLISHED, over, NONE, [challenge])

    assert why(activation, Challenge(state, by_bidder=True)) is Why.CHALLENGES_UNDECIDED
    assert why(activation, Challenge(state, by_bidder=False, owners=OWNERS_TO_STOP)) is Why.CHALLENGES_UNDECIDED
    activation(Challenge(state, by_bidder=False, owners=OWNERS_TO_STOP - 1))


def test_an_award_is_not_put_in_force_against_a_challenge_upheld():
    over, upheld = PUBLISHED + 30 * DAY, Challenge(ChallengeState.UPHELD, by_bidder=False, owners=1)
    assert why(check_activation, NEGOTIATION, PUBLISHED, over, NONE, [upheld]) is Why.CHALLENGE_UPHELD
    check_activation(NEGOTIATION, PUBLISHED, over, NONE, [replace(upheld, state=ChallengeState.DISMISSED)])


def test_nobody_answers_who_scored_or_challenges():
    check_answerer(3, panel=[1], challengers=[2])
    assert why(check_answerer, 1, panel=[1], challengers=[2]) is Why.ANSWERS_OWN
    assert why(check_answerer, 2, panel=[1], challengers=[2]) is Why.ANSWERS_OWN


def test_an_answer_may_be_taken_further_until_its_last_day():
    answered = PUBLISHED
    check_escalation(answered, answered + ESCALATE.days * DAY, NONE)
    assert why(check_escalation, answered, answered + (ESCALATE.days + 1) * DAY, NONE) is Why.CHALLENGE_LATE
    assert answer_due(PUBLISHED, NONE) > PUBLISHED


def test_an_upheld_challenge_closes_only_once_the_award_fell():
    assert why(check_closing, ChallengeState.UPHELD, AwardState.PENDING) is Why.AWARD_STANDS
    check_closing(ChallengeState.UPHELD, AwardState.CANCELLED)
    check_closing(ChallengeState.DISMISSED, AwardState.PENDING)


OFFER = Offer(price=226_000_00, quantities=(("灯杆", 42_000),), days=28, specification=3)


@pytest.mark.parametrize(
    ("field", "value"), [("price", 226_000_01), ("quantities", (("灯杆", 41_000),)), ("days", 29), ("specification", 4)]
)
def test_a_contract_that_differs_from_the_bid_is_refused_by_the_field(field, value):
    check_contract(OFFER, OFFER)
    with pytest.raises(Refused) as refused:
        check_contract(OFFER, replace(OFFER, **{field: value}))
    assert (refused.value.why, refused.value.facts["field"]) == (Why.CONTRACT_DIFFERS, field)


def test_a_winner_is_passed_over_only_after_the_days_to_sign():
    due = contract_due(NEGOTIATION, PUBLISHED, NONE)
    assert due == PUBLISHED + 30 * DAY
    assert why(check_forfeit, NEGOTIATION, PUBLISHED, due, NONE) is Why.STILL_TO_SIGN
    check_forfeit(NEGOTIATION, PUBLISHED, due + DAY, NONE)
