"""From a ranking to a contract (公示、质疑、合同): standstill, what stops the clock, the next candidate, terms that equal the bid.

An award is published and waits. It comes into force when the standstill has run out and nobody who can stop the clock still waits for an answer. What
falls is not edited: the next candidate gets an award of its own. Periods are counted by CC 201 and 203, their lengths are defaults.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from hashlib import sha256

from huasheng_vote.rules.evaluation import Ranked
from huasheng_vote.rules.flows.awards import UNDECIDED, AwardState, ChallengeState
from huasheng_vote.rules.lawbook import Source
from huasheng_vote.rules.methods import Terms
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.timetable import ANSWER, Holidays, Period, first_day_after, last_day

OWNERS_TO_STOP = 10
"""So many owners who sign one challenge stop the clock as a bidder's does."""
ESCALATE = Period(10, Source.DEFAULT)
"""So long after an answer a challenge may be taken to the residents' committee or the subdistrict."""


# Who is awarded


def order(ranking: Sequence[Ranked], seed: str | None = None) -> list[str]:
    """Bids from first to last. Those that share a rank are drawn: by SHA-256("tie/v1|" + seed + "|" + bid), which anybody can repeat. Refuses a tie without a seed."""
    if seed is None and len({each.rank for each in ranking}) < len(ranking):
        raise Refused(Why.TIE_UNDRAWN)
    return [each.bid.id for each in sorted(ranking, key=lambda each: (each.rank, _lot(seed or "", each.bid.id)))]


def next_candidate(ordered: Sequence[str], awards: Mapping[str, AwardState]) -> str | None:
    """The first bid that had no award yet; None when nobody is left. Refuses while an award stands."""
    if any(state is not AwardState.CANCELLED for state in awards.values()):
        raise Refused(Why.AWARD_STANDS)
    return next((bid for bid in ordered if bid not in awards), None)


# Standstill and challenges


@dataclass(frozen=True, slots=True)
class Challenge:
    """One challenge: where it is, and whether a bidder made it or how many owners signed it."""

    state: ChallengeState
    by_bidder: bool
    owners: int = 0

    @property
    def stops(self) -> bool:
        """Whether the award waits for its answer."""
        return self.by_bidder or self.owners >= OWNERS_TO_STOP


def standstill_until(terms: Terms, published: date, holidays: Holidays) -> date:
    """The last day of the standstill; it is also the last day for a challenge."""
    return last_day(published, terms.standstill_days, holidays)


def check_challenge(terms: Terms, published: date, on: date, holidays: Holidays) -> None:
    """Refuses a challenge after the standstill."""
    until = standstill_until(terms, published, holidays)
    if on > until:
        raise Refused(Why.CHALLENGE_LATE, until=until.isoformat())


def check_activation(terms: Terms, published: date, on: date, holidays: Holidays, challenges: Iterable[Challenge]) -> None:
    """Refuses to put an award in force on the standstill's last day or before, while a challenge that stops the clock is undecided, or against one upheld."""
    every = list(challenges)
    if any(each.state is ChallengeState.UPHELD for each in every):
        raise Refused(Why.CHALLENGE_UPHELD)
    undecided = sum(each.stops and each.state in UNDECIDED for each in every)
    if undecided:
        raise Refused(Why.CHALLENGES_UNDECIDED, count=undecided)
    until = standstill_until(terms, published, holidays)
    if on <= until:
        raise Refused(Why.STANDSTILL_RUNNING, until=until.isoformat())


def answer_due(submitted: date, holidays: Holidays) -> date:
    """The last day for the answer to a challenge."""
    return last_day(submitted, ANSWER.days, holidays)


def check_escalation(answered: date, on: date, holidays: Holidays) -> None:
    """Refuses to take a challenge further once its time is over."""
    until = last_day(answered, ESCALATE.days, holidays)
    if on > until:
        raise Refused(Why.CHALLENGE_LATE, until=until.isoformat())


def check_answerer(answerer: int, panel: Collection[int], challengers: Collection[int]) -> None:
    """Refuses an answer by whoever scored or by whoever challenges."""
    if answerer in panel or answerer in challengers:
        raise Refused(Why.ANSWERS_OWN)


def check_closing(state: ChallengeState, award: AwardState | None) -> None:
    """Refuses to close a challenge that was upheld while the award it was about stands."""
    if state is ChallengeState.UPHELD and award in (AwardState.PENDING, AwardState.ACTIVE):
        raise Refused(Why.AWARD_STANDS)


# The contract


@dataclass(frozen=True, slots=True)
class Offer:
    """What was offered and what is signed: the price in fen, quantities as the bill has them, days to build, version of the specification."""

    price: int
    quantities: tuple[tuple[str, int], ...]
    days: int
    specification: int


def check_contract(winning: Offer, contract: Offer) -> None:
    """Refuses a contract that differs from the winning bid in anything, naming the first difference."""
    for field in fields(Offer):
        if getattr(winning, field.name) != getattr(contract, field.name):
            raise Refused(Why.CONTRACT_DIFFERS, field=field.name)


def contract_due(terms: Terms, active: date, holidays: Holidays) -> date:
    """The last day to sign, counted from the day the award came into force."""
    return last_day(active, terms.contract_days, holidays)


def check_forfeit(terms: Terms, active: date, on: date, holidays: Holidays) -> None:
    """Refuses to pass over a winner who still has time to sign."""
    allowed = first_day_after(active, terms.contract_days, holidays)
    if on < allowed:
        raise Refused(Why.STILL_TO_SIGN, until=contract_due(terms, active, holidays).isoformat())


def _lot(seed: str, bid: str) -> bytes:
    return sha256(f"tie/v1|{seed}|{bid}".encode()).digest()
