"""The risk of a sample against the count of every sample there is."""

from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from huasheng_vote.rules.inspection import Lot, Piece, Plan


@st.composite
def plans(draw, most=9):
    lot = draw(st.integers(1, most))
    return Plan(lot, draw(st.integers(1, lot)), draw(st.integers(0, lot)))


@settings(deadline=None)
@given(plans(), st.integers(1, 9))
def test_the_risk_is_the_share_of_all_samples_that_pass(plan, bad):
    bad = min(bad, plan.lot)
    samples = list(combinations([True] * bad + [False] * (plan.lot - bad), plan.sample))
    passing = sum(sum(sample) <= plan.accept for sample in samples)
    assert plan.pass_risk(Fraction(bad, plan.lot)) == Fraction(passing, len(samples))


@settings(deadline=None)
@given(plans(), st.lists(st.sampled_from(Piece), max_size=9))
def test_an_accepted_lot_has_its_sample_decided_and_no_bad_piece_too_many(plan, pieces):
    if plan.judge(pieces, any_reading=True) is Lot.ACCEPTED:
        assert pieces.count(Piece.OK) + pieces.count(Piece.NOT_OK) >= plan.sample
        assert pieces.count(Piece.NOT_OK) <= plan.accept
        assert Piece.UNDETERMINED not in pieces
