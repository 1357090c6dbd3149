"""The steps of a story's way: each state of a post has a stage; corrections are offered while they can be kept."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.feeds.entries import EntryKind
from bot.domain.posting.outbox import PostKind, PostState, Withheld
from bot.domain.stories.stories import Reason
from bot.domain.stories.way import (
    Decided,
    Posted,
    PostStage,
    Seen,
    StoryWay,
    Undecided,
    WayPost,
    may_promote,
    may_silence,
    steps,
)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=6)
ADA, BEN = 1, 2


def post(
    state: PostState = PostState.PENDING, *, kind: PostKind = PostKind.STORY, due: datetime = NOW, **facts: bool | int
) -> WayPost:
    works = bool(facts.get("works", True))
    return WayPost(kind, state, due, works, attempts=int(facts.get("attempts", 0)), tried=bool(facts.get("tried", 0)))


def way(*posts: WayPost, reason: Reason | None = Reason.NEW) -> StoryWay:
    decided_at = NOW if reason else None
    return StoryWay("2", "T", "", EntryKind.STORY, False, ADA, NOW, NOW, reason, decided_at, posts)


@pytest.mark.parametrize(
    ("facts", "stage", "due"),
    [
        (post(due=LATER), PostStage.HELD, LATER),
        (post(due=LATER, attempts=2), PostStage.FAILED, LATER),
        (post(), PostStage.DUE, None),
        (post(works=False), PostStage.NO_CHANNEL, None),
        (post(due=LATER, works=False), PostStage.HELD, LATER),
        (post(PostState.CLAIMED), PostStage.SENDING, None),
        (post(PostState.SENT), PostStage.SENT, None),
        (post(PostState.WAITING), PostStage.WAITING, None),
        (post(PostState.WITHHELD), PostStage.WITHHELD, None),
    ],
)
def test_each_post_is_in_one_stage(facts: WayPost, stage: PostStage, due: datetime | None) -> None:
    assert steps(way(facts), NOW)[2:] == (Posted(facts, stage, due),)


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_of_the_ledger_is_a_step(reason: Reason) -> None:
    assert steps(way(reason=reason), NOW) == (Seen(NOW), Decided(reason, NOW))


def test_what_was_not_decided_says_so() -> None:
    assert steps(way(reason=None), NOW) == (Seen(NOW), Undecided())


@pytest.mark.parametrize("reason", Reason)
def test_only_unsure_items_and_responses_can_be_promoted(reason: Reason) -> None:
    can_be = reason in {Reason.UNSURE, Reason.RESPONSE}
    assert may_promote(way(reason=reason), ADA, manages=False) is can_be
    assert may_promote(way(reason=reason), BEN, manages=True) is can_be
    assert not may_promote(way(reason=reason), BEN, manages=False)


@pytest.mark.parametrize(
    ("posts", "can_be"),
    [
        ((post(),), True),
        ((post(due=LATER),), True),
        ((post(tried=True),), False),
        ((post(PostState.CLAIMED),), False),
        ((post(PostState.SENT),), False),
        ((post(PostState.WITHHELD),), False),
        ((post(PostState.WITHHELD), post(kind=PostKind.ROUNDUP, due=LATER)), True),
        ((post(kind=PostKind.DIGEST, due=LATER),), True),
        ((post(PostState.SENT), post(kind=PostKind.EDIT)), False),
        ((), False),
    ],
)
def test_an_author_can_keep_quiet_what_only_waits(posts: tuple[WayPost, ...], can_be: bool) -> None:
    assert may_silence(way(*posts), ADA) is can_be
    assert not may_silence(way(*posts), BEN)


def test_why_it_was_withheld_is_a_fact_of_the_post() -> None:
    withheld = WayPost(PostKind.STORY, PostState.WITHHELD, NOW, True, withheld=Withheld.TOO_LATE)
    (posted,) = [step for step in steps(way(withheld), NOW) if isinstance(step, Posted)]
    assert posted.post.withheld is Withheld.TOO_LATE
