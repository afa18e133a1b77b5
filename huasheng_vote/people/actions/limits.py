"""Rate limits per account, phone or code, never per address: a whole estate sits behind one."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from huasheng_vote.extensions import db
from huasheng_vote.people.models import RateCount
from huasheng_vote.rules.refusal import Refused, Why


def count(key: str, limit: int, window: timedelta, at: datetime) -> None:
    """Count one more of `key`. Refuses the one after `limit` until `window` after the first has passed, and leaves the counter alone.

    Runs in the caller's transaction: where the caller may still refuse, count in a transaction of its own (`web.act.local`).
    """
    found = db.session.get(RateCount, key)
    if found is None:
        db.session.add(RateCount(key=key, count=1, until=at + window))
    elif at >= found.until:
        found.count, found.until = 1, at + window
    elif found.count >= limit:
        raise Refused(Why.TOO_MANY)
    else:
        found.count += 1


def sweep(at: datetime) -> None:
    """Forget counters whose window is over."""
    db.session.execute(delete(RateCount).where(RateCount.until <= at))
