"""A database put back from an older copy: refused by the signer, accepted by command, and nothing goes on before two officers have seen it."""

import json
import shutil

import pytest
from sqlalchemy import delete, select

from huasheng_vote import backup as copies
from huasheng_vote import journal_upkeep as upkeep
from huasheng_vote.extensions import db
from huasheng_vote.journal import checking, checkpoints, log, restarting
from huasheng_vote.journal.checkpoints import Inconsistent, Reason
from huasheng_vote.journal.models import Checkpoint, JournalLeaf, JournalNode, JournalPrivate
from huasheng_vote.journal.notes import Verifier, parse
from huasheng_vote.journal.restarting import Loss
from huasheng_vote.rules.refusal import Refused, Why
from tests.actions.test_journal import write


@pytest.fixture
def site(site, monkeypatch):
    """The test database has no migrations to run."""
    monkeypatch.setattr(copies, "upgrade", lambda: None)
    return site


def take(estate):
    return checkpoints.take(estate.ref, Reason.ASKED, estate.site.at)


def signer(estate):
    return estate.site.app.extensions["signer"]


@pytest.fixture
def cut_back(estate, forged):
    """Nine lines were signed, and the database is that of the sixth."""
    write(estate, 6)
    take(estate)
    write(estate, 3)
    take(estate)
    for table, place in ((JournalPrivate, JournalPrivate.index), (JournalLeaf, JournalLeaf.index)):
        forged(delete(table).where(place >= 6))
    forged(delete(JournalNode).where((JournalNode.index + 1) * 2 > 6, JournalNode.level == 1))
    forged(delete(JournalNode).where((JournalNode.index + 1) * 4 > 6, JournalNode.level == 2))
    forged(delete(JournalNode).where(JournalNode.level == 3))
    forged(delete(Checkpoint).where(Checkpoint.size == 9))
    return estate


def accepted(estate):
    for slug, loss in upkeep.losses().items():
        upkeep.accept(slug, loss, estate.site.at)


def acknowledge(estate, who):
    return estate.site.act(estate.ref, estate.actor(who), restarting.acknowledge)


def refused(why, fn, *args):
    with pytest.raises(Refused) as caught:
        fn(*args)
    assert caught.value.why is why


def test_an_older_database_is_not_signed_and_what_it_lacks_is_known(cut_back):
    with pytest.raises(Inconsistent, match="9 lines were signed"):
        take(cut_back)
    assert upkeep.losses() == {"songlu": Loss(6, 9)}


def test_an_older_database_that_grew_past_the_mark_is_not_signed_either(cut_back):
    write(cut_back, 5)
    with pytest.raises(Inconsistent, match="not those that were signed"):
        take(cut_back)
    assert upkeep.losses() == {"songlu": Loss(6, 9)}


def test_an_accepted_loss_is_written_down_and_another_log_begins(cut_back):
    accepted(cut_back)
    said = json.loads(bytes(db.session.scalar(select(JournalLeaf.body).filter_by(index=6))))
    assert said["type"] == "log.restarted"
    assert (said["facts"]["kept"], said["facts"]["signed"]) == (6, 9)
    row = checkpoints.latest(cut_back.ref.id)
    assert (row.origin, row.size, row.reason) == ("huasheng-vote/songlu/2", 7, Reason.RESTART)
    assert upkeep.losses() == {}
    assert checking.check(cut_back.ref).problems == []


def test_until_two_officers_have_seen_it_nothing_else_is_done(cut_back):
    accepted(cut_back)
    refused(Why.LOG_HALTED, write, cut_back, 1)
    assert acknowledge(cut_back, "周主任") is False
    refused(Why.LOG_HALTED, write, cut_back, 1)
    refused(Why.OWN_REQUEST, acknowledge, cut_back, "周主任")
    assert acknowledge(cut_back, "郑社区") is True
    write(cut_back, 1)
    assert log.size(cut_back.ref.id) == 10
    refused(Why.NOT_POSSIBLE_NOW, acknowledge, cut_back, "吴委员")


def test_the_log_page_says_so_and_leads_officers_to_the_button(cut_back, client):
    accepted(cut_back)
    assert "第 6 到 8 行丢失了" in client.get("/songlu/log/").text
    assert "/songlu/log/loss" not in client.get("/songlu/log/").text
    for who in ("周主任", "吴委员"):
        own = cut_back.client(who)
        assert "/songlu/log/loss" in own.get("/songlu/log/").text
        assert own.get("/songlu/log/loss").status_code == 200
        assert own.post("/songlu/log/loss").status_code == 303
    assert restarting.waiting(cut_back.ref.id) is None
    assert cut_back.client("周主任").get("/songlu/log/loss").status_code == 404


def test_an_owner_acknowledges_nothing(cut_back):
    accepted(cut_back)
    assert cut_back.client("陈一").post("/songlu/log/loss").status_code == 403


def test_accepting_again_after_an_interruption_writes_no_second_line(cut_back):
    mark = signer(cut_back).mark("songlu")
    accepted(cut_back)
    with signer(cut_back).high_water.held():
        signer(cut_back).high_water.put("songlu", mark)
    accepted(cut_back)
    assert log.size(cut_back.ref.id) == 7


def test_a_log_that_lost_nothing_goes_on_under_its_name(estate):
    write(estate, 3)
    take(estate)
    accepted(estate)
    assert (log.size(estate.ref.id), signer(estate).mark("songlu").run) == (3, 1)


def restore_again(estate, tmp_path, **kwargs):
    if not estate.site.sqlite and not shutil.which("pg_dump"):
        pytest.skip("pg_dump is not installed; on Debian: apt install postgresql-client")
    write(estate, 2)
    take(estate)
    copies.backup(tmp_path / "copy")
    write(estate, 2)
    take(estate)
    db.session.remove()
    copies.restore(tmp_path / "copy", force=True, **kwargs)


def test_a_copy_that_lacks_signed_lines_is_not_put_in_place(estate, tmp_path):
    with pytest.raises(copies.CannotCopy, match="--accept-loss"):
        restore_again(estate, tmp_path)
    assert log.size(estate.ref.id) == 4


def test_it_is_once_the_loss_is_accepted_and_the_log_goes_on_as_another(estate, tmp_path):
    restore_again(estate, tmp_path, accept_loss=True)
    assert upkeep.losses() == {"songlu": Loss(2, 4)}
    accepted(estate)
    assert checkpoints.latest(estate.ref.id).origin == "huasheng-vote/songlu/2"


def test_a_copy_that_has_everything_loses_nothing_and_a_dump_that_cannot_be_asked_needs_the_word_for_it(estate, tmp_path):
    write(estate, 3)
    take(estate)
    copies.backup(tmp_path / "copy")
    db.session.remove()
    if not estate.site.sqlite:
        with pytest.raises(copies.CannotCopy, match="shows only once it is in place"):
            copies.restore(tmp_path / "copy", force=True)
    copies.restore(tmp_path / "copy", force=True, accept_loss=not estate.site.sqlite)
    assert upkeep.losses() == {}
    assert log.size(estate.ref.id) == 3


def test_a_lost_high_water_file_is_started_anew_by_command_and_the_log_says_so(estate):
    write(estate, 3)
    take(estate)
    signer(estate).high_water.path.unlink()
    upkeep.adopt(estate.ref, estate.site.at)
    row = checkpoints.latest(estate.ref.id)
    assert (row.origin, row.size) == ("huasheng-vote/songlu", 4)
    assert json.loads(bytes(db.session.scalar(select(JournalLeaf.body).filter_by(index=3))))["type"] == "log.high_water_adopted"


def test_a_new_key_is_announced_in_the_log_and_signed_for_by_the_old_one(estate):
    write(estate, 3)
    take(estate)
    old = signer(estate).verifier("songlu")
    upkeep.rotate(estate.site.at)
    new = signer(estate).verifier("songlu")
    assert new.public != old.public
    said = json.loads(bytes(db.session.scalar(select(JournalLeaf.body).filter_by(index=3))))
    assert (said["type"], said["facts"]) == ("log.key_rotated", {"old": old.vkey, "new": new.vkey})
    signed = parse(checkpoints.latest(estate.ref.id).note)
    assert old.check(signed)
    assert new.check(signed)
    write(estate, 1)
    assert not old.check(parse(take(estate).note))
    assert Verifier.read(new.vkey).check(parse(checkpoints.latest(estate.ref.id).note))
