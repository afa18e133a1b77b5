"""The adopted rules: defaults, what may be adopted, and that freezing loses nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huasheng_vote.journal.leaf import canonical
from huasheng_vote.rules.ballot import Channel
from huasheng_vote.rules.convening import Convener, Online, only_consults, procedure_for
from huasheng_vote.rules.lawbook import Matter, Source
from huasheng_vote.rules.methods import DEFAULT_RULEBOOK, Method
from huasheng_vote.rules.procedure import FIELDS, Procedure, Silence
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.roll import Use
from huasheng_vote.rules.standing import Visibility

RISING = {"direct_ceiling": (1, 10_000_00), "quotation_ceiling": (10_000_01, 100_000_00), "negotiation_ceiling": (100_000_01, 10**12)}


def value_of(name, field):
    if name in RISING:
        return st.integers(*RISING[name])
    if field.options and field.many:
        return st.lists(st.sampled_from(list(field.options)), min_size=1, unique=True).map(lambda each: sorted(each))
    if field.options:
        return st.sampled_from(list(field.options)).map(str)
    return st.integers(field.low, field.high)


@given(st.fixed_dictionaries({}, optional={name: value_of(name, field) for name, field in FIELDS.items()}))
def test_whatever_is_adopted_comes_back_from_its_frozen_form(entered):
    rules = Procedure.of(entered)
    canonical(rules.frozen())  # text and whole numbers only
    assert Procedure.thawed(rules.frozen()) == rules
    assert rules.adopted == set(entered)


def test_nothing_adopted_means_defaults_that_say_so():
    rules = Procedure()
    assert rules.silence is Silence.OFF
    assert rules.base == {Use.DWELLING, Use.COMMERCIAL}
    assert all(rules.source_of(name) is Source.DEFAULT for name in FIELDS)


def test_only_what_was_entered_is_called_adopted():
    rules = Procedure.of({"proxy_cap": 2})
    assert rules.source_of("proxy_cap") is Source.ADOPTED
    assert rules.source_of("window_days") is Source.DEFAULT


@pytest.mark.parametrize(("days", "fits"), [(4, False), (5, True), (60, True), (61, False)])
def test_a_window_is_five_to_sixty_days(days, fits):
    if fits:
        assert Procedure.of({"window_days": days}).window_days == days
    else:
        with pytest.raises(Refused) as refused:
            Procedure.of({"window_days": days})
        assert refused.value.why is Why.OUT_OF_RANGE
        assert refused.value.facts["field"] == "window_days"


@pytest.mark.parametrize("entered", [{"quorum": 50}, {"voids": "maybe"}, {"base": ["garden"]}, {"step": 19}, {"proxy_cap": "3"}])
def test_nothing_else_can_be_adopted(entered):
    with pytest.raises(Refused):
        Procedure.of(entered)


def test_a_roll_base_of_nothing_is_refused():
    with pytest.raises(Refused) as refused:
        Procedure.of({"base": []})
    assert refused.value.facts["field"] == "base"


def test_paper_stays_a_channel_whatever_is_adopted():
    assert Procedure.of({"channels": ["online"]}).channels == {Channel.ONLINE, Channel.PAPER}


def test_for_and_against_show_only_for_matters_the_rules_name():
    rules = Procedure.of({"standing_for": ["use_fund"]})
    assert rules.visibility_of(Matter.USE_FUND) is Visibility.STANDING
    assert rules.visibility_of(Matter.CHANGE_USE) is Visibility.TURNOUT


def test_a_preparatory_group_has_no_adopted_rules_and_so_no_silence_rule():
    adopted = Procedure.of({"silence": "with_safeguard"})
    assert procedure_for(Convener.PREPARATORY_GROUP, adopted) == Procedure()
    assert procedure_for(Convener.COMMITTEE, adopted) == adopted


@pytest.mark.parametrize(
    ("answer", "channels", "consults"),
    [
        (Online.ACCEPTED, ["online"], False),
        (Online.ACCEPTED, ["paper"], True),
        (Online.OFFICIAL_ONLY, ["online"], True),
        (Online.UNKNOWN, ["online"], True),
    ],
)
def test_online_votes_bind_only_where_the_offices_accept_and_the_owners_adopted_them(answer, channels, consults):
    assert only_consults(answer, Procedure.of({"channels": channels})) is consults


def test_the_ways_to_buy_have_the_ceilings_the_owners_adopted_and_the_defaults_beside():
    book = Procedure.of({"quotation_ceiling": 80_000_00}).rulebook
    quotation, direct = book.terms[Method.QUOTATION], book.terms[Method.DIRECT]
    assert (quotation.ceiling, quotation.source_of("ceiling"), quotation.source_of("bids")) == (80_000_00, Source.ADOPTED, Source.DEFAULT)
    assert (direct.ceiling, direct.source_of("ceiling")) == (10_000_00, Source.DEFAULT)
    assert Procedure().rulebook == DEFAULT_RULEBOOK


@pytest.mark.parametrize(("most", "rises"), [(99_999_99, True), (100_000_00, False), (100_000_01, False)])
def test_ceilings_of_buying_that_do_not_rise_are_not_adopted(most, rises):
    if rises:
        assert Procedure.of({"direct_ceiling": most}).direct_ceiling == most
    else:
        with pytest.raises(Refused) as refused:
            Procedure.of({"direct_ceiling": most})
        assert refused.value.why is Why.CEILINGS_NOT_RISING
