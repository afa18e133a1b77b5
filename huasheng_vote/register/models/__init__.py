"""Tables of the register."""

from huasheng_vote.register.models.enrolment import Enrolment, LineDispute, LineLook, UnitLetter
from huasheng_vote.register.models.imports import DraftState, ImportBatch, ImportDraft, RegisterHold
from huasheng_vote.register.models.units import Building, Ground, HeadNote, Kind, Ownership, Party, Unit

__all__ = (
    "Building",
    "DraftState",
    "Enrolment",
    "Ground",
    "HeadNote",
    "ImportBatch",
    "ImportDraft",
    "Kind",
    "LineDispute",
    "LineLook",
    "Ownership",
    "Party",
    "RegisterHold",
    "Unit",
    "UnitLetter",
)
