"""The laws of the owners' vote as data: matter → class → bars of participation and of agreement, each with its article.

Three laws stand here: the Civil Code of the PRC (CC 278), the Property Law it replaced, and Hong Kong's Cap. 344.
A law is nothing but lists of tests: which measure, out of what, which share, whether reaching it exactly is enough.
So an abstention needs no rule of its own: where agreement is measured against those present it works as a no, and where
it is measured against the votes cast it stays out. Every rule names its source, and one kind never poses as another.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from huasheng_vote.rules.exact import Bar
from huasheng_vote.rules.refusal import Refused, Why


class Source(StrEnum):
    """Where a rule comes from; shown beside it wherever a person reads it."""

    LAW = "law"
    GUIDANCE = "guidance"
    ELSEWHERE = "elsewhere"
    ADOPTED = "adopted"
    DEFAULT = "default"


class Measure(StrEnum):
    """What is counted: heads, or the floor area (in Hong Kong the shares) they hold."""

    HEADS = "heads"
    AREA = "area"


class Denominator(StrEnum):
    """Out of what: the whole roll, those taking part, or the votes cast for and against."""

    TOTAL = "total"
    PRESENT = "present"
    CAST = "cast"


class MatterClass(StrEnum):
    """The two statutory classes (普通事项, 特别事项)."""

    ORDINARY = "ordinary"
    SPECIAL = "special"


class Matter(StrEnum):
    """What may be decided, in the order of CC 278 (1)–(9)."""

    RULES_OF_PROCEDURE = "rules_of_procedure"
    COVENANT = "covenant"
    ELECT_COMMITTEE = "elect_committee"
    PROPERTY_COMPANY = "property_company"
    USE_FUND = "use_fund"
    RAISE_FUND = "raise_fund"
    REBUILD = "rebuild"
    CHANGE_USE = "change_use"
    OTHER_MAJOR = "other_major"


@dataclass(frozen=True, slots=True)
class Test:
    """One inequality: `measure` must reach `bar` of the `denominator`, because `article` says so."""

    measure: Measure
    denominator: Denominator
    bar: Bar
    article: str


@dataclass(frozen=True, slots=True)
class Bars:
    """All that must hold: tests of participation, always out of the roll, then tests of agreement."""

    quorum: tuple[Test, ...]
    agree: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Law:
    """One law of the vote. `silence` lists the classes for which adopted rules may let the silent follow the majority;
    `older` the bars some offices still ask for although the law no longer does: missing them only warns.
    """

    code: str
    special: frozenset[Matter]
    bars: Mapping[MatterClass, Bars]
    silence: frozenset[MatterClass] = frozenset()
    older: Mapping[Matter, tuple[Test, ...]] = field(default_factory=dict)

    def class_of(self, matter: Matter) -> MatterClass:
        """The class the statute gives a matter; nobody may raise or lower it."""
        return MatterClass.SPECIAL if matter in self.special else MatterClass.ORDINARY


MORE_THAN_HALF = Bar(Fraction(1, 2), inclusive=False)
TWO_THIRDS = Bar(Fraction(2, 3), inclusive=True)
THREE_QUARTERS = Bar(Fraction(3, 4), inclusive=True)
ONE_TENTH = Bar(Fraction(1, 10), inclusive=True)


def _both(denominator: Denominator, bar: Bar, article: str) -> tuple[Test, ...]:
    return tuple(Test(measure, denominator, bar, article) for measure in Measure)


_TOTAL, _PRESENT, _CAST = Denominator.TOTAL, Denominator.PRESENT, Denominator.CAST

_CC_QUORUM = _both(_TOTAL, TWO_THIRDS, "CC 278, 1259")
_OLD_QUORUM = _both(_TOTAL, MORE_THAN_HALF, "PMR 12 (2007)")
_HK_BARS = Bars(
    quorum=(Test(Measure.HEADS, _TOTAL, ONE_TENTH, "Cap. 344 Sch. 3"),),
    agree=(Test(Measure.AREA, _CAST, MORE_THAN_HALF, "Cap. 344 Sch. 3"),),
)

CIVIL_CODE = Law(
    code="cn-civil-code",
    special=frozenset({Matter.RAISE_FUND, Matter.REBUILD, Matter.CHANGE_USE}),
    bars={
        MatterClass.ORDINARY: Bars(_CC_QUORUM, _both(_PRESENT, MORE_THAN_HALF, "CC 278")),
        MatterClass.SPECIAL: Bars(_CC_QUORUM, _both(_PRESENT, THREE_QUARTERS, "CC 278, 1259")),
    },
    silence=frozenset({MatterClass.ORDINARY}),
    older={Matter.USE_FUND: _both(_TOTAL, TWO_THIRDS, "Property Law 76")},
)

BEFORE_2021 = Law(
    code="cn-pre-2021",
    special=frozenset({Matter.USE_FUND, Matter.RAISE_FUND, Matter.REBUILD}),
    bars={
        MatterClass.ORDINARY: Bars(_OLD_QUORUM, _both(_TOTAL, MORE_THAN_HALF, "Property Law 76")),
        MatterClass.SPECIAL: Bars(_OLD_QUORUM, _both(_TOTAL, TWO_THIRDS, "Property Law 76")),
    },
    silence=frozenset({MatterClass.ORDINARY}),
)

HONG_KONG = Law(  # one class of resolution only: both names lead to it
    code="hk-cap344",
    special=frozenset(),
    bars={MatterClass.ORDINARY: _HK_BARS, MatterClass.SPECIAL: _HK_BARS},
)

LAWS: Mapping[str, Law] = {law.code: law for law in (CIVIL_CODE, BEFORE_2021, HONG_KONG)}


class Asked(StrEnum):
    """The statute's own questions about a motion, in the order of CC 278 (6)–(8)."""

    RAISE_FUND = "raise_fund"  # 筹集维修资金
    REBUILD = "rebuild"  # 改建、重建
    CHANGE_USE = "change_use"  # 改变共有部分用途
    BUSINESS = "business"  # 利用共有部分经营


class Answer(StrEnum):
    """An honest answer may be that nobody knows."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


_ASKED_MATTER = {
    Asked.RAISE_FUND: Matter.RAISE_FUND,
    Asked.REBUILD: Matter.REBUILD,
    Asked.CHANGE_USE: Matter.CHANGE_USE,
    Asked.BUSINESS: Matter.CHANGE_USE,
}


@dataclass(frozen=True, slots=True)
class Proposed:
    """The matter and class the statute gives a motion; more than one class where that is honestly doubtful."""

    matter: Matter
    classes: tuple[MatterClass, ...]


def propose(law: Law, answers: Mapping[Asked, Answer], otherwise: Matter) -> Proposed:
    """Class a motion by the four questions; `otherwise` is its matter when none is answered yes.

    Refuses an unanswered question, and an `otherwise` that the questions themselves ask about.
    """
    missing = [asked for asked in Asked if asked not in answers]
    if missing:
        raise Refused(Why.MISSING_VALUE, column=missing[0])
    sure = [_ASKED_MATTER[asked] for asked in Asked if answers[asked] is Answer.YES]
    if not sure and otherwise in _ASKED_MATTER.values():
        raise Refused(Why.CLASS_MATTER_CONFLICT, matter=otherwise)
    matter = next((each for each in sure if each in law.special), sure[0] if sure else otherwise)
    unsure = [_ASKED_MATTER[asked] for asked in Asked if answers[asked] is Answer.UNSURE]
    doubtful = [] if matter in law.special else unsure
    classes = dict.fromkeys(law.class_of(each) for each in (matter, *doubtful))
    return Proposed(matter, tuple(classes))
