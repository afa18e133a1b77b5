"""How the area's facts are written out: a rule with its value and source, a class with its bars, a scope, a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from flask_babel import gettext

from huasheng_vote.labels import assemblies as labels
from huasheng_vote.labels.proposals import MATTERS
from huasheng_vote.labels.register import building
from huasheng_vote.rules.calendar import SHANGHAI
from huasheng_vote.rules.counts import Amount
from huasheng_vote.rules.lawbook import CIVIL_CODE, Denominator, MatterClass, Measure
from huasheng_vote.rules.procedure import FIELDS, MONEY, Procedure
from huasheng_vote.web.filters import area2, number, yuan


@dataclass(frozen=True)
class RuleRow:
    """One rule in force as a reader sees it."""

    name: Any
    value: str
    source: Any
    article: str


def rule_rows(procedure: Procedure) -> list[RuleRow]:
    """Every rule, its value in words, and where it comes from."""
    return [
        RuleRow(labels.RULES[name], _value(name, getattr(procedure, name)), labels.SOURCES[procedure.source_of(name)], field.article)
        for name, field in FIELDS.items()
    ]


def _value(name: str, value: Any) -> str:
    words = labels.OPTIONS.get(name, MATTERS)
    if isinstance(value, frozenset):
        return str(gettext("、").join(str(words[each]) for each in words if each in value) or gettext("没有"))
    if name in MONEY:
        return yuan(value)
    return str(value) if isinstance(value, int) else str(words[value])


@dataclass(frozen=True)
class Need:
    """One inequality that a motion has to meet, with the figure it means on the frozen roll where that is known."""

    words: str
    figure: str


def needs(class_: str, roll: Amount | None) -> list[Need]:
    """What passing takes (CC 278): both measures of taking part, both of agreeing."""
    bars = CIVIL_CODE.bars[MatterClass(class_)]
    return [Need(_need(test), _figure(test, roll)) for test in (*bars.quorum, *bars.agree)]


def _need(test: Any) -> str:
    area = test.measure is Measure.AREA
    share, sign = f"{test.bar.share.numerator}/{test.bar.share.denominator}", "≥" if test.bar.inclusive else ">"
    if test.denominator is Denominator.TOTAL:
        words = gettext("参与的面积 %(sign)s 总面积的 %(share)s") if area else gettext("参与的人数 %(sign)s 总人数的 %(share)s")
    else:
        words = gettext("同意的面积 %(sign)s 参与面积的 %(share)s") if area else gettext("同意的人数 %(sign)s 参与人数的 %(share)s")
    return str(words % {"sign": sign, "share": share})


def _figure(test: Any, roll: Amount | None) -> str:
    if roll is None or test.denominator is not Denominator.TOTAL:
        return ""
    if test.measure is Measure.AREA:
        return str(gettext("至少 %(area)s m²", area=area2(test.bar.least(roll.area))))
    return str(gettext("至少 %(n)s 人", n=number(test.bar.least(roll.heads))))


def scope_words(scope: str, buildings: Iterable[str], units: int) -> str:
    """Who decides a motion."""
    if scope == "buildings":
        return str(gettext("%(which)s的业主", which=gettext("、").join(building(each) for each in buildings)))
    if scope == "units":
        return str(gettext("所列 %(n)s 套房屋的业主", n=number(units)))
    return str(labels.SCOPES[scope])


def noon(day: date) -> datetime:
    """A day as a moment, for filters that write moments."""
    return datetime.combine(day, time(12), SHANGHAI)
