"""The street lamps: drawn by an electrician among the owners, bought by negotiation, judged by five of them, awarded and signed."""

from hashlib import sha256
from secrets import token_hex
from typing import Any

from huasheng_vote import files
from huasheng_vote.assemblies.queries.calendar import holidays
from huasheng_vote.committee.actions import decisions
from huasheng_vote.committee.actions.decisions import Question
from huasheng_vote.committee.models import Subject
from huasheng_vote.committee.queries import decisions as decided
from huasheng_vote.demo.companies import LAMPS
from huasheng_vote.demo.drawings import document
from huasheng_vote.demo.opening_keys import Keys, hand_in
from huasheng_vote.demo.stage import Stage, moment
from huasheng_vote.procurement.actions import (
    awarding,
    challenges,
    contracts,
    drafting,
    enquiries,
    judging,
    opening,
    panel_seats,
    publishing,
    qualifying,
    reports,
    sheets,
    staffing,
    unsealing,
)  # fmt: skip
from huasheng_vote.procurement.actions import officers as keepers
from huasheng_vote.procurement.actions.deadlines import settle
from huasheng_vote.procurement.actions.drafting import Wording
from huasheng_vote.procurement.actions.panel_seats import Chosen
from huasheng_vote.procurement.actions.qualifying import Finding
from huasheng_vote.procurement.models import About
from huasheng_vote.procurement.queries import awards, opened, panels, tenders
from huasheng_vote.procurement.queries import contracts as signed
from huasheng_vote.procurement.queries import sheets as written
from huasheng_vote.projects.actions import designs
from huasheng_vote.projects.actions.designs import Content
from huasheng_vote.projects.queries.designs import sheet
from huasheng_vote.rules.authority import EmployerKind
from huasheng_vote.rules.bill import parse_bill
from huasheng_vote.rules.designs import DesignKind, Step, Touched
from huasheng_vote.rules.flows.committees import Choice
from huasheng_vote.rules.methods import DEFAULTS, Judging, Method
from huasheng_vote.rules.staffing import OFFICERS
from huasheng_vote.rules.tendering import earliest_deadline

HEAD, MEMBER, DRAFTER, REVIEWER, ADVISER = "周文芳", "刘建国", "陈志明", "赵玉兰", "何晓"
PUBLISHED = -51
OPENERS = ("刘建国", "郑立", "谭国平")
PANEL = ("赵玉兰", "何晓", "罗敏", "彭建军", "张雅")
PRICES = (248_000_00, 226_000_00, 239_500_00)
TECHNICAL = ((40, 42, 41, 43, 39), (38, 40, 39, 44, 36), (41, 41, 42, 40, 45))
COMMERCIAL = ((13, 12, 13, 14, 12), (12, 12, 11, 13, 12), (11, 12, 12, 12, 10))
REQUIRED = """灯杆：高 3.5 m，镀锌钢管，壁厚不小于 3.75 mm，下差不超过 0.2 mm；镀锌层不小于 65 μm；直线度小于千分之三。
灯具：LED 60 W，色温 3000 K，防护等级不低于 IP65。
基础：C25 混凝土，预埋螺栓，接地电阻不大于 4 Ω。
检验：灯杆进场抽 18 根实测壁厚，立杆之前由业主见证；夜间实测照度，欢迎业主到场。
质保：整灯和灯杆不少于三年。"""
ITEMS = """LED 路灯 | 套 | 42 | 含灯杆、灯具、驱动
基础浇筑 | 个 | 42 | C25，含预埋件
电缆敷设 | 米 | 860 | 含回填、恢复路面
接地极 | 组 | 14
旧灯拆除清运 | 套 | 42"""


def buy(stage: Stage, project: int, suppliers: dict[str, int]) -> None:
    """From the drawings to a contract that both sides have signed."""
    _draw(stage, project)
    closes = deadline_day(stage, Method.NEGOTIATION, PUBLISHED, -42)
    tender = _draft(stage, project, closes)
    keys = _staff(stage, tender, suppliers)
    _publish(stage, tender)
    _offer(stage, tender, keys, closes)
    _open(stage, tender, keys, closes)
    _judge(stage, tender, closes)
    _award(stage, tender, closes + 3)


def deadline_day(stage: Stage, method: Method, published: int, wished: int) -> int:
    """The day of the deadline, counted from today: the one wished for, or where holidays lie before it the first that the method allows."""
    day = stage.when(published).date()
    allowed = earliest_deadline(DEFAULTS[method], day, holidays(stage.estate.id, stage.when(published)))
    return max(wished, (allowed - stage.today).days)


def _draw(stage: Stage, project: int) -> None:
    stage.act(HEAD, stage.when(-59), designs.state_touched, project, {Touched.FOUNDATIONS, Touched.POWER})
    paper = document("路灯布点图")
    kept: dict[str, Any] = {"stored": files.store().put(paper, files.Kind.PDF), "sha256": sha256(paper).hexdigest()}
    stamp: dict[str, Any] = {"stamped_by": "松麓建筑设计院有限公司（虚构）", "stamp_number": "A2430演示"}
    for kind, title, content in (
        (DesignKind.SCHEME, "路灯布点图", Content(text="42 盏，原位更换。", **kept)),
        (DesignKind.WORKING, "路灯基础和配电施工图", Content(**kept, **stamp)),
        (DesignKind.SPECIFICATION, "路灯技术要求", Content(text=REQUIRED)),
        (DesignKind.BILL, "路灯工程量清单", Content(lines=tuple(parse_bill(ITEMS)))),
    ):
        made = stage.act(DRAFTER, stage.when(-58, 19), designs.draw, token_hex(16), project, kind, title, content)
        _sign(stage, made, DRAFTER, Step.SIGN)
        _sign(stage, made, REVIEWER, Step.REVIEW)
        if sheet(stage.estate.id, made).standing.waits_for is Step.ADVISE:
            _sign(stage, made, ADVISER, Step.ADVISE, "指标可以实测，清单没有指定品牌，同意。")


def _sign(stage: Stage, design: int, who: str, step: Step, note: str = "") -> None:
    stage.act(who, stage.when(-57, 20), designs.sign, design, step, sheet(stage.estate.id, design).version.digest, note)


def _draft(stage: Stage, project: int, closes: int) -> int:
    wording = Wording(
        title="更换小区 42 盏路灯", category="lighting", method=Method.NEGOTIATION, judging=Judging.SCORED, ceiling=250_000_00, days=30, warranty_months=36,
        qualification="城市及道路照明工程专业承包叁级以上，安全生产许可证有效，项目经理持建造师证。",
        conditions="合同签订后付三成，材料进场检验合格付四成，验收合格付到九成七，质保金百分之三一年后付清。",
        employer_kind=EmployerKind.COMMITTEE, employer_name="松麓家园业主委员会", employer_signatory="周文芳", employer_basis="业主大会决议",
        employer_invoice_title="松麓家园业主委员会", place="社区三楼会议室", deadline=stage.when(closes, 10), weight_price=40, weight_technical=45,
        weight_commercial=15, trimmed=True, guide="技术：灯杆壁厚、灯具参数、施工方案。商务：业绩、质保、付款。",
    )  # fmt: skip
    made: int = stage.act(DRAFTER, stage.when(-54, 19), drafting.draft, token_hex(16), project, wording)
    return made


def _staff(stage: Stage, tender: int, suppliers: dict[str, int]) -> Keys:
    named = dict(zip(OFFICERS, (stage.accounts[name] for name in OPENERS), strict=True))
    stage.act(HEAD, stage.when(-53, 10), keepers.name_officers, tender, named)
    for place, name in enumerate(PANEL):
        stage.act(HEAD, stage.when(-53, 10, 10 + place), panel_seats.name_seat, tender, Chosen(stage.accounts[name]))
    stage.act(HEAD, stage.when(-53, 11), staffing.invite, tender, [suppliers[firm.agent] for firm in LAMPS])
    keys = Keys(stage, tender)
    keys.make(OPENERS, stage.when(-53, 20))
    for name in PANEL:
        stage.act(name, stage.when(-53, 21), panel_seats.declare, tender)
    return keys


def _publish(stage: Stage, tender: int) -> None:
    for name, note in ((HEAD, "预算、依据和决议一致。"), (REVIEWER, "技术要求都能检验。")):
        stage.act(name, stage.when(-52, 20), drafting.review, tender, tenders.tender(stage.estate.id, tender).digest, note)
    stage.act(MEMBER, stage.when(PUBLISHED, 9), publishing.publish, tender, tenders.tender(stage.estate.id, tender).digest)


def _offer(stage: Stage, tender: int, keys: Keys, closes: int) -> None:
    first, second, third = (firm.agent for firm in LAMPS)
    asked = stage.act(first, stage.when(PUBLISHED, 15), enquiries.ask, tender, token_hex(16), "灯杆壁厚按哪个位置测？")
    stage.act(MEMBER, stage.when(PUBLISHED + 1, 10), enquiries.answer, tender, asked, "检修口以上 0.5 m、1.5 m、2.5 m 三处，取最小值。")
    hand_in(stage, tender, first, stage.when(closes - 4, 16), PRICES[0], days="30", warranty_months="60")
    hand_in(stage, tender, second, stage.when(closes - 3, 11), 231_000_00, days="28")
    hand_in(stage, tender, third, stage.when(closes - 3, 17), PRICES[2], days="25", warranty_months="60")
    hand_in(stage, tender, second, stage.when(closes - 2, 9), PRICES[1], days="28")
    keys.rehearse(OPENERS, stage.when(closes - 2, 16))


def _open(stage: Stage, tender: int, keys: Keys, closes: int) -> None:
    stage.by_system(stage.when(closes, 10), settle, tender)
    for minute, name in enumerate(OPENERS[:2], start=2):
        stage.act(name, stage.when(closes, 10, minute), opening.hand_in, tender, keys.of_bids(name))
    stage.act(OPENERS[1], stage.when(closes, 10, 4), unsealing.open_bids, tender)
    for name in OPENERS[:2]:
        found = opened.record(stage.estate.id, tender)
        stage.act(name, stage.when(closes, 10, 15), opening.sign, tender, found.digest if found else "")


def _judge(stage: Stage, tender: int, opened_on: int) -> None:
    for name in PANEL:
        stage.act(name, stage.when(opened_on, 15), judging.clear, tender)
    fit = {bid.id: Finding() for bid in opened.opened(stage.estate.id, tender)}
    for name in PANEL:
        stage.act(name, stage.when(opened_on + 1, 14), qualifying.qualify, tender, fit)
    for place, name in enumerate(PANEL):
        _score(stage, tender, place, name, opened_on + 1)
    stage.act(
        REVIEWER, stage.when(opened_on + 1, 17), reports.write, tender, "三家都合格，没有异常低价。技术最好的是第三家，价格分拉开了名次。"
    )
    for name in PANEL:
        report = written.report(tenders.tender(stage.estate.id, tender))
        dissent = "壁厚 4.00 mm 更耐用，技术分应当拉得更开。" if name == "彭建军" else ""
        stage.act(name, stage.when(opened_on + 2, 20), reports.sign, tender, report.digest if report else "", dissent)


def _score(stage: Stage, tender: int, place: int, name: str, day: int) -> None:
    row = tenders.tender(stage.estate.id, tender)
    by_price = {bid.price: bid.id for bid in panels.valid(row)}
    bids = [by_price[price] for price in PRICES]
    scores = {
        bid: {"technical": TECHNICAL[number][place] * 100, "commercial": COMMERCIAL[number][place] * 100} for number, bid in enumerate(bids)
    }
    reasons = dict(zip(bids, ("方案完整，工期偏长。", "参数达标，业绩一般。", "壁厚高于要求，工期短。"), strict=True))
    stage.act(name, stage.when(day, 15), sheets.save, tender, scores, reasons)
    mine = written.current(row, panels.own(row, stage.accounts[name]).id)
    if mine is not None:
        seen = sheets.digest_of(row, mine, written.marks(stage.estate.id, [mine.id])[mine.id])
        stage.act(name, stage.when(day, 16), sheets.lock, tender, seen)


def _award(stage: Stage, tender: int, day: int) -> None:
    price = PRICES[1]
    words = "按评审报告，第一名合计 91.00 分，报价 226,000.00 元，在业主大会表决的预算之内，同意定为成交。"
    question = Question("路灯更新的成交供应商", words, Subject.AWARD, price)
    put = stage.act(HEAD, stage.when(day, 19), decisions.put, token_hex(16), question, stage.when(day + 2, 20))
    for name in (HEAD, MEMBER, ADVISER):
        seen = decided.row(stage.estate.id, put).digest
        choice, why = (Choice.ABSTAIN, "我参加了评审，弃权。") if name == ADVISER else (Choice.YES, "报告清楚，在预算之内。")
        stage.act(name, stage.when(day, 20), decisions.answer, put, seen, choice, why)
    stage.act(HEAD, stage.when(day, 21), decisions.post, put)
    found = decided.row(stage.estate.id, put)
    award = stage.act(HEAD, stage.when(day + 1, 9), awarding.propose, tender, found.year, found.ordinal)
    asked = stage.act(
        "龙大海", stage.when(day + 2, 9), challenges.challenge, token_hex(16), tender, About.EVALUATION, "价格分为什么用最低价作基准", "请说明依据，是不是开标以后才定的。"
    )  # fmt: skip
    stage.act(MEMBER, stage.when(day + 3, 9), challenges.admit, asked)
    answer = "公式写在采购文件里，公告时就公布了，开标以后没有入口可以改。"
    stage.act(MEMBER, stage.when(day + 4, 10), challenges.answer, asked, False, answer)
    published = awards.award(stage.estate.id, award)
    stage.by_system(moment(published.standstill_until, 1, 9), awarding.activate, award)
    contract = signed.of_award(published)
    if contract is None:
        raise LookupError(award)
    for name in (LAMPS[1].agent, HEAD):
        stage.act(name, moment(published.standstill_until, 3, 15), contracts.sign, contract.id, contract.digest)
