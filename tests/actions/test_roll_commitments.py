"""The roll is committed to when notice freezes it; a corrected roll is committed to anew."""

import json

import pytest
from sqlalchemy import select, update

from huasheng_vote.assemblies.actions import correcting
from huasheng_vote.assemblies.models.rolls import RollUnit
from huasheng_vote.assemblies.queries.commitments import committed, units_text
from huasheng_vote.assemblies.queries.frozen import frozen
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.journal.models import JournalLeaf
from huasheng_vote.people.actions import approvals
from huasheng_vote.people.models import Approval
from huasheng_vote.register.models import Unit
from huasheng_vote.rules.commitments import P, commit_area, commit_line, product, root_of
from tests.meetings import Convening


@pytest.fixture
def convening(estate):
    return Convening(estate).set_up()


def told(type):
    body = db.session.scalars(select(JournalLeaf.body).filter_by(type=type).order_by(JournalLeaf.index.desc()).limit(1)).one()
    return json.loads(bytes(body))["facts"]


def test_the_notice_fixes_every_line_of_the_roll(convening):
    meeting = convening.noticed()
    facts = told("notice.given")
    lines = committed(convening.estate.ref.id, meeting)
    assert facts["commitments"]["root"] == root_of([each.public for each in lines]).hex()
    assert facts["commitments"]["lines"] == len(lines)


def test_each_line_opens_to_the_heads_own_units(convening):
    meeting = convening.noticed()
    known = frozen(convening.estate.ref.id, meeting)
    for each in committed(convening.estate.ref.id, meeting):
        head = known.heads[each.head]
        assert each.line == commit_line(meeting, units_text(head), head.area, head.pseudonym, each.salt)


def test_the_commitments_multiply_to_the_area_in_the_notice(convening):
    meeting = convening.noticed()
    facts, lines = told("notice.given"), committed(convening.estate.ref.id, meeting)
    counted = [each.areas["roll"] for each in lines if "roll" in each.areas]
    assert len(counted) == facts["heads"]
    whole = product(int.from_bytes(each.commitment, "big") for each in counted)
    assert whole == commit_area(facts["area"], sum(int.from_bytes(each.blind, "big") for each in counted))


def test_no_public_line_names_a_unit_or_an_area(convening):
    meeting = convening.noticed()
    values = {str(value) for row in db.session.execute(select(RollUnit.number, RollUnit.area)) for value in row}
    for each in committed(convening.estate.ref.id, meeting):
        line = json.loads(each.public)
        assert set(line) == {"head", "line", "areas"}
        assert not values & {line["head"], line["line"], *line["areas"].values()}
        assert all(1 < int.from_bytes(area.commitment, "big") < P for area in each.areas.values())


def test_a_corrected_roll_is_committed_to_anew(convening):
    meeting = convening.noticed()
    before = told("notice.given")["commitments"]["root"]
    with convening.estate.site.unguarded(), writing(0):
        db.session.execute(update(Unit).where(Unit.number == "102").values(area=915000))
    places = list(db.session.scalars(select(Unit.id).where(Unit.number == "102")))
    request = convening.do(correcting.propose_correction, meeting, places, "面积更正")
    convening.do(approvals.approve, request, db.session.get(Approval, request).digest, by="吴委员")
    convening.do(correcting.correct_roll, meeting, places, "面积更正")
    facts = told("roll.corrected")
    lines = committed(convening.estate.ref.id, meeting)
    assert facts["commitments"]["root"] == root_of([each.public for each in lines]).hex() != before
    assert sum(each.areas["roll"].area for each in lines if "roll" in each.areas) == facts["area"]
