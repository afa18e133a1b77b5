"""Money is spent by a resolution, within a delegated ceiling, or in a confirmed emergency, and by nothing else."""

from datetime import date, timedelta

import pytest

from huasheng_vote.rules.authority import (
    Authority,
    AuthorityKind,
    Employer,
    EmployerKind,
    Trigger,
    check_award,
    check_employer,
    most_settlement,
    publish_by,
)
from huasheng_vote.rules.refusal import Refused, Why

DAY = date(2026, 11, 25)
ONE = timedelta(days=1)


def why(act, *values, **named):
    with pytest.raises(Refused) as refused:
        act(*values, **named)
    return refused.value.why


def authority(kind=AuthorityKind.RESOLUTION, **named):
    return Authority(**{"kind": kind, "ceiling": 22_600_000, "since": DAY, **named})


def test_a_resolution_covers_its_budget_to_the_fen():
    authority().check(22_600_000, DAY)
    assert why(authority().check, 22_600_001, DAY) is Why.AUTHORITY_EXCEEDED


def test_an_authority_covers_nothing_before_its_first_day():
    assert why(authority().check, 1, DAY - ONE) is Why.AUTHORITY_NOT_YET


def test_a_delegated_ceiling_holds_on_its_last_day_and_not_on_the_next():
    delegated = authority(AuthorityKind.DELEGATED, until=DAY + 30 * ONE)
    delegated.check(22_600_000, DAY + 30 * ONE)
    assert why(delegated.check, 1, DAY + 31 * ONE) is Why.AUTHORITY_EXPIRED


def test_a_delegation_without_an_end_is_none():
    assert why(authority, AuthorityKind.DELEGATED) is Why.MISSING_VALUE


def test_an_authority_does_not_end_before_it_begins():
    assert authority(until=DAY).until == DAY
    assert why(authority, until=DAY - ONE) is Why.ENDS_BEFORE_START


@pytest.mark.parametrize("ceiling", [0, -1])
def test_an_authority_over_nothing_is_none(ceiling):
    assert why(authority, ceiling=ceiling) is Why.NOT_POSITIVE


def test_an_emergency_names_its_trigger():
    assert why(authority, AuthorityKind.EMERGENCY, confirmed=DAY) is Why.MISSING_VALUE


def test_an_emergency_opens_nothing_until_the_subdistrict_confirmed_it():
    waiting = authority(AuthorityKind.EMERGENCY, trigger=Trigger.LIFT)
    confirmed = authority(AuthorityKind.EMERGENCY, trigger=Trigger.LIFT, confirmed=DAY + ONE)
    assert why(waiting.check, 1, DAY) is Why.EMERGENCY_UNCONFIRMED
    assert why(confirmed.check, 1, DAY) is Why.EMERGENCY_UNCONFIRMED
    confirmed.check(1, DAY + ONE)


def test_an_emergency_is_published_within_three_days_moved_past_holidays():
    assert publish_by(DAY, frozenset()) == date(2026, 11, 28)
    assert publish_by(DAY, frozenset({date(2026, 11, 28), date(2026, 11, 29)})) == date(2026, 11, 30)


def test_awards_together_may_reach_the_budget_and_not_a_fen_more():
    check_award(22_600_000, 22_600_000)
    check_award(2_600_000, 22_600_000, awarded=20_000_000)
    assert why(check_award, 22_600_001, 22_600_000) is Why.AWARD_OVER_BUDGET
    assert why(check_award, 2_600_001, 22_600_000, awarded=20_000_000) is Why.AWARD_OVER_BUDGET


def test_a_settlement_may_come_to_a_tenth_above_the_budget_rounded_down():
    assert most_settlement(22_600_000) == 24_860_000
    assert most_settlement(15) == 16


@pytest.mark.parametrize("blank", ["name", "signatory", "basis", "invoice_title"])
def test_an_employer_of_whom_something_is_blank_is_refused(blank):
    whole = {"name": "松路花园业主委员会", "signatory": "周文芳", "basis": "决议〔2026〕3号", "invoice_title": "松路花园业主委员会"}
    check_employer(Employer(EmployerKind.COMMITTEE, **whole))
    assert why(check_employer, Employer(EmployerKind.COMMITTEE, **{**whole, blank: " "})) is Why.MISSING_VALUE
