"""Pages of a meeting up to its opening: who sees which, that every form says what is wrong and keeps what was typed, that nothing leaks to another estate."""

import io
import re

import pytest
from sqlalchemy import select

from huasheng_vote.assemblies.actions import cancelling, noticing
from huasheng_vote.assemblies.models.adopted import OnlineAnswer, RuleVersion
from huasheng_vote.assemblies.models.conveners import ConvenerGroup
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.models.motions import Motion
from huasheng_vote.assemblies.queries import meetings
from huasheng_vote.extensions import db
from huasheng_vote.people.models import Estate
from huasheng_vote.rules.convening import Online
from tests import builders
from tests.meetings import RULES, Convening

PDF = b"%PDF-1.7 invented"
HOSTILE = ["好" * 10000, "🏮" * 200, "\u202eعربي", "a\x00b", "\udcff"]


@pytest.fixture
def convening(estate):
    return Convening(estate).set_up()


@pytest.fixture
def chair(estate):
    return estate.client("周主任")


@pytest.fixture
def visitor(site):
    return site.client()


def file(data=PDF, name="文件.pdf"):
    return (io.BytesIO(data), name)


def get(client, path):
    answer = client.get(f"/songlu{path}")
    assert answer.status_code == 200, (path, answer.status_code)
    return checked(answer.get_data(as_text=True), path)


def checked(html, path=""):
    """One h1, ids once, nothing inline."""
    assert len(re.findall(r"<h1[ >]", html)) == 1, path
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids)), (path, sorted(each for each in ids if ids.count(each) > 1))
    assert " style=" not in html
    assert "<script>" not in html
    return html


def plan_form(group, **changes):
    return {
        "title": "2026年第一次业主大会会议",
        "group_id": str(group),
        "occasion": "special",
        "held": "written",
        "reason": "路灯老化",
        "opens_at": "2027-01-05T09:00",
        "closes_at": "2027-02-04T18:00",
        "paper_place": "业委会办公室",
        "counting_place": "社区活动室",
        "counting_at": "2027-02-05T09:00",
        **changes,
    }


def motion_form(**changes):
    return {
        "title": "更换小区路灯",
        "text": "更换全部路灯。",
        "raise_fund": "no",
        "rebuild": "no",
        "change_use": "no",
        "business": "no",
        "otherwise": "use_fund",
        "scope": "estate",
        "budget": "250000",
        "money_source": "专项维修资金",
        **changes,
    }


def test_a_meeting_goes_from_draft_to_notice_through_its_pages(convening, chair, visitor):
    made = chair.post("/songlu/assemblies/new", data=plan_form(convening.group))
    assert made.status_code == 303
    path = made.location.removeprefix("/songlu").removesuffix("/draft")
    assert "还没有议题" in get(chair, f"{path}/draft")
    assert chair.post(f"/songlu{path}/motions/new", data=motion_form()).status_code == 303
    assert chair.post(f"/songlu{path}/motions/new", data=motion_form(title="绿地改停车位", change_use="yes")).status_code == 303
    assert "特别事项" in get(chair, f"{path}/draft")
    assert "这是预览" in get(chair, f"{path}/preview")
    assert visitor.get(f"/songlu{path}").status_code == 404  # a draft is the conveners' own
    assert chair.post(f"/songlu{path}/review").status_code == 303
    assert "名册" in get(visitor, f"{path}/roll")
    assert "现在还不能发通知" in get(chair, f"{path}/draft")
    convening.estate.site.later(days=8)
    chair = convening.estate.client("周主任")
    assert "一经发出" in get(chair, f"{path}/give-notice")
    assert chair.post(f"/songlu{path}/give-notice").status_code == 303
    notice = get(visitor, f"{path}/notice")
    assert "更换全部路灯" in notice
    code = re.search(r"[A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{4}", notice)[0]
    assert code in get(visitor, "/log/heads")  # what is printed is found among the signed heads
    assert "250,000.00" in notice
    page = get(visitor, path)
    assert "参与的面积 ≥ 总面积的 2/3" in page
    assert "同意的人数 ≥ 参与人数的 3/4" in page
    assert "同意的人数 &gt; 参与人数的 1/2" in page
    assert "请您表决" in get(visitor, f"{path}/poster")
    assert "2026年第一次业主大会会议" in get(visitor, "/assemblies")


def test_the_class_cannot_be_typed(convening, chair):
    meeting = convening.draft()
    chair.post(f"/songlu/assemblies/{meeting}/motions/new", data=motion_form(class_="special", other_class="special", matter="rebuild"))
    row = db.session.scalars(select(Motion).order_by(Motion.id.desc())).first()
    assert (row.matter, row.class_, row.other_class) == ("use_fund", "ordinary", None)


def test_an_unlawful_date_is_refused_at_its_field_and_everything_typed_stays(convening, chair):
    answer = chair.post("/songlu/assemblies/new", data=plan_form(convening.group, opens_at="2026-12-20T09:00"))
    html = checked(answer.get_data(as_text=True))
    assert answer.status_code == 409
    assert 'href="#opens_at"' in html
    assert "2026年12月26日" in html
    assert "业委会办公室" in html
    assert db.session.scalar(select(Assembly.id)) is None


def test_a_motion_left_half_answered_says_where(convening, chair):
    meeting = convening.draft()
    data = motion_form()
    del data["business"]
    answer = chair.post(f"/songlu/assemblies/{meeting}/motions/new", data=data)
    html = checked(answer.get_data(as_text=True))
    assert answer.status_code == 422
    assert 'href="#business-0"' in html
    assert "更换全部路灯" in html


def test_listed_units_are_read_as_people_write_them(convening, chair):
    meeting = convening.draft()
    form = motion_form(scope="units", units="1栋101室\n2-102\n１栋２０１")
    assert chair.post(f"/songlu/assemblies/{meeting}/motions/new", data=form).status_code == 303
    assert len(meetings.questions(convening.estate.ref.id, meeting)[-1].units) == 3
    answer = chair.post(f"/songlu/assemblies/{meeting}/motions/new", data={**form, "units": "1栋101室\n9栋999室"})
    assert answer.status_code == 422
    assert "第 2 行" in answer.get_data(as_text=True)


def test_alternatives_get_none_of_these_by_themselves(convening, chair):
    meeting = convening.draft()
    chair.post(f"/songlu/assemblies/{meeting}/motions/new", data=motion_form(options="甲方案\n乙方案"))
    assert get(chair, f"/assemblies/{meeting}/preview").count("以上都不选") == 1


def test_a_drafted_motion_is_shown_again_as_it_was_typed(convening, chair):
    meeting = convening.draft()
    chair.post(f"/songlu/assemblies/{meeting}/motions/new", data=motion_form(scope="units", units="1-101", options="甲\n乙"))
    motion = meetings.questions(convening.estate.ref.id, meeting)[-1].motion.id
    html = get(chair, f"/assemblies/{meeting}/motions/{motion}/edit")
    assert "1栋101室" in html
    assert "甲\n乙" in html
    assert 'value="250000.00"' in html


@pytest.mark.parametrize("typed", HOSTILE, ids=["long", "emoji", "rtl", "nul", "surrogate"])
@pytest.mark.parametrize("field", ["title", "text", "units", "options", "money_source"])
def test_no_input_breaks_a_motion(convening, chair, field, typed):
    meeting = convening.draft()
    typed = typed.encode("utf-8", "surrogateescape") if "\udcff" in typed else typed
    answer = chair.post(f"/songlu/assemblies/{meeting}/motions/new", data=motion_form(**{field: typed}))
    assert answer.status_code in (303, 422)


def test_after_notice_the_desk_is_closed(convening, chair):
    meeting = convening.noticed()
    for path in ("draft", "edit", "preview", "motions/new"):
        assert chair.get(f"/songlu/assemblies/{meeting}/{path}").status_code == 409
    answer = chair.post(f"/songlu/assemblies/{meeting}/edit", data=plan_form(convening.group, title="换个名字"))
    assert answer.status_code == 409
    assert convening.row(meeting).title != "换个名字"


def test_an_owner_sees_their_own_line_and_nobody_elses(convening):
    meeting = convening.noticed()
    own = get(convening.estate.client("陈一"), f"/assemblies/{meeting}/roll")
    assert "1栋102室" in own
    assert "1栋201室" not in own
    assert "90.50" in own
    assert "1栋102室" not in get(convening.estate.site.client(), f"/assemblies/{meeting}/roll")


def test_during_review_an_owner_sees_the_line_that_would_be_frozen(convening):
    meeting = convening.draft()
    convening.do(noticing.begin_review, meeting)
    assert "1栋302室" in get(convening.estate.client("刘乙"), f"/assemblies/{meeting}/roll")


def test_a_consultation_says_so_on_every_page_of_it_and_nowhere_else(estate):
    convening = Convening(estate).set_up(online=Online.UNKNOWN)
    meeting = convening.noticed()
    visitor = estate.site.client()
    for path in ("", "/notice", "/poster", "/roll"):
        assert "只征询意向" in get(visitor, f"/assemblies/{meeting}{path}")
    assert "只征询意向" not in get(visitor, "/assemblies")


def test_an_accepted_vote_carries_no_such_banner(convening, visitor):
    assert "只征询意向" not in get(visitor, f"/assemblies/{convening.noticed()}")


def test_cancelling_shows_its_reason_to_everybody(convening, chair, visitor):
    meeting = convening.noticed()
    chair = convening.estate.client("周主任")
    assert chair.post(f"/songlu/assemblies/{meeting}/cancel", data={"reason": ""}).status_code == 422
    assert chair.post(f"/songlu/assemblies/{meeting}/cancel", data={"reason": "预算有误"}).status_code == 303
    assert "预算有误" in get(visitor, f"/assemblies/{meeting}")
    again = chair.post(f"/songlu/assemblies/{meeting}/anew")
    assert again.status_code == 303
    html = get(chair, again.location.removeprefix("/songlu"))
    assert "更换小区路灯" in html
    assert "代替已取消的会议" in html
    assert f'href="/songlu/assemblies/{meeting}"' in html
    old = get(chair, f"/assemblies/{meeting}")
    assert f'href="{again.location}"' in old
    assert "用同样的议题重新起草</button>" not in old
    assert chair.post(f"/songlu/assemblies/{meeting}/anew").status_code == 409
    assert "已用同样的议题重新起草" not in get(visitor, f"/assemblies/{meeting}")  # a draft is the conveners' own


def test_a_draft_that_was_dropped_is_nobodys_business(convening, visitor):
    meeting = convening.draft()
    convening.do(cancelling.cancel_assembly, meeting, "不开了")
    assert visitor.get(f"/songlu/assemblies/{meeting}").status_code == 404
    assert "2026年第一次" not in get(visitor, "/assemblies")


def test_rules_are_entered_by_field_with_their_paper(estate, chair):
    form = {"title": "议事规则", "source": "2024年大会", "adopted_on": "2024-05-01", "channels": ["online"], "proxy_cap": "2", "voids": ""}
    answer = chair.post("/songlu/rules/new", data={**form, "document": file()}, content_type="multipart/form-data")
    assert answer.status_code == 303
    assert db.session.scalar(select(RuleVersion.fields)) == '{"channels":["online"],"proxy_cap":2}'
    html = get(chair, "/rules")
    assert "本小区议事规则" in html
    assert "本系统默认" in html
    paper = re.search(r'href="/songlu(/papers/\d+)"', html)[1]
    assert chair.get(f"/songlu{paper}").data == PDF


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"proxy_cap": "21"}, "20"),
        ({"window_days": "4"}, "5"),
        ({"proxy_cap": "三"}, "整数"),
        ({"adopted_on": "2027-01-01"}, "还没有到"),
        ({"adopted_on": "昨天"}, "日期"),
        ({"document": b"MZ"}, "这种文件不能用"),
        ({"document": None}, "请选一个文件"),
    ],
)
def test_rules_that_cannot_be_are_refused_at_their_field(estate, chair, changes, words):
    form = {"title": "议事规则", "source": "2024年大会", "adopted_on": "2024-05-01", "document": PDF, **changes}
    form["document"] = file(form["document"]) if form["document"] else None
    answer = chair.post("/songlu/rules/new", data={k: v for k, v in form.items() if v is not None}, content_type="multipart/form-data")
    html = checked(answer.get_data(as_text=True))
    assert answer.status_code == 422
    assert words in html
    assert "2024年大会" in html
    assert db.session.scalar(select(RuleVersion.id)) is None


def test_an_answer_of_the_offices_needs_both_papers(estate, chair):
    data = {"answer": "accepted", "subdistrict": file()}
    assert chair.post("/songlu/online", data=data, content_type="multipart/form-data").status_code == 422
    assert db.session.scalar(select(OnlineAnswer.id)) is None
    data = {"answer": "accepted", "subdistrict": file(), "fund_office": file()}
    assert chair.post("/songlu/online", data=data, content_type="multipart/form-data").status_code == 303
    assert "认可本平台的线上投票" in get(chair, "/rules")


def test_the_calendar_is_seeded_and_a_later_year_entered_by_hand(estate, chair):
    assert "还没有录入" in get(chair, "/calendar")
    assert chair.post("/songlu/calendar").status_code == 303
    html = get(chair, "/calendar")
    assert "国庆节" in html
    assert "2027 年的放假安排还没有录入" in html
    data = {"year": "2027", "off": "2027-02-06 春节\n2027年2月8日 春节", "worked": "2027-02-20 春节", "source": "国办"}
    assert chair.post("/songlu/calendar/year", data=data).status_code == 303
    assert "2027 年的放假安排还没有录入" not in get(chair, "/calendar")
    answer = chair.post("/songlu/calendar/year", data={**data, "off": "2027-02-06 春节\n大年初三"})
    assert answer.status_code == 422
    assert "第 2 行" in answer.get_data(as_text=True)


def test_conveners_are_posted_objected_to_and_answered(estate):
    supervisor = estate.client("郑社区")
    form = {
        "kind": "preparatory_group",
        "name": "首次业主大会筹备组",
        "basis": "街道批复",
        "members": "张三，10000000001，组长\n李四 10000000002",
    }
    made = supervisor.post("/songlu/conveners/new", data=form)
    assert made.status_code == 303
    group = db.session.scalar(select(ConvenerGroup.id))
    page = get(estate.client("陈一"), f"/conveners/{group}")
    assert "张三" in page
    assert "10000000001" not in page
    assert estate.client("陈一").post(f"/songlu/conveners/{group}/objections", data={"text": "有利害关系"}).status_code == 303
    assert estate.client("陈一").get("/songlu/conveners/objections/1").status_code == 403
    html = get(supervisor, f"/conveners/{group}")
    link = re.search(r'href="/songlu(/conveners/objections/\d+)"', html)[1]
    assert "有利害关系" in get(supervisor, link)
    assert supervisor.post(f"/songlu{link}", data={"text": "已核查"}).status_code == 303
    assert "已核查" in get(supervisor, f"/conveners/{group}")
    assert supervisor.post(f"/songlu/conveners/{group}/end", data={"reason": "会议已开完"}).status_code == 303


@pytest.mark.parametrize(("members", "words"), [("张三", "第 1 行"), ("张三，123，组长", "第 1 行"), ("", "请填写")])
def test_a_member_line_that_cannot_be_read_is_named(estate, members, words):
    form = {"kind": "committee", "name": "业委会", "basis": "选举", "members": members}
    answer = estate.client("郑社区").post("/songlu/conveners/new", data=form)
    assert answer.status_code == 422
    assert words in answer.get_data(as_text=True)


def test_an_administrator_describes_the_estate_and_founds_another(estate):
    admin = estate.client("管理员")
    assert "小区信息" in get(admin, "/setup")
    facts = {"name": "松麓家园", "address": "松麓路 1 号", "phone": "0731-0000 0000", "phone_hours": "9:00–20:00"}
    assert admin.post("/songlu/setup/facts", data=facts).status_code == 303
    get(admin, "/setup/another")
    made = admin.post("/songlu/setup/another", data={**facts, "name": "桂苑", "slug": "guiyuan"})
    assert made.location == "/guiyuan/setup"
    assert admin.get(made.location).status_code == 200
    assert db.session.scalar(select(Estate.address).filter_by(slug="guiyuan")) == "松麓路 1 号"


@pytest.mark.parametrize(("slug", "status"), [("songlu", 409), ("static", 422), ("sign-in", 422), ("桂苑", 422), ("a", 422), ("A1", 422)])
def test_a_taken_or_unusable_address_is_refused(estate, slug, status):
    facts = {"name": "桂苑", "address": "x", "phone": "1", "phone_hours": "1", "slug": slug}
    answer = estate.client("管理员").post("/songlu/setup/another", data=facts)
    assert answer.status_code == status
    assert 'href="#slug"' in answer.get_data(as_text=True)


def test_service_is_recorded_by_building_and_a_neighbour_head_keeps_to_their_own(convening):
    meeting = convening.noticed()
    head = convening.estate.client("李邻长")
    html = get(head, f"/assemblies/{meeting}/service")
    heads = re.findall(r'name="heads" value="(\d+)"', html)
    assert len(heads) == 6
    assert head.get(f"/songlu/assemblies/{meeting}/service?building=2").status_code == 404
    form = {"heads": heads[:2], "how": "in_person", "served_at": "2026-12-10T10:00", "proof": "签收"}
    assert head.post(f"/songlu/assemblies/{meeting}/service?building=1", data=form).status_code == 303
    assert "2 / 12" in get(head, f"/assemblies/{meeting}/service")
    other = get(convening.estate.client("周主任"), f"/assemblies/{meeting}/service?building=2")
    foreign = [each for each in re.findall(r'name="heads" value="(\d+)"', other) if each not in heads]
    assert head.post(f"/songlu/assemblies/{meeting}/service?building=1", data={**form, "heads": foreign}).status_code == 403


def test_nothing_to_serve_is_refused_with_a_word(convening):
    meeting = convening.noticed()
    form = {"how": "in_person", "served_at": "2026-12-10T10:00"}
    assert convening.estate.client("周主任").post(f"/songlu/assemblies/{meeting}/service?building=1", data=form).status_code in (409, 422)


ALL = [
    "",
    "/notice",
    "/poster",
    "/roll",
    "/draft",
    "/edit",
    "/preview",
    "/motions/new",
    "/cancel",
    "/extend",
    "/corrections",
    "/service",
    "/give-notice",
]


@pytest.mark.parametrize("path", ALL)
def test_another_estates_meeting_is_not_there(convening, path):
    meeting = convening.noticed()
    other = builders.neighbourhood(convening.estate.site, slug="other", name="另一小区")
    assert other.client("周主任").get(f"/other/assemblies/{meeting}{path}").status_code == 404


@pytest.mark.parametrize("path", ["/edit", "/motions/new", "/review", "/cancel", "/anew", "/give-notice", "/corrections", "/service"])
def test_another_estates_meeting_cannot_be_acted_on(convening, path):
    meeting = convening.draft()
    other = builders.neighbourhood(convening.estate.site, slug="other", name="另一小区")
    data = {**plan_form(convening.group), **motion_form(), "heads": ["1"], "how": "sms", "served_at": "2026-12-02T10:00", "units": "1-101"}
    answer = other.client("周主任").post(f"/other/assemblies/{meeting}{path}", data=data)
    assert answer.status_code in (404, 422)
    assert convening.row(meeting).state == "draft"


@pytest.mark.parametrize("path", ["/draft", "/edit", "/preview", "/motions/new", "/cancel", "/corrections", "/service"])
def test_an_owner_is_not_let_to_the_desk(convening, path):
    meeting = convening.draft()
    assert convening.estate.client("陈一").get(f"/songlu/assemblies/{meeting}{path}").status_code == 403


def test_a_correction_goes_through_two_people(convening):
    from tests.actions.test_assembly_roll import change_register, unit

    meeting = convening.noticed()
    change_register(convening, unit("1", "102"), area=915000)
    chair = convening.estate.client("周主任")
    get(chair, f"/assemblies/{meeting}/corrections")
    asked = chair.post(f"/songlu/assemblies/{meeting}/corrections", data={"units": "1栋102室", "reason": "面积更正", "cause": "error"})
    assert asked.status_code == 303
    request = int(asked.location.rsplit("/", 1)[1])
    assert chair.post(f"/songlu/assemblies/{meeting}/corrections/{request}").status_code == 409
    from tests.actions.test_assembly_roll import sign

    sign(convening, request)
    assert "按批准的内容办理" in get(chair, f"/assemblies/{meeting}/corrections")
    assert chair.post(f"/songlu/assemblies/{meeting}/corrections/{request}").status_code == 303
    assert "第 2 版" in get(chair, f"/assemblies/{meeting}/roll")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_reads_in_both_languages(convening, lang):
    draft, noticed = convening.draft(), convening.noticed()
    client = convening.estate.client("周主任")
    client.set_cookie("lang", lang)
    for path in ("/assemblies", "/rules", "/rules/new", "/online", "/calendar", "/calendar/year", "/conveners", "/assemblies/new"):
        get(client, path)
    for path in ("", "/draft", "/edit", "/preview", "/motions/new", "/cancel", "/roll"):
        get(client, f"/assemblies/{draft}{path}")
    for path in ("", "/notice", "/poster", "/roll", "/corrections", "/service", "/cancel", "/extend"):
        get(client, f"/assemblies/{noticed}{path}")


def test_rules_in_force_are_those_of_the_latest_version(convening, chair):
    assert "线上、纸质" in get(chair, "/rules")
    assert RULES["extension_days"] == 15
