"""最近: what has happened in the estate, from every area's own dates."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from huasheng_vote.proposals import queries as proposals_area

MOST = 8


@dataclass(frozen=True)
class Event:
    """One thing that happened: worded by its kind, with what it is about, and the page it stands on."""

    at: datetime
    kind: str
    title: str
    endpoint: str
    args: dict[str, Any] = field(default_factory=dict)
    open: bool = False


def recent(estate_id: int, at: datetime, most: int = MOST) -> list[Event]:
    """The latest events, newest first."""
    found = [event for source in SOURCES for event in source(estate_id, at) if event.at <= at]
    return sorted(found, key=lambda event: event.at, reverse=True)[:most]


def campaigns(estate_id: int, at: datetime) -> Iterator[Event]:
    """Calls for ideas, from their opening."""
    for each in proposals_area.all_campaigns(estate_id):
        yield Event(each.since, "campaign", each.title, "proposals.campaign", {"campaign_id": each.id}, each.open_at(at))


def proposals(estate_id: int, at: datetime) -> Iterator[Event]:
    """Published proposals; open while consultation lasts."""
    for each in proposals_area.all_proposals(estate_id):
        if each.published_at and each.consult_until:
            yield Event(each.published_at, "proposal", each.title, "proposals.proposal", {"proposal_id": each.id}, at < each.consult_until)


SOURCES: tuple[Callable[[int, datetime], Iterator[Event]], ...] = (campaigns, proposals)
