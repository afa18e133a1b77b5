"""The committee at work: a meeting with its minutes and a decision, one that is called, a question that waits for an answer, two papers for the seal."""

from secrets import token_hex

from huasheng_vote.committee.actions import decisions, meetings, minutes, seal
from huasheng_vote.committee.actions.basis import Basis
from huasheng_vote.committee.actions.decisions import Question
from huasheng_vote.committee.actions.meetings import Plan
from huasheng_vote.committee.models import Seal, Subject
from huasheng_vote.committee.queries import decisions as read
from huasheng_vote.committee.queries import meetings as held
from huasheng_vote.committee.queries.seal import entry
from huasheng_vote.demo.stage import Stage
from huasheng_vote.people.actions import approvals
from huasheng_vote.rules.flows.approvals import Stance
from huasheng_vote.rules.flows.committees import Choice

HEAD, MEMBER, EXPERT = "周文芳", "刘建国", "何晓"
EVERYBODY = (HEAD, MEMBER, EXPERT)
PLACE = "社区三楼会议室"
TEST = "车库照明施工前，先请有资质的单位把应急照明测一遍，报告交全体业主看。检测由物业公司按现有维保合同安排，不另外花钱。"
MINUTES = """到会三人，社区郑立列席。
一、车库应急照明先检测。何晓说明：新灯要接在应急回路之外，先测清楚再施工，验收才有比较。三人同意。
二、冬季大会。周文芳报告了电梯大修和充电棚两个议题的准备情况，名册核对期内收到三条更正，都已答复。"""


def meet(stage: Stage) -> None:
    """A month ago, and next week."""
    held_at = _meeting(stage, -41, Plan("11 月工作会议", PLACE, "", stage.when(-33, 19, 30)))
    [test, _winter] = [
        _item(stage, -41, held_at, "车库应急照明先检测", TEST),
        _item(stage, -41, held_at, "冬季业主大会的准备", "电梯大修、充电棚两个议题的材料、名册核对、票袋分发。"),
    ]
    stage.act(HEAD, stage.when(-41, 20), meetings.post_agenda, held_at)
    stage.act(HEAD, stage.when(-33, 19, 40), minutes.hold, held_at, [stage.accounts[name] for name in EVERYBODY])
    question = Question("车库施工前先检测应急照明", TEST, Subject.OTHER)
    put = stage.act(HEAD, stage.when(-33, 20), decisions.put, token_hex(16), question, stage.when(-31, 20), test)
    for name, reason in ((HEAD, "先测后改，心里有数。"), (MEMBER, "同意，不花钱。"), (EXPERT, "验收需要改造前的数据。")):
        _answer(stage, -33, name, put, reason)
    stage.act(HEAD, stage.when(-33, 21), minutes.write_minutes, held_at, MINUTES)
    for name in EVERYBODY:
        seen = held.meeting(stage.estate.id, held_at).minutes_digest
        stage.act(name, stage.when(-32, 20), minutes.sign_minutes, held_at, seen)
    stage.act(HEAD, stage.when(-32, 21), minutes.publish_minutes, held_at)
    stage.act(HEAD, stage.when(-32, 21, 5), decisions.post, put)
    _next_week(stage)
    _sealed(stage, put)


def _next_week(stage: Stage) -> None:
    called = _meeting(stage, -2, Plan("12 月工作会议", PLACE, "不能到场的可以电话接入", stage.when(7, 19, 30)))
    _item(stage, -2, called, "冬季大会计票的人手", "谁唱票、谁计票、谁监票；纸质票当天怎样保管。")
    stage.act(HEAD, stage.when(-2, 20), meetings.post_agenda, called)
    shed = Question(
        "答复：电动车棚占了消防通道",
        "业主反映车棚外停车占了消防通道。拟答复：本周内划线、每天两次巡查，车棚扩建另做提案交业主大会表决。",
        Subject.REPLY,
    )
    put = stage.act(HEAD, stage.when(-1, 19), decisions.put, token_hex(16), shed, stage.when(3, 20))
    _answer(stage, -1, HEAD, put, "先划线，能马上见效。")


def _sealed(stage: Stage, decision: int) -> None:
    """One is sealed; the other waits for a second member's signature."""
    passed = read.row(stage.estate.id, decision)
    basis = Basis(False, passed.year or 0, passed.ordinal or 0)
    first = seal.Asked(Seal.COMMITTEE, "致物业公司：应急照明检测委托函", 2, "存一份，交物业一份", basis)
    used = stage.act(EXPERT, stage.when(-31, 10), seal.ask, token_hex(16), first)
    request = entry(stage.estate.id, used).approval
    stage.act(MEMBER, stage.when(-31, 12), approvals.answer, request.id, request.digest, Stance.APPROVE)
    stage.act(HEAD, stage.when(-30, 9), seal.use, used)
    second = seal.Asked(Seal.COMMITTEE, "致维保单位：检测报告补正通知", 1, "报告里漏了负二层", basis)
    stage.act(HEAD, stage.when(-1, 20), seal.ask, token_hex(16), second)


def _meeting(stage: Stage, day: int, plan: Plan) -> int:
    made: int = stage.act(HEAD, stage.when(day, 19), meetings.call, token_hex(16), plan)
    return made


def _item(stage: Stage, day: int, meeting: int, title: str, text: str) -> int:
    made: int = stage.act(HEAD, stage.when(day, 19, 30), meetings.write_item, meeting, title, text)
    return made


def _answer(stage: Stage, day: int, name: str, decision: int, reason: str) -> None:
    seen = read.row(stage.estate.id, decision).digest
    stage.act(name, stage.when(day, 20, 30), decisions.answer, decision, seen, Choice.YES, reason)
