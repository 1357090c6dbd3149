"""Posts about stories: announcements and their edits, digests and roundups."""

from dataclasses import replace
from datetime import datetime

from bot.domain.posting.delivery import Arrival
from bot.domain.posting.outbox import Attempt, Claimed, PostKind, Withheld
from bot.domain.servers.guilds import Feature
from bot.domain.stories.announcing import Way, Welcome, day_bounds, day_of, welcome, within_the_day
from bot.domain.stories.stories import Reason, Story
from bot.domain.stories.story_views import DigestCard, StoryCard
from bot.services.posting.post_type import Act, PostType
from bot.services.stories.pings import pinged, pings_for
from bot.storage.database.engine import Connection
from bot.storage.posting import outbox
from bot.storage.servers import guilds
from bot.storage.stories import announcing, gathering, stories

MOST_IN_DIGEST = 12
"""Stories on one card; more go on a second one. A card has 4,000 characters, and a screen that does not end is not
read."""


async def compose(conn: Connection, attempt: Attempt) -> StoryCard | None:
    """The card of a story as it is now; ``None`` if it is gone."""
    claimed, now = attempt.claimed, attempt.now
    story = await stories.get(conn, claimed.story_id or "")
    if story is None:
        return None
    fresh = claimed.kind == PostKind.STORY
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
        pings=await pings_for(conn, claimed.guild_id, story.tags, claimed.member_id, now) if fresh else (),
        opens_thread=settings.threads and fresh,
    )


async def within_cap(conn: Connection, attempt: Attempt) -> bool:
    """Whether the author's daily cap leaves room for this post; otherwise the story is moved to a roundup."""
    claimed, now = attempt.claimed, attempt.now
    if claimed.member_id is None or claimed.story_id is None:
        return True
    settings = await announcing.settings(conn, claimed.guild_id)
    zone = await guilds.zone(conn, claimed.guild_id)
    today = day_bounds(day_of(now, zone), zone)
    told = await announcing.told_between(conn, claimed.guild_id, claimed.member_id, *today, sent_only=True)
    planned = within_the_day(settings, zone, now, told=told)
    if planned.way is Way.POST:
        return True
    await outbox.withhold(conn, claimed.id, Withheld.GATHERED, now)
    await gathering.gather(
        conn, PostKind.ROUNDUP, claimed.guild_id, claimed.member_id, claimed.story_id, due=planned.at, now=now
    )
    await stories.redecide(conn, claimed.guild_id, claimed.story_id, Reason.ROUNDUP)
    return False


async def arrived(conn: Connection, arrival: Arrival) -> None:
    """Record the pings of a post that was sent."""
    if isinstance(arrival.card, StoryCard):
        await pinged(conn, arrival.claimed.guild_id, arrival.card.pings, arrival.card.tags, arrival.now)


async def withheld(conn: Connection, claimed: Claimed, why: Withheld) -> None:
    """Note in the guild's ledger that the story was withheld because its author has left."""
    if why is Withheld.MEMBER_LEFT and claimed.story_id is not None:
        await stories.redecide(conn, claimed.guild_id, claimed.story_id, Reason.MEMBER_LEFT)


async def named_together(conn: Connection, claimed: Claimed) -> frozenset[int]:
    """The authors of the stories in a digest or roundup."""
    gathered = await gathering.gathered(conn, claimed.id)
    return frozenset(each.member_id for each in gathered if each.member_id is not None)


async def leave_over(conn: Connection, attempt: Attempt) -> bool:
    """Keep as many stories as fit on a card; the others are sent right after it."""
    await gathering.overflow(conn, attempt.claimed, MOST_IN_DIGEST, attempt.now)
    return True


async def compose_together(conn: Connection, attempt: Attempt) -> DigestCard | None:
    """The card of a digest or roundup; ``None`` if no story is left in it."""
    claimed = attempt.claimed
    gathered = await gathering.gathered(conn, claimed.id)
    entries = tuple(each for each in gathered if each.member_id not in attempt.departed)
    return DigestCard(claimed.key, entries, over_the_cap=claimed.kind == PostKind.ROUNDUP) if entries else None


async def _welcome(conn: Connection, claimed: Claimed, story: Story, now: datetime) -> Welcome:
    if claimed.member_id is None or claimed.kind != PostKind.STORY:
        return Welcome.NONE
    told = await announcing.told_before(conn, claimed.guild_id, claimed.member_id)
    previous = await announcing.previous_story(conn, claimed.guild_id, claimed.member_id, story.id)
    return welcome(told, previous, story.published_at or now)


STORY = PostType(
    kind=PostKind.STORY,
    card=StoryCard,
    compose=compose,
    channels=(Feature.STORIES,),
    reconsider=within_cap,
    arrived=arrived,
    withheld=withheld,
)
EDIT = PostType(kind=PostKind.EDIT, card=StoryCard, compose=compose, act=Act.AMEND)
DIGEST = PostType(
    kind=PostKind.DIGEST,
    card=DigestCard,
    compose=compose_together,
    channels=(Feature.DIGEST, Feature.STORIES),
    named=named_together,
    reconsider=leave_over,
)
ROUNDUP = replace(DIGEST, kind=PostKind.ROUNDUP)
