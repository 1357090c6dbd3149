"""Topics as a member follows them: commands, the list, the button on a post that pings."""

from datetime import timedelta

import discord
import pytest

from bot.ui.kit.card import Card
from bot.ui.kit.layout import row, text
from bot.ui.kit.words import words_for
from bot.ui.stories.topics import ping_line, stop_button
from tests.cogs.world import World, last, shown

SAY = words_for("en-US")


async def test_following_listing_muting_and_stopping(world: World) -> None:
    assert "None yet" in shown(await world.ada.slash(world.lobby, "topics list"))
    followed = await world.ada.slash(world.lobby, "topics follow", tag="#Honey Bees")
    assert last(followed).ephemeral
    assert "You follow honey-bees" in shown(followed)
    assert "Until you stop it" in shown(followed)
    listed = await world.ada.slash(world.lobby, "topics list")
    muted = await world.ada.click(last(listed), label="Mute")
    assert "Muted" in shown(muted)
    assert "Until you stop it" in shown(await world.ada.click(last(muted), label="Unmute"))
    assert "is muted" in shown(await world.ada.slash(world.lobby, "topics mute", tag="honey bees"))
    listed = await world.ada.slash(world.lobby, "topics list")
    assert "None yet" in shown(await world.ada.click(last(listed), label="Stop"))


async def test_case_c6_two_open_lists_do_not_cancel_each_other(world: World) -> None:
    await world.ada.slash(world.lobby, "topics follow", tag="bees")
    lists = [await world.ada.slash(world.lobby, "topics list") for _ in range(2)]
    for each in lists:
        assert "Muted" in shown(await world.ada.click(last(each), label="Mute"))


@pytest.mark.parametrize(("until", "words"), [("pings", "3 more pings"), ("days", "Until <t:")])
async def test_a_choice_can_end_by_itself(world: World, until: str, words: str) -> None:
    assert words in shown(await world.ada.slash(world.lobby, "topics follow", tag="bees", until=until))


async def test_tags_are_suggested(world: World) -> None:
    await world.register(world.ada)
    found = await world.ben.autocomplete(world.lobby, "topics follow", "tag", "b")
    assert [each["value"] for each in found] == ["bees"]
    await world.ben.slash(world.lobby, "topics follow", tag="tea")
    found = await world.ben.autocomplete(world.lobby, "topics unfollow", "tag", "")
    assert [each["value"] for each in found] == ["tea"]
    assert "no longer follow tea" in shown(await world.ben.slash(world.lobby, "topics unfollow", tag="tea"))


async def test_what_is_refused_is_refused_in_words(world: World) -> None:
    assert "needs a letter" in shown(await world.ada.slash(world.lobby, "topics follow", tag="???"))
    assert "You do not follow `bees`" in shown(await world.ada.slash(world.lobby, "topics unfollow", tag="bees"))
    assert world.refusals() == ["NotATopic", "TopicNotFollowed"]


async def test_many_topics_fill_pages(world: World) -> None:
    for number in range(6):
        await world.ada.slash(world.lobby, "topics follow", tag=f"tag {number}")
    first = await world.ada.slash(world.lobby, "topics list")
    assert "Page 1 of 2" in shown(first)
    second = await world.ada.click(last(first), label="Next")
    assert "tag-5" in shown(second)
    assert "Page" not in shown(await world.ada.click(last(second), label="Stop")), "one page is left"


async def test_the_button_on_a_post_acts_for_whoever_presses(world: World) -> None:
    await world.register(world.ada)
    await world.ben.slash(world.lobby, "topics follow", tag="bees")
    channel = world.bot.get_channel(world.lobby.id)
    assert isinstance(channel, discord.TextChannel)
    line = ping_line([world.ben.id], SAY, ["bees", "tea"])
    message = await channel.send(view=Card(text(line), row(stop_button("000000000001", SAY))))
    assert "You follow none" in shown(await world.ada.click(message, label="Stop these pings"))
    stopped = await world.ben.click(message, label="Stop these pings")
    assert last(stopped).ephemeral
    assert "I ping you no more for bees" in shown(stopped)
    assert "None yet" in shown(await world.ben.slash(world.lobby, "topics list"))


async def test_a_choice_that_ran_out_is_told_with_the_next_command(world: World) -> None:
    await world.ada.slash(world.lobby, "topics follow", tag="bees", until="days")
    world.later(timedelta(days=31))
    await world.parts.topics.sweep()
    await world.env.advance_time(6)
    assert "bees: your choice has run its course" in shown(await world.ada.slash(world.lobby, "help"))
