"""The one worker beside the web servers: sends what the outbox holds and does what falls due by the clock.

Its queue (huey) is a file of its own under the data folder, or Redis where REDIS_URL is set; it holds no data of the estate, so losing it loses nothing.
"""

from datetime import datetime

from flask import Flask, current_app
from huey import RedisHuey, SqliteHuey, crontab
from huey.api import Huey

from huasheng_vote.config import Settings
from huasheng_vote.extensions import db
from huasheng_vote.notices import outbox
from huasheng_vote.web.act import local

EVERY_MINUTE = crontab(minute="*")


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

    queue.flush_locks()  # one left by a worker that was killed
    queue.create_consumer(workers=1, periodic=True, check_worker_health=True).run()


def do_round(at: datetime) -> None:
    """Everything due at the moment; one failing part leaves the others alone."""
    for part in (deliver_due,):
        try:
            part(at)
        except Exception:
            db.session.rollback()
            current_app.logger.exception("worker: %s failed", part.__name__)


def deliver_due(at: datetime) -> int:
    """Send what is due; returns how many were tried."""
    ids = outbox.due(at)
    for delivery_id in ids:
        problem = outbox.hand_over(delivery_id, at)
        local(outbox.settle, delivery_id, problem, at)
    db.session.rollback()
    return len(ids)
