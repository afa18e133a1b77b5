"""The garage lamps on paper: an electrician among the owners draws, a retired engineer reviews, a committee member who knows buying advises."""

from hashlib import sha256
from secrets import token_hex

from huasheng_vote import files
from huasheng_vote.demo.drawings import document
from huasheng_vote.demo.stage import Stage
from huasheng_vote.projects.actions import designs
from huasheng_vote.projects.actions.designs import Content
from huasheng_vote.projects.queries.designs import sheet
from huasheng_vote.rules.bill import parse_bill
from huasheng_vote.rules.designs import DesignKind, Step, Touched

AUTHOR, REVIEWER, ADVISER = "陈志明", "赵玉兰", "何晓"
REQUIRED = """灯具：LED 感应灯管，平时亮三成，来人全亮；色温 4000 K，显色指数不低于 80。
安装：利用原灯位和原线管，不开槽、不打孔。
检验：每 20 盏抽 1 盏实测照度；全亮时地面平均照度不低于 75 lx。
质保：整灯五年，三日内上门更换。"""
ITEMS = "雷达感应 LED 灯管 | 支 | 186 | 18 W，三成待机\n拆除旧灯管 | 支 | 186 | 交有资质的单位回收\n应急照明检测 | 项 | 1"


def draw(stage: Stage, project: int) -> None:
    """The scheme is signed through, the specification waits for advice, the bill was sent back once and is signed again by its author."""
    stage.act("周文芳", stage.when(-58), designs.state_touched, project, {Touched.POWER})
    paper = document("车库灯位图")
    stored = files.store().put(paper, files.Kind.PDF)
    scheme = _draw(stage, -50, project, DesignKind.SCHEME, "车库灯位图", Content(stored=stored, sha256=sha256(paper).hexdigest()))
    _sign(stage, -50, scheme, AUTHOR, Step.SIGN)
    _sign(stage, -47, scheme, REVIEWER, Step.REVIEW, "灯位和车位对得上，疏散口都照到了。")
    required = _draw(stage, -45, project, DesignKind.SPECIFICATION, "感应灯技术要求", Content(text=REQUIRED))
    _sign(stage, -45, required, AUTHOR, Step.SIGN)
    _sign(stage, -41, required, REVIEWER, Step.REVIEW, "照度指标可以实测，同意。")
    bill = _draw(stage, -44, project, DesignKind.BILL, "车库照明工程量清单", Content(lines=tuple(parse_bill(ITEMS))))
    _sign(stage, -44, bill, AUTHOR, Step.SIGN)
    stage.act(REVIEWER, stage.when(-40, 20), designs.send_back, bill, _seen(stage, bill), "漏了登高车台班，请补上。")
    more = Content(lines=tuple(parse_bill(f"{ITEMS}\n登高车 | 台班 | 3.5 | 含操作工")), changed="补登高车台班")
    stage.act(AUTHOR, stage.when(-39, 20), designs.redraw, token_hex(16), bill, 1, more)
    _sign(stage, -39, bill, AUTHOR, Step.SIGN)


def _draw(stage: Stage, day: int, project: int, kind: DesignKind, title: str, content: Content) -> int:
    made: int = stage.act(AUTHOR, stage.when(day, 19), designs.draw, token_hex(16), project, kind, title, content)
    return made


def _sign(stage: Stage, day: int, design: int, who: str, step: Step, note: str = "") -> None:
    stage.act(who, stage.when(day, 21), designs.sign, design, step, _seen(stage, design), note)


def _seen(stage: Stage, design: int) -> str:
    return sheet(stage.estate.id, design).version.digest
