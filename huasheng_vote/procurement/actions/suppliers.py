"""A company registers, keeps its papers up to date, is checked by somebody else, is put on the blacklist and cleared.

Whoever acts for it does so under a pseudonym of its own: what the same person does as an owner is not matched with their company.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from huasheng_vote.assemblies.actions.papers import Paper
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.notices.outbox import enqueue
from huasheng_vote.people import queries as people
from huasheng_vote.procurement.models import Supplier, SupplierPaper
from huasheng_vote.procurement.queries import suppliers as read
from huasheng_vote.procurement.queries.takes_part import is_bidding
from huasheng_vote.proposals.actions.once import earlier, person
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.credit_code import parse_credit_code
from huasheng_vote.rules.flows.suppliers import SUPPLIER, SupplierAct, SupplierState
from huasheng_vote.rules.refusal import Refused, Why

APART = "suppliers"
MOST_PAPERS = 20


@dataclass(frozen=True)
class Company:
    """What a company says of itself: `scope` in the certificate's words, `licence` with its last day or neither, the payee account in words."""

    name: str
    code: str
    representative: str
    scope: str
    bank_account: str
    licence: str = ""
    licence_until: date | None = None
    manager: str = ""
    certificates: str = ""


def register(on: Context, key: str, company: Company) -> int:
    """Register a company, to be checked; returns its id. Refuses a wrong code, one that stands here already, a licence past its last day, a second
    company of the same person, and whoever holds an office that sets requirements or judges."""
    before = earlier(on, Supplier, key)
    if before is not None:
        return before.id
    me = person(on)
    _may_bid_at_all(on, me)
    if read.of_account(on.estate.id, me) is not None:
        raise Refused(Why.COMPANY_ALREADY)
    made = Supplier(estate_id=on.estate.id, key=key, author_id=me, applied_at=on.at, **_checked(on, company))
    db.session.add(made)
    db.session.flush()
    on.record("supplier.applied", f"supplier/{made.id}", {"version": 1}, _private(made), apart=APART)
    return int(made.id)


def edit(on: Context, seen: int, company: Company) -> None:
    """Say it anew, over the version that was `seen`; it is checked again. Refuses as `register` does, and while nothing differs."""
    mine = _mine(on)
    _seen(mine, seen)
    said = _checked(on, company, mine)
    if all(getattr(mine, name) == value for name, value in said.items()):
        raise Refused(Why.NOTHING_CHANGED)
    for name, value in said.items():
        setattr(mine, name, value)
    _again(on, mine)
    on.record("supplier.edited", f"supplier/{mine.id}", {"version": mine.version}, _private(mine), apart=APART)


def add_papers(on: Context, papers: Sequence[Paper]) -> None:
    """Add certificates as files; it is checked again. Earlier ones stay. At most `MOST_PAPERS` in all."""
    mine = _mine(on)
    if len(read.papers(on.estate.id, mine.id)) + len(papers) > MOST_PAPERS:
        raise Refused(Why.PAPERS_FULL, field="papers", most=MOST_PAPERS)
    for each in papers:
        db.session.add(SupplierPaper(estate_id=on.estate.id, supplier_id=mine.id, added_at=on.at, **asdict(each)))
    _again(on, mine)
    digests = sorted(each.digest for each in papers)
    on.record("supplier.papers_added", f"supplier/{mine.id}", {"version": mine.version, "digests": digests}, apart=APART)


def withdraw(on: Context) -> None:
    """The company leaves; it may register again. Refused while an offer or a contract of its stands."""
    mine = _mine(on)
    if is_bidding(on.estate.id, mine.id):
        raise Refused(Why.STILL_BIDDING)
    mine.state = SUPPLIER.after(SupplierState(mine.state), SupplierAct.WITHDRAW)
    on.record("supplier.withdrawn", f"supplier/{mine.id}", {}, apart=APART)


def check(on: Context, supplier_id: int, seen: int, move: SupplierAct, note: str) -> None:
    """Another person finds the papers of the version `seen` in order, or not, and says what they looked at; the company is told.
    Refuses to register one without papers, with a licence past its last day, or whose person now holds an office that bars them."""
    found = _anothers(on, supplier_id)
    _seen(found, seen)
    if move is SupplierAct.REGISTER:
        _fit(on, found)
    found.state = SUPPLIER.after(SupplierState(found.state), move)
    found.checked_by, found.checked_at, found.checked_note = person(on), on.at, note
    registered = move is SupplierAct.REGISTER
    enqueue(on, found.author_id, None, "supplier.registered" if registered else "supplier.refused", {"name": found.name})
    facts = {"version": found.version} | ({"code": found.code} if registered else {})
    on.record("supplier.registered" if registered else "supplier.refused", f"supplier/{found.id}", facts, {"note": note})


def blacklist(on: Context, supplier_id: int, reason: str) -> None:
    """The committee bars a company from every tender, with a reason that everybody reads."""
    found = _anothers(on, supplier_id)
    _code_free(on, found.code, found)
    found.state, found.blacklisted_reason = SUPPLIER.after(SupplierState(found.state), SupplierAct.BLACKLIST), reason
    enqueue(on, found.author_id, None, "supplier.blacklisted", {"name": found.name})
    on.record("supplier.blacklisted", f"supplier/{found.id}", {"code": found.code, "reason": reason})


def clear(on: Context, supplier_id: int, reason: str) -> None:
    """Off the blacklist, with a reason that everybody reads; its papers are checked anew."""
    found = _anothers(on, supplier_id)
    found.state = SUPPLIER.after(SupplierState(found.state), SupplierAct.CLEAR)
    found.blacklisted_reason, found.applied_at = "", on.at
    enqueue(on, found.author_id, None, "supplier.cleared", {"name": found.name})
    on.record("supplier.cleared", f"supplier/{found.id}", {"code": found.code, "reason": reason})


def _may_bid_at_all(on: Context, account_id: int) -> None:
    held = people.roles_held(on.estate.id, account_id, on.at) | people.roles_between(on.estate.id, account_id, on.at, None)
    if read.barred(held):
        raise Refused(Why.OFFICE_BARS_BIDDING)


def _fit(on: Context, found: Supplier) -> None:
    if not read.papers(on.estate.id, found.id):
        raise Refused(Why.PAPERS_MISSING)
    if found.licence_until is not None and found.licence_until < local_day(on.at):
        raise Refused(Why.LICENCE_EXPIRED, until=found.licence_until.isoformat())
    _may_bid_at_all(on, found.author_id)


def _checked(on: Context, company: Company, mine: Supplier | None = None) -> dict[str, str | date | None]:
    try:
        code = parse_credit_code(company.code)
    except Refused as refused:
        raise Refused(refused.why, field="code") from refused
    _code_free(on, code, mine)
    if bool(company.licence) != (company.licence_until is not None):
        raise Refused(Why.MISSING_VALUE, field="licence_until" if company.licence else "licence")
    if company.licence_until is not None and company.licence_until < local_day(on.at):
        raise Refused(Why.LICENCE_PAST, field="licence_until")
    return asdict(company) | {"code": code}


def _code_free(on: Context, code: str, mine: Supplier | None) -> None:
    there = read.holding(on.estate.id, code)
    if there is not None and (mine is None or there.id != mine.id):
        raise Refused(Why.CREDIT_CODE_TAKEN, field="code")


def _mine(on: Context) -> Supplier:
    mine = read.of_account(on.estate.id, person(on))
    if mine is None:
        raise Refused(Why.NOT_FOUND)
    return mine


def _anothers(on: Context, supplier_id: int) -> Supplier:
    found = read.supplier(on.estate.id, supplier_id)
    if found.author_id == person(on):
        raise Refused(Why.OWN_REQUEST)
    return found


def _seen(found: Supplier, version: int) -> None:
    if found.version != version:
        raise Refused(Why.CHANGED_MEANWHILE)


def _again(on: Context, mine: Supplier) -> None:
    mine.state = SUPPLIER.after(SupplierState(mine.state), SupplierAct.EDIT)
    mine.version, mine.applied_at = mine.version + 1, on.at


def _private(row: Supplier) -> dict[str, str]:
    said = {"name": row.name, "code": row.code, "scope": row.scope, "licence": row.licence}
    return said | ({"licence_until": row.licence_until.isoformat()} if row.licence_until is not None else {})
