"""见证: heads to take away with the proof since one's last, cosignatures to bring back, and for officers who may witness and how many it takes."""

from pathlib import Path
from typing import Any

from flask import g, url_for

from huasheng_vote.home.forms import CosignatureForm, QuorumForm, WitnessForm
from huasheng_vote.home.views.blueprints import journal
from huasheng_vote.home.views.heads import text
from huasheng_vote.journal import checkpoints, witnessing
from huasheng_vote.journal.notes import fingerprint
from huasheng_vote.journal.signer import the_signer
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.refusal import Refused
from huasheng_vote.web.access import allowed, may, public
from huasheng_vote.web.act import act, local, submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now

PROGRAM = Path(__file__).parent.parent.parent / "witness" / "witness.py"


@journal.get("/witness")
@public
def witnesses() -> Any:
    """Who witnesses, up to where, and how to."""
    return _page(CosignatureForm())


@journal.post("/witness")
@public
def bring() -> Any:
    """A cosignature. It proves itself, so nobody has to sign in to bring one."""
    form = CosignatureForm()
    if form.validate():
        try:
            local(witnessing.keep_cosignatures, g.estate.id, form.note.data, now())
        except Refused as refused:
            form.refuse(refused)
    return _page(form) if form.errors else done(url_for("journal.witnesses"))


@journal.get("/witness.py")
@public
def program() -> Any:
    """The program that checks and co-signs on a witness's own device."""
    return text(PROGRAM.read_text("utf-8"), "witness.py")


@journal.get("/witness/settings")
@may(Act.NAME_WITNESS)
def policy() -> Any:
    """Who may witness and how many it takes."""
    return _settings()


@journal.post("/witness/new")
@may(Act.NAME_WITNESS)
def name() -> Any:
    """Take a key in."""
    form = WitnessForm()
    if form.validate():
        submit(form, witnessing.name_witness, form.vkey.data)
    return _settings(naming=form) if form.errors else done(url_for("journal.policy"))


@journal.post("/witness/<int:witness_id>/end")
@may(Act.NAME_WITNESS)
def end(witness_id: int) -> Any:
    """It counts no more."""
    act(witnessing.end_witness, witness_id)
    return done(url_for("journal.policy"))


@journal.post("/witness/quorum")
@may(Act.NAME_WITNESS)
def needed() -> Any:
    """How many it takes."""
    form = QuorumForm()
    if form.validate():
        submit(form, witnessing.set_quorum, form.needed.data)
    return _settings(counting=form) if form.errors else done(url_for("journal.policy"))


def _page(form: CosignatureForm) -> Any:
    verifier = the_signer().verifier(g.estate.slug)
    return page(
        "home/witness.html", form=form, seats=witnessing.seats(g.estate.id), needed=witnessing.quorum(g.estate.id),
        newest=checkpoints.latest(g.estate.id), witnessed=witnessing.witnessed(g.estate.id), verifier=verifier,
        fingerprint=fingerprint(verifier.public), may_name=allowed(Act.NAME_WITNESS),
    )  # fmt: skip


def _settings(naming: WitnessForm | None = None, counting: QuorumForm | None = None) -> Any:
    count = counting or QuorumForm(needed=witnessing.quorum(g.estate.id))
    status = next((form.status for form in (naming, counting) if form), 200)
    return page("home/witness_settings.html", status, naming=naming or WitnessForm(), counting=count, seats=witnessing.seats(g.estate.id))
