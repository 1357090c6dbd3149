"""The tables, by feature. Each column says what it means, each index which query it serves, each table what becomes
of it when somebody wants to be forgotten."""

from bot.storage.schema.choices import notice_choices, topic_follows
from bot.storage.schema.guilds import announcing, guild_channels, guilds, members, routes
from bot.storage.schema.machinery import app_state
from bot.storage.schema.outbox import outbox, outbox_items
from bot.storage.schema.profiles import claims, feeds, profiles, publications
from bot.storage.schema.stories import announcements, sightings, stories, story_words
from bot.storage.types import metadata

__all__ = [
    "announcements",
    "announcing",
    "app_state",
    "claims",
    "feeds",
    "guild_channels",
    "guilds",
    "members",
    "metadata",
    "notice_choices",
    "outbox",
    "outbox_items",
    "profiles",
    "publications",
    "routes",
    "sightings",
    "stories",
    "story_words",
    "topic_follows",
]
