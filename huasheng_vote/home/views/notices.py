"""公告与通知: the board for everybody, one's own notices, and the paper that staff hand out."""

from collections.abc import Sequence
from typing import Any

from flask import g, request, url_for

from huasheng_vote.extensions import db
from huasheng_vote.home.queries.addressee import addressee
from huasheng_vote.home.views.blueprints import notices
from huasheng_vote.labels.notices import subject
from huasheng_vote.notices import outbox, queries
from huasheng_vote.notices.models import Channel, DeliveryState, Notice
from huasheng_vote.register import queries as register
from huasheng_vote.rules.access import Act
from huasheng_vote.web.access import may, public
from huasheng_vote.web.act import local
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_actor

PAGE = 30
MOST = 200  # of one's own notices
ABOUT = {
    "committee": "committee.index",
    "assembly": "assemblies.index",
    "roll": "assemblies.index",
    "proposal": "proposals.proposals_list",
    "demand": "proposals.demands_list",
    "project": "projects.index",
    "tender": "procurement.index",
    "bid": "procurement.index",
    "award": "procurement.index",
    "challenge": "procurement.index",
    "contract": "procurement.contracts_list",
}


@notices.get("/")
@public
def index() -> Any:
    """The board: what was told to everybody."""
    number = max(request.args.get("page", 1, int), 1)
    found = db.paginate(queries.board(g.estate.id), page=number, per_page=PAGE, error_out=False)
    entries = [_posted(each) for each in found.items]
    return page("home/board.html", entries=entries, page=number, pages=found.pages)


def _posted(notice: Notice) -> dict[str, Any]:
    """A notice as the timeline draws it, with the pages it is about."""
    url = url_for(ABOUT[notice.code.partition(".")[0]])
    return {"at": notice.at, "title": subject(notice.code), "words": outbox.sentence(notice), "url": url, "state": "done"}


@notices.get("/mine")
@may(Act.SEE_OWN)
def mine() -> Any:
    """What was told to me. It counts as read when I say so: a GET changes nothing."""
    rows = db.session.execute(queries.own(g.estate.id, the_account(), parties()).limit(MOST)).all()
    unread = any(row[1] == DeliveryState.WAITING for row in rows)
    return page("home/notices.html", rows=rows, subject=subject, sentence=outbox.sentence, unread=unread)


@notices.post("/mine/read")
@may(Act.SEE_OWN)
def read() -> Any:
    """All of it is read."""
    unread = [each.id for each in queries.unread(g.estate.id, the_account(), parties())]
    local(outbox.confirm, g.estate.id, unread, Channel.APP, now())
    return done(url_for("notices.mine"))


@notices.get("/paper")
@may(Act.HAND_OUT_PAPER)
def to_print() -> Any:
    """Notices that wait for a hand, with the door they go to."""
    waiting = [(each, addressee(g.estate.id, each.account_id, each.party_id, now())) for each in queries.to_print(g.estate.id)]
    return page("home/paper.html", waiting=waiting, subject=subject, sentence=outbox.sentence)


@notices.post("/paper/<int:notice_id>")
@may(Act.HAND_OUT_PAPER)
def handed(notice_id: int) -> Any:
    """It was put into a hand."""
    local(outbox.confirm, g.estate.id, [notice_id], Channel.PRINT, now())
    return done(url_for("notices.to_print"))


def the_account() -> int:
    """The account signed in."""
    return the_actor().account or 0


def parties() -> Sequence[int]:
    """The parties it speaks for."""
    return [int(party) for party in register.parties_of_account(g.estate.id, the_account(), now())]
