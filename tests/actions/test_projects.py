"""A project is opened once from a decision with a budget, and knows the way it came."""

import pytest

from huasheng_vote.extensions import db
from huasheng_vote.notices import queries as notices
from huasheng_vote.projects import queries
from huasheng_vote.projects.actions import opening as actions
from huasheng_vote.rules.refusal import Refused, Why
from tests.decided import decide


def open_from(estate, decided, who="周主任"):
    return estate.site.act(estate.ref, estate.actor(who), actions.open_project, *decided)


def test_a_project_carries_title_and_budget_of_the_decision(estate):
    project = queries.project(estate.ref.id, open_from(estate, decide(estate, budget=250_000_00)))
    assert (project.title, project.budget, project.state) == ("更换小区 42 盏路灯", 250_000_00, "preparing")


def test_a_second_project_from_the_same_decision_is_refused(estate):
    decided = decide(estate, budget=1)
    open_from(estate, decided)
    with pytest.raises(Refused) as refused:
        open_from(estate, decided, "吴委员")
    assert refused.value.why is Why.ALREADY_DONE
    assert len(queries.projects(estate.ref.id)) == 1


def test_a_decision_without_money_opens_nothing(estate):
    with pytest.raises(Refused) as refused:
        open_from(estate, decide(estate, budget=None))
    assert refused.value.why is Why.NO_BUDGET_VOTED
    assert queries.projects(estate.ref.id) == []


def test_a_decision_that_is_not_there_opens_nothing(estate):
    with pytest.raises(Refused) as refused:
        open_from(estate, (2026, 9))
    assert refused.value.why is Why.NOT_FOUND


def test_decisions_wait_until_a_project_is_opened(estate):
    decided = decide(estate, budget=1)
    assert [(each.resolution.year, each.resolution.ordinal) for each in queries.awaiting(estate.ref.id)] == [decided]
    open_from(estate, decided)
    assert queries.awaiting(estate.ref.id) == []


def test_everybody_is_told(estate):
    open_from(estate, decide(estate, budget=1))
    assert [each.code for each in db.session.scalars(notices.board(estate.ref.id))] == ["project.opened"]


def test_the_way_leads_from_the_notice_to_the_project(estate):
    project = queries.project(estate.ref.id, open_from(estate, decide(estate, budget=1)))
    assert [step.kind for step in queries.way(project)] == ["notice", "voting", "resolution", "project"]
