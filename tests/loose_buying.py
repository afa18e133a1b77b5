"""The buying half of the estate of loose ends: a tender at each stage, laid down so that every page of buying is somebody's."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from huasheng_vote.assemblies.models.motions import Motion
from huasheng_vote.assemblies.models.results import Resolution
from huasheng_vote.committee.queries import decisions
from huasheng_vote.database import writing
from huasheng_vote.demo.votes import kept
from huasheng_vote.extensions import db
from huasheng_vote.procurement.actions import addenda, enquiries, panel_seats, revealing, unsealing
from huasheng_vote.procurement.actions import judging as leave
from huasheng_vote.procurement.actions import opening as opens
from huasheng_vote.procurement.actions import suppliers as acts
from huasheng_vote.procurement.actions.deadlines import settle
from huasheng_vote.procurement.models import Tender
from huasheng_vote.procurement.queries import suppliers
from huasheng_vote.projects.actions.designs import Content
from huasheng_vote.projects.actions.opening import open_emergency
from huasheng_vote.projects.models import Project
from huasheng_vote.rules.access import SYSTEM
from huasheng_vote.rules.authority import Trigger
from huasheng_vote.rules.designs import DesignKind, Step
from huasheng_vote.rules.flows.skills import Field, SkillAct
from huasheng_vote.rules.flows.suppliers import SupplierAct
from huasheng_vote.rules.flows.tenders import TenderState
from huasheng_vote.rules.methods import Method
from huasheng_vote.rules.tendering import Failed
from huasheng_vote.sealing import Attachment
from tests import buying, judged, spending, staffed
from tests.bids import bid
from tests.builders import Neighbourhood
from tests.buying import Buying
from tests.drawn import CONTENTS, drawn, signed
from tests.proposals_helpers import act, key


def lay(estate: Neighbourhood) -> None:
    """Everything of buying that waits for somebody. The clock ends where it was."""
    from huasheng_vote.people.actions import experts

    now = estate.site.at
    skill = act(estate, "陈一", experts.declare, Field.ELECTRICAL, "从业二十年")
    act(estate, "郑社区", experts.check, skill, SkillAct.CONFIRM, "看过证件")
    project = _project(estate)
    estate.site.at = now - timedelta(days=1)
    drafting(estate, project)
    staffing(estate, project)
    asked_and_changed(buying.published(estate, project_id=project))
    estate.site.at = now - timedelta(days=20)
    failed_once(estate, project)
    estate.site.at = now - timedelta(days=20)
    buying.opened(estate, project_id=project)
    estate.site.at = now - timedelta(days=20)
    buying.evaluated(estate, project_id=project)
    judging(estate, project, now)
    opening(estate, project, now)
    estate.site.at = now
    _awards(estate, project)
    companies(estate)
    emergencies(estate)


def _awards(estate: Neighbourhood, project: int) -> None:
    """An award under challenge, in each state somebody still has something to do in; another one in force, its contract to be signed."""
    from huasheng_vote.procurement.actions import awarding, challenges
    from huasheng_vote.procurement.models import About
    from tests.actions.test_awards import HEAD, PRICE, decide
    from tests.proposals_helpers import act, key

    now = estate.site.at
    estate.site.at = now - timedelta(days=21)
    bought = buying.evaluated(estate, project_id=project, title="更换车库路灯")
    estate.site.at = now
    act(estate, HEAD, awarding.propose, bought.tender, *decide(estate, PRICE["乙方经理"]))
    texts = {"王大山": About.EVALUATION, "刘乙": About.AWARD, "陈四": About.AWARD, "甲方经理": About.AWARD}
    made = {
        who: act(estate, who, challenges.challenge, key(), bought.tender, about, "镀锌检测报告是否齐全", "报价文件里没有看到检测报告。")
        for who, about in texts.items()
    }
    for who in ("王大山", "陈四"):
        act(estate, HEAD, challenges.admit, made[who])
    act(estate, HEAD, challenges.answer, made["王大山"], False, "检测报告在第十二页，评审时已经核对。")
    act(estate, "王大山", challenges.escalate, made["王大山"], challenges.Office.RESIDENTS_COMMITTEE)
    _in_force(estate, project)


def _in_force(estate: Neighbourhood, project: int) -> None:
    """Its standstill went by before; the contract was drawn today."""
    from huasheng_vote.procurement.actions import awarding
    from huasheng_vote.procurement.models import Award, Bid, Tender
    from huasheng_vote.web.act import act_as
    from tests.actions.test_awards import PRICE, decide

    now = estate.site.at
    estate.site.at = now - timedelta(days=40)
    bought = buying.evaluated(estate, project_id=project, title="更换楼道路灯")
    estate.site.at = now
    basis = decisions.decision(estate.ref.id, *decide(estate, PRICE["乙方经理"])).id
    with estate.site.unguarded(), writing(0):
        award = Award(
            estate_id=estate.ref.id, tender_id=bought.tender, bid_id=bought.bids["乙方经理"], ordinal=1, price=PRICE["乙方经理"], decision_id=basis,
            proposed_by=estate.staff["周主任"], published_at=now - timedelta(days=20), standstill_until=(now - timedelta(days=13)).date(),
        )  # fmt: skip
        db.session.add(award)
        db.session.get_one(Tender, bought.tender).state = "award_pending"
        for who, bid in bought.bids.items():
            db.session.get_one(Bid, bid).state = "winner" if who == "乙方经理" else "reserve"
        db.session.flush()
        made = award.id
    act_as(estate.ref, SYSTEM, now, awarding.activate, made)


def asked_and_changed(here: Buying) -> None:
    """An open tender with a question that was answered, one that waits, and an addendum; an offer waits to be confirmed."""
    first, _waits = (
        act(here.estate, "甲方经理", enquiries.ask, here.tender, key(), text) for text in ("灯杆壁厚按几毫米？", "保修期从哪天起算？")
    )
    act(here.estate, "周主任", enquiries.answer, here.tender, first, "不小于三点七五毫米。")
    bid(here, "甲方经理")
    act(here.estate, "周主任", addenda.amend, here.tender, here.row().specification, "灯杆壁厚改为不小于三点七五毫米。")


def failed_once(estate: Neighbourhood, project: int) -> None:
    """A tender nobody offered in, and the draft of its second round."""
    first = buying.published(estate, project_id=project)
    estate.site.at = first.row().deadline
    act(estate, "周主任", settle, first.tender)
    buying.drafted(estate, project_id=project, round=2, previous_id=first.tender)


def staffing(estate: Neighbourhood, project: int) -> None:
    """A draft whose officers made their keys and have to try them, with a panelist who has not declared and one who stepped aside."""
    lot = staffed.keys_made(estate, staffed.named(estate, project_id=project))
    staffed.seated(estate, lot, "赵一", "刘乙")
    act(estate, "刘乙", panel_seats.recuse, lot.tender, "表弟在投标的公司上班")


def drafting(estate: Neighbourhood, project: int) -> None:
    """Documents signed in full; a draft to edit and to review, one signed by both, a failed one that may be tried again."""
    from huasheng_vote.people.actions import experts

    for who, field in (("陈二", Field.STRUCTURE), ("陈三", Field.PROCUREMENT)):
        skill = act(estate, who, experts.declare, field, "做过多年")
        act(estate, "郑社区", experts.check, skill, SkillAct.CONFIRM, "看过证件")
    plan = kept("路灯布点图.pdf")
    contents = {**CONTENTS, DesignKind.SCHEME: Content(stored=plan.stored, sha256=plan.digest)}
    for kind in contents:
        steps = (Step.SIGN, Step.REVIEW) if kind is DesignKind.SCHEME else ()
        signed(estate, drawn(estate, project, kind, contents[kind]), *steps)
    said = {"project_id": project, "method": Method.OPEN_TENDER, "judging": "scored"}
    buying.drafted(estate, **said)
    buying.reviewed(estate, **said)
    failed = buying.published(estate, project_id=project)
    ended = {"state": TenderState.FAILED, "failed_reason": Failed.TOO_FEW, "ended_at": estate.site.at}
    buying.change(estate, Tender, failed.tender, **ended)


def companies(estate: Neighbourhood) -> None:
    """One that waits to be checked, one refused, one on the blacklist, one that was checked again; each with its paper."""
    said = acts.Company("星城水泵有限公司", "91430100MA4L000075", "王法人", "机电设备安装工程专业承包叁级", "6222 0000 0000 0001")
    paper = kept("营业执照.pdf")
    refused = replace(said, name="星城园林有限公司", code="91430100MA4L000088")
    barred = replace(said, name="星城机电有限公司", code="91430100MA4L00009B")
    made = {}
    for who, company in (("赵二", said), ("赵三", refused), ("赵四", barred)):
        made[who] = act(estate, who, acts.register, key(), company)
        act(estate, who, acts.add_papers, [paper])
    act(estate, "吴委员", acts.check, made["赵三"], 2, SupplierAct.REFUSE, "资质证书看不清，请重新上传")
    act(estate, "周主任", acts.blacklist, made["赵四"], "在更换水泵的采购中与另一家串通报价")
    act(estate, "甲方经理", acts.add_papers, [paper])
    registered = suppliers.of_account(estate.ref.id, estate.staff["甲方经理"])
    act(estate, "吴委员", acts.check, registered.id, 2, SupplierAct.REGISTER, "看过营业执照")


def opening(estate: Neighbourhood, project: int, now: datetime) -> None:
    """Closed and waiting for officers, or for two people to press; bidders asked to reveal; opened just now, its record not signed."""

    def closed(**said: Any) -> Buying:
        estate.site.at = now - timedelta(days=20)
        made = buying.sealed(estate, project_id=project, deadline=now - timedelta(days=2), **said)
        estate.site.at = now
        return made

    papers, sheet = Attachment("papers", "安全生产许可证.pdf", b"%PDF-1.4\n%%EOF\n"), Attachment("papers", "清单.xlsx", b"PK\3\4")
    closed(title="更换地库路灯")
    closed(title="更换门厅路灯", by_server=True)
    lost = closed(title="更换围墙路灯")
    act(estate, "周主任", revealing.declare, lost.tender, "两位开标人的钥匙都丢了，恢复文字也找不到。", now + timedelta(days=3))
    done = closed(title="更换水景路灯", offers=(buying.offer("248000", files=(papers, sheet)), buying.OFFERS[1], buying.offer("")))
    for who in buying.OPENERS[:2]:
        act(estate, who, opens.hand_in, done.tender, buying.shares(done, who))
    act(estate, buying.OPENERS[0], unsealing.open_bids, done.tender)


def judging(estate: Neighbourhood, project: int, now: datetime) -> None:
    """A panel at each of its steps."""

    def opened(seats: int = 3, **said: Any) -> Buying:
        estate.site.at = now - timedelta(days=20)
        return judged.opened(estate, seats, project_id=project, **said)

    judged.cleared(opened())
    judged.qualified(judged.cleared(opened()))
    judged.locked(judged.qualified(judged.cleared(opened())), ["陈三"])
    judged.reported(judged.locked(judged.qualified(judged.cleared(opened()))))
    over = judged.reported(judged.scored(opened(5)))
    judged.signed(over, judged.FIVE[:4])
    judged.signed(over, judged.FIVE[4:], dissent="商务分拉不开差距")
    judged.qualified(judged.cleared(opened(prices=(100_000_00, 226_000_00, 239_500_00))))
    act(estate, "陈三", leave.recuse, opened().tender, "与丙方同单位")
    lowest = {"judging": "lowest", "weight_price": 100, "weight_technical": 0, "weight_commercial": 0}
    judged.reported(judged.qualified(judged.cleared(opened(prices=(226_000_00, 226_000_00, 239_500_00), **lowest))))


def _project(estate: Neighbourhood) -> int:
    """Opened from a decision laid down beside the one that was announced."""
    here = {"estate_id": estate.ref.id}
    with estate.site.unguarded(), writing(0):
        taken = select(Resolution.motion_id).filter_by(**here)
        found = select(Motion.assembly_id).filter_by(**here).where(Motion.id.in_(taken))
        others = select(Motion.id).filter_by(**here).where(Motion.assembly_id.in_(found), Motion.id.not_in(taken))
        motion = db.session.scalar(others.order_by(Motion.id).limit(1))
        db.session.execute(update(Motion).filter_by(id=motion).values(state="passed", budget=900_000_00))
        made = Resolution(**here, year=2025, ordinal=1, motion_id=motion, adopted_at=estate.site.at)
        db.session.add(made)
        db.session.flush()
        project = Project(**here, resolution_id=made.id, title="更换小区路灯", budget=900_000_00, money_source="专项维修资金",
            opened_at=estate.site.at, opened_by=estate.staff["周主任"], state="procuring", touched="", touched_said_by=estate.staff["周主任"])  # fmt: skip
        db.session.add(project)
        db.session.flush()
        return int(project.id)


def emergencies(estate: Neighbourhood) -> None:
    """One decided by the committee and to be opened, one opened that the subdistrict has not confirmed."""
    number = spending.decided(estate, spending.LIFT)
    act(estate, "周主任", open_emergency, *number, Trigger.LIFT, "维修资金（应急）")
    spending.decided(estate, spending.DRAIN)
