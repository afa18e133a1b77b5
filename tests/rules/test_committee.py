"""The committee's own sums and days, at each boundary."""

from datetime import UTC, date, datetime, timedelta

import pytest

from huasheng_vote.rules.committee import (
    agenda_due,
    agenda_in_time,
    lawful_size,
    may_require,
    passes,
    posting_due,
    quorate,
    seal_signers,
)
from huasheng_vote.rules.refusal import Refused, Why

MEETING = datetime(2026, 12, 10, 11, 30, tzinfo=UTC)  # half past seven in the evening in Changsha
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("yes", "members", "carried"), [(2, 5, False), (3, 5, True), (2, 4, False), (3, 4, True), (1, 1, True), (0, 1, False)]
)
def test_more_than_half_of_all_members_carry_it(yes, members, carried):
    assert passes(yes, members) is carried


@pytest.mark.parametrize(("attending", "members", "enough"), [(2, 4, False), (3, 4, True), (2, 5, False), (3, 5, True)])
def test_more_than_half_of_all_members_attend(attending, members, enough):
    assert quorate(attending, members) is enough


@pytest.mark.parametrize(
    ("asking", "members", "enough"), [(1, 4, False), (2, 4, True), (2, 7, False), (3, 7, True), (3, 9, True), (0, 0, False)]
)
def test_a_third_may_require_a_meeting(asking, members, enough):
    assert may_require(asking, members) is enough


def test_more_answers_than_members_are_refused():
    with pytest.raises(Refused) as refused:
        passes(6, 5)
    assert refused.value.why is Why.OUT_OF_RANGE


def test_an_agenda_is_in_time_on_the_seventh_day_before_and_late_on_the_sixth():
    assert agenda_due(MEETING) == date(2026, 12, 3)
    assert agenda_in_time(datetime(2026, 12, 3, 15, 59, tzinfo=UTC), MEETING)
    assert not agenda_in_time(datetime(2026, 12, 3, 16, 0, tzinfo=UTC), MEETING)  # midnight in Changsha


def test_what_was_decided_is_posted_within_three_days_and_a_holiday_moves_them():
    assert posting_due(MEETING) == date(2026, 12, 13)
    assert posting_due(MEETING, frozenset({date(2026, 12, 13)})) == date(2026, 12, 14)


def test_five_to_eleven_members_an_odd_number():
    assert [n for n in range(14) if lawful_size(n)] == [5, 7, 9, 11]


def test_nobody_signs_for_the_seal_alone():
    assert [seal_signers(n) for n in (1, 2, 3, 4, 5)] == [2, 2, 2, 3, 3]
