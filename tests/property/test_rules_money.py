"""Every fen of a settlement is somewhere, whatever was paid and kept back."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from huasheng_vote.rules.money import Account, RetentionModel, withheld

FEN = st.integers(0, 10**9)
RETENTION = st.integers(0, 300).map(lambda basis_points: Fraction(basis_points, 10_000))


@settings(deadline=None)
@given(FEN, RETENTION, st.lists(FEN, max_size=4), st.integers(0, 10**6))
def test_an_account_that_is_not_blocked_adds_up_and_has_no_term_below_zero(settlement, retention, paid, penalties):
    account = Account(settlement, [], settlement, retention, paid, penalties)
    terms = (sum(paid), account.retained, penalties, account.payable_now)
    assert min(terms) >= 0
    if not account.blocked():
        assert sum(terms) == settlement


@settings(deadline=None)
@given(st.lists(FEN, max_size=6), RETENTION)
def test_both_models_withhold_the_same_sum(gross, retention):
    each, last = withheld(gross, retention, RetentionModel.EACH), withheld(gross, retention, RetentionModel.LAST)
    assert sum(each) == sum(last)
    assert len(each) == len(last) == len(gross)
    assert set(last[:-1]) <= {0}


def test_roundings_are_settled_with_the_last_payment():
    assert withheld([50, 50, 50], Fraction(3, 100), RetentionModel.EACH) == [2, 2, 1]
