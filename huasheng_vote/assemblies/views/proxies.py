"""Written authorities: recorded by those who saw the signature, taken back before they are used."""

from datetime import date
from typing import Any

from flask import Blueprint, url_for

from huasheng_vote.assemblies.actions.proxies import WHILE, record_proxy, revoke_proxy
from huasheng_vote.assemblies.forms.counting import PressForm
from huasheng_vote.assemblies.forms.fields import doors
from huasheng_vote.assemblies.forms.proxies import ProxyForm
from huasheng_vote.assemblies.models.notices import Proxy
from huasheng_vote.assemblies.queries import adopted
from huasheng_vote.assemblies.queries import proxies as read
from huasheng_vote.assemblies.views.own import units_words
from huasheng_vote.assemblies.views.papers import taken
from huasheng_vote.assemblies.views.reader import Vote, the_vote
from huasheng_vote.people import queries as people
from huasheng_vote.register import queries as register
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web import media
from huasheng_vote.web.access import may
from huasheng_vote.web.act import submit
from huasheng_vote.web.filters import masked
from huasheng_vote.web.pages import done, page

bp = Blueprint("proxies", __name__, url_prefix="/<estate>/assemblies/<int:assembly_id>/proxies")


@bp.get("")
@may(Act.RECORD_PROXY)
def index(assembly_id: int) -> Any:
    """Every authority of this vote, and the form for one more."""
    vote = the_vote(assembly_id)
    return _page(vote, ProxyForm(valid_from=local_day(vote.at), valid_until=_last_day(vote)))


@bp.post("")
@may(Act.RECORD_PROXY)
def record(assembly_id: int) -> Any:
    """Record one."""
    vote, form = the_vote(assembly_id), ProxyForm()
    form.units.doors = doors(register.roll_units(vote.known.estate_id, vote.at))
    if form.validate_on_submit():
        scan = taken(form, "scan")
        if not form.errors:
            submit(form, record_proxy, assembly_id, form.authority(scan))
    if form.errors or form.form_errors:
        return _page(vote, form)
    return done(url_for("proxies.index", assembly_id=assembly_id))


@bp.post("/<int:proxy_id>/revoke")
@may(Act.RECORD_PROXY)
def revoke(assembly_id: int, proxy_id: int) -> Any:
    """Take one back."""
    form = PressForm()
    if form.validate_on_submit():
        submit(form, revoke_proxy, assembly_id, proxy_id)
    if form.form_errors:
        return _page(the_vote(assembly_id), ProxyForm(), refused=form)
    return done(url_for("proxies.index", assembly_id=assembly_id))


@bp.get("/<int:proxy_id>/scan")
@may(Act.RECORD_PROXY)
def scan(assembly_id: int, proxy_id: int) -> Any:
    """The paper itself."""
    vote = the_vote(assembly_id)
    document = adopted.document(vote.known.estate_id, read.proxy(vote.known.estate_id, assembly_id, proxy_id).document_id)
    if document is None:
        raise Refused(Why.NOT_FOUND)
    return media.send(document.stored, shown_as=document.name)


def _page(vote: Vote, form: ProxyForm, refused: Any = None) -> Any:
    found = read.proxies(vote.known.estate_id, vote.known.id)
    names = people.names(each.agent_id for each in found)
    return page(
        "assemblies/proxies.html",
        status=refused.status if refused else 200,
        form=form,
        refused=refused,
        meeting=vote.meeting,
        recording=vote.meeting.state in WHILE and vote.at < vote.closes,
        most=vote.known.procedure.proxy_cap,
        rows=[(each, _door(vote, each), masked(names[each.agent_id])) for each in found],
    )


def _door(vote: Vote, proxy: Proxy) -> str:
    head = vote.known.heads.get(proxy.head_id)
    return units_words(head.doors) if head else "—"


def _last_day(vote: Vote) -> date:
    return local_day(vote.closes)
