"""Whatever is put into the calculator, one JSON object comes out and never a traceback."""

import base64
import io
import json
from types import SimpleNamespace
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from huasheng_vote.rules.calculator.main import main
from huasheng_vote.rules.sheet.columns import Column
from huasheng_vote.rules.tally import Outcome

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
NUMBER = st.none() | st.integers(-5, 200) | st.decimals(-1, 200, places=4).map(str) | JSON
AMOUNT = st.fixed_dictionaries({}, optional={"heads": NUMBER, "area": NUMBER}) | JSON
CASES = st.fixed_dictionaries(
    {},
    optional={
        "law": st.sampled_from(["cn-civil-code", "cn-pre-2021", "hk-cap344"]) | JSON,
        "class": st.sampled_from(["ordinary", "special"]) | JSON,
        "matter": st.sampled_from(["use_fund", "rebuild", "covenant"]) | JSON,
        "silence_rule": st.sampled_from(["off", "with_majority"]) | JSON,
        "silence_safeguard": st.booleans() | JSON,
        "void_rule": st.sampled_from(["out", "in_quorum", "both"]) | JSON,
        "roll": AMOUNT,
        "present": AMOUNT,
        "counts": st.dictionaries(st.sampled_from(["agree", "oppose", "abstain", "void", "silent"]), AMOUNT) | JSON,
    },
)
DECIMAL = st.integers(0, 100).map(str) | st.decimals(0, 100, places=2).map(str) | st.none() | JSON
BIDS = st.fixed_dictionaries(
    {
        "weights": st.just({"price": 40, "technical": "60"}) | JSON,
        "bids": st.lists(
            st.fixed_dictionaries(
                {"id": st.text(min_size=1, max_size=2) | JSON, "price": DECIMAL},
                optional={
                    "scores": st.fixed_dictionaries({"technical": DECIMAL | st.lists(DECIMAL, max_size=3)}) | JSON,
                    "disqualified": JSON,
                },
            )
            | JSON,
            max_size=4,
        ),
    },
    optional={"trim": st.booleans() | JSON, "trim_min_panel": st.integers(0, 6) | JSON},
)
READINGS = st.fixed_dictionaries(
    {
        "characteristic": st.fixed_dictionaries(
            {"decision": st.sampled_from(["each", "mean", "min"])}, optional={"lower": DECIMAL, "upper": DECIMAL, "uncertainty": DECIMAL}
        )
        | JSON,
        "lot": st.integers(0, 60) | JSON,
        "sample": st.integers(0, 20) | JSON,
        "readings": st.dictionaries(st.text(max_size=3), st.lists(DECIMAL, max_size=3) | JSON, max_size=4) | JSON,
    },
    optional={"accept": st.integers(0, 70) | JSON},
)
ACCOUNTS = st.fixed_dictionaries(
    {"contract": DECIMAL, "settlement": DECIMAL, "retention_percent": DECIMAL},
    optional={
        "variations": st.lists(DECIMAL, max_size=3),
        "paid": st.lists(DECIMAL, max_size=3) | JSON,
        "penalties": DECIMAL,
        "budget": DECIMAL,
        "price_reviewed": JSON,
    },
)
HASH = st.binary(max_size=33).map(lambda data: base64.b64encode(data).decode()) | JSON
PROOFS = st.fixed_dictionaries(
    {
        "leafIdx": st.integers(0, 9) | JSON,
        "treeSize": st.integers(0, 9) | JSON,
        "root": HASH,
        "leafHash": HASH,
        "proof": st.lists(HASH, max_size=3) | JSON,
    }
)
ELECTION_LINES = [
    "META",
    "key;value",
    "budget;10",
    "vote_type;approval",
    "vote_type;cumulative",
    "rule;equal-shares",
    "rule;greedy",
    "PROJECTS",
    "project_id;cost",
    "a;3",
    "b;4.5",
    "VOTES",
    "voter_id;vote;points",
    "1;a,b;1,2",
    "2;b;9",
    ";",
    "x",
]
COMMANDS = {"evaluate": BIDS, "inspect": READINGS, "payments": ACCOUNTS}
CELL = st.text(max_size=6) | st.sampled_from(
    ["1", "1栋", "101室", "106.72㎡", "-1", "=A1", "张三、李四", "未售", "合计", "车位", '"', "13,5"]
)


def run(command, data):
    out, err = SimpleNamespace(buffer=io.BytesIO()), SimpleNamespace(buffer=io.BytesIO())
    with patch("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data))), patch("sys.stdout", out), patch("sys.stderr", err):
        code = main([command, "-"])
    return code, out.buffer.getvalue(), err.buffer.getvalue()


def one_object(data):
    assert data.count(b"\n") == 1
    return json.loads(data)


def assert_answered(command, data, codes):
    code, out, err = run(command, data)
    if code == 2:
        assert out == b""
        assert set(one_object(err)) == {"error", "message", "where"}
        return None
    assert code in codes
    assert err == b""
    return one_object(out)


@settings(deadline=None)
@given(CASES | JSON)
def test_any_json_is_answered_or_refused(case):
    answer = assert_answered("tally", json.dumps(case).encode(), {0})
    if answer:
        assert answer["outcome"] in set(Outcome)
        assert answer["outcome"] == (answer["deemed"] or answer["strict"])["outcome"]


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_answered_or_refused(data):
    for command in ("tally", "evaluate", "inspect", "payments", "proof", "budget"):
        assert_answered(command, data, {0})
    assert_answered("roll", data, {0, 1})


@settings(deadline=None)
@given(st.sampled_from(["evaluate", "inspect", "payments"]).flatmap(lambda name: st.tuples(st.just(name), COMMANDS[name] | JSON)))
def test_any_case_of_the_other_commands_is_answered_or_refused(named):
    command, case = named
    assert_answered(command, json.dumps(case).encode(), {0})


@settings(deadline=None)
@given(PROOFS | JSON)
def test_any_proof_is_accepted_rejected_or_refused(case):
    code, out, err = run("proof", json.dumps(case).encode())
    assert (code, out) in [(0, b"accepted\n"), (0, b"rejected\n"), (2, b"")]
    assert (code == 2) is bool(err)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(ELECTION_LINES), max_size=20)
    | st.sets(st.integers(0, len(ELECTION_LINES) - 1), min_size=9).map(lambda places: [ELECTION_LINES[place] for place in sorted(places)])
)
def test_any_election_is_answered_or_refused(lines):
    assert_answered("budget", "\n".join(lines).encode(), {0})


@settings(deadline=None)
@given(st.lists(st.lists(CELL, max_size=10), max_size=8))
def test_any_sheet_is_answered_and_every_row_is_a_unit_or_explained(rows):
    lines = [",".join(Column), *(",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows)]
    answer = assert_answered("roll", "\n".join(lines).encode(errors="replace"), {0, 1})
    if answer:
        explained = {each["row"] for each in answer["errors"] + answer["warnings"]}
        written = [row for row in rows if any(cell.strip() for cell in row[: len(Column)])]
        assert answer["units"] <= len(written) <= answer["units"] + len(explained)
        assert answer["heads"] <= answer["units"]
