"""Whatever the bids, a ranking is an order, and rescaling every price changes nothing."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from huasheng_vote.rules.evaluation import TECHNICAL, Bid, Trim, abnormally_low, panel_score, rank, ties

BIDS = st.lists(st.tuples(st.integers(1, 5000), st.integers(0, 300)), min_size=1, max_size=8).map(
    lambda pairs: [Bid(str(place), price, {TECHNICAL: score}) for place, (price, score) in enumerate(pairs)]
)
WEIGHT = Fraction(40)


@settings(deadline=None)
@given(BIDS)
def test_ranks_never_fall_behind_and_totals_never_rise(bids):
    ranking = rank(bids, WEIGHT)
    assert [each.rank for each in ranking] == sorted(each.rank for each in ranking)
    assert [each.total for each in ranking] == sorted((each.total for each in ranking), reverse=True)
    assert sum(len(group) - 1 for group in ties(ranking)) == len(bids) - len({each.rank for each in ranking})


@settings(deadline=None)
@given(BIDS, st.integers(2, 9))
def test_prices_in_another_currency_give_the_same_ranking_and_flags(bids, factor):
    dearer = [Bid(bid.id, bid.price * factor, bid.scores) for bid in bids]
    assert [(each.bid.id, each.rank) for each in rank(dearer, WEIGHT)] == [(each.bid.id, each.rank) for each in rank(bids, WEIGHT)]
    assert abnormally_low(dearer) == abnormally_low(bids)


@settings(deadline=None)
@given(st.lists(st.integers(0, 45).map(Fraction), min_size=5, max_size=9), st.integers(0, 45).map(Fraction))
def test_one_panelist_alone_cannot_push_a_trimmed_mean_beyond_the_others(scores, swing):
    assert panel_score([*scores, swing], Trim()) <= max(scores) * 100
    assert panel_score([*scores, swing], Trim()) >= min(scores) * 100
