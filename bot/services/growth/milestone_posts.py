"""Milestones in the guild's channel: composed when they leave, and removed when their member takes them back."""

from datetime import datetime

from bot.domain.growth.milestone_views import MilestoneCard, card_of
from bot.domain.posting.delivery import Place, Sent
from bot.domain.posting.outbox import Claimed, PostKind
from bot.storage.database.engine import Connection
from bot.storage.growth import milestone_posts, milestones


async def compose(conn: Connection, claimed: Claimed) -> MilestoneCard | None:
    """The card of a milestone; ``None`` where it is gone, or not shared any more."""
    milestone = await milestones.get(conn, int(claimed.about.said.get("milestone", 0)))
    if milestone is None or milestone.guild_id != claimed.guild_id or milestone.shared_at is None:
        return None
    return card_of(milestone)


async def arrived(conn: Connection, claimed: Claimed, sent: Sent, now: datetime) -> None:
    """A milestone's post stands in the channel: remove it where it was called back meanwhile. In the transaction that
    records the post."""
    if claimed.kind is PostKind.MILESTONE and not await milestone_posts.stands(conn, claimed.id):
        place = Place(sent.thread_id or claimed.channel_id, sent.message_id)
        await milestone_posts.remove_message(conn, claimed.guild_id, place, now)


async def withdraw_all(conn: Connection, member_id: int, guild_id: int | None, now: datetime) -> None:
    """Before a member is forgotten, in one guild or in all: their milestones leave the channels."""
    for milestone in await milestones.shared_by(conn, member_id, guild_id):
        await milestone_posts.take_down(conn, milestone, now)
