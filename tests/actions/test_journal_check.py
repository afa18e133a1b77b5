"""`flask journal check`: tables rebuilt from the log and compared, the log from its own bytes; nothing is published over a difference."""

from datetime import date

import pytest
from sqlalchemy import delete, select, update

from huasheng_vote import worker
from huasheng_vote.assemblies.actions.announcing import announce
from huasheng_vote.assemblies.actions.closing import close_voting
from huasheng_vote.assemblies.models.ballots import Ballot, BallotChoice
from huasheng_vote.assemblies.models.results import Finding, Resolution, Result
from huasheng_vote.assemblies.queries import rebuilt
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.journal import checking, checkpoints
from huasheng_vote.journal.checkpoints import Reason
from huasheng_vote.journal.models import Checkpoint, JournalBound, JournalLeaf, JournalNode, JournalPrivate
from huasheng_vote.rules.access import SYSTEM
from huasheng_vote.rules.refusal import Refused, Why
from tests.actions.test_closing import EVERYBODY, after_objections, cast, close
from tests.actions.test_journal import write
from tests.voting import CLOSES, noticed


@pytest.fixture
def voted(estate):
    """A vote in which everybody but one took part."""
    meeting = noticed(estate)
    for name in EVERYBODY:
        cast(meeting, name, "agree", "oppose")
    return meeting


@pytest.fixture
def announced(voted):
    close(voted)
    after_objections(voted.estate)
    voted.estate.site.act(voted.estate.ref, voted.estate.actor("周主任"), announce, voted.id)
    return voted


def by_hand(site, statement):
    with site.unguarded(bound=False), writing(0):
        db.session.execute(statement)


def differences(estate):
    db.session.rollback()
    return [each for table in rebuilt.compare(estate.ref) for each in table.differences]


def test_every_table_of_a_whole_vote_is_rebuilt_from_the_log(announced):
    compared = {table.table: table.rows for table in rebuilt.compare(announced.estate.ref)}
    assert compared == {"ballot": 11, "ballot_choice": 11, "finding": 2, "result": 1, "resolution": 1}
    assert differences(announced.estate) == []
    assert checking.check(announced.estate.ref).problems == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (update(BallotChoice).where(BallotChoice.choice == "oppose").values(choice="abstain"), "choices differs"),
        (update(Ballot).values(counts=False), "counts differs"),
        (update(Ballot).values(channel="telephone"), "channel differs"),
        (update(Ballot).values(code=Ballot.code + "X"), "code differs"),
        (update(Ballot).values(number=Ballot.number + 1), "number differs"),
        (update(Finding).values(outcome="no_quorum"), "outcome differs"),
        (update(Finding).values(reason="x"), "reason differs"),
        (delete(Result), "in the log and not in the table"),
        (update(Result).values(ordinal=7), "ordinal differs"),
        (update(Resolution).values(year=1999), "year differs"),
        (delete(Resolution), "in the log and not in the table"),
    ],
)
def test_a_row_changed_by_hand_is_named_with_its_column(announced, change, said):
    by_hand(announced.estate.site, change)
    found = differences(announced.estate)
    assert found
    assert all(said in each for each in found)


def test_a_ballot_given_to_another_account_is_found(announced):
    other = announced.estate.owners["王大山"]
    by_hand(announced.estate.site, update(Ballot).where(Ballot.account_id != other).values(account_id=other))
    assert any("voter differs" in each for each in differences(announced.estate))


def test_a_decision_put_in_by_hand_is_in_no_line(announced):
    row = Resolution(
        estate_id=announced.estate.ref.id, year=2026, ordinal=9, motion_id=announced.motions[1], adopted_at=announced.estate.site.at
    )
    with announced.estate.site.unguarded(), writing(0):
        db.session.add(row)
    assert differences(announced.estate) == [f"resolution {announced.motions[1]}: in the table and not in the log"]


def test_a_destroyed_private_part_compares_as_erased(announced):
    by_hand(announced.estate.site, delete(JournalPrivate))
    by_hand(announced.estate.site, update(BallotChoice).values(choice="abstain"))
    assert differences(announced.estate) == []
    report = checking.check(announced.estate.ref)
    assert report.erased == report.lines > 0
    assert report.problems == []


def test_a_difference_never_says_a_value(voted):
    by_hand(voted.estate.site, update(BallotChoice).values(choice="abstain"))
    found = differences(voted.estate)
    assert found
    assert not any(word in each for each in found for word in ("agree", "oppose", "abstain"))


def test_what_the_sums_do_not_show_still_stops_the_result(voted):
    """Somebody else is said to have cast a ballot: both counts agree, and a row is false."""
    by_hand(voted.estate.site, update(Ballot).filter_by(head_id=voted.heads["陈一"]).values(account_id=voted.estate.owners["赵一"]))
    voted.estate.site.at = CLOSES
    with pytest.raises(Refused) as refused:
        voted.estate.site.act(voted.estate.ref, SYSTEM, close_voting, voted.id)
    assert refused.value.why is Why.LOG_DIFFERS
    assert db.session.scalar(select(Finding.id)) is None


@pytest.mark.parametrize(
    "change", [update(BallotChoice).values(choice="abstain"), update(Finding).values(reason="x"), update(Result).values(objections_until=date(2026, 12, 1))]
)  # fmt: skip
def test_nothing_is_announced_over_a_difference(voted, change):
    close(voted)
    after_objections(voted.estate)
    by_hand(voted.estate.site, change)
    with pytest.raises(Refused) as refused:
        voted.estate.site.act(voted.estate.ref, voted.estate.actor("周主任"), announce, voted.id)
    assert refused.value.why in (Why.LOG_DIFFERS, Why.COUNTS_DIFFER)
    assert db.session.scalar(select(Resolution.id)) is None


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (update(JournalLeaf).where(JournalLeaf.index == 2).values(hash=bytes(32)), "line 2 has another hash"),
        (update(JournalLeaf).where(JournalLeaf.index == 2).values(type="other"), "line 2 is filed under another type or subject"),
        (
            update(JournalNode).where(JournalNode.level == 1, JournalNode.index == 1).values(hash=bytes(32)),
            "subtree 1/1 is not that of its lines",
        ),
        (delete(JournalNode).where(JournalNode.level == 2), "subtree 2/0 is not that of its lines"),
        (update(JournalPrivate).where(JournalPrivate.index == 3).values(body=b"{}"), "line 3 has another private part"),
        (update(Checkpoint).values(root=bytes(32)), "the checkpoint over 5 lines has another root"),
        (update(Checkpoint).values(size=9), "a checkpoint covers 9 lines, which are not there"),
        (delete(JournalLeaf).where(JournalLeaf.index == 5), "subtree 1/2 belongs to no lines"),
    ],
)
def test_a_log_changed_by_hand_is_found_out(estate, forged, statement, said):
    write(estate, 5)
    checkpoints.take(estate.ref, Reason.ASKED, estate.site.at)
    write(estate, 1)
    forged(statement)
    assert said in checking.check(estate.ref).problems


def test_a_log_rewritten_as_a_whole_is_found_out_by_the_file_outside(estate, forged):
    write(estate, 4)
    checkpoints.take(estate.ref, Reason.ASKED, estate.site.at)
    for table in (JournalLeaf, JournalNode, JournalPrivate, JournalBound, Checkpoint):
        forged(delete(table))
    write(estate, 4)
    assert checking.check(estate.ref).problems == ["the 4 lines that were signed last are not those that are there"]


def test_the_command_says_what_it_covers_and_fails_on_a_difference(announced):
    site, runner = announced.estate.site, announced.estate.site.app.test_cli_runner()
    good = runner.invoke(args=["journal", "check"])
    assert good.exit_code == 0, good.output
    assert "ballot: 11 rows rebuilt from the log" in good.output
    assert "unit: 14 rows compared with what the log bound" in good.output
    assert "outside the log: alembic_version, checkpoint" in good.output
    by_hand(site, update(Resolution).values(ordinal=7))
    bad = runner.invoke(args=["journal", "check"])
    assert bad.exit_code == 1
    assert "DIFFERS: resolution" in bad.output


def test_the_worker_reports_every_difference(announced, caplog):
    assert worker.check_logs() == []
    by_hand(announced.estate.site, update(Resolution).values(ordinal=7))
    assert f"songlu: resolution {announced.motions[0]}: ordinal differs" in worker.check_logs()
    assert "ordinal differs" in caplog.text
