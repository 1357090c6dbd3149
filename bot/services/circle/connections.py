"""A member's connections: whom they read and who read them, for them alone to look at."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.circle.connection_views import (
    NOTES_SHOWN,
    STORIES_SHOWN,
    JournalLine,
    JournalPage,
    OwnReading,
    PersonPage,
    Where,
)
from bot.domain.circle.connections import CONVERSATION, REMARK_LIMIT, Tie, arrange, journal, quiet
from bot.domain.circle.errors import OwnConnection
from bot.domain.circle.reciprocity import Reading, breadth, concentration, new_connections_of
from bot.domain.kit.clock import Clock
from bot.domain.kit.pages import Page
from bot.domain.reading.notes import paragraphs
from bot.storage.circle import connections, remarks
from bot.storage.database.engine import Connection, Database
from bot.storage.servers import members
from bot.storage.stories import about


class ConnectionService:
    """The journal of who reads whom, as one member sees it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def page(self, guild_id: int, member_id: int, where: Where) -> JournalPage:
        """A page of the member's journal; a page outside becomes the nearest inside.

        The first page also lists people with whom the conversation has gone quiet.
        """
        return await self._database.read(_page, guild_id, member_id, where, self._clock())

    async def person(self, guild_id: int, member_id: int, other_id: int) -> PersonPage:
        """The member's journal page about somebody.

        Raises:
            OwnConnection: it is the member themselves.
        """
        if other_id == member_id:
            raise OwnConnection
        return await self._database.read(self._person, guild_id, member_id, other_id)

    async def remark(self, guild_id: int, member_id: int, other_id: int) -> str:
        """The member's private remark on somebody; empty if there is none.

        Raises:
            OwnConnection: it is the member themselves.
        """
        if other_id == member_id:
            raise OwnConnection
        return await self._database.read(remarks.get, guild_id, member_id, other_id)

    async def write_remark(self, guild_id: int, member_id: int, other_id: int, said: str) -> PersonPage:
        """Store a remark on somebody, or delete it if the text is empty; returns their page afterwards."""
        now = self._clock()

        async def work(conn: Connection) -> PersonPage:
            await members.welcome_with_guild(conn, guild_id, member_id, now)
            kept = paragraphs(said, limit=REMARK_LIMIT)
            await remarks.write(conn, guild_id, member_id, other_id, kept, now)
            return await self._person(conn, guild_id, member_id, other_id)

        return await self._database.write(work)

    async def dismiss(self, guild_id: int, member_id: int, other_id: int, where: Where) -> JournalPage:
        """Stop suggesting somebody who has gone quiet until one of the two writes a note again; returns the page
        afterwards."""
        now = self._clock()

        async def work(conn: Connection) -> None:
            await members.welcome_with_guild(conn, guild_id, member_id, now)
            await remarks.dismiss(conn, guild_id, member_id, other_id, now)

        await self._database.write(work)
        return await self.page(guild_id, member_id, where)

    async def _person(self, conn: Connection, guild_id: int, member_id: int, other_id: int) -> PersonPage:
        """The page. About somebody who left or was forgotten it shows only what the member wrote themselves."""
        mine, theirs = await _ties(conn, guild_id, member_id, other_id)
        found = journal(member_id, mine, theirs, self._clock())
        connection = found[0] if found else None
        here = bool(await connections.present(conn, guild_id, [other_id]))
        former = connection is not None and not here
        return PersonPage(
            member_id=other_id,
            former=former,
            connection=connection,
            mine=await connections.notes_on(conn, guild_id, member_id, other_id, limit=NOTES_SHOWN),
            theirs=await connections.notes_by(conn, guild_id, member_id, other_id, limit=NOTES_SHOWN),
            unread=await connections.unread(conn, guild_id, member_id, other_id, limit=STORIES_SHOWN) if here else (),
            topics=(await about.get(conn, guild_id, other_id)).topics if here else (),
            remark=await remarks.get(conn, guild_id, member_id, other_id),
        )


async def _page(conn: Connection, guild_id: int, member_id: int, where: Where, now: datetime) -> JournalPage:
    mine, theirs = await _ties(conn, guild_id, member_id)
    everybody = journal(member_id, mine, theirs, now)
    present = await connections.present(conn, guild_id, [each.member_id for each in everybody])
    names = await connections.names(conn, guild_id, present)
    wanted = arrange(everybody, names, where.order, where.show)
    lines = [JournalLine(each, names.get(each.member_id, ""), each.member_id not in present) for each in wanted]
    people = Page.of(lines, where.page)
    suggested: tuple[int, ...] = ()
    own: OwnReading | None = None
    if people.number == 0:
        readings = await connections.own_readings(conn, guild_id, member_id, now - CONVERSATION)
        own = own_reading(member_id, readings, mine, now)
        suggestible = present - await connections.hiding(conn, guild_id)
        dismissed = await remarks.dismissed(conn, guild_id, member_id)
        given, got = _with(mine, suggestible, member_id), _with(theirs, suggestible, member_id)
        suggested = quiet(member_id, given, got, now, dismissed)
    where = Where(where.order, where.show, people.number)
    return JournalPage(people, where, bool(everybody), suggested, own)


async def _ties(
    conn: Connection, guild_id: int, member_id: int, other_id: int | None = None
) -> tuple[tuple[Tie, ...], tuple[Tie, ...]]:
    """(the member's own ties, those of others that the member may see)."""
    return (
        await connections.given(conn, guild_id, member_id, other_id),
        await connections.received(conn, guild_id, member_id, other_id),
    )


def own_reading(member_id: int, readings: Iterable[Reading], mine: Iterable[Tie], now: datetime) -> OwnReading | None:
    """How widely the member has read since ``CONVERSATION`` ago; ``None`` if they read nobody."""
    share = concentration(member_id, readings := tuple(readings))
    if share is None:
        return None
    since, firsts = now - CONVERSATION, {(member_id, tie.author_id): tie.first_at for tie in mine}
    # A note of this very instant is in it.
    new = new_connections_of(member_id, firsts, since, now + timedelta.resolution)
    return OwnReading(since, breadth(member_id, readings), new, share)


def _with(ties: Iterable[Tie], others: frozenset[int], member_id: int) -> list[Tie]:
    """Those of the member's ties that are with these others."""
    return [each for each in ties if (each.author_id if each.reader_id == member_id else each.reader_id) in others]
