"""All that decides on a ballot, in one statement under the lock: the window as it is now, the head's ballot that counts, and what was sent before."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, select

from huasheng_vote.assemblies.models.ballots import Ballot, IdempotencyKey
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.queries.ballots import IN_FORCE, BallotInForce, in_force
from huasheng_vote.assemblies.queries.voting import THIS, WINDOW, policy_of
from huasheng_vote.extensions import run
from huasheng_vote.rules.ballot import Policy

_OF_HEAD = and_(
    Ballot.estate_id == Assembly.estate_id, Ballot.assembly_id == Assembly.id, Ballot.head_id == bindparam("head"), Ballot.counts
)
_SENT = and_(*(getattr(IdempotencyKey, name) == bindparam(f"sent_{name}") for name in ("account_id", "act", "subject", "version")))
DECIDING = (
    select(*IN_FORCE, *WINDOW, IdempotencyKey.body, IdempotencyKey.answer)
    .select_from(Assembly)
    .outerjoin(Ballot, _OF_HEAD)
    .outerjoin(IdempotencyKey, _SENT)
    .where(*THIS)
)


@dataclass(frozen=True, slots=True)
class Deciding:
    """What was read. `sent` is (body, answer) of what was sent under the same key before."""

    row: Any

    @property
    def policy(self) -> Policy:
        """The rules of casting in force. Refuses an assembly that is cancelled or missing."""
        return policy_of(self.row)

    @property
    def earlier(self) -> BallotInForce | None:
        """The head's ballot that counts."""
        return in_force(self.row) if self.row and self.row.id is not None else None

    @property
    def sent(self) -> tuple[str, str] | None:
        """What the key was used for."""
        return (self.row.body, self.row.answer) if self.row and self.row.body is not None else None


def deciding(estate_id: int, assembly_id: int, head_id: int, key: tuple[int, str, str, int]) -> Deciding:
    """As it stands. `key` is the account, the act, its subject and the version it saw."""
    account, act, subject, version = key
    sent = {"sent_account_id": account, "sent_act": act, "sent_subject": subject, "sent_version": version}
    return Deciding(run(DECIDING, {"estate": estate_id, "assembly": assembly_id, "head": head_id, **sent}).first())
