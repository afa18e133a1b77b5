"""Signed heads of the log (校验点), the log's key, and the proof that a line is in a head: pages to read, and plain texts for programs."""

from typing import Any

from flask import Response, g, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.local import LocalProxy

from huasheng_vote.home.queries import heads, log
from huasheng_vote.home.views.blueprints import journal
from huasheng_vote.journal import checkpoints
from huasheng_vote.journal.notes import fingerprint
from huasheng_vote.journal.signer import the_signer
from huasheng_vote.labels.log import reason_words, type_words
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import public
from huasheng_vote.web.pages import page


@journal.get("/heads")
@public
def signed() -> Any:
    """Every head that was signed, newest first."""
    pages = max(-(-heads.count(g.estate.id) // heads.PAGE), 1)
    number = min(max(request.args.get("page", 1, int), 1), pages)
    return page("home/heads.html", heads=heads.heads(g.estate.id, number), page=number, pages=pages, reason_words=reason_words)


@journal.get("/heads/<int:number>")
@public
def head(number: int) -> Any:
    """One of them, as a signed note."""
    return text(checkpoints.signed_note(heads.head(g.estate.id, number)))


@journal.get("/checkpoint")
@public
def newest() -> Any:
    """The newest of them, at the place C2SP gives it."""
    return text(checkpoints.signed_note(heads.newest(g.estate.id)))


@journal.get("/update")
@public
def update() -> Any:
    """The newest head with the proof that it only added to the first `old` lines."""
    return text(heads.update(g.estate.id, request.args.get("old", 0, int)))


@journal.get("/key")
@public
def key() -> Any:
    """The log's key, to be printed and kept somewhere else."""
    verifier = the_signer().verifier(g.estate.slug)
    return page("home/log_key.html", verifier=verifier, fingerprint=fingerprint(verifier.public))


@journal.get("/<int:index>/proof")
@public
def proof(index: int) -> Any:
    """That the line is in a signed head, step by step."""
    line = log.line(g.estate.id, index)
    return page("home/proof.html", line=line, proof=heads.inclusion(g.estate.id, index), type_words=type_words)


@journal.get("/<int:index>/tlog-proof")
@public
def proof_text(index: int) -> Any:
    """The same for a program."""
    found = heads.inclusion(g.estate.id, log.line(g.estate.id, index).index)
    if found is None:
        raise Refused(Why.NOT_COVERED_YET)
    return text(found.text, f"line-{index}.tlog-proof")


def text(content: str, name: str = "") -> Response:
    """Plain text, under a file name where it is to be kept."""
    response = Response(content, mimetype="text/plain")
    if name:
        response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response


@journal.app_context_processor
def check_code() -> dict[str, Any]:
    """The check code at the foot of every page; asked for only by pages that show it."""
    return {"log_check": LocalProxy(_check_code)}


def _check_code() -> str:
    if "log_check" not in g:
        g.log_check = _newest_code()
    return str(g.log_check)


def _newest_code() -> str:
    estate = g.get("estate")
    try:
        row = checkpoints.latest(estate.id) if estate else None
    except SQLAlchemyError:  # the page may be the one that says the database is down
        return ""
    return row.code if row else ""
