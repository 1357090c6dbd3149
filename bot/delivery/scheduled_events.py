"""Keeps scheduled events on Discord up to date with challenges.

Implements ``bot.domain.challenges.events.EventKeeper``.
"""

from datetime import UTC, datetime, timedelta

import discord
import structlog

from bot.delivery.publisher import FAILURES
from bot.domain.challenges.events import LIVE, Event, EventPhase, EventRefused, Failed, Keeping, Kept, Removed
from bot.ui.challenges.challenges import event_about, event_name
from bot.ui.kit.words import Words, words_for

log = structlog.get_logger(__name__)

LEAD = timedelta(minutes=1)
"""Discord refuses an event that begins in the past, so that of a running challenge begins in a minute."""

MEDIUM = "Medium"
"""The location of an event without a channel: a name, which is not translated."""

STANDING = frozenset({discord.EventStatus.scheduled, discord.EventStatus.active})


class DiscordEvents:
    """Creates, updates and ends events through a connected client."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def keep(self, event: Event, event_id: int | None) -> Keeping | None:
        """Create or update the event; ``None`` while the guild is unavailable. Without an id, an event of ours with the
        same name and end is used: it was created before a crash."""
        guild = self._client.get_guild(event.guild_id)
        if guild is None or guild.unavailable:
            return None
        say = words_for(guild.preferred_locale.value)
        try:
            return await self._keep(guild, event, event_id, say)
        except discord.Forbidden:
            return EventRefused()
        except FAILURES as failure:
            log.warning("event_failed", guild=guild.id, error=repr(failure))
            return Failed()

    async def _keep(self, guild: discord.Guild, event: Event, event_id: int | None, say: Words) -> Keeping:
        standing = await self._standing(guild, event, event_id, say)
        if standing is None:
            if event_id is not None:
                return Removed() if event.phase in LIVE else Kept(None)
            return Kept(await self._make(guild, event, say)) if event.phase in LIVE else Kept(None)
        if event.phase in LIVE:
            await self._update(guild, standing, event, say)
        elif standing.status is discord.EventStatus.active:
            await standing.edit(status=discord.EventStatus.completed)
        else:
            await standing.edit(status=discord.EventStatus.cancelled)
        return Kept(standing.id)

    async def _standing(
        self, guild: discord.Guild, event: Event, event_id: int | None, say: Words
    ) -> discord.ScheduledEvent | None:
        """The planned or active event on Discord: by its id, or one created before a crash."""
        me = guild.me.id
        for each in await guild.fetch_scheduled_events(with_counts=False):
            if each.status not in STANDING or each.creator_id != me:
                continue
            if each.id == event_id:
                return each
            if event_id is None and each.name == event_name(event, say) and _same(each.end_time, event.ends_at):
                return each
        return None

    async def _make(self, guild: discord.Guild, event: Event, say: Words) -> int:
        made = await guild.create_scheduled_event(
            name=event_name(event, say),
            description=event_about(event, say),
            start_time=max(event.starts_at, discord.utils.utcnow() + LEAD),
            end_time=event.ends_at,
            entity_type=discord.EntityType.external,
            privacy_level=discord.PrivacyLevel.guild_only,
            location=_location(guild, event),
        )
        if event.phase is EventPhase.ACTIVE:
            await made.edit(status=discord.EventStatus.active)
        return made.id

    async def _update(self, guild: discord.Guild, standing: discord.ScheduledEvent, event: Event, say: Words) -> None:
        """Update texts and times, and begin the event with its challenge. A start in the past cannot be changed."""
        await standing.edit(
            name=event_name(event, say),
            description=event_about(event, say),
            end_time=event.ends_at,
            entity_type=discord.EntityType.external,
            location=_location(guild, event),
        )
        if standing.status is not discord.EventStatus.scheduled:
            return
        if event.phase is EventPhase.ACTIVE:
            await standing.edit(status=discord.EventStatus.active)
        elif not _same(standing.start_time, event.starts_at) and event.starts_at > discord.utils.utcnow():
            await standing.edit(start_time=event.starts_at)


def _location(guild: discord.Guild, event: Event) -> str:
    channel = guild.get_channel(event.channel_id) if event.channel_id else None
    return f"#{channel.name}"[:100] if channel else MEDIUM


def _same(one: datetime | None, other: datetime) -> bool:
    """Whether the instants are less than a second apart: Discord does not store microseconds."""
    return one is not None and abs(one.astimezone(UTC) - other) < timedelta(seconds=1)
