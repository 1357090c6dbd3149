"""What moderators do about notes and members; each act is in the audit log with its reason."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.kit.errors import NotThereAnyMore
from bot.domain.posting.cards import PostCard
from bot.domain.reading.answers import NoteOnStory
from bot.domain.reading.errors import ReadingKind, ReasonMissing
from bot.domain.reading.notes import NoteVisibility
from bot.domain.text.text import plain

NOTES_OFFERED = 25
"""Notes that a menu offers: Discord shows at most 25."""


class Act(StrEnum):
    """The acts in the audit log."""

    VOID = "void"
    RESTORE = "restore"
    EXCLUDE = "exclude"
    INCLUDE = "include"
    DISMISS = "dismiss"
    """A report was looked at, and nothing was done."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report with its note, text included: the member who reported it has shown it to the moderators."""

    id: int
    note: NoteOnStory
    reporter_id: int
    reason: str
    reported_at: datetime
    settled_at: datetime | None = None
    settled_by: int | None = None


@dataclass(frozen=True, slots=True)
class ReportCard(PostCard):
    """The card of a report in the moderators' channel."""

    report: Report


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """A note as moderators see it: who wrote it, about what and when, but never its text."""

    id: int
    reader_id: int
    title: str
    link: str
    visibility: NoteVisibility
    noted_at: datetime
    voided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A member's exclusion from boards and points by a moderator."""

    member_id: int
    since: datetime
    actor_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """A line of the audit log. ``title``: of the note's story, ``None`` if it is about no note or the note was
    deleted."""

    id: int
    act: Act
    member_id: int
    actor_id: int
    reason: str
    done_at: datetime
    title: str | None = None


@dataclass(frozen=True, slots=True)
class NoteRef:
    """A reference to a note: by our own id, or by the message that shows it."""

    note_id: int | None = None
    message_id: int | None = None


_MESSAGE = re.compile(r"/channels/(?P<guild>\d{1,19})/\d{1,19}/(?P<message>\d{1,19})/?$", re.ASCII)
_OURS = re.compile(r"\d{1,15}", re.ASCII)
"""Our own ids are small; Discord's have 17 digits and more, and stay below ``HIGHEST`` for some decades."""
HIGHEST = 2**63 - 1
"""The highest id that a database's column holds."""


def read_note(text: str, guild_id: int) -> NoteRef:
    """Which note was meant: one picked from the list, or a message's link.

    >>> read_note("https://discord.com/channels/1/2/3", 1)
    NoteRef(note_id=None, message_id=3)

    Raises:
        NotThereAnyMore: it is neither, or a message of another server.
    """
    typed = text.strip().strip("<>")
    if _OURS.fullmatch(typed):
        return NoteRef(note_id=int(typed))
    found = _MESSAGE.search(typed)
    if found is None or int(found["guild"]) != guild_id or int(found["message"]) > HIGHEST:
        raise NotThereAnyMore(ReadingKind.NOTE_HERE)
    return NoteRef(message_id=int(found["message"]))


def read_reason(text: str, limit: int) -> str:
    """A reason as it is stored: one plain line.

    Raises:
        ReasonMissing: it is empty.
    """
    reason = plain(text, limit=limit).strip()
    if not reason:
        raise ReasonMissing
    return reason
