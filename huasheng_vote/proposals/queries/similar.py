"""Ideas that resemble one: pairs of neighbouring characters in common. Works for Chinese words of two characters, which full-text indexes miss."""

import re
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import or_, select

from huasheng_vote.extensions import db
from huasheng_vote.proposals.models import Suggestion
from huasheng_vote.proposals.queries.suggestions import endorsed
from huasheng_vote.rules.flows.proposals import SuggestionState

MOST_SHOWN = 5
MOST_COMPARED = 200
LEAST_ALIKE = Fraction(1, 4)

_RUN = re.compile(r"[㐀-鿿]+|[0-9a-z]{2,}")
_EVERYWHERE = frozenset(
    ("小区", "我们", "建议", "希望", "业主", "增加", "应该", "可以", "需要", "能否", "尽快", "问题", "这个", "一个", "社区", "物业")
)


@dataclass(frozen=True)
class Similar:
    """An idea already there, and how many support it."""

    id: int
    title: str
    endorsements: int


def pairs(text: str) -> frozenset[str]:
    """What a text is about: neighbouring Han characters in twos, other words whole; phrases that stand everywhere left out."""
    found: set[str] = set()
    for run in _RUN.findall(text.lower()):
        han = run[0] >= "㐀"
        found.update({run[i : i + 2] for i in range(len(run) - 1)} if han and len(run) > 1 else {run})
    return frozenset(found) - _EVERYWHERE


def alike(left: frozenset[str], right: frozenset[str]) -> Fraction:
    """The share of the shorter text's pairs that both have."""
    return Fraction(len(left & right), min(len(left), len(right))) if left and right else Fraction(0)


def similar(estate_id: int, title: str, place: str = "", leave_out: int | None = None) -> list[Similar]:
    """Ideas whose title resembles this one's, the most alike first. Hidden and merged ones are not offered."""
    wanted = pairs(f"{title} {place}")
    if not wanted:
        return []
    near = or_(*(Suggestion.title.icontains(pair, autoescape=True) for pair in sorted(wanted)[:40]))
    statement = (
        select(Suggestion.id, Suggestion.title, Suggestion.place, endorsed().label("endorsements"))
        .where(Suggestion.estate_id == estate_id, Suggestion.hidden_at.is_(None), Suggestion.state != SuggestionState.MERGED, near)
        .order_by(Suggestion.id.desc())
        .limit(MOST_COMPARED)
    )
    rows = db.session.execute(statement.where(Suggestion.id != leave_out) if leave_out else statement)
    scored = [(alike(wanted, pairs(f"{row.title} {row.place}")), row) for row in rows]
    best = sorted((each for each in scored if each[0] >= LEAST_ALIKE), key=lambda each: (-each[0], -each[1].endorsements, each[1].id))
    return [Similar(row.id, row.title, row.endorsements) for _, row in best[:MOST_SHOWN]]
