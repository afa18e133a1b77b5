"""Flask extensions and the column types all areas share."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from flask_babel import Babel
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Connection,
    DateTime,
    Dialect,
    Executable,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    event,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, SessionTransaction, declared_attr, mapped_column, registry
from sqlalchemy.types import TypeDecorator

from huasheng_vote.keys import keyring

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

Id = BigInteger().with_variant(Integer, "sqlite")


class Instant(TypeDecorator[datetime]):
    """A moment: aware UTC outside, naive UTC inside, on both databases."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and value.replace(tzinfo=UTC)


class Sealed(TypeDecorator[str]):
    """Text encrypted at rest (phones, document numbers)."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else keyring().seal(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else keyring().open(bytes(value))


class Base(DeclarativeBase):
    registry = registry(metadata=MetaData(naming_convention=NAMING), type_annotation_map={datetime: Instant})


class EstateScoped:
    """A row of one estate. Tables that others refer to also declare `UniqueConstraint("estate_id", "id")`."""

    id: Mapped[int] = mapped_column(Id, primary_key=True)

    @declared_attr
    def estate_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("estate.id"), nullable=False)


def within_estate(column: str, table: str) -> ForeignKeyConstraint:
    """Foreign key that cannot cross estates: `(estate_id, column)` → `table(estate_id, id)`."""
    return ForeignKeyConstraint(["estate_id", column], [f"{table}.estate_id", f"{table}.id"])


def one_of(column: str, words: Iterable[str]) -> CheckConstraint:
    """The database's own copy of an enum."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


db: Any = SQLAlchemy(model_class=Base)


def run(statement: Executable, values: Any) -> Any:
    """A statement that was built once, in the transaction at hand, without the ORM: what every request asks is written so."""
    session = db.session()
    connection = session.info.get("connection") or session.connection()
    return connection.execute(statement, values)


@event.listens_for(Session, "after_begin")
def _remember(session: Session, _transaction: SessionTransaction, connection: Connection) -> None:
    """Asking a session for its connection again and again costs more than the statement."""
    session.info["connection"] = connection


@event.listens_for(Session, "after_transaction_end")
def _forget(session: Session, _transaction: SessionTransaction) -> None:
    session.info.pop("connection", None)


csrf = CSRFProtect()
migrate = Migrate()
babel = Babel()
