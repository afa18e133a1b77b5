"""Bodies that never touch a disk: an offer uploaded unsealed, by a browser without script, is held in memory until it is sealed.

Werkzeug spools files over 500 kB into temporary files, and the check against forged forms parses the body before any view runs;
so the view is marked, and the request asks for the mark.
"""

from collections.abc import Callable, Collection
from io import BytesIO
from typing import Any, TypeVar

from flask import Request as FlaskRequest
from flask import current_app, request
from werkzeug.formparser import FormDataParser

from huasheng_vote.sealing import Attachment, Offer
from huasheng_vote.sealing.envelope import LARGEST

View = TypeVar("View", bound=Callable[..., Any])
MARK = "held_in_memory"
MOST = LARGEST + 1024 * 1024  # and what else a form carries


def in_memory(view: View) -> View:
    """Whatever is sent to this view stays in memory, and is refused (413) where it is larger than the largest envelope."""
    setattr(view, MARK, True)
    return view


class Request(FlaskRequest):
    """As always, but for marked views."""

    def make_form_data_parser(self) -> FormDataParser:
        if not getattr(current_app.view_functions.get(self.endpoint or ""), MARK, False):
            return super().make_form_data_parser()
        self.max_content_length = MOST
        parser = super().make_form_data_parser()
        parser.stream_factory = lambda *_args, **_kwargs: BytesIO()
        return parser


def offer_sent(names: Collection[str]) -> Offer:
    """The fields of these names as the browser would have sealed them; a file input left empty is none."""
    fields = ((name, value.replace("\r\n", "\n").replace("\r", "\n")) for name, value in request.form.items(multi=True) if name in names)
    files = ((name, file) for name, file in request.files.items(multi=True) if name in names and file.filename)
    return Offer(tuple(fields), tuple(Attachment(name, file.filename or "", file.read()) for name, file in files))
