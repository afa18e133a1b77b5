"""Taking in and handing out papers: PDF as it is, a photo written anew."""

from hashlib import sha256
from typing import Any

from huasheng_vote import images
from huasheng_vote.assemblies.actions.papers import Paper
from huasheng_vote.files import MEDIA_TYPES, PAPERS, PICTURES, Kind, accept
from huasheng_vote.rules.refusal import Refused
from huasheng_vote.web import media
from huasheng_vote.web.forms import Form, clean

LONGEST_NAME = 80


def taken(form: Form, name: str) -> Paper | None:
    """The paper in a file field, kept; nothing where none was chosen. What cannot be used is said at the field."""
    sent = form[name].data
    data = sent.read() if sent else b""
    if not data:
        return None
    try:
        return _kept(data, clean(sent.filename or "")[-LONGEST_NAME:], name)
    except Refused as refused:
        form.refuse(refused)
        return None


def taken_each(form: Form, name: str) -> list[Paper]:
    """The papers in a field of several, kept; what cannot be used is said at the field with the file's name, and the form is then to be shown again."""
    found = []
    for sent in form[name].data:
        shown = clean(sent.filename or "")[-LONGEST_NAME:]
        try:
            found.append(_kept(sent.read(), shown, name))
        except Refused as refused:
            form.refuse(refused)
            form[name].errors = [*form[name].errors[:-1], f"{shown}：{form[name].errors[-1]}"]
    return found


def _kept(data: bytes, filename: str, field: str) -> Paper:
    kind = accept(data, PAPERS | PICTURES, field)
    if kind in PICTURES:
        data, kind = images.reencode(data, field).jpeg, Kind.JPEG
    return Paper(filename or "—", media.keep(data, kind), MEDIA_TYPES[kind], sha256(data).hexdigest())


def needed(form: Form, name: str, missing: Any) -> Paper | None:
    """The same where a paper has to be there."""
    paper = taken(form, name)
    if paper is None and not form[name].errors:
        form[name].errors = [missing]
    return paper
