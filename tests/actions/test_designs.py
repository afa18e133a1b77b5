"""Drawings and papers: written once, signed step by step over exactly these bytes, followed by a next version."""

from dataclasses import replace

import pytest

from huasheng_vote.projects.actions import designs as acts
from huasheng_vote.projects.actions.designs import Content
from huasheng_vote.projects.queries import designs, opened
from huasheng_vote.rules.designs import DesignKind, Step, Touched
from huasheng_vote.rules.refusal import Refused, Why
from tests.drawn import CONTENTS, SAID, drawn, project, signed
from tests.proposals_helpers import act, key, leaves


@pytest.fixture
def lamps(estate):
    return project(estate)


def refusal(estate, who, fn, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        act(estate, who, fn, *args, **kwargs)
    return refused.value.why


def seen(estate, design):
    return designs.sheet(estate.ref.id, design).version.digest


def test_three_people_sign_and_it_is_ready(estate, lamps):
    design = drawn(estate, lamps)
    signed(estate, design)
    sheet = designs.sheet(estate.ref.id, design)
    assert [(each.step, each.name) for each in sheet.signed] == [("sign", "陈一"), ("review", "陈二"), ("advise", "陈三")]
    assert sheet.standing.ready


def test_the_project_lacks_what_is_not_signed(estate, lamps):
    act(estate, "周主任", acts.state_touched, lamps, ())
    for kind in CONTENTS:
        steps = (Step.SIGN, Step.REVIEW) if kind is DesignKind.SCHEME else ()
        signed(estate, drawn(estate, lamps, kind), *steps)
        drawn_now = designs.sheets(estate.ref.id, lamps)
    assert designs.missing(opened.project(estate.ref.id, lamps), drawn_now) == ()
    act(estate, "周主任", acts.state_touched, lamps, {Touched.POWER})
    assert designs.missing(opened.project(estate.ref.id, lamps), drawn_now) == (DesignKind.WORKING,)


def test_the_next_version_starts_without_signatures_and_the_old_ones_stay(estate, lamps):
    design = drawn(estate, lamps)
    signed(estate, design)
    act(estate, "陈一", acts.redraw, key(), design, 1, replace(SAID, text="壁厚不小于 4 mm，其余不变。", changed="加厚"))
    now, before = designs.sheet(estate.ref.id, design), designs.sheet(estate.ref.id, design, 1)
    assert (now.version.number, now.signed, now.standing.waits_for) == (2, (), Step.SIGN)
    assert (len(before.signed), before.standing.ready) == (3, False)


def test_a_signature_is_for_the_bytes_seen(estate, lamps):
    design = drawn(estate, lamps)
    old = seen(estate, design)
    act(estate, "陈一", acts.redraw, key(), design, 1, replace(SAID, text="壁厚不小于 4 mm，其余不变。", changed="加厚"))
    assert refusal(estate, "陈一", acts.sign, design, Step.SIGN, old) is Why.CHANGED_MEANWHILE


def test_a_version_written_over_an_older_one_is_refused(estate, lamps):
    design = drawn(estate, lamps)
    act(estate, "陈一", acts.redraw, key(), design, 1, replace(SAID, text="壁厚不小于 4 mm，其余不变。", changed="加厚"))
    other = replace(SAID, text="另一种写法，足够长了。", changed="改写")
    assert refusal(estate, "陈二", acts.redraw, key(), design, 1, other) is Why.CHANGED_MEANWHILE
    assert refusal(estate, "陈二", acts.redraw, key(), design, 2, replace(SAID, text="壁厚不小于 4 mm，其余不变。")) is Why.NOTHING_CHANGED


def test_advice_is_given_in_words(estate, lamps):
    design = drawn(estate, lamps)
    signed(estate, design, Step.SIGN, Step.REVIEW)
    assert refusal(estate, "陈三", acts.sign, design, Step.ADVISE, seen(estate, design)) is Why.MISSING_VALUE
    assert refusal(estate, "陈二", acts.sign, design, Step.ADVISE, seen(estate, design), "行") is Why.OTHER_PERSON_SIGNS


def test_what_is_sent_back_waits_for_the_next_version(estate, lamps):
    design = drawn(estate, lamps)
    signed(estate, design, Step.SIGN)
    act(estate, "陈二", acts.send_back, design, seen(estate, design), "漏了接地")
    assert refusal(estate, "陈二", acts.sign, design, Step.REVIEW, seen(estate, design)) is Why.NOT_POSSIBLE_NOW
    act(estate, "陈一", acts.redraw, key(), design, 1, replace(SAID, text=SAID.text + "接地电阻不大于 4 Ω。", changed="补接地"))
    assert designs.sheet(estate.ref.id, design).standing.waits_for is Step.SIGN


def test_a_working_drawing_names_whose_stamp_it_carries(estate, lamps):
    bare = CONTENTS[DesignKind.SCHEME]
    assert refusal(estate, "陈一", acts.draw, key(), lamps, DesignKind.WORKING, "电气", bare) is Why.STAMP_NEEDED
    stamped = replace(bare, stamped_by="湘*电力设计院", stamp_number="A243000000")
    assert drawn(estate, lamps, DesignKind.WORKING, stamped)


@pytest.mark.parametrize(("kind", "field"), [(DesignKind.SCHEME, "file"), (DesignKind.SPECIFICATION, "text"), (DesignKind.BILL, "lines")])
def test_an_empty_paper_is_refused_at_its_field(estate, lamps, kind, field):
    with pytest.raises(Refused) as refused:
        drawn(estate, lamps, kind, Content())
    assert (refused.value.why, refused.value.facts["field"]) == (Why.MISSING_VALUE, field)


def test_the_same_form_sent_twice_makes_one_version(estate, lamps):
    same = key()
    first = act(estate, "陈一", acts.draw, same, lamps, DesignKind.SPECIFICATION, "要求", SAID)
    assert act(estate, "陈一", acts.draw, same, lamps, DesignKind.SPECIFICATION, "要求", SAID) == first
    assert refusal(estate, "陈一", acts.draw, key(), lamps, DesignKind.SPECIFICATION, "要求", SAID) is Why.ALREADY_DONE
    assert len(leaves(estate, "design.written")) == 1


def test_what_the_works_touch_is_said_once_and_corrected_aloud(estate, lamps):
    act(estate, "周主任", acts.state_touched, lamps, {Touched.POWER, Touched.FOUNDATIONS})
    assert refusal(estate, "吴委员", acts.state_touched, lamps, {Touched.FOUNDATIONS, Touched.POWER}) is Why.NOTHING_CHANGED
    act(estate, "吴委员", acts.state_touched, lamps, {Touched.POWER})
    assert [each["touched"] for each in leaves(estate, "project.touched")] == [["foundations", "power"], ["power"]]


def test_it_waits_for_the_author_first_and_then_for_the_others(estate, lamps):
    design = drawn(estate, lamps)
    me, second = estate.owners["陈一"], estate.owners["陈二"]
    assert [len(designs.awaiting(estate.ref.id, who)) for who in (me, second)] == [1, 0]
    signed(estate, design, Step.SIGN)
    assert [len(designs.awaiting(estate.ref.id, who)) for who in (me, second)] == [0, 1]


def test_own_data_tells_what_one_drew_and_signed(estate, lamps):
    from huasheng_vote.projects.queries import kept_by_projects

    signed(estate, drawn(estate, lamps))
    mine = kept_by_projects(estate.ref.id, estate.owners["陈三"], estate.site.at)
    assert mine["designs"] == []
    assert [(each["design_step"], each["note"]) for each in mine["design_steps"]] == [("advise", "可行")]


def test_a_drawing_of_another_estate_is_not_there(estate, lamps, site):
    from tests.builders import neighbourhood

    design = drawn(estate, lamps)
    other = neighbourhood(site, slug="other", name="别处")
    with pytest.raises(Refused) as refused:
        designs.sheet(other.ref.id, design)
    assert refused.value.why is Why.NOT_FOUND
