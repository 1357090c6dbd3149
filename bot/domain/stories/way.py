"""A story's history in a guild: the stored facts, and the steps that they amount to.

Nothing is decided here. ``StoryWay`` has the facts, ``steps`` turns them into what happened to the story, in order, and
``bot.ui.stories.why`` has the texts. What another guild knows of the story is not part of it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.feeds.entries import EntryKind
from bot.domain.posting.outbox import PostKind, PostState, Withheld
from bot.domain.stories.stories import Reason

CORRECTABLE = frozenset({Reason.UNSURE, Reason.RESPONSE})
"""Silences that rest on taking the text for something other than a story."""

GATHERING = frozenset({PostKind.DIGEST, PostKind.ROUNDUP})
"""Posts that tell several stories."""

TELLING = frozenset({PostKind.STORY, PostKind.EDIT}) | GATHERING
"""Posts that are on a story's way; the others tell of something else, or to somebody alone."""


@dataclass(frozen=True, slots=True)
class WayPost:
    """A post that announces the story in the guild, alone or with others, or edits such a card.

    ``channel_works``: a post that is due now has a working channel. ``tried``: it was handed to Discord, and its fate
    is unknown.
    """

    kind: str
    state: PostState
    not_before: datetime
    channel_works: bool
    attempts: int = 0
    tried: bool = False
    withheld: Withheld | None = None
    done_at: datetime | None = None
    channel_id: int | None = None
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class StoryWay:
    """The stored facts about a story, as far as one guild may see them. ``member_id``: the guild's member in whose feed
    it was seen (``None``: only in a publication's); ``reason``: the entry in the guild's ledger."""

    story_id: str
    title: str
    link: str
    kind: EntryKind
    by_hand: bool
    member_id: int | None
    published_at: datetime | None
    seen_at: datetime
    reason: Reason | None
    decided_at: datetime | None
    posts: tuple[WayPost, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """The story was found in a feed."""

    at: datetime


@dataclass(frozen=True, slots=True)
class SaidByHand:
    """Somebody marked it as a story."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """It was found, but the guild has not decided on it, because its author's feed is not followed here at present."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision in the guild's ledger."""

    reason: Reason
    at: datetime


class PostStage(StrEnum):
    """The state of a post, as members are told it."""

    HELD = "held"
    """It waits for its hour: quiet hours, or the digest's."""
    FAILED = "failed"
    """Discord did not take it; it is tried again."""
    NO_CHANNEL = "no_channel"
    """It is due, and waits for a channel that works."""
    DUE = "due"
    """It is due, and next in the outbox."""
    SENDING = "sending"
    """It is being handed to Discord."""
    SENT = "sent"
    WAITING = "waiting"
    """It waits for a member's next command."""
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Posted:
    """The state of a post. ``due``: the time for which it waits, if it does."""

    post: WayPost
    stage: PostStage
    due: datetime | None = None


Step = Seen | SaidByHand | Undecided | Decided | Posted
"""The closed set of what can be said of a story's way."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A story's history with its steps, and what the member who asked may correct. ``way`` is ``None`` for a story that
    was never seen in this guild's feeds."""

    way: StoryWay | None
    steps: tuple[Step, ...] = ()
    may_promote: bool = False
    may_silence: bool = False


def steps(way: StoryWay, now: datetime) -> tuple[Step, ...]:
    """What happened to the story, in order."""
    said: list[Step] = [Seen(way.seen_at)]
    if way.by_hand:
        said.append(SaidByHand())
    if way.reason is None or way.decided_at is None:
        said.append(Undecided())
    else:
        said.append(Decided(way.reason, way.decided_at))
    said.extend(_posted(post, now) for post in way.posts)
    return tuple(said)


def _posted(post: WayPost, now: datetime) -> Posted:
    match post.state:
        case PostState.PENDING:
            return _pending(post, now)
        case PostState.CLAIMED:
            return Posted(post, PostStage.SENDING)
        case PostState.SENT:
            return Posted(post, PostStage.SENT)
        case PostState.WAITING:
            return Posted(post, PostStage.WAITING)
        case PostState.WITHHELD:
            return Posted(post, PostStage.WITHHELD)


def _pending(post: WayPost, now: datetime) -> Posted:
    if post.not_before > now:
        return Posted(post, PostStage.FAILED if post.attempts else PostStage.HELD, post.not_before)
    return Posted(post, PostStage.DUE if post.channel_works else PostStage.NO_CHANNEL)


def may_promote(way: StoryWay, member_id: int, *, manages: bool) -> bool:
    """Whether this member may say "this is a story": its author, or a member who may manage the server."""
    return way.reason in CORRECTABLE and (manages or way.member_id == member_id)


def may_silence(way: StoryWay, member_id: int) -> bool:
    """Whether this member may still say "do not announce this": its author, as long as nothing was sent."""
    waits = any(post.state is PostState.PENDING and not post.tried and post.kind != PostKind.EDIT for post in way.posts)
    told = any(post.state in (PostState.CLAIMED, PostState.SENT) for post in way.posts)
    return way.member_id == member_id and waits and not told
