"""A server's settings as ``/setup`` shows them."""

from dataclasses import dataclass

from bot.domain.boards.weeks import WeeklySettings
from bot.domain.servers.guilds import GuildChannel
from bot.domain.stories.announcing import AnnouncingSettings, Route

WEEKLY_DEFAULTS = WeeklySettings()
"""What a guild has that chose nothing."""


@dataclass(frozen=True, slots=True)
class GuildOverview:
    """A guild's settings, for ``/setup``. ``waiting`` counts the posts that wait for a channel or their time."""

    guild_id: int
    time_zone: str
    stories: GuildChannel | None
    digest: GuildChannel | None
    settings: AnnouncingSettings
    routes: tuple[Route, ...]
    profiles: int
    waiting: int
    challenges: GuildChannel | None = None
    moderation: GuildChannel | None = None
    weekly: WeeklySettings = WEEKLY_DEFAULTS
    community: GuildChannel | None = None
