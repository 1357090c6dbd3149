"""A guild's feeds, by profile and by publication: how they fare, and pauses."""

from datetime import datetime

from sqlalchemy import select, update

from bot.domain.feeds.medium import FeedAddress
from bot.domain.stories.health import FeedHealth, FeedOwner, FeedRef
from bot.domain.stories.profiles import ProfilePause
from bot.domain.stories.publications import publication_name
from bot.storage.database.engine import Connection
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
    """Every feed that the guild's present members and publications brought, in no order to rely on."""
    own = await conn.execute(
        select(profiles.c.id, profiles.c.name, profiles.c.member_id, profiles.c.pause, *_ASKED)
        .join(feeds, feeds.c.id == profiles.c.feed_id)
        .join(
            members,
            (members.c.guild_id == profiles.c.guild_id) & (members.c.member_id == profiles.c.member_id),
        )
        .where(profiles.c.guild_id == guild_id, members.c.left_at.is_(None))
    )
    followed = await conn.execute(
        select(publications.c.id, publications.c.paused, *_ASKED)
        .join(feeds, feeds.c.id == publications.c.feed_id)
        .where(publications.c.guild_id == guild_id)
    )
    found = []
    for row in [*own, *followed]:
        values = row._mapping  # noqa: SLF001 - SQLAlchemy's documented access by name
        address = FeedAddress.from_key(values["key"])
        is_profile = "member_id" in values
        paused = values["pause"] if is_profile else ProfilePause.MODERATOR if values["paused"] else None
        owner = FeedOwner.PROFILE if is_profile else FeedOwner.PUBLICATION
        found.append(
            FeedHealth(
                ref=FeedRef(owner, values["id"]),
                feed_id=values["feed_id"],
                name=values["name"] if is_profile else publication_name(values["title"], address.name),
                page=address.page,
                member_id=values.get("member_id"),
                fetched_at=values["fetched_at"],
                outcome=values["outcome"],
                failures=values["failures"],
                missing_since=values["missing_since"],
                next_poll_at=values["next_poll_at"],
                pause=paused,
            )
        )
    return found


async def set_pause(conn: Connection, guild_id: int, ref: FeedRef, *, paused: bool) -> None:
    """Have a feed polled for this guild no more, or again. The guild is asked for, so that no id reaches another's."""
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
    """Ask for the feed at this instant."""
    await conn.execute(update(feeds).where(feeds.c.id == feed_id).values(next_poll_at=instant))
