"""The amount chooses the method; amounts that belong together count together; what an estate adopts is labelled so."""

import json
from datetime import date

import pytest

from huasheng_vote.journal.leaf import canonical
from huasheng_vote.rules.exact import YUAN
from huasheng_vote.rules.lawbook import Source
from huasheng_vote.rules.methods import DEFAULT_RULEBOOK, OCDS, Key, Method, Rulebook, Span, Terms
from huasheng_vote.rules.purchases import Purchase, added_up
from huasheng_vote.rules.refusal import Refused, Why

DAY = date(2026, 11, 25)


def why(act, *values, **named):
    with pytest.raises(Refused) as refused:
        act(*values, **named)
    return refused.value.why


@pytest.mark.parametrize(
    ("fen", "method"),
    [
        (1, Method.DIRECT),
        (10_000 * YUAN, Method.DIRECT),
        (10_000 * YUAN + 1, Method.QUOTATION),
        (100_000 * YUAN, Method.QUOTATION),
        (100_000 * YUAN + 1, Method.NEGOTIATION),
        (226_000 * YUAN, Method.NEGOTIATION),
        (400_000 * YUAN, Method.NEGOTIATION),
        (400_000 * YUAN + 1, Method.OPEN_TENDER),
    ],
)
def test_a_ceiling_is_within_and_a_fen_more_is_the_next_method(fen, method):
    assert DEFAULT_RULEBOOK.lightest(fen) is method


def test_a_stricter_method_is_always_allowed_and_a_lighter_one_never():
    amount = 100_000 * YUAN
    assert DEFAULT_RULEBOOK.choose(Method.OPEN_TENDER, amount).method is Method.OPEN_TENDER
    assert DEFAULT_RULEBOOK.choose(Method.QUOTATION, amount).method is Method.QUOTATION
    with pytest.raises(Refused) as refused:
        DEFAULT_RULEBOOK.choose(Method.QUOTATION, amount + 1)
    assert refused.value.why is Why.METHOD_TOO_LIGHT
    assert dict(refused.value.facts) == {"amount": "100000.01", "needed": "negotiation"}


def test_an_emergency_may_be_given_directly_whatever_it_costs():
    assert DEFAULT_RULEBOOK.choose(Method.DIRECT, 900_000 * YUAN, emergency=True).method is Method.DIRECT


@pytest.mark.parametrize("amount", [0, -1])
def test_nothing_is_bought_for_nothing(amount):
    assert why(DEFAULT_RULEBOOK.lightest, amount) is Why.NOT_POSITIVE


def test_the_figures_are_those_of_the_table():
    told = {
        method: (each.invited, each.bids, each.open_for, each.last_change, each.panel, each.standstill_days, each.contract_days)
        for method, each in DEFAULT_RULEBOOK.terms.items()
    }
    assert told == {
        Method.DIRECT: (1, 1, Span(0), Span(0), 0, 3, 15),
        Method.QUOTATION: (3, 3, Span(3, working=True), Span(1, working=True), 3, 3, 15),
        Method.NEGOTIATION: (3, 3, Span(7), Span(3), 3, 5, 30),
        Method.OPEN_TENDER: (0, 3, Span(20), Span(15), 5, 5, 30),
    }
    assert [each.key for each in DEFAULT_RULEBOOK.terms.values()] == [Key.NONE, Key.OPTIONAL, Key.NEEDED, Key.NEEDED]
    assert [each.count_visible for each in DEFAULT_RULEBOOK.terms.values()] == [True, True, False, False]
    assert [OCDS[method] for method in Method] == ["direct", "limited", "limited", "open"]


# What an estate adopts


def test_what_was_adopted_is_labelled_so_and_all_else_is_a_default():
    terms = Rulebook.of({Method.QUOTATION: {"ceiling": 5_000_000, "open_for": 5}}).terms[Method.QUOTATION]
    assert (terms.ceiling, terms.open_for) == (5_000_000, Span(5, working=True))
    assert terms.source_of("ceiling") is Source.ADOPTED
    assert terms.source_of("bids") is Source.DEFAULT


@pytest.mark.parametrize("method", list(Method))
def test_rules_frozen_into_a_tender_come_back_as_they_were(method):
    terms = Rulebook.of({Method.NEGOTIATION: {"panel": 5, "standstill_days": 7}}).terms[method]
    assert Terms.thawed(json.loads(canonical(terms.frozen()))) == terms


@pytest.mark.parametrize(
    ("method", "adopted", "refusal"),
    [
        (Method.DIRECT, {"colour": 1}, Why.BAD_VALUE),
        (Method.DIRECT, {"method": 1}, Why.BAD_VALUE),
        (Method.DIRECT, {"panel": 3}, Why.BAD_VALUE),
        (Method.DIRECT, {"open_for": 3}, Why.BAD_VALUE),
        (Method.OPEN_TENDER, {"ceiling": 100}, Why.BAD_VALUE),
        (Method.QUOTATION, {"bids": 0}, Why.OUT_OF_RANGE),
        (Method.QUOTATION, {"bids": True}, Why.OUT_OF_RANGE),
        (Method.QUOTATION, {"bids": "3"}, Why.OUT_OF_RANGE),
        (Method.QUOTATION, {"standstill_days": 61}, Why.OUT_OF_RANGE),
        (Method.NEGOTIATION, {"panel": 4}, Why.PANEL_EVEN),
        (Method.DIRECT, {"ceiling": 100_000 * YUAN}, Why.CEILINGS_NOT_RISING),
        (Method.QUOTATION, {"ceiling": 400_000 * YUAN}, Why.CEILINGS_NOT_RISING),
    ],
)
def test_what_cannot_be_adopted_is_refused(method, adopted, refusal):
    assert why(Rulebook.of, {method: adopted}) is refusal


def test_a_ceiling_just_under_the_next_one_can_be_adopted():
    book = Rulebook.of({Method.QUOTATION: {"ceiling": 400_000 * YUAN - 1}})
    assert book.lightest(400_000 * YUAN - 1) is Method.QUOTATION


# What belongs together


def bought(amount, on=DAY, **named):
    return Purchase(amount, on, **named)


def test_parts_of_one_project_count_together_however_old():
    parts = [bought(6_000 * YUAN, date(2020, 1, 1), project=7), bought(9_000 * YUAN, project=8)]
    assert added_up(bought(4_001 * YUAN, project=7), parts) == 10_001 * YUAN


def test_purchases_without_a_project_are_not_one_project():
    assert added_up(bought(1), [bought(2), bought(4)]) == 1


@pytest.mark.parametrize(("earlier", "total"), [(date(2025, 11, 25), 3), (date(2025, 11, 24), 1)])
def test_the_same_supplier_and_category_count_together_for_twelve_months(earlier, total):
    assert added_up(bought(1, supplier=5, category="lamps"), [bought(2, earlier, supplier=5, category="lamps")]) == total


@pytest.mark.parametrize("other", [{"supplier": 6, "category": "lamps"}, {"supplier": 5, "category": "trees"}, {"category": "lamps"}])
def test_another_supplier_or_category_counts_by_itself(other):
    assert added_up(bought(1, supplier=5, category="lamps"), [bought(2, **other)]) == 1


def test_what_is_both_of_one_project_and_of_one_supplier_counts_once():
    both = {"project": 7, "supplier": 5, "category": "lamps"}
    assert added_up(bought(1, **both), [bought(2, **both)]) == 3


@pytest.mark.parametrize(("later", "total"), [(date(2029, 2, 28), 3), (date(2029, 3, 1), 1)])
def test_twelve_months_from_a_leap_day_end_with_the_next_february(later, total):
    assert added_up(bought(1, later, supplier=5), [bought(2, date(2028, 2, 29), supplier=5)]) == total
