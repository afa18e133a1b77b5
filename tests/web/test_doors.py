"""The desk and the door list: who is still to be visited, in steps, never how anybody voted."""

import pytest
from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.journal.models import JournalLeaf
from huasheng_vote.register.models import Party, Unit
from tests.actions.test_closing import EVERYBODY, cast
from tests.voting import CLOSES, noticed


@pytest.fixture
def meeting(estate):
    return noticed(estate)


def unit(number, building="1"):
    from huasheng_vote.register.models import Building

    return db.session.scalar(
        select(Unit.id).join(Building, Building.id == Unit.building_id).where(Unit.number == number, Building.name == building)
    )


def text(answer, status=200):
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


def test_a_neighbour_head_sees_the_doors_of_their_own_building_alone(meeting, estate):
    head = estate.client("李邻长")
    page = text(head.get(meeting.url("/doors")))
    assert "6 户，已投 0 户，还有 6 户" in page
    text(head.get(meeting.url("/doors/2")), 403)
    text(head.post(meeting.url(f"/doors/{unit('101', '2')}/mark"), data={"mark": "given"}), 403)


def test_owners_are_masked_and_their_numbers_too(meeting, estate):
    page = text(estate.client("李邻长").get(meeting.url("/doors")))
    assert "王*山" in page
    assert "王大山" not in page
    assert db.session.scalar(select(Party).filter_by(name="陈一")).phone not in page


def test_a_number_is_shown_for_one_call_after_a_fresh_code_and_leaves_a_line(meeting, estate):
    phone = db.session.scalar(select(Party).filter_by(name="陈一")).phone
    path = meeting.url(f"/doors/{unit('102')}/call")
    text(estate.client("李邻长", stepped_up=False).post(path), 403)
    assert f"tel:{phone}" in text(estate.client("李邻长").post(path))
    assert db.session.scalar(select(JournalLeaf.type).order_by(JournalLeaf.index.desc()).limit(1)) == "phone.revealed"


def test_a_visit_is_written_down_and_the_latest_one_shows(meeting, estate):
    head, path = estate.client("李邻长"), meeting.url(f"/doors/{unit('102')}/mark")
    for mark in ("away", "away", "again"):
        assert head.post(path, data={"mark": mark}).status_code == 303
    page = text(head.get(meeting.url("/doors")))
    assert 'class="door again"' in page
    head.post(path, data={"mark": "away"})
    assert "3 次不在家" in text(head.get(meeting.url("/doors")))


@pytest.mark.parametrize("mark", ["voted", "", "x" * 10000, "🙂"])
def test_a_mark_that_is_none_is_refused(meeting, estate, mark):
    text(estate.client("李邻长").post(meeting.url(f"/doors/{unit('102')}/mark"), data={"mark": mark}), 422)


def test_after_closing_no_visit_is_written_down(meeting, estate):
    estate.site.at = CLOSES
    estate.client("陈一").get(meeting.url("/vote"))
    text(estate.client("李邻长").post(meeting.url(f"/doors/{unit('102')}/mark"), data={"mark": "given"}), 409)


def test_a_door_lights_only_with_the_step(meeting, estate):
    for name in EVERYBODY[:9]:
        cast(meeting, name, "agree", "oppose")
    assert 'class="door on"' not in text(estate.client("李邻长").get(meeting.url("/doors")))
    cast(meeting, EVERYBODY[9], "agree", "oppose")
    assert 'class="door on"' in text(estate.client("李邻长").get(meeting.url("/doors")))


def test_the_desk_shows_conveners_which_doors_are_left(meeting, estate):
    page = text(estate.client("周主任").get(meeting.url("/desk")))
    assert "还差" in page
    assert "101、102" in page
    for outsider in ("陈一", "李邻长"):
        text(estate.client(outsider).get(meeting.url("/desk")), 403)


def test_who_took_part_is_told_to_signed_in_owners_alone_and_in_steps(meeting, estate, client):
    for name in EVERYBODY[:10]:
        cast(meeting, name, "agree", "oppose")
    assert "101、102" in text(estate.client("陈一").get(meeting.url("/participants")))
    assert client.get(meeting.url("/participants")).status_code in (302, 303, 403)
    assert estate.client("李邻长").get(meeting.url("/participants")).status_code == 403
