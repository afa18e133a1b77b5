"""How many statements the busiest requests send: on PostgreSQL each is a round trip, and under the lock every other voter waits for it."""

from contextlib import contextmanager

import pytest
from sqlalchemy import event

from huasheng_vote.app import roles_of
from huasheng_vote.extensions import db
from tests.actions.test_journal import write
from tests.voting import LAMPS, PLAYGROUND, Asked, noticed, slip_in


@pytest.fixture
def meeting(estate):
    made = noticed(estate, (LAMPS, PLAYGROUND, Asked("加装电梯")))
    write(estate, 1)  # binds what was laid down
    return made


@contextmanager
def counted():
    """The statements that are sent inside the block; what begins a transaction is none."""
    sent: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        if not statement.startswith(("BEGIN", "SELECT pg_advisory")):
            sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def checked(meeting, estate, name):
    """A browser at the check page, with what it would submit."""
    client = estate.client(name)
    page = client.get(meeting.url(f"/ballot/{meeting.heads[name]}/1"))
    for _ in meeting.motions:
        page = client.get(client.post(page.request.path, data={"slip": slip_in(page), "choice": "agree"}).location)
    return client, page.request.path, {"slip": slip_in(page)}


def locked(sent):
    """Those from the first that a writer sends under its lock."""
    deciding = next(place for place, each in enumerate(sent) if "idempotency_key" in each)
    return sent[deciding:]


def test_a_ballot_is_cast_in_at_most_fifteen_statements_nine_of_them_under_the_lock(meeting, estate):
    for name in ("陈一", "陈二", "陈三"):  # the fourth line of a log completes the most subtrees
        client, path, body = checked(meeting, estate, name)
        with counted() as sent:
            assert client.post(path, data=body).status_code == 303
        assert len(sent) <= 15, "\n".join(sent)
        assert len(locked(sent)) <= 9, "\n".join(sent)


def test_nothing_is_asked_twice_while_a_ballot_is_cast(meeting, estate):
    client, path, body = checked(meeting, estate, "陈一")
    with counted() as sent:
        client.post(path, data=body)
    assert len(sent) == len(set(sent))


def test_a_double_click_costs_no_more_than_the_first(meeting, estate):
    client, path, body = checked(meeting, estate, "陈一")
    client.post(path, data=body)
    with counted() as sent:
        assert client.post(path, data=body).status_code == 303
    assert not [each for each in sent if each.startswith(("INSERT", "UPDATE"))]
    assert len(sent) <= 7, "\n".join(sent)


def polled(meeting, client):
    """The address of a tally, and its tag as it stands."""
    path = meeting.url(f"/motions/{meeting.motions[0]}/tally")
    return path, {"If-None-Match": client.get(path).headers["ETag"]}


def test_a_polled_tally_that_has_not_changed_costs_six_statements_and_no_body(meeting, estate):
    client = estate.client("陈一")
    path, seen = polled(meeting, client)
    with counted() as sent:
        answer = client.get(path, headers=seen)
    assert (answer.status_code, answer.data) == (304, b"")
    assert len(sent) <= 6, "\n".join(sent)


def test_a_tag_that_a_compressing_proxy_made_weak_is_known_as_well(meeting, site):
    client = site.client()
    path, seen = polled(meeting, client)
    assert client.get(path, headers={"If-None-Match": f"W/{seen['If-None-Match']}"}).status_code == 304


def test_for_a_passer_by_it_costs_three(meeting, site):
    client = site.client()
    path, seen = polled(meeting, client)
    with counted() as sent:
        assert client.get(path, headers=seen).status_code == 304
    assert len(sent) <= 3, "\n".join(sent)


def test_a_tally_that_is_drawn_anew_reads_nothing_more(meeting, estate):
    client = estate.client("陈一")
    path, seen = polled(meeting, client)
    meeting.vote(client, "陈一", "agree", "agree", "agree")
    with counted() as sent:
        answer = client.get(path, headers=seen)
    assert answer.status_code == 200
    assert len(sent) <= 6, "\n".join(sent)


def test_what_somebody_may_do_is_found_from_the_account_never_by_going_through_an_estate(site):
    """Asked on every request. SQLite names the columns it searches by; PostgreSQL shall at least have an index for each step."""
    asked = []
    event.listen(db.engine, "before_cursor_execute", keep := lambda _c, _cursor, *sent: asked.append(sent[:2]))
    roles_of(1, 1, site.at)
    event.remove(db.engine, "before_cursor_execute", keep)
    run, (statement, given) = db.session.connection().exec_driver_sql, asked[-1]
    if site.sqlite:
        steps = [row[-1] for row in run(f"EXPLAIN QUERY PLAN {statement}", given)]
        assert [each for each in steps if each.startswith("SCAN") or each.endswith("(estate_id=?)")] == []
    else:
        run("SET LOCAL enable_seqscan = off")
        steps = [row[0] for row in run(f"EXPLAIN {statement}", given)]
        assert [each for each in steps if "Seq Scan" in each] == []
    assert len(steps) > 10
