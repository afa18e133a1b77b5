"""Whatever is put into the calculator, one JSON object comes out and never a traceback."""

import io
import json
from types import SimpleNamespace
from unittest.mock import patch

from hypothesis import given
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


@given(CASES | JSON)
def test_any_json_is_answered_or_refused(case):
    answer = assert_answered("tally", json.dumps(case).encode(), {0})
    if answer:
        assert answer["outcome"] in set(Outcome)
        assert answer["outcome"] == (answer["deemed"] or answer["strict"])["outcome"]


@given(st.binary(max_size=60))
def test_any_bytes_are_answered_or_refused(data):
    assert_answered("tally", data, {0})
    assert_answered("roll", data, {0, 1})


@given(st.lists(st.lists(CELL, max_size=10), max_size=8))
def test_any_sheet_is_answered_and_every_row_is_a_unit_or_explained(rows):
    lines = [",".join(Column), *(",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows)]
    answer = assert_answered("roll", "\n".join(lines).encode(errors="replace"), {0, 1})
    if answer:
        explained = {each["row"] for each in answer["errors"] + answer["warnings"]}
        written = [row for row in rows if any(cell.strip() for cell in row[: len(Column)])]
        assert answer["units"] <= len(written) <= answer["units"] + len(explained)
        assert answer["heads"] <= answer["units"]
