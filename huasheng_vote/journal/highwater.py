"""How far each log was signed, kept in a file outside the database, so that a database put back from an old copy cannot be signed as if nothing were lost.

The file is JSON, one entry an estate: the log's name, which run of it (1, and one more after every accepted loss), size and root of the last head signed.
"""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Mark:
    """The last head signed of one log. `root` is 64 hex digits."""

    log: str
    run: int
    size: int
    root: str

    @property
    def origin(self) -> str:
        """The first line of its checkpoints. After an accepted loss it is another log, under another name."""
        return self.log if self.run == 1 else f"{self.log}/{self.run}"


class HighWater:
    """The file, and the lock under which it is read and written."""

    def __init__(self, path: Path):
        self.path = path

    @contextmanager
    def held(self) -> Iterator[None]:
        """One signer at a time, over all processes."""
        descriptor = os.open(self.path.with_suffix(".lock"), os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def marks(self) -> Mapping[str, Mark]:
        """Every mark, by the estate's slug; none where nothing was ever signed."""
        if not self.path.exists():
            return {}
        return {slug: Mark(**mark) for slug, mark in json.loads(self.path.read_text("utf-8")).items()}

    def put(self, slug: str, mark: Mark) -> None:
        """Move an estate's mark; it is on the disk when this returns."""
        marks = {name: asdict(each) for name, each in {**self.marks(), slug: mark}.items()}
        draft = self.path.with_suffix(".new")
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
            json.dump(marks, file, indent=1, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.path)
        _settle(self.path.parent)


def _settle(folder: Path) -> None:
    """A renamed file is safe once its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
