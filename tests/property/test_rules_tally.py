"""What must hold of every vote, whatever the estate and the ballots."""

from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from huasheng_vote.rules.ballot import Choice
from huasheng_vote.rules.counts import Amount, Counts
from huasheng_vote.rules.lawbook import BEFORE_2021, CIVIL_CODE, LAWS, Denominator, MatterClass, Measure
from huasheng_vote.rules.review import Base, Contested, decide
from huasheng_vote.rules.roll import Roll, Unit, Use
from huasheng_vote.rules.silence import SilenceRule
from huasheng_vote.rules.tally import CountingRules, Outcome, Part, VoidRule, judge, tally

AREAS = st.integers(1, 3_000_000)  # up to 300 m²
OWNERS = st.frozensets(st.sampled_from("赵钱孙李周吴郑王"), min_size=1, max_size=3)
CHOICES = st.sampled_from(Choice)
AMOUNTS = st.builds(Amount, st.integers(0, 40), st.integers(0, 400))
LAW = st.sampled_from(list(LAWS.values()))
CHINESE_LAW = st.sampled_from([CIVIL_CODE, BEFORE_2021])
CLASS = st.sampled_from(MatterClass)
VOIDS = st.sampled_from([VoidRule.OUT, VoidRule.IN_QUORUM])


@st.composite
def units(draw):
    """Units of a small estate; the developer still holds some."""
    drawn = draw(st.lists(st.tuples(OWNERS, AREAS, st.sampled_from(Use), st.booleans()), min_size=1, max_size=25))
    return [
        Unit(str(place), str(place % 3), "1", str(place), use, area, owners, developer)
        for place, (owners, area, use, developer) in enumerate(drawn)
    ]


@st.composite
def votes(draw):
    """A roll of everything, and the choice of each head that took part."""
    roll = Roll.of(draw(units()), frozenset(Use))
    choices = draw(st.lists(st.none() | CHOICES, min_size=len(roll.heads), max_size=len(roll.heads)))
    return roll, {head.owners: choice for head, choice in zip(roll.heads, choices, strict=True) if choice}


def count(roll, ballots):
    counts = Counts()
    for head in roll.heads:
        if head.owners in ballots:
            counts = counts.plus(ballots[head.owners], head.weight)
    return counts


@st.composite
def cases(draw):
    """A roll and counts that fit it, in numbers small enough for every bar to be hit."""
    counts = Counts(*(draw(AMOUNTS) for _ in range(5)))
    everybody = counts.taking_part(voids_in=True) + counts.silent
    return everybody + Amount(draw(st.integers(1, 40)), draw(st.integers(1, 400))), counts


@given(votes())
def test_the_heads_of_a_choice_are_the_distinct_owner_sets_that_chose_it(vote):
    roll, ballots = vote
    for choice in Choice:
        sets = {unit.owner_set for unit in roll.units if ballots.get(unit.owner_set) is choice}
        assert count(roll, ballots).of(choice).heads == len(sets)


@given(votes())
def test_the_area_of_a_choice_is_the_sum_of_all_units_of_those_sets(vote):
    roll, ballots = vote
    for choice in Choice:
        areas = [unit.area for unit in roll.units if ballots.get(unit.owner_set) is choice]
        assert count(roll, ballots).of(choice).area == sum(areas)


@given(units(), st.randoms(use_true_random=False))
def test_the_order_of_the_register_changes_no_head_and_no_area(listed, random):
    shuffled = random.sample(listed, len(listed))
    one, other = Roll.of(listed), Roll.of(shuffled)
    assert {head.owners: frozenset(head.units) for head in one.heads} == {head.owners: frozenset(head.units) for head in other.heads}
    assert (one.total, one.by_building, one.decided_by_reading) == (other.total, other.by_building, other.decided_by_reading)


@given(st.lists(st.tuples(CHOICES, AREAS), max_size=30), st.randoms(use_true_random=False))
def test_the_order_of_the_ballots_changes_no_count(ballots, random):
    def fold(order):
        counts = Counts()
        for choice, area in order:
            counts = counts.plus(choice, Amount(1, area))
        return counts

    assert fold(ballots) == fold(random.sample(ballots, len(ballots)))


@given(units())
def test_buildings_add_up_to_the_roll_in_units_and_area(listed):
    roll = Roll.of(listed)
    buildings = roll.by_building.values()
    assert sum(each.units for each in buildings) == len(roll.units)
    assert sum(each.area for each in buildings) == roll.total.area
    assert sum(each.heads for each in buildings) >= len(roll.heads)


@given(units(), st.sets(st.integers(0, 25)))
def test_a_scope_and_its_rest_hold_every_unit_once(listed, chosen):
    roll = Roll.of(listed)
    scope = frozenset(map(str, chosen))
    rest = frozenset(unit.key for unit in roll.units) - scope
    assert {unit.key for unit in roll.within(scope).units} | {unit.key for unit in roll.within(rest).units} == {
        unit.key for unit in roll.units
    }
    assert roll.within(scope).total.area + roll.within(rest).total.area == roll.total.area


RANK = [Outcome.NO_QUORUM, Outcome.NOT_PASSED, Outcome.PASSED]


@given(cases(), LAW, CLASS, VOIDS, AREAS)
def test_one_more_head_agreeing_never_hurts(case, law, class_, voids, area):
    roll, counts = case
    roll += Amount(1, area)
    rules = CountingRules(voids)
    before = tally(law, class_, roll, counts, rules).outcome
    after = tally(law, class_, roll, counts.plus(Choice.AGREE, Amount(1, area)), rules).outcome
    assert RANK.index(after) >= RANK.index(before)


@given(cases(), LAW, CLASS, VOIDS)
def test_turning_a_no_into_a_yes_never_hurts(case, law, class_, voids):
    roll, counts = case
    assume(counts.oppose.heads and counts.oppose.area)
    turned = counts.minus(Choice.OPPOSE, Amount(1, 1)).plus(Choice.AGREE, Amount(1, 1))
    before, after = (tally(law, class_, roll, each, CountingRules(voids)).outcome for each in (counts, turned))
    assert RANK.index(after) >= RANK.index(before)


@given(cases(), CHINESE_LAW, CLASS)
def test_a_motion_passes_exactly_if_the_inequalities_of_the_law_hold_in_integers(case, law, class_):
    """The formulas as the statute's summary writes them, against the bars held as data."""
    roll, counts = case
    holds = []
    for measure in Measure:
        total, agree = roll.of(measure), counts.agree.of(measure)
        present = agree + counts.oppose.of(measure) + counts.abstain.of(measure)
        if law is CIVIL_CODE:
            holds.append(3 * present >= 2 * total)
            holds.append(2 * agree > present if class_ is MatterClass.ORDINARY else 4 * agree >= 3 * present)
        else:
            holds.append(2 * present > total)
            holds.append(2 * agree > total if class_ is MatterClass.ORDINARY else 3 * agree >= 2 * total)
    outcome = tally(law, class_, roll, counts, CountingRules(VoidRule.OUT)).outcome
    assert (outcome is Outcome.PASSED) is all(holds)


@given(LAW, CLASS, st.integers(1, 10**9), st.integers(1, 10**9), st.sampled_from((-1, 0, 1)), st.data())
def test_every_bar_turns_between_one_below_and_exactly_its_least_amount(law, class_, heads, area, step, data):
    """All bars stand exactly at their least amount but one, which is one below, at, or one above it."""
    roll = Amount(heads, area)
    bars = law.bars[class_]
    out_of = dict.fromkeys(Denominator, roll)
    moved = data.draw(st.sampled_from([*((Part.QUORUM, test) for test in bars.quorum), *((Part.AGREE, test) for test in bars.agree)]))
    part, test = moved
    left = test.bar.least(out_of[test.denominator].of(test.measure)) + step
    amounts = {"heads": roll.heads, "area": roll.area, test.measure.value: left}
    if part is Part.QUORUM:
        counts = Counts(agree=Amount(**amounts), present=Amount(**amounts))
    else:
        counts = Counts(agree=Amount(**amounts), oppose=roll - Amount(**amounts), present=roll)
    tested = next(each for each in judge(bars, roll, counts, voids_in=False).tests if (each.part, each.test) == (part, test))
    assert (tested.left, tested.right) == (left, roll.of(test.measure))
    assert tested.holds is (step >= 0)
    assert tested.short_by == max(0, -step)
    ratio = Fraction(left, roll.of(test.measure))
    assert tested.holds is (ratio >= test.bar.share if test.bar.inclusive else ratio > test.bar.share)


@given(cases(), CHINESE_LAW, CLASS)
def test_adding_exactly_what_is_missing_passes_every_test_and_less_does_not(case, law, class_):
    roll, counts = case
    for tested in judge(law.bars[class_], roll, counts, voids_in=False).tests:
        assert tested.test.bar.holds(tested.left + tested.short_by, tested.right)
        assert tested.short_by == 0 or not tested.test.bar.holds(tested.left + tested.short_by - 1, tested.right)


@given(cases(), LAW, CLASS)
def test_the_strict_outcome_never_depends_on_the_silence_rule(case, law, class_):
    roll, counts = case
    for safeguard in (True, False):
        with_rule = tally(law, class_, roll, counts, CountingRules(silence=SilenceRule(safeguard)))
        assert with_rule.strict is tally(law, class_, roll, counts).outcome
        assert (with_rule.deemed is None) is bool(with_rule.warnings)


@given(cases(), CLASS)
def test_what_passed_without_the_silent_passes_with_them_too(case, class_):
    """They follow a side that already leads."""
    roll, counts = case
    found = tally(CIVIL_CODE, class_, roll, counts, CountingRules(VoidRule.OUT, SilenceRule(safeguard=False)))
    if found.strict is Outcome.PASSED:
        assert found.outcome is Outcome.PASSED


@given(cases(), LAW, CLASS, st.sampled_from(["agree", "oppose", "abstain", "void"]), st.sampled_from(["heads", "area"]))
def test_an_unknown_figure_never_claims_what_the_known_one_would_deny(case, law, class_, choice, measure):
    """Hiding one figure leaves the outcome, or admits that it cannot be told."""
    roll, counts = case
    rules = CountingRules(VoidRule.OUT)
    known = getattr(counts, choice)
    figures = {"heads": known.heads, "area": known.area, measure: None}
    hidden = Counts(**{**{each: getattr(counts, each) for each in ("agree", "oppose", "abstain", "void")}, choice: Amount(**figures)})
    assert tally(law, class_, roll, hidden, rules).outcome in (Outcome.UNDETERMINED, tally(law, class_, roll, counts, rules).outcome)


@given(cases(), CLASS, st.lists(st.sets(st.sampled_from([Choice.AGREE, Choice.OPPOSE, Choice.ABSTAIN]), min_size=1), max_size=4), st.data())
def test_every_mixture_of_contested_claims_ends_as_decided_unless_review_is_asked(case, class_, claims, data):
    roll, counts = case
    roll += Amount(len(claims), 10 * len(claims))
    contested = tuple(Contested(Amount(1, 10), frozenset(each)) for each in claims)
    rules = CountingRules(VoidRule.OUT)
    decided = decide(CIVIL_CODE, [class_], [Base(roll, counts, contested)], rules)
    mixed = counts
    for claim in claims:
        taken = data.draw(st.none() | st.sampled_from(sorted(claim)))
        mixed = mixed.plus(taken, Amount(1, 10)) if taken else mixed
    assert decided.outcome in (Outcome.NEEDS_REVIEW, tally(CIVIL_CODE, class_, roll, mixed, rules).outcome)
