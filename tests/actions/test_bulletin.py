"""The bulletin: what it holds and never holds, who gets it, and that it holds."""

import io
import json
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from huasheng_vote.assemblies.actions.bulletin import open_for_auditor, packed, public_zip
from huasheng_vote.assemblies.models.rolls import RollHead, RollUnit
from huasheng_vote.assemblies.queries.bulletin import bulletin
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.journal import checkpoints, tree, verify
from huasheng_vote.journal.models import Checkpoint, JournalLeaf
from huasheng_vote.journal.notes import fingerprint, inclusion_proof
from huasheng_vote.journal.signer import the_signer
from huasheng_vote.people.models import Account
from huasheng_vote.register.models import Party
from huasheng_vote.rules.access import SYSTEM
from huasheng_vote.rules.exact import show_area
from huasheng_vote.rules.refusal import Refused, Why
from tests import decided
from tests.site import Site
from tests.voted import voted

HEADS = 40
MADE: dict[Site, "Made"] = {}


@dataclass
class Made:
    """One announced vote's bulletin, with what is needed to judge it; made once on each database."""

    zip: bytes
    files: dict[str, bytes]
    opened: dict[str, bytes]
    private: list[str]
    heads: list[tuple[str, str]]
    """Code and signed note of every head."""
    fingerprint: str
    receipt: str
    leaf: int


@pytest.fixture
def vote(site):
    return voted(site, 20)


@pytest.fixture
def made(site):
    if site not in MADE:
        MADE[site] = gathered(voted(site, HEADS))
    return MADE[site]


def gathered(vote):
    here, one = vote.estate.ref.id, bulletin(vote.estate.ref, vote.id)
    head, leaf = one.signed[-1], one.counted[0].leaf
    receipt = inclusion_proof(leaf, tree.inclusion(here, leaf, head.size), checkpoints.signed_note(head))
    heads = [(row.code, row.note) for row in checkpoints.every(here)]
    key = fingerprint(the_signer().key().public)
    packed_up = public_zip(vote.estate.ref, vote.id)
    return Made(packed_up, dict(one.files()), dict(one.opened()), private_values(vote.estate), heads, key, receipt, leaf)


def private_values(estate):
    """Every name, phone, document, unit number and exact area of the estate, as it might be written."""
    people = db.session.scalars(select(Party.name)).all() + db.session.scalars(select(Account.name)).all()
    phones = [phone for phone in db.session.scalars(select(Account.phone)) if phone]
    units = db.session.execute(select(RollUnit.number, RollUnit.area).filter_by(estate_id=estate.ref.id)).all()
    owners = db.session.scalars(select(Party.identity)).all()
    areas = [text for _, area in units for text in (str(area), show_area(area))]
    return [*people, *phones, *owners, *(number for number, _ in units), *areas]


def found_in(content, values):
    """Those that stand in the bytes on their own; digits within a longer code are no number."""
    return [
        value for value in set(values) if re.search(rb"(?<![0-9A-Za-z+/.])" + re.escape(value.encode()) + rb"(?![0-9A-Za-z+/.])", content)
    ]


def why(fn, *args):
    with pytest.raises(Refused) as refused:
        fn(*args)
    return refused.value.why


def false_in(files, pins=verify.Pins()):  # noqa: B008 - a tuple never changes
    return [each for each in verify.examine(files, pins) if each.problems]


def run(folder, *arguments):
    """The verifier as it stands in the zip, alone in an empty folder."""
    with zipfile.ZipFile(folder / "bulletin.zip") as archive:
        (folder / "verify.py").write_bytes(archive.read("verify.py"))
    command = [sys.executable, "-I", "verify.py", "bulletin.zip", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


def test_everything_holds_and_the_report_says_so_in_one_line_a_check(made, tmp_path):
    (tmp_path / "bulletin.zip").write_bytes(made.zip)
    done = run(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("[对 OK]") == len(verify.CHECKS)
    assert "NO]" not in done.stdout


def test_both_databases_export_votes_that_verify_alike(tmp_path, postgres):
    """The same vote held on each: two runs of the verifier, one report, but for what is random."""
    told = []
    for name in ("sqlite", "postgresql"):
        folder = tmp_path / name
        folder.mkdir()
        site = Site(folder, f"sqlite:///{folder / 'test.db'}" if name == "sqlite" else postgres)
        with site.app.app_context():
            site.reset()
            held = voted(site, HEADS)
            (folder / "bulletin.zip").write_bytes(public_zip(held.estate.ref, held.id))
        site.reset()
        site.close()
        done = run(folder)
        assert done.returncode == 0, done.stdout
        told.append(re.sub(r"[A-Z2-7]{4}(-[A-Z2-7]{4})+", "", done.stdout))
    assert told[0] == told[1]
    assert f"{HEADS} 户 heads" in told[0]


def test_no_name_phone_document_unit_or_area_is_in_the_public_bulletin(made):
    """No answer of this vote has a single chooser: that head's area would be the published sum itself (docs/verify.md)."""
    assert len(made.private) > 5 * HEADS
    assert found_in(b"\n".join(made.files.values()), made.private) == []
    assert len(found_in(made.opened["roll-opened.jsonl"], made.private)) >= 2 * HEADS


def test_a_ballots_minute_and_its_heads_number_stay_closed(made):
    ballots = [json.loads(line) for line in made.files["log.jsonl"].splitlines() if b'"ballot.cast"' in line]
    openings = [json.loads(line) for line in made.files["openings.jsonl"].splitlines()]
    assert len(ballots) > HEADS // 2
    assert all(each["at"].endswith(":00:00.000Z") for each in ballots)
    assert {tuple(sorted(each)) for each in openings if each["kind"] == "ballot"} == {("choices", "kind", "leaf", "salt")}


def test_every_printed_code_and_the_fingerprint_are_recognised(made):
    codes, notes = zip(*made.heads, strict=True)
    assert len(codes) >= 5
    assert false_in(made.files, verify.Pins([*codes, *notes], made.fingerprint)) == []
    assert len(false_in(made.files, verify.Pins(["AAAA-BBBB-CCCC"], "A" * 32))) == 2


def test_an_owners_receipt_and_own_line_are_recognised(made, tmp_path):
    line = made.opened["roll-opened.jsonl"].splitlines()[0].decode() + "\n"
    (tmp_path / "bulletin.zip").write_bytes(made.zip)
    (tmp_path / "receipt.txt").write_text(made.receipt, encoding="utf-8", newline="\r\n")  # as some programs save it
    (tmp_path / "line.jsonl").write_text(line, encoding="utf-8")
    done = run(tmp_path, "--receipt", "receipt.txt", "--line", "line.jsonl")
    assert (done.returncode, done.stdout.count("[对 OK]")) == (0, len(verify.CHECKS) + 2)
    other = made.receipt.replace(f"index {made.leaf}\n", f"index {made.leaf + 1}\n")
    smaller = line.replace('"area":', '"area":1')
    assert len(false_in(made.files, verify.Pins(receipt=other, line=smaller))) == 2


def test_the_same_head_gives_the_same_bytes_and_a_later_one_is_found_in_the_next(vote):
    first = public_zip(vote.estate.ref, vote.id)
    assert public_zip(vote.estate.ref, vote.id) == first == packed(bulletin(vote.estate.ref, vote.id).files())
    vote.estate.site.act(vote.estate.ref, SYSTEM, open_for_auditor, vote.id)
    assert public_zip(vote.estate.ref, vote.id) == first
    later = checkpoints.take(vote.estate.ref, checkpoints.Reason.ASKED, vote.estate.site.at)
    assert false_in(bulletin(vote.estate.ref, vote.id).files(), verify.Pins(anchors=[later.code])) == []


def test_the_opened_roll_verifies_line_by_line_and_the_log_keeps_that_it_was_opened(vote, tmp_path):
    content = vote.estate.site.act(vote.estate.ref, vote.estate.actor("郑社区"), open_for_auditor, vote.id)
    (tmp_path / "bulletin.zip").write_bytes(content)
    done = run(tmp_path)
    assert done.returncode == 0, done.stdout
    assert "审计级" in done.stdout
    leaf = json.loads(bytes(db.session.scalars(select(JournalLeaf.body).order_by(JournalLeaf.index.desc()).limit(1)).one()))
    assert (leaf["type"], leaf["role"]) == ("roll.opened", "community_supervisor")


def test_a_head_in_conflict_is_left_out_of_the_count_and_tallied_both_ways_by_auditors(site):
    made = voted(site, HEADS, contested=2)
    files = bulletin(made.estate.ref, made.id)
    assert false_in(files.files()) == []
    assert false_in(files.opened()) == []
    assert len(verify.Bundle(files.files()).contested) == 2


def test_only_an_announced_vote_has_a_bulletin(vote):
    from huasheng_vote.assemblies.models.meetings import Assembly

    with vote.estate.site.unguarded(), writing(0):
        db.session.execute(update(Assembly).filter_by(id=vote.id).values(state="published", announced_at=None))
    assert why(public_zip, vote.estate.ref, vote.id) is Why.NOT_ANNOUNCED_YET


def test_a_bulletin_waits_for_the_signature_that_covers_the_announcement(vote):
    with vote.estate.site.unguarded(), writing(0):
        last = db.session.scalars(select(Checkpoint.id).order_by(Checkpoint.id.desc())).first()
        db.session.execute(delete(Checkpoint).filter_by(id=last))
    assert why(public_zip, vote.estate.ref, vote.id) is Why.NO_HEAD_YET


def test_a_vote_noticed_before_rolls_were_committed_to_has_none(estate):
    decided.decide(estate, budget=1)
    meeting = db.session.scalar(select(RollHead.assembly_id).limit(1))
    assert why(public_zip, estate.ref, meeting) is Why.NO_BULLETIN


def test_the_command_writes_the_file_or_says_why_not(vote, tmp_path):
    runner, out = vote.estate.site.app.test_cli_runner(), tmp_path / "b.zip"
    assert runner.invoke(args=["bulletin", "songlu", str(vote.id), "-o", str(out)]).exit_code == 0
    assert out.read_bytes() == public_zip(vote.estate.ref, vote.id)
    assert runner.invoke(args=["bulletin", "songlu", str(vote.id), "--level", "auditor", "--out", str(out)]).exit_code == 0
    assert "roll-opened.jsonl" in zipfile.ZipFile(io.BytesIO(out.read_bytes())).namelist()
    refused = runner.invoke(args=["bulletin", "songlu", "99", "-o", str(tmp_path / "none.zip")])
    assert refused.exit_code == 2
    assert json.loads(refused.stderr)["error"] == "not_found"
    assert not Path(tmp_path / "none.zip").exists()
