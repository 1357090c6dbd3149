"""Alembic's entry: run the scripts over the connection, and in the transaction, that it was given."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.autogenerate.rewriter import Rewriter
from alembic.operations.ops import CreateTableOp
from alembic.runtime.migration import MigrationContext

from bot.storage.database.types import Identity, Portable
from bot.storage.schema import metadata

rewriter = Rewriter()
"""Mends what Alembic is about to write into a new script."""


@rewriter.rewrites(CreateTableOp)
def leave_out_info(_context: MigrationContext, _revision: object, create: CreateTableOp) -> CreateTableOp:
    """A table's answer to erasure is the program's, and no part of the database."""
    create.info = {}
    return create


def render_item(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Write a column's type into a new script as what the engines store: scripts know nothing of ours."""
    if kind != "type" or not isinstance(item, Portable):
        return False
    if isinstance(item, Identity):
        return 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")'
    return f"sa.{item.impl_instance!r}"


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    process_revision_directives=rewriter,
    render_as_batch=True,
    render_item=render_item,
)
context.run_migrations()
