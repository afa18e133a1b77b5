"""A loss that was accepted after a restore: two officers acknowledge what is missing, before anything else is done."""

from typing import Any

from flask import g, url_for

from huasheng_vote.home.views.blueprints import journal
from huasheng_vote.journal import restarting
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import may
from huasheng_vote.web.act import act
from huasheng_vote.web.pages import done, page


@journal.get("/loss")
@may(Act.ACKNOWLEDGE_LOSS)
def loss() -> Any:
    """What is lost, and what acknowledging means."""
    found = restarting.waiting(g.estate.id)
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return page("home/loss.html", wait=found)


@journal.post("/loss")
@may(Act.ACKNOWLEDGE_LOSS)
def acknowledge() -> Any:
    """One of the two has seen it."""
    act(restarting.acknowledge)
    return done(url_for("journal.index"))
