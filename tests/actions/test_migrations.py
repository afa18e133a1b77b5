"""The database that migrations build from nothing is the one the models describe."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import create_engine, inspect, text

from huasheng_vote.app import create_app
from huasheng_vote.config import Settings
from huasheng_vote.extensions import db


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request, tmp_path):
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres")
        maintenance = create_engine(server, isolation_level="AUTOCOMMIT")
        with maintenance.connect() as connection:
            connection.execute(text("DROP DATABASE IF EXISTS migrated"))
            connection.execute(text("CREATE DATABASE migrated"))
        maintenance.dispose()
        url = server.replace("/postgres?", "/migrated?")
    app = create_app(Settings(data=tmp_path, database_url=url, secret_key="x", field_key=bytes(32), testing=True))
    with app.app_context():
        yield app
        db.engine.dispose()


def test_migrating_up_from_nothing_gives_what_the_models_describe(empty):
    upgrade()
    with db.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), db.metadata)
    assert differences == []


def test_migrating_down_leaves_nothing(empty):
    upgrade()
    downgrade(revision="base")
    assert inspect(db.engine).get_table_names() == ["alembic_version"]
