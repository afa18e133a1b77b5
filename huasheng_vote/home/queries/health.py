"""Whether this process can serve: the database answers and has the tables this code expects, and the data folder takes writes."""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import text

from huasheng_vote.extensions import db

LEAST_FREE = 100 * 2**20  # bytes; a full disk stops a vote in the middle


def problems(data: Path) -> dict[str, str]:
    """What is wrong, by part; empty when all is well."""
    checks: dict[str, Callable[[], str]] = {
        "database": _database,
        "migrations": _migrations,
        "disk": lambda: _disk(data),
    }
    found = {}
    for name, check in checks.items():
        try:
            problem = check()
        except Exception as failure:  # whatever it is, the answer is the same: not ready
            current_app.logger.warning("readiness: %s: %s", name, failure)
            problem = "failed"
        if problem:
            found[name] = problem
    return found


def _database() -> str:
    db.session.execute(text("SELECT 1"))
    return ""


def _migrations() -> str:
    script = ScriptDirectory(current_app.extensions["migrate"].directory)
    at = MigrationContext.configure(db.session.connection()).get_current_revision()
    return "" if at == script.get_current_head() else "behind"


def _disk(data: Path) -> str:
    with tempfile.TemporaryFile(dir=data) as file:
        file.write(b"ready?")
        file.flush()
        os.fsync(file.fileno())
    return "" if shutil.disk_usage(data).free >= LEAST_FREE else "nearly full"
