"""Who may judge bids, blind sheets, and from sheets to a ranking. The two worked score tables run through here."""

from dataclasses import replace
from fractions import Fraction

import pytest

from huasheng_vote.rules.access import Role
from huasheng_vote.rules.evaluation import Trim
from huasheng_vote.rules.flows.panels import SeatState, SheetState
from huasheng_vote.rules.methods import DEFAULTS, Method
from huasheng_vote.rules.panels import (
    Conflict,
    Sheet,
    Ties,
    check_declared,
    check_marks,
    check_panel,
    check_remaining,
    check_report,
    check_show,
    check_weights,
    conflicts,
    lowest,
    may_see,
    owing_explanation,
    score,
    voided,
)
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.staffing import Person

NEGOTIATION, OPEN = DEFAULTS[Method.NEGOTIATION], DEFAULTS[Method.OPEN_TENDER]
OWNER, EXPERT = frozenset({Role.OWNER}), frozenset({Role.OWNER, Role.EXPERT_OWNER})
TIES = Ties(drafter=90)
WEIGHTS = {"price": Fraction(40), "technical": Fraction(45), "commercial": Fraction(15)}


def why(fn, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        fn(*args, **kwargs)
    return refused.value.why


def panel(experts, others):
    return [*(Person(n, EXPERT) for n in range(1, experts + 1)), *(Person(n, OWNER) for n in range(51, 51 + others))]


@pytest.mark.parametrize(
    ("person", "conflict"),
    [
        (Person(90, EXPERT), Conflict.DRAFTER),
        (Person(1, OWNER | {Role.CHAIR}), Conflict.HEAD),
        (Person(1, frozenset({Role.PROPERTY_COMPANY})), Conflict.PROPERTY_COMPANY),
        (Person(1, OWNER | {Role.BIDDER}), Conflict.BIDDERS_RELATION),
        (Person(1, frozenset({Role.COMMUNITY_SUPERVISOR})), Conflict.OFFICE),
        (Person(1, frozenset({Role.OCCUPANT})), Conflict.OFFICE),
    ],
)
def test_who_may_not_sit_on_a_panel(person, conflict):
    assert conflict in conflicts(person, TIES)


def test_ties_said_in_their_declarations_bar_people_too():
    barred = replace(TIES, officers=frozenset({1}), drafters_relations=frozenset({2}), bidders_relations=frozenset({3}))
    found = [conflicts(Person(account, EXPERT), barred) for account in (1, 2, 3, 4)]
    assert found == [(Conflict.OFFICER,), (Conflict.DRAFTERS_RELATION,), (Conflict.BIDDERS_RELATION,), ()]


def test_three_of_whom_two_are_experts_judge_a_negotiation():
    check_panel(NEGOTIATION, panel(2, 1), TIES)
    assert why(check_panel, NEGOTIATION, panel(1, 2), TIES) is Why.PANEL_EXPERTS
    assert why(check_panel, NEGOTIATION, panel(2, 0), TIES) is Why.PANEL_EVEN
    assert why(check_panel, NEGOTIATION, panel(1, 0), TIES) is Why.PANEL_TOO_SMALL
    assert why(check_panel, NEGOTIATION, [*panel(2, 0), Person(1, EXPERT)], TIES) is Why.PANELIST_TWICE
    assert why(check_panel, NEGOTIATION, [*panel(2, 0), Person(90, EXPERT)], TIES) is Why.PANELIST_BARRED


def test_five_of_whom_four_are_experts_judge_an_open_tender():
    check_panel(OPEN, panel(4, 1), TIES)
    assert why(check_panel, OPEN, panel(3, 2), TIES) is Why.PANEL_EXPERTS
    assert why(check_panel, OPEN, panel(3, 0), TIES) is Why.PANEL_TOO_SMALL


def test_a_panel_left_even_by_a_recusal_goes_on():
    check_remaining(NEGOTIATION, panel(3, 1))


def test_everybody_declares_before_the_next_step():
    check_declared([SeatState.DECLARED, SeatState.RECUSED], SeatState.DECLARED)
    assert why(check_declared, [SeatState.DECLARED, SeatState.NAMED], SeatState.DECLARED) is Why.DECLARATIONS_MISSING
    assert why(check_declared, [SeatState.CLEARED, SeatState.DECLARED], SeatState.CLEARED) is Why.DECLARATIONS_MISSING


def test_weights_sum_to_a_hundred_and_price_weighs_enough():
    check_weights(NEGOTIATION, {"price": Fraction(30), "technical": Fraction(70)})
    assert why(check_weights, NEGOTIATION, {"price": Fraction(29), "technical": Fraction(71)}) is Why.PRICE_WEIGHT_LOW
    assert why(check_weights, NEGOTIATION, {"price": Fraction(30), "technical": Fraction(71)}) is Why.WEIGHTS_NOT_100
    assert why(check_weights, NEGOTIATION, {"price": Fraction(101), "technical": Fraction(-1)}) is Why.OUT_OF_RANGE


def test_a_score_stays_within_its_weight_and_a_locked_sheet_has_no_gap():
    full = {"甲": {"technical": Fraction(45), "commercial": Fraction(0)}}
    check_marks(full, ["甲"], WEIGHTS, whole=True)
    assert why(check_marks, {"甲": {"technical": Fraction(451, 10)}}, ["甲"], WEIGHTS) is Why.SCORE_RANGE
    assert why(check_marks, {"乙": {"technical": Fraction(1)}}, ["甲"], WEIGHTS) is Why.BAD_VALUE
    assert why(check_marks, {"甲": {"price": Fraction(1)}}, ["甲"], WEIGHTS) is Why.BAD_VALUE
    check_marks({"甲": {"technical": Fraction(1)}}, ["甲"], WEIGHTS)
    assert why(check_marks, {"甲": {"technical": Fraction(1)}}, ["甲"], WEIGHTS, whole=True) is Why.SHEET_INCOMPLETE


def test_a_sheet_is_its_writers_alone_until_all_are_shown():
    locked = Sheet(1, {}, SheetState.LOCKED)
    assert [may_see(viewer, locked) for viewer in (1, 2)] == [True, False]
    assert may_see(2, replace(locked, state=SheetState.SHOWN))
    check_show([1], [locked])
    assert why(check_show, [1, 2], [locked, Sheet(2, {})]) is Why.SHEETS_UNLOCKED


def test_a_replacement_after_showing_voids_every_sheet_and_before_it_only_the_leavers():
    blind = [Sheet(n, {}, SheetState.LOCKED) for n in (1, 2, 3)]
    shown = [replace(sheet, state=SheetState.SHOWN) for sheet in blind]
    assert voided(blind, 3, replaced=True) == {3}
    assert voided(shown, 3, replaced=True) == {1, 2, 3}
    assert voided(shown, 3, replaced=False) == {3}


def test_a_report_is_signed_or_dissented_from_by_each():
    check_report([1, 2, 3], [1, 2], {3: "工期太短"})
    assert why(check_report, [1, 2, 3], [1, 2], {}) is Why.REPORT_UNSIGNED
    assert why(check_report, [1, 2], [1, 2], {3: "不同意"}) is Why.NOT_ALLOWED
    assert why(check_report, [1, 2], [1], {2: " "}) is Why.MISSING_VALUE


PRICES = {"甲": 248_000_00, "乙": 226_000_00, "丙": 239_500_00}
TECHNICAL = {"甲": (40, 42, 41, 43, 39), "乙": (38, 40, 39, 44, 36), "丙": (41, 41, 42, 40, 45)}
COMMERCIAL = {"甲": (13, 12, 13, 14, 12), "乙": (12, 12, 11, 13, 12), "丙": (11, 12, 12, 12, 10)}


def sheets(panelists):
    def marks(at):
        return {bid: {"technical": Fraction(TECHNICAL[bid][at]), "commercial": Fraction(COMMERCIAL[bid][at])} for bid in PRICES}

    return [Sheet(at, marks(at), SheetState.SHOWN) for at in range(panelists)]


def totals(ranking):
    return {each.bid.id: each.total for each in ranking}


def test_the_worked_table_of_five_panelists_trimmed():
    ranking = score(PRICES, sheets(5), WEIGHTS, Trim())
    assert totals(ranking) == {"甲": 90_12, "乙": 91_00, "丙": 90_75}
    assert [each.bid.id for each in ranking] == ["乙", "丙", "甲"]


def test_the_same_with_the_fifth_recused_is_not_trimmed_and_second_place_changes():
    ranking = score(PRICES, [*sheets(4), Sheet(4, {}, SheetState.VOID)], WEIGHTS, Trim())
    assert totals(ranking) == {"甲": 90_95, "乙": 92_25, "丙": 90_50}
    assert [each.bid.id for each in ranking] == ["乙", "甲", "丙"]


def test_nothing_is_scored_from_hidden_sheets_or_a_price_of_nothing():
    hidden = [*sheets(4), replace(sheets(5)[4], state=SheetState.LOCKED)]
    assert why(score, PRICES, hidden, WEIGHTS, None) is Why.SHEETS_UNLOCKED
    assert why(score, {**PRICES, "甲": 0}, sheets(5), WEIGHTS, None) is Why.NOT_POSITIVE


def test_the_lowest_price_wins_where_only_price_counts():
    assert [each.bid.id for each in lowest(PRICES)] == ["乙", "丙", "甲"]


def test_a_price_far_below_waits_for_the_panels_decision():
    low = {"甲": 100_00, "乙": 58_00, "丙": 100_00}
    assert owing_explanation(low, []) == ["乙"]
    assert owing_explanation(low, ["乙"]) == []
