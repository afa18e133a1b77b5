"""What the register tells the law: units, owner sets, and who speaks for which head."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from huasheng_vote.app import roles_of
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.register import queries
from huasheng_vote.register.models import Enrolment, Kind, Ownership, Party, Unit
from huasheng_vote.rules.roll import DEVELOPER, Roll, Use
from tests import builders
from tests.builders import Neighbourhood


@pytest.fixture
def statements():
    """Every statement sent to the database from here on."""
    sent: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        if statement.startswith("SELECT"):
            sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield sent
    event.remove(db.engine, "before_cursor_execute", note)


def unit(estate: Neighbourhood, number: str) -> Unit:
    return db.session.query(Unit).filter_by(estate_id=estate.ref.id, number=number).first()


def test_the_roll_is_read_in_one_statement(estate, statements):
    db.session.rollback()
    statements.clear()
    units = queries.roll_units(estate.ref.id, estate.site.at)
    assert len(units) == 14
    assert len(statements) == 1


def test_an_owner_of_two_flats_is_one_head_and_co_owners_are_one_head(estate):
    roll = Roll.of(queries.roll_units(estate.ref.id, estate.site.at))
    sizes = sorted(len(head.units) for head in roll.heads if head.owners != DEVELOPER)
    assert sizes == [1] * 10 + [2]
    assert max(len(head.owners) for head in roll.heads) == 2


def test_unsold_units_are_the_developers_single_head(estate):
    everything = Roll.of(queries.roll_units(estate.ref.id, estate.site.at), frozenset(Use))
    held = [head for head in everything.heads if head.owners == DEVELOPER]
    assert len(held) == 1
    assert {unit.number for unit in held[0].units} == {"S1", "P1"}


def test_ownership_counts_from_its_first_moment_until_before_its_last(estate):
    flat = unit(estate, "102")
    with estate.site.unguarded(), writing(0):
        first = db.session.query(Ownership).filter_by(unit_id=flat.id).one()
        first.until = estate.site.at
        heir = Party(estate_id=estate.ref.id, identity="heir", name="孙一")
        db.session.add(heir)
        db.session.flush()
        db.session.add(Ownership(estate_id=estate.ref.id, unit_id=flat.id, party_id=heir.id, since=estate.site.at))
        before, after = str(first.party_id), str(heir.id)
        flat_id = flat.id

    def owners(at):
        return next(unit.owners for unit in queries.roll_units(estate.ref.id, at) if unit.key == str(flat_id))

    assert owners(estate.site.at - timedelta(milliseconds=1)) == {before}
    assert owners(estate.site.at) == {after}


def test_a_retired_unit_leaves_the_roll_at_its_moment(estate):
    with estate.site.unguarded(), writing(0):
        unit(estate, "S1").retired_at = estate.site.at
    assert "S1" not in {u.number for u in queries.roll_units(estate.ref.id, estate.site.at)}
    assert "S1" in {u.number for u in queries.roll_units(estate.ref.id, estate.site.at - timedelta(milliseconds=1))}


def test_an_account_speaks_for_its_own_units_alone(estate):
    mine = queries.units_of_account(estate.ref.id, estate.owners["王大山"], estate.site.at)
    assert [(u.building, u.number) for u in mine] == [("1", "101"), ("2", "101")]
    assert len(queries.heads_of_account(estate.ref.id, estate.owners["王大山"], estate.site.at)) == 1


def test_both_co_owners_speak_for_their_common_head(estate):
    heads = [queries.heads_of_account(estate.ref.id, estate.owners[name], estate.site.at) for name in ("刘甲", "刘乙")]
    assert heads[0] == heads[1]
    assert len(heads[0]) == 1


def test_an_account_of_nobody_speaks_for_nothing(estate):
    assert queries.units_of_account(estate.ref.id, estate.staff["周主任"], estate.site.at) == []
    assert queries.heads_of_account(estate.ref.id, estate.staff["周主任"], estate.site.at) == []


def test_the_developers_account_speaks_for_what_is_unsold(estate):
    with estate.site.unguarded(), writing(0):
        developer = Party(estate_id=estate.ref.id, identity="developer", name="建设单位", kind=Kind.DEVELOPER)
        db.session.add(developer)
        db.session.flush()
        db.session.add(
            Enrolment(
                estate_id=estate.ref.id, party_id=developer.id, account_id=estate.staff["管理员"], how="counter", since=estate.site.at
            )
        )
    units = queries.units_of_account(estate.ref.id, estate.staff["管理员"], estate.site.at)
    assert {u.number for u in units} == {"S1", "P1"}


def test_an_owner_here_is_nobody_in_the_neighbouring_estate(estate, site):
    other = builders.neighbourhood(site, slug="other", name="另一小区")
    assert queries.units_of_account(other.ref.id, estate.owners["陈一"], site.at) == []
    assert roles_of(other.ref.id, estate.owners["陈一"], site.at) == frozenset()
