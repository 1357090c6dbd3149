"""The monthly report, the spotlight and the map, as members meet them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.kit.pictures import BarsPicture, MapPicture
from bot.domain.reading.notes import NoteVisibility
from bot.domain.servers.guilds import NEEDED_IN_CHANNEL, Feature
from bot.services.circle.heavy import HeavyWorker
from tests.cogs.painting import Painting
from tests.cogs.world import World, circle_of, last, shown
from tests.services.parts import InThisProcess


@pytest.fixture
def painting(painting: Painting, monkeypatch: pytest.MonkeyPatch) -> Painting:
    """Heavy questions are answered without a worker, too."""
    monkeypatch.setattr(HeavyWorker, "run", InThisProcess.run)
    return painting


def names_of(message: Any) -> list[str]:
    return [file.filename for file in message.attachments]


async def test_a_month_is_told_once_with_its_charts_and_its_formulas(world: World, painting: Painting) -> None:
    nothing = await world.ada.slash(world.lobby, "community report")
    assert "There is no report of that month here." in shown(nothing)
    held = frozenset(NEEDED_IN_CHANNEL[Feature.COMMUNITY])
    await world.parts.guilds.choose_channel(world.guild.id, Feature.COMMUNITY, world.lobby.id, held)
    circle = circle_of(world)
    await circle.note(world.ada.id, world.ben.id)
    await circle.note(world.ben.id, world.owner.id)
    await circle.note(world.ben.id, world.ada.id, visibility=NoteVisibility.PRIVATE)
    now = world.parts.clock()
    first = datetime(now.year + now.month // 12, now.month % 12 + 1, 1, 9, 1, tzinfo=UTC)
    world.later(first - now)
    await world.restart()
    await world.env.advance_time(6)
    await world.restart()
    await world.env.advance_time(6)
    (message,) = world.lobby.history()
    (post,) = world.announced(world.lobby)
    assert "**2** stories were talked about, in **2** notes." in post
    assert f"<@{world.ada.id}>" not in post
    assert names_of(message) == ["month.png"]
    (picture,) = painting.asked
    assert isinstance(picture, BarsPicture)
    assert [chart.title for chart in picture.charts] == ["Stories", "Reading"]
    formulas = await world.ada.click(message, label="How these are counted")
    assert last(formulas).ephemeral
    assert "**Notes** (2): notes written in the month" in shown(formulas)
    report = await world.ben.slash(world.lobby, "community report", month=f"{now.year}-{now.month:02}")
    assert last(report).ephemeral
    assert "in **2** notes" in shown(report)
    assert names_of(last(report)) == ["month.png"]
    painting.broken = True
    report = await world.ben.slash(world.lobby, "community report")
    assert names_of(last(report)) == []
    assert "in **2** notes" in shown(report)


async def test_the_spotlight_shows_what_waits_for_a_reader(world: World) -> None:
    await world.set_up()
    assert "Every recent story here has a note on it" in shown(await world.ben.slash(world.lobby, "spotlight"))
    await world.register(world.ada)
    page = await world.ben.slash(world.lobby, "spotlight")
    assert last(page).ephemeral
    assert "Ada Bee" in shown(page)
    assert "Story number" in shown(page)
    saved = await world.ben.click(last(page), label="Save for later")
    assert last(saved).ephemeral
    form = await world.ben.click(last(page), label="I read this")
    assert form.modal is not None


async def test_one_is_on_the_map_by_ones_own_choice(world: World, painting: Painting) -> None:
    circle = circle_of(world)
    for one, other in ((world.ada, world.ben), (world.ben, world.ada)):
        await circle.note(one.id, other.id)
    world.later(timedelta(seconds=1))
    card = await world.ada.slash(world.lobby, "community map")
    assert last(card).ephemeral
    assert "Nobody has chosen to be on the map yet." in shown(card)
    card = await world.ada.click(last(card), label="Put me on the map")
    assert "There is no conversation among them to draw yet." in shown(card)
    assert not painting.asked
    card = await world.ben.slash(world.lobby, "community map")
    card = await world.ben.click(last(card), label="Put me on the map")
    assert "2 people, 1 conversation." in shown(card)
    (picture,) = painting.asked
    assert isinstance(picture, MapPicture)
    assert len(picture.dots) == 2
    assert names_of(last(card)) == ["map.png"]
    card = await world.ben.click(last(card), label="Take me off")
    assert "You are not on it" in shown(card)
    assert "1 member wants to be on it." in shown(card)
    assert names_of(last(card)) == []


async def test_case_c6_two_open_maps_do_not_undo_each_others_choice(world: World, painting: Painting) -> None:
    first, second = [await world.ada.slash(world.lobby, "community map") for _ in range(2)]
    await world.ada.click(last(first), label="Put me on the map")
    again = await world.ada.click(last(second), label="Put me on the map")
    assert "1 member wants to be on it." in shown(again)
    assert not painting.asked


async def test_only_moderators_are_told_of_narrow_circles(world: World, painting: Painting) -> None:
    refused = await world.ada.slash(world.lobby, "community health")
    assert "circles" not in shown(refused)
    assert world.refusals() == ["MayNotManage"]
    assert not painting.asked
    told = await world.owner.slash(world.lobby, "community health")
    assert last(told).ephemeral
    assert "There are no circles here whose members read mostly each other." in shown(told)
