"""What the functions of storage are given, and all that they may use of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Concatenate, Never, ParamSpec, Protocol, TypeVar, TypeVarTuple, overload

from sqlalchemy import Connection as SyncConnection
from sqlalchemy import CursorResult, Dialect, Executable, ScalarResult
from sqlalchemy.sql.selectable import TypedReturnsRows

T = TypeVar("T")
P = ParamSpec("P")
Columns = TypeVarTuple("Columns")

Parameters = Mapping[str, Any]


class Connection(Protocol):
    """A connection within its transaction, typed as SQLAlchemy types its own ``AsyncConnection``, which is one."""

    @property
    def dialect(self) -> Dialect:
        """Whose ``name`` is ``"sqlite"`` or ``"postgresql"``."""

    @overload
    async def execute(
        self, statement: TypedReturnsRows[*Columns], parameters: Parameters | Sequence[Parameters] | None = None
    ) -> CursorResult[*Columns]: ...

    @overload
    async def execute(
        self, statement: Executable, parameters: Parameters | Sequence[Parameters] | None = None
    ) -> CursorResult[*tuple[Any, ...]]: ...

    # Of its own because of https://github.com/python/mypy/issues/20651, as in SQLAlchemy.
    @overload
    async def scalar(self, statement: TypedReturnsRows[Never], parameters: Parameters | None = None) -> Any | None: ...

    @overload
    async def scalar(self, statement: TypedReturnsRows[T], parameters: Parameters | None = None) -> T | None: ...

    @overload
    async def scalar(self, statement: Executable, parameters: Parameters | None = None) -> Any: ...

    @overload
    async def scalars(
        self, statement: TypedReturnsRows[T], parameters: Parameters | Sequence[Parameters] | None = None
    ) -> ScalarResult[T]: ...

    @overload
    async def scalars(
        self, statement: Executable, parameters: Parameters | Sequence[Parameters] | None = None
    ) -> ScalarResult[Any]: ...

    async def run_sync(self, fn: Callable[Concatenate[SyncConnection, P], T], *arg: P.args, **kw: P.kwargs) -> T:
        """What ``fn`` answers, given SQLAlchemy's synchronous connection: for Alembic and inspections."""
