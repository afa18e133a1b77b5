"""Every act has a right, and its reason for saying no is the first that applies."""

from collections import Counter

import pytest

from huasheng_vote.rules.access import Act, Actor, Role, clashing, in_force, why_not
from huasheng_vote.rules.access.rights import TABLES
from huasheng_vote.rules.refusal import Why

HEAD = Actor(1, frozenset({Role.CHAIR}), second_factor=True, stepped_up=True)


def test_every_act_has_one_right_in_one_table():
    assert Counter(act for table in TABLES for act in table) == Counter(Act)


@pytest.mark.parametrize(
    ("actor", "why"),
    [
        (Actor(), Why.NOT_SIGNED_IN),
        (Actor(1, frozenset({Role.OWNER})), Why.NOT_ALLOWED),
        (Actor(1, frozenset({Role.CHAIR, Role.BIDDER})), Why.INCOMPATIBLE_ROLES),
        (Actor(1, frozenset({Role.CHAIR})), Why.NEEDS_SECOND_FACTOR),
        (Actor(1, frozenset({Role.CHAIR}), second_factor=True), Why.NEEDS_STEP_UP),
        (HEAD, None),
    ],
)
def test_who_may_not_give_notice_hears_the_first_reason_that_applies(actor, why):
    assert why_not(Act.GIVE_NOTICE, actor) is why


def test_an_expert_who_has_sold_is_one_no_longer():
    assert in_force(frozenset({Role.EXPERT_OWNER, Role.VOTER})) == {Role.VOTER}
    assert in_force(frozenset({Role.EXPERT_OWNER, Role.OWNER, Role.VOTER})) == {Role.EXPERT_OWNER, Role.OWNER}


def test_an_administrator_holds_no_office_beside():
    assert clashing(frozenset({Role.ADMINISTRATOR, Role.CLERK}))
    assert not clashing(frozenset({Role.ADMINISTRATOR, Role.OWNER}))
