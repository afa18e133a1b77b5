"""Writing a tender and reviewing it: whoever drafts signs nothing, and every edit is another wording that two people have to sign anew."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from fractions import Fraction
from typing import Any

from huasheng_vote.assemblies.queries.calendar import holidays
from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import stamp
from huasheng_vote.journal.log import Context
from huasheng_vote.procurement.models import REVIEWERS, Tender, TenderReview
from huasheng_vote.procurement.queries import purchases
from huasheng_vote.procurement.queries import tenders as read
from huasheng_vote.projects.models import Project
from huasheng_vote.projects.queries import designs, opened
from huasheng_vote.proposals.actions.once import digest, earlier, person
from huasheng_vote.rules.authority import AuthorityKind, Employer, EmployerKind, check_award, check_employer
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.evaluation import ALL_WEIGHTS, PRICE
from huasheng_vote.rules.flows.projects import ProjectState
from huasheng_vote.rules.flows.tenders import TENDER, TenderAct, TenderState
from huasheng_vote.rules.methods import DEFAULTS, Judging, Key, Method, Terms
from huasheng_vote.rules.panels import check_weights
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.tendering import check_deadline

BUYING = (ProjectState.PREPARING, ProjectState.PROCURING)
"""A project whose works have not begun."""


@dataclass(frozen=True)
class Wording:
    """Every word and figure of a tender, as its columns. Money in whole fen, weights in points."""

    title: str
    category: str
    method: Method
    judging: Judging
    ceiling: int
    days: int
    warranty_months: int
    qualification: str
    conditions: str
    employer_kind: EmployerKind
    employer_name: str
    employer_signatory: str
    employer_basis: str
    employer_invoice_title: str
    place: str
    deadline: datetime
    sealed: bool = True
    weight_price: int = ALL_WEIGHTS
    weight_technical: int = 0
    weight_commercial: int = 0
    trimmed: bool = False
    guide: str = ""

    @classmethod
    def of(cls, tender: Tender) -> "Wording":
        """As it stands."""
        typed = {"method": Method(tender.method), "judging": Judging(tender.judging), "employer_kind": EmployerKind(tender.employer_kind)}
        return cls(**{**{each.name: getattr(tender, each.name) for each in fields(cls)}, **typed})

    @property
    def settled(self) -> dict[str, Any]:
        """The columns, without what the way of judging makes void: weights where nothing is scored, seals where no method knows them."""
        values = asdict(self)
        if self.judging is not Judging.SCORED:
            values |= {"weight_price": ALL_WEIGHTS, "weight_technical": 0, "weight_commercial": 0, "trimmed": False}
        if self.judging is Judging.LOWEST:
            values |= {"guide": ""}
        key = DEFAULTS[self.method].key
        return values | ({} if key is Key.OPTIONAL else {"sealed": key is Key.NEEDED})


def draft(on: Context, key: str, project_id: int, wording: Wording, previous_id: int | None = None) -> int:
    """Begin a tender for a project that was opened; `previous_id` names the one that failed and is tried again. Returns its id."""
    before = earlier(on, Tender, key, title=wording.title)
    if before is not None:
        return before.id
    again = _round(on, project_id, previous_id)
    terms = check(on, opened.project(on.estate.id, project_id), wording)
    check_deadline(terms, on.at, wording.deadline, holidays(on.estate.id, on.at))
    made = Tender(
        estate_id=on.estate.id, key=key, author_id=person(on), project_id=project_id, digest="", created_at=on.at,
        **again, **wording.settled,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    made.digest = digest_of(made)
    facts = {"project": project_id, "version": 1, "digest": made.digest, "round": made.round}
    on.record("tender.drafted", subject(made), facts, body(made))
    return int(made.id)


def edit(on: Context, tender_id: int, seen: str, wording: Wording) -> None:
    """The drafter words it anew over the wording that was `seen`: what was signed stays on record and counts no more. Refuses one that
    changes nothing, neither in its words nor in the documents it rests on."""
    found = read.tender(on.estate.id, tender_id)
    if found.author_id != person(on):
        raise Refused(Why.NOT_ALLOWED)
    state = TENDER.after(TenderState(found.state), TenderAct.EDIT)
    if found.digest != seen:
        raise Refused(Why.CHANGED_MEANWHILE)
    terms = check(on, opened.project(on.estate.id, found.project_id), wording, found)
    check_deadline(terms, on.at, wording.deadline, holidays(on.estate.id, on.at))
    same = all(getattr(found, name) == value for name, value in wording.settled.items())
    if same and digest_of(found) == seen:
        raise Refused(Why.NOTHING_CHANGED)
    for name, value in wording.settled.items():
        setattr(found, name, value)
    found.state, found.version = state, found.version + 1
    found.digest = digest_of(found)
    on.record("tender.edited", subject(found), {"version": found.version, "digest": found.digest}, body(found))


def review(on: Context, tender_id: int, seen: str, note: str) -> None:
    """Sign exactly what was `seen`, as head of the committee or as expert owner; the second signature makes the tender ready to be published.
    Refuses the drafter, and a second signature of the same person or the same duty."""
    found = read.tender(on.estate.id, tender_id)
    me = person(on)
    if found.author_id == me:
        raise Refused(Why.DRAFTER_REVIEWS)
    TENDER.after(TenderState(found.state), TenderAct.SIGN_REVIEW)
    if found.digest != seen:
        raise Refused(Why.CHANGED_MEANWHILE)
    check_documents(found)
    check(on, opened.project(on.estate.id, found.project_id), Wording.of(found), found)
    duty = read.open_duty(found, on.actor)
    if duty is None:
        raise Refused(Why.ALREADY_DONE)
    row = {"tender_id": found.id, "duty": duty, "account_id": me, "digest": seen, "note": note, "at": on.at}
    db.session.add(TenderReview(estate_id=on.estate.id, **row))
    db.session.flush()
    if _reviewed(found):
        found.state = TENDER.after(TenderState(found.state), TenderAct.PASS_REVIEW)
    on.record("tender.reviewed", subject(found), {"duty": duty.value, "digest": seen}, {"note": note})


def check_reviewed(found: Tender) -> None:
    """Refuses a wording that two people, neither of them the drafter, have not both signed."""
    if not _reviewed(found):
        raise Refused(Why.NOT_REVIEWED)


def _reviewed(found: Tender) -> bool:
    given = [each for each in read.reviews(found) if each.digest == found.digest and each.account != found.author_id]
    return {each.duty for each in given} == set(REVIEWERS) and len({each.account for each in given}) == len(REVIEWERS)


def check(on: Context, project: Project, wording: Wording, tender: Tender | None = None) -> Terms:
    """Every rule a wording has to meet at any time; the method's terms where it does. Refuses works that have begun, documents not signed in full, money
    that is not there or nobody authorised, a method too light for all that belongs together, weights and judging the method does not know, an employer left blank."""
    if project.state not in BUYING:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    lacking = designs.missing(project, designs.sheets(on.estate.id, project.id))
    if lacking:
        raise Refused(Why.DOCUMENTS_MISSING, missing=len(lacking))
    mine = tender.id if tender else None
    check_award(wording.ceiling, project.budget, purchases.awarded(on.estate.id, project.id, mine))
    authority = opened.authority(project)
    authority.check(wording.ceiling, local_day(on.at))
    amount = purchases.together(on.estate.id, project.id, wording.ceiling, wording.category, local_day(on.at), mine)
    terms = purchases.rulebook(on.estate.id).choose(wording.method, amount, emergency=authority.kind is AuthorityKind.EMERGENCY)
    _check_judging(terms, wording)
    said = (wording.employer_name, wording.employer_signatory, wording.employer_basis, wording.employer_invoice_title)
    check_employer(Employer(wording.employer_kind, *said))
    return terms


def check_documents(found: Tender) -> None:
    """Refuses a wording whose documents are no longer those it was saved over."""
    if digest_of(found) != found.digest:
        raise Refused(Why.DOCUMENTS_CHANGED)


def body(found: Tender) -> dict[str, Any]:
    """Every word and figure, as text and whole numbers."""
    values = asdict(Wording.of(found))
    plain = {name: int(value) if isinstance(value, bool) else value for name, value in values.items()}
    return {
        **plain,
        "deadline": stamp(found.deadline),
        "method": found.method,
        "judging": found.judging,
        "employer_kind": found.employer_kind,
    }


def digest_of(found: Tender) -> str:
    """SHA-256 of exactly what is signed: every word, the documents, and which wording it is, so that none comes back with its signatures."""
    documents = [each.body for each in read.documents(found)]
    return digest({**body(found), "tender": found.id, "project": found.project_id, "version": found.version, "documents": documents})


def subject(found: Tender) -> str:
    """What lines of the log call it."""
    return f"tender/{found.id}"


def _check_judging(terms: Terms, wording: Wording) -> None:
    if wording.judging not in terms.judging:
        raise Refused(Why.BAD_VALUE, field="judging")
    if wording.judging is Judging.SCORED:
        technical, commercial = Fraction(wording.weight_technical), Fraction(wording.weight_commercial)
        check_weights(terms, {PRICE: Fraction(wording.weight_price), "technical": technical, "commercial": commercial})
    if wording.judging is not Judging.LOWEST and not wording.guide:
        raise Refused(Why.MISSING_VALUE, field="guide")


def _round(on: Context, project_id: int, previous_id: int | None) -> dict[str, Any]:
    """Which round it is. Refuses to repeat what did not fail, what is another project's, and what was repeated already."""
    if previous_id is None:
        return {}
    previous = read.tender(on.estate.id, previous_id)
    if previous.state != TenderState.FAILED or previous.project_id != project_id:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    if read.following(previous) is not None:
        raise Refused(Why.TENDER_REPEATED)
    return {"previous_id": previous_id, "round": previous.round + 1}
