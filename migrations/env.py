"""Alembic's environment: the app's own engine and models; SQLite alters tables in batches."""

from alembic import context
from flask import current_app

config = context.config
database = current_app.extensions["migrate"].db


def run_online() -> None:
    """Migrate under a live connection of the app's engine."""
    engine = database.engine.execution_options(writing=True)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            compare_type=True,
            user_module_prefix="extensions.",
        )
        with context.begin_transaction():
            context.run_migrations()


run_online()
