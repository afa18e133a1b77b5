"""A purchase as one release of the Open Contracting Data Standard 1.1, with the extensions for bids and for their opening.

Every release tells the whole purchase as it is public at that moment, so the latest one is the compiled release too. Source: OCDS 1.1.5, bids 1.1.5, bidOpening.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from huasheng_vote.procurement.models import Award, Bid, Contract
from huasheng_vote.procurement.opendata.codes import (
    AWARD_STATUS,
    BID_STATUS,
    CONTRACT_STATUS,
    CRITERIA,
    DOCUMENT_TYPES,
    TENDER_STATUS,
    Json,
    Tag,
    moment,
    money,
)
from huasheng_vote.procurement.opendata.facts import Opened, Process, ocid_of
from huasheng_vote.rules.bill import THOUSANDTH
from huasheng_vote.rules.designs import DesignKind
from huasheng_vote.rules.flows.awards import AwardState, ContractState
from huasheng_vote.rules.flows.tenders import BidState, TenderState
from huasheng_vote.rules.methods import OCDS, Judging, Method


def release(process: Process, tag: Tag, number: int, at: datetime) -> Json:
    """The release as it is published. `number` counts the releases of one purchase from one."""
    first = tag is Tag.TENDER and number == 1
    found: Json = full(
        {
            "ocid": process.ocid,
            "id": f"{process.ocid}-{number:03d}",
            "date": moment(at),
            "tag": ["planning", "tender"] if first else [tag.value],
            "initiationType": "tender",
            "language": "zh",
            "parties": _parties(process),
            "buyer": _employer(process),
            "planning": _planning(process),
            "tender": _tender(process),
            "bids": _bids(process.bids),
            "awards": [_award(process, each) for each in process.awards],
            "contracts": [_contract(process, each) for each in process.contracts],
            "relatedProcesses": _related(process),
        }
    )
    return found


def _planning(process: Process) -> Json:
    project = process.project
    return {
        "rationale": project.title,
        "budget": {
            "id": f"project-{project.id}",
            "description": project.money_source,
            "amount": money(project.budget),
            "project": project.title,
            "projectID": f"{process.estate.slug}-{project.id}",
            "uri": process.address("projects.project", project_id=project.id),
        },
    }


def _tender(process: Process) -> Json:
    row = process.tender
    opened = row.opened_at is not None
    method, judging = Method(row.method), Judging(row.judging)
    return {
        "id": str(row.id),
        "title": row.title,
        "description": row.conditions,
        "status": TENDER_STATUS.get(TenderState(row.state), "active"),
        "procuringEntity": _employer(process),
        "items": [_item(each) for each in process.items],
        "value": money(row.ceiling),
        "procurementMethod": OCDS[method],
        "procurementMethodDetails": method.value,
        "mainProcurementCategory": "works",
        "awardCriteria": CRITERIA[judging],
        "awardCriteriaDetails": f"price {row.weight_price}, technical {row.weight_technical}, commercial {row.weight_commercial}. {row.guide}",
        "submissionMethod": ["electronicSubmission"],
        "tenderPeriod": {"startDate": moment(row.published_at), "endDate": moment(row.deadline)},  # type: ignore[arg-type]  # published
        "hasEnquiries": process.answered > 0,
        "eligibilityCriteria": row.qualification,
        "contractPeriod": {"durationInDays": row.days},
        "numberOfTenderers": len(process.bids) if opened else None,
        "tenderers": [_reference(each) for each in process.bids],
        "documents": _documents(process),
        "amendments": _amendments(process),
        "bidOpening": {
            "date": moment(row.opened_at or row.deadline),
            "address": {"streetAddress": row.place},
        },
    }


def _amendments(process: Process) -> list[Json]:
    changes = [(each.at, f"addendum-{each.ordinal}", each.text) for each in process.addenda]
    changes += [(each.at, f"deadline-{each.id}", f"{each.why}: {moment(each.before)} → {moment(each.after)}") for each in process.moves]
    return [{"id": name, "date": moment(at), "rationale": words} for at, name, words in sorted(changes)]


def _documents(process: Process) -> list[Json]:
    found = [
        {
            "id": f"design-{design.id}-{version.number}",
            "documentType": DOCUMENT_TYPES.get(DesignKind(design.kind), "illustration"),
            "title": design.title,
            "url": process.address("projects.design_version", design_id=design.id, number=version.number),
            "datePublished": moment(process.tender.published_at),  # type: ignore[arg-type]  # published
            "language": "zh",
        }
        for design, version in process.documents
    ]
    notice = {
        "id": "notice",
        "documentType": "tenderNotice",
        "url": process.address("procurement.tender", tender_id=process.tender.id),
        "format": "text/html",
        "language": "zh",
    }
    return [notice, *found]


def _item(item: Any) -> Json:
    whole, part = divmod(item.quantity, THOUSANDTH)
    quantity = whole if part == 0 else item.quantity / THOUSANDTH
    return {"id": f"{item.version_id}-{item.ordinal}", "description": item.name, "quantity": quantity, "unit": {"name": item.unit}}


def _bids(bids: Iterable[Opened]) -> Json | None:
    every = list(bids)
    if not every:
        return None
    valid = sum(BidState(each.bid.state) not in BID_STATUS for each in every)
    counts = {"bids": len(every), "validBids": valid}
    return {
        "statistics": [{"id": measure, "measure": measure, "value": count} for measure, count in counts.items()],
        "details": [_bid(each.bid, each) for each in every],
    }


def _bid(bid: Bid, opened: Opened) -> Json:
    return {
        "id": bid.envelope,
        "date": moment(bid.submitted_at),
        "status": BID_STATUS.get(BidState(bid.state), "valid"),
        "tenderers": [_reference(opened)],
        "value": money(bid.price) if bid.price else None,
    }


def _award(process: Process, award: Award) -> Json:
    return {
        "id": str(award.id),
        "title": process.tender.title,
        "description": award.cancelled_reason,
        "status": AWARD_STATUS[AwardState(award.state)],
        "date": moment(award.published_at),
        "value": money(award.price),
        "suppliers": [_party_reference(process.supplier_of(award))],
        "relatedBid": next(each.bid.envelope for each in process.bids if each.bid.id == award.bid_id),
        "documents": [
            {
                "id": "award",
                "documentType": "awardNotice",
                "url": process.address("procurement.tender", tender_id=process.tender.id),
                "language": "zh",
            }
        ],
    }


def _contract(process: Process, contract: Contract) -> Json:
    return {
        "id": str(contract.id),
        "awardID": str(contract.award_id),
        "title": process.tender.title,
        "description": contract.ended_reason,
        "status": CONTRACT_STATUS[ContractState(contract.state)],
        "period": {"durationInDays": contract.days},
        "value": money(contract.price),
        "dateSigned": moment(contract.signed_at) if contract.signed_at else None,
    }


def _related(process: Process) -> list[Json]:
    before = process.previous
    if before is None or before.published_at is None:
        return []
    ocid = ocid_of(process.prefix, process.estate.slug, before)
    return [{"id": "previous", "relationship": ["unsuccessfulProcess"], "scheme": "ocid", "identifier": ocid}]


def _parties(process: Process) -> list[Json]:
    employer = {**_employer(process), "roles": ["buyer", "procuringEntity"], "address": {"streetAddress": process.estate.address}}
    winners = {each.bid_id for each in process.awards}
    others = [
        {
            **_reference(each),
            "identifier": {"scheme": "CN-USCC", "id": each.supplier.code, "legalName": each.supplier.name},
            "roles": ["tenderer", *(["supplier"] if each.bid.id in winners else [])],
        }
        for each in process.bids
    ]
    return [employer, *others]


def _employer(process: Process) -> Json:
    return {"id": f"{process.estate.slug}-{process.tender.employer_kind}", "name": process.tender.employer_name}


def _reference(opened: Opened) -> Json:
    return _party_reference(opened.supplier)


def _party_reference(supplier: Any) -> Json:
    return {"id": f"CN-USCC-{supplier.code}", "name": supplier.name}


def full(value: Any) -> Any:
    """Without what is empty: the standard wants a field left out rather than blank."""
    if isinstance(value, Mapping):
        return {name: found for name, each in value.items() if (found := full(each)) not in (None, "", [], {})}
    if isinstance(value, list):
        return [full(each) for each in value]
    return value
