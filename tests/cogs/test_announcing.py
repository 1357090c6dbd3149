"""Announcements as a server sees them: forums, threads, digests, quiet hours, the cap, routes, edits, welcomes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import discord

from tests.cogs.world import ADA, World, last, shown, story

START = datetime(2026, 1, 1, tzinfo=UTC)
"""Where the simulated clock stands: midnight, UTC."""


async def ready(world: World) -> None:
    """The channel is chosen, Ada is registered, the first import is over; it is a little after noon."""
    await world.set_up()
    await world.register(world.ada)
    world.later(timedelta(hours=12))
    await world.poll()


async def publish(world: World, *numbers: int) -> None:
    """Ada publishes stories now, and the bot finds them."""
    for number in numbers:
        world.site.publish(ADA.handle, story(number), at=world.parts.clock())
    await world.poll()


async def test_a_forum_gets_a_post_with_the_tags_it_knows(world: World) -> None:
    forum = world.guild.create_forum_channel("stories")
    channel = world.bot.get_channel(forum.id)
    assert isinstance(channel, discord.ForumChannel)
    await channel.edit(available_tags=[discord.ForumTag(name="Poetry"), discord.ForumTag(name="Bees")])
    await world.env.settle()
    await world.choose_channel(forum)
    await world.register(world.ada)
    await publish(world, 3)
    (thread,) = forum.threads
    assert thread.name == "Story number 3"
    (message,) = thread.history()
    assert message.components
    begun = world.bot.get_channel(thread.id)
    assert isinstance(begun, discord.Thread)
    assert [tag.name for tag in begun.applied_tags] == ["Bees"]


async def test_each_announcement_gets_a_thread(world: World) -> None:
    await ready(world)
    await world.owner.click(last(await world.panel("How and when")), label="A thread under each")
    await publish(world, 3)
    (thread,) = world.stories.threads
    assert thread.name == "Story number 3"


async def test_a_digest_on_its_hour(world: World) -> None:
    await ready(world)
    await world.pick("How and when", "cadence", "daily")
    await publish(world, 3)
    await publish(world, 4)
    assert world.announced() == []
    world.offset = timedelta(hours=18)
    await world.poll()
    (text,) = world.announced()
    assert "2 new stories by this server's writers" in text
    (message,) = world.stories.history()
    mine = await world.ben.click(message, label="All new stories")
    assert last(mine).ephemeral
    assert "Story number 4" in shown(mine)


async def test_quiet_hours(world: World) -> None:
    await ready(world)
    await world.pick("Quiet and limits", "quiet_from", "10")
    await world.pick("Quiet and limits", "quiet_until", "20")
    await publish(world, 3)
    assert world.announced() == []
    assert "1 post waits" in shown(await world.panel())
    world.offset = timedelta(hours=20)
    await world.poll()
    assert len(world.announced()) == 1


async def test_what_is_over_the_cap_comes_together_the_next_morning(world: World) -> None:
    await ready(world)
    await world.pick("Quiet and limits", "cap", "1")
    await publish(world, 3, 4, 5)
    assert len(world.announced()) == 1
    world.offset = timedelta(days=1, hours=8)
    await world.poll()
    assert "2 more stories by this server's writers" in world.announced()[1]


async def test_a_route_by_tag(world: World) -> None:
    await ready(world)
    bees = world.guild.create_text_channel("bees")
    made = await world.owner.slash(world.lobby, "route add", channel=bees, tag="Bees")
    assert f"go to <#{bees.id}>" in shown(made)
    await publish(world, 3)
    assert world.announced() == []
    assert len(world.announced(bees)) == 1
    listed = await world.owner.slash(world.lobby, "route list")
    gone = await world.owner.click(last(listed), label="Remove")
    assert "None yet" in shown(gone)


async def test_a_route_that_says_nothing_is_refused(world: World) -> None:
    result = await world.owner.slash(world.lobby, "route add", channel=world.stories)
    assert "Say which stories" in shown(result)
    assert world.refusals() == ["RouteIncomplete"]


async def test_the_card_follows_an_edit(world: World) -> None:
    await ready(world)
    await publish(world, 3)
    edited = replace(story(3, "A better title"), published_at=world.site.stories(ADA.handle)[-1].published_at)
    world.site.publish(ADA.handle, edited)
    await world.poll()
    (text,) = world.announced()
    assert "A better title" in text


async def test_a_new_voice_is_welcomed_once(world: World) -> None:
    await ready(world)
    await publish(world, 3)
    world.later(timedelta(days=1))
    await publish(world, 4)
    first, second = world.announced()
    assert "A new voice here" in first
    assert "A new voice here" not in second


async def test_a_topic_pings_who_asked_for_it_and_stops_for_whoever_presses(world: World) -> None:
    await ready(world)
    await world.ben.slash(world.lobby, "topics follow", tag="bees")
    await publish(world, 3)
    (text,) = world.announced()
    assert f"<@{world.ben.id}>" in text
    (sent,) = [r for r in world.env.http_requests if r.path == f"/channels/{world.stories.id}/messages"]
    assert isinstance(sent.json, dict)
    assert sent.json["allowed_mentions"]["users"] == [world.ben.id]
    (message,) = world.stories.history()
    stopped = await world.ben.click(message, label="Stop these pings")
    assert last(stopped).ephemeral
    world.later(timedelta(days=1))
    await publish(world, 4)
    assert f"<@{world.ben.id}>" not in world.announced()[1]
