"""What a claimed post says, and whether this is still the moment to say it."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.posting.cards import AnyCard
from bot.domain.posting.delivery import Post, nonce_for
from bot.domain.posting.outbox import ADDRESSED, PRIVATE, Claimed, PostKind, Withheld
from bot.domain.stories.announcing import Way, Welcome, allowed_from, day_bounds, day_of, welcome, within_the_day
from bot.domain.posting.outbox import ADDRESSED, Claimed, PostKind, Withheld
from bot.domain.posting.quiet_hours import allowed_from
from bot.domain.stories.announcing import Way, Welcome, day_bounds, day_of, welcome, within_the_day
from bot.domain.stories.stories import Reason, Story
from bot.domain.stories.story_views import DigestCard, DigestEntry, StoryCard
from bot.services.boards import board_posts
from bot.services.challenges import challenge_posts
from bot.services.circle import calls, introduction_posts, monthly
from bot.services.growth import milestone_posts
from bot.services.reading import note_posts, report_posts
from bot.services.stories.topics import TopicService
from bot.storage.database.engine import Connection
from bot.storage.posting import gathering, outbox
from bot.storage.servers import guilds
from bot.storage.stories import announcing, stories

MOST_IN_DIGEST = 12
"""Stories on one card; more go on a second one. A card has 4,000 characters, and a screen that does not end is not
read."""


@dataclass(frozen=True, slots=True)
class Held:
    """Not now: it was put back until the quiet hours end."""


@dataclass(frozen=True, slots=True)
class Moved:
    """It went into a roundup instead."""


async def reconsider(conn: Connection, claimed: Claimed, now: datetime) -> Held | Moved | None:
    """Apply the guild's present settings to a post that is about to leave; ``None``: it may.

    A post that was tried before is not held back any more: it may stand in the channel already.
    """
    if claimed.tried_at is not None or claimed.kind in ADDRESSED or claimed.kind is PostKind.REPORT:
        return None
    settings = await announcing.settings(conn, claimed.guild_id)
    zone = ZoneInfo(await guilds.time_zone(conn, claimed.guild_id))
    at = allowed_from(settings.quiet, zone, now)
    if at > now:
        await outbox.postpone(conn, claimed.id, at, certain=True, failed=False)
        return Held()
    if claimed.kind in {PostKind.DIGEST, PostKind.ROUNDUP}:
        await gathering.overflow(conn, claimed, MOST_IN_DIGEST, now)
    if claimed.kind is not PostKind.STORY or claimed.member_id is None or claimed.story_id is None:
        return None
    today = day_bounds(day_of(now, zone), zone)
    told = await announcing.told_between(conn, claimed.guild_id, claimed.member_id, *today, sent_only=True)
    planned = within_the_day(settings, zone, now, told=told)
    if planned.way is Way.POST:
        return None
    await outbox.withhold(conn, claimed.id, Withheld.GATHERED, now)
    await gathering.gather(
        conn, PostKind.ROUNDUP, claimed.guild_id, claimed.member_id, claimed.story_id, due=planned.at, now=now
    )
    await stories.redecide(conn, claimed.guild_id, claimed.story_id, Reason.ROUNDUP)
    return Moved()


async def compose(  # noqa: C901 - one case for each kind of post
    conn: Connection, claimed: Claimed, now: datetime, topics: TopicService, departed: frozenset[int]
) -> Post | None:
    """The post with its card as things stand now; ``None`` where nothing is left to say."""
    card: AnyCard | None
    match claimed.kind:
        case PostKind.STORY | PostKind.EDIT:
            card = await _story(conn, claimed, now, topics)
        case PostKind.DIGEST | PostKind.ROUNDUP:
            card = await _digest(conn, claimed, departed)
        case PostKind.NOTE | PostKind.NOTE_EDIT:
            card = await note_posts.compose(conn, claimed)
        case PostKind.REPORT:
            card = await report_posts.compose(conn, claimed)
        case PostKind.CHALLENGE:
            card = await challenge_posts.compose(conn, claimed, now)
        case PostKind.BOARD:
            card = await board_posts.compose(conn, claimed, departed)
        case PostKind.MONTHLY:
            card = await monthly.compose(conn, claimed)
        case PostKind.MILESTONE:
            card = await milestone_posts.compose(conn, claimed)
        case PostKind.INTRODUCTION:
            card = await introduction_posts.compose(conn, claimed, departed, now)
        case PostKind.CALL:
            card = await calls.compose(conn, claimed, departed)
        case _:
            card = None
    if card is None:
        return None
    nonce = nonce_for(claimed.channel_id, claimed.key)
    own = claimed.thread_id if claimed.kind in PRIVATE else None
    return Post(claimed.id, claimed.guild_id, claimed.channel_id, nonce, card, thread_id=own)


async def _digest(conn: Connection, claimed: Claimed, departed: frozenset[int]) -> DigestCard | None:
    gathered = [each for each in await gathering.gathered(conn, claimed.id) if each.member_id not in departed]
    if not gathered:
        return None
    entries = [DigestEntry(each.title, each.link, each.author_name, each.member_id, each.minutes) for each in gathered]
    return DigestCard(
        key=claimed.key,
        entries=tuple(entries),
        over_the_cap=claimed.kind is PostKind.ROUNDUP,
    )


async def _story(conn: Connection, claimed: Claimed, now: datetime, topics: TopicService) -> StoryCard | None:
    story = await stories.get(conn, claimed.story_id or "")
    if story is None:
        return None
    fresh = claimed.kind is PostKind.STORY
    settings = await announcing.settings(conn, claimed.guild_id)
    return StoryCard(
        story_id=story.id,
        link=story.link,
        title=story.title,
        author_name=story.author_name,
        member_id=claimed.member_id,
        subtitle=story.subtitle,
        picture=story.picture,
        minutes=story.minutes,
        tags=story.tags,
        published_at=story.published_at,
        welcome=await _welcome(conn, claimed, story, now),
        # An edit pings nobody, and does not show whom the announcement pinged: Discord would not ping them again.
        ping_role_id=(claimed.ping_role_id or settings.ping_role_id) if fresh else None,
        pings=await topics.pings_for(conn, claimed.guild_id, story.tags, claimed.member_id, now) if fresh else (),
    )


async def _welcome(conn: Connection, claimed: Claimed, story: Story, now: datetime) -> Welcome:
    if claimed.member_id is None or claimed.kind is not PostKind.STORY:
        return Welcome.NONE
    told = await announcing.told_before(conn, claimed.guild_id, claimed.member_id)
    previous = await announcing.previous_story(conn, claimed.guild_id, claimed.member_id, story.id)
    return welcome(told, previous, story.published_at or now)
