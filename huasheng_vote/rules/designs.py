"""图纸和要求: who signs them, in which order, and what has to be there before suppliers are asked. Source: default, after the founding case.

An owner who can draws and signs; a second expert owner reviews; who knows buying advises on what bidders will read. Each is a step of its own, by a
person of its own, over exactly these bytes: a committee member who is an expert may take one of them, and is never the only signer. An owner's drawing
is a scheme (方案图). Structure, foundations and power need a working drawing (施工图) stamped by a qualified unit.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from huasheng_vote.rules.flows.skills import Field
from huasheng_vote.rules.refusal import Refused, Why


class DesignKind(StrEnum):
    """What bidders will read."""

    SCHEME = "scheme"
    WORKING = "working"
    SPECIFICATION = "specification"
    BILL = "bill"


class Touched(StrEnum):
    """What the works touch that an owner's own drawing does not cover."""

    STRUCTURE = "structure"
    FOUNDATIONS = "foundations"
    POWER = "power"


class Step(StrEnum):
    """The signed steps, in their order."""

    SIGN = "sign"
    REVIEW = "review"
    ADVISE = "advise"


DRAWN, READ = (Step.SIGN, Step.REVIEW), (Step.SIGN, Step.REVIEW, Step.ADVISE)
STEPS: Mapping[DesignKind, tuple[Step, ...]] = {
    DesignKind.SCHEME: DRAWN,
    DesignKind.WORKING: DRAWN,
    DesignKind.SPECIFICATION: READ,
    DesignKind.BILL: READ,
}
ADVISERS = frozenset({Field.PROCUREMENT, Field.COST})


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one version stands: who wrote it, who signed which step, whether somebody returned it or a later version took its place."""

    kind: DesignKind
    author: int
    signed: Mapping[Step, int]
    returned: bool = False
    superseded: bool = False

    @property
    def waits_for(self) -> Step | None:
        """The next step; none where all are signed or nothing can be signed any more."""
        if self.returned or self.superseded:
            return None
        return next((step for step in STEPS[self.kind] if step not in self.signed), None)

    @property
    def ready(self) -> bool:
        """Whether every step of the version in force is signed."""
        return self.waits_for is None and not self.returned and not self.superseded


def check_step(standing: Standing, step: Step, account: int, skills: Collection[Field]) -> None:
    """Refuses a step out of its turn, a person who has signed another one, a designer's step by anybody else, advice without the skill for it."""
    if standing.waits_for is not step:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    if (step is Step.SIGN) != (account == standing.author):
        raise Refused(Why.OTHER_PERSON_SIGNS)
    if account in standing.signed.values():
        raise Refused(Why.OTHER_PERSON_SIGNS)
    if step is Step.ADVISE and ADVISERS.isdisjoint(skills):
        raise Refused(Why.SKILL_NEEDED)


def may_return(standing: Standing, account: int) -> None:
    """Whoever reviews or advises may send it back instead; the author writes the next version."""
    if standing.waits_for in (None, Step.SIGN):
        raise Refused(Why.NOT_POSSIBLE_NOW)
    if account == standing.author:
        raise Refused(Why.OTHER_PERSON_SIGNS)


def needed(touched: Collection[Touched]) -> tuple[DesignKind, ...]:
    """The kinds that have to be ready before a tender."""
    drawing = DesignKind.WORKING if touched else DesignKind.SCHEME
    return drawing, DesignKind.SPECIFICATION, DesignKind.BILL


def missing(touched: Collection[Touched] | None, ready: Collection[DesignKind]) -> tuple[DesignKind, ...]:
    """What still keeps the project from a tender. Refuses to say while nobody has stated what the works touch; a stamped drawing covers a scheme."""
    if touched is None:
        raise Refused(Why.TOUCHED_UNKNOWN)
    drawn = DesignKind.WORKING in ready
    return tuple(kind for kind in needed(touched) if kind not in ready and not (kind is DesignKind.SCHEME and drawn))
