"""A real vote, cast again: the announcement of an estate in Quzhou of 28 August 2022 (hire a property company; published outcome: not passed)."""

import json
import subprocess
import sys

import pytest

from tests.crowd import ballot, crowd, signed_in, tokens
from tests.voting import CLOSES, Asked, noticed

ROLL = (1505, "191619.21")
COUNTS = {
    "agree": (238, "29734.25"),
    "oppose": (762, "95862.363"),
    "abstain": (256, "33157.71"),
    "silent": (100, "13000.90"),
}


def ten_thousandths(square_metres):
    whole, _, part = square_metres.partition(".")
    return int(whole + part.ljust(4, "0"))


def shared_out(heads, area):
    """So many flats of one size, the last with what is left over."""
    each = area // heads
    return [each] * (heads - 1) + [area - each * (heads - 1)]


def flats():
    """(choice or None, area) of every head on the roll."""
    chosen = [(choice, area) for choice, (heads, total) in COUNTS.items() for area in shared_out(heads, ten_thousandths(total))]
    heads, total = ROLL
    rest = shared_out(heads - len(chosen), ten_thousandths(total) - sum(area for _, area in chosen))
    return chosen + [(None, area) for area in rest]


def test_the_register_is_exactly_that_of_the_announcement():
    everybody = flats()
    assert len(everybody) == 1505
    assert sum(area for _, area in everybody) == 1_916_192_100
    assert sum(choice in ("agree", "oppose", "abstain") for choice, _ in everybody) == 1256


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)  # some twenty seconds; the same acts run on both databases elsewhere
def test_1256_ballots_over_http_lead_to_the_published_outcome_and_the_calculators(site, tmp_path):
    everybody = flats()
    estate = crowd(site, [area for _, area in everybody])
    meeting = noticed(estate, [Asked("选聘物业服务企业", "property_company")])
    voters = [(f"业主{place}", choice) for place, (choice, _) in enumerate(everybody, 1) if choice in ("agree", "oppose", "abstain")]
    client = site.client()
    for token, (name, choice) in zip(tokens(estate, [name for name, _ in voters]), voters, strict=True):
        path, body = ballot(meeting, name, choice)
        assert signed_in(client, token).post(path, data=body).status_code == 303
    site.at = CLOSES
    page = site.client().get(meeting.url("/result/")).get_data(as_text=True)
    assert "未通过" in page
    for figure in ("158,754.323", "127,746.14", "1,256", "1,003⅓", "29,734.25", "79,377.16", "238", "628", "95,862.363", "33,157.71"):
        assert figure in page, figure
    assert calculated(tmp_path)["outcome"] == "not_passed"
    assert announced(site, meeting, estate) == [
        {key: test[key] for key in ("test", "measure", "left", "right", "bar", "inclusive", "holds", "short_by")}
        for test in calculated(tmp_path)["tests"]
    ]


def announced(site, meeting, estate):
    site.later(days=8)
    estate.client("周主任").post(meeting.url("/result/announcement"))
    return json.loads(site.client().get(meeting.url("/announcement.json")).data)["motions"][0]["tests"]


def calculated(folder):
    """What `python -m huasheng_vote.rules tally` says of the same case."""
    counts = {choice: {"heads": heads, "area": area} for choice, (heads, area) in COUNTS.items()}
    case = {"law": "cn-civil-code", "class": "ordinary", "roll": {"heads": ROLL[0], "area": ROLL[1]}, "counts": counts}
    file = folder / "case.json"
    file.write_text(json.dumps(case), "utf-8")
    done = subprocess.run([sys.executable, "-m", "huasheng_vote.rules", "tally", str(file)], capture_output=True, check=True)
    return json.loads(done.stdout)
