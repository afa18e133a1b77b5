"""Where am I signed in, and sign out there."""

from typing import Any

from flask import url_for

from huasheng_vote.labels.people import DEVICES
from huasheng_vote.people import queries
from huasheng_vote.people.actions import sign_in as signing
from huasheng_vote.people.views.blueprint import bp
from huasheng_vote.rules.access import Act
from huasheng_vote.web.access import may
from huasheng_vote.web.act import local
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.session import the_login
from huasheng_vote.web.state import now, the_actor


@bp.get("/<estate>/me/devices")
@may(Act.SEE_OWN)
def devices() -> Any:
    login = the_login()
    return page("people/devices.html", devices=queries.devices(login.account_id, now()), here=login.id, words=DEVICES)


@bp.post("/<estate>/me/devices/<int:session_id>/end")
@may(Act.SEE_OWN)
def end_device(session_id: int) -> Any:
    local(signing.end_session, the_actor().account or 0, session_id, now())
    return done(url_for("people.devices"))


@bp.post("/<estate>/me/devices/end-others")
@may(Act.SEE_OWN)
def end_other_devices() -> Any:
    login = the_login()
    local(signing.end_sessions, login.account_id, now(), keep=login.id)
    return done(url_for("people.devices"))
