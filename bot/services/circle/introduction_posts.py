"""The private threads of introductions: their card, and which of the members are still there."""

from bot.domain.circle.introduction_views import Introduced, IntroductionCard
from bot.domain.circle.introductions import IntroductionStanding, standing
from bot.domain.posting.delivery import Arrival
from bot.domain.posting.outbox import Attempt, Claimed, PostKind
from bot.domain.servers.guilds import Feature
from bot.services.circle.introduction_rounds import topics_of
from bot.services.posting.post_type import PostType
from bot.storage.circle import introduction_choices, introductions
from bot.storage.database.engine import Connection
from bot.storage.stories import profiles, stories

FEWEST = 2
"""It takes two to meet."""


async def named(conn: Connection, claimed: Claimed) -> frozenset[int]:
    """The members who are introduced; delivery checks that they are still in the guild."""
    found = await introductions.get(conn, _id(claimed))
    return frozenset(found.members) if found else frozenset()


async def compose(conn: Connection, attempt: Attempt) -> IntroductionCard | None:
    """The card of the thread; ``None`` if too few members are left, or one of them has blocked another.

    A post that was tried before is not withheld for that: its thread may exist already.
    """
    claimed = attempt.claimed
    found = await introductions.get(conn, _id(claimed))
    if found is None:
        return None
    willing = {each.opting.member_id: each for each in await introduction_choices.willing(conn, found.guild_id)}
    people = [each for each in found.members if each in willing and each not in attempt.departed]
    if claimed.tried_at is None:
        people = [each for each in people if standing(willing[each].opting, attempt.now) is IntroductionStanding.IN]
        if await introduction_choices.blocked_between(conn, found.guild_id, people):
            return None
    if len(people) < FEWEST:
        return None
    topics = [topics_of(willing[each].opting, willing[each].own_topics) for each in people]
    return IntroductionCard(
        introduction_id=found.id,
        people=tuple([await _introduced(conn, found.guild_id, each) for each in people]),
        topics=tuple(sorted(frozenset.intersection(*topics))),
    )


async def arrived(conn: Connection, arrival: Arrival) -> None:
    """Record the thread that was opened."""
    if arrival.sent.thread_id is not None:
        await introductions.began_thread(conn, _id(arrival.claimed), arrival.sent.thread_id)


async def _introduced(conn: Connection, guild_id: int, member_id: int) -> Introduced:
    own = await profiles.of_member(conn, guild_id, member_id)
    newest = await stories.latest(conn, guild_id, member_id=member_id, limit=1)
    return Introduced(
        member_id=member_id,
        name=own[0].name if own else "",
        title=newest[0].title if newest else "",
        link=newest[0].link if newest else "",
    )


def _id(claimed: Claimed) -> int:
    return int(claimed.about.payload["introduction"])


INTRODUCTION = PostType(
    kind=PostKind.INTRODUCTION,
    private=True,
    card=IntroductionCard,
    compose=compose,
    channels=(Feature.COMMUNITY,),
    named=named,
    arrived=arrived,
)
