"""A challenge stops the clock when a bidder makes it or ten owners sign it, is answered by nobody who judged or challenges, and may be taken further."""

from datetime import timedelta

import pytest

from huasheng_vote.extensions import db
from huasheng_vote.procurement.actions import awarding
from huasheng_vote.procurement.actions import challenges as acts
from huasheng_vote.procurement.actions.challenges import Office
from huasheng_vote.procurement.models import About, Challenge
from huasheng_vote.procurement.queries import challenges as read
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.flows.awards import AwardState, ChallengeState, ContractAct, ContractState
from huasheng_vote.rules.refusal import Why
from huasheng_vote.worker import awards_due
from tests import buying
from tests.actions.test_awards import FIRST, HEAD, OTHER, PRICE, THIRD, decide, in_force, other_decision, propose, row, until_day, why
from tests.proposals_helpers import act, key, leaves

TITLE, TEXT = "镀锌检测报告是否齐全", "报价文件里没有看到检测报告。"
OWNER = "王大山"
TEN = (OWNER, "陈一", "陈二", "陈四", "刘乙", "赵二", "赵三", "赵四", "赵五", "刘甲")
"""刘甲 sits on the panel and may sign all the same."""


def challenge(bought, who=OWNER, about=About.AWARD, **said):
    return act(bought.estate, who, acts.challenge, said.get("key") or key(), bought.tender, about, TITLE, TEXT)


def pending(estate):
    bought = buying.evaluated(estate)
    return bought, propose(bought)


def found(estate, number):
    db.session.rollback()
    return read.challenge(estate.ref.id, number)


def answered(bought, upheld, who=OWNER, about=About.AWARD):
    made = challenge(bought, who, about)
    act(bought.estate, HEAD, acts.admit, made)
    act(bought.estate, HEAD, acts.answer, made, upheld, "核对了报价文件，写在第十二页。")
    return made


# Making one


def test_an_owner_challenges_and_the_text_stays_out_of_the_public_log(estate):
    bought, _award = pending(estate)
    made = found(estate, challenge(bought))
    assert (made.state, made.ordinal, made.supplier_id) == (ChallengeState.SUBMITTED, 1, None)
    [line] = leaves(estate, "challenge.submitted")
    assert line["by"] == "owners"
    assert TITLE not in str(line)


def test_the_same_form_sent_twice_makes_one_and_with_other_words_none(estate):
    bought, _award = pending(estate)
    once = key()
    assert challenge(bought, key=once) == challenge(bought, key=once)
    assert why(estate, OWNER, acts.challenge, once, bought.tender, About.AWARD, TITLE, "换一套说法再来一次。") is Why.DIFFERENT_BODY
    assert db.session.query(Challenge).count() == 1


def test_on_the_last_day_it_is_in_time_and_on_the_next_late(estate):
    bought, award = pending(estate)
    until_day(bought, award)
    challenge(bought)
    estate.site.later(days=1)
    assert why(estate, "陈一", acts.challenge, key(), bought.tender, About.AWARD, TITLE, TEXT) is Why.CHALLENGE_LATE


def test_the_tender_is_challenged_from_its_publication_on_and_the_evaluation_from_its_end(estate):
    bought = buying.published(estate)
    assert why(estate, OWNER, acts.challenge, key(), bought.tender, About.EVALUATION, TITLE, TEXT) is Why.NOT_POSSIBLE_NOW
    until = read.open_until(bought.row(), About.TENDER, None, estate.site.at)
    estate.site.later(days=(until - local_day(estate.site.at)).days)
    challenge(bought, about=About.TENDER)
    estate.site.later(days=1)
    assert why(estate, "陈一", acts.challenge, key(), bought.tender, About.TENDER, TITLE, TEXT) is Why.CHALLENGE_LATE


def test_without_a_published_award_there_is_none_to_challenge(estate):
    bought = buying.evaluated(estate)
    assert why(estate, OWNER, acts.challenge, key(), bought.tender, About.AWARD, TITLE, TEXT) is Why.NOT_POSSIBLE_NOW
    challenge(bought, about=About.EVALUATION)


def test_a_draft_is_not_challenged(estate):
    assert why(estate, OWNER, acts.challenge, key(), buying.drafted(estate).tender, About.TENDER, TITLE, TEXT) is Why.NOT_POSSIBLE_NOW


def test_who_neither_owns_nor_bid_makes_none(estate):
    bought, _award = pending(estate)
    assert why(estate, "郑社区", acts.challenge, key(), bought.tender, About.AWARD, TITLE, TEXT) is Why.NOT_YOURS_TO_CHALLENGE


def test_a_company_that_did_not_bid_makes_none_after_the_opening(estate):
    bought = buying.evaluated(estate)
    other = buying.opened(estate, prices=(248_000_00,), project_id=bought.project)
    assert why(estate, "丙方经理", acts.challenge, key(), other.tender, About.TENDER, TITLE, TEXT) in (
        Why.NOT_YOURS_TO_CHALLENGE,
        Why.CHALLENGE_LATE,
    )
    assert read.company(other.row(), estate.staff["丙方经理"]) is None
    assert read.company(other.row(), estate.staff[THIRD]) is not None


# Stopping the clock


def test_a_bidders_stops_the_award_until_it_is_answered(estate):
    bought, award = pending(estate)
    made = challenge(bought, THIRD)
    assert found(estate, made).supplier_id == bought.suppliers[THIRD]
    until_day(bought, award, 1)
    assert awards_due(estate.site.at) == []
    assert why(estate, HEAD, awarding.activate, award) is Why.CHALLENGES_UNDECIDED
    act(estate, HEAD, acts.admit, made)
    assert awards_due(estate.site.at) == []
    act(estate, HEAD, acts.answer, made, False, "报告齐全，见第十二页。")
    assert awards_due(estate.site.at) == [award]


@pytest.mark.parametrize(("signing", "stops"), [(9, False), (10, True)])
def test_owners_stop_it_when_ten_have_signed_and_not_nine(estate, signing, stops):
    bought, award = pending(estate)
    made = challenge(bought)
    for who in TEN[1:signing]:
        act(estate, who, acts.support, made)
    until_day(bought, award, 1)
    assert (awards_due(estate.site.at) == []) is stops


def test_nobody_signs_twice_nor_after_the_time_nor_a_bidders(estate):
    bought, award = pending(estate)
    made, company = challenge(bought), challenge(bought, THIRD)
    assert why(estate, OWNER, acts.support, made) is Why.ALREADY_DONE
    assert why(estate, OWNER, acts.support, company) is Why.NOT_POSSIBLE_NOW
    assert why(estate, "郑社区", acts.support, made) is Why.NOT_ALLOWED
    until_day(bought, award, 1)
    assert why(estate, "陈一", acts.support, made) in (Why.CHALLENGE_LATE, Why.NOT_POSSIBLE_NOW)


def test_a_challenge_to_an_award_that_fell_does_not_stop_the_next_one(estate):
    bought, _award = pending(estate)
    answered(bought, True, THIRD)
    second = propose(bought, PRICE["丙方经理"])
    until_day(bought, second, 1)
    assert awards_due(estate.site.at) == [second]


# Answering


def test_who_judged_and_who_challenges_do_not_answer(estate):
    bought = buying.evaluated(estate)
    propose(bought)
    made = challenge(bought)
    for who in ("刘甲", OWNER):  # on the panel; who made it
        for fn, args in ((acts.admit, ()), (acts.turn_down, ("不属实",))):
            assert why(estate, who, fn, made, *args) is Why.ANSWERS_OWN


def test_it_is_admitted_before_it_is_answered_and_answered_once(estate):
    bought, _award = pending(estate)
    made = challenge(bought)
    assert why(estate, HEAD, acts.answer, made, True, "先不受理就答复") is Why.NOT_POSSIBLE_NOW
    act(estate, HEAD, acts.admit, made)
    act(estate, OTHER, acts.answer, made, False, "报告齐全，见第十二页。")
    assert why(estate, OTHER, acts.answer, made, True, "又改了主意了") is Why.NOT_POSSIBLE_NOW
    assert found(estate, made).upheld is False


def test_what_is_not_admissible_gets_its_reason_and_stops_nothing(estate):
    bought, award = pending(estate)
    made = challenge(bought, THIRD)
    act(estate, HEAD, acts.turn_down, made, "说的是另一个项目")
    assert (found(estate, made).state, found(estate, made).upheld) == (ChallengeState.INADMISSIBLE, None)
    until_day(bought, award, 1)
    assert awards_due(estate.site.at) == [award]


def test_upheld_against_the_award_it_falls_and_the_next_candidate_follows(estate):
    bought, award = pending(estate)
    answered(bought, True)
    assert row(bought, award).state == AwardState.CANCELLED
    assert row(bought, propose(bought, PRICE["丙方经理"])).bid_id == bought.bids["丙方经理"]


def test_upheld_against_the_evaluation_nobody_is_awarded_any_more(estate):
    bought, award = pending(estate)
    answered(bought, True, about=About.EVALUATION)
    assert row(bought, award).state == AwardState.CANCELLED
    assert why(estate, HEAD, awarding.propose, bought.tender, *decide(estate, PRICE["丙方经理"])) is Why.CHALLENGE_UPHELD


def test_upheld_before_the_contract_is_signed_takes_the_contract_with_it(estate):
    from huasheng_vote.procurement.queries import contracts

    bought, award = pending(estate)
    made = challenge(bought)
    until_day(bought, award, 1)
    awards_due(estate.site.at)
    act(estate, HEAD, acts.admit, made)
    act(estate, HEAD, acts.answer, made, True, "报告缺失，质疑成立。")
    assert row(bought, award).state == AwardState.CANCELLED
    assert contracts.of_award(row(bought, award)).state == ContractState.DROPPED


# Taking it further


def escalated(bought, who=THIRD):
    made = answered(bought, False, who)
    act(bought.estate, who, acts.escalate, made, Office.SUBDISTRICT)
    return made


@pytest.mark.parametrize(("late", "refused"), [(0, None), (1, Why.CHALLENGE_LATE)])
def test_it_is_taken_further_until_the_tenth_day_and_not_on_the_next(estate, late, refused):
    bought, _award = pending(estate)
    made = answered(bought, False)
    until = read.escalates_until(found(estate, made), estate.site.at)
    estate.site.later(days=(until - local_day(estate.site.at)).days + late)
    if refused:
        assert why(estate, OWNER, acts.escalate, made, Office.SUBDISTRICT) is refused
    else:
        act(estate, OWNER, acts.escalate, made, Office.SUBDISTRICT)


def test_only_whoever_made_it_takes_it_further_and_the_clock_stops_again(estate):
    bought, award = pending(estate)
    made = answered(bought, False, THIRD)
    assert why(estate, OWNER, acts.escalate, made, Office.SUBDISTRICT) is Why.NOT_ALLOWED
    act(estate, THIRD, acts.escalate, made, Office.RESIDENTS_COMMITTEE)
    until_day(bought, award, 1)
    assert awards_due(estate.site.at) == []
    assert why(estate, HEAD, acts.answer, made, True, "由业委会再答复") is Why.NOT_POSSIBLE_NOW
    assert why(estate, HEAD, acts.close, made) is Why.NOT_POSSIBLE_NOW


@pytest.mark.parametrize(("upheld", "state", "award_state"), [(True, ChallengeState.UPHELD, AwardState.CANCELLED), (False, ChallengeState.CLOSED, AwardState.PENDING)])  # fmt: skip
def test_what_the_office_ruled_is_entered_and_decides(estate, upheld, state, award_state):
    bought, award = pending(estate)
    made = escalated(bought)
    act(estate, "郑社区", acts.rule, made, upheld, "街道审查意见书第三号。")
    assert (found(estate, made).state, found(estate, made).upheld, row(bought, award).state) == (state, upheld, award_state)
    assert why(estate, "郑社区", acts.rule, made, upheld, "再登记一次意见") is Why.NOT_POSSIBLE_NOW


# Ending


def test_its_maker_withdraws_it_unless_others_have_signed(estate):
    bought, _award = pending(estate)
    alone, joined = challenge(bought), challenge(bought)
    act(estate, "陈一", acts.support, joined)
    assert why(estate, "陈一", acts.withdraw, alone) is Why.NOT_ALLOWED
    act(estate, OWNER, acts.withdraw, alone)
    assert found(estate, alone).state == ChallengeState.WITHDRAWN
    assert why(estate, OWNER, acts.withdraw, joined) is Why.OTHERS_SIGNED


def test_the_clock_closes_what_nobody_took_further_after_the_tenth_day(estate):
    bought, award = pending(estate)
    made = answered(bought, False)
    until = read.escalates_until(found(estate, made), estate.site.at)
    until_day(bought, award, 1)
    awards_due(estate.site.at)
    estate.site.later(days=(until - local_day(estate.site.at)).days)
    assert awards_due(estate.site.at) == []
    assert why(estate, HEAD, acts.close, made) is Why.TAKEN_FURTHER_STILL
    estate.site.later(days=1)
    assert [awards_due(estate.site.at), awards_due(estate.site.at)] == [[made], []]
    assert found(estate, made).state == ChallengeState.CLOSED


def test_one_upheld_is_closed_once_the_award_has_fallen(estate):
    bought, _award = pending(estate)
    made = answered(bought, True)
    act(estate, HEAD, acts.close, made)
    assert (found(estate, made).state, found(estate, made).upheld) == (ChallengeState.CLOSED, True)


def test_upheld_once_both_have_signed_the_contract_has_to_be_ended_first(estate):
    from huasheng_vote.procurement.actions import contracts as signing
    from huasheng_vote.procurement.queries import contracts

    bought, award = pending(estate)
    made = challenge(bought)
    until_day(bought, award, 1)
    awards_due(estate.site.at)
    drawn = contracts.of_award(row(bought, award))
    for who in (FIRST, HEAD):
        act(estate, who, signing.sign, drawn.id, drawn.digest)
    act(estate, HEAD, acts.admit, made)
    act(estate, HEAD, acts.answer, made, True, "报告缺失，质疑成立。")
    assert row(bought, award).state == AwardState.ACTIVE
    assert why(estate, HEAD, acts.close, made) is Why.AWARD_STANDS
    act(estate, HEAD, signing.end, drawn.id, ContractAct.TERMINATE, "质疑成立", *other_decision(estate))
    act(estate, HEAD, acts.close, made)


def test_the_answer_is_due_in_seven_days_moved_past_holidays(estate):
    bought, _award = pending(estate)
    made = found(estate, challenge(bought))
    assert made.due >= local_day(estate.site.at) + timedelta(days=7)
    assert made.due.weekday() < 5


def test_an_award_in_force_is_not_challenged_any_more(estate):
    bought, _award = in_force(estate)
    assert why(estate, OWNER, acts.challenge, key(), bought.tender, About.AWARD, TITLE, TEXT) is Why.NOT_POSSIBLE_NOW
