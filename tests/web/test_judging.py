"""Pages of judging: what everybody reads after the opening, what only the panel does, and what nobody sees before all sheets are locked."""

import pytest
from sqlalchemy import update

from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.procurement.actions import judging, qualifying, reports
from huasheng_vote.procurement.actions.qualifying import Finding
from huasheng_vote.procurement.models import Bid, BidFile
from huasheng_vote.procurement.queries import panels as read
from huasheng_vote.procurement.queries import sheets as written
from huasheng_vote.rules.flows.panels import SheetState
from huasheng_vote.rules.flows.tenders import Disqualified, TenderState
from tests import buying
from tests.builders import neighbourhood
from tests.judged import FIVE, cleared, locked, opened, qualified, reported, saved, scored, seen, signed
from tests.proposals_helpers import act

PLACE = "/songlu/tenders"
REASON = "按评分办法逐项打分"
GETS = ("judging", "judging/declaration", "qualification", "sheet", "report")
POSTS = ("judging/clear", "judging/recuse", "qualification", "sheet", "sheet/lock", "report", "report/sign")


def at(lot, rest):
    return f"{PLACE}/{lot.tender}/{rest}"


def scoring(estate):
    return qualified(cleared(opened(estate)))


# Comparing


def test_before_the_opening_there_is_nothing_to_compare(estate, client):
    assert client.get(at(buying.published(estate), "comparison")).status_code == 404


def test_after_the_opening_everybody_compares_prices_and_no_score_is_there(estate, client):
    page = client.get(at(opened(estate), "comparison")).text
    for words in ("226,000", "湘江照明工程有限公司", "−9.6%", "控制价 250,000", "待审查"):
        assert words in page
    assert "名次" not in page


def test_what_the_panel_gave_is_public_when_the_evaluation_is_over(estate, client):
    lot = reported(scored(opened(estate, 5)))
    before = client.get(at(lot, "comparison")).text
    assert "91.00" not in before
    assert REASON not in before
    signed(lot, FIVE[:4])
    signed(lot, FIVE[4:], dissent="商务分拉不开差距")
    page = client.get(at(lot, "comparison")).text
    for words in ("<b>91.00</b>", "<b>90.75</b>", "<b>90.12</b>", "38 40 39 <s>44</s> <s>36</s>", REASON, "商务分拉不开差距", "陈*"):
        assert words in page
    assert "陈三" not in page


def test_where_nobody_is_left_out_nothing_is_struck_out(estate, client):
    page = client.get(at(signed(reported(locked(scoring(estate)))), "comparison")).text
    assert "38 40 39" in page
    assert "<s>" not in page


def test_why_somebody_left_and_why_a_bid_was_refused_is_public_without_names(estate, client):
    lot = opened(estate, 5)
    act(estate, "赵三", judging.recuse, lot.tender, "与丙方同单位")
    page = client.get(at(lot, "comparison")).text
    assert "赵* 回避：<bdi>与丙方同单位</bdi>" in page
    assert "赵三" not in page


def test_a_tender_of_another_estate_is_not_there(estate, site):
    lot = opened(estate)
    other = neighbourhood(site, slug="other", name="别处")
    for rest in ("comparison", *GETS, "explanation"):
        assert other.client("周主任").get(f"/other/tenders/{lot.tender}/{rest}").status_code == 404


def test_bids_of_a_tender_that_ended_before_are_called_neither_good_nor_bad(estate, client):
    lot = cleared(opened(estate))
    found = {bid: Finding() for bid in lot.bids.values()} | {lot.bids["丙方经理"]: Finding(Disqualified.NOT_QUALIFIED, "没有照明工程资质")}
    for who in FIVE[:3]:
        act(estate, who, qualifying.qualify, lot.tender, found)
    assert lot.row().state == TenderState.FAILED
    page = client.get(at(lot, "comparison")).text
    assert "没有照明工程资质" in page
    assert page.count("没有审完") == 2


# Blindness


def test_no_page_of_anybody_shows_another_panelists_marks_before_all_are_locked(estate, client):
    lot = scoring(estate)
    for who, marks in (("陈三", "41.37"), ("刘甲", "43.91")):
        score(estate, lot, who, marks)
    act_lock(estate, lot, "陈三")
    for reader in ("", "刘甲", "赵一", "周主任", "郑社区", "甲方经理"):
        browser = estate.client(reader) if reader else client
        for rest in ("comparison", *GETS):
            assert "41.37" not in browser.get(at(lot, rest)).text, (reader, rest)
        for export in ("/songlu/log/", at(lot, "releases.json"), "/songlu/tenders/releases.json", at(lot, "opening-record.json")):
            assert "41.37" not in browser.get(export).text, (reader, export)
    assert "41.37" in estate.client("陈三").get(at(lot, "sheet")).text


def test_all_sheets_are_shown_to_the_panel_with_the_last_one_locked(estate):
    lot = locked(scoring(estate), ["陈三", "刘甲"])
    assert estate.client("陈三").get(at(lot, "report")).status_code == 409
    locked(lot, ["赵一"])
    act(estate, "陈三", reports.write, lot.tender, "三家资格都符合，评审经过正常。")
    assert "41 41 42" in estate.client("赵一").get(at(lot, "report")).text


# The panel's own pages


def test_who_is_not_on_the_panel_opens_none_of_its_pages(estate, client):
    lot = scoring(estate)
    for rest in GETS:
        assert client.get(at(lot, rest)).status_code in (303, 403)
        assert estate.client("刘乙").get(at(lot, rest)).status_code == 403
        assert estate.client("甲方经理").get(at(lot, rest)).status_code == 403
    for rest in POSTS:
        assert estate.client("刘乙").post(at(lot, rest), data={"reason": "路过看看"}).status_code == 403


def test_who_left_opens_none_of_its_pages_any_more(estate):
    lot = scoring(estate)
    act(estate, "陈三", judging.recuse, lot.tender, "与丙方同单位")
    browser = estate.client("陈三")
    assert {rest: browser.get(at(lot, rest)).status_code for rest in GETS} == dict.fromkeys(GETS, 403)
    sent = {"reason": "再说一遍", "write-text": "我来写这份报告。", "sign-stance": "yes", "sign-seen": "0" * 64, "lock-seen": "0" * 64}
    assert {rest: browser.post(at(lot, rest), data=sent).status_code for rest in POSTS} == dict.fromkeys(POSTS, 403)


def test_a_panel_goes_from_the_declaration_to_the_report_over_http(estate, client):
    lot = opened(estate)
    names = estate.client("陈三").get(at(lot, "judging/declaration")).text
    assert "湘江照明工程有限公司" in names
    for who in FIVE[:3]:
        assert estate.client(who).post(at(lot, "judging/clear")).status_code == 303
    found = {f"finding_{bid}": "qualified" for bid in lot.bids.values()}
    for who in FIVE[:3]:
        assert estate.client(who).post(at(lot, "qualification"), data=found).status_code == 303
    for who in FIVE[:3]:
        score(estate, lot, who, "40.5")
        act_lock(estate, lot, who)
    assert estate.client("陈三").post(at(lot, "report"), data={"write-text": "三家资格都符合，评审经过正常。"}).status_code == 303
    for who in FIVE[:3]:
        digest = written.report(lot.row()).digest
        said = {"sign-seen": digest, "sign-stance": "yes"}
        assert estate.client(who).post(at(lot, "report/sign"), data=said).status_code == 303
    assert lot.row().state == TenderState.EVALUATED
    assert "已签字" in client.get(at(lot, "comparison")).text


def test_a_bid_left_without_a_finding_is_said_at_its_field(estate):
    lot = cleared(opened(estate))
    first, *others = lot.bids.values()
    found = {f"finding_{bid}": "qualified" for bid in others}
    answer = estate.client("陈三").post(at(lot, "qualification"), data=found)
    assert answer.status_code == 422
    assert f'href="#finding_{first}-0"' in answer.text
    bad = found | {f"finding_{first}": "not_qualified"}
    answer = estate.client("陈三").post(at(lot, "qualification"), data=bad)
    assert answer.status_code == 422
    assert f'href="#reason_{first}"' in answer.text


def test_locking_and_signing_ask_for_a_fresh_code(estate):
    lot = scoring(estate)
    for rest in ("sheet/lock", "report/sign"):
        assert estate.client("陈三", stepped_up=False).post(at(lot, rest)).status_code == 403


# Writing a sheet


def score(estate, lot, who, technical, **other):
    sent = {f"technical_{bid}": technical for bid in lot.bids.values()}
    sent |= {f"commercial_{bid}": "12" for bid in lot.bids.values()} | {f"reason_{bid}": REASON for bid in lot.bids.values()}
    return estate.client(who).post(at(lot, "sheet"), data=sent | other)


def act_lock(estate, lot, who):
    assert estate.client(who).post(at(lot, "sheet/lock"), data={"lock-seen": seen(lot, who)}).status_code == 303


@pytest.mark.parametrize(
    ("typed", "status", "words"),
    [
        ("45", 303, ""),
        ("45.00", 303, ""),
        ("４５", 303, ""),
        ("0", 303, ""),
        ("45.01", 422, "分数要在 0 和这一项的满分之间"),
        ("-0.01", 422, "分数要在 0 和这一项的满分之间"),
        ("41.005", 422, "小数位太多了"),
        ("四十", 422, "这不是一个数"),
        ("1e1", 422, "这不是一个数"),
    ],
)
def test_a_score_as_it_is_typed(estate, typed, status, words):
    lot = scoring(estate)
    field = f"technical_{lot.bids['甲方经理']}"
    answer = score(estate, lot, "陈三", "40", **{field: typed})
    assert answer.status_code == status
    if words:
        assert words in answer.text
        assert f'href="#{field}"' in answer.text
        assert f'value="{typed}"' in answer.text
        assert REASON in answer.text


def test_half_points_are_kept_exactly(estate):
    lot = scoring(estate)
    score(estate, lot, "陈三", "38.55")
    sheet = written.current(lot.row(), lot.seats["陈三"])
    assert {each.score for each in written.marks(estate.ref.id, [sheet.id])[sheet.id] if each.component == "technical"} == {3855}
    assert 'value="38.55"' in estate.client("陈三").get(at(lot, "sheet")).text


def test_a_blank_is_no_zero_and_the_sheet_cannot_be_locked(estate):
    lot = scoring(estate)
    assert score(estate, lot, "陈三", "").status_code == 303
    page = estate.client("陈三").get(at(lot, "sheet")).text
    assert "没有打" in page
    assert "锁定我的评分表" not in page
    answer = estate.client("陈三").post(at(lot, "sheet/lock"), data={"lock-seen": seen(lot, "陈三")})
    assert answer.status_code == 422
    assert "0 分也要写上" in answer.text


def test_a_locked_sheet_stays_as_it_is(estate):
    lot = scoring(estate)
    score(estate, lot, "陈三", "40")
    act_lock(estate, lot, "陈三")
    answer = score(estate, lot, "陈三", "10")
    assert answer.status_code == 409
    assert "评分表已经锁定" in answer.text
    page = estate.client("陈三").get(at(lot, "sheet")).text
    assert "先存下" not in page
    assert written.current(lot.row(), lot.seats["陈三"]).state == SheetState.LOCKED


def test_another_tenders_bid_in_the_form_leaves_nothing(estate):
    lot = scoring(estate)
    other = buying.opened(estate, project_id=lot.project)
    foreign = other.bids["甲方经理"]
    score(estate, lot, "陈三", "40", **{f"technical_{foreign}": "45", f"commercial_{foreign}": "15"})
    sheet = written.current(lot.row(), lot.seats["陈三"])
    assert {each.bid_id for each in written.marks(estate.ref.id, [sheet.id])[sheet.id]} == set(lot.bids.values())


# Who left, low prices, the draw


def test_the_committee_names_who_takes_a_seat(estate):
    lot = opened(estate)
    act(estate, "陈三", judging.recuse, lot.tender, "与丙方同单位")
    desk = estate.client("周主任").get(at(lot, "judging")).text
    assert "与丙方同单位" in desk
    seat = lot.seats["陈三"]
    wrong = estate.client("周主任").post(
        f"{PLACE}/seats/{seat}/replace", data={f"seat{seat}-phone": "123", f"seat{seat}-name": "外请专家甲"}
    )
    assert wrong.status_code == 422
    assert "外请专家甲" in wrong.text
    vacant = estate.client("周主任").post(f"{PLACE}/seats/{seat}/vacant")
    assert vacant.status_code == 409
    assert "评审小组至少要有 3 人" in vacant.text
    sent = {f"seat{seat}-phone": "13900000001", f"seat{seat}-name": "外请专家甲", f"seat{seat}-hired": "y"}
    assert estate.client("周主任").post(f"{PLACE}/seats/{seat}/replace", data=sent).status_code == 303
    assert len(read.sitting(lot.row())) == 3
    assert estate.client("陈一").post(f"{PLACE}/seats/{seat}/vacant").status_code == 403


def test_a_bidder_explains_a_low_price_on_a_page_of_its_own(estate, client):
    lot = qualified(cleared(opened(estate, prices=(100_000_00, 226_000_00, 239_500_00))))
    place = at(lot, "explanation")
    assert estate.client("乙方经理").get(place).status_code == 404
    assert estate.client("陈三").post(place, data={"text": "成本就是这样构成的。"}).status_code == 404
    assert "有报价异常低" in estate.client("陈三").get(at(lot, "sheet")).text
    assert estate.client("甲方经理").post(place, data={"text": "便宜"}).status_code == 422
    assert estate.client("甲方经理").post(place, data={"text": "灯具是自己厂里做的，成本清单见附表。"}).status_code == 303
    bid = lot.bids["甲方经理"]
    assert "灯具是自己厂里做的" in estate.client("陈三").get(at(lot, "qualification")).text
    said = {f"low{bid}-accepted": "yes", f"low{bid}-reason": "成本说得清楚"}
    assert estate.client("陈三").post(f"{PLACE}/offers/{bid}/low-price", data=said).status_code == 303
    assert "成本说得清楚" in client.get(at(lot, "comparison")).text
    assert "说明成立" in estate.client("甲方经理").get(place).text


def test_a_bid_that_is_still_sealed_is_not_there(estate):
    lot = buying.published(estate)
    assert estate.client("陈三").post(f"{PLACE}/offers/{lot.tender}/low-price").status_code == 404


def test_the_community_draws_and_nobody_else(estate):
    lowest = {"judging": "lowest", "weight_price": 100, "weight_technical": 0, "weight_commercial": 0}
    lot = reported(qualified(cleared(opened(estate, prices=(226_000_00, 226_000_00, 239_500_00), **lowest))))
    said = {"source": "上证指数2026年12月1日收盘", "value": "3412.55"}
    assert "等社区监督员公开抽签" in estate.client("陈三").get(at(lot, "report")).text
    assert estate.client("周主任").post(at(lot, "judging/draw"), data=said).status_code == 403
    assert estate.client("郑社区").post(at(lot, "judging/draw"), data=said).status_code == 303
    assert "3412.55" in estate.client("陈三").get(at(lot, "report")).text


def test_a_dissent_needs_its_reason(estate):
    lot = reported(locked(scoring(estate)))
    said = {"sign-seen": written.report(lot.row()).digest, "sign-stance": "no"}
    answer = estate.client("陈三").post(at(lot, "report/sign"), data=said)
    assert answer.status_code == 422
    assert "请写明理由" in answer.text


# What waits


@pytest.mark.parametrize(
    ("who", "build", "words"),
    [
        ("陈三", opened, "声明和投标人有没有利害关系"),
        ("陈三", lambda estate: cleared(opened(estate)), "审查资格"),
        ("陈三", scoring, "评分并锁定"),
        ("陈三", lambda estate: locked(scoring(estate)), "写评审报告"),
        ("陈三", lambda estate: reported(locked(scoring(estate))), "签评审报告"),
    ],
)
def test_what_waits_for_a_panelist_is_among_their_tasks(estate, who, build, words):
    build(estate)
    assert words in estate.client(who).get("/songlu/tasks").text


def test_nothing_waits_for_who_has_done_it(estate):
    lot = scoring(estate)
    saved(lot, "陈三")
    locked(lot, ["陈三"])
    assert "评分并锁定" not in estate.client("陈三").get("/songlu/tasks").text


def test_a_seat_left_waits_for_the_committee_and_a_low_price_for_its_bidder(estate):
    lot = qualified(cleared(opened(estate, prices=(100_000_00, 226_000_00, 239_500_00))))
    assert "书面说明报价为什么低" in estate.client("甲方经理").get("/songlu/tasks").text
    act(estate, "甲方经理", qualifying.explain, lot.tender, "灯具是自己厂里做的。")
    assert "对异常低价作出决定" in estate.client("陈三").get("/songlu/tasks").text
    act(estate, "陈三", judging.recuse, lot.tender, "与丙方同单位")
    assert "决定由谁接替" in estate.client("周主任").get("/songlu/tasks").text


# Reading the offers


def worded(estate, lot):
    with estate.site.unguarded(), writing(0):
        offer = '[["price","248000"],["technical","灯杆壁厚 3.75 mm，热镀锌。"],["别的","另送两年保洁"],["signed","y"]]'
        db.session.execute(update(Bid).filter_by(id=lot.bids["甲方经理"]).values(offer=offer))
    return f"{PLACE}/offers/{lot.bids['甲方经理']}"


def test_the_panel_reads_an_offer_word_by_word_once_it_has_declared(estate, client):
    lot = opened(estate)
    place = worded(estate, lot)
    assert estate.client("陈三").get(place).status_code == 409
    cleared(lot, ["陈三"])
    page = estate.client("陈三").get(place).text
    for words in ("灯杆壁厚 3.75 mm", "另送两年保洁", "248,000.00"):
        assert words in page
    assert estate.client("周主任").get(place).status_code == 200
    for who in ("刘乙", "乙方经理"):
        assert estate.client(who).get(place).status_code == 403
    assert client.get(place).status_code in (303, 403)


def test_who_left_reads_no_offer_and_no_file_of_it_any_more(estate):
    lot = opened(estate)
    place = worded(estate, lot)
    with estate.site.unguarded(), writing(0):
        paper = BidFile(
            estate_id=estate.ref.id, bid_id=lot.bids["甲方经理"], field="papers", name="方案.pdf", stored="0" * 32 + ".pdf", digest="f" * 64
        )
        db.session.add(paper)
        db.session.flush()
        file = paper.id
    cleared(lot, ["陈三"])
    assert "方案.pdf" in estate.client("陈三").get(place).text
    act(estate, "陈三", judging.recuse, lot.tender, "与甲方同单位")
    assert estate.client("陈三").get(place).status_code == 403
    assert estate.client("陈三").get(f"{PLACE}/bid-files/{file}").status_code == 404


def test_a_bid_of_another_estate_is_not_there(estate, site):
    place = worded(estate, opened(estate))
    other = neighbourhood(site, slug="other", name="别处")
    assert other.client("周主任").get(place.replace("songlu", "other")).status_code == 404
