"""Where notices go besides the phone: a mail address, proved by a code sent to it, and the language they are written in."""

from datetime import datetime, timedelta

from huasheng_vote.journal.log import Context
from huasheng_vote.people import queries
from huasheng_vote.people.actions import codes, limits
from huasheng_vote.people.actions.accounts import person
from huasheng_vote.rules.refusal import Refused, Why

PURPOSE = "mail"
MOST_A_DAY = 5  # codes an account may have mailed, whatever the addresses


def request_code(account_id: int, address: str, at: datetime) -> str:
    """A code that binds an address to the account. The caller sends it after the transaction."""
    limits.count(f"mail/{account_id}", MOST_A_DAY, timedelta(days=1), at)
    return codes.issue(PURPOSE, bound(account_id, address), at)


def bound(account_id: int, address: str) -> str:
    """What a code by mail is for: this account and this address."""
    return f"{account_id}/{address}"


def change_mail(on: Context, address: str, code: str) -> None:
    """The address is the account's from now on."""
    account = queries.account(on.actor.account or 0)
    codes.use(PURPOSE, bound(account.id, address), code, on.at)
    account.mail = address
    on.record("account.mail_changed", person(on, account.id), {}, private={"mail": address})


def remove_mail(on: Context) -> None:
    """Notices go to the phone alone."""
    account = queries.account(on.actor.account or 0)
    if account.mail is None:
        raise Refused(Why.ALREADY_DONE)
    account.mail = None
    on.record("account.mail_changed", person(on, account.id), {}, private={"mail": ""})


def set_language(on: Context, language: str) -> None:
    """Which language notices are written in; pages have a switch of their own."""
    account = queries.account(on.actor.account or 0)
    if account.language == language:
        raise Refused(Why.ALREADY_DONE, field="language")
    account.language = language
    on.record("account.language_set", person(on, account.id), {}, private={"language": language})
