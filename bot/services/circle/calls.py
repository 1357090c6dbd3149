"""The collaboration board: members post calls for help or company in writing and answer them in private threads."""

from bot.domain.circle import collaborations as rules
from bot.domain.circle.call_views import REMIND_BEFORE, ListedCall, read_days, to_be_reminded
from bot.domain.circle.collaborations import Call, CallKind, CallProblem, stands_until, state
from bot.domain.circle.errors import CallRefused, CircleKind, CommunityChannelMissing
from bot.domain.kit.clock import Clock
from bot.domain.kit.errors import NotThereAnyMore
from bot.domain.kit.pages import Page
from bot.domain.posting.notices import NoticeKind
from bot.domain.posting.outbox import GIVE_UP_AFTER, PostKind, PostSubject
from bot.domain.servers.guilds import Feature
from bot.domain.stories.about import read_topics
from bot.domain.stories.topics import fold_tags
from bot.domain.text.text import plain
from bot.storage.circle import calls
from bot.storage.database.engine import Connection, Database
from bot.storage.posting import notices, outbox
from bot.storage.servers import guilds, members
from bot.storage.stories import about


class CallService:
    """``/collab``, and the notices about calls."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def post(
        self, guild_id: int, member_id: int, kind: CallKind, *, title: str, words: str, topics: str, days: str
    ) -> Call:
        """Post a call from what was typed.

        Raises:
            CallDaysUnreadable, CallRefused: nothing was posted.
        """
        now, stands = self._clock(), read_days(days)
        shown = plain(title.strip(), limit=len(title))
        said = _paragraphs(words)

        async def work(conn: Connection) -> Call:
            await members.welcome_with_guild(conn, guild_id, member_id, now)
            count = await calls.count_open(conn, guild_id, member_id, now)
            _refuse(rules.check(shown, said, stands, count))
            until = stands_until(now, stands)
            return await calls.post(
                conn, guild_id, member_id, kind, shown, said, fold_tags(read_topics(topics)), now, until
            )

        return await self._database.write(work)

    async def browse(self, guild_id: int, member_id: int, kind: CallKind | None, page: int) -> Page[ListedCall]:
        """A page of the open calls, those with the reader's own topics first.

        ``page`` counts from 0; one outside the list becomes the nearest inside.
        """
        now = self._clock()

        async def work(conn: Connection) -> Page[ListedCall]:
            found = await calls.open_to(conn, guild_id, member_id, now)
            own = fold_tags((await about.get(conn, guild_id, member_id)).topics)
            answered = await calls.answered(conn, guild_id, member_id, now - GIVE_UP_AFTER)
            listed = [
                ListedCall(
                    call=each,
                    state=state(each, now),
                    answered=each.id in answered,
                    shared=tuple(topic for topic in each.topics if topic in own and each.member_id != member_id),
                )
                for each in rules.browse(found, now, kind=kind, topics=own)
            ]
            return Page.of(listed, page)

        return await self._database.read(work)

    async def mine(self, guild_id: int, member_id: int, page: int = 0) -> Page[ListedCall]:
        """A page of the member's own calls: open ones, and expired ones that can still be renewed."""
        now = self._clock()
        own = await self._database.read(calls.own, guild_id, member_id, now - rules.RENEWABLE_FOR)
        count = sum(state(each, now) is rules.CallState.OPEN for each in own)
        listed = [
            ListedCall(each, state(each, now), rules.check_renewal(each, member_id, now, count) is None) for each in own
        ]
        return Page.of(listed, page)

    async def interested(self, guild_id: int, member_id: int, call_id: int) -> Call:
        """Open a private thread between the member and the one whose call it is.

        Raises:
            NotThereAnyMore: there is no such call for this member.
            CallRefused: it is over, the member's own, or they said so before.
            CommunityChannelMissing: no channel is chosen under which the thread could be opened, or it does not work.
        """
        now = self._clock()

        async def work(conn: Connection) -> Call:
            found = await calls.get(conn, call_id)
            if found is None or found[0] != guild_id:
                raise NotThereAnyMore(CircleKind.CALL)
            call = found[1]
            before = await calls.answered(conn, guild_id, member_id, now - GIVE_UP_AFTER)
            _refuse(rules.check_interest(call, member_id, now, answered=call.id in before))
            if call.id not in {each.id for each in await calls.open_to(conn, guild_id, member_id, now)}:
                raise NotThereAnyMore(CircleKind.CALL)  # one of them does not want to meet the other
            channel = await guilds.channel(conn, guild_id, Feature.COMMUNITY)
            if channel is None or channel.off is not None:
                raise CommunityChannelMissing
            await members.welcome(conn, guild_id, member_id, now)
            await calls.say_interest(conn, guild_id, call.id, member_id, now)
            await outbox.enqueue_post(
                conn,
                PostKind.CALL,
                guild_id,
                f"call/{call.id}/{member_id}/{int(now.timestamp())}",
                now,
                about=PostSubject(payload={"call": call.id, "member": member_id}),
                member_id=member_id,
            )
            return call

        return await self._database.write(work)

    async def renew(self, member_id: int, call_id: int) -> Call:
        """Extend a call of the member's own, from now on.

        Raises:
            NotThereAnyMore, CallRefused: nothing was changed.
        """
        now = self._clock()

        async def work(conn: Connection) -> Call:
            guild_id, call = await _call(conn, call_id)
            count = await calls.count_open(conn, guild_id, call.member_id, now)
            _refuse(rules.check_renewal(call, member_id, now, count))
            await calls.renew(conn, call.id, now, stands_until(now))
            return (await _call(conn, call_id))[1]

        return await self._database.write(work)

    async def close(self, guild_id: int, member_id: int, call_id: int, *, manages: bool = False) -> Call:
        """End a call for good. Members can close their own; with ``manages`` any can be closed.

        Raises:
            NotThereAnyMore, CallRefused: nothing was changed.
        """
        now = self._clock()

        async def work(conn: Connection) -> Call:
            where, call = await _call(conn, call_id)
            if where != guild_id:
                raise NotThereAnyMore(CircleKind.CALL)
            _refuse(rules.check_close(call, member_id, manages=manages))
            await calls.close(conn, call.id, now)
            return call

        return await self._database.write(work)

    async def remind(self) -> int:
        """Notify members whose calls end soon; returns the number of calls."""
        now = self._clock()

        async def work(conn: Connection) -> int:
            reminded = 0
            for guild_id, call, reminded_at in await calls.ending(conn, now, now + REMIND_BEFORE):
                if to_be_reminded(call, reminded_at, now) and await calls.remind(conn, call.id, now):
                    reminded += 1
                    payload: dict[str, str | int] = {
                        "about": "ending",
                        "call": call.id,
                        "title": call.title,
                        "until": int(call.until.timestamp()),
                    }
                    key = f"call-ends/{call.id}/{int(call.until.timestamp())}"
                    await notices.enqueue(conn, guild_id, call.member_id, NoticeKind.CALL, payload, key, now)
            return reminded

        return await self._database.write(work)


async def _call(conn: Connection, call_id: int) -> tuple[int, Call]:
    found = await calls.get(conn, call_id)
    if found is None:
        raise NotThereAnyMore(CircleKind.CALL)
    return found


def _refuse(problem: CallProblem | None) -> None:
    if problem is not None:
        raise CallRefused(problem)


def _paragraphs(typed: str) -> str:
    """The text with each of its lines made plain."""
    return "\n".join(plain(line, limit=len(line)) for line in typed.strip().splitlines()) if typed.strip() else ""
