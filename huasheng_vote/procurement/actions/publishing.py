"""Publishing a tender: what both reviewers signed is numbered, its method's rules, documents and specification are frozen, and everybody is told."""

from collections.abc import Iterator

from huasheng_vote.assemblies.actions.telling import moment, tell_everybody
from huasheng_vote.assemblies.queries.calendar import holidays
from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import canonical, stamp
from huasheng_vote.journal.log import Context
from huasheng_vote.procurement.actions.drafting import Wording, body, check, check_documents, check_reviewed, subject
from huasheng_vote.procurement.actions.staffing import check_ready, server_keys, tell_invited
from huasheng_vote.procurement.models import Tender, TenderDocument
from huasheng_vote.procurement.opendata import publishing as opendata
from huasheng_vote.procurement.opendata.codes import Tag
from huasheng_vote.procurement.queries import tenders as read
from huasheng_vote.procurement.queries.tenders import Document
from huasheng_vote.projects.queries import opened
from huasheng_vote.proposals.actions.once import digest
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.flows.projects import PROJECT, ProjectAct, ProjectState
from huasheng_vote.rules.flows.tenders import TENDER, TenderAct, TenderState
from huasheng_vote.rules.methods import Terms
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.tendering import check_deadline


def publish(on: Context, tender_id: int, seen: str) -> None:
    """Publish exactly the wording that was `seen`. Refuses one that is not reviewed, whose documents changed, that breaks a rule of its method,
    for which somebody is missing, or whose deadline comes too soon."""
    found = read.tender(on.estate.id, tender_id)
    state = TENDER.after(TenderState(found.state), TenderAct.PUBLISH)
    if found.digest != seen:
        raise Refused(Why.CHANGED_MEANWHILE)
    for refused in unmet(on, found):
        raise refused
    check_ready(on, found)
    project, terms = opened.project(on.estate.id, found.project_id), read.terms(found)
    documents = read.ready_documents(on.estate.id, project.id)
    _freeze(on, found, terms, documents)
    found.state = state
    if project.state == ProjectState.PREPARING:
        project.state = PROJECT.after(ProjectState.PREPARING, ProjectAct.BEGIN_PROCUREMENT)
    server_keys(on, found)
    opendata.publish(on, found, Tag.TENDER)
    facts = {
        "year": found.year, "number": found.ordinal, "project": project.id, "title": found.title, "method": found.method, "ceiling": found.ceiling,
        "deadline": stamp(found.deadline), "digest": found.digest, "specification": found.specification,
        "documents": [each.version.digest for each in documents],
    }  # fmt: skip
    on.record("tender.published", subject(found), facts)
    tell_everybody(on, "tender.published", {"title": found.title, "closes": moment(found.deadline)})
    tell_invited(on, found)


def unmet(on: Context, found: Tender) -> Iterator[Refused]:
    """What of the wording, its signatures, its documents and its dates keeps it back, each as the refusal that publication would meet."""
    project, terms = opened.project(on.estate.id, found.project_id), read.terms(found)
    off = holidays(on.estate.id, on.at)
    for holds in (
        lambda: check_reviewed(found),
        lambda: check_documents(found),
        lambda: check(on, project, Wording.of(found), found),
        lambda: check_deadline(terms, on.at, found.deadline, off),
    ):
        try:
            holds()
        except Refused as refused:
            yield refused


def _freeze(on: Context, found: Tender, terms: Terms, documents: list[Document]) -> None:
    year = local_day(on.at).year
    ordinal = read.next_ordinal(on.estate.id, year)
    found.year, found.ordinal, found.published_at = year, ordinal, on.at
    found.terms, found.specification = canonical(terms.frozen()).decode(), specification(found, terms, documents)
    for each in documents:
        db.session.add(TenderDocument(estate_id=on.estate.id, tender_id=found.id, version_id=each.version.id))
    db.session.flush()


def specification(found: Tender, terms: Terms, documents: list[Document]) -> str:
    """SHA-256 of all that is offered on: the words and figures, the method's rules, each document's digest. The deadline may move and is none of it."""
    said = {name: value for name, value in body(found).items() if name != "deadline"}
    return digest({**said, "tender": found.id, "terms": terms.frozen(), "documents": [each.body for each in documents]})
