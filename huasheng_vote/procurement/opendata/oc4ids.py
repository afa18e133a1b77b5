"""A project as an OC4IDS 0.9 file: what it is for, its budget, and each purchase with its releases. Source: OC4IDS 0.9.4."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from huasheng_vote.procurement.models import Contract
from huasheng_vote.procurement.opendata.codes import Json, moment, money
from huasheng_vote.procurement.opendata.facts import Process
from huasheng_vote.procurement.opendata.ocds import full
from huasheng_vote.projects.models import Project
from huasheng_vote.rules.flows.awards import ContractState
from huasheng_vote.rules.flows.projects import ProjectState

STATUS = {
    ProjectState.PREPARING: "preparation",
    ProjectState.PROCURING: "preparation",
    ProjectState.BUILDING: "implementation",
    ProjectState.ACCEPTED: "completion",
    ProjectState.CLOSED: "maintenance",
    ProjectState.ABANDONED: "cancelled",
}


def project(slug: str, estate: str, row: Project, processes: Sequence[tuple[Process, Iterable[Json]]], at: datetime) -> Json:
    """The project as it is public now; `processes` are its purchases, each with its releases."""
    found: Json = full(
        {
            "id": f"{slug}-{row.id}",
            "updated": moment(at),
            "language": "zh",
            "title": row.title,
            "description": row.money_source,
            "status": STATUS[ProjectState(row.state)],
            "type": "rehabilitation",
            "sector": ["socialHousing"],
            "identificationPeriod": {"endDate": moment(row.opened_at)},
            "budget": {"amount": money(row.budget), "approvalDate": moment(row.opened_at)},
            "publicAuthority": {"id": slug, "name": estate},
            "parties": [{"id": slug, "name": estate, "roles": ["publicAuthority", "buyer"]}, *_suppliers(processes)],
            "contractingProcesses": [_process(process, releases) for process, releases in processes],
        }
    )
    return found


def package(uri: str, publisher: str, projects: Iterable[Json], at: datetime) -> Json:
    """A project package."""
    head = {"uri": uri, "publishedDate": moment(at), "version": "0.9", "publisher": {"name": publisher}}
    return {**head, "projects": list(projects)}


def _suppliers(processes: Sequence[tuple[Process, Any]]) -> list[Json]:
    winners = {}
    for process, _releases in processes:
        for contract in process.contracts:
            supplier = _winner(process, contract)
            identifier = {"scheme": "CN-USCC", "id": supplier.code, "legalName": supplier.name}
            party = {"id": f"CN-USCC-{supplier.code}", "name": supplier.name, "identifier": identifier, "roles": ["supplier"]}
            winners[party["id"]] = party
    return list(winners.values())


def _process(process: Process, releases: Iterable[Json]) -> Json:
    contract = process.contracts[-1] if process.contracts else None
    return {
        "id": process.ocid,
        "summary": {
            "ocid": process.ocid,
            "nature": ["construction"],
            "title": process.tender.title,
            "description": process.tender.conditions,
            "status": _status(contract),
            "tender": {"procurementMethod": _first(releases)["tender"]["procurementMethod"], "costEstimate": money(process.tender.ceiling)},
            "suppliers": [] if contract is None else [_reference(process, contract)],
            "contractValue": None if contract is None else money(contract.price),
        },
        "releases": [
            {
                "id": each["id"],
                "tag": each["tag"],
                "date": each["date"],
                "url": f"{process.address('procurement.releases', tender_id=process.tender.id)}#{each['id']}",
            }
            for each in releases
        ],
    }


def _first(releases: Iterable[Json]) -> Json:
    return next(iter(releases))


def _status(contract: Contract | None) -> str:
    if contract is None or contract.state == ContractState.DRAWN:
        return "pre-award"
    return "active" if contract.state == ContractState.SIGNED else "closed"


def _winner(process: Process, contract: Contract) -> Any:
    return process.supplier_of(next(each for each in process.awards if each.id == contract.award_id))


def _reference(process: Process, contract: Contract) -> Json:
    supplier = _winner(process, contract)
    return {"id": f"CN-USCC-{supplier.code}", "name": supplier.name}
