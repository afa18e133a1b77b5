"""Sign-in by phone and short message; sessions that can be ended from any other device.

An unknown phone gets the same answers as a known one: a code is made for it all the same and sent to nobody. Everything here is local.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update

from huasheng_vote.extensions import db
from huasheng_vote.keys import keyring
from huasheng_vote.people.actions import codes, limits
from huasheng_vote.people.models import Account, LoginSession
from huasheng_vote.rules.refusal import Refused, Why

PURPOSE = "sign-in"
SESSION_LIFE = timedelta(days=90)
PER_HOUR, PER_DAY = 5, 15


@dataclass(frozen=True)
class Sent:
    """A code and the phone it goes to; None where nobody has that phone."""

    code: str
    to: str | None


def request_code(phone_digest: str, at: datetime) -> Sent:
    """A code for the phone of this digest. The caller sends it after the transaction."""
    count_message(phone_digest, at)
    account = _account(phone_digest)
    return Sent(codes.issue(PURPOSE, phone_digest, at), account.phone if account else None)


def count_message(phone_digest: str, at: datetime) -> None:
    """Messages cost money and patience: five an hour, fifteen a day for one phone, whatever they are for."""
    limits.count(f"message/hour/{phone_digest}", PER_HOUR, timedelta(hours=1), at)
    limits.count(f"message/day/{phone_digest}", PER_DAY, timedelta(days=1), at)


def sign_in(phone_digest: str, code: str, device: str, at: datetime) -> str | Why:
    """A new session's token, or why not. Wrong tries are counted, so the transaction must commit either way."""
    why = codes.attempt(PURPOSE, phone_digest, code, at)
    account = _account(phone_digest)
    if why is not None:
        return why
    codes.use(PURPOSE, phone_digest, code, at)
    return open_session(account.id, device, at) if account else Why.WRONG_CODE


def open_session(account_id: int, device: str, at: datetime, second_factor: bool = False) -> str:
    """A session for the account; its token is random, and only a digest of it is kept."""
    token = secrets.token_urlsafe(32)
    db.session.add(
        LoginSession(
            token_digest=keyring().digest("session", token),
            account_id=account_id,
            device=device,
            second_factor=second_factor,
            created_at=at,
            expires_at=at + SESSION_LIFE,
        )
    )
    return token


def end_session(account_id: int, session_id: int, at: datetime) -> None:
    """Sign a device of one's own out; nobody else's is there."""
    found = db.session.scalar(select(LoginSession).filter_by(id=session_id, account_id=account_id, revoked_at=None))
    if found is None:
        raise Refused(Why.NOT_FOUND)
    found.revoked_at = at


def end_sessions(account_id: int, at: datetime, keep: int | None = None) -> None:
    """Sign every device out, but the one in hand where `keep` names it."""
    db.session.execute(
        update(LoginSession).filter_by(account_id=account_id, revoked_at=None).where(LoginSession.id != (keep or 0)).values(revoked_at=at)
    )


def _account(phone_digest: str) -> Account | None:
    found: Account | None = db.session.scalar(select(Account).filter_by(phone_digest=phone_digest, closed_at=None))
    return found
