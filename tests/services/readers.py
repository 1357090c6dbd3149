"""Notes and helps put into the database as the features that make them do, with the roll-ups brought in line."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import Executable, delete, insert, select, update

from bot.domain.boards.points import AnswerKind
from bot.domain.reading.notes import NoteVisibility
from bot.services.boards.scoring import reading_changed
from bot.storage.database.engine import Connection, Database
from bot.storage.schema import exclusions, note_answers, notes
from bot.storage.servers import guilds, members
from tests.services.parts import GUILD
from tests.storage.statements import execute, fetch_scalars


async def add_note(
    conn: Connection, /, guild_id: int, reader: int, author: int | None, number: int, *, at: datetime, **values: Any
) -> int:
    """A note on a story as the notes' own service stores it; its id."""
    await guilds.welcome(conn, guild_id, at)
    await members.know(conn, guild_id, reader, at)
    story_id = f"{number:012x}"
    row = {
        "guild_id": guild_id,
        "member_id": reader,
        "story_id": story_id,
        "author_id": author,
        "link": f"https://medium.com/@ada/story-{number}-{story_id}",
        "title": f"Story {number}",
        "author_name": "Ada",
        "visibility": NoteVisibility.THREAD,
        "said": "What stayed with me is how small it was.",
        "liked": "",
        "noted_at": at,
    }
    added = await conn.execute(insert(notes).values(row | values).returning(notes.c.id))
    return int(added.scalar_one())


@dataclass
class Circle:
    """Members of a guild who read each other. ``clock``: whatever tells the time."""

    database: Database
    clock: Any
    guild_id: int = GUILD

    def __post_init__(self) -> None:
        self._stories = count(1)

    async def note(self, reader: int, author: int | None, at: datetime | None = None, **values: Any) -> int:
        """A note on a story of its own; its id. The instant is the clock's unless it is said."""
        noted_at = at or self.clock()
        number = next(self._stories)

        async def work(conn: Connection) -> int:
            await guilds.welcome(conn, self.guild_id, self.clock())
            for member_id in (reader, author):
                if member_id is not None:
                    await members.know(conn, self.guild_id, member_id, self.clock())
            note_id = await add_note(
                conn, self.guild_id, reader, author, number, at=noted_at, **{"minutes": 5, **values}
            )
            await reading_changed(conn, self.guild_id, reader, author, noted_at, self.clock())
            return note_id

        return await self.database.write(work)

    async def help(self, note_id: int, at: datetime | None = None, *, counts: bool = True) -> None:
        """The author found the note helpful."""
        given_at = at or self.clock()

        def answer(note: Any) -> Executable:
            return insert(note_answers).values(
                note_id=note_id,
                kind=AnswerKind.HELPED,
                guild_id=self.guild_id,
                reader_id=note.member_id,
                author_id=note.author_id,
                given_at=given_at,
                counts=counts,
            )

        await self._change(note_id, answer, given_at)

    async def withdraw(self, note_id: int) -> None:
        """The author takes it back."""
        of_note = note_answers.c.note_id == note_id
        (given_at,) = await fetch_scalars(self.database, select(note_answers.c.given_at).where(of_note))
        await self._change(note_id, lambda _: delete(note_answers).where(of_note), given_at)

    async def void(self, note_id: int, *, voided: bool = True) -> None:
        """A moderator takes the note out of the counting, or restores it."""
        values = {"voided_at": self.clock() if voided else None}
        await self._change(note_id, lambda _: update(notes).where(notes.c.id == note_id).values(values))

    async def delete(self, note_id: int) -> None:
        """The reader deletes the note."""
        await self._change(note_id, lambda _: delete(notes).where(notes.c.id == note_id))

    async def exclude(self, member_id: int) -> None:
        """A moderator excludes a member."""
        await execute(
            self.database,
            insert(exclusions).values(
                guild_id=self.guild_id, member_id=member_id, since=self.clock(), actor_id=9, reason="spam"
            ),
        )

    async def leave(self, member_id: int) -> None:
        """The member was found to have left."""
        await self.database.write(members.leave, self.guild_id, member_id, self.clock())

    async def _change(self, note_id: int, statement: Callable[[Any], Executable], at: datetime | None = None) -> None:
        """Execute a statement about the note and count anew the week of that instant, or of the note."""

        async def work(conn: Connection) -> None:
            note = (await conn.execute(select(notes).where(notes.c.id == note_id))).one()
            await conn.execute(statement(note))
            counted_at = at or note.noted_at
            await reading_changed(conn, self.guild_id, note.member_id, note.author_id, counted_at, self.clock())

        await self.database.write(work)
