"""The state of a guild's feeds, by profile and by publication, and their pauses."""

from datetime import datetime

from sqlalchemy import select, update

from bot.domain.feeds.medium import FeedAddress
from bot.domain.stories.health import FeedHealth, FeedOwner, FeedRef
from bot.domain.stories.profiles import ProfilePause
from bot.domain.stories.publications import publication_name
from bot.storage.database.engine import Connection
from bot.storage.database.rows import same_member, value_of
from bot.storage.schema import feeds, members, profiles, publications

_ASKED = (
    feeds.c.id.label("feed_id"),
    feeds.c.key,
    feeds.c.title,
    feeds.c.fetched_at,
    feeds.c.outcome,
    feeds.c.failures,
    feeds.c.missing_since,
    feeds.c.next_poll_at,
)


async def of_guild(conn: Connection, guild_id: int) -> list[FeedHealth]:
    """All feeds of the guild's present members and publications, in no particular order."""
    own = await conn.execute(
        select(profiles.c.id, profiles.c.name, profiles.c.member_id, profiles.c.pause, *_ASKED)
        .join(feeds, feeds.c.id == profiles.c.feed_id)
        .join(members, same_member(profiles, members))
        .where(profiles.c.guild_id == guild_id, members.c.left_at.is_(None))
    )
    followed = await conn.execute(
        select(publications.c.id, publications.c.paused, *_ASKED)
        .join(feeds, feeds.c.id == publications.c.feed_id)
        .where(publications.c.guild_id == guild_id)
    )
    found: list[FeedHealth] = []
    for row in own:
        page = FeedAddress.from_key(row.key).page
        found.append(value_of(FeedHealth, row, ref=FeedRef(FeedOwner.PROFILE, row.id), page=page))
    for row in followed:
        address = FeedAddress.from_key(row.key)
        found.append(
            value_of(
                FeedHealth,
                row,
                ref=FeedRef(FeedOwner.PUBLICATION, row.id),
                name=publication_name(row.title, address.name),
                page=address.page,
                member_id=None,
                pause=ProfilePause.MODERATOR if row.paused else None,
            )
        )
    return found


async def set_pause(conn: Connection, guild_id: int, ref: FeedRef, *, paused: bool) -> None:
    """Pause or resume a feed for this guild. ``guild_id`` is part of the condition, so that no id reaches another
    guild's feed."""
    match ref.owner:
        case FeedOwner.PROFILE:
            await conn.execute(
                update(profiles)
                .where(profiles.c.id == ref.id, profiles.c.guild_id == guild_id)
                .values(pause=ProfilePause.MODERATOR if paused else None)
            )
        case FeedOwner.PUBLICATION:
            await conn.execute(
                update(publications)
                .where(publications.c.id == ref.id, publications.c.guild_id == guild_id)
                .values(paused=paused)
            )


async def due_at(conn: Connection, feed_id: int, instant: datetime) -> None:
    """Schedule the feed's next poll."""
    await conn.execute(update(feeds).where(feeds.c.id == feed_id).values(next_poll_at=instant))
