"""The verifier's law and the app's, written apart: the same votes, drawn at random, are found alike, with every inequality."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from huasheng_vote.assemblies.queries.figures import facts
from huasheng_vote.journal import verify
from huasheng_vote.rules.counts import Amount
from huasheng_vote.rules.finding import Question, Vote, find
from huasheng_vote.rules.lawbook import CIVIL_CODE, Matter, MatterClass
from huasheng_vote.rules.procedure import Procedure, Silence
from huasheng_vote.rules.tally import CountingRules, VoidRule

OPTIONS = ("1", "2", "3")
PLAIN, AMONG = ("agree", "oppose", "abstain", "void"), (*OPTIONS, "none_of_these", "abstain", "void")


@st.composite
def elections(draw):
    """Heads with their area on either reading of the base, what they chose, who was served, who is in conflict; the rules and the classes."""
    options = draw(st.sampled_from([(), OPTIONS]))
    likely = draw(st.lists(st.sampled_from(AMONG if options else PLAIN), min_size=1, max_size=3))  # else hardly anything passes
    choice = st.sampled_from([*likely * 4, *(AMONG if options else PLAIN), None])
    area = st.integers(1, 60)
    one = st.tuples(area, st.none() | st.just(0) | area, choice, st.booleans(), st.sampled_from([False] * 5 + [True]))
    heads = draw(st.lists(one, min_size=1, max_size=14))
    more = draw(st.sampled_from([[], [30, 45], [200]]))
    classes = draw(st.sampled_from([("ordinary",), ("special",), ("ordinary", "special"), ("special", "ordinary")]))
    return options, heads, more, classes, draw(st.sampled_from(VoidRule)), draw(st.sampled_from(Silence))


def by_the_app(election):
    options, heads, more, classes, voids, silence = election
    procedure = Procedure(voids=voids, silence=silence)
    asked = Question(CIVIL_CODE, tuple(map(MatterClass, classes)), Matter.USE_FUND, CountingRules(voids, procedure.silence_rule), options)
    ours = [Vote(Amount(1, area), choice, served, contested) for area, _, choice, served, contested in heads]
    other = [Vote(Amount(1, area if wider is None else area + wider), *rest) for area, wider, *rest in heads]
    return facts(find(asked, [ours, other + [Vote(Amount(1, area), None, True) for area in more]]))


def by_the_verifier(election):
    options, heads, more, classes, voids, silence = election
    bundle = verify.Bundle.__new__(verify.Bundle)
    bundle.policy = {"rules": {"voids": voids.value, "silence": silence.value}}
    named = {f"{place:02d}": each for place, each in enumerate(heads)}
    areas = {
        "roll": {name: each[0] for name, each in named.items()},
        "other": {name: each[0] + (each[1] or 0) for name, each in named.items()},
    }
    areas["other"].update({f"more{place}": area for place, area in enumerate(more)})
    voted, disputed = {name for name, each in named.items() if each[2]}, {name for name, each in named.items() if each[4]}
    bundle.opened = [
        {"head": head, "areas": {name: [areas[name][head], ""] for name in areas if head in areas[name]}} for head in areas["other"]
    ]
    motion = verify.Motion("7", 1, list(classes), list(options), "roll", "other")
    bundle._memory = {
        "areas": areas,
        "counting": dict.fromkeys(voted),
        "contested": disputed,
        "silent": {head for head in areas["other"] if head not in named or named[head][3]} - voted,
        "answers": {head: {"7": named[head][2]} for head in voted - disputed},
    }
    sums = {("", name, "roll"): list(areas[name]) for name in areas}
    sums |= {("7", name, answer): who for name in areas for answer, who in bundle.who(motion, name).items()}
    bundle._memory["sums"] = {key: {"heads": len(who), "area": sum(areas[key[1]][head] for head in who)} for key, who in sums.items()}
    return verify.find(bundle, motion)


@settings(deadline=None, max_examples=300)
@given(elections())
@example(((), [(10, None, "agree", False, False)] * 2 + [(10, None, "agree", False, True)], [], ("ordinary",), VoidRule.OUT, Silence.OFF))
def test_both_find_the_same(election):
    said, found = verify.unnamed(by_the_app(election)), by_the_verifier(election)
    assert {key: said.get(key) for key in found} == found
