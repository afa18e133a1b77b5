"""Importing a register: what is read, what is compared, what is written, and that it is all or nothing."""

import json

import pytest
from sqlalchemy import func, select

from huasheng_vote.extensions import db
from huasheng_vote.journal.models import JournalLeaf, JournalPrivate
from huasheng_vote.register import queries
from huasheng_vote.register.actions.imports import File, import_register, prepare
from huasheng_vote.register.models import Building, ImportBatch, Ownership, Party, Unit
from huasheng_vote.rules.exact import show_area
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.roll import Roll, Use
from tests import builders, sheets


@pytest.fixture
def empty(site):
    """An estate whose register is still empty, and how to import into it."""
    return builders.neighbourhood(site, flats=False)


def look(estate, rows, *, whole=True, name="名册.csv", encoding="utf-8"):
    content = rows if isinstance(rows, bytes) else sheets.as_csv(rows, encoding)
    return prepare(estate.ref.id, File(name, content, whole), estate.site.at)


def bring(estate, rows, **how):
    prepared = look(estate, rows, **how)
    return estate.site.act(estate.ref, estate.actor("周主任"), import_register, prepared)


def totals(estate):
    total = Roll.of(queries.roll_units(estate.ref.id, estate.site.at), frozenset(Use)).total
    return total.heads, show_area(total.area)


def test_a_first_import_gives_the_heads_and_area_the_calculator_gives(empty):
    prepared = look(empty, [sheets.HEADER, *sheets.FLATS])
    bring(empty, [sheets.HEADER, *sheets.FLATS])
    report = prepared.reading.report()
    assert totals(empty) == (report["heads"], report["area"]) == (5, "458.74")
    assert [building.name for building in queries.buildings(empty.ref.id)] == ["1", "2"]


def test_three_thousand_lines_arrive_complete(empty):
    rows = sheets.many(3000)
    report = look(empty, rows).reading.report()
    bring(empty, rows)
    assert report["units"] == 3000
    assert totals(empty) == (report["heads"], report["area"])
    assert db.session.scalar(select(func.count()).select_from(Building)) == 30


def test_a_large_import_is_told_in_pieces_and_a_small_one_in_one_leaf(empty):
    bring(empty, [sheets.HEADER, *sheets.FLATS])
    assert types(empty) == ["register.imported"]
    bring(empty, sheets.many(1500), whole=False)
    assert types(empty).count("register.imported") == 2
    assert "register.lines" in types(empty)


def types(estate):
    return list(db.session.scalars(select(JournalLeaf.type).filter_by(estate_id=estate.ref.id).order_by(JournalLeaf.index)))


def test_the_public_leaf_names_nobody_and_the_private_one_seals_phones(empty):
    bring(empty, [sheets.HEADER, *sheets.FLATS])
    public = db.session.scalars(select(JournalLeaf.body).order_by(JournalLeaf.index.desc())).first().decode()
    private = db.session.scalars(select(JournalPrivate.body).order_by(JournalPrivate.id.desc())).first().decode()
    facts = json.loads(public)["facts"]
    assert (facts["units"], facts["heads"], facts["new"]) == (6, 4, 6)
    assert "张三" not in public
    assert "张三" in private
    assert "10000000001" not in private
    assert "110000000000000001" not in private


def test_importing_the_same_file_again_changes_nothing(empty):
    bring(empty, [sheets.HEADER, *sheets.FLATS])
    with pytest.raises(Refused) as refused:
        bring(empty, [sheets.HEADER, *sheets.FLATS])
    assert refused.value.why is Why.NOTHING_TO_CHANGE


def test_a_row_in_error_stops_the_whole_import(empty):
    wrong = [*sheets.FLATS[:2], ["3栋", "", "301", "别墅", "-5", "钱七", "", "", ""]]
    with pytest.raises(Refused) as refused:
        bring(empty, [sheets.HEADER, *wrong])
    assert refused.value.why is Why.ROWS_IN_ERROR
    assert db.session.scalar(select(func.count()).select_from(Unit)) == 0


def test_a_preview_of_an_earlier_register_writes_nothing(empty):
    early = look(empty, [sheets.HEADER, *sheets.FLATS])
    bring(empty, [sheets.HEADER, *sheets.FLATS[:3]])
    with pytest.raises(Refused) as refused:
        empty.site.act(empty.ref, empty.actor("周主任"), import_register, early)
    assert refused.value.why is Why.CHANGED_MEANWHILE


def test_the_difference_names_new_changed_and_retired_units(empty):
    bring(empty, [sheets.HEADER, *sheets.FLATS])
    larger = [*sheets.FLATS[0]]
    larger[4] = "107"
    new = ["3栋", "", "101", "", "70", "钱七", "", "10000000007", ""]
    plan = look(empty, [sheets.HEADER, larger, *sheets.FLATS[1:5], new]).plan
    assert [place for place, _ in plan.new_units.values()] == [("3", "", "101")]
    assert [(change.place, change.before.area, change.after.area) for change in plan.changed_units] == [
        (("1", "1", "101"), 1067200, 1070000)
    ]
    assert list(plan.retired_units.values()) == [("2", "", "201")]


def test_a_part_of_the_register_leaves_the_rest_alone(empty):
    bring(empty, [sheets.HEADER, *sheets.FLATS])
    assert look(empty, [sheets.HEADER, sheets.FLATS[0]], whole=False).plan.empty
    assert len(look(empty, [sheets.HEADER, sheets.FLATS[0]], whole=True).plan.retired_units) == 5


def test_a_retired_unit_that_comes_back_is_the_same_unit(empty):
    bring(empty, [sheets.HEADER, *sheets.FLATS])
    first = {unit.number: unit.key for unit in queries.roll_units(empty.ref.id, empty.site.at)}
    bring(empty, [sheets.HEADER, *sheets.FLATS[:3]])
    empty.site.later(minutes=1)
    bring(empty, [sheets.HEADER, *sheets.FLATS])
    assert {unit.number: unit.key for unit in queries.roll_units(empty.ref.id, empty.site.at)} == first
    assert totals(empty) == (5, "458.74")


def test_a_sale_ends_one_ownership_and_starts_another(empty):
    bring(empty, [sheets.HEADER, *sheets.FLATS])
    sold = [*sheets.FLATS[0]]
    sold[5:8] = ["孙八", "110000000000000008", "10000000008"]
    empty.site.later(days=1)
    bring(empty, [sheets.HEADER, sold, *sheets.FLATS[1:]])
    unit = db.session.scalars(select(Unit).filter_by(number="101").order_by(Unit.id)).first()
    history = [(row.until is None) for row in db.session.scalars(select(Ownership).filter_by(unit_id=unit.id).order_by(Ownership.id))]
    assert history == [False, True]
    assert totals(empty)[0] == 6


def test_a_new_telephone_number_does_not_make_a_new_person(empty):
    bring(empty, [sheets.HEADER, *sheets.FLATS])
    before = db.session.scalar(select(func.count()).select_from(Party))
    moved = [[*row] for row in sheets.FLATS]
    moved[4][7] = "10000000044"
    plan = look(empty, [sheets.HEADER, *moved]).plan
    assert (len(plan.new_parties), len(plan.changed_parties), len(plan.owners)) == (0, 1, 0)
    bring(empty, [sheets.HEADER, *moved])
    assert db.session.scalar(select(func.count()).select_from(Party)) == before
    assert look(empty, [sheets.HEADER, *moved]).plan.empty


def test_a_document_learnt_later_belongs_to_the_person_of_that_name_and_phone(empty):
    bring(empty, [sheets.HEADER, *sheets.FLATS])
    known = [[*row] for row in sheets.FLATS]
    known[4][6] = "110000000000000006"
    plan = look(empty, [sheets.HEADER, *known]).plan
    assert (len(plan.new_parties), len(plan.changed_parties)) == (0, 1)
    bring(empty, [sheets.HEADER, *known])
    assert look(empty, [sheets.HEADER, *known]).plan.empty
    assert look(empty, [sheets.HEADER, *sheets.FLATS]).plan.empty, "a later file without the document must not take it away"


def test_two_people_of_one_name_stay_two(empty):
    rows = [["1", "", "101", "", "80", "王一", "", "", ""], ["1", "", "102", "", "80", "王一", "", "", ""]]
    bring(empty, [sheets.HEADER, *rows])
    assert totals(empty) == (2, "160")
    assert look(empty, [sheets.HEADER, *rows]).plan.empty


def test_the_order_of_lines_does_not_change_who_is_who(empty):
    bring(empty, [sheets.HEADER, *sheets.FLATS])
    assert look(empty, [sheets.HEADER, *reversed(sheets.FLATS)]).plan.empty


def test_a_batch_keeps_the_fingerprint_and_not_the_file(empty):
    bring(empty, [sheets.HEADER, *sheets.FLATS], name="业主名册2026.csv")
    batch = db.session.scalars(select(ImportBatch)).one()
    assert (batch.file_name, batch.units, batch.heads, len(batch.sha256)) == ("业主名册2026.csv", 6, 4, 64)


def test_one_estates_register_does_not_touch_anothers(empty, site):
    other = builders.neighbourhood(site, slug="other", name="另一小区")
    before = totals(other)
    bring(empty, [sheets.HEADER, *sheets.FLATS])
    assert totals(other) == before
    assert look(empty, [sheets.HEADER, *sheets.FLATS]).plan.empty


def test_characters_nobody_can_see_do_not_reach_the_register(empty):
    rows = [["1", "", "101", "", "80", "张\x00三\u202e", "", "10000000001", ""], ["1", "", "102", "", "80", "😀", "", "", ""]]
    bring(empty, [sheets.HEADER, *rows])
    assert set(db.session.scalars(select(Party.name))) == {"张三", "😀"}


def test_a_door_by_the_page_is_an_error_of_its_row(empty):
    reading = look(empty, [sheets.HEADER, ["1", "", "1" * 10_000, "", "80", "张三", "", "", ""]]).reading
    assert [(each.row, each.column, each.code) for each in reading.errors] == [(2, "房号", Why.TOO_LONG)]


def test_sixty_characters_of_a_door_are_read_and_sixty_one_are_not(empty):
    rows = [["1", "", "A" * length, "", "80", "张三", "", "10000000001", ""] for length in (60, 61)]
    assert [each.row for each in look(empty, [sheets.HEADER, *rows]).reading.errors] == [3]
