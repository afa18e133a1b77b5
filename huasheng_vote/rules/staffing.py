"""Who has to be there before a tender can start, and which places nobody can fill.

Drafter, the two who review, the officers who open and the panel are different people where they have to be: the officers come from three camps that
would have to collude, nobody opens and scores, and the drafter scores nothing. The check matches people to places exactly, it does not count heads.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from huasheng_vote.rules.access import COMMITTEE, OWNERS, Role
from huasheng_vote.rules.exact import Bar
from huasheng_vote.rules.methods import Key, Terms
from huasheng_vote.rules.refusal import Refused, Why

THIRD = 3
OPENERS = 2
"""So many of the three officers open the bids together."""


class Duty(StrEnum):
    """A place somebody has to fill."""

    DRAFTER = "drafter"
    REVIEWING_CHAIR = "reviewing_chair"
    REVIEWING_EXPERT = "reviewing_expert"
    OFFICER_COMMITTEE = "officer_committee"
    OFFICER_SUPERVISOR = "officer_supervisor"
    OFFICER_EXPERT = "officer_expert"
    APPROVER = "approver"
    PANEL_EXPERT = "panel_expert"
    PANELIST = "panelist"


OFFICERS = (Duty.OFFICER_COMMITTEE, Duty.OFFICER_SUPERVISOR, Duty.OFFICER_EXPERT)
NEVER_SCORES = frozenset({Role.CHAIR, Role.PROPERTY_COMPANY, Role.BIDDER, Role.ADMINISTRATOR, Role.COMMUNITY_SUPERVISOR})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may be asked: their roles, whether an outsider hired as an expert, whether already known to be conflicted."""

    account: int
    roles: frozenset[Role] = frozenset()
    hired: bool = False
    conflicted: bool = False

    @property
    def expert(self) -> bool:
        """Counts among the experts of a panel."""
        return self.hired or Role.EXPERT_OWNER in self.roles

    @property
    def may_score(self) -> bool:
        """Owners and hired experts, but nobody whose office keeps them from it."""
        return (self.expert or bool(self.roles & (OWNERS | COMMITTEE))) and not self.roles & NEVER_SCORES


FITS: Mapping[Duty, Callable[[Person], bool]] = {
    Duty.DRAFTER: lambda person: bool(person.roles & (COMMITTEE | {Role.EXPERT_OWNER})),
    Duty.REVIEWING_CHAIR: lambda person: Role.CHAIR in person.roles,
    Duty.REVIEWING_EXPERT: lambda person: Role.EXPERT_OWNER in person.roles,
    Duty.OFFICER_COMMITTEE: lambda person: Role.COMMITTEE_MEMBER in person.roles and Role.CHAIR not in person.roles,
    Duty.OFFICER_SUPERVISOR: lambda person: Role.COMMUNITY_SUPERVISOR in person.roles,
    Duty.OFFICER_EXPERT: lambda person: Role.EXPERT_OWNER in person.roles and not person.roles & COMMITTEE,
    Duty.APPROVER: lambda person: bool(person.roles & COMMITTEE),
    Duty.PANEL_EXPERT: lambda person: person.expert and person.may_score,
    Duty.PANELIST: lambda person: person.may_score,
}


def experts_of(terms: Terms, size: int) -> int:
    """How many of a panel of that size have to be experts."""
    return Bar(Fraction(terms.experts_thirds, THIRD), inclusive=True).least(size)


def places(terms: Terms, *, sealed: bool) -> tuple[Duty, ...]:
    """All places of opening and judging. `sealed`: whether the estate chose sealing where the method leaves it open."""
    keyed = terms.key is Key.NEEDED or (terms.key is Key.OPTIONAL and sealed)
    experts = experts_of(terms, terms.panel)
    panel = (Duty.PANEL_EXPERT,) * experts + (Duty.PANELIST,) * (terms.panel - experts)
    return (*(OFFICERS if keyed else ()), *(Duty.APPROVER,) * terms.approvers, *panel)


def vacancies(terms: Terms, people: Sequence[Person], *, drafter: int | None = None, sealed: bool = False) -> list[Duty]:
    """Every place nobody can fill, one entry for each. Whoever drafted reviews and judges nothing; while nobody has, somebody is needed who could."""
    able = [person for person in people if not person.conflicted and person.account != drafter]
    writing = (Duty.REVIEWING_CHAIR, Duty.REVIEWING_EXPERT, *(() if drafter is not None else (Duty.DRAFTER,)))
    return _unfilled(writing, able) + _unfilled(places(terms, sealed=sealed), able)


def check_officers(officers: Mapping[Duty, Person], *, drafter: int) -> None:
    """Refuses officers who are not three different people of the three camps, or one of whom is conflicted or wrote the tender."""
    for duty in OFFICERS:
        person = officers.get(duty)
        if person is None or not FITS[duty](person) or person.conflicted or person.account == drafter:
            raise Refused(Why.OFFICER_MISSING, duty=duty)
    if len({person.account for person in officers.values()}) < len(OFFICERS):
        raise Refused(Why.SAME_OFFICER)


def check_openers(present: Collection[int], officers: Collection[int]) -> None:
    """Refuses an opening by fewer than two of the officers."""
    if len(set(present) & set(officers)) < OPENERS:
        raise Refused(Why.OFFICERS_TOO_FEW, least=OPENERS)


def _unfilled(duties: Sequence[Duty], people: Sequence[Person]) -> list[Duty]:
    """Places left over by a largest matching; a place once filled stays filled, so the later ones of the list are left over."""
    holder: dict[int, int] = {}  # account → place

    def fill(place: int, asked: set[int]) -> bool:
        for person in people:
            if person.account in asked or not FITS[duties[place]](person):
                continue
            asked.add(person.account)
            if person.account not in holder or fill(holder[person.account], asked):
                holder[person.account] = place
                return True
        return False

    return [duty for place, duty in enumerate(duties) if not fill(place, set())]
