"""Private words as a member gets them: after a command, in a direct message, or not at all."""

from dataclasses import replace
from typing import Any

import discord
import simcord

from bot.app.kinds import OURS
from bot.delivery.publisher import DiscordPublisher
from bot.domain.posting.delivery import Sent
from bot.domain.posting.notices import Notice, NoticeKind, PrivateWord
from bot.storage.database.engine import Connection
from bot.storage.posting import notices
from tests.cogs.world import World, last, pick_of_another_version, shown
from tests.ui.texts import texts_in

MENU = "pick/notices.choose/profile"


async def say(world: World, count: int = 1, member: simcord.MemberActor | None = None) -> None:
    """The bot has something to say, and its loop comes round."""
    who = (member or world.ada).id
    now = world.parts.clock()

    async def work(conn: Connection) -> None:
        for number in range(count):
            payload = {"about": "verified", "name": f"Pen {number}"}
            key = f"test/{who}/{now.timestamp()}/{number}"
            await notices.enqueue(conn, world.guild.id, who, NoticeKind.PROFILE, payload, key, now)

    await world.parts.database.write(work)
    await world.env.advance_time(6)


async def choose(world: World, way: str) -> simcord.InteractionResult:
    card = (await world.ada.slash(world.lobby, "notifications")).response
    assert card is not None
    card = last(await world.ada.select(card, ["profile"], custom_id="pick/notices.kind"))
    return await world.ada.select(card, [way], custom_id=MENU)


async def test_a_word_comes_once_after_the_next_command_and_only_to_its_member(world: World) -> None:
    await say(world)
    assert "Verified" not in shown(await world.ben.slash(world.lobby, "help"))
    result = await world.ada.slash(world.lobby, "help")
    assert "What would you like to do?" in "\n".join(texts_in(result.response.components if result.response else []))
    assert "Verified: Pen 0 is yours" in shown(result)
    assert last(result).ephemeral
    assert "Verified" not in shown(await world.ada.slash(world.lobby, "help"))
    assert world.letters(world.ada) == []


async def test_many_words_come_in_portions(world: World) -> None:
    await say(world, 7)
    first = shown(await world.ada.slash(world.lobby, "help"))
    assert "2 more wait" in first
    assert "Pen 4" in first
    assert "Pen 5" not in first
    assert "Pen 6" in shown(await world.ada.slash(world.lobby, "help"))


async def test_a_command_that_answers_late_is_answered_first(world: World) -> None:
    await say(world)
    result = await world.ada.slash(world.lobby, "profile register", link="@ada")
    assert result.response is not None
    assert "Is this you?" in "\n".join(texts_in(result.response.components))
    assert "Verified" in shown(result)


async def test_nothing_comes_between_a_form_and_its_member(world: World) -> None:
    await world.register(world.ada)
    await say(world)
    form = await world.ada.slash(world.lobby, "profile edit")
    assert form.followups == []
    assert "Verified" in shown(await world.ada.slash(world.lobby, "help"))


async def test_words_that_cannot_be_shown_wait_for_the_command_after(world: World) -> None:
    await say(world)
    world.env.inject_error("POST", "/webhooks/*", status=404, times=1)
    assert "What would you like to do?" in shown(await world.ada.slash(world.lobby, "help"))
    assert "Verified" in shown(await world.ada.slash(world.lobby, "help"))


async def test_choosing_a_direct_message(world: World) -> None:
    chosen = await choose(world, "direct")
    assert "How do you want to be told?" in shown(chosen)
    await say(world)
    (letter,) = world.letters(world.ada)
    assert "Verified: Pen 0 is yours" in letter
    assert "From Inklings" in letter
    assert "Verified" not in shown(await world.ada.slash(world.lobby, "help"))


async def test_choosing_none(world: World) -> None:
    await choose(world, "off")
    await say(world)
    assert world.letters(world.ada) == []
    assert "Verified" not in shown(await world.ada.slash(world.lobby, "help"))


async def test_a_closed_direct_message_is_said_and_the_word_waits(world: World) -> None:
    await choose(world, "direct")
    channel = world.ada.user.dm_channel
    world.env.inject_error("POST", f"/channels/{channel.id}/messages", status=403, code=50007, times=1)
    await say(world)
    assert world.letters(world.ada) == []
    result = await world.ada.slash(world.lobby, "notifications")
    card = "\n".join(texts_in(result.response.components if result.response else []))
    assert "were closed to me" in card
    assert "Verified" in shown(result)
    assert "were closed to me" not in shown(await choose(world, "direct"))


async def test_a_bot_that_may_write_to_nobody_blames_no_member(world: World) -> None:
    await choose(world, "direct")
    channel = world.ada.user.dm_channel
    world.env.inject_error("POST", f"/channels/{channel.id}/messages", status=403, code=20026, times=1)
    await say(world)
    assert "were closed to me" not in shown(await world.ada.slash(world.lobby, "notifications"))


async def test_what_may_have_arrived_is_looked_for_before_it_is_sent_again(world: World) -> None:
    now = world.parts.clock()
    notice = Notice(1, NoticeKind.PROFILE, {"about": "verified", "name": "Pen"}, now)
    word = PrivateWord(world.guild.id, world.ada.id, "first", notice)
    publisher = DiscordPublisher(world.bot, world.parts.painter, OURS.looks, OURS.notice_looks)
    sent = await publisher.tell(word)
    assert isinstance(sent, Sent)
    assert await publisher.tell(replace(word, nonce="second", look_since=now)) == sent
    other = replace(notice, payload={"about": "verified", "name": "Ink"})
    assert await publisher.tell(replace(word, nonce="third", notice=other, look_since=now)) != sent
    assert len(world.letters(world.ada)) == 2


async def test_a_menu_of_an_earlier_version_is_out_of_date(world: World) -> None:
    assert "older version" in shown(await pick_of_another_version(world, world.ada, MENU, "by pigeon"))
    assert world.refusals() == []


async def test_menus_still_work_after_a_restart(world: World) -> None:
    card = await world.ada.slash(world.lobby, "notifications")
    await world.restart()
    card = await world.ada.select(last(card), ["profile"], custom_id="pick/notices.kind")
    await world.restart()
    chosen = await world.ada.select(last(card), ["off"], custom_id=MENU)
    assert "**Your profile**: Off" in shown(chosen)
    (menu,) = (each for each in _menus(last(chosen).components) if each["custom_id"] == MENU)
    assert [each["value"] for each in menu["options"] if each.get("default")] == ["off"]


def _menus(components: Any) -> list[dict[str, Any]]:
    if isinstance(components, list):
        return [menu for each in components for menu in _menus(each)]
    if isinstance(components, dict):
        mine = [components] if components.get("type") == discord.ComponentType.select.value else []
        return mine + _menus(components.get("components"))
    return []
