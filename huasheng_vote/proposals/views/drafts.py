"""Files that a form has taken in but not published: a mistake elsewhere in the form must not cost anybody their photos.

What is stored so far travels with the form as sealed tokens, readable by this server alone and good only for the account that sent them.
"""

import base64
import binascii
import json
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeVar

from cryptography.exceptions import InvalidTag

from huasheng_vote import images
from huasheng_vote.files import PAPERS, Kind, accept, store
from huasheng_vote.keys import keyring
from huasheng_vote.labels import words
from huasheng_vote.proposals.actions.drafts import GOOD_FOR, note
from huasheng_vote.proposals.actions.suggestions import StoredPhoto
from huasheng_vote.proposals.forms.proposals import ProposalForm
from huasheng_vote.proposals.forms.suggestions import SuggestionForm
from huasheng_vote.proposals.models import MOST_PHOTOS
from huasheng_vote.proposals.queries import Paper
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.act import local
from huasheng_vote.web.state import now, the_actor

Kept = TypeVar("Kept", StoredPhoto, Paper)
PURPOSE = "draft"
MOST_PAPERS = 10


def seal(kept: StoredPhoto | Paper, *, published: bool = False) -> str:
    """A token for the form. One for what is not published is good for a day: then the file is swept."""
    until = "" if published else (now() + GOOD_FOR).isoformat()
    body = json.dumps([type(kept).__name__, the_actor().account, until, asdict(kept)])
    return base64.urlsafe_b64encode(keyring().seal(body, PURPOSE)).decode()


def opened(form: SuggestionForm | ProposalForm, field: Any, kind: type[Kept]) -> dict[str, Kept]:
    """What the form's tokens hold, in their order; a token that is not ours, or another person's, is dropped. One that is too old is said on the field."""
    found = {token: kept for token in form.kept.data if (kept := _open(token, kind)) is not None}
    fresh = {token: kept for token, (until, kept) in found.items() if not until or now() < datetime.fromisoformat(until)}
    if len(fresh) < len(found):
        _say(field, "", Refused(Why.DRAFT_FILES_GONE))
    return fresh


def _open(token: str, kind: type[Kept]) -> tuple[str, Kept] | None:
    try:
        name, account, until, facts = json.loads(keyring().open(base64.urlsafe_b64decode(token.encode()), PURPOSE))
    except (binascii.Error, InvalidTag, ValueError):
        return None
    return (until, kind(**facts)) if (name, account) == (kind.__name__, the_actor().account) else None


def keep_photos(form: SuggestionForm) -> dict[str, StoredPhoto]:
    """Take in the photos just sent beside those kept before; what is wrong with one is said on the field, the others stay."""
    kept = opened(form, form.photos, StoredPhoto)
    before = set(kept)
    sent = _sent(form.photos)
    room = MOST_PHOTOS - len(kept)
    for name, data in sent[: max(room, 0)]:
        try:
            photo = _stored(images.reencode(data))
            kept[seal(photo)] = photo
        except Refused as refused:
            _say(form.photos, name, refused)
    if len(sent) > room:
        _say(form.photos, "", Refused(Why.TOO_MANY_FILES, most=MOST_PHOTOS, chosen=len(sent) + MOST_PHOTOS - room))
    kept = dict(list(kept.items())[:MOST_PHOTOS])
    _note([name for token, photo in kept.items() if token not in before for name in (photo.name, photo.thumbnail)])
    form.kept.data = list(kept)
    return kept


def _stored(picture: images.Picture) -> StoredPhoto:
    keep = store()
    name, thumbnail = keep.put(picture.jpeg, Kind.JPEG), keep.put(picture.thumbnail, Kind.JPEG)
    return StoredPhoto(name, thumbnail, picture.sha256, picture.width, picture.height, picture.taken, picture.place)


def keep_papers(form: ProposalForm) -> dict[str, Paper]:
    """The same for PDF papers; one sent twice is one paper."""
    kept = opened(form, form.papers, Paper)
    before = set(kept)
    there = {paper.sha256 for paper in kept.values()}
    for name, data in _sent(form.papers)[:MOST_PAPERS]:
        try:
            kind = accept(data, PAPERS)
        except Refused as refused:
            _say(form.papers, name, refused)
            continue
        fingerprint = sha256(data).hexdigest()
        if fingerprint not in there:
            there.add(fingerprint)
            paper = Paper(name, store().put(data, kind), fingerprint, len(data))
            kept[seal(paper)] = paper
    _note([paper.name for token, paper in kept.items() if token not in before])
    form.kept.data = list(kept)
    return kept


def _note(names: list[str]) -> None:
    if names:
        local(note, names, now())


def _sent(field: Any) -> list[tuple[str, bytes]]:
    """Name and bytes of every file sent; a file field left empty sends a nameless one."""
    return [(_shown_name(each.filename), each.read()) for each in field.data or [] if getattr(each, "filename", "")]


def _shown_name(name: str) -> str:
    """The last part of the sender's name for the file, as a title to show; never a place to store it."""
    bare = name.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in bare if c.isprintable())[:80]


def _say(field: Any, name: str, refused: Refused) -> None:
    field.errors = [*field.errors, f"{name}：{words(refused)}" if name else words(refused)]
