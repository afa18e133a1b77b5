"""The bulletin in the hands of forgers, and how long and how large a large one is:

    python -m bench.bulletin [TRIES] [HEADS] [LARGE]      (default 40 tries of each kind on a vote of 600 heads; then one of 10,000)

Every kind of forgery in `tests/forgery.py` is tried by somebody without any key (the true signatures stay), with a key of their own, and with the log's key; the
generator is seeded by the kind's name and the try's number. Printed are the shares found out without anything from outside, with the published fingerprint, and
with the codes printed at the stages. Then a large vote of three questions: its file, and how long checking it takes as a program.
"""

import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import fmean

from huasheng_vote.assemblies.actions.bulletin import packed
from huasheng_vote.assemblies.queries.bulletin import Bulletin, bulletin
from huasheng_vote.config import kept_key
from huasheng_vote.journal.signer import the_signer
from tests.forgery import KINDS, Holder, Truth, detected
from tests.site import Site
from tests.voted import voted

PINS = ("nothing", "fingerprint", "codes")


@contextmanager
def announced(heads: int, scoped: bool) -> Iterator[Bulletin]:
    """A vote with so many heads, ready to be published."""
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder), f"sqlite:///{folder}/test.db")
        with site.app.app_context():
            start = time.perf_counter()
            vote = voted(site, heads, scoped=scoped)
            say(f"{heads} heads: noticed, voted on and announced in {time.perf_counter() - start:.0f} s")
            yield bulletin(vote.estate.ref, vote.id)
        site.close()


def true(heads: int) -> Truth:
    with announced(heads, scoped=True) as made:
        opened = tuple(json.loads(line) for line in made.opened()["roll-opened.jsonl"].splitlines())
        return Truth(dict(made.files()), opened, bytes.fromhex(kept_key(the_signer().key_file)))


def shares(truth: Truth, tries: int, name: str) -> dict[Holder, list[float]]:
    """How large a share of the tries of one kind is found out, by who forged it and by what the reader brought."""
    found = {holder: [detected(truth, name, holder, seed) for seed in range(tries)] for holder in Holder}
    return {holder: [fmean(column) for column in zip(*rows, strict=True)] for holder, rows in found.items()}


def forged(truth: Truth, tries: int) -> None:
    start = time.perf_counter()
    with ProcessPoolExecutor() as workers:
        table = dict(zip(KINDS, workers.map(partial(shares, truth, tries), KINDS), strict=True))
    say(f"\n{len(KINDS)} kinds × {tries} tries × {len(Holder)} forgers in {time.perf_counter() - start:.0f} s; found out, in %:\n")
    say(f"{'':<46}{''.join(f'{holder.value:>24}' for holder in Holder)}")
    say(f"{'the reader brings':<46}{''.join(f'{pin:>8.7}' for pin in PINS) * len(Holder)}")
    for name, row in table.items():
        say(f"{name:<46}{''.join(f'{share:8.0%}' for holder in Holder for share in row[holder])}")
    totals = [fmean(row[holder][pin] for row in table.values()) for holder in Holder for pin in range(len(PINS))]
    say(f"{'all':<46}{''.join(f'{share:8.1%}' for share in totals)}\n")


def large(heads: int) -> None:
    """Size and time of a large bulletin, checked by the verifier in it, as a program, five times over."""
    with announced(heads, scoped=False) as made, tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        content = packed(made.files())
        say(f"bulletin.zip: {len(content) / 1e6:.2f} MB, made in {time.perf_counter() - start:.1f} s")
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for each in archive.infolist():
                say(f"  {each.filename:<18}{each.file_size / 1e6:8.2f} MB {each.compress_size / 1e6:8.2f} MB packed")
            archive.extract("verify.py", folder)
        (Path(folder) / "bulletin.zip").write_bytes(content)
        for _ in range(5):
            say("checked in {:.2f} s, of which the processor worked {:.2f} s".format(*checked(folder)))


def checked(folder: str) -> tuple[float, float]:
    """Seconds on the clock, and of processor time."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-I", "verify.py", "bulletin.zip"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - start, used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime


def say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - it is what this is for


def main(tries: int = 40, heads: int = 600, most: int = 10_000) -> None:
    say(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start, Python {sys.version.split()[0]}")
    if tries:
        forged(true(heads), tries)
    if most:
        large(most)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
