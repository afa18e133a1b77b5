"""How long a large register takes, and how much memory: `python -m bench.register_import [ROWS]` (default 100,000; on DATABASE_URL, else SQLite)."""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from huasheng_vote.app import create_app
from huasheng_vote.clock import system_clock
from huasheng_vote.config import Settings
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context, EstateRef
from huasheng_vote.people.models import Estate
from huasheng_vote.register.actions.imports import File, import_register, prepare
from huasheng_vote.rules.access import SYSTEM
from huasheng_vote.web.act import act_as

HEADER = "楼栋,单元,房号,用途,建筑面积,业主,证件号,手机,状态"
TOWER, ENTRANCE = 200, 100  # flats


def register(rows: int) -> bytes:
    """Towers of 200 flats; one owner in ten owns two of them."""
    lines = [HEADER]
    for place in range(rows):
        tower, flat = divmod(place, TOWER)
        owner = place % (rows * 9 // 10)
        door = f"{flat % ENTRANCE // 4 + 1}0{flat % 4 + 1}"
        area = f"{60 + place % 90}.{place % 100:02d}"
        lines.append(f"{tower + 1}栋,{flat // ENTRANCE + 1}单元,{door},住宅,{area},业主{owner},{owner:018d},10{owner:09d},已售")
    return "\n".join(lines).encode()


def measured(what: str, work: Callable[[], Any]) -> Any:
    """Do it, and print seconds and the largest memory the process has had so far."""
    start = time.perf_counter()
    result = work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{what:<28}{time.perf_counter() - start:8.2f} s {peak:6d} MB")  # noqa: T201 - it is what this is for
    return result


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = os.environ.get("DATABASE_URL") or f"sqlite:///{folder}/bench.db"
        app = create_app(Settings(data=Path(folder), database_url=url, secret_key="bench", field_key=bytes(32)))
        with app.app_context():
            db.create_all()
            at = system_clock()
            with writing(0):
                estate = Estate(slug=f"bench-{at.timestamp():.0f}", name="bench", opened_at=at)
                db.session.add(estate)
                db.session.flush()
                ref = EstateRef(estate.id, estate.slug)
                Context(ref, SYSTEM, at).record("estate.founded", "estate", {"slug": ref.slug})
            file = measured(f"{rows} lines made", lambda: File("register.csv", register(rows), whole=True))
            _import(ref, file, at)
            measured("read and compared again", lambda: prepare(ref.id, file, at))
            db.session.remove()
            db.engine.dispose()


def _import(ref: EstateRef, file: File, at: datetime) -> None:
    prepared = measured("read and compared", lambda: prepare(ref.id, file, at))
    measured("written", lambda: act_as(ref, SYSTEM, at, import_register, prepared))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
