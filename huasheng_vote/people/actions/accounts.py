"""An account: opened when somebody is first known by a phone, closed when its holder says so."""

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.keys import keyring
from huasheng_vote.people.models import Account
from huasheng_vote.rules.phone import parse_phone


def account_for_phone(on: Context, phone: str, name: str) -> int:
    """The account that this phone signs in to, opened in this act where there is none. The name is what the register or staff say."""
    number = parse_phone(phone)
    digest = phone_digest(number)
    known: int | None = db.session.scalar(select(Account.id).filter_by(phone_digest=digest))
    if known is not None:
        return known
    account = Account(name=name, phone=number, phone_digest=digest, created_at=on.at)
    db.session.add(account)
    db.session.flush()
    on.record("account.opened", person(on, account.id), {}, private={"name": name, "phone": number})
    return int(account.id)


def phone_digest(number: str) -> str:
    """How a phone is found again without being readable. The register's own look-up uses the same."""
    return keyring().digest("phone", number)


def person(on: Context, account_id: int) -> str:
    """How log lines name somebody as their subject: the same pseudonym as when they act."""
    return f"person/{keyring().pseudonym(on.estate.slug, account_id)}"
