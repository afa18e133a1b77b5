"""The playground: three quotations are asked for, two lie there sealed, and one of the three officers can no longer open them."""

from hashlib import sha256
from secrets import token_hex
from typing import Any

from huasheng_vote import files
from huasheng_vote.demo.companies import PLAY
from huasheng_vote.demo.drawings import document
from huasheng_vote.demo.lamps import ADVISER, DRAFTER, HEAD, MEMBER, OPENERS, REVIEWER, deadline_day
from huasheng_vote.demo.opening_keys import Keys, hand_in
from huasheng_vote.demo.stage import Stage
from huasheng_vote.people import queries as people
from huasheng_vote.people.actions import experts
from huasheng_vote.procurement.actions import drafting, panel_seats, publishing, staffing
from huasheng_vote.procurement.actions import officers as keepers
from huasheng_vote.procurement.actions.drafting import Wording
from huasheng_vote.procurement.actions.panel_seats import Chosen
from huasheng_vote.procurement.queries import tenders
from huasheng_vote.projects.actions import designs
from huasheng_vote.projects.actions.designs import Content
from huasheng_vote.projects.queries.designs import sheet
from huasheng_vote.rules.authority import EmployerKind
from huasheng_vote.rules.bill import parse_bill
from huasheng_vote.rules.designs import DesignKind, Step
from huasheng_vote.rules.methods import Judging, Method
from huasheng_vote.rules.staffing import OFFICERS

PUBLISHED = -3
PANEL = ("何晓", "彭建军", "张雅")
REQUIRED = """地面：40 mm 安全软垫，跌落高度 1.5 m 以内的冲击吸收要有检测报告。
设施：滑梯、秋千、跷跷板各一组，缝隙不夹头、不夹手指，边角圆滑，螺栓有护帽。
安装：地脚锚固，做拉拔试验。四周乔木保留。"""
ITEMS = "安全软垫 | 平方米 | 120 | 厚 40 mm\n滑梯 | 组 | 1\n秋千 | 组 | 1\n跷跷板 | 组 | 1\n长椅 | 张 | 4 | 带靠背"


def ask(stage: Stage, project: int, suppliers: dict[str, int]) -> None:
    """Published three days ago, open for six more, or for longer over holidays."""
    _draw(stage, project)
    wording = Wording(
        title="中心绿地儿童游乐场", category="leisure", method=Method.QUOTATION, judging=Judging.LOWEST, ceiling=98_000_00, days=20, warranty_months=24,
        qualification="营业执照有效，设施有出厂合格证和检测报告。", conditions="验收合格付九成七，质保金百分之三一年后付清。",
        employer_kind=EmployerKind.COMMITTEE, employer_name="松麓家园业主委员会", employer_signatory="周文芳", employer_basis="业主大会决议",
        employer_invoice_title="松麓家园业主委员会", place="社区三楼会议室", deadline=stage.when(deadline_day(stage, Method.QUOTATION, PUBLISHED, 6), 10),
    )  # fmt: skip
    tender = stage.act(DRAFTER, stage.when(-8, 19), drafting.draft, token_hex(16), project, wording)
    named = dict(zip(OFFICERS, (stage.accounts[name] for name in OPENERS), strict=True))
    stage.act(HEAD, stage.when(-7, 9), keepers.name_officers, tender, named)
    for name in PANEL:
        stage.act(HEAD, stage.when(-7, 10), panel_seats.name_seat, tender, Chosen(stage.accounts[name]))
        stage.act(name, stage.when(-6, 20), panel_seats.declare, tender)
    stage.act(HEAD, stage.when(-7, 11), staffing.invite, tender, [suppliers[firm.agent] for firm in PLAY])
    Keys(stage, tender).make(OPENERS, stage.when(-6, 21))
    for name in (HEAD, REVIEWER):
        stage.act(name, stage.when(-5, 20), drafting.review, tender, tenders.tender(stage.estate.id, tender).digest, "同意。")
    stage.act(MEMBER, stage.when(PUBLISHED, 9), publishing.publish, tender, tenders.tender(stage.estate.id, tender).digest)
    for place, (firm, price) in enumerate(zip(PLAY, (91_500_00, 88_800_00), strict=False)):
        hand_in(stage, tender, firm.agent, stage.when(-2 + place, 15), price, days="18", warranty_months="24")
    for skill in people.skills_of(stage.estate.id, stage.accounts[OPENERS[2]]):
        stage.act(OPENERS[2], stage.when(-1, 21), experts.withdraw, skill.id)


def _draw(stage: Stage, project: int) -> None:
    stage.act(HEAD, stage.when(-20), designs.state_touched, project, ())
    paper = document("游乐场布置图")
    kept: dict[str, Any] = {"stored": files.store().put(paper, files.Kind.PDF), "sha256": sha256(paper).hexdigest()}
    for kind, title, content in (
        (DesignKind.SCHEME, "游乐场布置图", Content(text="三组设施，乔木都保留。", **kept)),
        (DesignKind.SPECIFICATION, "游乐场技术要求", Content(text=REQUIRED)),
        (DesignKind.BILL, "游乐场工程量清单", Content(lines=tuple(parse_bill(ITEMS)))),
    ):
        made = stage.act(DRAFTER, stage.when(-18, 19), designs.draw, token_hex(16), project, kind, title, content)
        for who, step, note in ((DRAFTER, Step.SIGN, ""), (REVIEWER, Step.REVIEW, ""), (ADVISER, Step.ADVISE, "报价口径清楚。")):
            if sheet(stage.estate.id, made).standing.waits_for is step:
                stage.act(who, stage.when(-16, 20), designs.sign, made, step, sheet(stage.estate.id, made).version.digest, note)
