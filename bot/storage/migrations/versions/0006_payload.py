"""The outbox's column ``said`` is called ``payload``."""

from alembic import op

revision = "0006"
down_revision = "0005"

STATEMENTS = {
    "sqlite": (
        """ALTER TABLE outbox ADD COLUMN payload TEXT DEFAULT '{}' NOT NULL
            CONSTRAINT ck_outbox_payload CHECK (length(payload) <= 10000)""",
        "UPDATE outbox SET payload = said",
        "ALTER TABLE outbox DROP COLUMN said",
    ),
    "postgresql": (
        "ALTER TABLE outbox RENAME COLUMN said TO payload",
        "ALTER TABLE outbox RENAME CONSTRAINT ck_outbox_said TO ck_outbox_payload",
    ),
}
"""SQLite renames a column, but not its CHECK: a further column is filled there. A new table in the old one's stead
would begin to number posts anew."""


def upgrade() -> None:
    """In one transaction, as ever."""
    connection = op.get_bind()
    for statement in STATEMENTS[connection.dialect.name]:
        connection.exec_driver_sql(statement)
