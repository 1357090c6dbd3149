"""Introductions as members meet them: the card, the private thread, the check-in."""

from datetime import timedelta

import simcord

from bot.app.kinds import OURS
from bot.delivery.publisher import DiscordPublisher
from bot.domain.posting.notices import NoticeKind, NoticeWay
from bot.domain.servers.guilds import NEEDED_IN_CHANNEL, Feature
from tests.cogs.world import LOOP_TURNS, World, channel_without, last, shown

BLOCK = "people/introductions.block"


async def choose_channel(world: World, **permissions: bool) -> simcord.ChannelHandle:
    """The owner picks the community's channel."""
    channel = channel_without(world.guild, "tea-room", **{"create_private_threads": True, **permissions})
    page = await world.panel("Challenges")
    result = await world.owner.select(last(page), [channel], custom_id="channel/weekly.channel/community")
    assert channel.mention in shown(result)
    return channel


async def a_round(world: World, after: timedelta = timedelta(days=3)) -> None:
    """Time passes, what is due is done, and everything on its way arrives."""
    world.later(after)
    await world.parts.introductions.tick(publisher(world))
    await world.env.advance_time(LOOP_TURNS)


def publisher(world: World) -> DiscordPublisher:
    return DiscordPublisher(world.bot, world.parts.painter, OURS.looks, OURS.notice_looks)


def people_in(thread: simcord.ChannelHandle) -> set[int]:
    return set(thread._channel.thread_members)  # the simulated server's own list, which no member may look at


async def test_a_members_own_card(world: World) -> None:
    card = await world.ada.slash(world.lobby, "introduce me")
    assert last(card).ephemeral
    assert "A moderator has to choose" in shown(card)
    joined = await world.ada.click(last(card), label="Introduce me")
    assert "You are in." in shown(joined)
    assert "You named no topics yet" in shown(joined)
    form = await world.ada.click(last(joined), label="Change the topics")
    named = await world.ada.submit_modal(form, {"topics": "Honey Bees, tea"})
    assert "honey-bees and tea" in shown(named)
    paused = await world.ada.select(last(named), ["4"], custom_id="pick/introductions.pause")
    assert "Paused until <t:" in shown(paused)
    again = await world.ada.click(last(paused), label="Start again")
    assert "You are in." in shown(again)
    blocked = await world.ada.select(last(again), [world.ben], custom_id=BLOCK)
    menu = str(last(blocked).components)
    assert str(world.ben.id) in menu, "the menu shows who is on the list"
    assert str(world.ben.id) not in str(last(await world.ada.select(last(blocked), [], custom_id=BLOCK)).components)
    assert "yourself" in shown(await world.ada.select(last(blocked), [world.ada], custom_id=BLOCK))
    out = await world.ada.click(last(again), label="No more introductions")
    assert "You are not taking part." in shown(out)


async def test_case_c7_topics_that_were_being_named_while_the_program_restarted_are_taken(world: World) -> None:
    card = await world.ada.slash(world.lobby, "introduce me")
    joined = await world.ada.click(last(card), label="Introduce me")
    first, second = [await world.ada.click(last(joined), label="Change the topics") for _ in range(2)]
    await world.restart()
    named = await world.ada.submit_modal(first, {"topics": "Honey Bees, tea"})
    assert "honey-bees and tea" in shown(named)
    assert last(named).id == last(joined).id, "it stands in the card's place"
    await world.ada.click(last(named), label="No more introductions")
    assert "You are not taking part" in shown(await world.ada.submit_modal(second, {"topics": "Wasps"}))


async def test_two_meet_in_a_private_thread_and_are_asked_a_week_later(world: World) -> None:
    channel = await choose_channel(world)
    await world.register(world.ada)
    for member in (world.ada, world.ben):
        card = await member.slash(world.lobby, "introduce me")
        await member.click(last(card), label="Introduce me")
    await world.parts.notices.choose(world.guild.id, world.ben.id, NoticeKind.INTRODUCTION, NoticeWay.DIRECT)
    await a_round(world)
    (thread,) = channel.threads
    assert people_in(thread) >= {world.ada.id, world.ben.id}
    (said,) = world.announced(thread)
    assert "May I introduce you?" in said
    assert f"<@{world.ada.id}> wrote [Story number" in said
    await a_round(world, timedelta(hours=1))
    assert len(channel.threads) == 1

    card = await world.ben.click(thread.history()[0], label="My introductions")
    assert last(card).ephemeral

    assert len(await publisher(world).wrote_in(world.guild.id, thread.id) or ()) == 1, "nobody but the bot"
    await world.ada.send(thread, "Hello!")
    assert world.ada.id in (await publisher(world).wrote_in(world.guild.id, thread.id) or ())
    assert await publisher(world).wrote_in(world.guild.id, 1) == frozenset()

    await a_round(world, timedelta(days=7))
    assert "Have you met?" in shown(await world.ada.slash(world.lobby, "help"))
    (direct,) = world.ben.user.dm_channel.history()
    met = await world.ben.user.click(direct, label="We have met")
    assert "How nice!" in shown(met)


async def test_a_channel_without_private_threads_is_switched_off_and_moderators_see_it(world: World) -> None:
    channel = channel_without(world.guild, "tea-room", create_private_threads=False)
    everything = frozenset(NEEDED_IN_CHANNEL[Feature.COMMUNITY])  # as it was when the channel was chosen
    await world.parts.guilds.choose_channel(world.guild.id, Feature.COMMUNITY, channel.id, everything)
    for member in (world.ada, world.ben):
        await world.parts.introductions.join(world.guild.id, member.id)
    await a_round(world)
    assert channel.threads == []
    assert "Create Private Threads" in shown(await world.panel("Challenges"))
