"""The tender a page is about, with what is due by the clock done first: whoever looks first after a deadline closes it."""

from collections.abc import Iterable

from huasheng_vote.procurement.actions.deadlines import settle
from huasheng_vote.procurement.models import Tender
from huasheng_vote.procurement.queries import clock, tenders
from huasheng_vote.rules.access import SYSTEM
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.act import act_as
from huasheng_vote.web.state import now, the_estate

PASSED_OVER = (Why.CLOCK_WENT_BACK, Why.CHANGED_MEANWHILE)
"""A page is shown all the same; the worker tries again."""


def current(tender_id: int) -> Tender:
    """One tender of this estate as it stands now. Who may see a draft the caller decides."""
    found = tenders.tender(the_estate().id, tender_id)
    if not clock.is_due(found, now()):
        return found
    try:
        act_as(the_estate(), SYSTEM, now(), settle, tender_id)
    except Refused as refused:
        if refused.why not in PASSED_OVER:
            raise
    return tenders.tender(the_estate().id, tender_id)


def as_of_now(rows: Iterable[Tender]) -> list[Tender]:
    """The tenders of a list, each with what is due done."""
    return [current(number) for number in [each.id for each in rows]]


def published(tender_id: int) -> Tender:
    """The same, once it was published; before that it is not there."""
    found = current(tender_id)
    if found.published_at is None:
        raise Refused(Why.NOT_FOUND)
    return found
