"""A tender with its people: officers with keys they tried, a panel without conflicts, suppliers invited. Done by the acts themselves."""

import json
from typing import Any

from sqlalchemy import select

from huasheng_vote import sealing
from huasheng_vote.extensions import db
from huasheng_vote.notices.models import Notice
from huasheng_vote.people.actions import experts
from huasheng_vote.procurement.actions import officers, panel_seats, staffing
from huasheng_vote.procurement.actions.panel_seats import Chosen
from huasheng_vote.rules.flows.skills import Field, SkillAct
from huasheng_vote.rules.methods import Method
from huasheng_vote.rules.staffing import OFFICERS
from tests import buying
from tests.builders import Neighbourhood
from tests.buying import Buying
from tests.proposals_helpers import act

MEMBER, SUPERVISOR, EXPERT = buying.OPENERS


def account(estate: Neighbourhood, who: str) -> int:
    """The person's account."""
    return buying.account(estate, who)


def known(estate: Neighbourhood, *names: str) -> None:
    """These owners' skills are checked."""
    for who in names:
        skill = act(estate, who, experts.declare, Field.COST, "造价工程师")
        act(estate, "郑社区", experts.check, skill, SkillAct.CONFIRM, "看过证书")


def named(estate: Neighbourhood, method: Method = Method.NEGOTIATION, **said: Any) -> Buying:
    """A draft whose three officers are named."""
    bought = buying.drafted(estate, method, **said)
    known(estate, EXPERT)
    chosen = {duty: account(estate, who) for duty, who in zip(OFFICERS, buying.OPENERS, strict=True)}
    act(estate, "吴委员", officers.name_officers, bought.tender, chosen)
    return bought


def keys_made(estate: Neighbourhood, bought: Buying | None = None, tested: tuple[str, ...] = ()) -> Buying:
    """Every officer made a key; those named here opened the test envelope."""
    bought = bought or named(estate)
    for who in buying.OPENERS:
        bought.keys[who] = sealing.new_key()
        act(estate, who, officers.make_key, bought.tender, sealing.Officer.of(bought.keys[who]).text)
    for who in tested:
        act(estate, who, officers.open_test, bought.tender, given(estate, bought, who))
    return bought


def given(estate: Neighbourhood, bought: Buying, who: str, envelope: sealing.Envelope | None = None, *, rehearsal: bool = False) -> str:
    """What an officer's browser posts of the test envelope, or of another."""
    row = bought.row()
    stored = estate.site.app.extensions["store"].open(row.rehearsal_stored if rehearsal else row.test_stored)
    envelope = envelope or sealing.Envelope.read(stored)
    number = buying.OPENERS.index(who)
    share = sealing.unwrap(bought.keys[who], envelope.header, envelope.wraps[number])
    return json.dumps([share.plain], separators=(",", ":"), sort_keys=True)


def seated(estate: Neighbourhood, bought: Buying, *names: str) -> list[int]:
    """These sit on the panel."""
    return [act(estate, "吴委员", panel_seats.name_seat, bought.tender, Chosen(account(estate, who))) for who in names]


def staffed(estate: Neighbourhood) -> Buying:
    """A draft that lacks nobody any more."""
    bought = keys_made(estate, tested=buying.OPENERS)
    panel = ("陈二", "陈三", "赵一")
    seated(estate, bought, *panel)
    for who in panel:
        act(estate, who, panel_seats.declare, bought.tender)
    act(estate, "吴委员", staffing.invite, bought.tender, bought.suppliers.values())
    return bought


def told(estate: Neighbourhood, who: str) -> list[str]:
    """The codes of what this person was told about tenders."""
    mine = select(Notice.code).filter_by(estate_id=estate.ref.id, account_id=account(estate, who)).order_by(Notice.id)
    return [code for code in db.session.scalars(mine) if code.startswith("tender.")]
