"""What a paper becomes once it is read: a ballot that counts, or one that stands aside because another ballot of the head prevails; and its owners
are told. The line is the same as that of a ballot cast online, with the hour in which the paper was received.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select, update

from huasheng_vote.assemblies.actions.casting import seal, whole_hour
from huasheng_vote.assemblies.actions.telling import tell_head
from huasheng_vote.assemblies.models.ballots import Ballot, BallotChoice
from huasheng_vote.assemblies.models.papers import BallotPaper
from huasheng_vote.assemblies.queries.ballots import BallotInForce, counting
from huasheng_vote.assemblies.queries.frozen import frozen
from huasheng_vote.assemblies.queries.voting import noticed, window
from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import receipt_code, stamp
from huasheng_vote.journal.log import Context
from huasheng_vote.journal.models import JournalLeaf
from huasheng_vote.rules.ballot import Arrival, Channel, Fate, changes_after, decide
from huasheng_vote.rules.flows.papers import PAPER, PaperAct, PaperState
from huasheng_vote.rules.papers import Entry


@dataclass(frozen=True, slots=True)
class Reading:
    """A paper with its answers by motion, when it was received, and what it meets."""

    paper: BallotPaper
    answers: Mapping[str, str]
    at: datetime
    earlier: BallotInForce | None
    fate: Fate

    @property
    def counts(self) -> bool:
        return self.fate is Fate.COUNTS

    @property
    def offered(self) -> Arrival:
        return Arrival(Channel.PAPER, self.at)


def cast_paper(on: Context, paper: BallotPaper, entry: Entry) -> None:
    """Count the paper by the policy frozen with the notice."""
    earlier, at = counting(on.estate.id, paper.assembly_id, paper.head_id), paper.received_at or on.at
    rule = earlier.as_rule if earlier else None
    reading = Reading(paper, entry.answers, at, earlier, decide(window(on.estate.id, paper.assembly_id), Arrival(Channel.PAPER, at), rule))
    paper.state = PAPER.after(PaperState(paper.state), PaperAct.COUNT if reading.counts else PaperAct.SET_ASIDE)
    _write(on, reading, _record(on, reading))
    if not reading.counts:
        _tell_aside(on, paper)


def _record(on: Context, reading: Reading) -> int:
    paper, earlier = reading.paper, reading.earlier
    subject, pseudonym = f"assembly/{paper.assembly_id}", frozen(on.estate.id, paper.assembly_id).heads[paper.head_id].pseudonym
    sealed = seal(reading.answers)
    beside = {"supersedes" if reading.counts else "beside": earlier.leaf} if earlier else {}
    return on.record(
        "ballot.cast" if reading.counts else "ballot.aside",
        subject,
        {
            "head": pseudonym,
            "channel": Channel.PAPER.value,
            "choices": sealed.commitment,
            "received": stamp(whole_hour(reading.at)),
            **beside,
        },
        {"at": stamp(reading.at), "head": int(paper.head_id), "paper": int(paper.id), **sealed.private},
        at=whole_hour(on.at),
        apart=subject,
    )


def _write(on: Context, reading: Reading, leaf: int) -> None:
    if reading.counts and reading.earlier:
        db.session.execute(update(Ballot).filter_by(estate_id=on.estate.id, id=reading.earlier.id).values(counts=False))
    row = db.session.execute(insert(Ballot).values(_row(on, reading, leaf)).returning(Ballot.id)).scalar_one()
    choices = [
        {"estate_id": on.estate.id, "ballot_id": row, "motion_id": int(motion), "choice": said} for motion, said in reading.answers.items()
    ]
    db.session.execute(insert(BallotChoice), choices)


def _row(on: Context, reading: Reading, leaf: int) -> dict[str, object]:
    of = {"estate_id": on.estate.id, "assembly_id": reading.paper.assembly_id, "head_id": reading.paper.head_id}
    last = db.session.scalar(select(func.max(Ballot.number)).filter_by(**of, aside=not reading.counts))
    digest = db.session.scalars(select(JournalLeaf.hash).filter_by(estate_id=on.estate.id, index=leaf)).one()
    return {
        **of,
        "number": (last or 0) + 1,
        "channel": Channel.PAPER.value,
        "paper_id": reading.paper.id,
        "received_at": reading.at,
        "changes": changes_after(reading.offered, reading.earlier.as_rule if reading.earlier else None) if reading.counts else 0,
        "counts": reading.counts,
        "aside": not reading.counts,
        "leaf": leaf,
        "code": receipt_code(bytes(digest)),
    }


def _tell_aside(on: Context, paper: BallotPaper) -> None:
    """The owners learn at once that this paper does not count; of one that counts they are told like of any ballot."""
    head, title = frozen(on.estate.id, paper.assembly_id).heads[paper.head_id], noticed(on.estate.id, paper.assembly_id).title
    tell_head(on, head, "ballot.aside", {"title": title})
