"""What the program remembers about itself."""

from sqlalchemy import Column

from bot.domain.kit.privacy import DataKind, Erasure, ErasureRule
from bot.storage.database.types import Text, table

app_state = table(
    "app_state",
    Column("key", Text(100), primary_key=True, comment="what"),
    Column("value", Text(200), nullable=False, comment="its value, such as the hash of the commands last synced"),
    erasure=Erasure(ErasureRule.NONE, DataKind.MACHINERY),
    comment="Small facts about the program itself",
)
