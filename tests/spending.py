"""Money the owners did not vote on one by one: what they delegated, and what the committee decided with it."""

from dataclasses import replace
from datetime import date, timedelta

from huasheng_vote.assemblies.actions.adopted import Adoption, adopt_rules
from huasheng_vote.committee.actions import decisions
from huasheng_vote.committee.actions.decisions import Question
from huasheng_vote.committee.models import Subject
from huasheng_vote.committee.queries import decisions as read
from huasheng_vote.rules.flows.committees import Choice
from tests.builders import Neighbourhood
from tests.meetings import PAPER, Convening
from tests.proposals_helpers import act, key

CEILING = 20_000_00
PAINT = Question("刷新单元门", "单元门掉漆，请本小区有资质的油漆工刷新。", Subject.SPENDING, CEILING)
LIFT = Question("抢修 2 栋电梯", "曳引机损坏，两位老人被困，不能等表决。", Subject.EMERGENCY, 86_000_00)
DRAIN = Question("抢修 1 栋主排水管", "管道爆裂，一层进水，不能等表决。", Subject.EMERGENCY, 12_000_00)


def delegated(estate: Neighbourhood, ceiling: int = CEILING, years: int = 1, adopted_on: date = date(2026, 5, 1)) -> None:
    """The owners adopted that the committee may decide up to so much by itself."""
    adoption = Adoption("议事规则", "2026年业主大会", adopted_on, PAPER)
    Convening(estate).do(adopt_rules, adoption, {"delegated_ceiling": ceiling, "delegated_years": years})


def decided(estate: Neighbourhood, question: Question = PAINT, *, posted: bool = True, **said: int) -> tuple[int, int]:
    """Both members carried it; year and number."""
    made = act(estate, "周主任", decisions.put, key(), replace(question, **said), estate.site.at + timedelta(days=2))
    for who in ("周主任", "吴委员"):
        act(estate, who, decisions.answer, made, read.row(estate.ref.id, made).digest, Choice.YES, "理由写在这里")
    if posted:
        act(estate, "周主任", decisions.post, made)
    row = read.row(estate.ref.id, made)
    return row.year or 0, row.ordinal or 0
