"""Members opt in to introductions and set their preferences; every two weeks a round introduces them to each other."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from bot.domain.circle.errors import BlockLimitReached, CircleKind, NotIntroduced, OwnBlock
from bot.domain.circle.introduction_views import MOST_BLOCKED, CheckedIn, IntroductionPage, next_round
from bot.domain.circle.introductions import (
    CHECK_IN_AFTER,
    IGNORED_ROUNDS,
    ROUND_EVERY,
    CheckIn,
    Meeting,
    check_in_due,
    ignored_after,
    match,
    standing,
)
from bot.domain.kit.clock import Clock
from bot.domain.kit.errors import NotThereAnyMore
from bot.domain.kit.privacy import is_tombstone
from bot.domain.posting.delivery import Publisher
from bot.domain.posting.notices import NoticeKind, NoticeWay
from bot.domain.servers.guilds import Feature
from bot.domain.stories.about import read_topics
from bot.domain.stories.topics import fold_tags
from bot.services.circle.heavy import Heavy
from bot.services.circle.introduction_rounds import hold, what_to_ask
from bot.storage.circle import introduction_choices, introductions
from bot.storage.circle.introductions import Introduction
from bot.storage.database.engine import Connection, Database
from bot.storage.posting import notices
from bot.storage.reading import moderation
from bot.storage.servers import guilds, members
from bot.storage.stories import about

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class IntroductionTick:
    """What one turn did: rounds held, introductions whose members were asked, members paused for not answering, guilds
    that failed."""

    rounds: int = 0
    asked: int = 0
    resting: int = 0
    failed: int = 0


class IntroductionService:
    """``/introduce me``, and the rounds."""

    def __init__(self, database: Database, clock: Clock, heavy: Heavy) -> None:
        self._database = database
        self._clock = clock
        self._heavy = heavy

    async def page(self, guild_id: int, member_id: int) -> IntroductionPage:
        """The member's own page: their state and preferences."""
        return await self._database.read(_page, guild_id, member_id, self._clock())

    async def join(self, guild_id: int, member_id: int) -> IntroductionPage:
        """Opt in, or start again after a pause."""
        return await self._change(guild_id, member_id, rejoin=True, paused_until=None, ignored=0)

    async def leave(self, guild_id: int, member_id: int) -> IntroductionPage:
        """Opt out; the block list stays, in case they come back."""

        async def work(conn: Connection) -> IntroductionPage:
            await introduction_choices.opt_out(conn, guild_id, member_id)
            return await _page(conn, guild_id, member_id, self._clock())

        return await self._database.write(work)

    async def choose_topics(self, guild_id: int, member_id: int, typed: str) -> IntroductionPage:
        """Set the topics, as typed; an empty text means the topics of the member's profile.

        Raises:
            NotIntroduced: the member has not opted in.
        """
        return await self._change(guild_id, member_id, topics=fold_tags(read_topics(typed)))

    async def pause(self, guild_id: int, member_id: int, weeks: int) -> IntroductionPage:
        """Pause introductions for this many weeks.

        Raises:
            NotIntroduced: the member has not opted in.
        """
        return await self._change(guild_id, member_id, paused_until=self._clock() + timedelta(weeks=weeks), ignored=0)

    async def block(self, guild_id: int, member_id: int, whom: Collection[int]) -> IntroductionPage:
        """Replace the whole block list. Nobody else sees it, and nobody is told.

        Raises:
            OwnBlock: the member is on it.
            BlockLimitReached: it is too long.
        """
        if member_id in whom:
            raise OwnBlock
        if len(whom) > MOST_BLOCKED:
            raise BlockLimitReached(MOST_BLOCKED)
        now = self._clock()

        async def work(conn: Connection) -> IntroductionPage:
            await members.welcome_with_guild(conn, guild_id, member_id, now)
            await introduction_choices.set_blocked(conn, guild_id, member_id, whom, now)
            return await _page(conn, guild_id, member_id, now)

        return await self._database.write(work)

    async def answer(self, introduction_id: int, member_id: int, answer: CheckIn) -> CheckedIn:
        """Store a member's answer to the check-in; the last answer counts. Any answer ends a rest.

        Raises:
            NotThereAnyMore: the member is in no such introduction.
        """
        now = self._clock()

        async def work(conn: Connection) -> CheckedIn:
            found = await introductions.get(conn, introduction_id)
            if found is None or not await introductions.answered(conn, introduction_id, member_id, answer, now):
                raise NotThereAnyMore(CircleKind.INTRODUCTION)
            state = await introduction_choices.opting(conn, found.guild_id, member_id)
            if state.since is not None and state.ignored:
                await introduction_choices.save(conn, found.guild_id, replace(state, ignored=0))
            return CheckedIn(introduction_id, answer, tuple(each for each in found.members if each != member_id))

        return await self._database.write(work)

    async def tick(self, publisher: Publisher) -> IntroductionTick:
        """Do what is due: close introductions that nobody answered, ask about those a week old, hold rounds."""
        resting, asked = await self._close_unanswered(publisher), await self._ask()
        found = await self._database.read(introduction_choices.guilds_with_members)
        rounds = failed = 0
        for guild_id in found:
            try:
                rounds += await self._round(guild_id)
            except Exception:  # one guild's trouble must not keep the others waiting
                failed += 1
                log.exception("introductions_failed", guild=guild_id)
        return IntroductionTick(rounds, asked, resting, failed)

    async def _change(
        self, guild_id: int, member_id: int, *, rejoin: bool = False, **values: object
    ) -> IntroductionPage:
        now = self._clock()

        async def work(conn: Connection) -> IntroductionPage:
            state = await introduction_choices.opting(conn, guild_id, member_id)
            if state.since is None:
                if not rejoin:
                    raise NotIntroduced
                await members.welcome_with_guild(conn, guild_id, member_id, now)
                state = replace(state, since=now)
            await introduction_choices.save(conn, guild_id, replace(state, **values))  # type: ignore[arg-type] # by name
            return await _page(conn, guild_id, member_id, now)

        return await self._database.write(work)

    async def _close_unanswered(self, publisher: Publisher) -> int:
        """Count the rounds that members ignored; returns how many members rest from now on, each of whom is told.

        Discord is asked outside any transaction who wrote in the thread; if it does not answer, the next turn asks
        again.
        """
        now, resting = self._clock(), 0

        async def close(conn: Connection, met: Introduction, spoke: frozenset[int]) -> int:
            rest = 0
            for member_id in met.members:
                if await introductions.close(conn, met.id, member_id, now):
                    rest += await _count(conn, met, member_id, now, answered=member_id in spoke)
            return rest

        due = await self._database.read(introductions.unanswered, now - ROUND_EVERY)
        for each in due:
            spoke = await publisher.wrote_in(each.guild_id, each.thread_id or 0)
            if spoke is None:
                continue
            resting += await self._database.write(close, each, spoke)
        return resting

    async def _ask(self) -> int:
        """Ask those who were introduced a week ago whether they met; returns the number of introductions."""
        now = self._clock()

        async def work(conn: Connection) -> int:
            asked = 0
            for each in await introductions.unasked(conn, now - CHECK_IN_AFTER, now - ROUND_EVERY):
                due = check_in_due(Meeting(each.members, each.at), None, now)
                if not due or not await introductions.ask(conn, each.id, now):
                    continue
                asked += 1
                for member_id in each.members:
                    payload: dict[str, str | int] = {
                        "about": "check_in",
                        "introduction": each.id,
                        "thread": each.thread_id or 0,
                    }
                    key = f"check-in/{each.id}/{member_id}"
                    await notices.enqueue(conn, each.guild_id, member_id, NoticeKind.INTRODUCTION, payload, key, now)
            return asked

        return await self._database.write(work)

    async def _round(self, guild_id: int) -> bool:
        """Hold the guild's round if it is due; returns whether it was held."""
        now = self._clock()
        asked = await self._database.read(what_to_ask, guild_id, now)
        if asked is None:
            return False
        matched = await self._heavy.run(
            match,
            asked.candidates,
            asked.past,
            asked.conversing,
            asked.blocks,
            now=now,
            seed=guild_id ^ int(now.timestamp()),
        )

        async def record(conn: Connection) -> bool:
            if await introductions.last_round(conn, guild_id, lock=True) != asked.last:
                return False  # another program was quicker
            await hold(conn, guild_id, matched, now)
            return True

        if not await self._database.write(record):
            return False
        log.info("introductions_held", guild=guild_id, groups=len(matched.groups), left_out=len(matched.left_out))
        return True


async def _count(conn: Connection, over: Introduction, member_id: int, now: datetime, *, answered: bool) -> bool:
    """Count a finished round for a member; returns whether they rest from now on, in which case they are told."""
    state = await introduction_choices.opting(conn, over.guild_id, member_id)
    chosen = (await notices.choices(conn, over.guild_id, member_id)).get(NoticeKind.INTRODUCTION)
    if state.since is None or state.since > over.at or (chosen and chosen.way is NoticeWay.OFF and not answered):
        return False  # they were not asked, or began anew since
    state = replace(state, ignored=ignored_after(state, answered=answered))
    await introduction_choices.save(conn, over.guild_id, state)
    if state.ignored != IGNORED_ROUNDS:
        return False
    payload: dict[str, str | int] = {"about": "resting", "guild": over.guild_id}
    key = f"introductions-rest/{over.guild_id}/{member_id}/{over.id}"
    await notices.enqueue(conn, over.guild_id, member_id, NoticeKind.INTRODUCTION, payload, key, now)
    return True


async def _page(conn: Connection, guild_id: int, member_id: int, now: datetime) -> IntroductionPage:
    opting = await introduction_choices.opting(conn, guild_id, member_id)
    channel = await guilds.channel(conn, guild_id, Feature.COMMUNITY)
    last = await introductions.last_round(conn, guild_id)
    first = await introduction_choices.first_since(conn, guild_id)
    return IntroductionPage(
        opting=opting,
        standing=standing(opting, now),
        own_topics=(await about.get(conn, guild_id, member_id)).topics,
        blocked=tuple(
            each for each in await introduction_choices.blocked(conn, guild_id, member_id) if not is_tombstone(each)
        ),
        next_round=next_round(last, first, now),
        has_channel=channel is not None and channel.off is None,
        excluded=await moderation.exclusion(conn, guild_id, member_id) is not None,
    )
