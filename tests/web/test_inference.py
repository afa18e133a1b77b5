"""An attacker who knows every flat's area, polls the live tally after every ballot and reads who took part, tries to work out single choices, and fails."""

import random
import re
from itertools import product

from huasheng_vote.rules.ballot import Choice
from tests.actions.test_closing import cast
from tests.crowd import crowd
from tests.voting import Asked, noticed

SIZES = (891_200, 1_067_200, 1_334_500)  # 1/10000 m²: three types of flat, as estates are built
VOTERS = 96


def looks(estate, meeting, choices):
    """What the attacker notes after every ballot: (agreeing heads, agreeing area in m², who took part), by polling as a signed-in owner."""
    spy = estate.client(f"业主{VOTERS}")
    notes = []
    for place, choice in enumerate(choices, 1):
        cast(meeting, f"业主{place}", choice)
        text = spy.get(meeting.url(f"/motions/{meeting.motions[0]}/tally")).get_data(as_text=True)
        area, heads = (figure(each) for each in re.findall(r'<p class="sum n">([0-9,.]+)', text)[2:4])
        doors = re.findall(
            r"[0-9]{3,4}", spy.get(meeting.url("/participants")).get_data(as_text=True).split("<h2>", 1)[1].split("</main>")[0]
        )
        notes.append((int(heads), area, frozenset(doors)))
    return notes


def figure(text):
    return float(text.replace(",", ""))


def inferred(notes, area_of):
    """Heads whose choice is the same in every assignment that fits some step's figures. Equal areas are interchangeable, so counts per area suffice."""
    found = {}
    for (heads, area, doors), (more, wider, now) in zip([(0, 0, frozenset()), *notes], notes, strict=False):
        fresh = now - doors
        if not fresh:
            continue
        classes = {size: [door for door in fresh if area_of[door] == size] for size in SIZES}
        fits = [
            counts
            for counts in product(*(range(len(classes[size]) + 1) for size in SIZES))
            if sum(counts) == more - heads
            and abs(sum(count * size for count, size in zip(counts, SIZES, strict=True)) / 10_000 - (wider - area)) <= 10.001
        ]
        assert fits, "the attacker's model does not hold"
        for place, size in enumerate(SIZES):
            for all_of, choice in ((0, "other"), (len(classes[size]), "agree")):
                if classes[size] and {counts[place] for counts in fits} == {all_of}:
                    found |= dict.fromkeys(classes[size], choice)
    return found


def story(site, share, seed):
    chance = random.Random(seed)
    areas = [chance.choice(SIZES) for _ in range(VOTERS)]
    estate = crowd(site, areas)
    meeting = noticed(estate, [Asked()], standing_for=["use_fund"])
    choices = [Choice.AGREE if chance.random() < share else Choice.OPPOSE for _ in range(VOTERS - 1)]
    area_of = {f"{place // 8 + 1}{place % 8 + 1:02d}": area for place, area in enumerate(areas)}
    return estate, meeting, choices, area_of


def test_no_single_choice_can_be_worked_out_from_everything_that_is_shown(site):
    estate, meeting, choices, area_of = story(site, share=0.9, seed=7)
    notes = looks(estate, meeting, choices)
    assert len({doors for _, _, doors in notes}) > 2  # it did move
    assert inferred(notes, area_of) == {}


def test_the_same_attack_works_out_every_choice_from_exact_live_figures(site, monkeypatch):
    monkeypatch.setattr("huasheng_vote.assemblies.queries.standing.step_of", lambda known, motion: 1)
    monkeypatch.setattr("huasheng_vote.rules.joint.JointGate._lacking_in", lambda self, motion, casts: set())
    estate, meeting, choices, area_of = story(site, share=0.9, seed=7)
    notes = looks(estate, meeting, choices)
    assert len(inferred(notes, area_of)) == VOTERS - 1
