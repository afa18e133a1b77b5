"""Tables of the area. Nothing here is deleted: what ends gets an end, what is hidden keeps its reason."""

from huasheng_vote.proposals.models.campaigns import Campaign
from huasheng_vote.proposals.models.demands import Demand, DemandSignature
from huasheng_vote.proposals.models.drafts import DraftFile
from huasheng_vote.proposals.models.proposals import Attachment, JointMeeting, MoneySource, Proposal, ProposalVersion
from huasheng_vote.proposals.models.suggestions import MOST_PHOTOS, Category, Comment, Endorsement, Suggestion, SuggestionPhoto

__all__ = (
    "MOST_PHOTOS",
    "Attachment",
    "Campaign",
    "Category",
    "Comment",
    "Demand",
    "DemandSignature",
    "DraftFile",
    "Endorsement",
    "JointMeeting",
    "MoneySource",
    "Proposal",
    "ProposalVersion",
    "Suggestion",
    "SuggestionPhoto",
)
