"""A whole week as a server lives it: the program stops and starts again in the middle of every step."""

from dataclasses import replace

import discord
import simcord

from bot.ui.kit.layout import mention
from tests.cogs.test_challenges import headings, later
from tests.cogs.test_notes import GOOD, THIRD, cards, fill, publish
from tests.cogs.test_ownership import code_in
from tests.cogs.world import ADA, LOOP_TURNS, World, last, shown, story
from tests.ui.texts import texts_in

LONG = "The paragraph about the smoke is the one I read out at breakfast, and nobody had a joke for it."


def answered(result: simcord.InteractionResult) -> str:
    """The answer itself: private words may follow it."""
    assert result.response is not None, f"no answer: {result!r}"
    return "\n".join(texts_in(result.response.components))


async def verify(world: World) -> None:
    """Ada proves that the profile is hers."""
    asked = await world.ada.slash(world.lobby, "profile verify")
    standing = world.site.stories(ADA.handle)
    world.site.add(replace(ADA, name=f"{ADA.name} {code_in(shown(asked))}"), *standing)
    looked = await world.ada.click(last(asked), label="Look now")
    assert "is verified" in answered(looked)


async def read_in_each_way(world: World, adas: discord.Message, bens: discord.Message) -> simcord.ChannelHandle:
    """By button, by menu and by command; what stands in the thread afterwards stands there once."""
    await fill(world.ben, await world.ben.click(adas, label="I read this"), GOOD)
    await world.restart()
    await world.env.advance_time(LOOP_TURNS)
    await fill(world.ada, await world.ada.context_menu(world.stories, "Log a read", bens), THIRD, "author")
    await world.restart()
    found = await world.owner.autocomplete(world.lobby, "read log", "story", "Story number 3")
    form = await world.owner.slash(world.lobby, "read log", story=found[0]["value"])
    assert "Noted" in answered(await fill(world.owner, form, LONG))
    await world.restart()
    await world.env.advance_time(LOOP_TURNS)
    thread = next(thread for thread in world.stories.threads if thread.id == adas.id)
    assert [(GOOD in each, LONG in each) for each in world.announced(thread)] == [(True, False), (False, True)]
    return thread


async def test_a_week_from_its_beginning_to_its_board(world: World) -> None:
    await world.set_up()
    await world.owner.click(last(await world.panel("How and when")), label="A thread under each")
    await world.register(world.ada)
    await world.register(world.ben, "medium.com/@ben.writes")
    await verify(world)
    adas = await publish(world, 3)

    circle = world.guild.create_text_channel("reading-circle")
    page = await world.owner.select(
        last(await world.panel("Challenges")), [circle], custom_id="channel/weekly.channel/challenges"
    )
    page = await world.owner.select(last(page), ["2"], custom_id="pick/weekly.weekday")
    await world.owner.click(last(page), label="A challenge every week")
    await world.restart()
    await later(world)
    await world.restart()
    await later(world)
    assert headings(world, circle) == ["The week's reading begins"]
    (start,) = circle.history()

    assert "You take part." in answered(await world.ben.click(start, label="Join"))
    await world.restart()
    assert "The week's reading" in answered(await world.ada.slash(world.lobby, "challenge join"))

    bens = await bens_story(world)
    thread = await read_in_each_way(world, adas, bens)
    helped = await world.ada.click(thread.history()[0], label="This helped me")
    assert last(helped).ephemeral
    await world.restart()
    again = await world.ada.click(thread.history()[0], label="This helped me")
    assert "Take it back" in str(last(again).components)
    board = await world.ben.slash(world.lobby, "leaderboard")
    assert "2 more are pending" in answered(board)
    assert "2 more make the goal." in answered(await world.ben.slash(world.lobby, "challenge progress"))

    for days in (3, 1, 1, 1, 1):
        await later(world, days=days)
        await world.restart()
        await later(world)
    await world.restart()
    await later(world)
    told = headings(world, circle)
    assert told[:4] == [
        "The week's reading begins",
        "Half-way: The week's reading",
        "The last day: The week's reading",
        "🏆 The week's reading: 2 stories were talked about here",
    ]
    assert told[4:] == ["The week's reading begins"]
    posted = circle.history()[3]
    assert [attachment.filename for attachment in posted.attachments] == ["board.png"]
    text = "\n".join(texts_in([component.to_dict() for component in posted.components]))
    assert f"**1.** {mention(world.ben.id)}: 4 points" in text
    assert "2 members took part in the week's challenge" in text
    opened = (await world.owner.slash(world.lobby, "leaderboard")).response
    assert opened is not None
    before = await world.owner.click(opened, label="The week before")
    assert f"**1.** {mention(world.ben.id)}: 4 points" in answered(before)


async def bens_story(world: World) -> discord.Message:
    """A story of Ben's is announced."""
    before = len(cards(world))
    world.site.publish("ben.writes", story(102), at=world.parts.clock())
    while len(cards(world)) == before:
        await world.poll()
    return cards(world)[-1]
