"""The publisher against the simulated Discord: what is found again, and what each failure says about a post."""

from dataclasses import replace
from datetime import timedelta

import aiohttp
import discord
import pytest

from bot.delivery.publisher import outcome_of
from bot.domain.posting.delivery import Delivery, Forbidden, Gone, MessagePlace, Post, Retry, Sent, Unknown
from bot.domain.stories.story_views import StoryCard
from tests.cogs.test_introductions import publisher
from tests.cogs.world import World

CARD = StoryCard("1a2b3c4d5e6f", "https://medium.com/p/1a2b3c4d5e6f", "On bees", "Ada", None, "", None, 5, (), None)
OTHER = replace(CARD, story_id="2a2b3c4d5e6f", link="https://medium.com/p/2a2b3c4d5e6f")
NOBODY = 999

FAILURES = [
    (404, 10003, Gone()),
    (403, 50013, Forbidden()),
    (400, 50035, Retry()),
    (429, 0, Retry()),
]
"""(status, Discord's code, what it says about the post)."""


def post(world: World, channel_id: int, card: StoryCard = CARD) -> Post:
    return Post(1, world.guild.id, channel_id, f"nonce-{card.story_id}", card)


async def test_a_post_is_found_where_it_stands_and_no_other_is_taken_for_it(world: World) -> None:
    channel, sends = world.stories.id, publisher(world)
    assert await sends.find(post(world, channel)) is None
    sent = await sends.publish(post(world, channel))
    assert isinstance(sent, Sent)
    await world.env.settle()
    assert await sends.find(post(world, channel)) == sent
    assert await sends.find(post(world, channel, OTHER)) is None
    assert await sends.find(post(world, world.lobby.id)) is None


async def test_a_forum_is_looked_through_by_its_posts_names(world: World) -> None:
    """The message is not found here: the simulation does not number it as its post, as Discord does."""
    forum, sends = world.guild.create_forum_channel("library").id, publisher(world)
    await world.env.settle()
    assert await sends.find(post(world, forum)) is None
    sent = await sends.publish(post(world, forum))
    assert isinstance(sent, Sent)
    await world.env.settle()
    assert await sends.find(post(world, forum, replace(OTHER, title="On wasps"))) is None


async def test_nobody_elses_message_is_taken_for_ours(world: World) -> None:
    await world.ada.send(world.stories, CARD.link)
    assert await publisher(world).find(post(world, world.stories.id)) is None


@pytest.mark.parametrize(
    ("failure", "outcome"),
    [
        (discord.RateLimited(12.5), Retry(timedelta(seconds=12.5))),
        (TimeoutError(), Unknown()),
        (aiohttp.ServerDisconnectedError(), Unknown()),
        (ConnectionResetError(), Unknown()),
    ],
)
def test_what_a_failure_without_an_answer_says_of_a_post(failure: Exception, outcome: Delivery) -> None:
    assert outcome_of(failure) == outcome


@pytest.mark.parametrize(("status", "code", "outcome"), FAILURES)
async def test_what_a_failure_says_of_a_post(world: World, status: int, code: int, outcome: Delivery) -> None:
    channel, sends = world.stories.id, publisher(world)
    sent = await sends.publish(post(world, channel))
    assert isinstance(sent, Sent)
    place = MessagePlace(channel, sent.message_id)
    message = f"/channels/{channel}/messages/{sent.message_id}"
    for method, path in (
        ("POST", f"/channels/{channel}/messages"),
        ("GET", f"/channels/{channel}/messages"),
        ("PATCH", message),
        ("DELETE", message),
        ("POST", f"{message}/threads"),
    ):
        world.env.inject_error(method, path, status=status, code=code, times=None)
    assert await sends.publish(post(world, channel, OTHER)) == outcome
    assert await sends.find(post(world, channel)) == outcome
    assert await sends.amend(post(world, channel), place) == outcome
    gone = isinstance(outcome, Gone)
    assert await sends.remove(world.guild.id, place) == (sent if gone else outcome), "what is gone is removed"
    assert not await sends.open_thread(post(world, channel), sent.message_id)


@pytest.mark.parametrize(
    ("status", "code", "present"), [(404, 10007, False), (404, 10013, False), (404, 10004, None), (500, 0, None)]
)
async def test_who_is_not_found_has_left_only_where_discord_says_so(
    world: World, status: int, code: int, present: bool | None
) -> None:
    sends = publisher(world)
    assert await sends.present(world.guild.id, world.ada.id) is True
    world.env.inject_error("GET", f"/guilds/{world.guild.id}/members/*", status=status, code=code, times=None)
    assert await sends.present(world.guild.id, world.ada.id) is present
    assert await sends.present(NOBODY, world.ada.id) is None, "a guild that the bot does not see"


@pytest.mark.parametrize(("status", "wrote"), [(404, frozenset()), (403, frozenset()), (500, None)])
async def test_who_wrote_in_a_thread_that_cannot_be_read(
    world: World, status: int, wrote: frozenset[int] | None
) -> None:
    await world.ada.send(world.lobby, "Hello")
    sends = publisher(world)
    assert await sends.wrote_in(world.guild.id, world.lobby.id) == frozenset({world.ada.id})
    world.env.inject_error("GET", f"/channels/{world.lobby.id}/messages", status=status, times=None)
    assert await sends.wrote_in(world.guild.id, world.lobby.id) == wrote


async def test_a_thread_that_stands_already_is_as_good_as_a_new_one(world: World) -> None:
    sends = publisher(world)
    sent = await sends.publish(post(world, world.stories.id))
    assert isinstance(sent, Sent)
    path = f"/channels/{world.stories.id}/messages/{sent.message_id}/threads"
    world.env.inject_error("POST", path, status=400, code=160004, times=1)
    assert await sends.open_thread(post(world, world.stories.id), sent.message_id)
