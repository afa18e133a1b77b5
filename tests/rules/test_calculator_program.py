"""The calculator as a program of its own: nothing but Python, one object, an exit code, never a traceback."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CASE = b'{"law": "cn-civil-code", "class": "ordinary", "roll": {"heads": 3, "area": "3"}, "counts": {"agree": {"heads": 2, "area": "2"}}}'
COMMAND = [sys.executable, "-m", "huasheng_vote.rules"]


def program(*arguments, given=b"", **options):
    return subprocess.run([*COMMAND, *map(str, arguments)], input=given, capture_output=True, cwd=ROOT, check=False, **options)


def fault(run):
    assert run.returncode == 2
    assert run.stdout == b""
    return json.loads(run.stderr)["error"]


def test_standard_input_is_read_and_the_answer_is_on_standard_output():
    run = program("tally", "-", given=CASE)
    assert (run.returncode, json.loads(run.stdout)["outcome"], run.stderr) == (0, "passed", b"")


def test_a_register_with_errors_exits_with_one():
    run = program("roll", "-", given="楼栋,房号,建筑面积,业主\n1,101,x,张三\n".encode("gb18030"))
    assert (run.returncode, json.loads(run.stdout)["errors"][0]["code"]) == (1, "bad_number")


def test_it_imports_the_standard_library_alone():
    script = (
        "import runpy, sys\n"
        "sys.argv = ['rules', 'tally', '-']\n"
        "try: runpy.run_module('huasheng_vote.rules', run_name='__main__')\n"
        "except SystemExit: pass\n"
        "own = {name.partition('.')[0] for name in sys.modules} - set(sys.stdlib_module_names)\n"
        "print(sorted(name for name in own if not name.startswith('_')), file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-S", "-c", script], input=CASE, capture_output=True, cwd=ROOT, check=True)
    assert run.stderr.strip() == b"['huasheng_vote']"


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "utf-8"])
def test_the_answer_is_in_utf_8_whatever_the_terminal_speaks(encoding):
    given = "楼栋,房号,建筑面积,业主\n1,101,约百,张三\n".encode()
    run = program("roll", "-", given=given, env={**os.environ, "PYTHONIOENCODING": encoding})
    assert json.loads(run.stdout.decode("utf-8"))["errors"][0]["value"] == "约百"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ((), "bad_usage"),
        (("vote",), "bad_usage"),
        (("tally",), "bad_usage"),
        (("tally", "-", "-"), "bad_usage"),
        (("roll", "-", "--base"), "bad_usage"),
        (("roll", "-", "--scope", "1"), "bad_usage"),
        (("tally", "/nowhere/case.json"), "unreadable_file"),
        (("tally", "/"), "unreadable_file"),
        (("roll", "\udcff.csv"), "unreadable_file"),
        (("tally", ""), "unreadable_file"),
    ],
)
def test_a_command_that_cannot_be_run_says_so_as_json(arguments, error):
    assert fault(program(*arguments)) == error


def test_help_is_told_and_is_no_error():
    run = program("roll", "--help")
    assert (run.returncode, b"--base" in run.stdout) == (0, True)


def test_a_closed_standard_input_is_refused():
    run = subprocess.run(["/bin/sh", "-c", '"$@" <&-', "sh", *COMMAND, "tally", "-"], capture_output=True, cwd=ROOT, check=False)
    assert fault(run) == "unreadable_file"


def test_a_file_that_cannot_be_rewound_is_read_too(tmp_path):
    pipe = tmp_path / "register"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text("楼栋,房号,建筑面积,业主\n1,101,88.8,张三\n", encoding="gb18030"))
    writer.start()
    run = program("roll", pipe)
    writer.join()
    assert json.loads(run.stdout)["area"] == "88.8"


def test_a_reader_that_leaves_early_gets_no_complaint():
    lines = "".join(f"1,{number},x,张三\n" for number in range(20_000))
    given = f"楼栋,房号,建筑面积,业主\n{lines}".encode()
    run = subprocess.run(
        ["/bin/sh", "-c", '"$@" | head -c 10', "sh", *COMMAND, "roll", "-"], input=given, capture_output=True, cwd=ROOT, check=False
    )
    assert (len(run.stdout), run.stderr) == (10, b"")
