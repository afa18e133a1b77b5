"""A copy of the database: taken while it is in use, put back only where nothing is lost by it."""

import shutil

import pytest
from sqlalchemy import func, select

from huasheng_vote import backup as copies
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.people.models import Estate
from tests.builders import neighbourhood


@pytest.fixture
def site(site, monkeypatch):
    """The test database has no migrations to run."""
    monkeypatch.setattr(copies, "upgrade", lambda: None)
    if not site.sqlite and not shutil.which("pg_dump"):
        pytest.skip("pg_dump is not installed; on Debian: apt install postgresql-client")
    return site


def estates():
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Estate))


def test_what_was_backed_up_can_be_put_back(site, tmp_path):
    neighbourhood(site)
    copies.backup(tmp_path / "copy")
    neighbourhood(site, slug="later", name="后来的小区")
    db.session.remove()
    copies.restore(tmp_path / "copy", force=True)
    assert estates() == 1


def test_a_copy_is_not_put_over_data_unless_forced(site, tmp_path):
    neighbourhood(site)
    copies.backup(tmp_path / "copy")
    db.session.remove()
    with pytest.raises(copies.CannotCopy, match="--force"):
        copies.restore(tmp_path / "copy", force=False)
    assert estates() == 1


def test_a_backup_overwrites_no_file(site, tmp_path):
    (tmp_path / "copy").write_text("precious")
    with pytest.raises(copies.CannotCopy, match="exists"):
        copies.backup(tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "precious"


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0" + bytes(200)])
def test_a_file_that_is_no_copy_is_refused_and_the_data_stay(site, tmp_path, content):
    neighbourhood(site)
    (tmp_path / "junk").write_bytes(content)
    db.session.remove()
    with pytest.raises(copies.CannotCopy):
        copies.restore(tmp_path / "junk", force=True)
    assert estates() == 1


def test_a_missing_file_is_named(site, tmp_path):
    with pytest.raises(copies.CannotCopy, match="nowhere"):
        copies.restore(tmp_path / "nowhere", force=True)


def test_a_backup_can_be_taken_while_somebody_writes(site, tmp_path):
    neighbourhood(site)
    with site.unguarded(), writing(0):
        db.session.add(Estate(slug="half", name="写到一半", opened_at=site.at))
        db.session.flush()
        copies.backup(tmp_path / "copy")
    assert (tmp_path / "copy").stat().st_size > 0
