"""What an act rests on: a decision of the committee or of the owners, quoted by year and number."""

from dataclasses import dataclass
from datetime import datetime

from huasheng_vote.assemblies.queries import results
from huasheng_vote.committee.queries import decisions
from huasheng_vote.journal.log import Context
from huasheng_vote.rules.refusal import Refused, Why


@dataclass(frozen=True)
class Basis:
    """As it is quoted; `owners`: a decision of theirs, else one of the committee."""

    owners: bool
    year: int
    number: int

    @property
    def subject(self) -> str:
        """How log lines name it."""
        return f"{'resolution' if self.owners else 'committee_decision'}/{self.year}-{self.number}"


@dataclass(frozen=True)
class RestsOn:
    """The row behind it, and when it was decided."""

    decision_id: int | None
    resolution_id: int | None
    at: datetime


def resting_on(on: Context, basis: Basis) -> RestsOn:
    """The decision quoted. Refuses one that is not there, or holds no longer."""
    try:
        if basis.owners:
            found = results.resolution(on.estate.id, basis.year, basis.number).resolution
            return RestsOn(None, found.id, found.adopted_at)
        passed = decisions.decision(on.estate.id, basis.year, basis.number)
        return RestsOn(passed.id, None, passed.decided_at)
    except Refused:
        raise Refused(Why.NO_BASIS, field="basis") from None
