"""Pages of a bidder: what the browser sealed is taken, what it did not is sealed here; one's own offers, and nobody else's, for ever."""

import io
from base64 import b64encode
from datetime import timedelta

import pytest
from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.files import store
from huasheng_vote.procurement.models import Bid, Tender
from huasheng_vote.rules.flows.tenders import BidState
from huasheng_vote.sealing import Envelope, open_envelope, read_receipt
from huasheng_vote.sealing.officers import Officer
from huasheng_vote.web.intake import MOST
from tests import buying as lay
from tests.bids import FIELDS, FIRST, PAPER, PRICE, SECOND, THIRD, bid, lines, opened, row, sealed
from tests.proposals_helpers import key

PLACE = "/songlu/tenders"


@pytest.fixture
def buying(estate):
    return lay.published(estate)


def offer_place(buying):
    return f"{PLACE}/{buying.tender}/offer"


def post(buying, made, who=FIRST, form=None, **other):
    sent = {"key": form or key(), "salt": b64encode(made.salt).decode(), "envelope": (io.BytesIO(made.envelope.data), "envelope"), **other}
    return buying.estate.client(who).post(offer_place(buying), data=sent)


def typed(buying, who=FIRST, form=None, papers=((PAPER, "业绩.pdf"),), **other):
    """The form sent without script."""
    sent = {**dict(FIELDS), "key": form or key(), "papers": [(io.BytesIO(data), name) for data, name in papers], **other}
    return buying.estate.client(who).post(offer_place(buying), data=sent)


def stored():
    db.session.rollback()
    return [Envelope.read(store().open(each)) for each in db.session.scalars(select(Bid.stored).order_by(Bid.id))]


def test_the_offer_page_says_for_whom_the_browser_seals(buying):
    page = buying.estate.client(FIRST).get(offer_place(buying)).text
    assert f'data-tender="songlu/tender/{buying.tender}"' in page
    assert f'data-specification="{buying.row().specification}"' in page
    officers = " ".join(Officer.of(buying.keys[who]).text for who in lay.OPENERS)
    assert f'data-officers="{officers}"' in page.replace("&#43;", "+")


def test_what_the_browser_sealed_is_taken_and_the_receipt_shown(buying):
    made = sealed(buying)
    answer = post(buying, made)
    assert answer.status_code == 303
    kept = row(made.envelope.header.envelope)
    page = buying.estate.client(FIRST).get(answer.location).text
    assert kept.commitment in page
    assert f"/songlu/log/{kept.leaf}/proof" in page
    assert b64encode(made.key).decode() not in page
    assert b64encode(made.salt).decode() not in page


def test_without_script_the_server_seals_and_shows_the_receipt_once(buying):
    form = key()
    answer = typed(buying, form=form)
    assert answer.status_code == 200
    assert "服务器代为密封" in answer.text
    from html import unescape
    from re import search

    receipt = read_receipt(unescape(search(r"<pre[^>]*>(.*?)</pre>", answer.text)[1]))
    [envelope] = stored()
    made = open_envelope(envelope, receipt.key, tuple(Officer.of(buying.keys[who]) for who in lay.OPENERS))
    assert dict(made.fields) == dict(FIELDS)
    assert [(each.field, each.name, each.data) for each in made.files] == [("papers", "业绩.pdf", PAPER)]
    kept = row(envelope.header.envelope)
    assert (kept.sealed_by, kept.commitment) == ("server", receipt.commitment)
    again = typed(buying, form=form)
    assert again.status_code == 303
    assert receipt.commitment in buying.estate.client(FIRST).get(again.location).text
    assert "data:text/plain" not in buying.estate.client(FIRST).get(again.location).text
    assert len(stored()) == 1


def test_the_same_form_with_other_words_is_another_offer(buying):
    form = key()
    typed(buying, form=form)
    assert typed(buying, form=form, price="1.00").status_code == 200
    assert [each.state for each in db.session.scalars(select(Bid).order_by(Bid.id))] == [BidState.REPLACED, BidState.SUBMITTED]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("price", "", "请填写这一项"),
        ("price", "0", "总价要大于 0"),
        ("price", "0.00", "总价要大于 0"),
        ("price", "-5", "错误"),
        ("price", "12.345", "错误"),
        ("price", "250000.01", "总价高于控制价 250,000.00 元"),
        ("price", ["1.00", "2.00"], "只能写一个总价"),
        ("days", "31", "工期要在 1 到 30 天之间"),
        ("days", "0", "工期要在 1 到 30 天之间"),
        ("warranty_months", "35", "质保期要在 36 到 240 个月之间"),
        ("technical", "", "请填写这一项"),
        ("signed", "", "请确认签署"),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_sealed_here(buying, field, value, words):
    answer = typed(buying, **{field: value})
    assert answer.status_code == 422
    assert words in answer.text
    assert stored() == []


@pytest.mark.parametrize(("field", "value"), [("price", "250,000.00 元"), ("price", "0.01"), ("days", "30"), ("warranty_months", "36")])
def test_at_the_limit_it_is_taken(buying, field, value):
    assert typed(buying, **{field: value}).status_code == 200


def test_bytes_that_are_no_envelope_are_refused_and_not_kept(buying):
    made = sealed(buying)
    salt = b64encode(made.salt).decode()
    for data in (b"", b"no envelope", made.envelope.data[:-1], made.envelope.data.replace(b'"kind":"bid"', b'"kind": "bid"')):
        sent = {"key": key(), "salt": salt, "envelope": (io.BytesIO(data), "envelope")}
        answer = buying.estate.client(FIRST).post(offer_place(buying), data=sent)
        assert answer.status_code == 422
        assert "不是本系统的密封报价文件" in answer.text
    assert stored() == []


@pytest.mark.parametrize("salt", ["", "AAAA", b64encode(bytes(31)).decode(), b64encode(bytes(33)).decode(), "!" * 44])
def test_a_wrong_salt_is_refused(buying, salt):
    answer = post(buying, sealed(buying), salt=salt)
    assert answer.status_code == 422
    assert "盐" in answer.text
    assert stored() == []


@pytest.mark.parametrize(
    ("subject", "status", "words"),
    [
        ({"tender": "songlu/tender/999"}, 422, "不是为这次采购封的"),
        ({"specification": "6" * 64}, 409, "采购文件在您密封之后有了变动"),
        ({"threshold": 3}, 409, "开标人在您密封之后有了变动"),
    ],
)
def test_an_envelope_for_something_else_is_refused_and_not_kept(buying, site, subject, status, words):
    answer = post(buying, sealed(buying, **subject))
    assert answer.status_code == status
    assert words in answer.text
    assert stored() == []


def test_more_than_the_largest_envelope_is_refused_unread(buying):
    head = b'--b\r\nContent-Disposition: form-data; name="envelope"; filename="envelope"\r\n\r\n'
    kind = "multipart/form-data; boundary=b"
    answer = buying.estate.client(FIRST).post(offer_place(buying), data=head + bytes(MOST) + b"\r\n--b--\r\n", content_type=kind)
    assert answer.status_code == 413


def test_a_late_attempt_is_refused_and_its_time_logged(buying):
    made = sealed(buying)
    buying.estate.site.at = buying.row().deadline
    answer = post(buying, made)
    assert answer.status_code == 409
    assert "截止时间已到" in answer.text
    assert len(lines(buying, "bid.late")) == 1
    assert stored() == []


def test_a_late_withdrawal_is_logged_alike(buying):
    name = bid(buying)
    buying.estate.site.at = buying.row().deadline + timedelta(milliseconds=1)
    assert buying.estate.client(FIRST).post(f"{PLACE}/bids/{name}/withdraw").status_code == 409
    assert len(lines(buying, "bid.late")) == 1


def test_the_offer_page_is_for_suppliers_who_may_bid(buying, client):
    assert client.get(offer_place(buying)).status_code in (303, 403)
    for who in ("周主任", "陈一", "管理员"):
        assert buying.estate.client(who).get(offer_place(buying)).status_code == 403
    buying.estate.site.at = buying.row().deadline
    assert buying.estate.client(FIRST).get(offer_place(buying)).status_code == 409


def test_ones_own_offers_are_there_and_nobody_elses(buying, client):
    name = bid(buying)
    mine = buying.estate.client(FIRST)
    assert name in mine.get(f"{PLACE}/bids").text
    assert "已收到，密封中" in mine.get(f"{PLACE}/bids/{name}").text
    for who in (SECOND, "周主任", "郑社区", "管理员"):
        for page in ("", "/receipt"):
            assert buying.estate.client(who).get(f"{PLACE}/bids/{name}{page}").status_code == 404
        assert buying.estate.client(who).post(f"{PLACE}/bids/{name}/withdraw").status_code == 404
    assert buying.estate.client(SECOND).get(f"{PLACE}/bids").status_code == 200
    assert buying.estate.client("周主任").get(f"{PLACE}/bids").status_code == 404


def test_it_is_withdrawn_over_http(buying):
    name = bid(buying)
    mine = buying.estate.client(FIRST)
    assert mine.post(f"{PLACE}/bids/{name}/withdraw").status_code == 303
    assert "您已撤回" in mine.get(f"{PLACE}/bids/{name}").text
    assert mine.post(f"{PLACE}/bids/{name}/withdraw").status_code == 409


def test_it_is_confirmed_over_http_by_who_ticked_it(buying):
    name = bid(buying)
    lay.change(buying.estate, Tender, buying.tender, specification="7" * 64)
    lay.change(buying.estate, Bid, row(name).id, state=BidState.NEEDS_RECONFIRMATION)
    mine, place = buying.estate.client(FIRST), f"{PLACE}/bids/{name}"
    assert "采购文件有更正" in mine.get(place).text
    assert mine.post(f"{place}/confirm", data={"seen": "7" * 64}).status_code == 422
    assert mine.post(f"{place}/confirm", data={"seen": "5" * 64, "agreed": "y"}).status_code == 409
    assert mine.post(f"{place}/confirm", data={"seen": "7" * 64, "agreed": "y"}).status_code == 303
    assert "7" * 64 in mine.get(place).text
    assert "已收到，密封中" in mine.get(place).text


def test_after_the_opening_the_bidder_reads_the_own_content(buying):
    names = [bid(buying, who) for who in (FIRST, SECOND, THIRD)]
    mine, place = buying.estate.client(FIRST), f"{PLACE}/bids/{names[0]}"
    opened(buying)
    page = mine.get(place).text
    assert "已开标" in page
    assert PRICE in page
    assert "热镀锌灯杆" in page
    assert "业绩.pdf" in page
    assert buying.estate.client(SECOND).get(place).status_code == 404
