"""The answers given so far, sealed into the address of the next page: nothing is stored before the ballot is submitted, the browser's way back works,
and neither a history nor a server's log shows what somebody chose. The seal names account, head and the version seen; another's slip does not open.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as BadBase64
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from cryptography.exceptions import InvalidTag

from huasheng_vote.keys import keyring

PURPOSE = "ballot-slip"


@dataclass(frozen=True, slots=True)
class Slip:
    """An unsubmitted ballot. `version` is the number of the head's ballot that counted when the first question was opened, 0 for none."""

    account: int
    assembly: int
    head: int
    version: int
    answers: Mapping[int, str] = field(default_factory=dict)

    def answering(self, motion: int, choice: str) -> "Slip":
        """The slip with one more answer, or another one."""
        return replace(self, answers={**self.answers, motion: choice})

    @property
    def sealed(self) -> str:
        """The text that travels in the address."""
        body = [self.account, self.assembly, self.head, self.version, sorted(self.answers.items())]
        return urlsafe_b64encode(keyring().seal(json.dumps(body), PURPOSE)).decode().rstrip("=")

    @classmethod
    def opened(cls, text: str, account: int, assembly: int, head: int) -> "Slip | None":
        """The slip this server sealed for this account and head, or None for any other text."""
        try:
            body = json.loads(keyring().open(urlsafe_b64decode(text + "=" * (-len(text) % 4)), PURPOSE))
        except (ValueError, BadBase64, InvalidTag):
            return None
        whose, meeting, of, version, answers = body
        slip = cls(whose, meeting, of, version, dict(answers))
        return slip if (slip.account, slip.assembly, slip.head) == (account, assembly, head) else None
