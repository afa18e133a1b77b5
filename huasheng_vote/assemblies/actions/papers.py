"""Papers handed in as evidence: kept by their bytes' hash, named as they came."""

from dataclasses import asdict, dataclass

from huasheng_vote.assemblies.models.adopted import Document
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context


@dataclass(frozen=True)
class Paper:
    """A file already in the store: its own name, its stored name, its media type, the SHA-256 of its bytes."""

    name: str
    stored: str
    media: str
    digest: str


def keep(on: Context, paper: Paper) -> int:
    """The row behind a paper, under the caller's leaf."""
    row = Document(estate_id=on.estate.id, added_at=on.at, **asdict(paper))
    db.session.add(row)
    db.session.flush()
    return int(row.id)
