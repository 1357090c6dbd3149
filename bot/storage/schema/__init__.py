"""The tables, by feature. Each column says what it means, each index which query it serves, each table what becomes
of it when somebody wants to be forgotten."""

from bot.storage.database.types import metadata
from bot.storage.schema.boards import (
    board_corrections,
    board_lines,
    boards,
    connections,
    member_totals,
    member_weeks,
    reading_choices,
    weeks,
)
from bot.storage.schema.challenges import challenges, participants, plan_picks, weekly_challenges
from bot.storage.schema.choices import notice_choices, topic_follows
from bot.storage.schema.growth import growth_log, milestones, monthly_reports
from bot.storage.schema.guilds import announcing, guild_channels, guilds, members, routes
from bot.storage.schema.introductions import (
    call_interests,
    calls,
    introduction_blocks,
    introduction_choices,
    introduction_members,
    introduction_rounds,
    introductions,
)
from bot.storage.schema.machinery import app_state
from bot.storage.schema.notes import (
    audit,
    exclusions,
    note_answers,
    note_drafts,
    note_reports,
    notes,
    saved_stories,
)
from bot.storage.schema.outbox import outbox, outbox_items
from bot.storage.schema.profiles import claims, feeds, profiles, publications
from bot.storage.schema.remarks import care_hints, dismissals, map_choices, remarks
from bot.storage.schema.stories import announcements, sightings, stories, story_words

__all__ = [
    "announcements",
    "announcing",
    "app_state",
    "audit",
    "board_corrections",
    "board_lines",
    "boards",
    "call_interests",
    "calls",
    "care_hints",
    "challenges",
    "claims",
    "connections",
    "dismissals",
    "exclusions",
    "feeds",
    "growth_log",
    "guild_channels",
    "guilds",
    "introduction_blocks",
    "introduction_choices",
    "introduction_members",
    "introduction_rounds",
    "introductions",
    "map_choices",
    "member_totals",
    "member_weeks",
    "members",
    "metadata",
    "milestones",
    "monthly_reports",
    "note_answers",
    "note_drafts",
    "note_reports",
    "notes",
    "notice_choices",
    "outbox",
    "outbox_items",
    "participants",
    "plan_picks",
    "profiles",
    "publications",
    "reading_choices",
    "remarks",
    "routes",
    "saved_stories",
    "sightings",
    "stories",
    "story_words",
    "topic_follows",
    "weekly_challenges",
    "weeks",
]
