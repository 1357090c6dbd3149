"""Milestones as members see them: their own list, a preview before sharing, and the post in the channel."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.growth.milestones import TOLD, MilestoneKind
from bot.domain.posting.cards import PostCard


@dataclass(frozen=True, slots=True)
class KeptMilestone:
    """A stored milestone. ``words`` are plain text, may be empty; ``shared_at`` is ``None`` if it is not shared."""

    id: int
    guild_id: int
    member_id: int
    kind: MilestoneKind
    amount: int
    words: str
    noticed_at: datetime
    shared_at: datetime | None

    @property
    def told(self) -> bool:
        """Whether the member reported it, so that it rests on their word alone."""
        return self.kind in TOLD


@dataclass(frozen=True, slots=True)
class Sharing:
    """A milestone that is shared or previewed. ``channel_id``: where it is posted; ``None`` if no channel is chosen
    yet, so that the post waits for one."""

    milestone: KeptMilestone
    channel_id: int | None


@dataclass(frozen=True, slots=True)
class MilestoneCard(PostCard):
    """The post in the channel. ``told``: the member reported it themselves."""

    milestone_id: int
    member_id: int
    kind: MilestoneKind
    amount: int
    words: str
    told: bool


def card_of(milestone: KeptMilestone) -> MilestoneCard:
    """The card of a milestone's post."""
    return MilestoneCard(
        milestone.id, milestone.member_id, milestone.kind, milestone.amount, milestone.words, milestone.told
    )


def offer_key(milestone_id: int) -> str:
    """The key of the notice that offers a milestone: each is offered once."""
    return f"milestone/{milestone_id}/offer"


def post_prefix(milestone_id: int) -> str:
    """The prefix of the keys of all posts of a milestone."""
    return f"milestone/{milestone_id}/post/"


def post_key(milestone_id: int, now: datetime) -> str:
    """The key of a milestone's post. Sharing it again after taking it back makes another post."""
    return f"{post_prefix(milestone_id)}{int(now.timestamp() * 1000)}"


def removal_key(guild_id: int, message_id: int) -> str:
    """The key of the removal of a milestone's message; it contains neither the milestone's nor the member's id."""
    return f"milestone-removal/{guild_id}/{message_id}"
