"""公开日志: every act as one line, open to all, and the check code they add up to."""

from datetime import datetime
from typing import Any

from flask import g, request

from huasheng_vote.home.queries import log
from huasheng_vote.home.views.blueprints import journal
from huasheng_vote.journal.restarting import waiting
from huasheng_vote.labels.log import role_words, subject_words, type_words
from huasheng_vote.rules.access import Act
from huasheng_vote.web.access import allowed, public
from huasheng_vote.web.pages import page


@journal.get("/")
@public
def index() -> Any:
    """The lines, newest first."""
    size, code = log.head(g.estate.id)
    pages = max(-(-size // log.PAGE), 1)
    number = min(max(request.args.get("page", 1, int), 1), pages)
    return page(
        "home/log.html", lines=log.lines(g.estate.id, number), size=size, code=code, page=number, pages=pages, type_words=type_words,
        role_words=role_words, subject_words=subject_words, moment=moment, loss=waiting(g.estate.id),
        may_acknowledge=allowed(Act.ACKNOWLEDGE_LOSS),
    )  # fmt: skip


@journal.get("/<int:index>")
@public
def line(index: int) -> Any:
    """One line, byte for byte as it was hashed."""
    words: dict[str, Any] = {"type_words": type_words, "role_words": role_words, "subject_words": subject_words, "moment": moment}
    return page("home/log_line.html", line=log.line(g.estate.id, index), **words)


def moment(stamp: str) -> datetime:
    """The moment a line names."""
    return datetime.fromisoformat(stamp)
