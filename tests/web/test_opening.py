"""Pages of the opening: officers hand in over HTTP, the record is everybody's, what checks it needs nothing else."""

import ast
import json
from pathlib import Path

import pytest
from flask import url_for
from sqlalchemy import select
from werkzeug.routing import UnicodeConverter

from huasheng_vote.extensions import db
from huasheng_vote.journal.models import JournalLeaf
from huasheng_vote.procurement.models import BidFile
from huasheng_vote.procurement.models.bids import READ_OUT
from huasheng_vote.procurement.queries import opening as read
from huasheng_vote.rules.flows.tenders import TenderState
from huasheng_vote.sealing.__main__ import main
from tests import buying
from tests.actions.test_opening import EXPERT, MEMBER, SUPERVISOR, bids, hand_in, lost, open_up, prepared, record
from tests.actions.test_opening import lamps as lamps
from tests.buying import PRICES, shares
from tests.proposals_helpers import leaves
from tests.sealing import by_hand

ROOT = Path(__file__).parents[2]

__all__ = ("lamps", "lost")


def place(lamps, rest="opening"):
    return f"/songlu/tenders/{lamps.tender}/{rest}"


def test_two_officers_open_over_http(lamps):
    first = lamps.estate.client(MEMBER).post(place(lamps, "opening/shares"), data={"shares": shares(lamps, MEMBER)})
    assert first.location.endswith(place(lamps))
    second = lamps.estate.client(SUPERVISOR).post(place(lamps, "opening/shares"), data={"shares": shares(lamps, SUPERVISOR)})
    assert second.location.endswith(place(lamps, "opening-record"))
    assert lamps.row().state == TenderState.OPENED


def test_an_officer_finds_the_own_part_of_each_envelope_on_the_page(lamps):
    page = lamps.estate.client(MEMBER).get(place(lamps)).text
    given = lamps.estate.client(MEMBER).get(place(lamps, "opening/wraps.json")).json
    assert [json.loads(each["header"])["envelope"] for each in given] == [bid.envelope for bid in read.locked(1, lamps.tender)]
    assert "取出您的份额" in page
    hand_in(lamps, MEMBER)
    page = lamps.estate.client(MEMBER).get(place(lamps)).text
    assert "您的份额已经交了" in page
    assert "取出您的份额" not in page


@pytest.mark.parametrize(("who", "status"), [("周主任", 200), ("吴委员", 200), ("郑社区", 200), ("赵二", 403), ("甲方经理", 403)])
def test_who_sees_the_opening_before_it_is_over(lamps, who, status):
    assert lamps.estate.client(who).get(place(lamps)).status_code == status


def test_the_head_and_others_hand_in_nothing(lamps):
    sent = {"shares": shares(lamps, MEMBER)}
    assert lamps.estate.client("周主任").post(place(lamps, "opening/shares"), data=sent).status_code == 403
    assert lamps.estate.client("陈一").post(place(lamps, "opening/shares"), data=sent).status_code == 403
    assert lamps.estate.client(MEMBER, stepped_up=False).post(place(lamps, "opening/shares"), data=sent).status_code == 403


def test_a_wrong_share_is_said_and_stays_typed(lamps):
    answer = lamps.estate.client(MEMBER).post(place(lamps, "opening/shares"), data={"shares": shares(lamps, SUPERVISOR)})
    assert answer.status_code == 422
    assert "份额不对，没有采用" in answer.text
    assert shares(lamps, SUPERVISOR)[:60].replace('"', "&#34;") in answer.text


def test_nothing_of_the_opening_is_public_before_it(lamps, client):
    for rest in ("opening-record", "opening-record.json", "opening-record/check"):
        assert client.get(place(lamps, rest)).status_code == 404


def test_everybody_reads_the_record_with_prices_hashes_and_masked_names(lamps, client):
    open_up(lamps)
    page = client.get(place(lamps, "opening-record")).text
    for price in ("248,000.00", "226,000.00", "239,500.00"):
        assert price in page
    assert page.count("校验值一致") == 3
    assert record(lamps).digest in page
    assert "吴*员" in page
    assert MEMBER not in page


def test_who_was_there_signs_on_the_record(lamps, client):
    open_up(lamps)
    digest = record(lamps).digest
    assert "签署开标记录" not in lamps.estate.client(EXPERT).get(place(lamps, "opening-record")).text
    assert "签署开标记录" in lamps.estate.client(MEMBER).get(place(lamps, "opening-record")).text
    assert lamps.estate.client(MEMBER).post(place(lamps, "opening-record/sign"), data={"seen": digest}).status_code == 303
    assert lamps.estate.client(MEMBER).post(place(lamps, "opening-record/sign"), data={"seen": digest}).status_code == 409
    assert "已签字" in client.get(place(lamps, "opening-record")).text


def test_two_people_press_over_http_where_the_server_holds_the_keys(estate):
    served = buying.sealed(estate, by_server=True)
    assert estate.client(MEMBER).post(place(served, "opening/press")).location.endswith(place(served))
    assert estate.client(MEMBER).post(place(served, "opening/press")).status_code == 409
    assert estate.client(SUPERVISOR).post(place(served, "opening/press")).location.endswith(place(served, "opening-record"))
    assert [bid.price for bid in bids(served).values()] == list(PRICES)


def test_bidders_reveal_over_http_until_the_day_is_over(lamps):
    estate = lamps.estate
    assert estate.client("甲方经理").get(place(lamps, "reveal")).status_code == 404
    said = {"declare-reason": "两位开标人的钥匙都丢了", "declare-until": "2026-12-20T18:00"}
    assert estate.client("周主任").post(place(lamps, "opening/reveal"), data=said).status_code == 303
    for who in lamps.bids:
        assert "公开我的报价" in estate.client(who).get(place(lamps, "reveal")).text
        assert estate.client(who).post(place(lamps, "reveal"), data={"receipt": lamps.receipts[who]}).status_code == 303
    assert estate.client("周主任").post(place(lamps, "opening/open")).location.endswith(place(lamps, "opening-record"))
    page = estate.site.client().get(place(lamps, "opening-record")).text
    assert "由各家供应商凭回执公开报价" in page


def test_a_paper_out_of_an_envelope_is_not_for_everybody(estate, client):
    pdf = buying.Attachment("papers", "许可证.pdf", b"%PDF-1.7 licence")
    lamps = prepared(estate, (buying.offer("1000", files=(pdf,)), buying.OFFERS[1]))
    open_up(lamps)
    address = f"/songlu/tenders/bid-files/{db.session.scalar(select(BidFile.id))}"
    assert client.get(address).status_code == 303
    answers = {who: estate.client(who).get(address).status_code for who in ("甲方经理", "乙方经理", "吴委员", "陈三", "赵二")}
    assert answers == {"甲方经理": 200, "乙方经理": 404, "吴委员": 200, "陈三": 200, "赵二": 404}


def test_from_the_download_alone_every_price_is_checked(lamps, client, tmp_path):
    """By a hand that knows docs/sealing.md and nothing of this application, and by the program."""
    open_up(lamps)
    given = client.get(place(lamps, "opening-record.json")).json
    assert sorted(by_hand.price_of(each) for each in given["bids"]) == sorted(f"{price // 100}.00" for price in PRICES)
    path = tmp_path / "opening.json"
    path.write_text(json.dumps(given))
    assert main(["check", str(path)]) == 0
    given["record"]["bids"][0]["price"] -= 1
    path.write_text(json.dumps(given))
    assert main(["check", str(path)]) == 1


def test_the_download_holds_what_the_log_holds(lamps, client):
    open_up(lamps)
    (told,) = leaves(lamps.estate, "tender.opened")
    given = client.get(place(lamps, "opening-record.json")).json
    for line, each in zip(told["bids"], given["bids"], strict=True):
        assert {name: line[name] for name in ("envelope", "commitment", "line", "salt", "key")} == {
            name: each[name] for name in ("envelope", "commitment", "line", "salt", "key")
        }
        assert json.loads(db.session.scalar(select(JournalLeaf.body).filter_by(index=each["line"])))["facts"] == {
            "commitment": each["commitment"]
        }


def test_what_explains_the_check_leads_to_the_lines_of_the_log(lamps, client):
    open_up(lamps)
    page = client.get(place(lamps, "opening-record/check")).text
    for bid in bids(lamps).values():
        assert bid.commitment in page
        assert f"/log/{bid.leaf}" in page


def test_no_route_changes_what_was_read_out(lamps):
    """Every form there is about buying, sent by everybody with a lower price in it."""
    open_up(lamps)
    names = ("price", "bid-price", "offer", "amount", "ordinal", "supplier_id", "content_key", "days")
    before = [tuple(getattr(bid, name) for name in READ_OUT) for bid in bids(lamps).values()]
    one = lamps.bids["甲方经理"]
    rules = [rule for rule in lamps.estate.site.app.url_map.iter_rules() if "POST" in (rule.methods or ()) and "/tenders/" in rule.rule]
    assert len(rules) > 5
    for who in ("周主任", MEMBER, SUPERVISOR, EXPERT, "陈一", "陈三", "甲方经理", "管理员"):
        client = lamps.estate.client(who)
        for rule in rules:
            parts = {name: "x" if type(converter) is UnicodeConverter else one for name, converter in rule._converters.items()}
            with lamps.estate.site.app.test_request_context():
                address = url_for(
                    rule.endpoint, **{**parts, **({"tender_id": lamps.tender} if "tender_id" in parts else {}), "estate": "songlu"}
                )
            answer = client.post(address, data=dict.fromkeys(names, "1"))
            assert answer.status_code < 500, (who, address)
    assert [tuple(getattr(bid, name) for name in READ_OUT) for bid in bids(lamps).values()] == before


def test_no_code_but_the_opening_writes_what_is_read_out():
    """Neither an assignment to such a column nor a statement past the models."""
    writers = set()
    for path in (ROOT / "huasheng_vote").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            told = [node.target] if isinstance(node, ast.AugAssign | ast.AnnAssign) else getattr(node, "targets", [])
            flat = [part for each in told for part in (each.elts if isinstance(each, ast.Tuple) else [each])]
            if any(
                isinstance(each, ast.Attribute) and ast.unparse(each.value) in ("bid", "found.bid") and each.attr in READ_OUT
                for each in flat
            ):
                writers.add(path.name)
            if (
                isinstance(node, ast.Call)
                and ast.unparse(node.func) in ("update", "delete", "db.update", "db.delete")
                and "Bid" in map(ast.unparse, node.args)
            ):
                writers.add(path.name)
    assert writers == {"unsealing.py"}
