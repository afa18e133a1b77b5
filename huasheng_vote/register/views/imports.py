"""Importing a register: hand a file in, see what is wrong and what would change, then confirm."""

from typing import Any

from flask import Response, render_template, url_for

from huasheng_vote.labels import words
from huasheng_vote.people.actions import approvals
from huasheng_vote.register import queries
from huasheng_vote.register.actions import drafts, holds, imports
from huasheng_vote.register.forms import ImportForm
from huasheng_vote.register.models import DraftState, ImportDraft
from huasheng_vote.register.views import long_work
from huasheng_vote.register.views.blueprint import bp
from huasheng_vote.register.views.shown import preview
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.refusal import Refused
from huasheng_vote.web.access import may
from huasheng_vote.web.act import act, local
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_actor, the_estate


@bp.get("/import")
@may(Act.IMPORT_REGISTER)
def import_form() -> Any:
    return _form(ImportForm())


@bp.post("/import")
@may(Act.IMPORT_REGISTER)
def hand_in() -> Any:
    """A file that cannot be read at all is refused on the spot; anything else gets a page of its own."""
    form = ImportForm()
    if not form.validate():
        return _form(form)
    file = imports.File(form.file.data.filename or "", form.file.data.read(), form.whole)
    draft_id = local(drafts.keep, the_estate().id, the_actor().account or 0, file, now())
    long_work.begin_reading(draft_id, len(file.content))
    refused = drafts.reason(_draft(draft_id))
    if refused is not None:
        local(drafts.drop, draft_id)
        form.refuse(Refused(refused.why, **{**refused.facts, "field": "file"}))
        return _form(form)
    return done(url_for("register.draft", draft_id=draft_id))


@bp.get("/import/<int:draft_id>")
@may(Act.IMPORT_REGISTER)
def draft(draft_id: int) -> Any:
    kept = _draft(draft_id)
    if kept.state == DraftState.DONE:
        return done(url_for("register.batch", batch_id=kept.batch_id))
    refused = drafts.reason(kept)
    return page(
        "register/draft.html",
        draft=kept,
        working=kept.state in drafts.AT_WORK,
        why=words(refused) if refused else None,
        shown=preview(kept),
        held=holds.held(the_estate().id, now()),
        approval=next(iter(queries.approvals_of(the_estate().id, f"register/{kept.sha256[:12]}", now())), None),
    )


@bp.get("/import/<int:draft_id>/progress")
@may(Act.IMPORT_REGISTER)
def progress(draft_id: int) -> Any:
    """Asked again and again while there is work; at its end the page itself has more to say."""
    kept = _draft(draft_id)
    working = kept.state in drafts.AT_WORK
    response = Response(render_template("register/_progress.html", draft=kept, working=working))
    if not working:
        response.headers["HX-Refresh"] = "true"
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.post("/import/<int:draft_id>/confirm")
@may(Act.IMPORT_REGISTER)
def confirm(draft_id: int) -> Any:
    kept = _draft(draft_id)
    local(drafts.begin_writing, draft_id, now())
    long_work.begin_writing(draft_id, len(kept.content))
    return done(url_for("register.draft", draft_id=draft_id))


@bp.post("/import/<int:draft_id>/again")
@may(Act.IMPORT_REGISTER)
def compare_again(draft_id: int) -> Any:
    """The same file against the register as it stands now."""
    kept = _draft(draft_id)
    local(drafts.read_again, draft_id, now())
    long_work.begin_reading(draft_id, len(kept.content))
    return done(url_for("register.draft", draft_id=draft_id))


@bp.post("/import/<int:draft_id>/ask")
@may(Act.IMPORT_REGISTER)
def ask_second(draft_id: int) -> Any:
    """While a roll rests on the register, a second person signs for exactly this file."""
    kept = _draft(draft_id)
    payload: dict[str, str | int] = {"sha256": kept.sha256, "version": kept.version}
    act(approvals.propose, imports.KIND, f"register/{kept.sha256[:12]}", payload)
    return done(url_for("register.draft", draft_id=draft_id))


@bp.post("/import/<int:draft_id>/drop")
@may(Act.IMPORT_REGISTER)
def drop(draft_id: int) -> Any:
    local(drafts.drop, _draft(draft_id).id)
    return done(url_for("register.import_form"))


@bp.get("/imports/<int:batch_id>")
@may(Act.IMPORT_REGISTER)
def batch(batch_id: int) -> Any:
    return page("register/batch.html", batch=queries.batch(the_estate().id, batch_id))


def _draft(draft_id: int) -> ImportDraft:
    kept = drafts.draft(the_estate().id, draft_id, now())
    if not drafts.stalled(kept, now()):
        return kept
    local(drafts.give_up, draft_id, now())
    return drafts.draft(the_estate().id, draft_id, now())


def _form(form: ImportForm) -> Any:
    batches = queries.batches(the_estate().id)
    return page("register/import.html", form=form, batches=batches, waiting=drafts.waiting(the_estate().id, now()))
