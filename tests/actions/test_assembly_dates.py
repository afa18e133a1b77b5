"""The lawful dates of a meeting: exactly fifteen days of notice and one less, days off, roll review, windows."""

from datetime import date

import pytest

from huasheng_vote.assemblies.actions import calendar, drafting, noticing
from huasheng_vote.assemblies.queries.calendar import announced_years, holidays
from huasheng_vote.rules.refusal import Refused, Why
from tests.meetings import RULES, Convening, day


@pytest.fixture
def convening(estate):
    return Convening(estate).set_up()


def why(act, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value


def test_voting_may_open_on_the_day_after_fifteen_full_days(convening):
    meeting = convening.draft(opens_at=day("2026-12-26"), closes_at=day("2027-01-25", 18), counting_at=day("2027-01-26"))
    convening.do(noticing.begin_review, meeting)
    convening.estate.site.later(days=8)  # 10 December; the fifteenth day is Friday the 25th
    convening.do(noticing.give_notice, meeting)
    assert convening.row(meeting).state == "noticed"


def test_one_day_less_is_refused_with_the_earliest_day(convening):
    refused = why(convening.draft, opens_at=day("2026-12-25"), closes_at=day("2027-01-25", 18))
    assert refused.why is Why.NOTICE_TOO_SHORT
    assert refused.facts["earliest"] == "2026-12-26"
    assert refused.facts["field"] == "opens_at"


def test_dates_that_were_lawful_when_drafted_are_asked_again_at_notice(convening):
    meeting = convening.draft(opens_at=day("2026-12-26"), closes_at=day("2027-01-25", 18), counting_at=day("2027-01-26"))
    convening.do(noticing.begin_review, meeting)
    convening.estate.site.later(days=9)
    assert why(convening.do, noticing.give_notice, meeting).why is Why.NOTICE_TOO_SHORT
    assert convening.row(meeting).state == "roll_review"


def test_a_fifteenth_day_off_moves_the_opening(convening):
    meeting = convening.draft(opens_at=day("2027-01-05"), closes_at=day("2027-02-04", 18))
    convening.do(noticing.begin_review, meeting)
    convening.estate.site.later(days=15)  # 17 December: the fifteenth day is New Year, then a weekend, so it ends on Monday the 4th
    refused = why(convening.do, drafting.edit_assembly, meeting, convening.plan(opens_at=day("2027-01-04")))
    assert (refused.why, refused.facts["earliest"]) == (Why.NOTICE_TOO_SHORT, "2027-01-05")
    convening.do(noticing.give_notice, meeting)
    assert convening.row(meeting).state == "noticed"


def test_a_holiday_entered_later_moves_it_too(convening):
    meeting = convening.draft(opens_at=day("2026-12-26"), closes_at=day("2027-01-25", 18), counting_at=day("2027-01-26"))
    convening.do(noticing.begin_review, meeting)
    off = {each: "假" for each in holidays(convening.estate.ref.id, convening.estate.site.at) if each.year == 2026}
    convening.do(calendar.enter_year, 2026, {**off, date(2026, 12, 25): "新假"}, {}, "国办发明电〔2026〕1号")
    convening.estate.site.later(days=8)
    refused = why(convening.do, noticing.give_notice, meeting)
    assert refused.why is Why.NOTICE_TOO_SHORT
    assert refused.facts["earliest"] == "2026-12-29"  # Friday off, then a weekend, Monday is the last day


def test_notice_waits_for_seven_full_days_of_roll_review(convening):
    meeting = convening.draft()
    convening.do(noticing.begin_review, meeting)
    convening.estate.site.later(days=7)
    refused = why(convening.do, noticing.give_notice, meeting)
    assert (refused.why, refused.facts["earliest"]) == (Why.REVIEW_RUNNING, "2026-12-10")
    convening.estate.site.later(days=1)
    convening.do(noticing.give_notice, meeting)


def test_no_notice_without_a_roll_review(convening):
    assert why(convening.do, noticing.give_notice, convening.draft()).why is Why.NOT_POSSIBLE_NOW


@pytest.mark.parametrize(("closes", "fits"), [("2027-01-09", False), ("2027-01-10", True), ("2027-03-06", True), ("2027-03-07", False)])
def test_a_window_is_five_to_sixty_days(convening, closes, fits):
    dates = {"opens_at": day("2027-01-05"), "closes_at": day(closes), "counting_at": day("2027-03-10")}
    if fits:
        assert convening.draft(**dates)
    else:
        assert why(convening.draft, **dates).why is Why.WINDOW_OUT_OF_RANGE


def test_a_window_the_owners_adopted_is_kept(estate):
    convening = Convening(estate).set_up(rules={**RULES, "window_days": 14})
    assert why(convening.draft, closes_at=day("2027-02-04", 18)).why is Why.WINDOW_NOT_ADOPTED
    assert convening.draft(closes_at=day("2027-01-19", 18))


def test_ballots_are_counted_after_closing(convening):
    assert why(convening.draft, counting_at=day("2027-02-04", 17)).why is Why.COUNTING_TOO_EARLY
    assert convening.draft(counting_at=day("2027-02-04", 18))


def test_the_library_seeds_what_it_knows_and_no_more(convening):
    years = announced_years(convening.estate.ref.id)
    assert {2024, 2025, 2026} <= years
    assert 2027 not in years
    assert date(2026, 10, 1) in holidays(convening.estate.ref.id, convening.estate.site.at)
    assert date(2026, 10, 10) not in holidays(convening.estate.ref.id, convening.estate.site.at)  # a Saturday worked in exchange
    assert why(convening.do, calendar.seed_calendar).why is Why.ALREADY_DONE


def test_a_year_is_entered_by_hand_and_replaced_whole(convening):
    convening.do(calendar.enter_year, 2027, {date(2027, 2, 8): "春节"}, {date(2027, 2, 20): "春节"}, "国办")
    off = holidays(convening.estate.ref.id, convening.estate.site.at)
    assert date(2027, 2, 8) in off
    assert date(2027, 2, 20) not in off
    convening.do(calendar.enter_year, 2027, {date(2027, 2, 9): "春节"}, {}, "国办更正")
    assert date(2027, 2, 8) not in holidays(convening.estate.ref.id, convening.estate.site.at)


def test_a_day_of_another_year_or_both_off_and_worked_is_refused(convening):
    assert why(convening.do, calendar.enter_year, 2027, {date(2028, 1, 1): "元旦"}, {}, "x").why is Why.DAY_OF_ANOTHER_YEAR
    same = {date(2027, 2, 8): "春节"}
    assert why(convening.do, calendar.enter_year, 2027, same, same, "x").why is Why.DAY_TWICE


def test_an_edit_keeps_to_the_same_dates(convening):
    meeting = convening.draft()
    refused = why(convening.do, drafting.edit_assembly, meeting, convening.plan(opens_at=day("2026-12-25")))
    assert refused.why is Why.NOTICE_TOO_SHORT
