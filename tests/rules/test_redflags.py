"""Red flags: each exactly at, one below and one above its line, and none of the comparing ones while there is too little to compare with."""

from datetime import UTC, datetime, timedelta

import pytest

from huasheng_vote.rules.redflags import COMPARING, Bid, Code, Purchase, flags

START = datetime(2026, 11, 1, tzinfo=UTC)
END = START + timedelta(days=20)


def bid(supplier, price, *, at=END - timedelta(hours=1), out=False):
    return Bid(f"bid of {supplier}", supplier, price, at, out)


def purchase(*bids, number=1, winner=None, public=True, price_only=False, deadline=END, category="lighting"):
    won = f"bid of {winner}" if winner else None
    return Purchase(number, public, price_only, START, deadline, category, bids, won)


def codes(*purchases, limits=None):
    return [flag.code for flag in flags(purchases, limits).flags]


THREE = (bid("a", 100), bid("b", 120), bid("c", 150))


def test_an_ordinary_purchase_raises_nothing():
    assert codes(purchase(*THREE, winner="a")) == []


@pytest.mark.parametrize(("days", "found"), [(14, True), (15, False), (16, False)])
def test_an_open_tender_is_short_below_fifteen_days(days, found):
    assert (Code.SHORT_PERIOD in codes(purchase(*THREE, deadline=START + timedelta(days=days)))) is found


def test_a_second_less_than_fifteen_days_is_short():
    assert codes(purchase(*THREE, deadline=START + timedelta(days=15, seconds=-1))) == [Code.SHORT_PERIOD]


def test_only_an_open_tender_can_be_short():
    assert codes(purchase(*THREE, deadline=START + timedelta(days=3), public=False)) == []


def test_one_tenderer_alone_is_flagged_even_with_two_bids():
    assert codes(purchase(bid("a", 100))) == [Code.SINGLE_BID]
    assert codes(purchase(Bid(1, "a", 100, START), Bid(2, "a", 110, START))) == [Code.SINGLE_BID]


def test_a_purchase_without_bids_is_no_single_bid():
    assert codes(purchase()) == []


def test_equal_prices_count_only_between_different_tenderers():
    assert codes(purchase(bid("a", 100), bid("b", 100), bid("c", 101))) == [Code.SAME_PRICE]
    assert codes(purchase(Bid(1, "a", 100, START), Bid(2, "a", 100, START), bid("b", 101))) == []


def test_prices_that_could_not_be_read_are_not_equal():
    assert codes(purchase(bid("a", None), bid("b", None), bid("c", 5))) == []


@pytest.mark.parametrize(("late", "found"), [(0, False), (1, True)])
def test_a_winner_after_the_deadline(late, found):
    won = bid("a", 100, at=END + timedelta(milliseconds=late))
    assert (Code.LATE_WINNER in codes(purchase(won, bid("b", 120), winner="a"))) is found


def test_only_the_winner_is_valid_where_all_others_are_out():
    out = bid("b", 120, out=True)
    assert codes(purchase(bid("a", 100), out, winner="a")) == [Code.ONLY_WINNER_VALID]
    assert codes(purchase(bid("a", 100), out, bid("c", 130), winner="a")) == []


def test_the_lowest_is_out_matters_where_price_alone_decides():
    bids = bid("a", 90, out=True), bid("b", 100), bid("c", 120)
    assert codes(purchase(*bids, winner="b", price_only=True)) == [Code.LOWEST_OUT]
    assert codes(purchase(*bids, winner="b")) == []


def test_comparing_flags_do_not_apply_to_a_small_estate():
    found = flags([purchase(*THREE, number=number, winner="a") for number in range(7)])
    assert found.not_applicable == COMPARING
    assert found.flags == ()


def test_the_eighth_purchase_makes_a_usual_gap():
    found = flags([purchase(*THREE, number=number, winner="a") for number in range(8)])
    assert Code.CLOSE_SECOND not in found.not_applicable


def gaps(*permilles):
    """Purchases whose second price lies so many permille above the winner's 1000."""
    return [purchase(bid("a", 1000), bid("b", 1000 + each), number=number, winner="a") for number, each in enumerate(permilles)]


@pytest.mark.parametrize(("gap", "found"), [(75, [0]), (76, [0]), (77, [])])
def test_a_second_price_unusually_close_to_the_winner_exactly_at_the_line(gap, found):
    """With these seven Q1 is 103 permille, Q3 121, so the line is 76."""
    seen = flags(gaps(gap, 100, 104, 110, 112, 120, 124, 130)).flags
    assert [flag.purchase for flag in seen if flag.code is Code.CLOSE_SECOND] == found


def test_the_winner_has_to_be_the_lowest():
    close = purchase(bid("a", 1000), bid("b", 1001), number=99, winner="b")
    assert Code.CLOSE_SECOND not in codes(close, *gaps(*[100] * 8))
    assert Code.CLOSE_SECOND in codes(*gaps(*[100] * 8, 1))


def rounds(*outcomes):
    """Purchases by winner and losers: "ab" means a won over b."""
    return [
        purchase(*(bid(each, 100 + place) for place, each in enumerate(outcome)), number=number, winner=outcome[0])
        for number, outcome in enumerate(outcomes)
    ]


USUAL = ("abcd", "bcde", "cdef", "defg", "efgh", "fghi", "ghia", "hiab", "iabc")  # each of nine wins once in four


def test_a_supplier_who_bids_often_and_never_wins():
    found = [flag for flag in flags(rounds(*USUAL, *(f"{each}x" for each in "abcdefghi"))).flags if flag.code is Code.NEVER_WINS]
    assert [(flag.supplier, flag.seen["bids"], flag.seen["wins"]) for flag in found] == [("x", 9, 0)]


def test_who_bids_seldom_may_never_win():
    assert Code.NEVER_WINS not in codes(*rounds(*USUAL, "ax"))


def test_where_all_are_alike_nothing_is_unusual():
    assert codes(*rounds(*USUAL)) == []


def out_of(supplier, out, of):
    return [purchase(bid(supplier, 100, out=number < out), number=f"{supplier}{number}") for number in range(of)]


@pytest.mark.parametrize(("out", "found"), [(1, False), (2, True), (3, True)])
def test_often_disqualified_needs_two_at_least(out, found):
    usual = [each for supplier in "abcdefgh" for each in out_of(supplier, 0, 4)]
    named = [flag.supplier for flag in flags([*usual, *out_of("x", out, 4)]).flags if flag.code is Code.OFTEN_OUT]
    assert (named == ["x"]) is found


def trades(supplier, count):
    return [purchase(bid(supplier, 100), number=f"{supplier}{n}", category=f"trade {n}") for n in range(count)]


@pytest.mark.parametrize(("count", "found"), [(3, False), (4, True), (5, True)])
def test_unusually_many_trades_exactly_at_the_line(count, found):
    usual = [each for supplier, n in zip("abcdefghi", (1, 1, 1, 2, 2, 2, 2, 2, 2), strict=True) for each in trades(supplier, n)]
    named = [flag.supplier for flag in flags([*usual, *trades("x", count)]).flags if flag.code is Code.MANY_TRADES]
    assert (named == ["x"]) is found


def test_flags_come_in_the_order_of_their_numbers():
    found = codes(purchase(bid("a", 100), deadline=START + timedelta(days=2)))
    assert found == [Code.SHORT_PERIOD, Code.SINGLE_BID]
