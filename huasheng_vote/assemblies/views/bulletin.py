"""The bulletin's page: what is in it, how to check it, and the file itself; one's own line of the roll; the opened roll for auditors."""

import hashlib
import io
import zipfile
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from huasheng_vote.assemblies.actions.bulletin import open_for_auditor, public_zip
from huasheng_vote.assemblies.queries import bulletin as read
from huasheng_vote.assemblies.queries import meetings
from huasheng_vote.assemblies.queries.commitments import committed
from huasheng_vote.assemblies.queries.rolls import own_lines
from huasheng_vote.journal.leaf import canonical
from huasheng_vote.journal.notes import fingerprint
from huasheng_vote.journal.signer import the_signer
from huasheng_vote.labels.bulletin import FILES
from huasheng_vote.rules.access import OWNERS, Act
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import may, public, signed_in
from huasheng_vote.web.act import act
from huasheng_vote.web.pages import page
from huasheng_vote.web.state import now, the_actor, the_estate

bp = Blueprint("bulletin", __name__, url_prefix="/<estate>/assemblies/<int:assembly_id>/bulletin")


@bp.get("/")
@public
def index(assembly_id: int) -> Any:
    """What it holds and how to check it: a page, because WeChat does not hand out files."""
    content = public_zip(the_estate(), assembly_id)
    head = read.bulletin(the_estate(), assembly_id).signed[-1]
    return page(
        "assemblies/bulletin.html",
        meeting=meetings.meeting(the_estate().id, assembly_id),
        rows=[(name, _kilobytes(size), FILES[name]) for name, size in _inside(content) if name in FILES],
        size=_kilobytes(len(content)),
        digest=hashlib.sha256(content).hexdigest(),
        head=head,
        fingerprint=fingerprint(the_signer().verifier(the_estate().slug).public),
        own=the_actor().is_any(*OWNERS),
    )


@bp.get("/bulletin.zip")
@public
def download(assembly_id: int) -> Response:
    """The public bulletin; a download that broke off goes on where it was."""
    content = public_zip(the_estate(), assembly_id)
    answer = _zip(content, f"bulletin-{the_estate().slug}-{assembly_id}.zip")
    answer.set_etag(hashlib.sha256(content).hexdigest())
    answer.make_conditional(request, accept_ranges=True, complete_length=len(content))
    return answer


@bp.get("/line.jsonl")
@signed_in
def own(assembly_id: int) -> Response:
    """What opens the reader's own lines of the roll, and nobody else's."""
    here = the_estate().id
    mine = {line.head.id for line in own_lines(here, assembly_id, the_actor().account or 0, now())}
    lines = list(read.opened_lines(here, assembly_id, committed(here, assembly_id, mine))) if mine else []
    if not lines:
        raise Refused(Why.NOT_FOUND)
    body = b"".join(canonical(each) + b"\n" for each in lines)
    return _attached(Response(body, mimetype="application/jsonl"), f"line-{assembly_id}.jsonl")


@bp.post("/auditor.zip")
@may(Act.OPEN_ROLL)
def auditor(assembly_id: int) -> Response:
    """The bulletin with the opened roll: an act in the log."""
    return _zip(act(open_for_auditor, assembly_id), f"bulletin-{the_estate().slug}-{assembly_id}-auditor.zip")


def _inside(content: bytes) -> list[tuple[str, int]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(each.filename, each.file_size) for each in archive.infolist()]


def _kilobytes(size: int) -> str:
    return str(_("%(size)s KB", size=f"{size // 1024 + 1:,}"))


def _zip(content: bytes, name: str) -> Response:
    return _attached(Response(content, mimetype="application/zip"), name)


def _attached(answer: Response, name: str) -> Response:
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
