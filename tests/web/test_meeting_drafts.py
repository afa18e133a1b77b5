"""What a meeting's draft takes and what it refuses: proposals, counting, and whatever anybody can type."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from huasheng_vote.assemblies.actions import cancelling, drafting, noticing
from huasheng_vote.assemblies.models.motions import Motion
from huasheng_vote.assemblies.queries import meetings
from huasheng_vote.extensions import db
from huasheng_vote.proposals.actions import proposals
from huasheng_vote.proposals.queries import proposal
from tests import proposals_helpers as ideas
from tests import voting
from tests.meetings import LAMPS, Convening, day
from tests.web.test_assembly_pages import checked, get, motion_form, plan_form

PROPOSAL = "只有已公布的提案才能成为议题"
HUGE = "9" * 30


@pytest.fixture
def convening(estate):
    return Convening(estate).set_up()


@pytest.fixture
def chair(convening):
    return convening.estate.client("周主任")


def published(convening, **more):
    made = ideas.draft(convening.estate, **more)
    ideas.act(convening.estate, "吴委员", proposals.publish, made, convening.estate.site.at + timedelta(days=30))
    return made


def withdrawn(convening):
    made = published(convening)
    ideas.act(convening.estate, "吴委员", proposals.withdraw, made, "算错了")
    return made


def add(chair, meeting, **changes):
    return chair.post(f"/songlu/assemblies/{meeting}/motions/new", data=motion_form(**changes))


def put(convening, meeting):
    return len(meetings.questions(convening.estate.ref.id, meeting))


def test_a_published_proposal_begins_a_motion_and_stays_behind_it(convening, chair):
    meeting, made = convening.draft(), published(convening, title="更换小区路灯")
    assert f"proposal={made}" in get(chair, f"/assemblies/{meeting}/motions/new")
    html = get(chair, f"/assemblies/{meeting}/motions/new?proposal={made}")
    assert "更换 42 盏路灯" in html
    assert "来自提案" in html
    assert add(chair, meeting, proposal_id=str(made)).status_code == 303
    assert db.session.scalar(select(Motion.proposal_id).order_by(Motion.id.desc())) == made


@pytest.mark.parametrize("kind", ["draft", "withdrawn"])
def test_a_proposal_that_is_not_published_is_refused_and_not_listed(convening, chair, kind):
    meeting = convening.draft()
    made = withdrawn(convening) if kind == "withdrawn" else ideas.draft(convening.estate)
    before = put(convening, meeting)
    assert f"proposal={made}" not in get(chair, f"/assemblies/{meeting}/motions/new")
    answer = chair.get(f"/songlu/assemblies/{meeting}/motions/new?proposal={made}")
    assert (answer.status_code, PROPOSAL in answer.get_data(as_text=True)) == (409, True)
    answer = add(chair, meeting, proposal_id=str(made), text="逐字逐句都要留着。")
    html = checked(answer.get_data(as_text=True))
    assert answer.status_code == 409
    assert PROPOSAL in html
    assert "逐字逐句都要留着。" in html
    assert put(convening, meeting) == before


@pytest.mark.parametrize("typed", ["0", "-1", "abc", "٣", HUGE, "1e3", "12345"])
def test_a_proposal_that_cannot_be_is_refused(convening, chair, typed):
    meeting = convening.draft()
    assert add(chair, meeting, proposal_id=typed).status_code == 409
    assert chair.get(f"/songlu/assemblies/{meeting}/motions/new", query_string={"proposal": typed}).status_code == 409


def test_one_proposal_is_one_motion(convening, chair):
    meeting, made = convening.draft(), published(convening)
    assert add(chair, meeting, proposal_id=str(made)).status_code == 303
    answer = add(chair, meeting, proposal_id=str(made))
    assert answer.status_code == 409
    assert "已经是本次会议的议题 3" in answer.get_data(as_text=True)


def test_a_proposal_withdrawn_after_drafting_stands_in_the_way_of_the_notice_until_the_motion_is_saved_again(convening, chair):
    made = published(convening)
    meeting = convening.draft(LAMPS)
    add(chair, meeting, proposal_id=str(made))
    convening.do(noticing.begin_review, meeting)
    convening.estate.site.later(days=8)
    ideas.act(convening.estate, "吴委员", proposals.withdraw, made, "算错了")
    chair = convening.estate.client("周主任")
    assert "议题 2 的提案已经撤回" in get(chair, f"/assemblies/{meeting}/draft")
    assert chair.post(f"/songlu/assemblies/{meeting}/give-notice").status_code == 409
    motion = meetings.questions(convening.estate.ref.id, meeting)[1].motion.id
    html = get(chair, f"/assemblies/{meeting}/motions/{motion}/edit")
    kept = re.search(r'name="proposal_id"[^>]*value="([^"]*)"', html)[1]
    assert chair.post(f"/songlu/assemblies/{meeting}/motions/{motion}/edit", data=motion_form(proposal_id=kept)).status_code == 303
    assert chair.post(f"/songlu/assemblies/{meeting}/give-notice").status_code == 303


def test_a_proposal_goes_to_the_vote_with_the_notice_and_comes_back_when_the_meeting_is_cancelled(convening):
    made = published(convening)
    meeting = convening.noticed(replace(LAMPS, proposal_id=made))
    assert proposal(convening.estate.ref.id, made).state == "put"
    convening.do(cancelling.cancel_assembly, meeting, "预算有误")
    assert proposal(convening.estate.ref.id, made).state == "published"
    again = convening.do(cancelling.notice_anew, meeting)
    assert meetings.questions(convening.estate.ref.id, again)[0].motion.proposal_id == made


def test_a_proposal_withdrawn_meanwhile_does_not_keep_the_meeting_from_being_drafted_anew(convening):
    made = published(convening)
    meeting = convening.noticed(replace(LAMPS, proposal_id=made))
    convening.do(cancelling.cancel_assembly, meeting, "预算有误")
    ideas.act(convening.estate, "吴委员", proposals.withdraw, made, "算错了")
    again = convening.do(cancelling.notice_anew, meeting)
    question = meetings.questions(convening.estate.ref.id, again)[0]
    assert (question.motion.title, question.motion.proposal_id) == (LAMPS.title, None)


def test_counting_before_closing_is_refused_even_where_the_opening_is_left_open(convening, chair):
    form = plan_form(convening.group, opens_at="", counting_at="2027-02-04T17:59")
    answer = chair.post("/songlu/assemblies/new", data=form)
    html = checked(answer.get_data(as_text=True))
    assert answer.status_code == 422
    assert "计票要在表决截止之后" in html
    assert 'href="#counting_at"' in html
    assert "社区活动室" in html


def test_counting_may_begin_as_the_vote_closes(convening, chair):
    assert chair.post("/songlu/assemblies/new", data=plan_form(convening.group, counting_at="2027-02-04T18:00")).status_code == 303


@pytest.mark.parametrize("gone", [{"counting_place": ""}, {"counting_at": None}, {"paper_place": ""}])
def test_a_notice_needs_place_and_time_of_counting(convening, gone):
    meeting = convening.draft(**gone)
    convening.do(noticing.begin_review, meeting)
    convening.estate.site.later(days=8)
    chair = convening.estate.client("周主任")
    assert "计票的地点和时间" in get(chair, f"/assemblies/{meeting}/draft")
    assert chair.post(f"/songlu/assemblies/{meeting}/give-notice").status_code == 409


def test_place_and_time_of_counting_stand_in_notice_poster_and_log(convening, site):
    meeting = convening.noticed()
    for path in ("notice", "poster"):
        html = get(site.client(), f"/assemblies/{meeting}/{path}")
        assert "社区活动室" in html, path
        assert re.search(r"2月5日[^<]*0?9:00", html), path
    facts = ideas.leaves(convening.estate, "notice.given")[-1]
    assert (facts["counting_place"], facts["counting"][:10]) == ("社区活动室", "2027-02-05")


def test_an_extension_moves_the_counting_by_as_much(convening):
    row = convening.row(convening.noticed())
    row.extended_to = day("2027-02-14", 18)
    assert (row.counting_at, row.counts_at) == (day("2027-02-05"), day("2027-02-15"))


FIELDS = {"title": 60, "text": 5000, "options": 1000, "money_source": 60}


@pytest.mark.parametrize("field", FIELDS)
def test_a_text_too_long_is_named_with_its_length_and_kept(convening, chair, field):
    meeting, typed = convening.draft(), "🏮华" * FIELDS[field]
    before = put(convening, meeting)
    answer = add(chair, meeting, **{field: typed})
    html = checked(answer.get_data(as_text=True))
    assert answer.status_code == 422
    assert f"最多 {FIELDS[field]} 个字，现在是 {len(typed)} 个" in html
    assert f'href="#{field}"' in html
    assert typed in html
    assert put(convening, meeting) == before


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("路\x00灯", "路灯"), ("路灯🏮", "路灯🏮"), ("\u202eعربي", "\u202eعربي"), ("路\x1b[31m灯", "路[31m灯")],
    ids=["nul", "emoji", "rtl", "escape"],
)
def test_what_can_be_kept_is_kept(convening, chair, typed, kept):
    meeting = convening.draft()
    assert add(chair, meeting, title=typed, text=typed).status_code == 303
    assert db.session.execute(select(Motion.title, Motion.text).order_by(Motion.id.desc())).first() == (kept, kept)
    assert kept in get(chair, f"/assemblies/{meeting}/draft")


def test_broken_utf_8_is_no_accident(convening, chair):
    meeting = convening.draft()
    answer = add(chair, meeting, title=b"\xe8\xb7\xaf\xff\xfe")
    assert answer.status_code in (303, 422)
    get(chair, f"/assemblies/{meeting}/draft")


def test_only_what_is_empty_once_cleaned_is_asked_for_again(convening, chair):
    answer = add(chair, convening.draft(), title="\x00\x00", text="\u200b")
    assert answer.status_code == 422
    assert 'href="#title"' in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "changes",
    [
        {"buildings": [HUGE], "scope": "buildings"},
        {"scope": "street"},
        {"otherwise": "x"},
        {"rebuild": "yes\x00"},
        {"budget": "1e9"},
        {"budget": HUGE},
        {"budget": "-1"},
    ],
    ids=str,
)
def test_no_choice_can_be_forged(convening, chair, changes):
    meeting = convening.draft()
    before = put(convening, meeting)
    answer = add(chair, meeting, **changes)
    assert answer.status_code == 422
    assert "有 1 处要改" in checked(answer.get_data(as_text=True))
    assert put(convening, meeting) == before


@pytest.mark.parametrize("group", [HUGE, "0", "x", "-5", ""])
def test_a_convener_that_is_none_is_refused_and_the_plan_kept(convening, chair, group):
    answer = chair.post("/songlu/assemblies/new", data=plan_form(group, paper_place="业委会办公室🏮"))
    html = checked(answer.get_data(as_text=True))
    assert answer.status_code == 422
    assert 'href="#group_id"' in html
    assert "业委会办公室🏮" in html


@pytest.mark.parametrize(
    "typed", ["2027-13-40T09:00", "明天", "0001-01-01T00:00", "9999-12-31T23:59", "2027-01-05T09:00\x00", "٢٠٢٧-01-05T09:00"]
)
@pytest.mark.parametrize("field", ["opens_at", "closes_at", "counting_at"])
def test_a_moment_that_cannot_be_read_is_named(convening, chair, field, typed):
    answer = chair.post("/songlu/assemblies/new", data=plan_form(convening.group, **{field: typed}))
    assert answer.status_code in (303, 409, 422)
    if answer.status_code == 422:
        assert f'href="#{field}"' in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "path",
    [
        f"/assemblies/{HUGE}",
        f"/assemblies/{HUGE}/draft",
        "/assemblies/{m}/motions/" + HUGE + "/edit",
        f"/conveners/{HUGE}",
        f"/papers/{HUGE}",
    ],
)
def test_a_number_larger_than_any_is_simply_not_there(convening, chair, path):
    assert chair.get(f"/songlu{path.format(m=convening.draft())}").status_code == 404


def test_a_meeting_of_many_motions_keeps_their_order(convening, chair):
    meeting = convening.draft(*[drafting.Wording(f"议题{n}", "全文", LAMPS.answers) for n in range(1, 6)])
    second = meetings.questions(convening.estate.ref.id, meeting)[1].motion.id
    assert chair.post(f"/songlu/assemblies/{meeting}/motions/{second}/remove").status_code == 303
    assert [(q.motion.ordinal, q.motion.title) for q in meetings.questions(convening.estate.ref.id, meeting)] == [
        (1, "议题1"),
        (2, "议题3"),
        (3, "议题4"),
        (4, "议题5"),
    ]


def test_whoever_extends_sees_turnout_and_never_a_choice(estate):
    vote = voting.noticed(estate, extension_days=15)
    for name in ("陈一", "陈二", "陈三"):
        vote.vote(estate.client(name), name, "agree", "oppose")
    html = checked(estate.client("周主任").get(vote.url("/extend")).get_data(as_text=True))
    assert "3 / 12" in html
    assert "新的截止时间" in html
    assert not re.search("同意|赞成|反对|弃权", html.split("<main")[1].split("</main")[0])


def test_once_two_thirds_take_part_the_page_says_why_there_is_no_extension(estate):
    vote = voting.noticed(estate, extension_days=15)
    for name in ("王大山", "陈一", "陈二", "陈三", "陈四", "赵一", "赵二", "赵三"):
        vote.vote(estate.client(name), name, "agree", "agree")
    html = get(estate.client("周主任"), f"/assemblies/{vote.id}/extend")
    assert "不符合通知写明的延期条件" in html
    assert 'name="closes_at"' not in html
