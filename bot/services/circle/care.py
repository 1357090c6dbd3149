"""Care: suggests new writers to a member whose reading has narrowed to a few people.

The suggestion is a notice to that member alone. It stores the ids of stories and no names; titles and links are looked
up when it is shown.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

import structlog

from bot.domain.circle.care import HINT_EVERY, LEAST_NOTES, LOOKED_AT, VOICES, CareHint, hint, narrowed
from bot.domain.circle.reciprocity import Reading
from bot.domain.kit.clock import Clock
from bot.domain.posting.notices import Notice, NoticeKind
from bot.services.posting.notice_type import NoticeType
from bot.storage.circle import care, connections, introduction_choices
from bot.storage.database.engine import Connection, Database
from bot.storage.posting import notices
from bot.storage.servers import guilds

log = structlog.get_logger(__name__)

VOICES_ABOUT = "voices"
"""What the word is about, as ``bot.ui.circle.care_notices`` knows it."""


class CareService:
    """Looks after members' Medium accounts by private hints."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def hint_all(self) -> int:
        """Hint to every member in every guild whose reading has narrowed, nobody twice within ``HINT_EVERY``; returns
        how many were told."""
        present = await self._database.read(guilds.present_ids)
        told = 0
        for guild_id in sorted(present):
            told += await self._hint_guild(guild_id)
        return told

    async def _hint_guild(self, guild_id: int) -> int:
        now = self._clock()

        async def find(conn: Connection) -> tuple[list[CareHint], dict[int, str]]:
            candidates = await care.candidates(conn, guild_id, now - LOOKED_AT, LEAST_NOTES, now - HINT_EVERY)
            return await _hints(conn, guild_id, candidates, now) if candidates else ([], {})

        async def tell(conn: Connection) -> None:
            for each in hints:
                await _tell(conn, guild_id, each, newest, now)

        hints, newest = await self._database.read(find)
        if hints:
            await self._database.write(tell)
            log.info("care_hinted", guild=guild_id, members=len(hints))
        return len(hints)


async def _hints(
    conn: Connection, guild_id: int, candidates: Iterable[int], now: datetime
) -> tuple[list[CareHint], dict[int, str]]:
    """(the hints that are due, the newest story of each suggested writer).

    A member is judged by all their own notes, but only by those notes of others that they may see: so a hint never
    reveals that somebody read them in private.
    """
    seen, unseen = await care.readings(conn, guild_id, now - LOOKED_AT)
    own, around = defaultdict[int, list[Reading]](list), defaultdict[int, list[Reading]](list)
    for each in seen:
        around[each.reader_id].append(each)
        around[each.author_id].append(each)
    for each in unseen:
        own[each.reader_id].append(each)
    narrow = [member_id for member_id in candidates if narrowed(member_id, around[member_id] + own[member_id])]
    if not narrow:
        return [], {}
    newest = await care.new_stories(conn, guild_id, now - LOOKED_AT)
    hiding = await connections.hiding(conn, guild_id)
    apart = defaultdict[int, set[int]](set)
    for one, other in await introduction_choices.blocks(conn, guild_id):
        apart[one].add(other)
        apart[other].add(one)
    due = [
        hint(member_id, [*seen, *own[member_id]], newest, now, hidden=hiding | apart[member_id]) for member_id in narrow
    ]
    return [each for each in due if each is not None], newest


async def _tell(conn: Connection, guild_id: int, due: CareHint, newest: dict[int, str], now: datetime) -> None:
    payload: dict[str, str | int] = {"about": VOICES_ABOUT}
    payload |= {f"story_{number}": newest[writer] for number, writer in enumerate(due.voices, 1)}
    key = f"care/{guild_id}/{due.member_id}/{now.date().isoformat()}"
    await notices.enqueue(conn, guild_id, due.member_id, NoticeKind.CARE, payload, key=key, now=now)
    await care.hinted(conn, guild_id, due.member_id, now)


async def as_now(conn: Connection, guild_id: int, notice: Notice) -> Notice | None:
    """The notice with the stories as they are now; ``None``, so that it is not sent, if all of them are gone."""
    live: dict[str, str | int] = {}
    wanted = [str(notice.payload.get(f"story_{number}", "")) for number in range(1, VOICES + 1)]
    for number, story in enumerate(await care.standing(conn, guild_id, filter(None, wanted)), 1):
        live |= {f"title_{number}": story.title, f"link_{number}": story.link, f"author_{number}": story.author_id}
    return replace(notice, live=live) if live else None


CARE = NoticeType(NoticeKind.CARE, as_now)
