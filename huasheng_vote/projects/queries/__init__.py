"""Reads of the area, by what is read."""

from huasheng_vote.projects.queries.opened import (
    authority,
    awaiting,
    committee_decision,
    decided,
    decided_spending,
    decision,
    of_decision,
    of_resolution,
    project,
    projects,
    unconfirmed,
    way,
)
from huasheng_vote.projects.queries.own import kept_by_projects

__all__ = (
    "authority",
    "awaiting",
    "committee_decision",
    "decided",
    "decided_spending",
    "decision",
    "kept_by_projects",
    "of_decision",
    "of_resolution",
    "project",
    "projects",
    "unconfirmed",
    "way",
)
