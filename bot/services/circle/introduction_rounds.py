"""A round of introductions: the input of the matching, and how its result is stored."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.circle.connections import CONVERSATION, conversations
from bot.domain.circle.introduction_views import FIRST_ROUND_AFTER
from bot.domain.circle.introductions import (
    IntroductionCandidate,
    IntroductionStanding,
    Matched,
    Meeting,
    Opting,
    round_due,
    standing,
)
from bot.domain.posting.outbox import GIVE_UP_AFTER, PostKind, PostSubject
from bot.domain.stories.topics import fold_tags
from bot.storage.circle import introduction_choices, introductions
from bot.storage.circle.introduction_choices import Willing
from bot.storage.database.engine import Connection
from bot.storage.posting import outbox

MEMORY = timedelta(days=365)
"""Introductions that are remembered when people are matched: after a year two are new to each other again."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The input of the matching; ``last`` is the time of the previous round."""

    last: datetime | None
    candidates: tuple[IntroductionCandidate, ...]
    past: tuple[Meeting, ...]
    conversing: frozenset[tuple[int, int]]
    blocks: tuple[tuple[int, int], ...]


async def what_to_ask(conn: Connection, guild_id: int, now: datetime) -> Asked | None:
    """The input of the matching; ``None`` if no round is due or fewer than two members could be introduced."""
    last = await introductions.last_round(conn, guild_id)
    if last is None:
        first = await introduction_choices.first_since(conn, guild_id)
        if first is None or now - first < FIRST_ROUND_AFTER:
            return None
    elif not round_due(last, now):
        return None
    present = await _present(conn, guild_id, now)
    if len(present) < 2:  # noqa: PLR2004 - it takes two to meet
        return None
    ties = await introductions.ties(conn, guild_id, now - CONVERSATION)
    reads: dict[int, set[int]] = {}
    for tie in ties:
        reads.setdefault(tie.reader_id, set()).add(tie.author_id)
    never_met = await introductions.unopened(conn, guild_id, now - GIVE_UP_AFTER)
    left_out = {member for each in never_met for member in each.members}
    return Asked(
        last=last,
        candidates=tuple(
            IntroductionCandidate(
                member_id=each.opting.member_id,
                topics=topics_of(each.opting, each.own_topics),
                reads=frozenset(reads.get(each.opting.member_id, ())),
                left_out=each.left_out or each.opting.member_id in left_out,
            )
            for each in present
        ),
        past=await introductions.meetings(conn, guild_id, now - MEMORY),
        conversing=conversations(ties, now),
        blocks=await introduction_choices.blocks(conn, guild_id),
    )


async def hold(conn: Connection, guild_id: int, matched: Matched, now: datetime) -> None:
    """Store the round and enqueue its threads. Members who opted out or blocked somebody since the matching are left
    out."""
    for never_met in await introductions.unopened(conn, guild_id, now - GIVE_UP_AFTER):
        await introductions.drop(conn, never_met.id)
    present = {each.opting.member_id for each in await _present(conn, guild_id, now)}
    await introductions.hold(conn, guild_id, now)
    left_out = set(matched.left_out)
    for group in matched.groups:
        if not present.issuperset(group) or await introduction_choices.blocked_between(conn, guild_id, group):
            left_out.update(group)
            continue
        introduction_id = await introductions.introduce(conn, guild_id, group, now)
        post = PostSubject(payload={"introduction": introduction_id})
        key = f"introduction/{introduction_id}"
        await outbox.enqueue_post(conn, PostKind.INTRODUCTION, guild_id, key, now, about=post)
    await introduction_choices.set_left_out(conn, guild_id, left_out)


async def _present(conn: Connection, guild_id: int, now: datetime) -> list[Willing]:
    """The members who are to be introduced now."""
    willing = await introduction_choices.willing(conn, guild_id)
    return [each for each in willing if standing(each.opting, now) is IntroductionStanding.IN]


def topics_of(opting: Opting, own_topics: Collection[str]) -> frozenset[str]:
    """A member's folded topics: those chosen for introductions, else those of their profile."""
    return frozenset(opting.topics) or frozenset(fold_tags(own_topics))
