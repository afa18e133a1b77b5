"""The call-back audit: drawn once by a public seed while objections are heard, answered household by household."""

import json

import pytest
from sqlalchemy import select

from huasheng_vote.assemblies.actions.callbacks import draw_calls, note_call
from huasheng_vote.assemblies.models.ballots import Ballot
from huasheng_vote.assemblies.queries import callbacks
from huasheng_vote.assemblies.queries.frozen import frozen
from huasheng_vote.extensions import db
from huasheng_vote.home.queries.tasks import tasks
from huasheng_vote.journal.models import JournalLeaf
from huasheng_vote.rules.callbacks import Answer, draw
from huasheng_vote.rules.refusal import Refused, Why
from tests.actions.test_closing import EVERYBODY, cast, close
from tests.voting import noticed

SEED = ("双色球第 2026138 期", "03 11 17 22 28 31 09")


@pytest.fixture
def published(estate):
    """Ten of eleven heads took part, most agreed."""
    meeting = noticed(estate)
    for name in EVERYBODY:
        cast(meeting, name, "agree", "oppose")
    close(meeting)
    return meeting


def as_supervisor(meeting, act, *args):
    estate = meeting.estate
    return estate.site.act(estate.ref, estate.actor("郑社区"), act, meeting.id, *args)


def refused(meeting, act, *args):
    with pytest.raises(Refused) as found:
        as_supervisor(meeting, act, *args)
    return found.value.why


def test_anyone_can_repeat_the_draw_from_the_log(published):
    size = as_supervisor(published, draw_calls, *SEED)
    here = (published.estate.ref.id, published.id)
    line = json.loads(bytes(db.session.scalar(select(JournalLeaf.body).filter_by(type="callback.drawn"))))
    # two thirds of 1,336.25 m² are missed without the heads of 161, 135.5 and 135.5 m²
    assert line["facts"] == {"ballots": 11, "flips": 3, "size": size, "source": SEED[0], "seed": SEED[1], "risk": "1/20"}
    cast_lines = [json.loads(bytes(body)) for body in db.session.scalars(select(JournalLeaf.body).filter_by(type="ballot.cast"))]
    again = draw(SEED[1], {each["facts"]["head"] for each in cast_lines}, line["facts"]["size"])
    heads = frozen(*here).heads
    assert [heads[call.head_id].pseudonym for call in callbacks.calls(*here)] == again


def test_it_is_drawn_once_and_only_while_objections_are_heard(estate):
    meeting = noticed(estate)
    assert refused(meeting, draw_calls, *SEED) is Why.NOT_POSSIBLE_NOW
    for name in EVERYBODY:
        cast(meeting, name, "agree", "oppose")
    close(meeting)
    as_supervisor(meeting, draw_calls, *SEED)
    assert refused(meeting, draw_calls, *SEED) is Why.ALREADY_DONE


def test_the_log_tells_what_a_call_came_to_and_not_whose(published):
    as_supervisor(published, draw_calls, *SEED)
    call = callbacks.calls(published.estate.ref.id, published.id)[0]
    published.estate.site.later(minutes=7)
    as_supervisor(published, note_call, call.id, Answer.AWAY)
    as_supervisor(published, note_call, call.id, Answer.CONFIRMED)
    lines = [json.loads(bytes(body)) for body in db.session.scalars(select(JournalLeaf.body).filter_by(type="callback.noted"))]
    assert [line["facts"] for line in lines] == [{"answer": "away"}, {"answer": "confirmed"}]
    assert all(line["at"].endswith(":00:00.000Z") for line in lines)
    assert callbacks.answers(published.estate.ref.id, published.id) == {Answer.CONFIRMED: 1}


def test_the_supervisor_is_told_how_many_calls_are_left_until_all_are_made(published):
    estate = published.estate
    here = (estate.ref.id, estate.actor("郑社区"))
    waiting = lambda: [(task.kind, task.count) for task in tasks(*here, estate.site.at) if task.kind == "call"]  # noqa: E731
    assert waiting() == [("call", 1)]
    size = as_supervisor(published, draw_calls, *SEED)
    assert waiting() == [("call", size)]
    for call in callbacks.calls(estate.ref.id, published.id):
        as_supervisor(published, note_call, call.id, Answer.CONFIRMED)
    assert waiting() == []
    assert not [task for task in tasks(estate.ref.id, estate.actor("周主任"), estate.site.at) if task.kind == "call"]


def test_a_call_of_another_vote_is_not_there(published):
    assert refused(published, note_call, 999, Answer.CONFIRMED) is Why.NOT_FOUND


def test_a_result_that_no_ballot_would_turn_needs_no_calls(estate):
    meeting = noticed(estate)
    cast(meeting, "陈一", "agree", "agree")
    close(meeting)
    assert refused(meeting, draw_calls, *SEED) is Why.NOTHING_TO_CALL_FOR


def test_the_supervisor_draws_and_writes_down_calls_and_everybody_sees_the_figures(published):
    estate = published.estate
    page, client = published.url("/callbacks"), estate.client("郑社区")
    assert estate.client("周主任").get(page).status_code == 403
    assert "抽签" in client.get(page).get_data(as_text=True)
    kept = client.post(page, data={"source": SEED[0], "seed": ""})
    assert kept.status_code == 422
    assert SEED[0] in kept.get_data(as_text=True)
    assert client.post(page, data={"source": SEED[0], "seed": SEED[1]}).status_code == 303
    call = callbacks.calls(estate.ref.id, published.id)[0]
    assert client.post(f"{page}/{call.id}", data={"answer": "denied"}).status_code == 303
    shown = estate.site.client().get(published.url("/result/")).get_data(as_text=True)
    assert "从 11 张计入的票里公开抽出" in shown
    assert SEED[1] in shown
    assert "不是本人投的" in shown
    assert client.post(f"{page}/{call.id}", data={"answer": "agree"}).status_code == 422


def test_a_head_that_changed_its_ballot_is_in_the_draw_once(published):
    as_supervisor(published, draw_calls, *SEED)
    here = (published.estate.ref.id, published.id)
    voters = db.session.scalars(select(Ballot.head_id).filter_by(assembly_id=published.id, counts=True)).all()
    called = [call.head_id for call in callbacks.calls(*here)]
    assert len(called) == len(set(called))
    assert set(called) <= set(voters)
