"""Reads of the area, by what is read."""

from huasheng_vote.proposals.queries.campaigns import campaign, campaigns, open_campaign
from huasheng_vote.proposals.queries.demands import duties
from huasheng_vote.proposals.queries.proposals import Paper, Worked, proposal, proposals
from huasheng_vote.proposals.queries.similar import similar
from huasheng_vote.proposals.queries.suggestions import listed, of_author, suggestion, unanswered

__all__ = (
    "Paper",
    "Worked",
    "campaign",
    "campaigns",
    "duties",
    "listed",
    "of_author",
    "open_campaign",
    "proposal",
    "proposals",
    "similar",
    "suggestion",
    "unanswered",
)
