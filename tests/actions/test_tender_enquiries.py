"""Questions about an open tender and its addenda: asked by nobody in particular, answered to all; a change lets every bid wait for its bidder."""

from datetime import datetime, time

import pytest
from sqlalchemy import delete, select, text

from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import stamp
from huasheng_vote.notices.models import Notice
from huasheng_vote.procurement.actions import addenda, enquiries
from huasheng_vote.procurement.models import Invitation, Supplier
from huasheng_vote.procurement.opendata.publishing import releases
from huasheng_vote.procurement.queries import enquiries as asking
from huasheng_vote.proposals.actions.once import digest
from huasheng_vote.rules.calendar import SHANGHAI
from huasheng_vote.rules.flows.tenders import BidState, TenderState
from huasheng_vote.rules.methods import Method
from huasheng_vote.rules.refusal import Why
from tests.open_tender import DAY, HOUR, MS, STEPS, bid, bid_states, lines, moves, open_with, roles, settled, why
from tests.proposals_helpers import act, key, leaves

# Questions


TEXT = "灯杆壁厚按三毫米还是三点七五毫米？"


def asked_by(here, who="甲方经理", text=TEXT, sent=None):
    return act(here.estate, who, enquiries.ask, here.tender, sent or key(), text)


def test_the_same_question_sent_twice_is_asked_once_and_other_words_under_its_key_are_refused(estate):
    here, sent = open_with(estate), key()
    assert asked_by(here, sent=sent) == asked_by(here, sent=sent)
    assert len(leaves(estate, "tender.asked")) == 1
    assert why(estate, "甲方经理", enquiries.ask, here.tender, sent, "另一个问题") is Why.DIFFERENT_BODY
    assert why(estate, "乙方经理", enquiries.ask, here.tender, sent, TEXT) is Why.DIFFERENT_BODY


def test_who_asked_is_nowhere_to_be_read_and_two_questions_of_one_company_cannot_be_matched(estate):
    here = open_with(estate)
    first, second = asked_by(here), asked_by(here, text="保修期从哪天起算？")
    written = lines(estate, "tender.asked")
    assert [each["facts"] for each in written] == [{"enquiry": first}, {"enquiry": second}]
    assert {each["role"] for each in written} == {"bidder"}
    others = {each["actor"] for each in lines(estate, "committee.put")}
    assert len({each["actor"] for each in written} | others) == 2 + len(others)
    raw = db.session.execute(text("SELECT asker FROM tender_enquiry")).scalars().all()
    assert all(str(here.suppliers["甲方经理"]).encode() != bytes(each) and len(bytes(each)) > 16 for each in raw)


def test_an_owner_who_acts_for_a_company_asks_as_a_bidder(estate):
    here = open_with(estate)
    with estate.site.unguarded(), writing(0):
        db.session.get_one(Supplier, here.suppliers["甲方经理"]).author_id = estate.owners["赵二"]
    asked_by(here, "赵二")
    assert roles(estate, "tender.asked") == ["bidder"]


def test_who_may_not_offer_may_not_ask(estate):
    here = open_with(estate)
    assert why(estate, "陈二", enquiries.ask, here.tender, key(), TEXT) is Why.NOT_ALLOWED
    with estate.site.unguarded(), writing(0):
        db.session.execute(delete(Invitation).filter_by(supplier_id=here.suppliers["丙方经理"]))
        expired = db.session.get_one(Supplier, here.suppliers["乙方经理"])
        expired.licence, expired.licence_until = "（湘）JZ安许证字〔2020〕000001", estate.site.at.date() - 2 * DAY
    assert why(estate, "丙方经理", enquiries.ask, here.tender, key(), TEXT) is Why.NOT_ALLOWED
    assert why(estate, "乙方经理", enquiries.ask, here.tender, key(), TEXT) is Why.LICENCE_EXPIRED
    open_to_all = open_with(estate, method=Method.OPEN_TENDER, project_id=here.project, deadline=estate.site.at + 30 * DAY)
    with estate.site.unguarded(), writing(0):
        db.session.execute(delete(Invitation))
    asked_by(open_to_all, "丙方经理")


@pytest.mark.parametrize(("step", "refused"), [(-MS, False), (0 * MS, True), (MS, True)])
def test_questions_are_taken_through_the_last_day_for_changes(estate, step, refused):
    here = open_with(estate)
    last = asking.ask_until(here.row())
    estate.site.at = datetime.combine(last + DAY, time(), SHANGHAI) + step
    if refused:
        assert why(estate, "甲方经理", enquiries.ask, here.tender, key(), TEXT) is Why.ENQUIRIES_OVER
    else:
        asked_by(here)


@pytest.mark.parametrize("step", STEPS)
def test_a_question_without_an_answer_moves_the_deadline_at_its_moment_as_often_as_it_takes(estate, step):
    here = open_with(estate)
    question, deadline = asked_by(here), here.row().deadline
    settled(here, deadline + step)
    assert moves(here) == ([("enquiry", DAY)] if step >= 0 * MS else [])
    settled(here, deadline + 49 * HOUR)
    assert (moves(here), here.row().deadline) == ([("enquiry", DAY)] * 3, deadline + 3 * DAY)
    act(estate, "周主任", enquiries.answer, here.tender, question, "按三点七五毫米。")
    settled(here, deadline + 3 * DAY)
    assert here.row().state == TenderState.CLOSED


@pytest.mark.parametrize("step", STEPS)
def test_an_answer_at_the_deadline_comes_too_late_to_keep_it(estate, step):
    here = open_with(estate)
    question, deadline = asked_by(here), here.row().deadline
    estate.site.at = deadline + step
    act(estate, "周主任", enquiries.answer, here.tender, question, "按三点七五毫米。")
    assert moves(here) == ([("enquiry", DAY)] if step >= 0 * MS else [])


def test_a_question_is_answered_once_and_everybody_is_told_without_a_name(estate):
    here = open_with(estate)
    question = asked_by(here)
    for expected in (None, Why.ALREADY_DONE):
        if expected is None:
            act(estate, "周主任", enquiries.answer, here.tender, question, "按三点七五毫米。")
        else:
            assert why(estate, "吴委员", enquiries.answer, here.tender, question, "按三毫米。") is expected
    told = db.session.scalars(select(Notice).filter_by(code="tender.answered")).all()
    assert {each.account_id for each in told} == {None, *(estate.staff[who] for who in here.suppliers)}
    assert {each.facts for each in told} == {'{"title":"更换小区路灯"}'}


def test_nobody_asks_or_answers_once_it_is_closed(estate):
    here = open_with(estate)
    settled(here, here.row().deadline)
    assert why(estate, "甲方经理", enquiries.ask, here.tender, key(), TEXT) is Why.DEADLINE_PASSED


def test_the_committee_is_told_of_questions_that_wait_by_the_last_day_for_changes(estate):
    here = open_with(estate)
    question, _other = asked_by(here), asked_by(here, "乙方经理", "保修期从哪天起算？")
    [task] = list(asking.to_answer(estate.ref.id, estate.actor("周主任"), estate.site.at))
    assert (task.count, task.due) == (2, datetime.combine(asking.ask_until(here.row()), time(23, 59), SHANGHAI))
    assert list(asking.to_answer(estate.ref.id, estate.actor("甲方经理"), estate.site.at)) == []
    act(estate, "周主任", enquiries.answer, here.tender, question, "按三点七五毫米。")
    assert [each.count for each in asking.to_answer(estate.ref.id, estate.actor("周主任"), estate.site.at)] == [1]


# Addenda


CHANGE = "灯杆壁厚由三毫米改为三点七五毫米。"


def test_an_addendum_lets_every_bid_wait_and_says_nothing_of_how_many(estate):
    here = open_with(estate, bids=2)
    bid(here, BidState.NEEDS_RECONFIRMATION)
    bid(here, BidState.WITHDRAWN)
    before = here.row().specification
    assert act(estate, "周主任", addenda.amend, here.tender, before, CHANGE) == 1
    row = here.row()
    assert bid_states(here) == ["needs_reconfirmation"] * 3 + ["withdrawn"]
    assert row.specification == digest({"before": before, "addendum": 1, "text": CHANGE})
    [told] = releases(estate.ref.id)
    assert (told["tag"], told["tender"]["amendments"][0]["rationale"], "bids" in told) == (["tenderAmendment"], CHANGE, False)
    assert leaves(estate, "tender.amended") == [{"addendum": 1, "specification": row.specification, "deadline": stamp(row.deadline)}]


def test_the_same_addendum_sent_twice_is_one_and_one_over_other_words_is_refused(estate):
    here = open_with(estate)
    before = here.row().specification
    assert [act(estate, "周主任", addenda.amend, here.tender, before, CHANGE) for _twice in range(2)] == [1, 1]
    assert why(estate, "周主任", addenda.amend, here.tender, before, "灯杆高度改为四米，其余不变。") is Why.CHANGED_MEANWHILE
    assert act(estate, "周主任", addenda.amend, here.tender, here.row().specification, CHANGE) == 2


@pytest.mark.parametrize(("days", "moved"), [(0, 0), (1, 1)])
def test_a_late_addendum_moves_the_deadline_so_far_that_bidders_keep_their_time(estate, days, moved):
    here = open_with(estate)
    deadline = here.row().deadline
    last = datetime.combine(asking.ask_until(here.row()), time(23, 59, 59), SHANGHAI)
    estate.site.at = last + days * DAY
    act(estate, "周主任", addenda.amend, here.tender, here.row().specification, CHANGE)
    assert moves(here) == ([("change", moved * DAY)] if moved else [])
    assert here.row().deadline == deadline + moved * DAY


@pytest.mark.parametrize("step", STEPS)
def test_nothing_is_changed_at_the_deadline_or_after_it(estate, step):
    here = open_with(estate)
    seen = here.row().specification
    estate.site.at = here.row().deadline + step
    if step < 0 * MS:
        act(estate, "周主任", addenda.amend, here.tender, seen, CHANGE)
    else:
        assert why(estate, "周主任", addenda.amend, here.tender, seen, CHANGE) is Why.NOT_POSSIBLE_NOW


def test_a_bid_that_was_not_confirmed_again_is_none_at_the_deadline(estate):
    here = open_with(estate)
    act(estate, "周主任", addenda.amend, here.tender, here.row().specification, CHANGE)
    settled(here, here.row().deadline)
    assert here.row().state == TenderState.FAILED
    assert bid_states(here) == ["withdrawn"] * 3
