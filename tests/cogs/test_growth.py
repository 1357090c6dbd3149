"""A member's own numbers: logged, charted, handed out, deleted, and nobody else's business."""

from datetime import timedelta
from decimal import Decimal

import simcord

from bot.domain.growth.growth import Measure
from tests.cogs.painting import Painting
from tests.cogs.world import World, last, menu, shown


async def logged(world: World, day: str = "", **typed: str) -> simcord.InteractionResult:
    form = await world.ada.slash(world.lobby, "growth log", **({"day": day} if day else {}))
    blank = dict.fromkeys(("followers", "views", "reads", "read_ratio", "earnings"), "")
    return await world.ada.submit_modal(form, blank | typed)


def pictures(result: simcord.InteractionResult) -> list[str]:
    return [file.filename for file in last(result).attachments]


async def test_from_the_form_to_the_chart_and_the_file(world: World, painting: Painting) -> None:
    today = world.parts.clock().date()
    before = (today - timedelta(days=7)).isoformat()
    assert "logged none yet" in shown(await world.ada.slash(world.lobby, "growth show"))
    kept = await logged(world, before, followers="1.2k", earnings="10")
    assert "Followers: **1,200**" in shown(kept)
    assert last(kept).ephemeral
    mixed = await logged(world, followers="1,250", views="many *views*", earnings="$12.50")
    assert "Earnings: **$12.50**" in shown(mixed)
    assert "Not kept: Views, “many \\*views\\*”." in shown(mixed)
    card = await world.ada.slash(world.lobby, "growth show")
    assert last(card).ephemeral
    assert "**Followers**: 1,250" in shown(card)
    assert "+50 since" in shown(card)
    assert "+$2.50 since" in shown(card)
    (picture,) = painting.asked
    assert (picture.title, picture.latest) == ("Followers", "1,250")
    assert [point.value for point in picture.points] == [Decimal(1200), Decimal(1250)]
    assert pictures(card) == ["growth.png"]
    turned = await world.ada.select(last(card), ["earnings"], custom_id=menu(last(card), "growth.turn"))
    assert (painting.asked[-1].title, painting.asked[-1].latest) == ("Earnings", "$12.50")
    assert pictures(turned) == ["growth.png"]
    exported = await world.ada.slash(world.lobby, "growth export")
    assert last(exported).ephemeral
    (file,) = last(exported).attachments
    content = (await file.read()).decode("utf-8-sig").splitlines()
    assert content[:2] == ["day,measure,value,unit", f"{before},followers,1200,count"]
    assert len(content) == 5
    assert "logged none yet" in shown(await world.ben.slash(world.lobby, "growth show"))
    assert "have logged no numbers" in shown(await world.ben.slash(world.lobby, "growth export"))
    assert world.refusals() == ["NothingLogged"]


async def test_numbers_are_deleted_one_by_one_or_all(world: World, painting: Painting) -> None:
    today = world.parts.clock().date()
    before = (today - timedelta(days=7)).isoformat()
    await logged(world, before, views="100", reads="5")
    await logged(world, views="300", reads="5")
    painting.broken = True
    card = await world.ada.slash(world.lobby, "growth show")
    assert "could not be drawn" in shown(card)
    assert pictures(card) == []
    same = await world.ada.select(last(card), ["-"], custom_id=menu(last(card), "growth.remove"))
    assert "**Views**: 300" in shown(same)
    less = await world.ada.select(last(same), [today.isoformat()], custom_id=menu(last(same), "growth.remove"))
    assert "**Views**: 100" in shown(less)
    assert "With a second number" in shown(less)
    asked = await world.ada.click(last(less), label="Delete all")
    kept = await world.ada.click(last(asked), label="Keep them")
    assert "Nothing was deleted" in shown(kept)
    asked = await world.ada.click(last(less), label="Delete all")
    await world.restart()
    assert "Deleted: 3 numbers." in shown(await world.ada.click(last(asked), label="Delete all"))
    assert "logged none yet" in shown(await world.ada.slash(world.lobby, "growth show"))


async def test_a_form_that_was_open_while_the_program_restarted_is_taken_for_its_day(world: World) -> None:
    form = await world.ada.slash(world.lobby, "growth log", day="2026-01-01")
    await world.restart()
    kept = await world.ada.submit_modal(form, {each.value: "300" if each is Measure.VIEWS else "" for each in Measure})
    assert "Kept for Jan 1, 2026" in shown(kept)
    assert "Views: **300**" in shown(kept)


async def test_a_day_that_cannot_be_says_why(world: World) -> None:
    for day, words in (("soon", "could not read that day"), ("2099-01-01", "still to come")):
        refused = await world.ada.slash(world.lobby, "growth log", day=day)
        assert words in shown(refused)
    assert "typed no number" in shown(await logged(world))
