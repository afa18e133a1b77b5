"""Idempotency: an account's act on a subject at the version it saw is done once. The same body again gets the same answer, another one is refused.

The key survives a new sign-in, so a retry after a lost connection and a second tab are the same case.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from huasheng_vote.assemblies.models.ballots import IdempotencyKey
from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import canonical
from huasheng_vote.rules.refusal import Refused, Why


@dataclass(frozen=True, slots=True)
class Sending:
    """One body sent by one account for one act on one subject."""

    account: int
    act: str
    subject: str
    version: int
    body: str

    @classmethod
    def of(cls, account: int, act: str, subject: str, version: int, body: dict[str, Any]) -> "Sending":
        """Fingerprint the body."""
        return cls(account, act, subject, version, hashlib.sha256(canonical(body)).hexdigest())

    def answered(self) -> str | None:
        """The answer it was given before, if any. Refuses another body under the same key, and names the answer that stands."""
        found = db.session.execute(
            select(IdempotencyKey.body, IdempotencyKey.answer).filter_by(
                account_id=self.account, act=self.act, subject=self.subject, version=self.version
            )
        ).first()
        if found is None:
            return None
        if found.body != self.body:
            raise Refused(Why.DIFFERENT_BODY, receipt=found.answer)
        answer: str = found.answer
        return answer

    def answer(self, answer: str) -> None:
        """Remember the answer."""
        db.session.execute(
            insert(IdempotencyKey).values(
                account_id=self.account, act=self.act, subject=self.subject, version=self.version, body=self.body, answer=answer
            )
        )
