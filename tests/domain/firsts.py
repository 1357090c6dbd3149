"""When each reader first noted each author, from the readings: in the product a roll-up has it."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.circle.reciprocity import Direction, Reading


def first_readings(readings: Iterable[Reading]) -> dict[Direction, datetime]:
    """The same as ``connections.first_at``."""
    firsts: dict[Direction, datetime] = {}
    for each in readings:
        if each.reader_id != each.author_id:
            edge = (each.reader_id, each.author_id)
            firsts[edge] = min(each.at, firsts.get(edge, each.at))
    return firsts
