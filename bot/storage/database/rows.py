"""What many queries share: rows read as values, counts, and the conditions that name a member."""

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from typing import Any, ClassVar, Protocol, TypeVar

from sqlalchemy import ColumnElement, FromClause, Row, Select, and_, func, select

from bot.storage.database.engine import Connection


class _Dataclass(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Any]]


Value = TypeVar("Value", bound=_Dataclass)
T = TypeVar("T")


@cache
def _names(kind: type[_Dataclass]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def value_of(kind: type[Value], row: Row[*tuple[Any, ...]], **given: Any) -> Value:
    """A row as a value of a dataclass: each field is what ``given`` says, else the column of the same name."""
    columns = row._mapping  # noqa: SLF001 - SQLAlchemy's documented access by name
    return kind(**{name: columns[name] for name in _names(kind) if name not in given}, **given)


async def one_of(conn: Connection, statement: Select[Any], read: Callable[[Row[Any]], T]) -> T | None:
    """What ``read`` makes of the only row that a statement finds; ``None`` where it finds none."""
    row = (await conn.execute(statement)).one_or_none()
    return read(row) if row is not None else None


async def count_of(conn: Connection, *conditions: ColumnElement[bool]) -> int:
    """How many rows of the table that the conditions name meet all of them."""
    return await conn.scalar(select(func.count()).where(*conditions)) or 0


def by_member(
    table: FromClause, guild_id: int | ColumnElement[int], member_id: int | ColumnElement[int]
) -> ColumnElement[bool]:
    """Whether a row of a table is that member's in that guild."""
    return and_(table.c.guild_id == guild_id, table.c.member_id == member_id)


def same_member(one: FromClause, other: FromClause) -> ColumnElement[bool]:
    """Whether two rows are of the same member in the same guild: to join two tables by."""
    return and_(one.c.guild_id == other.c.guild_id, one.c.member_id == other.c.member_id)
