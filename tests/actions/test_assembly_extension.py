"""The one public extension: its condition, its length, two people, once."""

from datetime import timedelta

import pytest

from huasheng_vote.assemblies.actions import extending
from huasheng_vote.assemblies.queries import meetings
from huasheng_vote.extensions import db
from huasheng_vote.notices.models import Notice
from huasheng_vote.people.actions import approvals
from huasheng_vote.people.models import Approval
from huasheng_vote.rules.refusal import Refused, Why
from tests import voting

LATER = voting.CLOSES + timedelta(days=15)
OWNERS = ["王大山", "陈一", "陈二", "陈三", "陈四", "赵一", "赵二", "赵三"]  # 8 of 12 heads: exactly two thirds


@pytest.fixture
def meeting(estate):
    return voting.noticed(estate, extension_days=15)


def do(meeting, fn, *args, by="周主任"):
    return meeting.estate.site.act(meeting.estate.ref, meeting.estate.actor(by), fn, *args)


def why(act, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value.why


def row(meeting):
    db.session.rollback()
    return meetings.meeting(meeting.estate.ref.id, meeting.id)


def signed(meeting, closes=LATER, reason="参与不足"):
    request = do(meeting, extending.propose_extension, meeting.id, closes, reason)
    do(meeting, approvals.approve, request, db.session.get(Approval, request).digest, by="吴委员")


def take_part(meeting, names):
    for name in names:
        meeting.vote(meeting.estate.client(name), name, "agree", "agree")


def test_two_people_extend_and_everybody_is_told(meeting):
    assert why(do, meeting, extending.extend_voting, meeting.id, LATER, "参与不足") is Why.NEEDS_APPROVAL
    signed(meeting)
    do(meeting, extending.extend_voting, meeting.id, LATER, "参与不足")
    found = row(meeting)
    assert (found.extended_to, found.extension_reason, found.ends_at) == (LATER, "参与不足", LATER)
    assert db.session.query(Notice).filter_by(code="assembly.extended").count() > 0


def test_what_was_not_signed_is_not_done(meeting):
    signed(meeting)
    assert why(do, meeting, extending.extend_voting, meeting.id, LATER - timedelta(days=1), "参与不足") is Why.NEEDS_APPROVAL
    assert why(do, meeting, extending.extend_voting, meeting.id, LATER, "别的理由") is Why.NEEDS_APPROVAL


@pytest.mark.parametrize("off", [timedelta(seconds=1), -timedelta(days=15), -timedelta(days=16)])
def test_an_extension_is_later_and_no_longer_than_the_notice_says(meeting, off):
    assert why(do, meeting, extending.propose_extension, meeting.id, LATER + off, "参与不足") is Why.EXTENSION_TOO_LONG


def test_there_is_only_one(meeting):
    signed(meeting)
    do(meeting, extending.extend_voting, meeting.id, LATER, "参与不足")
    assert why(do, meeting, extending.propose_extension, meeting.id, LATER, "再来") is Why.NO_EXTENSION


def test_none_where_the_rules_do_not_allow_it(estate):
    meeting = voting.noticed(estate)
    assert why(do, meeting, extending.propose_extension, meeting.id, LATER, "参与不足") is Why.NO_EXTENSION


def test_none_once_voting_has_closed(meeting):
    signed(meeting)
    meeting.estate.site.at = voting.CLOSES
    assert why(do, meeting, extending.extend_voting, meeting.id, LATER, "参与不足") is Why.NO_EXTENSION


def test_none_once_two_thirds_of_the_heads_take_part(meeting):
    take_part(meeting, OWNERS[:7])
    signed(meeting)
    take_part(meeting, OWNERS[7:])
    assert why(do, meeting, extending.extend_voting, meeting.id, LATER, "参与不足") is Why.ENOUGH_TAKE_PART


def test_the_pages_lead_through_it(meeting):
    chair = meeting.estate.client("周主任")
    assert "延期一次" in chair.get(meeting.url("")).get_data(as_text=True)
    form = {"closes_at": "2026-12-23T18:00", "reason": "参与不足"}
    assert chair.post(meeting.url("/extend"), data={**form, "closes_at": "2026-12-24T18:00"}).status_code == 422
    asked = chair.post(meeting.url("/extend"), data=form)
    request = int(asked.location.rsplit("/", 1)[1])
    do(meeting, approvals.approve, request, db.session.get(Approval, request).digest, by="吴委员")
    assert chair.post(meeting.url(f"/extend/{request}")).status_code == 303
    assert "表决已延期" in meeting.estate.site.client().get(meeting.url("")).get_data(as_text=True)
