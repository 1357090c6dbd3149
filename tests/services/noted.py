"""Notes and verified profiles for tests of what comes after: written straight into the tables."""

from datetime import datetime

from sqlalchemy import select, update

from bot.domain.reading.answers import NoteOnStory
from bot.domain.reading.notes import NoteVisibility
from bot.storage.reading import answers
from bot.storage.schema import member_weeks, note_answers, profiles
from tests.services.conftest import House
from tests.services.parts import ADA, BEN, GUILD
from tests.services.readers import add_note
from tests.storage.statements import execute, fetch_rows


async def noted(
    house: House,
    number: int = 1,
    *,
    by: int = BEN,
    author: int | None = ADA,
    guild_id: int = GUILD,
    visibility: NoteVisibility = NoteVisibility.THREAD,
    said: str = "What stayed with me is how small it was.",
) -> int:
    """A note that stands; its id."""
    return await house.database.write(
        add_note, guild_id, by, author, number, at=house.clock(), visibility=visibility, said=said
    )


async def verify(house: House, at: datetime | None = None) -> None:
    """Every profile there is is proved to be its member's."""
    await execute(house.database, update(profiles).values(verified_at=at or house.clock()))


async def note(house: House, note_id: int) -> NoteOnStory:
    """The note as it is."""
    found = await house.database.read(answers.note, note_id)
    assert found is not None
    return found


async def counted(house: House, reader_id: int = BEN) -> int:
    """How many answers count for a reader."""
    of_reader = select(note_answers.c.counts).where(note_answers.c.reader_id == reader_id, note_answers.c.counts)
    return len(await fetch_rows(house.database, of_reader))


async def rolled(house: House, reader_id: int = BEN) -> tuple[int, int]:
    """(different writers noted, points for having helped that wait for the week's end) of a reader, by the roll-ups."""
    rows = await fetch_rows(
        house.database,
        select(member_weeks.c.writers, member_weeks.c.pending).where(member_weeks.c.member_id == reader_id),
    )
    return next(((row.writers, row.pending) for row in rows), (0, 0))
