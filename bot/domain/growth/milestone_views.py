"""Milestones as members see them: their own list, a look before sharing, and the post for the room."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.growth.milestones import TOLD, MilestoneKind
from bot.domain.posting.cards import PostCard


@dataclass(frozen=True, slots=True)
class KeptMilestone:
    """A milestone as it is kept. ``words`` are plain text, may be empty; ``shared_at`` is ``None`` for one that its
    member keeps to themselves."""

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
        """Whether it stands on the member's own word alone."""
        return self.kind in TOLD


@dataclass(frozen=True, slots=True)
class Sharing:
    """A milestone that is, or is about to be, shared. ``channel_id``: where it goes; ``None``: the guild has chosen no
    channel (yet), and the post waits for one."""

    milestone: KeptMilestone
    channel_id: int | None


@dataclass(frozen=True, slots=True)
class MilestoneCard(PostCard):
    """What the room is shown. ``told``: it is the member's own word."""

    milestone_id: int
    member_id: int
    kind: MilestoneKind
    amount: int
    words: str
    told: bool


def card_of(milestone: KeptMilestone) -> MilestoneCard:
    """The post for the room."""
    return MilestoneCard(
        milestone.id, milestone.member_id, milestone.kind, milestone.amount, milestone.words, milestone.told
    )


def offer_key(milestone_id: int) -> str:
    """The key of the private word that offers a milestone: one for each, ever."""
    return f"milestone/{milestone_id}/offer"


def post_prefix(milestone_id: int) -> str:
    """How the keys of all posts of a milestone begin."""
    return f"milestone/{milestone_id}/post/"


def post_key(milestone_id: int, now: datetime) -> str:
    """The key of a milestone's post. One that was taken back and is shared again is another post."""
    return f"{post_prefix(milestone_id)}{int(now.timestamp() * 1000)}"


def removal_key(guild_id: int, message_id: int) -> str:
    """The key of the removal of a milestone's message: it names neither milestone nor member."""
    return f"milestone-removal/{guild_id}/{message_id}"
