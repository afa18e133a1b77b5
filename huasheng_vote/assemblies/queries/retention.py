"""How long voting material is kept (voting.md: three years at least, five where nothing is adopted), and what of a meeting would be destroyed afterwards."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from huasheng_vote.assemblies.models.adopted import Document
from huasheng_vote.assemblies.models.ballots import Ballot
from huasheng_vote.assemblies.models.counting import CountRecord
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.models.notices import Proxy
from huasheng_vote.assemblies.models.papers import BallotPaper, PaperEntry
from huasheng_vote.assemblies.queries.voting import thawed
from huasheng_vote.extensions import db
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.timetable import keep_until


@dataclass(frozen=True, slots=True)
class Material:
    """What two people sign for: so many ballots, entries of papers and scans, kept until a day."""

    ballots: int
    entries: int
    scans: int
    kept_until: str

    @property
    def facts(self) -> dict[str, str | int]:
        """As it is signed and logged."""
        return asdict(self)


def kept_until(meeting: Assembly) -> date | None:
    """The last day its material has to be kept, by the rules its notice froze; None while it is not over."""
    over = meeting.announced_at or meeting.cancelled_at
    if over is None:
        return None
    return keep_until(local_day(over), thawed(meeting.rules).keep_years) if meeting.rules else keep_until(local_day(over))


def is_due(meeting: Assembly, at: datetime) -> bool:
    """Whether its material may be destroyed, and still is there."""
    last = kept_until(meeting)
    return meeting.noticed_at is not None and meeting.destroyed_at is None and last is not None and local_day(at) > last


def due(estate_id: int, at: datetime) -> list[Assembly]:
    """Every meeting whose period is over."""
    over = select(Assembly).filter_by(estate_id=estate_id, destroyed_at=None).where(Assembly.noticed_at.is_not(None))
    ended = func.coalesce(Assembly.announced_at, Assembly.cancelled_at) <= at
    return [each for each in db.session.scalars(over.where(ended).order_by(Assembly.id)) if is_due(each, at)]


def material(meeting: Assembly) -> Material:
    """What there is of it."""
    here = {"estate_id": meeting.estate_id, "assembly_id": meeting.id}
    entries = select(func.count()).select_from(PaperEntry).where(PaperEntry.estate_id == meeting.estate_id)
    return Material(
        ballots=_count(select(func.count()).select_from(Ballot).filter_by(**here)),
        entries=_count(entries.where(PaperEntry.paper_id.in_(papers(meeting)))),
        scans=len(scans(meeting)),
        kept_until=str(kept_until(meeting) or ""),
    )


def papers(meeting: Assembly) -> Any:
    """The ids of its ballot papers, as a subquery."""
    return select(BallotPaper.id).filter_by(estate_id=meeting.estate_id, assembly_id=meeting.id)


def scans(meeting: Assembly) -> list[Document]:
    """The scanned papers of its voters and its counting: authorities and counting sheets."""
    named = [select(each.document_id).filter_by(estate_id=meeting.estate_id, assembly_id=meeting.id) for each in (Proxy, CountRecord)]
    found = select(Document).where(Document.estate_id == meeting.estate_id, Document.id.in_(named[0]) | Document.id.in_(named[1]))
    return list(db.session.scalars(found.order_by(Document.id)))


def _count(query: Any) -> int:
    return int(db.session.scalar(query) or 0)
