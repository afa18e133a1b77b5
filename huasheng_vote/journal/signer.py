"""What signs the logs: a key in a file, and the high-water file. Both stay out of the database, so whoever holds a copy of the data can sign nothing."""

from dataclasses import dataclass
from pathlib import Path

from flask import current_app

from huasheng_vote.config import Settings, kept_key
from huasheng_vote.journal.highwater import HighWater, Mark
from huasheng_vote.journal.notes import SigningKey, Verifier


@dataclass(frozen=True)
class Signer:
    """`name` begins the origin of every log of this installation; the key file holds the seed, 64 hex digits, readable by its owner only."""

    name: str
    key_file: Path
    high_water: HighWater

    def key(self) -> SigningKey:
        """Read anew each time: another process may have put a new one there."""
        return SigningKey(bytes.fromhex(kept_key(self.key_file)))

    def next_key(self) -> SigningKey:
        """The key that a rotation is bringing in; made where there is none yet."""
        return SigningKey(bytes.fromhex(kept_key(self._next)))

    def in_use(self) -> list[SigningKey]:
        """Who signs now: while a new key is brought in, the old one and the new one."""
        return [self.key(), *([self.next_key()] if self._next.exists() else [])]

    def settle_key(self) -> None:
        """The new key takes the place of the old one."""
        self._next.replace(self.key_file)

    def mark(self, slug: str) -> Mark | None:
        """How far the estate's log was signed."""
        return self.high_water.marks().get(slug)

    def origin(self, slug: str) -> str:
        """The first line of the estate's checkpoints."""
        mark = self.mark(slug)
        return mark.origin if mark else f"{self.name}/{slug}"

    def verifier(self, slug: str) -> Verifier:
        """What anyone needs to check them."""
        return Verifier(self.origin(slug), self.key().public)

    @property
    def _next(self) -> Path:
        return self.key_file.with_name(self.key_file.name + ".next")


def of(settings: Settings) -> Signer:
    """The signer of an installation."""
    high_water = settings.high_water_file or settings.data / "high-water.json"
    return Signer(settings.log_name, settings.log_key_file or settings.data / "log.key", HighWater(high_water))


def the_signer() -> Signer:
    """The signer of this app."""
    found: Signer = current_app.extensions["signer"]
    return found
