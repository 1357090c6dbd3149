"""What happens to a feed's stories in the guilds that follow the feed: stored, decided upon, enqueued."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.feeds.feed import Feed
from bot.domain.posting.outbox import PostKind
from bot.domain.posting.quiet_hours import allowed_from
from bot.domain.servers.guilds import Feature
from bot.domain.stories.announcing import (
    AnnouncePlan,
    AnnouncingSettings,
    Route,
    Way,
    Wishes,
    day_bounds,
    day_of,
    plan,
    route_for,
)
from bot.domain.stories.polling import GuildDecision
from bot.domain.stories.publications import writer_here
from bot.domain.stories.stories import Decision, Reason, Story, changed, decide, fingerprint, oldest_first, stories_from
from bot.storage.database.engine import Connection
from bot.storage.servers import guilds
from bot.storage.stories import announcing, gathering, profiles, publications, stories, story_posts
from bot.storage.stories.publications import PublicationWatcher


@dataclass(frozen=True, slots=True)
class _Guild:
    """The settings of a guild that planning an announcement needs."""

    id: int
    settings: AnnouncingSettings
    zone: ZoneInfo
    routes: tuple[Route, ...]


@dataclass(frozen=True, slots=True)
class FeedAnnounced:
    """The result for one feed: the decisions of all guilds, and the titles of stories that were edited."""

    decisions: tuple[GuildDecision, ...]
    edited: tuple[str, ...]


async def announce(conn: Connection, feed_id: int, feed: Feed, now: datetime) -> FeedAnnounced:
    """Store the feed's stories and let every guild that wants the feed decide about those new to it."""
    seen = stories_from(feed.entries)
    before = await stories.save(conn, feed_id, seen, now)
    decisions: list[GuildDecision] = []
    for watcher in await profiles.watchers(conn, feed_id):
        decisions += await decide_for(conn, watcher.guild_id, watcher.member_id, seen, now)
    for follower in await publications.watchers(conn, feed_id):
        decisions += await _decide_by_author(conn, follower, seen, now)
    edited = [story for story in seen if changed(before.get(story.id), story) is Reason.EDITED]
    for story in edited:
        await story_posts.enqueue_edits(conn, story.id, fingerprint(story), now)
    return FeedAnnounced(tuple(decisions), tuple(story.title for story in edited))


async def _decide_by_author(
    conn: Connection, follower: PublicationWatcher, seen: Sequence[Story], now: datetime
) -> list[GuildDecision]:
    """Decide on a publication's stories: as the member's if a member wrote them, else as the guild wants others'
    stories."""
    names = await publications.names(conn, follower.guild_id)
    known = await stories.decided(conn, follower.guild_id, [story.id for story in seen])
    taken: list[GuildDecision] = []
    for story in oldest_first([story for story in seen if story.id not in known]):
        member_id = writer_here(story.author_name, names)
        if member_id is not None or follower.others:
            taken += await decide_for(conn, follower.guild_id, member_id, [story], now)
        else:
            silent = Decision(story.id, announce=False, reason=Reason.OTHERS)
            await stories.decide(conn, follower.guild_id, [silent], now)
            taken.append(GuildDecision(follower.guild_id, story.title, silent))
    return taken


async def decide_for(
    conn: Connection, guild_id: int, member_id: int | None, seen: Sequence[Story], now: datetime
) -> list[GuildDecision]:
    """Decide for one guild on stories by one author, write the ledger, and enqueue what is to be announced."""
    ledger = await stories.decided(conn, guild_id, [story.id for story in seen])
    # By a publication it may have seemed to be nobody's here; the profile's own feed knows better.
    strangers = {story_id for story_id, reason in ledger.items() if reason is Reason.OTHERS and member_id is not None}
    known = ledger.keys() - strangers
    unknown = {story.id: story for story in seen if story.id not in known}
    if not unknown:
        return []
    for story_id in sorted(strangers):
        await stories.undecide(conn, guild_id, story_id)
    channel = await guilds.channel(conn, guild_id, Feature.STORIES)
    decisions = decide(seen, known, has_channel=channel is not None)
    guild = await _guild(conn, guild_id) if any(each.announce for each in decisions) else None
    await stories.decide(conn, guild_id, [each for each in decisions if not each.announce], now)
    taken = []
    for decision in decisions:
        story, final = unknown[decision.story_id], decision
        if guild is not None and decision.announce:
            final = await _put_on_its_way(conn, guild, member_id, story, now)
            await stories.decide(conn, guild_id, [final], now)
        taken.append(GuildDecision(guild_id, story.title, final))
    return taken


async def _put_on_its_way(
    conn: Connection, guild: _Guild, member_id: int | None, story: Story, now: datetime
) -> Decision:
    planned = await _plan(conn, guild, member_id, story, now)
    match planned.way:
        case Way.POST:
            route = route_for(guild.routes, story.tags, member_id)
            await story_posts.enqueue(
                conn, guild.id, member_id, story.id, now, not_before=planned.at, route_id=route.id if route else None
            )
        case Way.DIGEST | Way.ROUNDUP:
            kind = PostKind.DIGEST if planned.way is Way.DIGEST else PostKind.ROUNDUP
            await gathering.gather(conn, kind, guild.id, member_id, story.id, due=planned.at, now=now)
        case Way.SILENT:
            pass
    return Decision(story.id, announce=planned.way is not Way.SILENT, reason=planned.reason)


async def _plan(conn: Connection, guild: _Guild, member_id: int | None, story: Story, now: datetime) -> AnnouncePlan:
    wishes, told = Wishes(), 0
    if member_id is not None:
        wishes = await announcing.wishes(conn, guild.id, member_id)
        day = day_of(allowed_from(guild.settings.quiet, guild.zone, now), guild.zone)
        told = await announcing.told_between(conn, guild.id, member_id, *day_bounds(day, guild.zone))
    return plan(guild.settings, guild.zone, now, published_at=story.published_at, wishes=wishes, told=told)


async def _guild(conn: Connection, guild_id: int) -> _Guild:
    return _Guild(
        id=guild_id,
        settings=await announcing.settings(conn, guild_id),
        zone=await guilds.zone(conn, guild_id),
        routes=await announcing.routes_of(conn, guild_id),
    )
