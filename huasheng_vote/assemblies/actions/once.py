"""Idempotency: an account's act on a subject at the version it saw is done once. The same body again gets the same answer, another one is refused.

The key survives a new sign-in, so a retry after a lost connection and a second tab are the same case.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert

from huasheng_vote.assemblies.models.ballots import IdempotencyKey
from huasheng_vote.extensions import run
from huasheng_vote.journal.leaf import canonical
from huasheng_vote.rules.refusal import Refused, Why

PUT = insert(IdempotencyKey.__table__)


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

    @property
    def key(self) -> tuple[int, str, str, int]:
        """Under which it is remembered."""
        return self.account, self.act, self.subject, self.version

    def answered(self, sent: tuple[str, str] | None) -> str | None:
        """The answer it was given before, if any, from what the key was used for: (body, answer). Refuses another body under the same key, and names
        the answer that stands."""
        if sent is None:
            return None
        body, answer = sent
        if body != self.body:
            raise Refused(Why.DIFFERENT_BODY, receipt=answer)
        return answer

    def answer(self, answer: str) -> None:
        """Remember the answer."""
        key = {"account_id": self.account, "act": self.act, "subject": self.subject, "version": self.version}
        run(PUT, {**key, "body": self.body, "answer": answer})
