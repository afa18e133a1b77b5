"""Before a tender starts, every place nobody can fill is named."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huasheng_vote.rules.access import Role
from huasheng_vote.rules.methods import DEFAULTS, Method
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.staffing import FITS, OFFICERS, Duty, Person, check_officers, check_openers, experts_of, places, vacancies

CHAIR = Person(1, frozenset({Role.CHAIR, Role.OWNER}))
MEMBERS = [Person(account, frozenset({Role.COMMITTEE_MEMBER, Role.OWNER})) for account in (2, 3, 4, 5)]
SUPERVISOR = Person(6, frozenset({Role.COMMUNITY_SUPERVISOR}))
EXPERTS = [Person(account, frozenset({Role.EXPERT_OWNER, Role.OWNER})) for account in (11, 12, 13, 14, 15, 16)]
ALL = [CHAIR, *MEMBERS, SUPERVISOR, *EXPERTS]
NEGOTIATION, OPEN, QUOTATION, DIRECT = (
    DEFAULTS[each] for each in (Method.NEGOTIATION, Method.OPEN_TENDER, Method.QUOTATION, Method.DIRECT)
)


def without(*people):
    return [person for person in ALL if person not in people]


@pytest.mark.parametrize("terms", DEFAULTS.values(), ids=lambda terms: terms.method)
def test_with_everybody_there_nothing_is_vacant(terms):
    assert vacancies(terms, ALL, drafter=2, sealed=True) == []


def test_without_a_supervisor_the_second_camp_is_missing():
    assert vacancies(NEGOTIATION, without(SUPERVISOR), drafter=2) == [Duty.OFFICER_SUPERVISOR]


def test_a_head_of_the_committee_is_no_opening_officer():
    only_head = [CHAIR, SUPERVISOR, *EXPERTS]
    assert vacancies(NEGOTIATION, only_head, drafter=11) == [Duty.OFFICER_COMMITTEE]


def test_a_committee_member_with_a_skill_is_not_the_owners_officer():
    both = Person(9, frozenset({Role.EXPERT_OWNER, Role.OWNER, Role.COMMITTEE_MEMBER}))
    assert FITS[Duty.OFFICER_EXPERT](both) is False
    assert FITS[Duty.PANEL_EXPERT](both) is True


def test_two_thirds_of_a_panel_are_experts_and_one_of_them_cannot_open_as_well():
    # the reviewer may score too; three experts serve one as officer and two on the panel, two do not
    assert vacancies(NEGOTIATION, without(*EXPERTS[3:]), drafter=2) == []
    assert vacancies(NEGOTIATION, without(*EXPERTS[2:]), drafter=2) == [Duty.PANEL_EXPERT]


def test_a_hired_expert_fills_an_experts_seat_and_no_office():
    hired = Person(20, hired=True)
    assert vacancies(NEGOTIATION, [*without(*EXPERTS[2:]), hired], drafter=2) == []
    assert vacancies(NEGOTIATION, [*without(*EXPERTS[1:]), hired, replace(hired, account=21)], drafter=2) == []
    assert FITS[Duty.OFFICER_EXPERT](hired) is False


def test_a_conflicted_person_counts_for_nothing():
    people = [replace(person, conflicted=person is SUPERVISOR) for person in ALL]
    assert vacancies(OPEN, people, drafter=2) == [Duty.OFFICER_SUPERVISOR]


def test_the_drafter_neither_reviews_nor_judges():
    assert vacancies(DIRECT, [CHAIR, EXPERTS[0], *MEMBERS[:1]], drafter=11) == [Duty.REVIEWING_EXPERT]
    assert vacancies(DIRECT, [CHAIR, EXPERTS[0], *MEMBERS[:1]], drafter=2) == [Duty.APPROVER]


def test_while_nobody_has_drafted_somebody_is_needed_who_could():
    assert vacancies(DIRECT, [CHAIR, EXPERTS[0]]) == [Duty.DRAFTER, Duty.APPROVER]


def test_a_quotation_has_officers_only_where_it_is_sealed():
    assert set(OFFICERS).isdisjoint(places(QUOTATION, sealed=False))
    assert set(OFFICERS) < set(places(QUOTATION, sealed=True))
    assert set(OFFICERS).isdisjoint(places(DIRECT, sealed=True))
    assert set(OFFICERS) < set(places(NEGOTIATION, sealed=False))


@pytest.mark.parametrize(("size", "experts"), [(3, 2), (5, 4), (7, 5), (9, 6)])
def test_two_thirds_are_rounded_up(size, experts):
    assert experts_of(OPEN, size) == experts
    assert experts_of(QUOTATION, size) == 0


@pytest.mark.parametrize("role", [Role.CHAIR, Role.PROPERTY_COMPANY, Role.BIDDER, Role.ADMINISTRATOR, Role.COMMUNITY_SUPERVISOR])
def test_whose_office_keeps_them_from_scoring_takes_no_seat(role):
    assert not Person(1, frozenset({Role.OWNER, Role.EXPERT_OWNER, role})).may_score


PEOPLE = st.lists(
    st.sets(st.sampled_from([Role.CHAIR, Role.COMMITTEE_MEMBER, Role.EXPERT_OWNER, Role.OWNER, Role.COMMUNITY_SUPERVISOR]), max_size=2),
    max_size=6,
).map(lambda sets: [Person(account, frozenset(roles)) for account, roles in enumerate(sets)])


@settings(deadline=None, max_examples=60)
@given(PEOPLE)
def test_no_other_way_to_place_the_people_fills_more(people):
    duties = places(NEGOTIATION, sealed=True)
    padded = [*people, *(None for _ in range(len(duties)))]
    seats = {
        sum(person is not None and FITS[duty](person) for duty, person in zip(duties, order, strict=False))
        for order in permutations(padded[: max(len(people), len(duties))], len(duties))
    }
    vacant = [duty for duty in vacancies(NEGOTIATION, people, drafter=-1) if not duty.startswith("reviewing")]
    assert len(vacant) == len(duties) - max(seats)


# The officers by name


def officers(**other):
    return {Duty.OFFICER_COMMITTEE: MEMBERS[0], Duty.OFFICER_SUPERVISOR: SUPERVISOR, Duty.OFFICER_EXPERT: EXPERTS[0], **other}


def why(act, *values, **named):
    with pytest.raises(Refused) as refused:
        act(*values, **named)
    return refused.value.why


def test_three_people_of_three_camps_are_officers():
    check_officers(officers(), drafter=3)


@pytest.mark.parametrize("wrong", [CHAIR, SUPERVISOR, replace(MEMBERS[0], conflicted=True), MEMBERS[1]])
def test_an_officer_of_the_wrong_camp_or_in_conflict_or_the_drafter_is_refused(wrong):
    assert why(check_officers, officers(**{Duty.OFFICER_COMMITTEE: wrong}), drafter=3) is Why.OFFICER_MISSING


def test_a_missing_officer_is_named():
    with pytest.raises(Refused) as refused:
        check_officers({duty: person for duty, person in officers().items() if duty is not Duty.OFFICER_EXPERT}, drafter=3)
    assert (refused.value.why, refused.value.facts["duty"]) == (Why.OFFICER_MISSING, "officer_expert")


def test_one_person_is_not_two_officers():
    both = Person(30, frozenset({Role.COMMITTEE_MEMBER, Role.COMMUNITY_SUPERVISOR}))
    assert why(check_officers, officers(officer_committee=both, officer_supervisor=both), drafter=3) is Why.SAME_OFFICER


def test_two_of_three_officers_open_and_one_does_not_count_twice():
    check_openers([2, 6], [2, 6, 11])
    assert why(check_openers, [2, 2], [2, 6, 11]) is Why.OFFICERS_TOO_FEW
    assert why(check_openers, [2, 3], [2, 6, 11]) is Why.OFFICERS_TOO_FEW
