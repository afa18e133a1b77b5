"""A whole tender in real browsers: three officers make their keys, it is published, three bidders seal, two officers open, the panel scores, the award is shown."""

from datetime import timedelta
from functools import lru_cache

import pytest
from sqlalchemy import update

from huasheng_vote.committee.actions import decisions
from huasheng_vote.committee.actions.decisions import Question
from huasheng_vote.committee.models import Subject
from huasheng_vote.committee.queries import decisions as decided
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.people.models import LoginSession
from huasheng_vote.procurement.actions import awarding, deadlines, drafting, officers, panel_seats, staffing
from huasheng_vote.procurement.models import Bid
from huasheng_vote.procurement.queries import panels, tenders
from huasheng_vote.rules.access import SYSTEM
from huasheng_vote.rules.flows.committees import Choice
from huasheng_vote.rules.flows.tenders import TenderState
from huasheng_vote.rules.staffing import OFFICERS
from tests import buying, judged, staffed
from tests.actions.test_tenders import complete, draft
from tests.browser.conftest import SECURE
from tests.browser.test_officer_keys import Device, make_key, open_test
from tests.buying import Buying
from tests.proposals_helpers import act, key

PANEL = judged.FIVE
PRICES = dict(zip(buying.COMPANIES, ("248000.00", "226000.00", "239500.00"), strict=True))
pytestmark = pytest.mark.browser


@pytest.fixture
def desk(visit):
    """Each person's own device."""
    return lru_cache(lambda who: Device(visit(who, "", host=SECURE, follow=True)))


@pytest.fixture
def bought(estate):
    """A draft with officers and panel named and suppliers invited, reviewed; nobody has a key yet."""
    project = complete(estate)
    made = Buying(estate, project, suppliers=buying.suppliers(estate))
    made.tender = draft(estate, project)
    staffed.known(estate, staffed.EXPERT, "刘甲", "赵一", "赵二")
    named = {duty: staffed.account(estate, who) for duty, who in zip(OFFICERS, buying.OPENERS, strict=True)}
    act(estate, "吴委员", officers.name_officers, made.tender, named)
    staffed.seated(estate, made, *PANEL)
    for who in PANEL:
        act(estate, who, panel_seats.declare, made.tender)
    act(estate, "吴委员", staffing.invite, made.tender, made.suppliers.values())
    for who in ("周主任", "陈二"):
        act(estate, who, drafting.review, made.tender, tenders.tender(estate.ref.id, made.tender).digest, "同意。")
    return made


def hand_in(device, tender, price):
    """Seal in the browser, then send."""
    page = device.goto(f"tenders/{tender}/offer")
    for name, value in (
        ("price", price),
        ("days", "28"),
        ("warranty_months", "36"),
        ("manager", "赵经理"),
        ("technical", "详见附表"),
        ("commercial", "三年质保"),
    ):
        page.fill(f"[name={name}]", value)
    page.check("[name=signed]")
    page.click("form[data-seal] button")
    page.wait_for_selector("[data-result]:not([hidden])")
    with page.expect_navigation():
        page.click("form[data-seal] button")


def fresh_codes(estate):
    """Everybody who is signed in has just typed a code."""
    with estate.site.unguarded(), writing(0):
        db.session.execute(update(LoginSession).values(stepped_up_until=estate.site.at + timedelta(minutes=5)))


def open_bids(device, tender):
    page = device.goto(f"tenders/{tender}/opening")
    with page.expect_navigation():
        page.click("form[data-officer-open] button")
    return page


def committee_decides(estate, amount):
    """Both members carry the award; year and number."""
    question = Question("路灯更新的成交", "按评审报告定标。", Subject.AWARD, amount)
    put = act(estate, "周主任", decisions.put, key(), question, estate.site.at + timedelta(days=1))
    for who in ("周主任", "吴委员"):
        act(estate, who, decisions.answer, put, decided.row(estate.ref.id, put).digest, Choice.YES, "报告清楚。")
    act(estate, "周主任", decisions.post, put)
    row = decided.row(estate.ref.id, put)
    return row.year, row.ordinal


def test_from_keys_to_an_award_with_three_bidders_and_three_officers(estate, desk, bought):
    for who in buying.OPENERS:
        make_key(desk(who), bought)
    for who in buying.OPENERS:
        open_test(desk(who), bought)
    page = desk("吴委员").goto(f"tenders/{bought.tender}/publish")
    with page.expect_navigation():
        page.click("text=公布这一稿")
    assert bought.row().state == TenderState.PUBLISHED
    for who, price in PRICES.items():
        hand_in(desk(who), bought.tender, price)
    assert not any(price in str(body) for who, price in PRICES.items() for _url, body in desk(who).posted)
    estate.site.at = bought.row().deadline
    estate.site.act(estate.ref, SYSTEM, deadlines.settle, bought.tender)
    fresh_codes(estate)
    open_bids(desk(buying.OPENERS[0]), bought.tender)
    assert bought.row().state == TenderState.CLOSED
    open_bids(desk(buying.OPENERS[1]), bought.tender)
    assert bought.row().state == TenderState.OPENED
    record = desk("陈四").goto(f"tenders/{bought.tender}/opening-record")
    for price in ("248,000.00", "226,000.00", "239,500.00"):
        assert record.is_visible(f"text={price}")
    owner = {str(supplier): who for who, supplier in bought.suppliers.items()}
    db.session.rollback()
    bought.bids = {owner[str(bid.supplier_id)]: bid.id for bid in db.session.scalars(db.select(Bid))}
    bought.seats = {who: staffed_seat(bought, who) for who in PANEL}
    judged.signed(judged.reported(judged.scored(bought)))
    compared = desk("陈四").goto(f"tenders/{bought.tender}/comparison")
    assert "91.00" in compared.inner_text("main")
    act(estate, "周主任", awarding.propose, bought.tender, *committee_decides(estate, 226_000_00))
    award = desk("赵五").goto(f"tenders/{bought.tender}/award")
    assert "226,000.00 元" in award.inner_text("main")
    assert "岳麓机电安装有限公司" in award.inner_text("main")


def staffed_seat(bought, who):
    return panels.own(bought.row(), staffed.account(bought.estate, who)).id
