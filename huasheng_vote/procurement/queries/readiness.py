"""What a tender still lacks before it can be published: people for every place, keys that were tried, declarations, invitations."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from huasheng_vote.procurement.models import OpeningOfficer, Tender
from huasheng_vote.procurement.queries import invitations, staffing
from huasheng_vote.procurement.queries import tenders as read
from huasheng_vote.rules import panels, tendering
from huasheng_vote.rules.flows.panels import SeatState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.staffing import Duty, check_officers


@dataclass(frozen=True)
class _Asked:
    tender: Tender
    at: datetime

    @property
    def officers(self) -> list[OpeningOfficer]:
        """None where the server holds the keys."""
        return list(staffing.officers(self.tender.estate_id, self.tender.id).rows) if staffing.keyed(self.tender) else []


def missing(tender: Tender, at: datetime) -> Iterator[Refused]:
    """Everything that is still missing, each as the refusal that publication would meet."""
    for check in (_places, _officers, _keys, _tests, _panel, _declarations, _invitations):
        try:
            check(_Asked(tender, at))
        except Refused as refused:
            yield refused


def _places(asked: _Asked) -> None:
    empty = staffing.vacant(asked.tender, asked.at)
    if empty:
        raise Refused(Why.PLACES_VACANT, count=len(empty))


def _officers(asked: _Asked) -> None:
    if not staffing.keyed(asked.tender):
        return
    here = asked.tender.estate_id
    named = {Duty(each.duty): staffing.person(here, each.account_id or 0, asked.at) for each in asked.officers}
    check_officers(named, drafter=asked.tender.author_id)


def _keys(asked: _Asked) -> None:
    lacking = sum(not each.public for each in asked.officers)
    if lacking:
        raise Refused(Why.KEYS_MISSING, missing=lacking)


def _tests(asked: _Asked) -> None:
    lacking = sum(each.tested_at is None for each in asked.officers)
    if lacking:
        raise Refused(Why.TESTS_MISSING, missing=lacking)


def _panel(asked: _Asked) -> None:
    terms = read.terms(asked.tender)
    if terms.panel:
        panels.check_panel(terms, staffing.panel(asked.tender, asked.at), staffing.ties(asked.tender))


def _declarations(asked: _Asked) -> None:
    found = staffing.seats(asked.tender.estate_id, asked.tender.id)
    panels.check_declared((SeatState(each.state) for each in found), SeatState.DECLARED)


def _invitations(asked: _Asked) -> None:
    tendering.check_invited(read.terms(asked.tender), invitations.standing(asked.tender))
