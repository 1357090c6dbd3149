"""Rhythms: what is known of when a feed's stories come, by which it is planned."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Nothing is filled in: each feed learns its rhythm from its stored stories when it is asked for next."""
    with op.batch_alter_table("feeds", table_kwargs={"sqlite_autoincrement": True}) as feeds:
        feeds.add_column(
            sa.Column("rhythm", sa.Text(), comment="when its stories come, as learnt; null until it was read")
        )
        feeds.add_column(
            sa.Column(
                "pull",
                sa.Integer(),
                comment="what it promises a day, in thousandths; null while nobody wants it or knows it",
            )
        )
        feeds.alter_column("title", server_default="")  # rebuilt without this it would be spelled otherwise
        feeds.create_check_constraint(op.f("ck_feeds_rhythm"), "length(rhythm) <= 500")
        feeds.create_check_constraint(op.f("ck_feeds_pull"), "pull BETWEEN 0 AND 2147483647")
