"""While an assembly rests on the register, what changes it is done only as two people signed it."""

import pytest
from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.people.actions import approvals
from huasheng_vote.people.models import Approval
from huasheng_vote.register import queries
from huasheng_vote.register.actions import edits, holds
from huasheng_vote.register.models import RegisterHold, Unit
from huasheng_vote.rules.refusal import Refused, Why
from tests import sheets
from tests.web.test_register_pages import hand_in, number, text

LINE = {"area": "91.5", "use": "dwelling", "state": "sold", "reason": "按不动产权证"}


def rest(on):
    """What an assembly does when it draws its roll."""
    holds.hold(on, "assembly/7")
    on.record("test.noticed", "assembly/7", {})


def over(on):
    holds.release(on, "assembly/7")
    on.record("test.over", "assembly/7", {})


@pytest.fixture
def noticed(estate):
    estate.site.act(estate.ref, estate.actor("周主任"), rest)
    return estate


def area(estate, door):
    return db.session.scalar(select(Unit.area).filter_by(id=number(estate, door)))


def sign(estate, name="郑社区"):
    request = db.session.scalars(select(Approval).order_by(Approval.id.desc())).first()
    estate.site.act(estate.ref, estate.actor(name), approvals.approve, request.id, request.digest)
    return request.id


def test_a_correction_waits_for_a_second_person_and_is_then_done_exactly(noticed):
    client, unit = noticed.client("周主任"), number(noticed, "102")
    assert "请第二个人同意" in text(client.get(f"/songlu/register/units/{unit}/line"))
    assert client.post(f"/songlu/register/units/{unit}/line", data=LINE).status_code == 303
    assert area(noticed, "102") == 905000
    assert "等第二个人同意" in text(client.get(f"/songlu/register/units/{unit}"))
    request = sign(noticed)
    assert client.post(f"/songlu/register/units/{unit}/signed/{request}").status_code == 303
    assert area(noticed, "102") == 915000
    assert client.post(f"/songlu/register/units/{unit}/signed/{request}").status_code == 404


def test_what_is_not_signed_yet_is_not_done(noticed):
    client, unit = noticed.client("周主任"), number(noticed, "102")
    client.post(f"/songlu/register/units/{unit}/line", data=LINE)
    request = db.session.scalar(select(Approval.id))
    assert client.post(f"/songlu/register/units/{unit}/signed/{request}").status_code == 409
    assert area(noticed, "102") == 905000


def test_a_signature_for_one_area_is_none_for_another(noticed):
    unit = number(noticed, "102")
    signed = {"area": 915000, "use": "dwelling", "status": "sold", "reason": "x"}
    noticed.site.act(noticed.ref, noticed.actor("周主任"), approvals.propose, "register.line", f"unit/{unit}", signed)
    sign(noticed)
    with pytest.raises(Refused) as refused:
        noticed.site.act(noticed.ref, noticed.actor("周主任"), edits.do, "register.line", unit, {**signed, "area": 915001})
    assert refused.value.why is Why.NEEDS_APPROVAL


def test_an_import_waits_for_a_second_person(noticed):
    client = noticed.client("周主任")
    seen = hand_in(client, sheets.as_csv([sheets.HEADER, *sheets.FLATS]))
    assert "确认导入" not in text(seen)
    client.post(f"{seen.request.path}/confirm")
    assert len(queries.roll_units(noticed.ref.id, noticed.site.at)) == 14
    client.post(f"{seen.request.path}/again")
    assert "已请第二个人同意" in text(client.post(f"{seen.request.path}/ask", follow_redirects=True))
    sign(noticed)
    assert "名册已导入" in text(client.post(f"{seen.request.path}/confirm", follow_redirects=True))
    assert len(queries.roll_units(noticed.ref.id, noticed.site.at)) == 6


def test_after_the_assembly_one_person_is_enough_again(noticed):
    noticed.site.later(days=1)
    noticed.site.act(noticed.ref, noticed.actor("周主任"), over)
    client, unit = noticed.client("周主任"), number(noticed, "102")
    assert client.post(f"/songlu/register/units/{unit}/line", data=LINE).status_code == 303
    assert area(noticed, "102") == 915000


def test_holding_twice_is_holding_once(noticed):
    noticed.site.act(noticed.ref, noticed.actor("周主任"), rest)
    assert len(db.session.scalars(select(RegisterHold)).all()) == 1


def test_another_estates_assembly_holds_nothing_here(noticed, site):
    from tests import builders

    other = builders.neighbourhood(site, slug="other", name="另一小区")
    assert holds.held(noticed.ref.id, site.at)
    assert not holds.held(other.ref.id, site.at)
