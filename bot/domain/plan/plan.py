"""The reading plan: up to three stories for a member's day, and why each was picked.

Pure and seeded: the same stories, history and day give the same plan, in whatever order they are given. Two of the
three places go to the stories that suit the member best. The third goes to the writer who has waited longest for a
place in this member's plans, so that a writer waits for at most as many plans as there are writers with something to
suggest. Nobody is assigned a story, and nothing checks whether one was read.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b

from bot.domain.stories.topics import fold_tag

PLACES = 3
"""Stories in a plan: a quarter of an hour's reading, and few enough that none of them is a duty."""

FAIR_PLACE = PLACES - 1
"""The place, counted from 0, that goes to the writer who has waited longest. One of three: the others are the member's
own taste."""

CIRCLE = 1_000_003
"""A prime: ids modulo it are spread evenly, though they count time. Each member begins elsewhere in the circle of
writers, or all plans of a server's first day would name the same one."""

FRESH = timedelta(days=7)
"""A story is new for a week: what a server talks about."""

NEW_WRITER = timedelta(days=30)
"""A writer is new for a month after registering: long enough to be met by most."""

LATELY = timedelta(days=30)
"""Who was read within a month was read lately, and a writer's notes of a month say whether they are read at all."""

LITTLE_READ = 3
"""With fewer notes than this in a month a writer is little read: less than one a week."""

LIKED_WITHIN = timedelta(days=90)
"""Tags of what one noted in a quarter say what one likes now."""

LIKED_TWICE = 2
"""A tag is liked from the second noted story on: one may be chance."""

TAGS_REMEMBERED = 4096
"""Folded tags that are kept at hand: folding one takes 60 microseconds, and a server's stories share their tags."""

_folded = lru_cache(maxsize=TAGS_REMEMBERED)(fold_tag)


class PickReason(StrEnum):
    """Why a story is in the plan: the strongest reason that applied. Ordered from the strongest to the weakest."""

    TOPIC = "topic"
    """It has a tag that the member follows or writes about."""
    CHALLENGE = "challenge"
    """Its author takes part in the challenge that the member is in."""
    NEW_WRITER = "new_writer"
    """Its author registered not long ago."""
    LITTLE_READ = "little_read"
    """Hardly anybody has written a note on its author's stories lately."""
    LIKED_TAG = "liked_tag"
    """It has a tag that stories which the member noted had."""
    TURN = "turn"
    """Of all writers, its author waited longest for a place in this member's plan."""
    LONG_UNREAD = "long_unread"
    """The member has not read this author lately."""
    FRESH = "fresh"
    """It is new."""
    UNREAD = "unread"
    """The member has not read it. What is left to say when nothing else is."""


WEIGHTS: Mapping[PickReason, int] = {
    PickReason.TOPIC: 32,  # the member's topics come first: more than all the others and the rest together
    PickReason.CHALLENGE: 4,  # somebody who reads along deserves readers first
    PickReason.NEW_WRITER: 3,  # a first reader decides whether a newcomer stays
    PickReason.LITTLE_READ: 3,  # and one who is not read at all is as good as new
    PickReason.LIKED_TAG: 2,  # a guess at one's taste weighs less than what one said
    PickReason.LONG_UNREAD: 2,  # reading widely is the point
    PickReason.FRESH: 1,  # of two alike the newer one
    PickReason.TURN: 0,  # has a place of its own
    PickReason.UNREAD: 0,  # holds for every candidate
}
"""What each reason adds to a story's score for the places of the member's taste."""

SUGGESTED_LATELY = timedelta(days=7)
"""A writer who was in one's plan within a week steps back behind the others of the same standing."""

STEP_BACK = 16
"""What that takes off a score: more than all reasons but a topic add up to (15), so that one's topics still come first
and their writers take turns."""


@dataclass(frozen=True, slots=True)
class Seed:
    """What identifies a plan: the guild, the member, and the member's day."""

    guild_id: int
    member_id: int
    day: date


@dataclass(frozen=True, slots=True)
class StoryCandidate:
    """A story of a present member that can be picked. ``tags`` are as in the feed.

    ``author_since``: when its author registered in the guild; ``author_notes``: the number of notes on their stories
    within ``LATELY``; ``in_challenge``: whether they take part in a challenge together with the member.
    """

    story_id: str
    author_id: int
    tags: tuple[str, ...]
    dated_at: datetime
    author_since: datetime
    author_notes: int = 0
    in_challenge: bool = False


@dataclass(frozen=True, slots=True)
class Noted:
    """A story that the member noted. ``author_id`` is ``None`` if the bot knows no author."""

    story_id: str
    author_id: int | None
    tags: tuple[str, ...]
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class History:
    """What is known of the member. Stories are given by key; topics and liked tags are folded.

    ``suggested``: the last day on which each author was in a plan of the member's, replaced or not.
    """

    read: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()
    suggested: Mapping[int, date] | None = None
    read_lately: frozenset[int] = frozenset()
    topics: frozenset[str] = frozenset()
    liked: frozenset[str] = frozenset()

    def last(self, author_id: int) -> date:
        """The last day on which the author was suggested; ``date.min`` for never."""
        return (self.suggested or {}).get(author_id, date.min)


@dataclass(frozen=True, slots=True)
class Pick:
    """A story in a plan; ``place`` counts from 0."""

    story_id: str
    author_id: int
    place: int
    reason: PickReason


def history(
    noted: Iterable[Noted],
    shown: Iterable[str],
    suggested: Mapping[int, date],
    topics: Iterable[str],
    now: datetime,
) -> History:
    """The member's history, from their notes, earlier plans and topics (in any spelling)."""
    noted = list(noted)
    liked = Counter(
        tag for note in noted if now - note.noted_at <= LIKED_WITHIN for tag in set(map(_folded, note.tags))
    )
    return History(
        read=frozenset(note.story_id for note in noted),
        shown=frozenset(shown),
        suggested=suggested,
        read_lately=frozenset(
            note.author_id for note in noted if note.author_id is not None and now - note.noted_at <= LATELY
        ),
        topics=frozenset(map(_folded, topics)) - {""},
        liked=frozenset(tag for tag, count in liked.items() if tag and count >= LIKED_TWICE),
    )


def turn(author_id: int, member_id: int) -> int:
    """The writer's place in the circle of writers, counted from the member's place; for writers who have waited equally
    long."""
    return (author_id % CIRCLE - member_id % CIRCLE) % CIRCLE


def choose(
    seed: Seed,
    candidates: Iterable[StoryCandidate],
    known: History,
    now: datetime,
    places: Collection[int] = range(PLACES),
) -> tuple[Pick, ...]:
    """Fill these places of a day's plan as far as possible.

    Never picked: stories that were read, were in a plan before or are the member's own, and authors who have been in
    this day's plan already.
    """
    choosing = _Choosing(seed, known, now)
    eligible = choosing.eligible(candidates)
    picks: list[Pick] = []
    for place in sorted(places, reverse=True):  # the fair place before the others: whom it takes they cannot
        if not eligible:
            break
        fair = place == FAIR_PLACE
        chosen = choosing.longest_waiting(eligible) if fair else choosing.most_suitable(eligible)
        picks.append(Pick(chosen.story_id, chosen.author_id, place, choosing.reason(chosen, fair=fair)))
        del eligible[chosen.author_id]
    return tuple(sorted(picks, key=lambda pick: pick.place))


@dataclass(frozen=True, slots=True)
class _Choosing:
    """One choice, with everything that it depends on."""

    seed: Seed
    known: History
    now: datetime

    def eligible(self, candidates: Iterable[StoryCandidate]) -> dict[int, StoryCandidate]:
        """The best story of each author who may be suggested."""
        best: dict[int, StoryCandidate] = {}
        for story in _each_once(candidates):
            if story.author_id == self.seed.member_id or self.known.last(story.author_id) >= self.seed.day:
                continue
            if story.story_id in self.known.read or story.story_id in self.known.shown:
                continue
            before = best.get(story.author_id)
            if before is None or self._rank(story) < self._rank(before):
                best[story.author_id] = story
        return best

    def longest_waiting(self, eligible: Mapping[int, StoryCandidate]) -> StoryCandidate:
        """The story of the author who has waited longest; authors who were never suggested come first."""
        return min(eligible.values(), key=lambda story: (self.known.last(story.author_id), self._turn(story)))

    def most_suitable(self, eligible: Mapping[int, StoryCandidate]) -> StoryCandidate:
        """The story with the highest score."""
        return min(eligible.values(), key=self._rank)

    def reason(self, story: StoryCandidate, *, fair: bool) -> PickReason:
        """The strongest reason that applies."""
        holding = self._reasons(story) | ({PickReason.TURN} if fair else set())
        return next(reason for reason in PickReason if reason in holding)

    def _turn(self, story: StoryCandidate) -> tuple[int, int]:
        return turn(story.author_id, self.seed.member_id), story.author_id

    def _rank(self, story: StoryCandidate) -> tuple[int, bytes]:
        """The sort key: best score first, ties broken by the seed."""
        score = sum(WEIGHTS[reason] for reason in self._reasons(story))
        if self.seed.day - self.known.last(story.author_id) <= SUGGESTED_LATELY:
            score -= STEP_BACK
        lot = f"{self.seed.guild_id}/{self.seed.member_id}/{self.seed.day}/{story.story_id}"
        return -score, blake2b(lot.encode(), digest_size=8).digest()

    def _reasons(self, story: StoryCandidate) -> set[PickReason]:
        tags = set(map(_folded, story.tags))
        holds = {
            PickReason.TOPIC: not tags.isdisjoint(self.known.topics),
            PickReason.CHALLENGE: story.in_challenge,
            PickReason.NEW_WRITER: self.now - story.author_since <= NEW_WRITER,
            PickReason.LITTLE_READ: story.author_notes < LITTLE_READ,
            PickReason.LIKED_TAG: not tags.isdisjoint(self.known.liked),
            PickReason.LONG_UNREAD: story.author_id not in self.known.read_lately,
            PickReason.FRESH: self.now - story.dated_at <= FRESH,
            PickReason.UNREAD: True,
        }
        return {reason for reason, held in holds.items() if held}


def _each_once(candidates: Iterable[StoryCandidate]) -> Iterable[StoryCandidate]:
    """Each story once, though the feeds of several members can contain it."""
    return {story.story_id: story for story in sorted(candidates, key=lambda each: -each.author_id)}.values()
