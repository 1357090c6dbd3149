"""The pictures beside the board: what they show, and that they can be read, whatever is in them."""

import pickle
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.domain.kit.pictures import (
    MOST_CATEGORIES,
    MOST_DOTS,
    BarChart,
    BarSeries,
    BarsPicture,
    DayTick,
    LinePoint,
    LinesPicture,
    MapDot,
    MapLine,
    MapPicture,
    Picture,
    ValueTick,
    day_ticks,
    value_ticks,
)
from bot.ui.painting import bars, draw, lines, ring, sheet
from tests.tries import tries
from tests.ui.kit.test_painter import HOSTILE, NAMES

MAY = date(2026, 5, 4)

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""


def growth(*values: int | None, every: int = 10) -> LinesPicture:
    points = tuple(
        LinePoint(MAY + timedelta(days=every * number), None if value is None else Decimal(value))
        for number, value in enumerate(values)
    )
    ticks = value_ticks([each.value for each in points if each.value is not None], whole=True)
    days = day_ticks(points[0].day, points[-1].day)
    return LinesPicture(
        "Followers",
        "Only you see this",
        points,
        tuple(ValueTick(value, f"{value:,}") for value in ticks),
        tuple(DayTick(day, f"{day:%d %b}") for day in days),
        latest=f"{values[-1]}",
    )


def month(*told: int, talked: Sequence[int] = ()) -> BarsPicture:
    series = (BarSeries("told here", told), *([BarSeries("talked about", tuple(talked))] if talked else []))
    return BarsPicture("May", "", (BarChart("Stories", tuple(f"{week}." for week in range(len(told))), series),))


def community(names: Sequence[str], groups: int = 4, more: int = 1) -> MapPicture:
    """A map of people: each is joined to the next one of their group, and ``more`` times to anybody."""
    count, lots = len(names), random.Random(5)  # noqa: S311 - the same ones every time, no secret
    pairs = {(number, number + groups) for number in range(count - groups)}
    for _ in range(count * more if count > 1 else 0):
        one, other = sorted(lots.sample(range(count), 2))
        pairs.add((one, other))
    dots = tuple(MapDot((name,), number % groups, 1 + number % 5) for number, name in enumerate(names))
    return MapPicture("Who talks with whom", "", dots, tuple(MapLine(*pair) for pair in sorted(pairs)), "a footer")


def image_of(picture: Picture) -> Image.Image:
    with Image.open(BytesIO(draw(picture))) as opened:
        return opened.convert("RGB")


def where(image: Image.Image, colour: str, box: Box | None = None) -> Box | None:
    """What a colour covers; ``None`` where it is not."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    part = image.crop(box) if box else image
    masks = [band.point([255 * (abs(level - want) < 3) for level in range(256)]) for band, want in
             zip(part.split(), (red, green, blue), strict=True)]  # fmt: skip
    both = Image.merge("RGB", masks)
    black = Image.new("L", part.size)
    every = Image.composite(Image.composite(both.getchannel(2), black, both.getchannel(1)), black, both.getchannel(0))
    found: Box | None = every.getbbox()
    return found


# --- lines


def test_a_line_rises_to_its_newest_point() -> None:
    image = image_of(growth(0, 100, 50, 400))
    stroke, newest = where(image, sheet.INK), where(image, sheet.WARM, (800, 200, 1200, 800))
    assert stroke is not None
    assert newest is not None
    assert 800 + newest[2] == pytest.approx(sheet.WIDTH - sheet.MARGIN - lines.INSET + lines.LAST_DOT, abs=1)
    top = 200 + newest[1] + lines.LAST_DOT
    assert stroke[3] - top == pytest.approx(lines.PLOT_HEIGHT + lines.DOT, abs=2)  # from 0, where its dot is cut


def test_one_number_is_a_dot_in_the_middle() -> None:
    image = image_of(replace(growth(7), values=(), latest=""))
    dot = where(image, sheet.WARM)
    assert dot is not None
    assert (dot[0] + dot[2]) / 2 == sheet.WIDTH / 2
    assert where(image, sheet.INK) is None


def test_a_line_breaks_where_there_is_no_number() -> None:
    middle = (560, 250, 640, 680)
    assert where(image_of(replace(growth(1, 2, 3, 4, 5), values=())), sheet.INK, middle)
    assert not where(image_of(replace(growth(1, 2, None, 4, 5), values=())), sheet.INK, middle)


def test_labels_that_would_touch_or_lie_outside_are_left_out() -> None:
    picture = growth(1, 2, 3)
    before, after = (DayTick(MAY + timedelta(days=days), "no") for days in (-1, 21))
    close = DayTick(picture.days[0].day + timedelta(days=1), "no")
    near = ValueTick(picture.values[0].value + Decimal("0.01"), "0")
    crowded = replace(picture, days=(before, *picture.days, close, after), values=(*picture.values, near))
    assert draw(crowded) == draw(picture)


# --- bars


def test_bars_are_as_long_as_their_numbers() -> None:
    picture = month(40, 20, 0, talked=(10, 40, 0))
    image = image_of(picture)
    height = image.height
    column = (sheet.WIDTH - 2 * sheet.MARGIN) // 3
    found: list[list[int]] = []
    for number in range(3):
        left = sheet.MARGIN + number * column
        box = (left, 320, left + column, height)
        covered = [where(image, colour, box) for colour in bars.COLOURS]
        found.append([each[3] - each[1] if each else 0 for each in covered])
    full = bars.PLOT_HEIGHT
    assert found == [
        [pytest.approx(size, abs=3) for size in row] for row in ((full, full / 4), (full / 2, full), (0, 0))
    ]


def test_a_little_bar_is_still_seen_and_great_numbers_are_whole() -> None:
    image = image_of(month(1, 1_000_000, 1_000_000, 1_000_000, 1_000_000, 5, 5, 5, talked=[1_234_567] * 8))
    covered = where(image, sheet.INK, (sheet.MARGIN, 320, sheet.MARGIN + 100, image.height))
    assert covered is not None
    assert covered[3] - covered[1] >= bars.SHORTEST - 3


def test_a_chart_shows_its_first_categories_and_a_picture_its_first_charts() -> None:
    full = month(*range(MOST_CATEGORIES))
    chart = full.charts[0]
    more = replace(chart, categories=(*chart.categories, "x"), series=(BarSeries("x", (*range(MOST_CATEGORIES), 9)),))
    assert draw(replace(full, charts=(more,))) == draw(full)
    two = replace(full, charts=(chart, chart))
    assert draw(two) == draw(replace(full, charts=(chart,) * 3))
    assert image_of(full).height < image_of(two).height < 1600


# --- the map


@st.composite
def graphs(draw_from: st.DrawFn) -> tuple[list[int], ring.Weights]:
    groups = draw_from(st.lists(st.integers(0, 6), max_size=MOST_DOTS))
    some = st.integers(0, MOST_DOTS)
    found = draw_from(st.lists(st.tuples(some, some, st.integers(1, 5)), max_size=60))
    return groups, ring.joined(len(groups), found)


@tries(60)
@given(graphs(), st.integers(20, 300))
def test_everybody_has_a_place_and_no_two_on_a_side_are_too_near(
    graph: tuple[list[int], ring.Weights], slot: int
) -> None:
    groups, weights = graph
    blocks = ring.ordered(groups, weights)
    assert sorted(dot for block in blocks for dot in block) == list(range(len(groups)))
    assert sorted({groups[dot] for dot in block}.pop() for block in blocks) == sorted(set(groups))
    places, half = ring.placed(blocks, slot, 100)
    assert places.keys() == set(range(len(groups)))
    for side in (-1, 0, 1):
        downs = sorted(place.down for place in places.values() if place.side == side)
        assert all(low - high > slot - 1e-6 for high, low in pairwise(downs))
        assert side or len(downs) <= 1
    assert all(abs(place.across) <= 1 and abs(place.down) <= half for place in places.values())
    assert all(place.across * place.side > 0 or not place.side for place in places.values())


def test_people_in_conversation_stand_near_each_other() -> None:
    """Nine in a closed chain, of which the order given knows nothing, are laid out as good as the chain itself."""
    chain = [4, 0, 7, 2, 8, 1, 5, 3, 6]
    links = list(pairwise([*chain, chain[0]]))
    order = ring.ordered([0] * 9, ring.joined(9, [(one, other, 1) for one, other in links]))[0]
    steps = [abs(order.index(one) - order.index(other)) for one, other in links]
    assert sum(min(step, 9 - step) for step in steps) <= 11  # 9 are the fewest; the order given has 26


def test_lines_that_lead_nowhere_are_left_out() -> None:
    picture = community(["Ada", "Lin", "Bo"])
    astray = (MapLine(0, 0), MapLine(1, 3), MapLine(-1, 2), MapLine(7, 9))
    assert draw(replace(picture, lines=(*picture.lines, *astray))) == draw(picture)


def test_names_of_sixty_are_apart() -> None:
    """Each name, which fills the room beside the oval, is a run of light rows of its own; and of 63, 60 are drawn."""
    image = image_of(community(["H" * 40] * 63))
    light = image.convert("L").point([255 * (level > 150) for level in range(256)])
    for left in (sheet.MARGIN + 40, sheet.WIDTH - sheet.MARGIN - 110):
        strip = light.crop((left, 160, left + 70, image.height - 120))
        rows = strip.resize((1, strip.height), Image.Resampling.BOX)
        runs = [len(list(run)) for letters, run in groupby(rows.tobytes(), bool) if letters]
        assert len(runs) == MOST_DOTS / 2
        assert max(runs) < 40


@pytest.mark.parametrize("count", [0, 1, 2, 3, 25])
def test_a_map_of_any_size_is_as_wide_as_a_phone_shows_it(count: int) -> None:
    image = image_of(community((list(NAMES.values()) + HOSTILE)[:count]))
    assert image.width == sheet.WIDTH
    assert 300 < image.height < 1250


def test_groups_show_how_many_they_are_and_their_first_names() -> None:
    one, other = MapDot(("Ada", "Lin", "Bo", "Esi", "Noor"), 0, 30), MapDot(("Kofi",), 1, 4)
    picture = MapPicture("Groups", "", (one, other), (MapLine(0, 1, 9),), by_groups=True)
    assert draw(replace(picture, dots=(replace(one, names=one.names[:4]), other))) == draw(picture)
    for changed in (replace(one, weight=31), replace(one, names=("Ada",))):
        assert draw(replace(picture, dots=(changed, other))) != draw(picture)


# --- all of them

EVERY: list[Picture] = [
    growth(3, 5, None, 8),
    month(3, 2, 5, talked=(1, 2, 0)),
    community(list(NAMES.values())[:12]),
    MapPicture("", "", tuple(MapDot(("Ada", "שירה"), at, 9 * at) for at in range(24)), (MapLine(3, 8, 4),), "", True),
]


def test_pictures_can_be_pickled_and_the_same_one_is_the_same_bytes() -> None:
    again = pickle.loads(pickle.dumps(EVERY))  # noqa: S301 - our own bytes
    assert again == EVERY
    assert list(map(draw, again)) == list(map(draw, EVERY))


HOSTILE_TEXT = HOSTILE[3]


@pytest.mark.parametrize(
    "picture",
    [
        LinesPicture("", "", (), (), ()),
        LinesPicture(
            HOSTILE[5], HOSTILE[4], growth(1, 2).points, (ValueTick(Decimal(1), HOSTILE_TEXT),), (), HOSTILE_TEXT
        ),
        replace(growth(5, None), days=(DayTick(MAY, HOSTILE[6]), DayTick(MAY, HOSTILE[9]))),
        BarsPicture("", "", ()),
        BarsPicture(HOSTILE_TEXT, "", (BarChart("", ("a",), ()), BarChart("", (), (BarSeries("", ()),)))),
        BarsPicture("", "", (BarChart(HOSTILE[6], (HOSTILE_TEXT,), tuple(BarSeries(text, (0,)) for text in HOSTILE)),)),
        MapPicture("", "", (MapDot((), 3, 0), MapDot(tuple(HOSTILE), -1, -5)), (MapLine(0, 1, 0),), "", True),
    ],
)
def test_any_texts_and_numbers_can_be_drawn(picture: Picture) -> None:
    image = image_of(picture)
    assert image.width == sheet.WIDTH
    assert image.height < 1250
