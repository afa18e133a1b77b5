"""What waits for somebody between a report and a signed contract."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select

from huasheng_vote.committee.queries.waiting import end_of
from huasheng_vote.extensions import db
from huasheng_vote.procurement.models import Challenge, Tender
from huasheng_vote.procurement.queries import awards, challenges, contracts, tenders
from huasheng_vote.procurement.queries.contracts import Deal
from huasheng_vote.rules.access import Act, Actor
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.flows.awards import AwardState, ChallengeState, ContractState
from huasheng_vote.rules.flows.tenders import TENDER, TenderAct
from huasheng_vote.web.task import Task, holds

AWARDABLE = tuple(state for state, act in TENDER.moves if act is TenderAct.PROPOSE_AWARD)
TO_ANSWER = (ChallengeState.SUBMITTED, ChallengeState.ADMISSIBLE)


def to_award(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """Tenders whose report is there and in which no award stands, while somebody is left."""
    if not holds(actor, Act.AWARD):
        return
    for tender in db.session.scalars(select(Tender).filter_by(estate_id=estate_id).where(Tender.state.in_(AWARDABLE))):
        if awards.anybody_left(tender) and not challenges.spoilt(tender):
            yield Task("award_propose", tender.title, "procurement.award", {"tender_id": tender.id})


def to_answer(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """Challenges this person may answer."""
    if holds(actor, Act.ANSWER_CHALLENGE):
        yield from _challenges("challenge_answer", estate_id, actor, *TO_ANSWER)


def to_rule(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """Challenges that were taken further."""
    if holds(actor, Act.RULE_ON_CHALLENGE):
        yield from _challenges("challenge_rule", estate_id, actor, ChallengeState.ESCALATED)


def to_sign(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """Contracts that wait for this person's name."""
    if holds(actor, Act.SIGN_CONTRACT):
        for deal in contracts.deals(estate_id):
            if contracts.unsigned(deal, contracts.side_of(deal, actor)):
                yield Task(
                    "contract_sign", deal.tender.title, "procurement.contract", {"contract_id": deal.contract.id}, end_of(deal.contract.due)
                )


def to_forfeit(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """Awards whose winner let the time to sign pass."""
    if holds(actor, Act.AWARD):
        for deal in filter(lambda each: overdue(each, at), contracts.deals(estate_id)):
            yield Task("award_forfeit", deal.tender.title, "procurement.award", {"tender_id": deal.tender.id})


def overdue(deal: Deal, at: datetime) -> bool:
    """Whether the contract still waits for a name after its last day."""
    return deal.contract.state == ContractState.DRAWN and deal.award.state == AwardState.ACTIVE and local_day(at) > deal.contract.due


def _challenges(kind: str, estate_id: int, actor: Actor, *states: ChallengeState) -> Iterator[Task]:
    for each in challenges.open_ones(estate_id, *states):
        if actor.account is not None and challenges.may_answer(each, actor.account):
            yield Task(kind, _about(each), "procurement.challenge", {"challenge_id": each.id}, end_of(each.due))


def _about(each: Challenge) -> str:
    return tenders.tender(each.estate_id, each.tender_id).title


SOURCES = (to_award, to_answer, to_rule, to_sign, to_forfeit)
