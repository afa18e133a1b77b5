"""最近: what has happened in the estate, from every area's own dates."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from huasheng_vote.home.queries import votes
from huasheng_vote.projects import queries as projects_area
from huasheng_vote.proposals import queries as proposals_area
from huasheng_vote.rules.flows.assemblies import AssemblyState
from huasheng_vote.rules.flows.projects import ProjectState

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


def meetings(estate_id: int, at: datetime) -> Iterator[Event]:
    """Each meeting from its notice to its announcement, as far as it has come."""
    for each in votes.noticed(estate_id):
        running = each.state == AssemblyState.OPEN and at < (each.extended_to or each.closes_at or at)
        stages = (
            ("notice", each.noticed_at, "voting.vote", False),
            ("voting", each.opened_at if running else each.closed_at, "voting.vote", running),
            ("result", each.announced_at or each.published_at, "results.result", each.announced_at is None),
        )
        for kind, moment, endpoint, is_open in stages:
            if moment:
                yield Event(moment, kind, each.title, endpoint, {"assembly_id": each.id}, is_open)


def projects(estate_id: int, at: datetime) -> Iterator[Event]:
    """Projects, from their opening."""
    for each in projects_area.projects(estate_id):
        going_on = each.state not in (ProjectState.CLOSED, ProjectState.ABANDONED)
        yield Event(each.opened_at, "project", each.title, "projects.project", {"project_id": each.id}, going_on)


SOURCES: tuple[Callable[[int, datetime], Iterator[Event]], ...] = (campaigns, proposals, meetings, projects)
