"""Pages of suppliers: anybody registers, checkers read the papers, everybody reads the list and nothing private in it."""

import io
from dataclasses import replace
from datetime import date

import pytest

from huasheng_vote.people.queries import account_by_phone
from huasheng_vote.procurement.actions import newcomers
from huasheng_vote.procurement.actions import suppliers as acts
from huasheng_vote.procurement.queries.suppliers import of_account, papers
from tests.actions.test_suppliers import LAMPS, LICENCE, applied, check, row
from tests.builders import neighbourhood
from tests.proposals_helpers import act, jpeg, key
from tests.web.people_helpers import phone_of, wrong

PLACE = "/songlu/suppliers"
FREE = "10055550001"
PDF = b"%PDF-1.7 " + "营业执照".encode()


def filled(**changed):
    said = {
        "key": key(), "name": LAMPS.name, "code": LAMPS.code, "representative": "刘法人", "scope": LAMPS.scope, "licence": LICENCE,
        "licence_until": "2027-06-30", "manager": "赵经理（湘建安B2020001）", "certificates": "钱电工（T430100）", "bank_account": "长沙银行岳麓支行 8000",
    }  # fmt: skip
    return said | changed


def upload(client, *files):
    sent = {"papers": [(io.BytesIO(data), name) for name, data in files]}
    return client.post(f"{PLACE}/mine/papers", data=sent, content_type="multipart/form-data")


@pytest.fixture
def waiting(estate):
    """赵一's company with a PDF and a photo, to be checked."""
    client = estate.client("赵一")
    assert client.post(f"{PLACE}/register", data=filled()).status_code == 303
    assert upload(client, ("营业执照.pdf", PDF), ("资质.jpg", jpeg())).status_code == 303
    return client


def number(estate, who="赵一"):
    return of_account(estate.ref.id, {**estate.owners, **estate.staff}[who]).id


# From a stranger to a bidder


def test_a_stranger_registers_and_is_checked_over_http(estate, client, phones):
    assert client.post(f"{PLACE}/start", data={"phone": FREE, "name": "孙经理"}).location == f"{PLACE}/start/code"
    assert client.post(f"{PLACE}/start/code", data={"code": phones.code(FREE)}).location == f"{PLACE}/register"
    assert client.post(f"{PLACE}/register", data=filled()).location == f"{PLACE}/mine#certificates-kept"
    assert upload(client, ("营业执照.pdf", PDF)).status_code == 303
    estate.staff["孙经理"] = account_by_phone(FREE).id
    mine = number(estate, "孙经理")
    member = estate.client("吴委员")
    assert LAMPS.name in member.get("/songlu/tasks").text
    seen = {"check-seen": row(estate, mine).version, "check-finding": "register", "check-note": "看过营业执照"}
    assert member.post(f"{PLACE}/{mine}/check", data=seen).status_code == 303
    assert "已登记" in client.get(f"{PLACE}/mine").text
    assert LAMPS.name in estate.site.client().get(f"{PLACE}/").text


def test_the_door_answers_alike_whether_the_phone_is_known(estate, phones):
    answers = []
    for phone in (FREE, phone_of(estate, "赵一")):
        client = estate.site.client()
        asked = client.post(f"{PLACE}/start", data={"phone": phone, "name": "孙经理"})
        bad = client.post(f"{PLACE}/start/code", data={"code": wrong(phones.code(phone))})
        good = client.post(f"{PLACE}/start/code", data={"code": phones.code(phone)})
        answers.append((asked.status_code, asked.location, bad.status_code, good.status_code, good.location))
    assert answers[0] == answers[1]
    assert account_by_phone(phone_of(estate, "赵一")).name == "赵一"


def test_five_wrong_codes_and_the_right_one_is_spent(estate, client, phones):
    client.post(f"{PLACE}/start", data={"phone": FREE, "name": "孙经理"})
    for _ in range(5):
        assert client.post(f"{PLACE}/start/code", data={"code": wrong(phones.code())}).status_code == 422
    assert client.post(f"{PLACE}/start/code", data={"code": phones.code()}).status_code == 409
    assert account_by_phone(FREE) is None


def test_the_estates_limit_is_said_and_no_message_is_sent(estate, client, phones, monkeypatch):
    monkeypatch.setattr(newcomers, "PER_HOUR", 1)
    client.post(f"{PLACE}/start", data={"phone": FREE, "name": "孙经理"})
    answer = client.post(f"{PLACE}/start", data={"phone": "10055550002", "name": "孙经理"})
    assert (answer.status_code, len(phones.sent)) == (429, 1)
    assert "孙经理" in answer.text


def test_the_phone_is_not_readable_in_the_visitors_session(estate, client, phones):
    client.post(f"{PLACE}/start", data={"phone": FREE, "name": "孙经理"})
    with client.session_transaction() as session:
        assert FREE not in str(dict(session))


def test_the_ordinary_door_still_sends_an_unknown_phone_nothing(estate, client, phones):
    client.post("/sign-in", data={"phone": FREE})
    assert phones.sent == []


def test_a_code_without_having_asked_is_no_code(estate, client):
    assert client.get(f"{PLACE}/start/code").location == f"{PLACE}/start"
    assert client.post(f"{PLACE}/start/code", data={"code": "123456"}).status_code == 409


# What is wrong is said where it is


@pytest.mark.parametrize(
    ("changed", "said", "status"),
    [
        ({"code": "9143"}, "18 位数字和大写字母", 422),
        ({"code": "91430100MA4L00009C"}, "最后一位对不上", 422),
        ({"licence_until": "2026-11-23"}, "许可证已经过期", 422),
        ({"licence_until": "六月"}, "这不是一个日期", 422),
        ({"licence_until": ""}, "请填写这一项", 422),
        ({"representative": ""}, "请填写这一项", 422),
        ({"scope": "x" * 1001}, "最多 1000 个字", 422),
    ],
)
def test_a_mistake_is_said_at_its_field_and_what_was_typed_stays(estate, changed, said, status):
    answer = estate.client("赵一").post(f"{PLACE}/register", data=filled(**changed))
    assert answer.status_code == status
    assert answer.text.count('aria-invalid="true"') == 1
    assert said in answer.text
    assert "钱电工（T430100）" in answer.text
    assert "长沙银行岳麓支行 8000" in answer.text


def test_a_code_already_there_is_said_at_its_field(estate, waiting):
    answer = estate.client("赵二").post(f"{PLACE}/register", data=filled())
    assert (answer.status_code, answer.text.count('aria-invalid="true"')) == (409, 1)
    assert "已经登记过了" in answer.text


@pytest.mark.parametrize(
    ("files", "said"), [([("木马.exe", b"MZ")], "木马.exe：这种文件不能用"), ([], "请选择文件"), ([("a.pdf", PDF)] * 7, "一次最多选 6 份")]
)
def test_a_file_that_cannot_be_used_is_said_and_none_is_kept(estate, files, said):
    applied(estate, papers=())
    answer = upload(estate.client("赵一"), *files)
    assert answer.status_code == 422
    assert said in answer.text
    assert "还没有证照" in answer.text


def test_a_second_editor_is_told_and_their_words_stay(estate, waiting):
    sent = filled(seen="1", name="改过的名字有限公司")
    answer = waiting.post(f"{PLACE}/mine/edit", data=sent)
    assert answer.status_code == 409
    assert "改过的名字有限公司" in answer.text
    assert waiting.post(f"{PLACE}/mine/edit", data=sent | {"seen": "2"}).status_code == 303


def test_who_holds_an_office_is_told_instead_of_a_form(estate):
    page = estate.client("吴委员").get(f"{PLACE}/register").text
    assert "不能登记为供应商" in page
    assert "法定代表人" not in page
    assert estate.client("吴委员").post(f"{PLACE}/register", data=filled()).status_code == 409


# Who reads what


def test_everybody_reads_name_code_scope_and_licence_and_nothing_else(estate, client, waiting):
    mine = number(estate)
    check(estate, mine)
    for page in (client.get(f"{PLACE}/").text, client.get(f"{PLACE}/{mine}").text):
        assert LAMPS.name in page
        assert "2027" in page
        assert [word for word in ("刘法人", "赵一", "赵*", "赵经理", "钱电工", "长沙银行", phone_of(estate, "赵一")) if word in page] == []
    assert LAMPS.code in client.get(f"{PLACE}/{mine}").text


def test_a_licence_past_its_last_day_is_said(estate, client):
    mine = applied(estate, company=replace(LAMPS, licence=LICENCE, licence_until=date(2026, 11, 24)))
    check(estate, mine)
    assert "已过期" not in client.get(f"{PLACE}/{mine}").text
    estate.site.later(days=1)
    assert "已过期" in client.get(f"{PLACE}/{mine}").text


def test_one_that_is_not_registered_is_there_for_itself_and_the_checkers_alone(estate, client, waiting):
    mine = number(estate)
    assert LAMPS.name not in client.get(f"{PLACE}/").text
    assert [who.get(f"{PLACE}/{mine}").status_code for who in (client, estate.client("赵二"), estate.client("吴委员"))] == [404] * 3
    assert estate.client("赵二").get(f"{PLACE}/{mine}/check").status_code == 403
    assert estate.client("郑社区").get(f"{PLACE}/{mine}/check").status_code == 200
    assert estate.client("赵二").get(f"{PLACE}/mine").status_code == 303


def test_papers_are_for_the_company_and_the_checkers(estate, client, waiting):
    check(estate, number(estate))
    first, second = papers(estate.ref.id, number(estate))
    place = f"{PLACE}/{number(estate)}/papers/"
    answer = waiting.get(f"{place}{first.id}")
    assert (answer.data, answer.headers["Cache-Control"]) == (PDF, "no-store")
    assert [estate.client(who).get(f"{place}{second.id}").status_code for who in ("吴委员", "郑社区", "赵二", "李邻长")] == [
        200,
        200,
        404,
        404,
    ]
    assert client.get(f"{place}{first.id}").status_code == 303
    assert estate.client("吴委员").get(f"{PLACE}/{number(estate) + 1}/papers/{first.id}").status_code == 404


def test_the_refused_company_reads_why_and_the_public_does_not(estate, client, waiting):
    check(estate, number(estate), acts.SupplierAct.REFUSE)
    assert "看过营业执照和资质证书" in waiting.get(f"{PLACE}/mine").text
    assert client.get(f"{PLACE}/{number(estate)}").status_code == 404


# The blacklist


def test_the_blacklist_is_public_with_its_reason_and_asks_for_a_fresh_code(estate, client, waiting):
    mine = number(estate)
    check(estate, mine)
    said = {"blacklist-reason": "在更换水泵的采购中串通报价，街道已认定"}
    assert estate.client("周主任", stepped_up=False).post(f"{PLACE}/{mine}/blacklist", data=said).status_code == 403
    assert estate.client("郑社区").post(f"{PLACE}/{mine}/blacklist", data=said).status_code == 403
    assert estate.client("周主任").post(f"{PLACE}/{mine}/blacklist", data={"blacklist-reason": "坏"}).status_code == 422
    assert estate.client("周主任").post(f"{PLACE}/{mine}/blacklist", data=said).status_code == 303
    assert "串通报价" in client.get(f"{PLACE}/").text
    assert "串通报价" in client.get(f"{PLACE}/{mine}").text
    assert "列入黑名单" not in estate.client("郑社区").get(f"{PLACE}/{mine}/check").text.replace("列入黑名单的理由", "")
    assert estate.client("周主任").post(f"{PLACE}/{mine}/clear", data={"clear-reason": "街道复查后认定没有串通"}).status_code == 303
    assert client.get(f"{PLACE}/{mine}").status_code == 404


def test_a_supplier_of_another_estate_is_not_there(estate, site, waiting):
    check(estate, number(estate))
    other = neighbourhood(site, slug="other", name="别处")
    for place in ("", "/check", "/papers/1"):
        assert other.client("周主任").get(f"/other/suppliers/{number(estate)}{place}").status_code == 404


def test_a_company_that_withdraws_leaves_the_list_and_may_come_back(estate, client, waiting):
    check(estate, number(estate))
    assert waiting.post(f"{PLACE}/mine/withdraw").status_code == 303
    assert LAMPS.name not in client.get(f"{PLACE}/").text
    assert act(estate, "赵一", acts.register, key(), LAMPS)
