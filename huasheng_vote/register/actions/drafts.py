"""A file between being handed in and being confirmed. All local: a draft decides nothing for the estate.

Its bytes lie sealed in the database, so that any process may go on with it; what the preview shows is kept beside them, short and sealed too.
"""

import json
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import defer

from huasheng_vote.extensions import db
from huasheng_vote.keys import keyring
from huasheng_vote.register.actions.imports import LONGEST_NAME, File, Prepared
from huasheng_vote.register.actions.summary import summary
from huasheng_vote.register.models import DraftState, ImportDraft
from huasheng_vote.rules.refusal import Refused, Why

LAST = timedelta(days=7)
SILENT = timedelta(minutes=10)  # without a sign of life the work is given up: its process has ended
SEAL = "import"  # the key files are sealed with
AT_WORK = (DraftState.READING, DraftState.WRITING)


def keep(estate_id: int, account_id: int, file: File, at: datetime) -> int:
    """Keep a file for the work ahead; those a week old go."""
    db.session.execute(delete(ImportDraft).where(ImportDraft.created_at < at - LAST))
    row = {
        "estate_id": estate_id,
        "account_id": account_id,
        "file_name": file.name[:LONGEST_NAME],
        "sha256": file.sha256,
        "whole": file.whole,
        "content": keyring().seal_bytes(file.content, SEAL),
        "created_at": at,
        "alive_at": at,
        "rows_of": 0 if file.content.startswith(b"PK") else file.content.count(b"\n"),
    }
    return int(db.session.scalars(insert(ImportDraft).returning(ImportDraft.id), [row]).one())


def draft(estate_id: int, draft_id: int, at: datetime) -> ImportDraft:
    """A draft of the estate. Refuses one that is gone or a week old."""
    found: ImportDraft | None = db.session.scalar(
        select(ImportDraft).filter_by(estate_id=estate_id, id=draft_id).where(ImportDraft.created_at >= at - LAST)
    )
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def waiting(estate_id: int, at: datetime) -> list[ImportDraft]:
    """The estate's files that are still to be confirmed, the latest first; without their bytes."""
    query = (
        select(ImportDraft)
        .filter_by(estate_id=estate_id)
        .where(ImportDraft.created_at >= at - LAST, ImportDraft.state.not_in([DraftState.DONE, DraftState.REFUSED]))
    )
    return list(db.session.scalars(query.options(defer(ImportDraft.content)).order_by(ImportDraft.id.desc())))


def file_of(kept: ImportDraft) -> File:
    return File(kept.file_name, keyring().open_bytes(kept.content, SEAL), kept.whole)


def tell(draft_id: int, rows: int, at: datetime) -> None:
    """How far the reading has come."""
    db.session.execute(update(ImportDraft).filter_by(id=draft_id).values(rows_read=rows, alive_at=at))


def stalled(kept: ImportDraft, at: datetime) -> bool:
    """Whether nobody works on it any more, though it says so."""
    return kept.state in AT_WORK and at - kept.alive_at > SILENT


def give_up(draft_id: int, at: datetime) -> None:
    """Work whose process ended came to nothing; it can be begun again."""
    silent = (ImportDraft.state.in_(AT_WORK), ImportDraft.alive_at < at - SILENT)
    db.session.execute(update(ImportDraft).filter_by(id=draft_id).where(*silent).values(state=DraftState.REFUSED, refusal="{}"))


def ready(draft_id: int, prepared: Prepared) -> None:
    """The file is read and compared: what the preview shows."""
    shown = json.dumps(summary(prepared), ensure_ascii=False)
    _move(draft_id, state=DraftState.READY, summary=shown, version=prepared.version, rows_read=len(prepared.reading.read), refusal=None)


def read_again(draft_id: int, at: datetime) -> None:
    """Back to the start, where it is not being worked on."""
    moved = db.session.execute(
        update(ImportDraft)
        .filter_by(id=draft_id)
        .where(ImportDraft.state.in_((DraftState.READY, DraftState.REFUSED)))
        .values(state=DraftState.READING, rows_read=0, refusal=None, summary=None, alive_at=at)
    )
    if moved.rowcount == 0:
        raise Refused(Why.NOT_POSSIBLE_NOW)


def begin_writing(draft_id: int, at: datetime) -> None:
    """Refuses a draft that somebody is writing already, or that is not there to be written."""
    moved = db.session.execute(
        update(ImportDraft).filter_by(id=draft_id, state=DraftState.READY).values(state=DraftState.WRITING, alive_at=at)
    )
    if moved.rowcount == 0:
        raise Refused(Why.ALREADY_DONE)


def written(draft_id: int, batch_id: int) -> None:
    """The file is the register now; its bytes go."""
    _move(draft_id, state=DraftState.DONE, batch_id=batch_id, content=b"", summary=None)


def refuse(draft_id: int, refused: Refused | None) -> None:
    """The work has come to nothing; without a refusal, by an accident."""
    told = {"why": refused.why.value, "facts": dict(refused.facts)} if refused else {}
    _move(draft_id, state=DraftState.REFUSED, refusal=json.dumps(told, ensure_ascii=False))


def reason(kept: ImportDraft) -> Refused | None:
    """Why the work came to nothing, as it was told."""
    told = json.loads(kept.refusal or "{}")
    return Refused(Why(told["why"]), **told["facts"]) if told else None


def drop(draft_id: int) -> None:
    db.session.execute(delete(ImportDraft).filter_by(id=draft_id))


def _move(draft_id: int, **values: object) -> None:
    db.session.execute(update(ImportDraft).filter_by(id=draft_id).values(**values))
