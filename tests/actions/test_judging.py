"""Who is tied to a bidder leaves before any score, sheets are blind until all are locked, and both worked tables come out of the acts."""

import json
from hashlib import sha256

import pytest

from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.people.models import Account, RoleGrant
from huasheng_vote.procurement.actions import judging, qualifying, reports, sheets
from huasheng_vote.procurement.actions.judging import Replacement
from huasheng_vote.procurement.actions.qualifying import Finding
from huasheng_vote.procurement.models import Bid, PanelSeat
from huasheng_vote.procurement.queries import panels as read
from huasheng_vote.procurement.queries import sheets as written
from huasheng_vote.rules.access import Role
from huasheng_vote.rules.flows.panels import SeatState, SheetState
from huasheng_vote.rules.flows.tenders import BidState, Disqualified, TenderState
from huasheng_vote.rules.methods import Method
from huasheng_vote.rules.refusal import Refused, Why
from tests import buying
from tests.judged import FIVE, cleared, locked, opened, qualified, reported, saved, scored, scores, seen, signed
from tests.proposals_helpers import act, leaves

MEMBER = "吴委员"
BAD = Finding(Disqualified.NOT_QUALIFIED, "没有照明工程资质")


def why(estate, who, fn, *args):
    with pytest.raises(Refused) as refused:
        act(estate, who, fn, *args)
    return refused.value.why


def state(lot):
    return lot.row().state


def states(lot):
    db.session.rollback()
    return {who: db.session.get_one(Bid, bid).state for who, bid in lot.bids.items()}


def phone(estate, who):
    return db.session.get_one(Account, buying.account(estate, who)).phone


def ranking(lot):
    """Company, rank and total, as the report has them."""
    names = {bid: who for who, bid in lot.bids.items()}
    rows = json.loads(written.report(lot.row()).ranking)
    return [(names[each["bid"]], each["rank"], each["total"]) for each in rows]


# The two worked tables


def test_five_panelists_make_the_worked_table(estate):
    lot = signed(reported(scored(opened(estate, 5))))
    assert ranking(lot) == [("乙方经理", 1, 9100), ("丙方经理", 2, 9075), ("甲方经理", 3, 9012)]
    assert (state(lot), set(states(lot).values())) == (TenderState.EVALUATED, {BidState.RANKED})


def test_the_ranking_is_laid_out_as_awards_read_it(estate):
    lot = reported(scored(opened(estate, 5)))
    assert json.loads(written.report(lot.row()).ranking)[0] == {
        "bid": lot.bids["乙方经理"],
        "rank": 1,
        "price": 4000,
        "technical": 3900,
        "commercial": 1200,
        "total": 9100,
    }


SECOND = [("乙方经理", 1, 9225), ("甲方经理", 2, 9095), ("丙方经理", 3, 9050)]


def test_without_the_fifth_and_nobody_in_their_place_the_second_place_changes(estate):
    lot = opened(estate, 5)
    act(estate, FIVE[4], judging.recuse, lot.tender, "与丙方同单位")
    act(estate, MEMBER, judging.leave_vacant, lot.seats[FIVE[4]])
    assert ranking(reported(locked(qualified(cleared(lot))))) == SECOND


def test_it_changes_as_well_where_they_leave_after_all_sheets_were_shown(estate):
    lot = reported(scored(opened(estate, 5)))
    act(estate, FIVE[4], judging.recuse, lot.tender, "与丙方同单位")
    assert written.report(lot.row()) is None
    assert why(estate, FIVE[0], reports.write, lot.tender, "先写着再说") is Why.SEAT_EMPTY
    act(estate, MEMBER, judging.leave_vacant, lot.seats[FIVE[4]])
    assert ranking(reported(lot)) == SECOND


# Declarations after the opening


def test_the_last_declaration_begins_the_evaluation(estate):
    lot = cleared(opened(estate), ["陈三", "刘甲"])
    assert state(lot) == TenderState.OPENED
    cleared(lot, ["赵一"])
    assert state(lot) == TenderState.EVALUATING


def test_nobody_judges_before_declaring_and_nobody_declares_twice(estate):
    lot = cleared(opened(estate), ["陈三"])
    assert why(estate, "刘甲", qualifying.qualify, lot.tender, {}) is Why.DECLARE_FIRST
    assert why(estate, "陈三", qualifying.qualify, lot.tender, {}) is Why.NOT_POSSIBLE_NOW
    assert why(estate, "陈三", judging.clear, lot.tender) is Why.NOT_POSSIBLE_NOW


def test_before_the_opening_nobody_is_asked_about_bidders(estate):
    lot = buying.published(estate)
    assert why(estate, "陈三", judging.clear, lot.tender) is Why.NOT_POSSIBLE_NOW


def test_who_left_is_refused_everything_from_then_on(estate):
    lot = qualified(cleared(opened(estate, 5)))
    digest = saved(lot, "赵三")
    act(estate, "赵三", judging.recuse, lot.tender, "与丙方同单位")
    for fn, args in (
        (judging.clear, ()),
        (judging.recuse, ("再说一次",)),
        (qualifying.qualify, ({},)),
        (sheets.save, ({}, {})),
        (sheets.lock, (digest,)),
        (reports.write, ("我来写报告",)),
        (reports.sign, ("0" * 64,)),
    ):
        assert why(estate, "赵三", fn, lot.tender, *args) is Why.LEFT_PANEL


def test_who_is_not_on_the_panel_judges_nothing(estate):
    lot = qualified(cleared(opened(estate)))
    assert why(estate, "周主任", sheets.save, lot.tender, {}, {}) is Why.NOT_ON_PANEL
    assert why(estate, "甲方经理", judging.clear, lot.tender) is Why.NOT_ON_PANEL


def test_why_somebody_left_stays_out_of_the_log(estate):
    lot = opened(estate)
    act(estate, "陈三", judging.recuse, lot.tender, "与丙方同单位")
    assert leaves(estate, "judging.recused") == [{"seat": lot.seats["陈三"], "sheets_void": 0}]


# Replacements


def left(estate, lot, who="陈三"):
    act(estate, who, judging.recuse, lot.tender, "与丙方同单位")
    return lot


def replace(estate, lot, by, gone="陈三", hired=False):
    act(estate, MEMBER, judging.replace, lot.seats[gone], Replacement(phone(estate, by), by, hired))
    seats = {each.account_id: each.id for each in read.seats(lot.row())}
    lot.seats[by] = seats[buying.account(estate, by)]
    return lot


def test_a_replacement_declares_everything_at_once_and_then_the_evaluation_begins(estate):
    lot = cleared(left(estate, opened(estate)), ["刘甲", "赵一"])
    assert state(lot) == TenderState.OPENED
    cleared(replace(estate, lot, "外请专家甲", hired=True), ["外请专家甲"])
    made = db.session.get_one(PanelSeat, lot.seats["外请专家甲"])
    assert (made.state, made.expert, made.replaces_id) == (SeatState.CLEARED, True, lot.seats["陈三"])
    assert state(lot) == TenderState.EVALUATING
    assert db.session.get_one(PanelSeat, lot.seats["陈三"]).state == SeatState.REPLACED


@pytest.mark.parametrize("who", ["陈一", "周主任", "吴委员", "甲方经理", "郑社区"])
def test_the_drafter_the_head_an_officer_a_bidder_and_the_community_take_no_seat(estate, who):
    lot = left(estate, opened(estate))
    assert why(estate, MEMBER, judging.replace, lot.seats["陈三"], Replacement(phone(estate, who), who)) is Why.PANELIST_BARRED


def test_an_owner_is_not_hired_as_an_outsider_after_the_opening_either(estate):
    lot = left(estate, opened(estate))
    assert why(estate, MEMBER, judging.replace, lot.seats["陈三"], Replacement(phone(estate, "赵二"), "赵二", True)) is Why.NOT_AN_OUTSIDER


def test_who_left_and_who_sits_there_already_take_no_seat(estate):
    lot = left(estate, opened(estate))
    for who in ("陈三", "刘甲"):
        assert why(estate, MEMBER, judging.replace, lot.seats["陈三"], Replacement(phone(estate, who), who)) is Why.PANELIST_TWICE


def test_a_seat_nobody_left_is_not_given_away(estate):
    lot = opened(estate)
    assert why(estate, MEMBER, judging.replace, lot.seats["陈三"], Replacement(phone(estate, "赵二"), "赵二")) is Why.NOT_POSSIBLE_NOW
    assert why(estate, MEMBER, judging.leave_vacant, lot.seats["陈三"]) is Why.NOT_POSSIBLE_NOW


def test_a_panel_of_three_that_loses_one_has_to_be_filled_up(estate):
    lot = left(estate, opened(estate))
    assert why(estate, MEMBER, judging.leave_vacant, lot.seats["陈三"]) is Why.PANEL_TOO_SMALL


def test_before_any_sheet_is_shown_only_the_leavers_is_void(estate):
    lot = left(estate, locked(qualified(cleared(opened(estate))), ["陈三", "刘甲"]))
    replace(estate, lot, "外请专家甲", hired=True)
    assert {each.seat_id: each.state for each in written.sheets(lot.row())} == {
        lot.seats["陈三"]: SheetState.VOID,
        lot.seats["刘甲"]: SheetState.LOCKED,
    }


def test_after_they_were_shown_all_are_void_and_all_score_anew(estate):
    lot = left(estate, reported(locked(qualified(cleared(opened(estate))))))
    replace(estate, lot, "外请专家甲", hired=True)
    assert {each.state for each in written.sheets(lot.row())} == {SheetState.VOID}
    cleared(lot, ["外请专家甲"])
    locked(lot, ["刘甲", "赵一"])
    assert {each.ordinal for each in written.sheets(lot.row()) if each.state == SheetState.LOCKED} == {2}
    assert why(estate, "刘甲", reports.write, lot.tender, "先写着再说") is Why.SHEETS_UNLOCKED


def test_nothing_is_shown_while_the_committee_has_not_said_who_takes_a_seat(estate):
    lot = locked(left(estate, qualified(cleared(opened(estate, 5))), "赵三"), FIVE[:4])
    assert {each.state for each in written.sheets(lot.row())} == {SheetState.LOCKED}
    act(estate, MEMBER, judging.leave_vacant, lot.seats["赵三"])
    assert {each.state for each in written.sheets(lot.row())} == {SheetState.SHOWN}


# Qualification


def found(lot, who, against=()):
    act(lot.estate, who, qualifying.qualify, lot.tender, {bid: BAD if name in against else Finding() for name, bid in lot.bids.items()})


def test_two_of_three_refuse_a_bid_and_their_reason_is_published(estate):
    lot = cleared(opened(estate, fewer_bids=2, fewer_decision_id=decision(estate)))
    found(lot, "陈三", ["丙方经理"])
    found(lot, "刘甲", ["丙方经理"])
    assert set(states(lot).values()) == {BidState.OPENED}
    found(lot, "赵一")
    assert states(lot) == {"甲方经理": BidState.VALID, "乙方经理": BidState.VALID, "丙方经理": BidState.DISQUALIFIED}
    bid = db.session.get_one(Bid, lot.bids["丙方经理"])
    assert (bid.disqualified, bid.reason) == (Disqualified.NOT_QUALIFIED, "没有照明工程资质")


def test_one_of_three_and_two_of_four_refuse_nothing(estate):
    lot = cleared(opened(estate))
    found(lot, "陈三", ["丙方经理"])
    found(lot, "刘甲")
    found(lot, "赵一")
    assert set(states(lot).values()) == {BidState.VALID}


def test_half_of_four_refuse_nothing(estate):
    lot = left(estate, opened(estate, 5), "赵三")
    act(estate, MEMBER, judging.leave_vacant, lot.seats["赵三"])
    cleared(lot)
    for who in FIVE[:4]:
        found(lot, who, ["丙方经理"] if who in FIVE[:2] else ())
    assert set(states(lot).values()) == {BidState.VALID}


def test_with_too_few_left_the_tender_fails(estate):
    lot = cleared(opened(estate))
    for who in FIVE[:3]:
        found(lot, who, ["丙方经理"])
    assert (state(lot), lot.row().failed_reason) == (TenderState.FAILED, "too_few_valid")
    assert leaves(estate, "tender.failed") == [{"reason": "too_few_valid"}]


def test_every_bid_is_answered_for_once_with_a_reason_where_it_is_refused(estate):
    lot = cleared(opened(estate))
    whole = {bid: Finding() for bid in lot.bids.values()}
    first = lot.bids["甲方经理"]
    assert why(estate, "陈三", qualifying.qualify, lot.tender, {first: Finding()}) is Why.MISSING_VALUE
    assert why(estate, "陈三", qualifying.qualify, lot.tender, whole | {first: Finding(Disqualified.COLLUSION, " ")}) is Why.MISSING_VALUE
    assert why(estate, "陈三", qualifying.qualify, lot.tender, whole | {10**6: Finding()}) is Why.BAD_VALUE
    act(estate, "陈三", qualifying.qualify, lot.tender, whole)
    assert why(estate, "陈三", qualifying.qualify, lot.tender, whole) is Why.ALREADY_DONE


def decision(estate):
    from tests.actions.test_committee import passed

    return passed(estate)


# Abnormally low prices

LOW = (100_000_00, 226_000_00, 239_500_00)


def low(estate, **said):
    lot = qualified(cleared(opened(estate, prices=LOW, **said)))
    return lot, lot.bids["甲方经理"]


def test_a_price_far_below_the_others_has_to_be_explained_before_anybody_scores(estate):
    lot, bid = low(estate)
    assert leaves(estate, "judging.low_asked") == [{"bids": [bid]}]
    assert why(estate, "陈三", sheets.save, lot.tender, {}, {}) is Why.EXPLANATION_OWED
    assert why(estate, "陈三", reports.write, lot.tender, "先写着再说") is Why.EXPLANATION_OWED


def test_only_its_bidder_explains_it_and_once(estate):
    lot, _bid = low(estate)
    for who in ("乙方经理", "陈三"):
        assert why(estate, who, qualifying.explain, lot.tender, "成本就是这样构成的。") is Why.NOT_FOUND
    act(estate, "甲方经理", qualifying.explain, lot.tender, "灯具是自己厂里做的。")
    assert why(estate, "甲方经理", qualifying.explain, lot.tender, "再补充一点说明。") is Why.NOT_POSSIBLE_NOW


def test_an_explanation_accepted_lets_everybody_score(estate):
    lot, bid = low(estate)
    act(estate, "甲方经理", qualifying.explain, lot.tender, "灯具是自己厂里做的。")
    act(estate, "陈三", qualifying.decide_low, bid, True, "成本说得清楚")
    assert why(estate, "刘甲", qualifying.decide_low, bid, False, "我不同意") is Why.ALREADY_DONE
    saved(lot, "陈三")
    assert leaves(estate, "judging.low_decided") == [{"accepted": "yes", "bid": bid, "seat": lot.seats["陈三"]}]


def test_one_not_accepted_takes_no_part_and_with_two_left_the_tender_fails(estate):
    lot, bid = low(estate)
    act(estate, "甲方经理", qualifying.explain, lot.tender, "我们就是便宜，请放心。")
    act(estate, "陈三", qualifying.decide_low, bid, False, "没有说明成本")
    assert db.session.get_one(Bid, bid).disqualified == Disqualified.LOW_UNEXPLAINED
    assert state(lot) == TenderState.FAILED


def test_unexplained_it_is_never_accepted_and_refused_only_after_forty_eight_hours(estate):
    _lot, bid = low(estate)
    estate.site.later(hours=47, minutes=59)
    assert why(estate, "陈三", qualifying.decide_low, bid, False, "没有说明") is Why.EXPLANATION_AWAITED
    estate.site.later(minutes=1)
    assert why(estate, "陈三", qualifying.decide_low, bid, True, "算了吧就这样") is Why.EXPLANATION_AWAITED
    act(estate, "陈三", qualifying.decide_low, bid, False, "逾期没有说明")
    assert db.session.get_one(Bid, bid).state == BidState.DISQUALIFIED


# Score sheets


def scoring(estate):
    return qualified(cleared(opened(estate)))


@pytest.mark.parametrize(("points", "refused"), [(4500, None), (4501, Why.SCORE_RANGE), (0, None), (-1, Why.SCORE_RANGE)])
def test_a_score_lies_between_zero_and_its_weight(estate, points, refused):
    lot = scoring(estate)
    marks = scores(lot, "陈三")
    marks[lot.bids["甲方经理"]]["technical"] = points
    if refused is None:
        act(estate, "陈三", sheets.save, lot.tender, marks, {})
        return
    with pytest.raises(Refused) as caught:
        act(estate, "陈三", sheets.save, lot.tender, marks, {})
    assert (caught.value.why, caught.value.facts["field"]) == (refused, f"technical_{lot.bids['甲方经理']}")


def test_another_tenders_bid_and_the_price_are_not_scored(estate):
    lot = scoring(estate)
    other = buying.opened(estate, project_id=lot.project)
    assert why(estate, "陈三", sheets.save, lot.tender, {other.bids["甲方经理"]: {"technical": 100}}, {}) is Why.BAD_VALUE
    assert why(estate, "陈三", sheets.save, lot.tender, {lot.bids["甲方经理"]: {"price": 100}}, {}) is Why.BAD_VALUE


def test_a_blank_is_kept_while_writing_and_refused_when_locking(estate):
    lot = scoring(estate)
    marks = scores(lot, "陈三")
    marks[lot.bids["丙方经理"]]["commercial"] = None
    act(estate, "陈三", sheets.save, lot.tender, marks, dict.fromkeys(marks, "按评分办法打分"))
    assert why(estate, "陈三", sheets.lock, lot.tender, seen(lot, "陈三")) is Why.SHEET_INCOMPLETE


def test_a_zero_is_a_score(estate):
    lot = scoring(estate)
    marks = {bid: {"technical": 0, "commercial": 0} for bid in lot.bids.values()}
    act(estate, "陈三", sheets.save, lot.tender, marks, dict.fromkeys(marks, "没有响应要求"))
    act(estate, "陈三", sheets.lock, lot.tender, seen(lot, "陈三"))
    assert written.sheets(lot.row())[0].state == SheetState.LOCKED


def test_a_score_taken_back_leaves_a_gap(estate):
    lot = scoring(estate)
    saved(lot, "陈三")
    act(estate, "陈三", sheets.save, lot.tender, {lot.bids["甲方经理"]: {"technical": None}}, {})
    assert why(estate, "陈三", sheets.lock, lot.tender, seen(lot, "陈三")) is Why.SHEET_INCOMPLETE


def test_a_sheet_without_reasons_is_not_locked(estate):
    lot = scoring(estate)
    act(estate, "陈三", sheets.save, lot.tender, scores(lot, "陈三"), {})
    assert why(estate, "陈三", sheets.lock, lot.tender, seen(lot, "陈三")) is Why.MISSING_VALUE


def test_what_is_locked_is_what_was_seen_and_never_changes(estate):
    lot = scoring(estate)
    digest = saved(lot, "陈三")
    changed = scores(lot, "陈三")
    changed[lot.bids["甲方经理"]]["technical"] = 100
    act(estate, "陈三", sheets.save, lot.tender, changed, dict.fromkeys(changed, "重新看了一遍"))
    assert why(estate, "陈三", sheets.lock, lot.tender, digest) is Why.CHANGED_MEANWHILE
    act(estate, "陈三", sheets.lock, lot.tender, seen(lot, "陈三"))
    assert why(estate, "陈三", sheets.save, lot.tender, scores(lot, "陈三"), {}) is Why.SHEET_LOCKED
    assert why(estate, "陈三", sheets.lock, lot.tender, seen(lot, "陈三")) is Why.SHEET_LOCKED


def test_nobody_sees_anothers_sheet_before_all_are_locked(estate):
    lot = locked(scoring(estate), ["陈三", "刘甲"])
    one, other = buying.account(estate, "陈三"), buying.account(estate, "赵一")
    assert [each.seat_id for each in written.visible(lot.row(), one)] == [lot.seats["陈三"]]
    assert written.visible(lot.row(), other) == []
    assert written.visible(lot.row(), None) == []
    locked(lot, ["赵一"])
    assert len(written.visible(lot.row(), other)) == 3


def test_the_public_log_holds_no_score_before_all_are_shown(estate):
    lot = locked(scoring(estate), ["陈三", "刘甲"])
    assert leaves(estate, "judging.scored") == leaves(estate, "judging.locked") == [{"seat": lot.seats[who]} for who in ("陈三", "刘甲")]
    assert leaves(estate, "judging.shown") == []


def test_nobody_scores_before_it_is_settled_which_bids_take_part(estate):
    lot = cleared(opened(estate))
    assert why(estate, "陈三", sheets.save, lot.tender, {}, {}) is Why.QUALIFICATION_OPEN


# The lowest price, and the direct order

LOWEST = {"judging": "lowest", "weight_price": 100, "weight_technical": 0, "weight_commercial": 0}


def test_where_the_lowest_price_decides_there_are_no_sheets(estate):
    lot = qualified(cleared(opened(estate, **LOWEST)))
    assert why(estate, "陈三", sheets.save, lot.tender, {}, {}) is Why.NOT_POSSIBLE_NOW
    signed(reported(lot))
    assert [(who, rank) for who, rank, _total in ranking(lot)] == [("乙方经理", 1), ("丙方经理", 2), ("甲方经理", 3)]
    assert state(lot) == TenderState.EVALUATED


def direct(estate):
    lot = buying.opened(estate, method=Method.DIRECT, prices=(9_000_00,), ceiling=10_000_00, weight_price=100)
    with estate.site.unguarded(), writing(0):
        for seat in lot.seats.values():
            db.session.delete(db.session.get_one(PanelSeat, seat))
    lot.seats.clear()
    return lot


def test_two_of_the_committee_approve_a_direct_order_and_no_third(estate):
    lot = direct(estate)
    with estate.site.unguarded(), writing(0):
        for who in ("赵二", "赵三"):
            here = {"estate_id": estate.ref.id, "account_id": estate.owners[who]}
            db.session.add(RoleGrant(**here, role=Role.COMMITTEE_MEMBER, since=lot.at))
    for who in ("赵二", "周主任"):
        act(estate, who, judging.approve, lot.tender)
    assert state(lot) == TenderState.EVALUATING
    assert why(estate, "赵三", judging.approve, lot.tender) is Why.NOT_POSSIBLE_NOW
    for each in read.sitting(lot.row()):
        lot.seats[next(name for name in ("赵二", "周主任") if buying.account(estate, name) == each.account_id)] = each.id
    signed(reported(qualified(lot), "周主任"))
    assert state(lot) == TenderState.EVALUATED


def test_an_opening_officer_approves_nothing(estate):
    assert why(estate, "吴委员", judging.approve, direct(estate).tender) is Why.PANELIST_BARRED


# The report


def test_the_report_needs_every_sheet(estate):
    lot = locked(scoring(estate), ["陈三", "刘甲"])
    assert why(estate, "陈三", reports.write, lot.tender, "先写着再说") is Why.SHEETS_UNLOCKED


def test_the_evaluation_ends_with_the_last_name_a_dissent_among_them(estate):
    lot = reported(locked(scoring(estate)))
    signed(lot, ["陈三"])
    signed(lot, ["刘甲"], "商务分拉不开差距")
    assert state(lot) == TenderState.EVALUATING
    signed(lot, ["赵一"])
    assert (state(lot), lot.row().evaluated_at) == (TenderState.EVALUATED, lot.at)
    names = written.signatures(written.report(lot.row()))
    assert [each.dissent for each in names] == ["", "商务分拉不开差距", ""]


def test_other_words_than_were_seen_and_a_second_name_are_refused(estate):
    lot = reported(locked(scoring(estate)))
    assert why(estate, "陈三", reports.sign, lot.tender, "0" * 64) is Why.CHANGED_MEANWHILE
    signed(lot, ["陈三"])
    assert why(estate, "陈三", reports.sign, lot.tender, written.report(lot.row()).digest) is Why.ALREADY_DONE


def test_a_report_worded_anew_is_signed_anew(estate):
    lot = signed(reported(locked(scoring(estate))), ["陈三"])
    act(estate, "刘甲", reports.write, lot.tender, "补充一条：丙方质保更长。")
    report = written.report(lot.row())
    assert (report.ordinal, written.signatures(report)) == (2, [])


def tie(estate):
    return reported(qualified(cleared(opened(estate, prices=(226_000_00, 226_000_00, 239_500_00), **LOWEST))))


def test_equal_bids_wait_for_the_draw(estate):
    lot = tie(estate)
    assert [rank for _who, rank, _total in ranking(lot)] == [1, 1, 3]
    assert why(estate, "陈三", reports.sign, lot.tender, written.report(lot.row()).digest) is Why.TIE_UNDRAWN
    act(estate, "郑社区", reports.draw, lot.tender, "上证指数2026年12月1日收盘", "3412.55")
    assert [rank for _who, rank, _total in ranking(lot)] == [1, 2, 3]
    assert written.report(lot.row()).seed == "上证指数2026年12月1日收盘 3412.55"
    signed(lot)
    assert state(lot) == TenderState.EVALUATED


def test_the_draw_is_what_anybody_computes_from_its_seed(estate):
    lot = tie(estate)
    act(estate, "郑社区", reports.draw, lot.tender, "上证指数2026年12月1日收盘", "3412.55")
    equal = ["甲方经理", "乙方经理"]
    lots = {who: sha256(f"tie/v1|上证指数2026年12月1日收盘 3412.55|{lot.bids[who]}".encode()).digest() for who in equal}
    assert [who for who, _rank, _total in ranking(lot)][:2] == sorted(equal, key=lots.__getitem__)


def test_nothing_is_drawn_twice_not_even_with_a_new_report(estate):
    lot = tie(estate)
    act(estate, "郑社区", reports.draw, lot.tender, "上证指数2026年12月1日收盘", "3412.55")
    before = ranking(lot)
    assert why(estate, "郑社区", reports.draw, lot.tender, "深证成指2026年12月1日收盘", "1") is Why.SEED_DRAWN
    act(estate, "刘甲", reports.write, lot.tender, "补充一条：抽签过程全程录像。")
    assert ranking(lot) == before


def test_where_nothing_is_equal_nothing_is_drawn(estate):
    lot = reported(locked(scoring(estate)))
    assert why(estate, "郑社区", reports.draw, lot.tender, "上证指数2026年12月1日收盘", "3412.55") is Why.NOT_POSSIBLE_NOW
