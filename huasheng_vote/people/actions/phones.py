"""A new phone for an account: proved by codes on the old and the new one, or at the counter where the old one is lost. The old one is told either way."""

from datetime import datetime

from huasheng_vote.journal.log import Context
from huasheng_vote.people import queries
from huasheng_vote.people.actions import codes
from huasheng_vote.people.actions.accounts import person, phone_digest
from huasheng_vote.people.actions.sign_in import count_message, end_sessions
from huasheng_vote.people.models import Account
from huasheng_vote.rules.refusal import Refused, Why

OLD, NEW = "phone-old", "phone-new"


def request_code(purpose: str, account_id: int, number: str, at: datetime) -> str:
    """A code that binds a phone to the account it is meant for. The caller sends it after the transaction."""
    count_message(phone_digest(number), at)
    return codes.issue(purpose, bound(account_id, number), at)


def bound(account_id: int, number: str) -> str:
    """What a code for a phone is for: this account and this number."""
    return f"{account_id}/{number}"


def change(on: Context, number: str, old_code: str, new_code: str, session: int) -> str:
    """The holder moves to a new phone. Returns the old one, to be told; every other device is signed out."""
    account = queries.account(on.actor.account or 0)
    _take(OLD, account.id, account.phone or "", old_code, on.at, "old_code")
    _take(NEW, account.id, number, new_code, on.at, "code")
    earlier = _move(on, account, number, {"how": "both_codes"}, {})
    end_sessions(account.id, on.at, keep=session)
    return earlier


def change_at_counter(on: Context, account_id: int, number: str, code: str, reason: str) -> str:
    """The old phone is lost: staff looked at the person and say how they knew them. Never for oneself. Every device is signed out."""
    account = queries.account(account_id)
    if account.id == on.actor.account:
        raise Refused(Why.OWN_REQUEST)
    _take(NEW, account.id, number, code, on.at, "code")
    earlier = _move(on, account, number, {"how": "counter"}, {"reason": reason})
    end_sessions(account.id, on.at)
    return earlier


def _take(purpose: str, account_id: int, number: str, code: str, at: datetime, field: str) -> None:
    try:
        codes.use(purpose, bound(account_id, number), code, at)
    except Refused as refused:
        raise Refused(refused.why, field=field) from refused


def _move(on: Context, account: Account, number: str, facts: dict[str, str], private: dict[str, str]) -> str:
    if queries.account_by_phone(number) is not None:
        raise Refused(Why.PHONE_TAKEN, field="phone")
    earlier, account.phone, account.phone_digest = account.phone or "", number, phone_digest(number)
    on.record("account.phone_changed", person(on, account.id), facts, private=private | {"phone": number})
    return earlier
