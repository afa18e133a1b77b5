"""The counting of the papers: nothing is published before it is done, recorded and witnessed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from huasheng_vote.assemblies.actions.closing import close_voting
from huasheng_vote.assemblies.actions.counting import Counting, publish_counted, record_count, witness_count
from huasheng_vote.assemblies.actions.paper_receive import Way
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.queries.frozen import frozen
from huasheng_vote.assemblies.queries.standing import standing
from huasheng_vote.extensions import db
from huasheng_vote.journal.models import JournalLeaf
from huasheng_vote.rules.access import SYSTEM
from huasheng_vote.rules.refusal import Why
from tests.actions.test_closing import EVERYBODY, cast, outcomes, refused
from tests.papers import CLERKS, clerks, do, enter, entry, issue, receive, vote_on_paper
from tests.voting import CLOSES, noticed


@pytest.fixture
def meeting(estate):
    made = noticed(clerks(estate))
    issue(made)
    return made


def close(meeting):
    meeting.estate.site.at = CLOSES
    meeting.estate.site.act(meeting.estate.ref, SYSTEM, close_voting, meeting.id)


def state():
    db.session.rollback()
    return db.session.scalar(select(Assembly.state))


def counting(meeting, caller="陈一", counter="陈二", overseer="赵一", at=None):
    return Counting("社区三楼会议室", at or meeting.estate.site.at, caller, counter, overseer, "封条完好")


def published(meeting):
    do(meeting, "周主任", record_count, counting(meeting))
    do(meeting, "郑社区", witness_count)
    do(meeting, "周主任", publish_counted)


def test_without_papers_the_result_is_published_as_the_vote_closes(estate):
    close(noticed(estate))
    assert state() == "published"


def test_where_papers_were_handed_out_the_vote_closes_and_waits_for_the_counting(meeting):
    close(meeting)
    assert (state(), outcomes(meeting)) == ("closed", [None, None])
    refused(Why.NOT_COUNTED_YET, do, meeting, "周主任", publish_counted)


def test_the_box_is_opened_after_closing_and_its_papers_count(meeting, estate):
    for name in EVERYBODY[:8]:
        cast(meeting, name, "agree", "agree")
    close(meeting)
    estate.site.later(hours=1)
    receive(meeting, "赵三", at=CLOSES - timedelta(hours=2))
    for clerk in CLERKS:
        enter(meeting, "赵三", entry(meeting, "agree", "oppose"), clerk)
    published(meeting)
    assert outcomes(meeting) == ["passed", "passed"]
    leaf = bytes(db.session.scalars(select(JournalLeaf.body).filter_by(type="result.published")).one()).decode()
    assert '"ballots":{"online":8,"paper":1}' in leaf


def test_the_counting_is_not_over_while_a_paper_is_not_settled(meeting, estate):
    receive(meeting, "陈二")
    close(meeting)
    estate.site.later(hours=1)
    assert refused(Why.PAPERS_UNFINISHED, do, meeting, "周主任", record_count, counting(meeting))["count"] == 1
    enter(meeting, "陈二", entry(meeting, "agree", "agree"))
    refused(Why.PAPERS_UNFINISHED, do, meeting, "周主任", publish_counted)
    enter(meeting, "陈二", entry(meeting, "agree", "agree"), "录入乙")
    published(meeting)
    assert state() == "published"


def test_once_the_counting_is_recorded_no_paper_turns_up_in_time(meeting, estate):
    close(meeting)
    estate.site.later(hours=1)
    do(meeting, "周主任", record_count, counting(meeting))
    assert receive(meeting, "陈二", at=CLOSES - timedelta(hours=2)) is False
    do(meeting, "郑社区", witness_count)
    do(meeting, "周主任", publish_counted)
    assert receive(meeting, "陈三", at=CLOSES - timedelta(hours=2)) is False
    refused(Why.NOT_POSSIBLE_NOW, enter, meeting, "陈三", entry(meeting, "agree", "agree"))


def test_a_late_paper_keeps_nothing_waiting(meeting, estate):
    close(meeting)
    estate.site.later(hours=1)
    assert receive(meeting, "陈二", way=Way.BOX) is False
    published(meeting)
    assert state() == "published"


def test_caller_counter_and_overseer_are_three_owners(meeting):
    close(meeting)
    assert refused(Why.NOT_AN_OWNER, do, meeting, "周主任", record_count, counting(meeting, counter="路人"))["field"] == "counter"
    assert refused(Why.SAME_PERSON, do, meeting, "周主任", record_count, counting(meeting, overseer="陈一"))["field"] == "overseer"


def test_the_counting_begins_at_the_posted_time_and_not_before(meeting, estate):
    from huasheng_vote.database import writing

    with estate.site.unguarded(), writing(0):
        db.session.query(Assembly).update({"counting_at": CLOSES + timedelta(hours=2)})
    close(meeting)
    estate.site.later(hours=3)
    early = counting(meeting, at=CLOSES + timedelta(hours=1))
    assert refused(Why.COUNTING_TOO_EARLY, do, meeting, "周主任", record_count, early)["field"] == "began_at"
    refused(Why.NOT_YET, do, meeting, "周主任", record_count, counting(meeting, at=CLOSES + timedelta(hours=4)))
    do(meeting, "周主任", record_count, counting(meeting, at=CLOSES + timedelta(hours=2)))
    refused(Why.ALREADY_DONE, do, meeting, "周主任", record_count, counting(meeting))


def test_the_witness_is_the_community_and_somebody_else(meeting):
    close(meeting)
    refused(Why.NOT_COUNTED_YET, do, meeting, "郑社区", witness_count)
    do(meeting, "郑社区", record_count, counting(meeting))
    refused(Why.NOT_ALLOWED, do, meeting, "郑社区", witness_count)
    refused(Why.NOT_ALLOWED, do, meeting, "吴委员", witness_count)
    refused(Why.NOT_WITNESSED_YET, do, meeting, "周主任", publish_counted)


def test_the_log_names_nobody_who_counted(meeting):
    close(meeting)
    do(meeting, "周主任", record_count, counting(meeting))
    leaf = bytes(db.session.scalars(select(JournalLeaf.body).filter_by(type="papers.counted")).one()).decode()
    assert not any(name in leaf for name in ("陈一", "陈二", "赵一", "封条"))


def test_between_closing_and_publication_the_standing_still_moves_in_steps_alone(meeting, estate):
    """Papers typed in one by one after closing would else show each ballot as it comes."""
    for name in EVERYBODY[:4]:
        cast(meeting, name, "agree", "agree")
    close(meeting)
    client = estate.client("陈四")
    before = main(client.get(meeting.url("/participants")))
    vote_from_box(meeting, "赵三")
    assert main(client.get(meeting.url("/participants"))) == before
    known = frozen(estate.ref.id, meeting.id)
    assert not standing(known, closed=False).closed
    assert "还没有结果" in client.get(meeting.url("/result/")).get_data(as_text=True)


def main(answer):
    return answer.get_data(as_text=True).split("<main")[1].split("</main>")[0]


def vote_from_box(meeting, name):
    receive(meeting, name, at=CLOSES - timedelta(hours=1))
    for clerk in CLERKS:
        enter(meeting, name, entry(meeting, "agree", "agree"), clerk)


def test_the_announcement_says_how_many_came_which_way(meeting, estate):
    cast(meeting, "陈一", "agree", "agree")
    cast(meeting, "陈三", "agree", "agree")
    estate.site.later(minutes=5)
    vote_on_paper(meeting, "陈二", "agree", "agree")
    vote_on_paper(meeting, "陈三", "oppose", "oppose")
    close(meeting)
    estate.site.later(hours=1)
    receive(meeting, "赵三")
    published(meeting)
    page = estate.client("陈一").get(meeting.url("/result/")).get_data(as_text=True)
    assert "共 3 张，其中线上 2 张，纸质 1 张" in page
    assert "同一户另一张票为准的 1 张，迟到的 1 张" in page
    assert "三位业主当众唱票" in page


def test_the_counting_page_leads_from_record_to_witness_to_publication(meeting, estate):
    close(meeting)
    chair, community, where = estate.client("周主任"), estate.client("郑社区"), meeting.url("/counting")
    data = {"place": "社区三楼", "began_at": "2026-12-08T18:00", "caller": "陈一", "counter": "陈二", "overseer": "赵一", "seals": "完好"}
    assert chair.post(where, data=data).status_code == 422, "who counts is no candidate's relative, and the sheet is signed"
    estate.site.later(minutes=3)
    assert chair.post(where, data=data | {"unrelated": "y", "signed": "y"}).status_code == 303
    assert chair.post(f"{where}/publish").status_code == 409
    assert "我在场" not in chair.get(where).get_data(as_text=True)
    assert "我在场" in community.get(where).get_data(as_text=True)
    assert community.post(f"{where}/witness").status_code == 303
    assert chair.post(f"{where}/publish").status_code == 303
    assert state() == "published"
