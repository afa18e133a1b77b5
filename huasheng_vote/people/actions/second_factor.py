"""The second factor of staff (TOTP, RFC 6238), and the fresh code that weighty steps ask of everybody."""

import hmac
from datetime import datetime, timedelta

import pyotp

from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.people import queries
from huasheng_vote.people.actions import approvals, codes, limits
from huasheng_vote.people.actions.accounts import person
from huasheng_vote.people.actions.sign_in import Sent, count_message
from huasheng_vote.people.models import LoginSession
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.sheet.cells import squeezed

STEP_UP = "step-up"
REMOVAL = "factor.remove"
FRESH = timedelta(minutes=5)
STEP = timedelta(seconds=30)
TRIES, TRIES_WINDOW = 10, timedelta(minutes=15)


def new_secret() -> str:
    """A secret for an authenticator app."""
    return pyotp.random_base32()


def provisioning(secret: str, name: str, estate: str) -> str:
    """What the app reads from the QR picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=estate)


def enrol(on: Context, secret: str, code: str) -> None:
    """Take the secret for the actor's own account, once the app shows the right code."""
    if _step_of(secret, code, on.at) is None:
        raise Refused(Why.WRONG_TOTP, field="code")
    account = queries.account(on.actor.account or 0)
    account.totp_secret = secret
    on.record("account.second_factor_set", person(on, account.id), {})


def ask_removal(on: Context, phone: str, reason: str) -> int:
    """At the counter, for an authenticator that is lost. Two people sign, or one officer could take another's place."""
    account = queries.account_by_phone(phone)
    if account is None or account.totp_secret is None:
        raise Refused(Why.UNKNOWN_PERSON, field="phone")
    if account.id == on.actor.account:
        raise Refused(Why.OWN_REQUEST)
    return approvals.propose(on, REMOVAL, person(on, account.id), {"account": account.id, "reason": reason})


def remove(on: Context, approval_id: int) -> None:
    """As approved: the next sign-in sets up a new authenticator."""
    request = queries.approval(on.estate.id, approval_id)
    payload = approvals.payload_of(request)
    approvals.consume(on, REMOVAL, request.subject, payload)
    queries.account(int(payload["account"])).totp_secret = None
    on.record("account.second_factor_removed", request.subject, {}, private={"reason": payload["reason"]})


def enter(session_id: int, code: str, at: datetime) -> Why | None:
    """The authenticator's code in this session: it counts as second factor and as fresh code. Tries count, so commit either way."""
    session = db.session.get(LoginSession, session_id)
    account = queries.account(session.account_id)
    limits.count(f"totp/{account.id}", TRIES, TRIES_WINDOW, at)
    step = _step_of(account.totp_secret, code, at) if account.totp_secret else None
    if step is None or not _first_use(account.id, step, at):
        return Why.WRONG_TOTP
    session.second_factor, session.stepped_up_until = True, at + FRESH
    return None


def request_step_up(account_id: int, at: datetime) -> Sent:
    """A fresh code to the account's own phone."""
    account = queries.account(account_id)
    count_message(account.phone_digest or "", at)
    return Sent(codes.issue(STEP_UP, str(account_id), at), account.phone)


def step_up(session_id: int, code: str, at: datetime) -> Why | None:
    """The fresh code in this session, good for five minutes. Wrong tries count, so commit either way."""
    session = db.session.get(LoginSession, session_id)
    subject = str(session.account_id)
    why = codes.attempt(STEP_UP, subject, code, at)
    if why is None:
        codes.use(STEP_UP, subject, code, at)
        session.stepped_up_until = at + FRESH
    return why


def shown_now(secret: str, at: datetime) -> str:
    """What the authenticator shows: for the demonstration's banner."""
    return pyotp.TOTP(secret).at(at)


def _step_of(secret: str, code: str, at: datetime) -> int | None:
    """Which 30-second step the code is of: this one or a neighbour, for clocks that are a little off."""
    totp, typed = pyotp.TOTP(secret), squeezed(code[: codes.LONGEST]).encode()
    for offset in (0, -1, 1):
        if hmac.compare_digest(totp.at(at, counter_offset=offset).encode(), typed):
            return int(at.timestamp()) // int(STEP.total_seconds()) + offset
    return None


def _first_use(account_id: int, step: int, at: datetime) -> bool:
    """A code somebody looked at over a shoulder opens nothing a second time."""
    try:
        limits.count(f"totp/{account_id}/{step}", 1, 4 * STEP, at)
    except Refused:
        return False
    return True
