"""Reading and writing a file: at once where it is small, beside the request where it is not, so that nobody's browser gives up on it.

The work runs in a thread of the process that took the request and tells its progress in the draft's row, which any process can show. Should the
process die in between, nothing is half-written: the draft says so after ten minutes, and the reading can be begun again.
"""

import threading
from collections.abc import Callable
from typing import Any

from flask import Flask, current_app

from huasheng_vote.extensions import db
from huasheng_vote.journal.log import EstateRef
from huasheng_vote.register.actions import drafts, imports
from huasheng_vote.rules.access import Actor
from huasheng_vote.rules.refusal import Refused
from huasheng_vote.web.act import act_as, local
from huasheng_vote.web.state import now, the_actor, the_estate

AT_ONCE = 400_000  # bytes: some five thousand lines, a second or two


def begin_reading(draft_id: int, size: int) -> None:
    """Read the draft's file and compare it with the register."""
    _begin(size, _read, draft_id, the_estate(), now())


def begin_writing(draft_id: int, size: int) -> None:
    """Make the draft's file the register."""
    _begin(size, _write, draft_id, the_estate(), the_actor(), now())


def _begin(size: int, work: Callable[..., None], draft_id: int, *rest: Any) -> None:
    if size <= AT_ONCE:
        _guarded(work, draft_id, *rest)
        return
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    db.session.rollback()
    threading.Thread(target=_apart, args=(app, work, draft_id, *rest), name=f"import-{draft_id}").start()


def _apart(app: Flask, work: Callable[..., None], draft_id: int, *rest: Any) -> None:
    with app.app_context():
        _guarded(work, draft_id, *rest)
        db.session.remove()


def _guarded(work: Callable[..., None], draft_id: int, *rest: Any) -> None:
    """Whatever happens, the draft says so."""
    try:
        work(draft_id, *rest)
    except Refused as refused:
        local(drafts.refuse, draft_id, refused)
    except Exception:
        db.session.rollback()
        current_app.logger.exception("import %s failed", draft_id)
        local(drafts.refuse, draft_id, None)


def _read(draft_id: int, estate: EstateRef, at: Any) -> None:
    file = drafts.file_of(drafts.draft(estate.id, draft_id, at))
    db.session.rollback()
    clock = current_app.extensions["clock"]
    prepared = imports.prepare(estate.id, file, at, lambda rows: local(drafts.tell, draft_id, rows, clock()))
    local(drafts.ready, draft_id, prepared)


def _write(draft_id: int, estate: EstateRef, actor: Actor, at: Any) -> None:
    kept = drafts.draft(estate.id, draft_id, at)
    file, seen = drafts.file_of(kept), kept.version
    db.session.rollback()
    prepared = imports.prepare(estate.id, file, at)
    batch = act_as(estate, actor, at, imports.import_register, prepared, seen)
    local(drafts.written, draft_id, batch)
