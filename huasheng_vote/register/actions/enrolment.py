"""Who speaks for an owner: an account bound to a party by the unit's letter and the register's telephone, or at the counter.

An account bound anew takes the place of the one before. The earlier telephone and the co-owners are told and may object; staff then decide.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.notices.outbox import enqueue
from huasheng_vote.people.actions import codes
from huasheng_vote.people.actions.accounts import account_for_phone
from huasheng_vote.people.actions.sign_in import count_message
from huasheng_vote.register.actions.letters import find
from huasheng_vote.register.actions.lines import Lines, party_subject
from huasheng_vote.register.actions.matching import phone_digest
from huasheng_vote.register.models import Enrolment, Ownership, Party, UnitLetter
from huasheng_vote.register.queries import in_force
from huasheng_vote.register.queries.line import line
from huasheng_vote.rules.phone import parse_phone
from huasheng_vote.rules.refusal import Refused, Why

PURPOSE = "enrol"


@dataclass(frozen=True)
class Candidate:
    """An owner whom the letter's unit belongs to, and one of the telephones the register has for them."""

    party_id: int
    name: str
    phone: str

    @property
    def key(self) -> str:
        """How a form names the choice without repeating the number."""
        return f"{self.party_id}-{(phone_digest(self.phone) or '')[:8]}"


def candidates(estate_id: int, code: str, at: datetime) -> list[Candidate]:
    """Whom a letter may enrol: the owners of its unit with a telephone that can be called. Refuses a letter that is not good."""
    owners = line(estate_id, find(estate_id, code, at).unit_id, at).owners
    return [
        Candidate(owner.party.id, owner.party.name, phone)
        for owner in owners
        for phone in (owner.party.phone or "").split("、")
        if _real(phone)
    ]


def chosen(estate_id: int, code: str, key: str, at: datetime) -> Candidate:
    """The candidate of this key."""
    for candidate in candidates(estate_id, code, at):
        if candidate.key == key:
            return candidate
    raise Refused(Why.BAD_VALUE, field="owner")


def request_code(estate_id: int, code: str, key: str, at: datetime) -> tuple[str, str]:
    """The register's telephone and a one-time code for it, to be sent after the transaction. Local."""
    candidate = chosen(estate_id, code, key, at)
    count_message(phone_digest(parse_phone(candidate.phone)) or "", at)
    return parse_phone(candidate.phone), codes.issue(PURPOSE, _bound(estate_id, code, key, at), at)


def attempt(estate_id: int, code: str, key: str, sms: str, at: datetime) -> Why | None:
    """Why the telephone's code does not open; a wrong one is counted. Local."""
    return codes.attempt(PURPOSE, _bound(estate_id, code, key, at), sms, at)


def enrol_by_letter(on: Context, code: str, key: str, sms: str) -> int:
    """Letter and telephone agree: the account of the telephone speaks for the owner. Returns the account."""
    letter, candidate = find(on.estate.id, code, on.at), chosen(on.estate.id, code, key, on.at)
    codes.use(PURPOSE, _bound(on.estate.id, code, key, on.at), sms, on.at)
    account = account_for_phone(on, candidate.phone, candidate.name)
    lines = Lines(on, party_subject(on, candidate.party_id))
    lines.change(UnitLetter, [{"id": letter.id, "used_at": on.at}])
    _bind(on, lines, candidate.party_id, account, {"how": "letter"})
    lines.close("enrolment.bound", {"how": "letter"})
    return account


def confirm_at_counter(on: Context, unit_id: int, party_id: int, phone: str, evidence: str) -> str:
    """Staff saw the papers and bind the telephone they were given. Returns the register's earlier telephone, to be told; empty if there was none."""
    owner = next((each for each in line(on.estate.id, unit_id, on.at).owners if each.party.id == party_id), None)
    if owner is None:
        raise Refused(Why.NOT_FOUND)
    number = parse_phone(phone)
    earlier = owner.party.phone or ""
    account = account_for_phone(on, number, owner.party.name)
    if account == on.actor.account:
        raise Refused(Why.NOT_ALLOWED)
    lines = Lines(on, party_subject(on, party_id))
    if earlier != number:
        lines.change(Party, [{"id": party_id, "phone": number, "phone_digest": phone_digest(number)}])
    _bind(on, lines, party_id, account, {"how": "counter", "evidence": evidence, "checked_by": on.actor.account})
    lines.close("enrolment.bound", {"how": "counter"})
    db.session.expire_all()
    return earlier if earlier != number and _real(earlier) else ""


def _bind(on: Context, lines: Lines, party_id: int, account: int, how: dict[str, object]) -> None:
    """The account in place of any earlier one; whoever is concerned is told."""
    standing = db.session.scalars(
        select(Enrolment).where(Enrolment.estate_id == on.estate.id, Enrolment.party_id == party_id, in_force(Enrolment, on.at))
    ).all()
    if any(each.account_id == account for each in standing):
        raise Refused(Why.ALREADY_DONE)
    for each in standing:
        enqueue(on, each.account_id, None, "enrolment.bound", {})
    for co_owner in _co_owners(on, party_id):
        enqueue(on, None, co_owner, "enrolment.bound", {})
    lines.change(Enrolment, [{"id": each.id, "until": on.at} for each in standing])
    lines.add(Enrolment, [{"party_id": party_id, "account_id": account, "since": on.at, **how}])


def _co_owners(on: Context, party_id: int) -> list[int]:
    units = select(Ownership.unit_id).where(Ownership.estate_id == on.estate.id, Ownership.party_id == party_id, in_force(Ownership, on.at))
    query = select(Ownership.party_id).where(
        Ownership.estate_id == on.estate.id, Ownership.unit_id.in_(units), Ownership.party_id != party_id, in_force(Ownership, on.at)
    )
    return sorted(set(db.session.scalars(query)))


def _bound(estate_id: int, code: str, key: str, at: datetime) -> str:
    return f"{find(estate_id, code, at).id}/{key}"


def _real(phone: str) -> bool:
    try:
        parse_phone(phone)
    except Refused:
        return False
    return True
