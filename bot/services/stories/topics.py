"""Members follow topics and are pinged for them, by their own choice only."""

from bot.domain.kit.clock import Clock
from bot.domain.kit.errors import CardOutdated
from bot.domain.kit.pages import PAGE_SIZE, Page, page_count, page_within
from bot.domain.stories.errors import NotATopic, TopicLimitReached, TopicNotFollowed
from bot.domain.stories.topics import (
    MAX_FOLLOWS,
    Follow,
    FollowUntil,
    fold_tag,
    fold_tags,
    suggest_tags,
    terms,
)
from bot.services.stories.pings import tell_end
from bot.storage.database.engine import Connection, Database
from bot.storage.servers import members
from bot.storage.stories import topics


def _folded(text: str) -> str:
    tag = fold_tag(text)
    if not tag:
        raise NotATopic
    return tag


class TopicService:
    """The topics that a member follows."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def follow(self, guild_id: int, member_id: int, text: str, until: FollowUntil) -> Follow:
        """Follow a topic. One that is followed already gets the new duration and is no longer muted.

        Raises:
            NotATopic: the text holds neither letter nor digit.
            TopicLimitReached: the member follows as many as one may.
        """
        now = self._clock()
        pings_left, end = terms(until, now)
        chosen = Follow(member_id, _folded(text), pings_left=pings_left, until=end)

        async def work(conn: Connection) -> Follow:
            await members.welcome_with_guild(conn, guild_id, member_id, now)
            new = await topics.get(conn, guild_id, member_id, chosen.tag) is None
            if new and await topics.count(conn, guild_id, member_id) >= MAX_FOLLOWS:
                raise TopicLimitReached(MAX_FOLLOWS)
            await topics.follow(conn, guild_id, chosen)
            return chosen

        return await self._database.write(work)

    async def followed(self, guild_id: int, member_id: int, page: int) -> Page[Follow]:
        """A page of the member's topics. ``page`` counts from 0; one outside becomes the nearest inside."""

        async def work(conn: Connection) -> Page[Follow]:
            count = await topics.count(conn, guild_id, member_id)
            number = page_within(page, count)
            follows = await topics.of_member(conn, guild_id, member_id, limit=PAGE_SIZE, offset=number * PAGE_SIZE)
            return Page(follows, number, page_count(count), count)

        return await self._database.read(work)

    async def mute(self, guild_id: int, member_id: int, text: str, *, muted: bool) -> Follow:
        """Keep a topic in the list without pings, or switch its pings on again.

        Raises:
            NotATopic: the text holds neither letter nor digit.
            TopicNotFollowed: the member does not follow it (any more).
        """
        tag = _folded(text)

        async def work(conn: Connection) -> Follow:
            await topics.mute(conn, guild_id, member_id, tag, muted=muted)
            follow = await topics.get(conn, guild_id, member_id, tag)
            if follow is None:
                raise TopicNotFollowed(tag)
            return follow

        return await self._database.write(work)

    async def stop(self, guild_id: int, member_id: int, text: str) -> str:
        """Stop following a topic; returns its folded tag.

        Raises:
            NotATopic: the text holds neither letter nor digit.
            TopicNotFollowed: the member does not follow it (any more).
        """
        tag = _folded(text)
        stopped = await self._database.write(topics.unfollow, guild_id, member_id, [tag])
        if not stopped:
            raise TopicNotFollowed(tag)
        return tag

    async def stop_story(self, guild_id: int, member_id: int, story_id: str) -> tuple[str, ...]:
        """Stop following all topics of a story; returns those that the member followed.

        Raises:
            CardOutdated: the guild does not know the story (any more).
        """

        async def work(conn: Connection) -> tuple[str, ...]:
            tags = await topics.tags_of(conn, guild_id, story_id)
            if tags is None:
                raise CardOutdated
            return await topics.unfollow(conn, guild_id, member_id, fold_tags(tags))

        return await self._database.write(work)

    async def suggest(self, guild_id: int, typed: str) -> list[str]:
        """Tags of the guild's stories that match what was typed so far."""
        seen = await self._database.read(topics.tags_seen, guild_id)
        return suggest_tags(seen, typed)

    async def own(self, guild_id: int, member_id: int, typed: str) -> list[str]:
        """The member's own topics that match what was typed so far."""
        follows = await self._database.read(topics.of_member, guild_id, member_id, limit=MAX_FOLLOWS)
        return suggest_tags([[follow.tag] for follow in follows], typed)

    async def sweep(self) -> int:
        """Remove the choices that have ended, and notify their members; returns how many."""
        now = self._clock()

        async def work(conn: Connection) -> int:
            removed = await topics.remove_ended(conn, now)
            for guild_id, follow in removed:
                await tell_end(conn, guild_id, follow, now)
            return len(removed)

        return await self._database.write(work)
