"""Own data and phones that change, on their pages."""

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.journal.models import JournalLeaf
from huasheng_vote.people import queries
from huasheng_vote.people.models import Account
from huasheng_vote.worker import deliver_due
from tests.actions.test_notices_outbox import told
from tests.web.people_helpers import phone_of, wrong

NEW = "10012340001"


def test_one_reads_and_takes_along_what_is_kept(estate):
    client = estate.client("陈一")
    assert "陈一" in client.get("/songlu/me/data").text
    answer = client.get("/songlu/me/data.json")
    assert answer.json["account"][0]["phone"] == phone_of(estate, "陈一")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "陈二" not in answer.text


def test_taking_along_needs_a_fresh_code(estate):
    assert estate.client("陈一", stepped_up=False).get("/songlu/me/data.json").headers["Location"].startswith("/step-up")


def test_closing_says_what_goes_and_what_stays_then_does_it(estate):
    client = estate.client("陈一")
    page = client.get("/songlu/me/close").text
    assert "依法保留" in page
    assert client.post("/songlu/me/close").status_code == 303
    assert client.get("/songlu/me/data").status_code == 303
    db.session.rollback()
    assert db.session.get(Account, estate.owners["陈一"]).phone is None


def test_a_phone_is_changed_by_the_codes_of_both_and_the_old_one_told(estate, phones):
    client, other = estate.client("陈一"), estate.client("陈一")
    old = phone_of(estate, "陈一")
    assert client.post("/songlu/me/phone", data={"phone": NEW}).status_code == 303
    codes = {"old_code": phones.code(old), "code": phones.code(NEW)}
    bad = client.post("/songlu/me/phone/codes", data={**codes, "code": wrong(codes["code"])})
    assert bad.status_code == 422
    assert 'id="code-why"' in bad.text
    assert client.post("/songlu/me/phone/codes", data=codes).status_code == 303
    assert phones.sent[-1][0] == old
    assert "改成另一个号码" in phones.sent[-1][1]
    assert client.get("/songlu/me/data").status_code == 200
    assert other.get("/songlu/me/data").status_code == 303


def test_changing_a_phone_out_of_order_is_a_named_refusal(estate):
    answer = estate.client("陈一").post("/songlu/me/phone/codes", data={"old_code": "1", "code": "2"})
    assert answer.status_code == 409
    assert "页面放得太久" in answer.text


def test_a_lost_phone_is_replaced_at_the_counter_and_told(estate, phones):
    staff, thief = estate.client("郑社区"), estate.client("陈一")
    old = phone_of(estate, "陈一")
    form = {"old_phone": old, "phone": NEW, "reason": "出示产权证"}
    assert staff.post("/songlu/counter/phone", data=form).status_code == 303
    assert [to for to, _ in phones.sent] == [NEW]
    assert staff.post("/songlu/counter/phone/code", data={"code": wrong(phones.code(NEW))}).status_code == 422
    assert staff.post("/songlu/counter/phone/code", data={"code": phones.code(NEW)}).status_code == 303
    assert phones.sent[-1][0] == old
    assert thief.get("/songlu/me/data").status_code == 303
    db.session.rollback()
    assert queries.account_by_phone(NEW).id == estate.owners["陈一"]


def test_a_phone_nobody_has_is_said_at_the_counter(estate, phones):
    answer = estate.client("郑社区").post("/songlu/counter/phone", data={"old_phone": "10099999999", "phone": NEW, "reason": "x"})
    assert answer.status_code == 422
    assert 'id="old_phone-why"' in answer.text
    assert phones.sent == []


def test_a_mail_address_is_taken_once_its_code_came_back_and_notices_follow_in_ones_language(estate, phones, monkeypatch):
    mails = []
    monkeypatch.setitem(estate.site.app.extensions, "mail", mails.append)
    client, path = estate.client("陈一"), "/songlu/me/mail"
    assert client.post(path, data={"mail": "not an address"}).status_code == 422
    assert client.post(path, data={"mail": "chen@example.org"}).status_code == 303
    (letter,) = mails
    assert (letter.to, letter.code in letter.words) == ("chen@example.org", True)
    assert client.post(f"{path}/code", data={"code": wrong(letter.code)}).status_code == 422
    assert mail_of(estate) is None
    assert client.post(f"{path}/code", data={"code": letter.code}).status_code == 303
    assert mail_of(estate) == "chen@example.org"
    assert client.post("/songlu/me/language", data={"language": "fr"}).status_code == 422
    assert client.post("/songlu/me/language", data={"language": "en"}).status_code == 303
    estate.site.act(estate.ref, estate.actor("周主任"), told, account=estate.owners["陈一"])
    deliver_due(estate.site.at)
    deliver_due(estate.site.at)
    assert [(each.to, each.subject) for each in mails[1:]] == [("chen@example.org", "Decision announced")]
    assert phones.sent[-1][1].startswith("【Decision announced】")
    assert client.post(f"{path}/remove").status_code == 303
    assert mail_of(estate) is None
    estate.site.act(estate.ref, estate.actor("周主任"), told, account=estate.owners["陈一"], title="再告")
    deliver_due(estate.site.at)
    assert deliver_due(estate.site.at) == 0
    assert "chen@example.org" not in "".join(bytes(each).decode() for each in db.session.scalars(select(JournalLeaf.body)))


def test_codes_are_mailed_so_many_a_day_and_a_server_that_refuses_is_said(estate, monkeypatch):
    client, path = estate.client("陈一"), "/songlu/me/mail"

    def fails(_mail):
        raise OSError

    monkeypatch.setitem(estate.site.app.extensions, "mail", fails)
    answers = [client.post(path, data={"mail": f"a{each}@example.org"}) for each in range(6)]
    assert [each.status_code for each in answers] == [409] * 5 + [429]
    assert "邮件没有发出去" in answers[0].text


def mail_of(estate):
    db.session.rollback()
    return db.session.get(Account, estate.owners["陈一"]).mail
