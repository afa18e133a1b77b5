"""What else is bought: the estate's method figures, what one project's money is already promised to, which amounts belong together."""

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import select

from huasheng_vote.assemblies.queries.adopted import rules_in_force
from huasheng_vote.extensions import db
from huasheng_vote.procurement.models import Award, Bid, Invitation, Tender
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.flows.awards import AwardState
from huasheng_vote.rules.flows.tenders import TenderState
from huasheng_vote.rules.methods import Method, Rulebook
from huasheng_vote.rules.purchases import Purchase, added_up

OVER = (TenderState.FAILED, TenderState.CANCELLED)
"""Tenders by which nothing is bought."""


def rulebook(estate_id: int) -> Rulebook:
    """The four methods with the ceilings the owners adopted, and the defaults where they adopted none."""
    return rules_in_force(estate_id).procedure.rulebook


def awarded(estate_id: int, project_id: int, without: int | None = None) -> int:
    """What the project's standing awards come to, in fen; those of the tender `without` apart."""
    return sum(award.price for award, _bid, tender in _awards(estate_id) if tender.project_id == project_id and tender.id != without)


def together(estate_id: int, project_id: int, amount: int, category: str, on: date, tender_id: int | None = None) -> int:
    """The amount in fen that chooses the method: this one with every other that belongs to it. A tender that is a draft yet has no id."""
    supplier = sole_invited(estate_id, tender_id) if tender_id else None
    this = Purchase(amount, on, project_id, supplier, category)
    return added_up(this, _others(estate_id, tender_id))


def beside(estate_id: int, project_id: int, tender_id: int | None = None) -> int:
    """What the project's other purchases come to, in fen, running ones at their ceilings."""
    return sum(each.amount for each in _others(estate_id, tender_id) if each.project == project_id)


def sole_invited(estate_id: int, tender_id: int) -> int | None:
    """The one supplier of a direct purchase, where it is known beforehand."""
    found = _invited(estate_id, [tender_id])
    return found.get(tender_id)


def _others(estate_id: int, tender_id: int | None) -> Iterator[Purchase]:
    """Every other purchase: at its awards' prices, before there is one at its ceiling."""
    bought: dict[int, list[Purchase]] = {}
    for award, bid, tender in _awards(estate_id):
        made = Purchase(award.price, local_day(award.published_at), tender.project_id, bid.supplier_id, tender.category)
        bought.setdefault(tender.id, []).append(made)
    running = db.session.scalars(select(Tender).filter_by(estate_id=estate_id).where(Tender.state.not_in(OVER))).all()
    direct = _invited(estate_id, [each.id for each in running if each.method == Method.DIRECT])
    for each in running:
        if each.id != tender_id:
            on = local_day(each.published_at or each.created_at)
            estimate = Purchase(each.ceiling, on, each.project_id, direct.get(each.id), each.category)
            yield from bought.get(each.id, [estimate])


def _awards(estate_id: int) -> list[tuple[Award, Bid, Tender]]:
    rows = db.session.execute(
        select(Award, Bid, Tender)
        .join(Bid, (Bid.estate_id == Award.estate_id) & (Bid.id == Award.bid_id))
        .join(Tender, (Tender.estate_id == Award.estate_id) & (Tender.id == Award.tender_id))
        .where(Award.estate_id == estate_id, Award.state != AwardState.CANCELLED)
        .order_by(Award.id)
    )
    return [(award, bid, tender) for award, bid, tender in rows]


def _invited(estate_id: int, tender_ids: Iterable[int]) -> dict[int, int]:
    """The supplier of each tender that invites exactly one."""
    asked: dict[int, list[int]] = {}
    rows = select(Invitation.tender_id, Invitation.supplier_id).filter_by(estate_id=estate_id)
    for tender_id, supplier_id in db.session.execute(rows.where(Invitation.tender_id.in_(list(tender_ids)))):
        asked.setdefault(tender_id, []).append(supplier_id)
    return {tender_id: suppliers[0] for tender_id, suppliers in asked.items() if len(suppliers) == 1}
