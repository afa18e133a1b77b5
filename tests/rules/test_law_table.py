"""The table of the law names code that is there, and sources that are known."""

import re
from pathlib import Path
from pkgutil import resolve_name

import pytest

from huasheng_vote.rules.lawbook import Source

ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (Path(__file__).parents[2] / "docs" / "law.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("|") and not line.startswith(("|---", "| rule"))
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:50])
def test_a_rule_names_its_source_and_where_it_stands_in_code(row):
    _, source, where = row
    assert any(re.match(rf"{kind}\b", source) for kind in Source)
    names = re.findall(r"`([\w.]+)`", where)
    assert names
    for name in names:
        assert resolve_name(f"huasheng_vote.rules.{name}") is not None


def test_the_table_is_there():
    assert len(ROWS) > 35
