"""Authority to spend: a resolution, the committee within what was delegated, or a confirmed emergency. Nothing else opens a project."""

from datetime import date, timedelta

import pytest

from huasheng_vote.projects import queries
from huasheng_vote.projects.actions import opening
from huasheng_vote.rules.authority import AuthorityKind, Trigger
from huasheng_vote.rules.refusal import Refused, Why
from tests.meetings import day
from tests.proposals_helpers import act, leaves
from tests.spending import CEILING, LIFT, PAINT, decided, delegated


def refusal(estate, who, fn, *args):
    with pytest.raises(Refused) as refused:
        act(estate, who, fn, *args)
    return refused.value.why


def paint(estate, number, who="周主任"):
    return queries.project(estate.ref.id, act(estate, who, opening.open_delegated, *number, "公共收益"))


def lift(estate):
    number = decided(estate, LIFT)
    return act(estate, "周主任", opening.open_emergency, *number, Trigger.LIFT, "维修资金（应急）")


def test_a_decision_within_the_ceiling_opens_a_project_with_its_amount(estate):
    delegated(estate)
    project = paint(estate, decided(estate))
    assert (project.title, project.budget, project.authority, project.until) == (PAINT.title, CEILING, "delegated", date(2027, 5, 1))
    assert queries.authority(project).kind is AuthorityKind.DELEGATED
    assert leaves(estate, "project.opened")[-1]["authority"] == "delegated"


def test_it_is_opened_once(estate):
    delegated(estate)
    number = decided(estate)
    paint(estate, number)
    assert refusal(estate, "吴委员", opening.open_delegated, *number, "公共收益") is Why.ALREADY_DONE


def test_a_decision_nobody_has_seen_opens_nothing(estate):
    delegated(estate)
    assert refusal(estate, "周主任", opening.open_delegated, *decided(estate, posted=False), "公共收益") is Why.NO_BASIS


def test_a_decision_about_something_else_opens_nothing(estate):
    delegated(estate)
    assert refusal(estate, "周主任", opening.open_delegated, *decided(estate, LIFT), "公共收益") is Why.NO_BASIS
    assert refusal(estate, "周主任", opening.open_emergency, *decided(estate), Trigger.LIFT, "维修资金") is Why.NO_BASIS


@pytest.mark.parametrize(("on", "opens"), [("2027-04-30", True), ("2027-05-01", True), ("2027-05-02", False)])
def test_what_was_delegated_holds_through_its_last_day(estate, on, opens):
    delegated(estate)
    number = decided(estate)
    estate.site.at = day(on)
    if opens:
        assert paint(estate, number).until == date(2027, 5, 1)
    else:
        assert refusal(estate, "周主任", opening.open_delegated, *number, "公共收益") is Why.AUTHORITY_EXPIRED


@pytest.mark.parametrize(("lowered", "opens"), [(CEILING, True), (CEILING - 1, False), (CEILING + 1, True)])
def test_the_ceiling_that_holds_on_the_day_of_opening_counts(estate, lowered, opens):
    delegated(estate)
    number = decided(estate)
    delegated(estate, ceiling=lowered)
    if opens:
        assert paint(estate, number).budget == CEILING
    else:
        assert refusal(estate, "周主任", opening.open_delegated, *number, "公共收益") is Why.AUTHORITY_EXCEEDED


def test_an_emergency_may_cost_more_than_was_delegated_but_buys_nothing_before_it_is_confirmed(estate):
    project = queries.project(estate.ref.id, lift(estate))
    today = date(2026, 11, 24)
    with pytest.raises(Refused) as refused:
        queries.authority(project).check(project.budget, today)
    assert refused.value.why is Why.EMERGENCY_UNCONFIRMED
    act(estate, "郑社区", opening.confirm_emergency, project.id, today, "松麓街道办事处〔2026〕12号")
    project = queries.project(estate.ref.id, project.id)
    queries.authority(project).check(project.budget, today)
    assert leaves(estate, "project.confirmed") == [{"on": "2026-11-24", "confirmation": "松麓街道办事处〔2026〕12号"}]


def test_it_is_confirmed_once_and_only_an_emergency_is(estate):
    delegated(estate)
    made, today = lift(estate), date(2026, 11, 24)
    act(estate, "郑社区", opening.confirm_emergency, made, today, "街道〔2026〕12号")
    assert refusal(estate, "郑社区", opening.confirm_emergency, made, today, "街道〔2026〕12号") is Why.ALREADY_DONE
    assert refusal(estate, "郑社区", opening.confirm_emergency, paint(estate, decided(estate)).id, today, "x") is Why.NOT_POSSIBLE_NOW


@pytest.mark.parametrize(("days", "taken"), [(-1, False), (0, True), (2, True), (3, False)])
def test_the_confirmation_lies_between_the_opening_and_today(estate, days, taken):
    made = lift(estate)
    opened = date(2026, 11, 24)
    estate.site.at += timedelta(days=2)
    on = opened + timedelta(days=days)
    if taken:
        act(estate, "郑社区", opening.confirm_emergency, made, on, "街道〔2026〕12号")
        assert queries.unconfirmed(estate.ref.id) == []
    else:
        assert refusal(estate, "郑社区", opening.confirm_emergency, made, on, "街道〔2026〕12号") is Why.BAD_VALUE


def test_what_waits_is_told_until_it_is_opened(estate):
    delegated(estate)
    number = decided(estate)
    assert [(each.year, each.ordinal) for each in queries.decided_spending(estate.ref.id)] == [number]
    paint(estate, number)
    assert queries.decided_spending(estate.ref.id) == []


def test_the_way_of_such_a_project_begins_with_the_committees_decision(estate):
    delegated(estate)
    assert [step.kind for step in queries.way(paint(estate, decided(estate)))] == ["decision", "project"]
