"""An award rests on the committee's decision of exactly its amount, waits out the standstill and whoever may stop it, and is never edited."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from huasheng_vote.committee.actions import decisions
from huasheng_vote.committee.actions.basis import Basis
from huasheng_vote.committee.actions.decisions import Question
from huasheng_vote.committee.models import Subject
from huasheng_vote.committee.queries import decisions as decided
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.notices.models import Notice
from huasheng_vote.procurement.actions import awarding
from huasheng_vote.procurement.models import Award, Bid, Report, Tender
from huasheng_vote.procurement.queries import awards as read
from huasheng_vote.projects.models import Project
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.flows.awards import AwardState
from huasheng_vote.rules.flows.committees import Choice
from huasheng_vote.rules.flows.tenders import BidState, TenderState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.worker import awards_due
from tests import buying
from tests.proposals_helpers import act, key, leaves

HEAD, OTHER = "周主任", "吴委员"
FIRST, SECOND, THIRD = "乙方经理", "丙方经理", "甲方经理"
PRICE = {FIRST: 226_000_00, SECOND: 239_500_00, THIRD: 248_000_00}


def why(estate, who, fn, *args):
    with pytest.raises(Refused) as refused:
        act(estate, who, fn, *args)
    return refused.value.why


def decide(estate, amount=None, title="路灯更新定标", subject=Subject.AWARD):
    """Both members carry it; year and number."""
    question = Question(title, "按评审报告定标。", subject, amount)
    made = act(estate, HEAD, decisions.put, key(), question, estate.site.at + timedelta(days=2))
    for who in (HEAD, OTHER):
        act(estate, who, decisions.answer, made, decided.row(estate.ref.id, made).digest, Choice.YES, "照评审报告")
    row = decided.row(estate.ref.id, made)
    return row.year, row.ordinal


def other_decision(estate):
    return decide(estate, None, "另作一项决定", Subject.OTHER)


def propose(bought, amount=PRICE[FIRST]):
    return act(bought.estate, HEAD, awarding.propose, bought.tender, *decide(bought.estate, amount))


def row(bought, award):
    db.session.rollback()
    return read.award(bought.estate.ref.id, award)


def states(bought):
    db.session.rollback()
    return {who: db.session.get_one(Bid, bid).state for who, bid in bought.bids.items()}


def until_day(bought, award, days=0):
    """The clock stands at noon of the standstill's last day, or so many days after."""
    site = bought.estate.site
    site.later(days=(row(bought, award).standstill_until - local_day(site.at)).days + days)


def in_force(estate, **said):
    """A purchase whose first candidate's award is in force."""
    bought = buying.evaluated(estate, **said)
    award = propose(bought)
    until_day(bought, award, 1)
    assert awards_due(estate.site.at) == [award]
    return bought, award


# Proposing


def test_the_first_of_the_report_is_awarded_at_the_price_opened(estate):
    bought = buying.evaluated(estate)
    award = row(bought, propose(bought))
    assert (award.bid_id, award.price, award.state) == (bought.bids[FIRST], PRICE[FIRST], AwardState.PENDING)
    assert states(bought) == {FIRST: BidState.WINNER, SECOND: BidState.RESERVE, THIRD: BidState.RESERVE}
    assert bought.row().state == TenderState.AWARD_PENDING
    assert {each.code for each in db.session.query(Notice)} >= {"award.published", "award.yours"}


@pytest.mark.parametrize("off", [-1, 1])
def test_a_decision_of_one_fen_more_or_less_is_no_basis(estate, off):
    bought = buying.evaluated(estate)
    assert why(estate, HEAD, awarding.propose, bought.tender, *decide(estate, PRICE[FIRST] + off)) is Why.NO_AWARD_DECISION


def test_a_decision_about_something_else_from_before_the_report_or_revoked_is_no_basis(estate):
    early = decide(estate, PRICE[FIRST])
    bought = buying.evaluated(estate)
    revoked = decide(estate, PRICE[FIRST])
    found = decided.decision(estate.ref.id, *revoked)
    estate.site.later(minutes=1)
    act(estate, HEAD, decisions.revoke, found.id, Basis(False, *other_decision(estate)))
    for basis in (early, revoked, other_decision(estate), (2020, 1)):
        assert why(estate, HEAD, awarding.propose, bought.tender, *basis) is Why.NO_AWARD_DECISION


@pytest.mark.parametrize(("budget", "fits"), [(PRICE[FIRST] - 1, False), (PRICE[FIRST], True), (PRICE[FIRST] + 1, True)])
def test_an_award_may_reach_the_voted_budget_and_not_a_fen_more(estate, budget, fits):
    bought = buying.evaluated(estate)
    with estate.site.unguarded(), writing(0):
        db.session.execute(update(Project).filter_by(id=bought.project).values(budget=budget))
    if fits:
        propose(bought)
    else:
        assert why(estate, HEAD, awarding.propose, bought.tender, *decide(estate, PRICE[FIRST])) is Why.AWARD_OVER_BUDGET


def test_what_the_project_awarded_before_counts_against_its_budget(estate):
    bought, _award = in_force(estate)
    again = buying.evaluated(estate, project_id=bought.project)
    assert why(estate, HEAD, awarding.propose, again.tender, *decide(estate, PRICE[FIRST])) is Why.AWARD_OVER_BUDGET


def test_while_one_stands_there_is_no_second(estate):
    bought = buying.evaluated(estate)
    propose(bought)
    assert why(estate, HEAD, awarding.propose, bought.tender, *decide(estate, PRICE[SECOND])) is Why.AWARD_STANDS


def test_a_tender_that_is_not_evaluated_is_not_awarded(estate):
    bought = buying.opened(estate)
    assert why(estate, HEAD, awarding.propose, bought.tender, *decide(estate, PRICE[FIRST])) is Why.NOT_POSSIBLE_NOW


def test_a_tie_that_was_not_drawn_is_not_awarded_and_a_drawn_one_is(estate):
    bought = buying.evaluated(estate)
    _report(bought, ranking=_tied(bought))
    assert why(estate, HEAD, awarding.propose, bought.tender, *decide(estate, PRICE[FIRST])) is Why.TIE_UNDRAWN
    _report(bought, seed="公开抽签")
    assert read.candidate(bought.row()).bid.id in (bought.bids[FIRST], bought.bids[SECOND])


def test_a_report_that_was_voided_awards_nobody(estate):
    bought = buying.evaluated(estate)
    _report(bought, voided_at=estate.site.at)
    assert why(estate, HEAD, awarding.propose, bought.tender, *decide(estate, PRICE[FIRST])) is Why.NOT_POSSIBLE_NOW


# Standstill


def test_on_the_last_day_it_still_waits_and_on_the_next_it_is_in_force_once(estate):
    bought = buying.evaluated(estate)
    award = propose(bought)
    until_day(bought, award)
    assert awards_due(estate.site.at) == []
    assert why(estate, HEAD, awarding.activate, award) is Why.STANDSTILL_RUNNING
    estate.site.later(days=1)
    assert [awards_due(estate.site.at), awards_due(estate.site.at)] == [[award], []]
    assert (row(bought, award).state, bought.row().state) == (AwardState.ACTIVE, TenderState.AWARDED)
    assert len(leaves(estate, "award.activated")) == len(leaves(estate, "contract.drawn")) == 1


def test_the_standstill_is_the_frozen_one_and_ends_on_a_working_day(estate):
    bought = buying.evaluated(estate)
    award = row(bought, propose(bought))
    counted = local_day(award.published_at) + timedelta(days=5)
    assert award.standstill_until >= counted
    assert award.standstill_until.weekday() < 5


def test_an_award_whose_decision_was_revoked_does_not_come_into_force(estate):
    bought = buying.evaluated(estate)
    award = propose(bought)
    estate.site.later(minutes=1)
    act(estate, HEAD, decisions.revoke, row(bought, award).decision_id, Basis(False, *other_decision(estate)))
    until_day(bought, award, 1)
    assert awards_due(estate.site.at) == []
    assert why(estate, HEAD, awarding.activate, award) is Why.DECISION_GONE


# What falls


def test_a_published_award_is_taken_back_only_on_a_later_decision_and_the_next_gets_one_of_its_own(estate):
    bought = buying.evaluated(estate)
    basis = decide(estate, PRICE[FIRST])
    award = act(estate, HEAD, awarding.propose, bought.tender, *basis)
    assert why(estate, HEAD, awarding.cancel, award, "供应商放弃", *basis) is Why.NO_LATER_DECISION
    estate.site.later(minutes=1)
    act(estate, HEAD, awarding.cancel, award, "供应商放弃", *other_decision(estate))
    assert (row(bought, award).state, row(bought, award).cancelled_reason) == (AwardState.CANCELLED, "供应商放弃")
    second = propose(bought, PRICE[SECOND])
    assert row(bought, second).bid_id == bought.bids[SECOND]
    assert states(bought) == {FIRST: BidState.NOT_AWARDED, SECOND: BidState.WINNER, THIRD: BidState.RESERVE}


def test_a_winner_is_passed_over_the_day_after_the_last_one_to_sign_and_the_contract_is_dropped(estate):
    bought, award = in_force(estate)
    drawn = read.standing_of(db.session.get_one(Bid, bought.bids[FIRST]))
    estate.site.later(days=(drawn.until - local_day(estate.site.at)).days)
    assert why(estate, HEAD, awarding.forfeit, award, "逾期未签") is Why.STILL_TO_SIGN
    estate.site.later(days=1)
    act(estate, HEAD, awarding.forfeit, award, "逾期未签")
    assert read.standing_of(db.session.get_one(Bid, bought.bids[FIRST])).outcome is read.Outcome.FELL
    propose(bought, PRICE[SECOND])
    assert bought.row().state == TenderState.AWARD_PENDING


def test_when_nobody_is_left_the_tender_fails_and_not_before(estate):
    bought = buying.evaluated(estate)
    for who in (FIRST, SECOND, THIRD):
        assert why(estate, HEAD, awarding.fail, bought.tender) is Why.NOT_POSSIBLE_NOW
        award = propose(bought, PRICE[who])
        estate.site.later(minutes=1)
        act(estate, HEAD, awarding.cancel, award, "供应商放弃", *other_decision(estate))
    assert why(estate, HEAD, awarding.propose, bought.tender, *other_decision(estate)) is Why.NO_CANDIDATE
    act(estate, HEAD, awarding.fail, bought.tender)
    assert bought.row().state == TenderState.FAILED


def test_how_a_bid_came_off_is_told_step_by_step(estate):
    def told(bought):
        db.session.rollback()
        return [read.standing_of(db.session.get_one(Bid, bought.bids[who])).outcome.value for who in (FIRST, SECOND)]

    bought = buying.evaluated(estate)
    assert told(bought) == ["waits", "waits"]
    award = propose(bought)
    assert told(bought) == ["proposed", "reserve"]
    until_day(bought, award, 1)
    awards_due(estate.site.at)
    assert told(bought) == ["to_sign", "reserve"]


def _tied(bought):
    from huasheng_vote.journal.leaf import canonical

    lines = [
        {"bid": bought.bids[who], "rank": 1, "price": 4000, "technical": 4000, "commercial": 1000, "total": 9000} for who in (FIRST, SECOND)
    ]
    return canonical(lines).decode()


def _report(bought, **values):
    with bought.estate.site.unguarded(), writing(0):
        db.session.execute(update(Report).filter_by(tender_id=bought.tender).values(**values))


def test_the_log_says_what_was_awarded_and_names_nobody(estate):
    bought = buying.evaluated(estate)
    award = propose(bought)
    [line] = leaves(estate, "award.proposed")
    assert line["price"] == PRICE[FIRST]
    assert line["until"] == row(bought, award).standstill_until.isoformat()
    assert "工程" not in str(line)


def test_awards_of_another_estate_are_not_there(estate, site):
    from tests.builders import neighbourhood

    bought = buying.evaluated(estate)
    award = propose(bought)
    other = neighbourhood(site, slug="other", name="别处")
    assert why(other, HEAD, awarding.activate, award) is Why.NOT_FOUND
    assert db.session.query(Award).count() == db.session.query(Tender).count() == 1
