"""A project with its experts: 陈一 draws, 陈二 reviews, 陈三 knows buying."""

from huasheng_vote.people.actions import experts
from huasheng_vote.projects.actions import designs, opening
from huasheng_vote.projects.actions.designs import Content
from huasheng_vote.rules.bill import BillLine
from huasheng_vote.rules.designs import DesignKind, Step
from huasheng_vote.rules.flows.skills import Field, SkillAct
from tests.builders import Neighbourhood
from tests.decided import decide
from tests.proposals_helpers import act, key

FIELDS = {"陈一": Field.ELECTRICAL, "陈二": Field.STRUCTURE, "陈三": Field.PROCUREMENT}
SAID = Content(text="灯杆壁厚不小于 3.75 mm，镀锌层不小于 65 μm。")
CONTENTS = {
    DesignKind.SCHEME: Content(stored="0" * 32 + ".pdf", sha256="f" * 64),
    DesignKind.SPECIFICATION: SAID,
    DesignKind.BILL: Content(lines=(BillLine("LED 灯头", "盏", 42_000),)),
}


def project(estate: Neighbourhood, budget: int = 250_000_00) -> int:
    """Opened from a decision; the three are known to know what they say."""
    opened: int = act(estate, "周主任", opening.open_project, *decide(estate, budget=budget))
    for who, field in FIELDS.items():
        skill = act(estate, who, experts.declare, field, "从业二十年")
        act(estate, "郑社区", experts.check, skill, SkillAct.CONFIRM, "看过证件")
    return opened


def drawn(estate: Neighbourhood, project_id: int, kind: DesignKind = DesignKind.SPECIFICATION, content: Content | None = None) -> int:
    """A first version by 陈一, not signed yet."""
    made: int = act(estate, "陈一", designs.draw, key(), project_id, kind, f"路灯 {kind}", content or CONTENTS[kind])
    return made


def signed(estate: Neighbourhood, design_id: int, *steps: Step) -> None:
    """The steps named (all of them where none is), each by the person whose it is."""
    from huasheng_vote.projects.queries.designs import sheet

    by = {Step.SIGN: "陈一", Step.REVIEW: "陈二", Step.ADVISE: "陈三"}
    for step in steps or (Step.SIGN, Step.REVIEW, Step.ADVISE):
        seen = sheet(estate.ref.id, design_id).version.digest
        act(estate, by[step], designs.sign, design_id, step, seen, "可行" if step is Step.ADVISE else "")
