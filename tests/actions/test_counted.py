"""Every counted ballot is told to its household through a second channel: that it was counted and when, never what it says."""

import json
import secrets
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from huasheng_vote import worker
from huasheng_vote.assemblies.actions.casting import Offer, cast_ballot
from huasheng_vote.assemblies.models.rolls import RollHead, RollHeadParty
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.journal.models import JournalLeaf, JournalPrivate
from huasheng_vote.keys import keyring
from huasheng_vote.notices.models import Notice
from huasheng_vote.people.models import Account
from huasheng_vote.register.models import Enrolment, Party
from tests.actions.test_closing import EVERYBODY, cast
from tests.voting import LAMPS, noticed

TAKEN = ("agree", "oppose", "abstain", "同意", "反对", "弃权", "参与")


@pytest.fixture
def meeting(estate):
    """One motion; a ballot may be changed once."""
    meeting = noticed(estate, [LAMPS], change="once")
    with estate.site.unguarded(), writing(0):
        for head in db.session.scalars(select(RollHead).filter_by(assembly_id=meeting.id)).all():
            owners = [int(owner) for owner in head.owners.split("+") if owner]
            db.session.add_all(RollHeadParty(estate_id=estate.ref.id, head_id=head.id, party_id=owner) for owner in owners)
    return meeting


@pytest.fixture
def sent(estate, monkeypatch):
    """Short messages that left."""
    out: list = []
    monkeypatch.setitem(estate.site.app.extensions, "sms", out.append)
    return out


def told():
    db.session.rollback()
    return list(db.session.scalars(select(Notice).order_by(Notice.id)))


def phone_of(name):
    return db.session.scalar(select(Account).filter_by(name=name)).phone


def new_phone(estate, name):
    """The register gets another phone than the one that signs in."""
    phone = f"139{secrets.randbelow(10**8):08d}"
    with estate.site.unguarded(), writing(0):
        values = {"phone": phone, "phone_digest": keyring().digest("phone", phone)}
        db.session.execute(update(Party).filter_by(name=name).values(values))
    return phone


def change(meeting, name, choice):
    head = meeting.heads[name]
    pseudonym = db.session.scalar(select(RollHead.pseudonym).filter_by(id=head))
    offer = Offer(meeting.id, head, pseudonym, {meeting.motions[0]: choice}, 1)
    return meeting.estate.site.act(meeting.estate.ref, meeting.estate.actor(name), cast_ballot, offer)


def test_casting_itself_tells_nobody_and_the_next_round_tells_the_household(meeting, estate, sent):
    estate.site.later(minutes=17)
    cast(meeting, "陈一", "agree")
    assert told() == []
    worker.do_round(estate.site.later(minutes=1))
    [message] = sent
    assert message.to == phone_of("陈一")
    assert "2026年11月24日 10:17 计入了您家的一张表决票" in message.words
    assert "0731-0000 0000" in message.words


def test_co_owners_are_all_told_whoever_of_them_voted(meeting, estate, sent):
    cast(meeting, "刘甲", "oppose")
    worker.do_round(estate.site.at)
    assert {each.to for each in sent} == {phone_of("刘甲"), phone_of("刘乙")}


def test_a_phone_in_the_register_that_is_not_the_one_that_signs_in_is_told_as_well(meeting, estate, sent):
    registered = new_phone(estate, "陈一")
    cast(meeting, "陈一", "agree")
    worker.do_round(estate.site.at)
    assert sorted(each.to for each in sent) == sorted([phone_of("陈一"), registered])


def test_every_account_that_speaks_for_the_household_is_told(meeting, estate, sent):
    """An account that was enrolled since does not keep the message from the earlier one."""
    party = db.session.scalar(select(Party.id).filter_by(name="陈一"))
    with estate.site.unguarded(), writing(0):
        later = Enrolment(estate_id=estate.ref.id, party_id=party, account_id=estate.owners["赵五"], how="counter", since=estate.site.at)
        db.session.add(later)
    cast(meeting, "陈一", "agree")
    worker.do_round(estate.site.at)
    assert {phone_of("陈一"), phone_of("赵五")} == {each.to for each in sent}


def test_a_round_tells_each_ballot_once(meeting, estate, sent):
    cast(meeting, "陈一", "agree")
    assert worker.tell_due(estate.site.at) == 1
    assert worker.tell_due(estate.site.at) == 0
    cast(meeting, "陈二", "agree")
    assert worker.tell_due(estate.site.at) == 1
    assert len(told()) == 2


def test_a_changed_ballot_is_told_of_as_a_changed_one(meeting, estate, sent):
    cast(meeting, "陈一", "agree")
    worker.tell_due(estate.site.at)
    change(meeting, "陈一", "oppose")
    worker.tell_due(estate.site.at)
    assert [each.code for each in told()] == ["ballot.counted", "ballot.replaced"]


def test_of_a_ballot_replaced_before_the_round_only_the_last_is_told(meeting, estate):
    cast(meeting, "陈一", "agree")
    change(meeting, "陈一", "oppose")
    assert worker.tell_due(estate.site.at) == 2
    assert [each.code for each in told()] == ["ballot.replaced"]


def test_many_ballots_are_told_in_several_short_transactions(meeting, estate, monkeypatch):
    monkeypatch.setattr("huasheng_vote.assemblies.actions.counted.AT_ONCE", 3)
    for name in EVERYBODY:
        cast(meeting, name, "agree")
    assert worker.tell_due(estate.site.at) == len(EVERYBODY)
    assert db.session.scalar(select(func.count()).filter(JournalLeaf.type == "ballots.told")) == 4
    assert len(told()) == len(EVERYBODY) + 1  # one flat has two owners


def test_two_votes_that_differ_are_told_of_in_the_same_words(meeting, estate, sent):
    cast(meeting, "陈一", "agree")
    cast(meeting, "陈二", "oppose")
    worker.do_round(estate.site.at)
    first, second = (each.words for each in sent)
    assert first == second
    assert not any(word in first for word in TAKEN)
    for notice in told():
        assert json.loads(notice.facts).keys() == {"title", "at", "phone"}


def test_the_line_in_the_log_says_only_up_to_where(meeting, estate):
    estate.site.later(minutes=17)
    cast(meeting, "陈一", "agree")
    worker.tell_due(estate.site.later(minutes=3))
    last = select(JournalLeaf.body).order_by(JournalLeaf.index.desc()).limit(2)
    line, ballot = (json.loads(bytes(body)) for body in db.session.scalars(last))
    assert (line["type"], line["role"], line["facts"]) == ("ballots.told", "system", {"upto": ballot["index"]})
    assert line["at"] == ballot["at"] == "2026-11-24T02:00:00.000Z"
    secret = db.session.scalar(select(JournalPrivate.body).filter_by(estate_id=estate.ref.id, index=line["index"]))
    assert set(json.loads(secret)) == {"rows"}  # the digest of what it changed, and nothing else


def test_the_household_reads_it_in_the_app_and_the_neighbours_do_not(meeting, estate):
    cast(meeting, "刘甲", "agree")
    worker.tell_due(estate.site.at + timedelta(minutes=1))
    pages = {name: estate.client(name).get(f"/{estate.ref.slug}/notices/mine").get_data(as_text=True) for name in ("刘甲", "刘乙", "陈一")}
    assert [words.count("您家的票已计入") for words in pages.values()] == [1, 1, 0]
