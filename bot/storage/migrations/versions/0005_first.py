"""Every table as it was first released. The numbers before belong to files that were never released."""

from pathlib import Path
from string import Template

from alembic import op

revision = "0005"
down_revision = None

WORDS = {
    "sqlite": {"identity": "INTEGER", "autoincrement": " AUTOINCREMENT", "reference": "INTEGER", "word": "TEXT"},
    "postgresql": {"identity": "BIGSERIAL", "autoincrement": "", "reference": "BIGINT", "word": 'TEXT COLLATE "C"'},
}
"""What the engines spell differently: SQLite numbers rows only in a column spelled INTEGER, PostgreSQL sorts texts as
the database's language does unless told otherwise."""


def upgrade() -> None:
    """In the order in which the tables refer to each other."""
    connection = op.get_bind()
    script = Template(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
    for statement in script.substitute(WORDS[connection.dialect.name]).split(";\n"):
        if statement.strip():
            connection.exec_driver_sql(statement)
