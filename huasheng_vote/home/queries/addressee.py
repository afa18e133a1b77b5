"""How a person or a party can be reached: an enrolled account's phone before the one in the register."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.notices.channels import Addressee
from huasheng_vote.people.models import Account
from huasheng_vote.register.models import Enrolment, Party
from huasheng_vote.register.queries import in_force


def addressee(estate_id: int, account_id: int | None, party_id: int | None, at: datetime) -> Addressee:
    """Whom a notice to this account, or else to this party, goes to at the moment."""
    if account_id is not None:
        account = db.session.get(Account, account_id)
        return _of_account(account) if account and account.closed_at is None else Addressee()
    party = db.session.scalar(select(Party).filter_by(estate_id=estate_id, id=party_id))
    if party is None:
        return Addressee()
    account = db.session.scalar(
        select(Account)
        .join(Enrolment, Enrolment.account_id == Account.id)
        .where(Enrolment.estate_id == estate_id, Enrolment.party_id == party.id, in_force(Enrolment, at), Account.closed_at.is_(None))
        .order_by(Enrolment.since.desc(), Enrolment.id.desc())
        .limit(1)
    )
    registered = party.phone or ""
    return replace(_of_account(account), registered=registered) if account else Addressee(party.name, registered, registered=registered)


def _of_account(account: Account) -> Addressee:
    return Addressee(account.name, account.phone or "", account.mail or "", account.language)
