"""A finding in the shape result pages draw: seal, both sides of every inequality, the choices in a table, what it hangs on."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from flask_babel import gettext as _
from flask_babel import ngettext

from huasheng_vote.assemblies.queries.figures import Contested, Figures, Inequality
from huasheng_vote.assemblies.queries.results import MotionFinding
from huasheng_vote.assemblies.views.wording import budget_words
from huasheng_vote.labels import matters, voting
from huasheng_vote.rules.ballot import NONE_OF_THESE, Choice
from huasheng_vote.rules.counts import NOBODY, Amount, total
from huasheng_vote.rules.lawbook import MatterClass
from huasheng_vote.rules.lawbook import Measure as LawMeasure
from huasheng_vote.rules.review import Doubt
from huasheng_vote.rules.tally import Outcome, Part
from huasheng_vote.web.filters import area2, number, percent
from huasheng_vote.web.measure import Measure

Test = Measure | tuple[str, str]
Kind = Literal["passed", "failed", "no_quorum", "review"]
KINDS: dict[Outcome, Kind] = {
    Outcome.PASSED: "passed",
    Outcome.NOT_PASSED: "failed",
    Outcome.NO_QUORUM: "no_quorum",
    Outcome.NEEDS_REVIEW: "review",
}


@dataclass(frozen=True, slots=True)
class VerdictView:
    """One motion's result as it is drawn."""

    id: int
    ordinal: int
    title: str
    kicker: str
    kind: Kind
    lead: str
    tests: list[Test]
    rows: list[tuple[str, str, str, str, str]]
    notes: list[str]
    options: list[tuple[str, list[Test]]]
    number: str

    @property
    def official(self) -> list[tuple[str, str, str]]:
        """(what is compared, as it is, as it must be) for the paper; nothing is left out where nothing was compared."""
        names = {
            "turnout": {"area": _("参与面积 ㎡"), "heads": _("参与人数")},
            "approval": {"area": _("同意面积 ㎡"), "heads": _("同意人数")},
        }
        return [
            (names[test.what][test.unit], test.have_text, f"{'≥' if test.bar.inclusive else '>'} {test.bar_text}")
            if isinstance(test, Measure)
            else (names[test[0]][test[1]], "—", "—")
            for test in self.tests
        ]


def verdict_of(found: MotionFinding) -> VerdictView:
    """The view of one finding."""
    motion, figures = found.motion, found.figures
    return VerdictView(
        id=motion.id,
        ordinal=motion.ordinal,
        title=motion.title,
        kicker=_(
            "议题 %(n)s · %(class_)s · %(title)s", n=motion.ordinal, class_=matters.CLASSES[MatterClass(motion.class_)], title=motion.title
        ),
        kind=KINDS[found.outcome],
        lead=_lead(found),
        tests=tests_of(figures.tests),
        rows=list(_rows(found)),
        notes=list(_notes(found)),
        options=[(_named(found, option), tests_of(tests)) for option, tests in figures.options.items()],
        number=numbered(found),
    )


def numbered(found: MotionFinding) -> str:
    """The number of its resolution, once announced."""
    decided = found.resolution
    return str(_("〔%(year)s〕%(n)s号", year=decided.year, n=decided.ordinal)) if decided else ""


def tests_of(tests: Iterable[Inequality]) -> list[Test]:
    """Every inequality; those of agreement are not compared where the quorum failed."""
    measures = [
        (each.part, _measure(each)) for each in sorted(tests, key=lambda each: (each.part is Part.AGREE, each.measure is LawMeasure.HEADS))
    ]
    reached = all(measure.met for part, measure in measures if part is Part.QUORUM)
    return [measure if part is Part.QUORUM or reached else (measure.what, measure.unit) for part, measure in measures]


def _measure(test: Inequality) -> Measure:
    unit: Any = "area" if test.measure is LawMeasure.AREA else "heads"
    return Measure("turnout" if test.part is Part.QUORUM else "approval", unit, test.left, test.right, test.bar)


def _lead(found: MotionFinding) -> str:
    """One sentence: the ending, and what it means."""
    if found.outcome is Outcome.NOT_PASSED:
        return _why_not(found)
    number = numbered(found)
    passed = _("四个不等式全部成立，形成决议%(number)s。", number=number) if number else _("四个不等式全部成立，公示期满后形成决议。")
    words = {
        Outcome.PASSED: passed,
        Outcome.NO_QUORUM: _("参与的面积或人数不到三分之二，这次表决不作数，不再比较同意与反对。"),
        Outcome.NEEDS_REVIEW: _("结论取决于下面的疑问，由两位负责人和社区一起复核，之前不作结论。"),
    }
    return str(words[found.outcome])


def _why_not(found: MotionFinding) -> str:
    failing = [_failing_words(test) for test in found.figures.tests if not test.bar.holds(test.left, test.right)]
    if not failing:
        return str(_("“以上都不选”得到了法定多数，这几个方案都没有通过。"))
    return str(_("%(which)s没有达到要求。四个不等式缺一个，就不通过。", which=_("、").join(failing)))


def _failing_words(test: Inequality) -> str:
    quorum = {LawMeasure.AREA: _("参与面积"), LawMeasure.HEADS: _("参与人数")}
    agree = {LawMeasure.AREA: _("同意面积"), LawMeasure.HEADS: _("同意人数")}
    return str((quorum if test.part is Part.QUORUM else agree)[test.measure])


def _named(found: MotionFinding, answer: str) -> str:
    return str(found.options.get(answer) or voting.CHOICES.get(answer, answer))


def _rows(found: MotionFinding) -> Iterable[tuple[str, str, str, str, str]]:
    """(choice, area, its share, heads, their share) of those taking part."""
    figures = found.figures
    present = total(amount for answer, amount in figures.chosen.items() if answer != Choice.VOID)
    for answer in _order(figures):
        amount = figures.chosen.get(answer, NOBODY)
        yield (
            _named(found, answer),
            area2(amount.area or 0),
            _share(amount, present, "area"),
            number(amount.heads or 0),
            _share(amount, present, "heads"),
        )


def _order(figures: Figures) -> list[str]:
    first = [*figures.options] if figures.options else [Choice.AGREE, Choice.OPPOSE]
    rest = [Choice.ABSTAIN, *([Choice.VOID] if Choice.VOID in figures.chosen else [])]
    return [
        str(answer)
        for answer in (*(option for option in first if option != NONE_OF_THESE), *([NONE_OF_THESE] if figures.options else []), *rest)
    ]


def _share(amount: Amount, present: Amount, measure: str) -> str:
    return percent(getattr(amount, measure) or 0, getattr(present, measure) or 0, 2)


def _notes(found: MotionFinding) -> Iterable[str]:
    figures = found.figures
    if found.resolved:
        yield _("经两位负责人和社区复核。理由：%(reason)s", reason=found.reason)
    elif found.outcome is Outcome.NEEDS_REVIEW:
        yield from (str(voting.DOUBTS[Doubt(doubt)]) for doubt in figures.doubts)
    if figures.deemed:
        yield _("上面的结果计入了“沉默从多数”；不计入时结论是：%(outcome)s。", outcome=voting.OUTCOMES[figures.strict])
    if figures.contested:
        yield _both_ways(figures.contested)
    if figures.consulted:
        yield _("线上只征询意向，没有计入上面的结果：%(answers)s。", answers=_("；").join(_consulted(found)))
    yield from (str(voting.WARNINGS[warning]) for warning in figures.warnings)
    if figures.winner:
        yield _("通过的方案：%(option)s", option=_named(found, figures.winner))
    if found.outcome is Outcome.PASSED and found.motion.budget:
        yield _("一并通过的预算：%(money)s。", money=budget_words(found.motion.budget, found.motion.money_source))
    if found.outcome is Outcome.NOT_PASSED:
        yield _("未通过不等于作出了相反的决定：维持现状，提案可以修改后再次提交。")
    if found.outcome is Outcome.NO_QUORUM:
        yield _("不是否决。可以在公告后重新召集；已投的票不带到下一次。")


def _consulted(found: MotionFinding) -> Iterable[str]:
    for answer, amount in found.figures.consulted.items():
        yield _(
            "%(answer)s %(heads)s 人、%(area)s m²",
            answer=_named(found, answer),
            heads=number(amount.heads or 0),
            area=area2(amount.area or 0),
        )


def _both_ways(contest: Contested) -> str:
    return str(
        ngettext(
            "有 %(num)s 户的共有人意见不一，没有计入上面的数字：都算同意，结论是%(kindest)s；都算反对，结论是%(harshest)s。",
            "有 %(num)s 户的共有人意见不一，没有计入上面的数字：都算同意，结论是%(kindest)s；都算反对，结论是%(harshest)s。",
            contest.heads,
            kindest=voting.OUTCOMES[contest.kindest],
            harshest=voting.OUTCOMES[contest.harshest],
        )
    )
