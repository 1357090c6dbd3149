"""The tables, by feature. Each column says what it means, each index which query it serves, each table what becomes
of it when somebody wants to be forgotten."""

from bot.storage.schema.guilds import guild_channels, guilds, members
from bot.storage.schema.machinery import app_state
from bot.storage.schema.outbox import outbox
from bot.storage.schema.profiles import feeds, profiles
from bot.storage.schema.stories import announcements, sightings, stories
from bot.storage.types import metadata

__all__ = [
    "announcements",
    "app_state",
    "feeds",
    "guild_channels",
    "guilds",
    "members",
    "metadata",
    "outbox",
    "profiles",
    "sightings",
    "stories",
]
