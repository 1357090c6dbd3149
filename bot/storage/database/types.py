"""Column types that mean the same on SQLite and PostgreSQL, and the one way to declare a table.

SQLite stores whatever it is given unless a CHECK stops it: ``'soon'`` in a BIGINT column, 300 characters in a
VARCHAR(80). Its STRICT tables would help, but refuse the types SQLAlchemy writes. So every type here brings
the CHECK that holds it to its word, ``table()`` adds it, and both engines refuse the same values.

Names follow one convention, because migrations find constraints by name:
``pk_<table>``, ``uq_<table>_<columns>``, ``fk_<table>_<columns>``, ``ix_<table>_<columns>``,
``ck_<table>_<column>`` (or ``ck_<table>_<name>`` for a rule that is declared with a name of its own).
"""

import json
from abc import abstractmethod
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import NullType, TypeDecorator, TypeEngine

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

NAME_LIMIT = 63
"""Bytes of a name that PostgreSQL keeps; it cuts off the rest without a word."""

INTEGER_MAX = 2**31 - 1
"""PostgreSQL's INTEGER ends here."""

BIGINT_MAX = 2**63 - 1
"""Both engines' widest integer ends here. Discord's ids have one bit more, not to be used before 2084."""

JSON_LIMIT = 10_000
"""Characters of one JSON value: ten times the largest the bot means to keep, and far from what would hurt."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
FIRST_INSTANT = datetime(1, 1, 1, tzinfo=UTC)
LAST_INSTANT = datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)
"""Every table of the program; ``bot.storage.schema`` fills it."""


class Portable(TypeDecorator[T]):
    """A column type that says what it stores, and in SQL that both engines read alike, what it accepts."""

    impl: TypeEngine[Any] | type[TypeEngine[Any]] = sa.Text

    @abstractmethod
    def condition(self, column: str) -> str | None:
        """The CHECK for a column of this name; ``None`` where the engine needs none."""

    def stored(self, value: T) -> Any:
        """What the database is given for a value. SQLAlchemy wraps errors in a ``StatementError``."""
        return value

    def restored(self, value: Any) -> T:
        """The value for what the database gave."""
        restored: T = value
        return restored

    def process_bind_param(self, value: T | None, dialect: Dialect) -> Any:  # noqa: ARG002 - SQLAlchemy's hook
        """NULL stays NULL; the types see values only."""
        return None if value is None else self.stored(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> T | None:  # noqa: ARG002 - SQLAlchemy's hook
        """NULL stays NULL; the types see values only."""
        return None if value is None else self.restored(value)


class Identity(Portable[int]):
    """Our own row number, given by the database. Never used twice, so a stale reference finds nothing."""

    impl = sa.BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """SQLite numbers rows only in a column spelled INTEGER, whose numbers have 64 bits all the same."""
        return dialect.type_descriptor(sa.Integer() if dialect.name == "sqlite" else sa.BigInteger())

    def condition(self, column: str) -> None:
        """None: a numbered column holds to integers on both engines."""


class Snowflake(Portable[int]):
    """An id that Discord gave: positive, 64 bits."""

    impl = sa.BigInteger
    cache_ok = True

    def condition(self, column: str) -> str:
        """Refuses text too: SQLite sorts it after every number."""
        return f"{column} BETWEEN 1 AND {BIGINT_MAX}"


class Count(Portable[int]):
    """How many of something: never negative."""

    impl = sa.Integer
    cache_ok = True

    def condition(self, column: str) -> str:
        """Refuses text too: SQLite sorts it after every number."""
        return f"{column} BETWEEN 0 AND {INTEGER_MAX}"


class Flag(Portable[bool]):
    """Yes or no: BOOLEAN on PostgreSQL, 1 and 0 on SQLite. A condition by itself: ``where(table.c.flag)``."""

    impl = sa.Boolean
    cache_ok = True

    def condition(self, column: str) -> str:
        """SQLite reads TRUE and FALSE as 1 and 0."""
        return f"{column} IN (TRUE, FALSE)"


class Instant(Portable[datetime]):
    """A point in time: microseconds since 1970 in UTC, as a BIGINT. Aware datetimes in, UTC datetimes out.

    SQLite has no type for it, and SQLAlchemy's own drops the zone there.
    """

    impl = sa.BigInteger
    cache_ok = True

    def condition(self, column: str) -> str:
        """What ``datetime`` can hold: nothing is stored that could not be read back."""
        return f"{column} BETWEEN {self.stored(FIRST_INSTANT)} AND {self.stored(LAST_INSTANT)}"

    def stored(self, value: datetime) -> int:
        """Exact, to the microsecond; ``ValueError`` for a datetime without a zone."""
        if value.utcoffset() is None:
            message = f"an instant needs a time zone: {value!r}"
            raise ValueError(message)
        return (value - EPOCH) // MICROSECOND

    def restored(self, value: int) -> datetime:
        """Aware, in UTC."""
        return EPOCH + value * MICROSECOND


class Text(Portable[str]):
    """At most ``limit`` characters (code points), on both engines."""

    cache_ok = True

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def condition(self, column: str) -> str:
        """A CHECK: SQLite ignores the n of VARCHAR(n), and PostgreSQL's error about it names no column."""
        return f"length({column}) <= {self.limit}"

    def stored(self, value: str) -> str:
        """Raises ``ValueError`` for a NUL character: PostgreSQL refuses it, SQLite stops counting at it."""
        if "\0" in value:
            message = "text with a NUL character cannot be stored"
            raise ValueError(message)
        return value


class Word(Text):
    """Text that is compared and sorted by code points on both engines, so that a range holds what begins alike."""

    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """SQLite compares so anyway; PostgreSQL as the database's language does, unless the column says otherwise."""
        return sa.Text(collation="C" if dialect.name == "postgresql" else None)


class Code(Portable[E], Generic[E]):
    """A member of a ``StrEnum``, stored as its value. A new member needs a migration of the CHECK."""

    cache_ok = True

    def __init__(self, enum: type[E]) -> None:
        super().__init__()
        self.enum = enum

    def condition(self, column: str) -> str:
        """The values of the enum, in its order."""
        values = ", ".join(f"'{code.value}'" for code in self.enum)
        return f"{column} IN ({values})"

    def stored(self, value: E) -> str:
        """Raises ``ValueError`` for what is no value of the enum."""
        return self.enum(value).value

    def restored(self, value: str) -> E:
        """The enum's own member."""
        return self.enum(value)


class OpenCode(Portable[str]):
    """A name of at most ``limit`` characters that others may register: a new one needs no migration.

    A name that ``enum`` has is read back as the enum's own member, any other as plain text.
    """

    cache_ok = True

    def __init__(self, enum: type[StrEnum], limit: int = 40) -> None:
        super().__init__()
        self.enum = enum
        self.limit = limit
        self._known: dict[str, str] = {code.value: code for code in enum}

    def condition(self, column: str) -> str:
        """Only the length."""
        return f"length({column}) <= {self.limit}"

    def stored(self, value: str) -> str:
        """The plain text of a member, too."""
        return str(value)

    def restored(self, value: str) -> str:
        """The enum's own member where it has one."""
        return self._known.get(value, value)


class Json(Portable[Any]):
    """A JSON value as text of at most ``limit`` characters; equal values, equal text. ``None`` is NULL."""

    cache_ok = True

    def __init__(self, limit: int = JSON_LIMIT) -> None:
        super().__init__()
        self.limit = limit

    def condition(self, column: str) -> str:
        """The limit counts the characters of the text."""
        return f"length({column}) <= {self.limit}"

    def stored(self, value: Any) -> str:
        """Raises ``TypeError`` or ``ValueError`` for what JSON cannot say, NaN included."""
        return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False, separators=(",", ":"))

    def restored(self, value: str) -> Any:
        """A new object each time."""
        return json.loads(value)


def table(name: str, *items: sa.schema.SchemaItem, erasure: object, comment: str) -> sa.Table:
    """Declare a table in ``metadata``, each column with the CHECK of its type.

    ``erasure`` is the table's answer to somebody who wants to be forgotten: ``Table.info["erasure"]``.
    A column with a foreign key may leave out its type: it takes that of the column it refers to, and the key
    vouches for its values. Raises ``TypeError`` for any type but those of this module, ``ValueError`` for a
    column without a comment and for a name that is too long.
    """
    numbered = any(isinstance(item, sa.Column) and isinstance(item.type, Identity) for item in items)
    # SQLite gives the number of a deleted row to a new one unless told not to.
    made = sa.Table(name, metadata, *items, comment=comment, info={"erasure": erasure}, sqlite_autoincrement=numbered)
    for column in made.columns:
        if not column.comment:
            message = f"{column}: say in a comment what the column means"
            raise ValueError(message)
        if column.foreign_keys and isinstance(column.type, NullType | Portable):
            continue
        if not isinstance(column.type, Portable):
            message = f"{column}: {column.type!r} does not hold on both engines; take a type of this module"
            raise TypeError(message)
        if (condition := column.type.condition(column.name)) is not None:
            made.append_constraint(sa.CheckConstraint(condition, name=column.name))
    _check_names(made)
    return made


def _check_names(made: sa.Table) -> None:
    named = (made, *made.columns, *made.constraints, *made.indexes)
    for name in (str(item.name) for item in named):
        if len(name.encode()) > NAME_LIMIT:
            message = f"{name}: longer than the {NAME_LIMIT} bytes that PostgreSQL keeps"
            raise ValueError(message)
