"""Using a seal: asked for with the decision it rests on, signed for by more than half of the members, put on by whoever keeps it. No decision, no seal."""

from dataclasses import dataclass

from huasheng_vote.committee.actions.basis import Basis, resting_on
from huasheng_vote.committee.actions.members import member, not_aside
from huasheng_vote.committee.models import Seal, SealUse
from huasheng_vote.committee.queries import seal as read
from huasheng_vote.committee.queries.decisions import stands_aside
from huasheng_vote.committee.queries.members import members
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.people import queries as people
from huasheng_vote.people.actions import approvals
from huasheng_vote.proposals.actions.once import earlier
from huasheng_vote.rules.access import COMMITTEE
from huasheng_vote.rules.committee import seal_signers
from huasheng_vote.rules.refusal import Refused, Why

KIND = "seal.use"


@dataclass(frozen=True)
class Asked:
    """Which seal on which paper, how many copies, and what for; `purpose` stays within the committee."""

    seal: Seal
    title: str
    copies: int
    purpose: str
    basis: Basis

    @property
    def payload(self) -> dict[str, str | int]:
        """What the signers sign for."""
        by = "by_owners" if self.basis.owners else "by_committee"
        return {"seal": self.seal.value, "title": self.title, "copies": self.copies, by: f"{self.basis.year}-{self.basis.number}"}


def ask(on: Context, key: str, asked: Asked) -> int:
    """Ask for the seal. Refuses a basis that is not there. Whoever asks is the first of those who sign."""
    before = earlier(on, SealUse, key, title=asked.title)
    if before is not None:
        return before.id
    author, rests_on = member(on), resting_on(on, asked.basis)
    not_aside(on, rests_on.decision_id or 0)
    needed = seal_signers(len(members(on.estate.id, on.at)))
    request = approvals.propose(on, KIND, asked.basis.subject, asked.payload, needed, COMMITTEE)
    said = {"seal": asked.seal, "title": asked.title, "copies": asked.copies, "purpose": asked.purpose}
    basis = {"decision_id": rests_on.decision_id, "resolution_id": rests_on.resolution_id}
    made = SealUse(estate_id=on.estate.id, key=key, author_id=author, approval_id=request, asked_at=on.at, **said, **basis)
    db.session.add(made)
    db.session.flush()
    on.record("seal.asked", f"seal/{made.id}", asked.payload, {"purpose": asked.purpose})
    return int(made.id)


def use(on: Context, use_id: int) -> None:
    """Put the seal on exactly what was signed for; whoever does it is entered as its keeper. Refuses while too few signed, or one who stands aside
    from the decision; after the decision was revoked; and a second time."""
    keeper, found = member(on), read.entry(on.estate.id, use_id)
    not_aside(on, found.use.decision_id or 0)
    if found.use.used_at is not None:
        raise Refused(Why.ALREADY_DONE)
    if any(stands_aside(on.estate.id, found.use.decision_id or 0, each.account_id) for each in people.signed_for(found.approval)):
        raise Refused(Why.NEEDS_APPROVAL)
    asked = _as_asked(found)
    resting_on(on, asked.basis)
    approvals.consume(on, KIND, asked.basis.subject, asked.payload)
    found.use.keeper_id, found.use.used_at = keeper, on.at
    on.record("seal.used", f"seal/{use_id}", asked.payload)


def _as_asked(found: read.Entry) -> Asked:
    """The request as it was signed, from the register's own line."""
    year, number = found.resolution or found.decision or (0, 0)
    use = found.use
    return Asked(Seal(use.seal), use.title, use.copies, use.purpose, Basis(found.resolution is not None, year, number))
