"""The outbox: what is enqueued leaves once, comes back later when a channel fails, and carries nothing its sentence does not name."""

import smtplib

import pytest
from sqlalchemy import func, select

from huasheng_vote.extensions import db
from huasheng_vote.labels.notices import SENTENCES, facts_of
from huasheng_vote.notices import outbox, queries
from huasheng_vote.notices.channels import Addressee, Mail, smtp
from huasheng_vote.notices.models import Channel, Delivery, DeliveryState, Notice
from huasheng_vote.web.act import local
from huasheng_vote.worker import deliver_due
from tests.builders import Neighbourhood

TELLING = {"choice", "agree", "oppose", "abstain", "answer", "standing", "area", "heads", "share", "turnout"}


def told(on, account=None, party=None, channels=(Channel.SMS,), title="换灯"):
    """An act that does nothing but tell."""
    on.record("test.told", "test/1", {})
    return outbox.enqueue(on, account, party, "assembly.announced", {"title": title}, channels)


@pytest.fixture
def sent(estate: Neighbourhood, monkeypatch):
    """Messages that left, in place of the console."""
    out: list = []
    monkeypatch.setitem(estate.site.app.extensions, "sms", out.append)
    monkeypatch.setitem(estate.site.app.extensions, "mail", out.append)
    return out


def tell(estate, **kwargs):
    return estate.site.act(estate.ref, estate.actor("周主任"), told, **kwargs)


def delivery(notice):
    db.session.rollback()
    return db.session.scalar(select(Delivery).filter_by(notice_id=notice))


def test_a_message_leaves_once(estate, sent):
    notice = tell(estate, account=estate.owners["陈一"])
    assert deliver_due(estate.site.at) == 1
    assert deliver_due(estate.site.at) == 0
    assert [each.words for each in sent] == ["【决定公告】“换灯”的决定已公告。"]
    assert delivery(notice).sent_at == estate.site.at


def test_an_act_that_is_refused_tells_nobody(estate, sent):
    def fails(on):
        told(on, account=estate.owners["陈一"])
        raise RuntimeError("changed its mind")

    with pytest.raises(RuntimeError):
        estate.site.act(estate.ref, estate.actor("周主任"), fails)
    assert deliver_due(estate.site.at) == 0
    assert db.session.scalar(select(func.count()).select_from(Notice)) == 0


def test_a_failing_provider_is_tried_again_later_and_given_up_at_last(estate, monkeypatch):
    def broken(_message):
        raise OSError("line down")

    monkeypatch.setitem(estate.site.app.extensions, "sms", broken)
    notice = tell(estate, account=estate.owners["陈一"])
    for wait in outbox.WAITS:
        assert deliver_due(estate.site.at) == 1
        assert delivery(notice).due_at == estate.site.at + wait
        assert deliver_due(estate.site.at) == 0, "not before it is due"
        estate.site.later(seconds=wait.total_seconds())
    deliver_due(estate.site.at)
    assert delivery(notice).state == DeliveryState.UNREACHABLE
    assert delivery(notice).problem == "OSError"


def test_one_failure_does_not_hold_up_the_next(estate, monkeypatch):
    out = []

    def picky(message):
        if not out:
            out.append(None)
            raise OSError
        out.append(message)

    monkeypatch.setitem(estate.site.app.extensions, "sms", picky)
    for name in ("陈一", "陈二"):
        tell(estate, account=estate.owners[name])
    assert deliver_due(estate.site.at) == 2
    assert len(out) == 2


def test_a_party_without_an_account_is_reached_at_the_phone_in_the_register(estate, sent, monkeypatch):
    from huasheng_vote.register.models import Party

    party = db.session.scalar(select(Party).filter_by(name="赵一"))
    tell(estate, party=party.id)
    deliver_due(estate.site.at)
    assert sent[0].to == party.phone


def test_nobody_is_reached_where_no_address_is_known(estate, sent, monkeypatch):
    monkeypatch.setitem(estate.site.app.extensions, "addressee", lambda *_: Addressee())
    notice = tell(estate, account=estate.owners["陈一"])
    deliver_due(estate.site.at)
    assert (delivery(notice).state, sent) == (DeliveryState.UNREACHABLE, [])


def test_words_are_chosen_when_sending_in_the_language_of_whoever_reads(estate, sent, monkeypatch):
    monkeypatch.setitem(estate.site.app.extensions, "addressee", lambda *_: Addressee(mail="a@example.org", language="en"))
    tell(estate, account=estate.owners["陈一"], channels=(Channel.MAIL,), title="Lamps")
    deliver_due(estate.site.at)
    assert sent[0].words == 'The decision on "Lamps" has been announced.'


def test_paper_waits_for_a_hand(estate, sent):
    notice = tell(estate, account=estate.owners["陈一"], channels=(Channel.PRINT,))
    assert deliver_due(estate.site.at) == 0
    assert [each.id for each in queries.to_print(estate.ref.id)] == [notice]
    local(outbox.confirm, estate.ref.id, [notice], Channel.PRINT, estate.site.at)
    assert queries.to_print(estate.ref.id) == []


def test_what_is_told_to_everybody_stands_on_the_board_and_is_sent_to_nobody(estate, sent):
    notice = tell(estate)
    assert [each.id for each in db.session.scalars(queries.board(estate.ref.id))] == [notice]
    assert deliver_due(estate.site.at) == 0


def test_an_own_list_holds_nobody_elses_notices(estate):
    mine = tell(estate, account=estate.owners["陈一"], channels=(Channel.APP,))
    tell(estate, account=estate.owners["陈二"], channels=(Channel.APP,))
    tell(estate)
    assert [each.id for each in queries.unread(estate.ref.id, estate.owners["陈一"], ())] == [mine]


@pytest.mark.parametrize("facts", [{}, {"title": "x", "choice": "agree"}, {"name": "x"}])
def test_facts_that_the_sentence_does_not_name_are_refused(estate, facts):
    def tells(on):
        outbox.enqueue(on, None, None, "assembly.announced", facts)

    with pytest.raises(outbox.UnknownNotice):
        estate.site.act(estate.ref, estate.actor("周主任"), tells)


def test_no_sentence_has_room_for_a_choice_or_a_standing(site):
    assert {code: facts_of(code) & TELLING for code in SENTENCES if facts_of(code) & TELLING} == {}


def test_a_mail_server_without_encryption_gets_nothing(monkeypatch):
    class Plain:
        def __init__(self, *_args, **_kwargs): ...
        def ehlo(self): ...
        def close(self): ...
        def has_extn(self, _name):
            return False

    monkeypatch.setattr(smtplib, "SMTP", Plain)
    with pytest.raises(smtplib.SMTPNotSupportedError):
        smtp("smtp://user:secret@mail.example.org")(Mail("a@example.org", "x", "y"))
