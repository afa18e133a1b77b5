"""Reads of the area, by what is read."""

from huasheng_vote.committee.queries.decisions import Passed, decision
from huasheng_vote.committee.queries.own import kept_by_committee
from huasheng_vote.committee.queries.waiting import Waiting, waiting

__all__ = ("Passed", "Waiting", "decision", "kept_by_committee", "waiting")
