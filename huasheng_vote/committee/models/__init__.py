"""Tables of the area. Nothing decided is deleted: what ends keeps its reason, what is reworded keeps the votes on the old text."""

from huasheng_vote.committee.models.decisions import WITH_MONEY, Decision, Seat, Subject, Vote
from huasheng_vote.committee.models.meetings import MOST_ITEMS, Attendance, Call, Item, Meeting, MinutesSignature, Paper
from huasheng_vote.committee.models.members import Election
from huasheng_vote.committee.models.seal import MOST_COPIES, Seal, SealUse

__all__ = (
    "MOST_COPIES",
    "MOST_ITEMS",
    "WITH_MONEY",
    "Attendance",
    "Call",
    "Decision",
    "Election",
    "Item",
    "Meeting",
    "MinutesSignature",
    "Paper",
    "Seal",
    "SealUse",
    "Seat",
    "Subject",
    "Vote",
)
