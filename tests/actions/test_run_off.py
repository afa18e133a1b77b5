"""The run-off: opened by the convener once nothing passed, among those who lead, newly noticed, and never twice."""

from dataclasses import replace

import pytest

from huasheng_vote.assemblies.actions import cancelling, conveners, drafting, runoffs
from huasheng_vote.assemblies.queries import meetings
from huasheng_vote.extensions import db
from huasheng_vote.rules.convening import Convener
from huasheng_vote.rules.refusal import Refused, Why
from tests.actions.test_closing import EVERYBODY, after_objections, cast, close
from tests.meetings import Convening
from tests.voting import Asked, noticed

COMPANIES = Asked(
    "选聘物业公司", "property_company", options=(("1", "青竹物业"), ("2", "远山物业"), ("3", "明湖物业"), ("4", "无人问津物业"))
)


def voted(estate, *answers):
    """A vote on four companies in which the eleven who take part answer like this, closed."""
    meeting = noticed(estate, (COMPANIES,))
    for name, answer in zip(EVERYBODY, answers, strict=True):
        cast(meeting, name, answer)
    close(meeting)
    return meeting


SPLIT = ("2", "1", "1", "1", "1", "2", "2", "2", "3", "none_of_these", "abstain")


@pytest.fixture
def split(estate):
    """Four for the first, four for the second (with the most area), one for the third: nobody has both majorities."""
    return voted(estate, *SPLIT)


def do(meeting, fn, *args, by="周主任"):
    return meeting.estate.site.act(meeting.estate.ref, meeting.estate.actor(by), fn, *args)


def announce(meeting):
    after_objections(meeting.estate)
    answer = meeting.estate.client("周主任").post(meeting.url("/result/announcement"))
    assert answer.status_code == 303


def run_off(meeting):
    return do(meeting, runoffs.open_run_off, meeting.id, meeting.motions[0], "第二轮", "没有一个方案过半")


def why(act, *args):
    with pytest.raises(Refused) as refused:
        act(*args)
    return refused.value.why


def question(meeting, made):
    db.session.rollback()
    return meetings.questions(meeting.estate.ref.id, made)[0]


def test_the_leading_two_are_voted_on_again(split):
    announce(split)
    made = run_off(split)
    again = question(split, made)
    assert [each.text for each in again.options] == ["青竹物业", "远山物业"]
    assert (again.motion.title, again.motion.matter, again.motion.run_off_of) == ("选聘物业公司", "property_company", split.motions[0])
    draft = meetings.meeting(split.estate.ref.id, made)
    assert (draft.state, draft.opens_at, draft.title, draft.reason) == ("draft", None, "第二轮", "没有一个方案过半")


def test_before_the_announcement_nothing_is_run_off(split):
    assert why(run_off, split) is Why.NOT_ANNOUNCED_YET


def test_what_passed_is_not_run_off(estate):
    meeting = voted(estate, *["1"] * 10, "2")
    announce(meeting)
    assert why(run_off, meeting) is Why.NO_RUN_OFF


def test_where_the_owners_chose_none_nothing_is_run_off(estate):
    meeting = voted(estate, *["none_of_these"] * 9, "1", "2")
    announce(meeting)
    assert why(run_off, meeting) is Why.NO_RUN_OFF


def test_too_few_taking_part_is_no_run_off(estate):
    meeting = noticed(estate, (COMPANIES,))
    cast(meeting, "陈一", "1")
    cast(meeting, "陈二", "2")
    close(meeting)
    announce(meeting)
    assert why(run_off, meeting) is Why.NO_RUN_OFF


def test_it_is_opened_once_and_again_when_it_was_dropped(split):
    announce(split)
    made = run_off(split)
    assert why(run_off, split) is Why.ALREADY_DONE
    do(split, cancelling.cancel_assembly, made, "先不开")
    assert run_off(split) != made


def test_nobody_can_slip_another_company_into_it(split):
    announce(split)
    made = run_off(split)
    again = question(split, made)
    wording = cancelling.reworded(again)
    more = replace(wording, options=(*wording.options, "明湖物业"))
    assert why(do, split, drafting.edit_motion, made, again.motion.id, more) is Why.RUN_OFF_FIXED
    do(split, drafting.edit_motion, made, again.motion.id, replace(wording, text="两家公司的方案全文。"))
    assert question(split, made).motion.text == "两家公司的方案全文。"
    assert question(split, made).motion.run_off_of == split.motions[0]


def test_a_cancelled_run_off_that_is_noticed_anew_stays_one(split):
    announce(split)
    made = run_off(split)
    do(split, cancelling.cancel_assembly, made, "日期有误")
    anew = do(split, cancelling.notice_anew, made)
    assert question(split, anew).motion.run_off_of == split.motions[0]


def test_the_group_that_stands_now_convenes_it(split):
    announce(split)
    ended = meetings.meeting(split.estate.ref.id, split.id).group_id
    do(split, conveners.end_group, ended, "任期届满", by="郑社区")
    member = conveners.Member("周主任", Convening(split.estate).phone("周主任"), "召集人")
    standing = do(split, conveners.post_group, Convener.COMMITTEE, "新一届业委会", "换届选举", [member], by="郑社区")
    assert meetings.meeting(split.estate.ref.id, run_off(split)).group_id == standing


def test_the_result_page_offers_it_to_the_convener_alone(split):
    visitor, chair = split.estate.site.client(), split.estate.client("周主任")
    address = f"/songlu/assemblies/{split.id}/motions/{split.motions[0]}/run-off"

    def read(client):
        return client.get(split.url("/result/")).get_data(as_text=True)

    assert "公告之后，由召集人决定是否开第二轮" in read(chair)
    announce(split)
    chair = split.estate.client("周主任")
    assert address in read(chair)
    assert address not in read(visitor)
    assert split.estate.client("陈一").post(address).status_code == 403
    made = chair.post(address)
    assert made.status_code == 303
    assert "青竹物业" in chair.get(made.location).get_data(as_text=True)
    assert "看第二轮会议" in read(chair)
    assert "看第二轮会议" not in read(visitor)  # a draft is the conveners' own
    assert chair.post(address).status_code == 409
