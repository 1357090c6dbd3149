"""Milestones in the guild's channel: composed when they are sent, removed when their member takes them back."""

from datetime import datetime

from bot.domain.growth.milestone_views import MilestoneCard, card_of
from bot.domain.growth.milestones import MilestoneKind
from bot.domain.posting.delivery import Arrival, MessagePlace
from bot.domain.posting.outbox import Attempt, PostKind
from bot.domain.servers.guilds import Feature
from bot.services.posting.post_type import Act, PostType
from bot.storage.database.engine import Connection
from bot.storage.growth import milestone_posts, milestones


async def compose(conn: Connection, attempt: Attempt) -> MilestoneCard | None:
    """The card of a milestone; ``None`` if it was deleted or is no longer shared."""
    claimed = attempt.claimed
    milestone = await milestones.get(conn, int(claimed.about.payload.get("milestone", 0)))
    if milestone is None or milestone.guild_id != claimed.guild_id or milestone.shared_at is None:
        return None
    return card_of(milestone)


async def arrived(conn: Connection, arrival: Arrival) -> None:
    """Remove the message again if the milestone was taken back while it was being sent."""
    claimed, sent = arrival.claimed, arrival.sent
    if not await milestone_posts.stands(conn, claimed.id):
        place = MessagePlace(sent.thread_id or claimed.channel_id, sent.message_id)
        await milestone_posts.remove_message(conn, claimed.guild_id, place, arrival.now)


async def sought(_conn: Connection, attempt: Attempt) -> MilestoneCard:
    """A card with only the milestone's id: enough to find the message to remove, even if the milestone is deleted."""
    milestone_id = int(attempt.claimed.about.payload.get("milestone", 0))
    return MilestoneCard(milestone_id, 0, MilestoneKind.OTHER, 0, words="", told=True)


async def withdraw_all(conn: Connection, member_id: int, guild_id: int | None, now: datetime) -> None:
    """Remove a member's milestones from the channels of one guild or of all. Called before the member is erased."""
    for milestone in await milestones.shared_by(conn, member_id, guild_id):
        await milestone_posts.take_down(conn, milestone, now)


MILESTONE = PostType(
    kind=PostKind.MILESTONE,
    card=MilestoneCard,
    compose=compose,
    channels=(Feature.COMMUNITY, Feature.CHALLENGES, Feature.STORIES),
    arrived=arrived,
)
MILESTONE_REMOVAL = PostType(kind=PostKind.MILESTONE_REMOVAL, card=MilestoneCard, compose=sought, act=Act.REMOVE)
