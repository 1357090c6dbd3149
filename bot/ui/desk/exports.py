"""The files that members export, as CSV and as JSON. Columns and keys are identifiers, and not translated."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import discord

from bot.domain.circle.connection_views import Exported
from bot.domain.circle.connections import Acquaintance
from bot.domain.kit.privacy import is_tombstone
from bot.domain.reading.notes import Note
from bot.ui.kit.tables import csv_bytes
from bot.ui.kit.words import Words

LARGEST = 8_000_000
"""Bytes of an answer's files above which they are packed into a ZIP: Discord takes ten million."""

NOTES, CONNECTIONS = "inklings-my-notes", "inklings-my-connections"
"""The names of the files, without extension."""

NOTE_KEYS = (
    "noted_at",
    "edited_at",
    "title",
    "link",
    "author_name",
    "author_id",
    "minutes",
    "seen_by",
    "said",
    "liked",
)
CONNECTION_KEYS = (
    "member_id",
    "name",
    "since",
    "last",
    "noted_by_me",
    "noted_by_them",
    "helped",
    "in_conversation",
    "remark",
)


def notes_files(exported: Exported) -> list[tuple[str, bytes]]:
    """(name, content) of the files with the member's notes."""
    return _files(NOTES, NOTE_KEYS, [_note(each) for each in exported.notes])


def connections_files(exported: Exported) -> list[tuple[str, bytes]]:
    """(name, content) of the files with the member's connections and remarks."""
    rows = [_connection(each, exported) for each in exported.connections]
    known = {each.member_id for each in exported.connections}
    rows.extend(
        dict.fromkeys(CONNECTION_KEYS) | _person(member_id, exported)
        for member_id in sorted(exported.remarks.keys() - known)
    )
    return _files(CONNECTIONS, CONNECTION_KEYS, rows)


def attached(files: Sequence[tuple[str, bytes]]) -> list[discord.File]:
    """The files as attachments; large ones are packed into one ZIP file."""
    if sum(len(content) for _, content in files) <= LARGEST:
        return [discord.File(BytesIO(content), filename=name) for name, content in files]
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    packed.seek(0)
    return [discord.File(packed, filename=files[0][0].rsplit(".", 1)[0] + ".zip")]


def notes_line(exported: Exported, say: Words) -> str:
    """The line that is sent with the notes."""
    counted = say.many("{n} note", "{n} notes", len(exported.notes))
    return say("Your journal in this server: {counted}. Only you see this.", counted=counted)


def connections_line(say: Words) -> str:
    """The line that is sent with the connections."""
    return say("Your connections in this server, with your remarks. Only you see this.")


def _note(note: Note) -> dict[str, Any]:
    fields = note.fields
    author = None if note.author_id is None or is_tombstone(note.author_id) else str(note.author_id)
    values = (
        note.noted_at,
        note.edited_at,
        note.title,
        note.link,
        note.author_name,
        author,
        note.minutes,
        fields.visibility.value,
        fields.said,
        fields.liked,
    )
    return dict(zip(NOTE_KEYS, values, strict=True))


def _connection(connection: Acquaintance, exported: Exported) -> dict[str, Any]:
    return _person(connection.member_id, exported) | {
        "since": connection.since,
        "last": connection.last,
        "noted_by_me": connection.noted_by_me,
        "noted_by_them": connection.noted_by_them,
        "helped": connection.helped,
        "in_conversation": connection.in_conversation,
    }


def _person(member_id: int, exported: Exported) -> dict[str, Any]:
    """The columns about a member. The id is text: many readers of JSON and spreadsheets round numbers of that size."""
    return {
        "member_id": None if is_tombstone(member_id) else str(member_id),
        "name": exported.names.get(member_id),
        "remark": exported.remarks.get(member_id),
    }


def _files(name: str, keys: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, bytes]]:
    whole = [{key: _readable(row.get(key)) for key in keys} for row in rows]
    return [
        (f"{name}.csv", csv_bytes([keys, *(row.values() for row in whole)])),
        (f"{name}.json", json.dumps(whole, ensure_ascii=False, indent=2).encode()),
    ]


def _readable(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
