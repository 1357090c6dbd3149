"""The two outer boundaries that tests of services stand in for by hand, and a clock that is moved."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.challenges.events import LIVE, Event, Keeping, Kept
from bot.domain.circle.call_views import CallCard
from bot.domain.circle.introduction_views import IntroductionCard
from bot.domain.feeds.feed import Feed, FeedEntry, Outcome, Read, Validators
from bot.domain.posting.delivery import Delivery, MessagePlace, Post, Sent, Unknown
from bot.domain.posting.notices import PrivateWord
from bot.domain.stories.story_views import DigestCard, StoryCard
from bot.services.circle.heavy import Answer

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
GUILD, OTHER_GUILD = 1001, 1002
ADA, BEN = 2001, 2002
CHANNEL, OTHER_CHANNEL = 3001, 3002


class Killed(BaseException):
    """The program dies here. No ``except Exception`` stops it."""


class Clock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class ScriptedReader:
    """In Medium's place: answers by address, and remembers what it was asked."""

    answers: dict[str, Outcome] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    paused: bool = False
    gap: timedelta = timedelta(seconds=3)

    async def read(self, url: str, validators: Validators, *, urgent: bool) -> Outcome:
        self.asked.append(url)
        return self.answers[url]


@dataclass
class ScriptedPublisher:
    """In Discord's place: takes what comes, answers as told, and keeps the channels' contents."""

    answers: list[Delivery | str] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)
    unreachable: bool = False
    channels: dict[int, list[Post]] = field(default_factory=dict)
    by_nonce: dict[str, int] = field(default_factory=dict)
    looks: int = 0
    nonces_last: bool = True
    forums: set[int] = field(default_factory=set)
    threads: list[int] = field(default_factory=list)
    amended: list[tuple[MessagePlace, Post]] = field(default_factory=list)
    removed: list[MessagePlace] = field(default_factory=list)
    told: list[PrivateWord] = field(default_factory=list)
    writers: dict[int, set[int]] = field(default_factory=dict)

    async def present(self, guild_id: int, member_id: int) -> bool | None:
        return None if self.unreachable else member_id not in self.gone

    async def publish(self, post: Post) -> Delivery:
        answer = self.answers.pop(0) if self.answers else "arrive"
        if answer == "arrive":
            return self._stands(post, self._arrive(post))
        if answer == "arrive, and say nothing":
            self._arrive(post)
            raise TimeoutError
        assert not isinstance(answer, str)
        return answer

    async def open_private(self, post: Post) -> int | Delivery:
        return post.thread_id or post.id

    async def amend(self, post: Post, place: MessagePlace) -> Delivery:
        if self.answers:
            answer = self.answers.pop(0)
            assert not isinstance(answer, str)
            return answer
        self.amended.append((place, post))
        return Sent(place.message_id)

    async def remove(self, guild_id: int, place: MessagePlace) -> Delivery:
        if self.answers:
            answer = self.answers.pop(0)
            assert not isinstance(answer, str)
            return answer
        self.removed.append(place)
        return Sent(place.message_id)

    async def open_thread(self, post: Post, message_id: int) -> bool:
        self.threads.append(message_id)
        return True

    async def find(self, post: Post) -> Delivery | None:
        self.looks += 1
        standing = [each for each in self.channels.get(post.channel_id, []) if each.nonce == post.nonce]
        return self._stands(standing[0], self.by_nonce[standing[0].nonce]) if standing else None

    async def wrote_in(self, guild_id: int, thread_id: int) -> frozenset[int] | None:
        return None if self.unreachable else frozenset(self.writers.get(thread_id, ()))

    async def tell(self, word: PrivateWord) -> Delivery:
        answer = self.answers.pop(0) if self.answers else "arrive"
        if not isinstance(answer, str):
            return answer
        self.looks += word.look_since is not None
        if word.nonce not in self.by_nonce:
            self.told.append(word)
        message_id = self.by_nonce.setdefault(word.nonce, 9000 + len(self.by_nonce))
        if answer == "arrive, and say nothing":
            raise TimeoutError
        return Sent(message_id)

    def _stands(self, post: Post, message_id: int) -> Sent:
        """What is for a few people stands in a thread of its own."""
        return Sent(message_id, message_id + 10_000 if isinstance(post.card, IntroductionCard | CallCard) else None)

    def _arrive(self, post: Post) -> int:
        if self.nonces_last and post.channel_id not in self.forums and post.nonce in self.by_nonce:
            return self.by_nonce[post.nonce]
        self.channels.setdefault(post.channel_id, []).append(post)
        return self.by_nonce.setdefault(post.nonce, 9000 + len(self.by_nonce))

    @property
    def titles(self) -> list[str]:
        posts = [post for posts in self.channels.values() for post in posts]
        return [post.card.title for post in posts if isinstance(post.card, StoryCard)]

    @property
    def digests(self) -> list[list[str]]:
        posts = [post for posts in self.channels.values() for post in posts]
        return [[entry.title for entry in post.card.entries] for post in posts if isinstance(post.card, DigestCard)]


@dataclass
class Meanwhile(ScriptedPublisher):
    """Lets something happen, once, while a card of this kind is being sent."""

    kind: type = object
    change: Callable[[], Awaitable[None]] | None = None

    async def publish(self, post: Post) -> Delivery:
        if self.change is not None and isinstance(post.card, self.kind):
            change, self.change = self.change, None
            await change()
        try:
            return await super().publish(post)
        except TimeoutError:
            return Unknown()


@dataclass
class ScriptedEvents:
    """In the place of Discord's events: keeps what it is told, and answers as told first."""

    answers: list[Keeping] = field(default_factory=list)
    standing: dict[int, Event] = field(default_factory=dict)
    asked: int = 0

    async def keep(self, event: Event, event_id: int | None) -> Keeping | None:
        self.asked += 1
        if self.answers:
            return self.answers.pop(0)
        if event_id is None:
            ours = [key for key, each in self.standing.items() if each.ends_at == event.ends_at]
            event_id = ours[0] if ours else 7000 + len(self.standing)
        if event.phase not in LIVE:
            self.standing.pop(event_id, None)
            return Kept(None)
        self.standing[event_id] = event
        return Kept(event_id)


class InThisProcess:
    """In the place of the worker for heavy questions: answers at once."""

    async def run(self, function: Callable[..., Answer], *args: Any, **named: Any) -> Answer:
        return function(*args, **named)


def entry(number: int, *, title: str | None = None, at: datetime = START) -> FeedEntry:
    """A story's item as Medium sends it."""
    story_id = f"{number:012x}"
    return FeedEntry(
        guid=f"https://medium.com/p/{story_id}",
        link=f"https://medium.com/@ada/story-{number}-{story_id}?source=rss-1------2",
        title=title or f"Story {number}",
        author="Ada",
        tags=("writing",),
        published_at=at,
        words=530,
        opening="An opening that is no title.",
    )


def feed(entries: Iterable[FeedEntry], *, name: str = "Ada", user_id: str | None = "1a2b3c4d5e6f") -> Feed:
    """A profile's feed with these items."""
    return Feed(f"Stories by {name} on Medium", "https://medium.com/@ada", None, START, user_id, tuple(entries))


def read(*entries: FeedEntry, name: str = "Ada", user_id: str | None = "1a2b3c4d5e6f") -> Read:
    """A good answer with these items."""
    return Read(feed(entries, name=name, user_id=user_id), Validators(items_hash=str(hash(entries) % 10**9)))
