"""Reads of the area, by what is read."""

from huasheng_vote.proposals.queries.campaigns import all_campaigns, campaign, open_campaign
from huasheng_vote.proposals.queries.demands import duties
from huasheng_vote.proposals.queries.own import kept_by_proposals
from huasheng_vote.proposals.queries.proposals import Paper, Worked, all_proposals, proposal
from huasheng_vote.proposals.queries.similar import similar
from huasheng_vote.proposals.queries.suggestions import listed, of_author, suggestion, unanswered

__all__ = (
    "Paper",
    "Worked",
    "all_campaigns",
    "all_proposals",
    "campaign",
    "duties",
    "kept_by_proposals",
    "listed",
    "of_author",
    "open_campaign",
    "proposal",
    "similar",
    "suggestion",
    "unanswered",
)
