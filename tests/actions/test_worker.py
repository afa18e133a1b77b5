"""What the worker does by the clock: votes open and close at their moment, and one failure leaves the rest alone."""

from datetime import timedelta

from huasheng_vote import worker
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.extensions import db
from tests.voting import CLOSES, OPENS, noticed


def state(meeting):
    db.session.rollback()
    return db.session.get(Assembly, meeting.id).state


def test_a_vote_closes_at_its_moment_and_not_before(estate):
    meeting = noticed(estate)
    assert worker.settle_due(CLOSES - timedelta(milliseconds=1)) == []
    assert state(meeting) == "open"
    assert worker.settle_due(CLOSES) == [meeting.id]
    assert state(meeting) == "published"
    assert worker.settle_due(CLOSES) == []


def test_a_vote_opens_at_its_moment_and_not_before(estate):
    meeting = noticed(estate, state="noticed")
    assert worker.settle_due(OPENS - timedelta(milliseconds=1)) == []
    assert worker.settle_due(OPENS) == [meeting.id]
    assert state(meeting) == "open"


def test_one_vote_that_cannot_be_closed_does_not_hold_up_the_next(estate, monkeypatch):
    from huasheng_vote.rules.refusal import Refused, Why

    first, second = noticed(estate), noticed(estate)
    real = worker.close_voting

    def picky(on, assembly_id):
        if assembly_id == first.id:
            raise Refused(Why.COUNTS_DIFFER)
        real(on, assembly_id)

    monkeypatch.setattr(worker, "close_voting", picky)
    worker.settle_due(CLOSES)
    assert (state(first), state(second)) == ("open", "published")


def test_a_round_goes_on_after_a_part_that_failed(estate, monkeypatch):
    done = []

    def settle_due(_at):
        raise OSError("disk")

    monkeypatch.setattr(worker, "settle_due", settle_due)
    monkeypatch.setattr(worker, "deliver_due", done.append)
    worker.do_round(CLOSES)
    assert done == [CLOSES]


def test_the_command_closes_what_is_due(estate):
    meeting = noticed(estate)
    estate.site.at = CLOSES
    answer = estate.site.app.test_cli_runner().invoke(args=["close-due"])
    assert (answer.exit_code, answer.output) == (0, "1 assemblies, 0 tenders, 0 awards and challenges\n")
    assert state(meeting) == "published"


def test_the_worker_signs_a_log_that_has_grown(estate):
    from huasheng_vote.journal import checkpoints

    estate.site.act(estate.ref, estate.actor("周主任"), lambda on: on.record("test.written", "test/1", {}))
    assert worker.sign_due(estate.site.at) == [estate.ref.id]
    assert worker.sign_due(estate.site.at) == []
    assert checkpoints.latest(estate.ref.id).reason == "pace"


def test_a_log_that_will_not_be_signed_does_not_hold_up_the_others(estate, site, monkeypatch, caplog):
    from huasheng_vote.journal import checkpoints
    from tests.builders import neighbourhood

    other = neighbourhood(site, slug="zother", name="别家")
    for each in (estate, other):
        site.act(each.ref, each.actor("周主任"), lambda on: on.record("test.written", "test/1", {}))
    prove = checkpoints.proven

    def refuses(ref, *args):
        if ref.slug == "songlu":
            raise checkpoints.Inconsistent("another log")
        return prove(ref, *args)

    monkeypatch.setattr(checkpoints, "proven", refuses)
    assert worker.sign_due(site.at) == [other.ref.id]
    assert "songlu is not signed: another log" in caplog.text
