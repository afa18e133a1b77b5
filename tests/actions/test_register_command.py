"""`flask register import` from a terminal: what it prints, its exit codes, and that a dry run writes nothing."""

import json

import pytest
from sqlalchemy import func, select

from huasheng_vote.extensions import db
from huasheng_vote.register.models import Unit
from huasheng_vote.rules.calculator import main as calculator
from tests import builders, sheets

MESSY = [
    ["幢", "单元", "室号", "用途", "面积(㎡)", "产权人", "身份证号", "手机号"],
    ["１幢", "1单元", "１０１", "", "１０６．７２", "张三、李四", "", "10000000001"],
    ["", "", "102", "", "89.30 m2", "王五", "", ""],
    ["", "", "103", "", "=A1", "王五", "", ""],
    ["", "", "102", "别墅", "-1", "", "", ""],
    ["合计", "", "", "", "196", "", "", ""],
]


@pytest.fixture
def run(site, tmp_path):
    """Run the command on these bytes and return its result."""
    builders.neighbourhood(site, flats=False)

    def run(content: bytes, *options: str, estate: str = "songlu", name: str = "register.csv"):
        file = tmp_path / name
        file.write_bytes(content)
        return site.app.test_cli_runner().invoke(args=["register", "import", estate, str(file), *options])

    return run


def units() -> int:
    return db.session.scalar(select(func.count()).select_from(Unit))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("rows", [[sheets.HEADER, *sheets.FLATS], MESSY], ids=["clean", "messy"])
def test_json_is_what_the_calculator_prints(run, tmp_path, capfd, rows, encoding):
    result = run(sheets.as_csv(rows, encoding), "--dry-run", "--json")
    code = calculator.main(["roll", str(tmp_path / "register.csv")])
    assert json.loads(result.stdout) == json.loads(capfd.readouterr().out)
    assert result.exit_code == code


def test_a_workbook_gives_the_same_object_as_its_csv(run):
    csv, xlsx = (run(make(MESSY), "--dry-run", "--json").stdout for make in (sheets.as_csv, sheets.as_xlsx))
    assert json.loads(csv) == json.loads(xlsx)


def test_a_dry_run_writes_nothing(run):
    result = run(sheets.as_csv([sheets.HEADER, *sheets.FLATS]), "--dry-run")
    assert result.exit_code == 0
    assert "6 new" in result.stdout
    assert units() == 0


def test_without_dry_run_the_register_is_there_afterwards(run):
    result = run(sheets.as_xlsx([sheets.HEADER, *sheets.FLATS]), name="register.xlsx")
    assert result.exit_code == 0
    assert units() == 6


def test_rows_in_error_write_nothing_and_exit_with_one(run):
    result = run(sheets.as_csv(MESSY))
    assert result.exit_code == 1
    assert "这里是公式" in result.stdout
    assert units() == 0


@pytest.mark.parametrize(
    ("content", "error"), [(b"", "empty_file"), (b"a,b\n1,2\n", "no_header"), (b"\xff\xff", "bad_encoding"), (b"%PDF", "wrong_file")]
)
def test_what_cannot_be_read_is_one_object_on_standard_error_and_exit_two(run, content, error):
    result = run(content, "--json")
    assert result.exit_code == 2
    told = json.loads(result.stderr)
    assert told["error"] == error
    assert told["message"]
    assert result.stdout == ""


def test_an_unknown_estate_and_a_missing_file_exit_with_two(run, site):
    assert json.loads(run(b"x", estate="nowhere").stderr)["error"] == "not_found"
    missing = site.app.test_cli_runner().invoke(args=["register", "import", "songlu", "/nonexistent/register.csv"])
    assert (missing.exit_code, json.loads(missing.stderr)["error"]) == (2, "unreadable_file")
