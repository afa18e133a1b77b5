"""The one worker beside the web servers: sends what the outbox holds and does what falls due by the clock.

Its queue (huey) is a file of its own under the data folder, or Redis where REDIS_URL is set; it holds no data of the estate, so losing it loses nothing.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from flask import Flask, current_app
from huey import RedisHuey, SqliteHuey, crontab
from huey.api import Huey
from sqlalchemy import select

from huasheng_vote.assemblies.actions.closing import close_voting, open_voting
from huasheng_vote.assemblies.actions.counted import tell_counted
from huasheng_vote.assemblies.queries import counted, rebuilt, voting
from huasheng_vote.committee.actions.decisions import close as close_question
from huasheng_vote.committee.actions.meetings import remind
from huasheng_vote.committee.queries.decisions import to_close
from huasheng_vote.committee.queries.meetings import to_remind
from huasheng_vote.config import Settings
from huasheng_vote.extensions import db
from huasheng_vote.files import store
from huasheng_vote.journal import bound, checkpoints
from huasheng_vote.journal.checkpoints import Reason
from huasheng_vote.journal.log import EstateRef
from huasheng_vote.notices import outbox
from huasheng_vote.people.models import Estate
from huasheng_vote.procurement.actions import sealed_lines
from huasheng_vote.procurement.actions.awarding import activate as activate_award
from huasheng_vote.procurement.actions.challenges import close as close_challenge
from huasheng_vote.procurement.actions.deadlines import beat
from huasheng_vote.procurement.actions.deadlines import settle as settle_tender
from huasheng_vote.procurement.actions.officers import begin_rehearsal
from huasheng_vote.procurement.queries import clock, rehearsals
from huasheng_vote.procurement.queries.awards import to_activate
from huasheng_vote.procurement.queries.challenges import to_close as to_close_challenges
from huasheng_vote.proposals.actions import drafts
from huasheng_vote.rules.access import SYSTEM
from huasheng_vote.rules.refusal import Refused
from huasheng_vote.web.act import act_as, local

EVERY_MINUTE = crontab(minute="*")
NIGHTLY = crontab(hour="18", minute="40")  # UTC: twenty to three in China


def queue_of(settings: Settings) -> Huey:
    """Where the worker keeps what it has to do."""
    if settings.redis_url:
        return RedisHuey("huasheng", url=settings.redis_url)
    return SqliteHuey("huasheng", filename=str(settings.data / "queue.db"))


def run(app: Flask) -> None:
    """Work until told to stop."""
    queue = queue_of(app.config["SETTINGS"])

    @queue.periodic_task(EVERY_MINUTE)  # type: ignore[untyped-decorator]
    @queue.lock_task("round")  # type: ignore[untyped-decorator]
    def round_of_work() -> None:
        with app.app_context():
            do_round(app.extensions["clock"]())

    @queue.periodic_task(NIGHTLY)  # type: ignore[untyped-decorator]
    @queue.lock_task("check")  # type: ignore[untyped-decorator]
    def check_of_the_logs() -> None:
        with app.app_context():
            check_logs()

    queue.flush_locks()  # one left by a worker that was killed
    queue.create_consumer(workers=1, periodic=True, check_worker_health=True).run()


def do_round(at: datetime) -> None:
    """Everything due at the moment; one failing part leaves the others alone."""
    for part in (
        note_uptime,
        settle_due,
        committee_due,
        tenders_due,
        sealed_due,
        rehearsals_due,
        awards_due,
        tell_due,
        deliver_due,
        sign_due,
        sweep_due,
    ):
        try:
            part(at)
        except Exception:
            db.session.rollback()
            current_app.logger.exception("worker: %s failed", part.__name__)


def settle_due(at: datetime) -> list[int]:
    """Open and close every vote whose moment has come; returns the assemblies moved. One that cannot be closed does not hold up the others."""
    due = [(open_voting, *each) for each in voting.due_to_open(at)] + [(close_voting, *each) for each in voting.due_to_close(at)]
    return _moved(due, at)


def committee_due(at: datetime) -> list[int]:
    """Remind members of a meeting the day before, and count the questions whose time is over; returns what was moved."""
    return _moved([(remind, *each) for each in to_remind(at)] + [(close_question, *each) for each in to_close(at)], at)


def note_uptime(at: datetime) -> None:
    """The site answers: what shows later that it did not."""
    local(beat, at)


def tenders_due(at: datetime) -> list[int]:
    """Move or close every tender whose deadline has come, or that was out of reach before it; returns the tenders."""
    return _moved([(settle_tender, *each) for each in clock.due(at)], at)


def rehearsals_due(at: datetime) -> list[int]:
    """Call the opening officers of every tender to rehearse whose hours have come and that nobody called; returns the tenders."""
    return _moved([(begin_rehearsal, *each) for each in rehearsals.due(at)], at)


def awards_due(at: datetime) -> list[int]:
    """Put awards in force whose standstill is over, and close challenges nobody took further in time; returns what was moved."""
    return _moved(
        [(activate_award, *each) for each in to_activate(at)] + [(close_challenge, *each) for each in to_close_challenges(at)], at
    )


def sealed_due(at: datetime) -> list[int]:
    """Write the sealed lines that stand for nothing at their moments, among those of bids; returns the tenders."""
    return _moved([(sealed_lines.write_due, *each) for each in sealed_lines.due(at)], at)


def _moved(due: Sequence[tuple[Callable[..., Any], int, int]], at: datetime) -> list[int]:
    slugs, done = _slugs(), []
    for move, estate_id, subject in due:
        try:
            act_as(EstateRef(estate_id, slugs[estate_id]), SYSTEM, at, move, subject)
            done.append(subject)
        except Refused as refused:
            current_app.logger.error("%s %s refused: %s", move.__name__, subject, refused.why)
    return done


def tell_due(at: datetime) -> int:
    """Tell every household whose ballot was counted since the last round; returns how many ballots it followed."""
    slugs, followed = _slugs(), 0
    for estate_id, assembly_id in counted.behind():
        while told := act_as(EstateRef(estate_id, slugs[estate_id]), SYSTEM, at, tell_counted, assembly_id):
            followed += told
    return followed


def _slugs() -> dict[int, str]:
    return {row.id: row.slug for row in db.session.execute(select(Estate.id, Estate.slug))}


def sign_due(at: datetime) -> list[int]:
    """Sign every log that grew by fifty lines or for an hour since it was last signed. One that will not be signed does not hold up the others."""
    signed = []
    for estate_id, slug in _slugs().items():
        estate = EstateRef(estate_id, slug)
        try:
            if checkpoints.due(estate, at) and checkpoints.take(estate, Reason.PACE, at):
                signed.append(estate_id)
        except checkpoints.Inconsistent as problem:
            current_app.logger.error("the log of %s is not signed: %s", slug, problem)
    return signed


def sweep_due(at: datetime) -> int:
    """Remove the files that forms took in and nobody published with; returns how many went. What cannot be removed now stays noted for the next round."""
    old = drafts.old(at)
    gone = drafts.unpublished(old)
    db.session.rollback()
    for name in gone:
        store().discard(name)
    if old:
        local(drafts.forget, old)
    return len(gone)


def check_logs() -> list[str]:
    """Compare every log with its signed heads and with the tables built from it; what differs goes to the server's log, for whoever watches it."""
    found = []
    for estate_id, slug in _slugs().items():
        found += [f"{slug}: {each}" for each in rebuilt.differing(EstateRef(estate_id, slug))]
    found += bound.compare_shared()
    for each in found:
        current_app.logger.error("journal check: %s", each)
    db.session.rollback()
    return found


def deliver_due(at: datetime) -> int:
    """Send what is due; returns how many were tried."""
    ids = outbox.due(at)
    for delivery_id in ids:
        problem = outbox.hand_over(delivery_id, at)
        local(outbox.settle, delivery_id, problem, at)
    db.session.rollback()
    return len(ids)
