"""Every row of every table is bound by a line of the log: whatever is changed, added or removed without an act is named."""

import json

import pytest
from sqlalchemy import delete, func, insert, select, update

from huasheng_vote.assemblies.actions.announcing import announce
from huasheng_vote.extensions import db
from huasheng_vote.journal import bound, checking, rows
from huasheng_vote.journal.models import JournalBound, JournalLeaf
from huasheng_vote.people.models import Account, RoleGrant
from huasheng_vote.register.models import Unit
from tests.actions.test_closing import EVERYBODY, after_objections, cast, close
from tests.actions.test_journal_check import by_hand
from tests.builders import neighbourhood
from tests.voting import noticed


@pytest.fixture
def announced(estate):
    """A vote that is over and announced."""
    meeting = noticed(estate)
    for name in EVERYBODY:
        cast(meeting, name, "agree", "oppose")
    close(meeting)
    after_objections(estate)
    estate.site.act(estate.ref, estate.actor("周主任"), announce, meeting.id)
    return meeting


def bound_rows(estate):
    """One row of each bound table that has any, as (table, id)."""
    found = []
    for table in bound.tables():
        row = db.session.scalar(select(func.min(table.c.id)))
        found += [(table, row)] if row else []
    return found


def every_difference(estate):
    db.session.rollback()
    return bound.compare(estate.ref) + bound.compare_shared()


def test_every_row_of_every_table_is_bound_by_a_line(announced):
    assert {table.name for table, _ in bound_rows(announced.estate)} >= {
        "account",
        "estate",
        "unit",
        "party",
        "role_grant",
        "roll_head",
        "assembly",
        "motion",
    }
    assert every_difference(announced.estate) == []


def test_a_unit_enlarged_by_hand_is_named(announced):
    unit = db.session.scalar(select(func.min(Unit.id)))
    by_hand(announced.estate.site, update(Unit).filter_by(id=unit).values(area=Unit.area + 1))
    assert every_difference(announced.estate) == [f"unit {unit}: not as the log bound it"]


def test_an_office_given_or_taken_by_hand_is_named(announced):
    last = db.session.scalar(select(func.max(RoleGrant.id)))
    row = dict(db.session.execute(select(RoleGrant.__table__).filter_by(id=last)).one()._mapping)
    by_hand(announced.estate.site, insert(RoleGrant.__table__).values({**row, "id": last + 1}))
    by_hand(announced.estate.site, delete(RoleGrant).filter_by(id=last))
    assert every_difference(announced.estate) == [f"role_grant {each}: not as the log bound it" for each in (last, last + 1)]


def test_an_account_given_to_another_phone_by_hand_is_named(announced):
    account = announced.estate.owners["陈一"]
    by_hand(announced.estate.site, update(Account).filter_by(id=account).values(phone_digest="0" * 64))
    assert every_difference(announced.estate) == [f"account {account}: not as the log bound it"]


def test_digests_that_a_line_did_not_commit_to_are_found(announced, forged):
    last = db.session.scalar(select(func.max(JournalBound.index)))
    forged(update(JournalBound).filter_by(index=last).values(digests=b"{}"))
    assert f"line {last} binds other rows" in checking.check(announced.estate.ref).problems


def test_rows_taken_in_by_an_operator_are_in_a_public_line(announced):
    site, unit = announced.estate.site, db.session.scalar(select(func.min(Unit.id)))
    by_hand(site, update(Unit).filter_by(id=unit).values(number="1901"))
    said = site.app.test_cli_runner().invoke(args=["journal", "adopt-rows", "songlu", "门牌改号"])
    assert said.output == "songlu: 1 rows bound anew\n"
    line = json.loads(bytes(db.session.scalar(select(JournalLeaf.body).order_by(JournalLeaf.index.desc()).limit(1))))
    assert (line["type"], line["facts"]) == ("log.rows_adopted", {"reason": "门牌改号", "rows": {"unit": 1}})
    assert every_difference(announced.estate) == []
    again = site.app.test_cli_runner().invoke(args=["journal", "adopt-rows", "songlu", "门牌改号"])
    assert again.output == "songlu: no row differs\n"


def test_what_another_estate_wrote_meanwhile_is_its_own_lines_to_bind(site, estate):
    other = neighbourhood(site, "next", "邻园")
    connection = db.session.connection()
    rows.touched(connection)["unit"] = rows.Touched(above={estate.ref.id: 0})
    bound_here = rows.take_up(connection, estate.ref.id)["unit"]
    theirs = db.session.scalars(select(Unit.id).filter_by(estate_id=other.ref.id)).all()
    assert len(bound_here) == 14
    assert not set(map(str, theirs)) & bound_here.keys()
    assert rows.touched(connection) == {}


def test_an_act_that_changes_a_row_after_its_last_line_is_refused(estate):
    def late(on):
        on.record("test.written", "test/1", {})
        db.session.execute(update(Unit).values(area=1))

    with pytest.raises(RuntimeError, match="after the last line of the log: unit"):
        estate.site.act(estate.ref, estate.actor("周主任"), late)
