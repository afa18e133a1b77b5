"""An estate in which everything is under way: whatever waits for an answer, a second signature or a file waits here."""

import io
from datetime import date, timedelta

from sqlalchemy import select, update

from huasheng_vote.assemblies.actions import adopted, conveners, noticing, objections
from huasheng_vote.assemblies.actions.announcing import announce
from huasheng_vote.assemblies.models.motions import Motion
from huasheng_vote.committee.actions import decisions
from huasheng_vote.committee.actions import meetings as committee
from huasheng_vote.committee.actions.decisions import Question
from huasheng_vote.committee.actions.meetings import Plan
from huasheng_vote.committee.models import Subject
from huasheng_vote.database import writing
from huasheng_vote.demo.votes import kept
from huasheng_vote.extensions import db
from huasheng_vote.people.actions import experts, offices
from huasheng_vote.proposals.actions import demands
from huasheng_vote.register.actions import letters
from huasheng_vote.register.actions import objections as register_objections
from huasheng_vote.register.models import Building, Enrolment, Party, Unit
from huasheng_vote.rules.access import Role
from huasheng_vote.rules.convening import Convener, Online
from huasheng_vote.rules.flows.skills import Field
from tests import builders, loose_buying, sheets
from tests.actions.test_closing import after_objections, decided, doubtful
from tests.meetings import RULES, Convening, day
from tests.proposals_helpers import act, draft, key, suggest
from tests.site import START, Site
from tests.voting import CLOSES, noticed

SLUG = "lan"
DAY = CLOSES.replace(day=15, hour=16)


LATER = {"opens_at": day("2027-03-02"), "closes_at": day("2027-04-01", 18), "counting_at": day("2027-04-02")}


def lay(site: Site) -> None:
    """Moves the clock on to the day on which one vote is over and in doubt."""
    estate = builders.neighbourhood(site, SLUG, "澜园")
    _register(estate)
    _proposals(estate)
    convening = _set_up(estate)
    convening.do(noticing.begin_review, convening.draft(title="公示期满的会议", **LATER))
    told = convening.draft(title="已发通知的会议", **LATER)
    convening.do(noticing.begin_review, told)
    over = noticed(estate)
    with site.unguarded(), writing(0):
        db.session.execute(update(Motion).filter_by(id=over.motions[0]).values(budget=24_800_000))
    decided(over)
    site.at = START
    act(estate, "陈一", objections.object_to, doubtful(estate).id, None, "我家的票没有计入")
    after_objections(estate)
    convening.do(announce, over.id)
    convening.do(noticing.give_notice, told)
    convening.draft(title="起草中的会议", **LATER)
    convening.do(noticing.begin_review, convening.draft(title="公示中的会议", **LATER))
    group = convening.do(conveners.post_group, Convener.COMMITTEE, "换届筹备组", "社区公告", [_member(convening)], by="郑社区")
    convening.do(conveners.object_to_group, group, "有利害关系", by="陈一")
    _people(estate)
    _committee(estate)
    loose_buying.lay(estate)
    _file(estate)


def _set_up(estate: builders.Neighbourhood) -> Convening:
    """With papers that can be opened."""
    convening = Convening(estate).set_up(rules=None, online=Online.UNKNOWN)
    convening.do(adopted.adopt_rules, adopted.Adoption("议事规则", "2024年业主大会", date(2024, 5, 1), kept("议事规则.pdf")), RULES)
    convening.do(adopted.file_answer, Online.ACCEPTED, kept("街道办事处答复.pdf"), kept("维修资金管理机构答复.pdf"))
    return convening


def _member(convening: Convening) -> conveners.Member:
    return conveners.Member("吴委员", convening.phone("吴委员"), "召集人")


def _register(estate: builders.Neighbourhood) -> None:
    here = {"estate_id": estate.ref.id}
    unit = db.session.scalar(select(Unit.id).filter_by(number="201", **here).order_by(Unit.id).limit(1))
    act(estate, "陈二", register_objections.dispute_line, unit, "面积与产权证不符")
    bound = db.session.scalar(
        select(Enrolment.id).join(Party, Party.id == Enrolment.party_id).filter(Party.name == "刘乙", Enrolment.estate_id == estate.ref.id)
    )
    act(estate, "刘甲", register_objections.object_to_enrolment, bound, "不是本人登记")
    act(estate, "周主任", letters.issue, db.session.scalar(select(Building.id).filter_by(name="2", **here)), everybody=True)


def _proposals(estate: builders.Neighbourhood) -> None:
    act(estate, "赵一", demands.demand, key(), "解聘现物业重新选聘", "一年没有公布公共收益，去函没有答复。")
    draft(estate, (suggest(estate),))


def _people(estate: builders.Neighbourhood) -> None:
    at = estate.site.at
    act(estate, "陈三", experts.declare, Field.ELECTRICAL, "低压电工作业证")
    act(estate, "周主任", offices.ask_grant, "10000000001", "林文员", Role.CLERK, at + timedelta(days=1), None, "录入纸质票")


def _committee(estate: builders.Neighbourhood) -> None:
    """A meeting that is not called yet, with a point and its paper; a question in writing that waits for one answer."""
    at = estate.site.at
    plan = Plan("十二月工作会议", "社区三楼", "", at + timedelta(days=20))
    meeting = act(estate, "周主任", committee.call, key(), plan)
    act(
        estate,
        "周主任",
        committee.add_paper,
        act(estate, "周主任", committee.write_item, meeting, "车棚划线", "按消防要求划线。"),
        kept("划线方案.pdf"),
    )
    question = Question("答复车棚占道的建议", "本周划线，每天巡查两次。", Subject.REPLY)
    act(estate, "吴委员", decisions.put, key(), question, at + timedelta(days=3))


def _file(estate: builders.Neighbourhood) -> None:
    sheet = {"file": (io.BytesIO(sheets.as_csv([sheets.HEADER, *sheets.FLATS])), "名册.csv"), "extent": "whole"}
    assert estate.client("周主任").post(f"/{SLUG}/register/import", data=sheet, content_type="multipart/form-data").status_code == 303
