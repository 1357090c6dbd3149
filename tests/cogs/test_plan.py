"""The reading plan as a member meets it."""

from datetime import timedelta
from typing import Any

import pytest

from bot.demo.feedshape import Writer
from bot.domain.posting.notices import NoticeKind, NoticeWay
from bot.ui.reading.notes import READ, SAVE
from tests.cogs.world import World, last, shown, story
from tests.ui.texts import ids_in

MENU = "pick/plan.hour"


async def writers(world: World, count: int = 4) -> None:
    """So many members write, each one story; Ada is none of them."""
    for number in range(count):
        handle = f"writer{number}"
        world.site.add(Writer(handle, f"Writer {number}", f"{number:012x}"), story(500 + number, f"Thing {number}"))
        member = world.guild.add_member(world.env.create_user(handle))
        await world.register(member, f"@{handle}")


def ids(message: Any, action: str) -> list[str]:
    """The ids of a card's buttons for an action, from its payload."""
    return [each for each in ids_in(message.components) if each.startswith(f"ink/{action}/")]


async def test_three_stories_with_reasons_and_another_one(world: World) -> None:
    empty = await world.ada.slash(world.lobby, "plan")
    assert last(empty).ephemeral
    assert "Nothing: you have met all there is" in shown(empty)
    await writers(world)
    card = await world.ada.slash(world.lobby, "plan")
    assert shown(card).count("Thing ") == 3
    assert "Somebody new here: Writer" in shown(card)
    assert len(ids(last(card), READ.name)) == len(ids(last(card), SAVE.name)) == 3
    await world.restart()
    swaps = ids(last(card), "plan.swap")
    swapped = await world.ada.click(last(card), custom_id=swaps[0])
    assert ids(last(swapped), "plan.swap")[1:] == swaps[1:]
    assert swaps[0] not in ids(last(swapped), "plan.swap")
    again = await world.ada.slash(world.lobby, "plan")
    assert ids(last(again), "plan.swap") == ids(last(swapped), "plan.swap")
    spent = await world.ada.click(last(again), custom_id=swaps[1])
    assert "no other one for you today" in shown(spent)


async def test_a_morning_word_by_choice(world: World) -> None:
    await writers(world, 2)
    card = await world.ada.slash(world.lobby, "plan")
    assert "Have it brought" in shown(card)
    hour = (world.parts.clock() + timedelta(hours=2)).hour
    chosen = await world.ada.select(last(card), [str(hour)], custom_id=MENU)
    assert f"It comes at {hour:02}:00 as a direct message" in shown(chosen)
    assert world.letters(world.ada) == []
    world.later(timedelta(hours=2))
    await world.restart()  # its loop looks at once
    await world.env.advance_time(6)
    (word,) = world.letters(world.ada)
    assert "Today you might like:" in word
    assert word.count("Thing ") == 2
    await world.restart()
    await world.env.advance_time(6)
    assert len(world.letters(world.ada)) == 1
    off = await world.ada.select(last(chosen), ["-"], custom_id=MENU)
    assert "At an hour of your day" in shown(off)
    world.later(timedelta(days=1))
    assert await world.parts.plans.send_mornings() == 0


@pytest.mark.parametrize(
    ("way", "words"),
    [(NoticeWay.NEXT_COMMAND, "waits for your next command"), (NoticeWay.OFF, "switched off under `/notifications`")],
)
async def test_the_card_says_how_it_comes(world: World, way: NoticeWay, words: str) -> None:
    await world.parts.notices.choose(world.guild.id, world.ada.id, NoticeKind.PLAN, way)
    card = await world.ada.slash(world.lobby, "plan")
    assert words in shown(await world.ada.select(last(card), ["7"], custom_id=MENU))


async def test_the_members_own_zone_is_named(world: World) -> None:
    assert "By this server's time zone, `UTC`" in shown(await world.ada.slash(world.lobby, "plan"))
