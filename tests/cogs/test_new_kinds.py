"""A new kind of post and a new kind of private word, from outside the package: nothing in it knows of them."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.app.kinds import Kinds, register
from bot.domain.posting.cards import PostCard
from bot.domain.posting.delivery import Arrival
from bot.domain.posting.notices import Notice, NoticeWay
from bot.domain.posting.outbox import Attempt, Claimed, Payload, PostSubject
from bot.domain.servers.guilds import Feature
from bot.services import kinds as services
from bot.services.posting.notice_type import NoticeType
from bot.services.posting.post_type import PostType
from bot.storage.database.engine import Connection
from bot.storage.posting import notices, outbox
from bot.ui import kinds as ui
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.card import Card
from bot.ui.kit.layout import mention, row, text
from bot.ui.kit.words import Words
from bot.ui.posting.look import Look
from bot.ui.posting.notice_look import NoticeLook
from tests.cogs.world import DATABASE, LOOP_TURNS, World, last, open_world, shown
from tests.ui.texts import texts_in

RECIPE = "recipe"
"""The name of the kind of post, and of the kind of private word."""


@dataclass(frozen=True, slots=True)
class RecipeCard(PostCard):
    dish: str
    cooks: tuple[int, ...]


async def cooks(conn: Connection, claimed: Claimed) -> frozenset[int]:
    return frozenset({int(claimed.about.payload["cook"]), int(claimed.about.payload["helper"])})


async def compose(conn: Connection, attempt: Attempt) -> RecipeCard | None:
    there = await cooks(conn, attempt.claimed) - attempt.departed
    return RecipeCard(str(attempt.claimed.about.payload["dish"]), tuple(sorted(there))) if there else None


async def arrived(conn: Connection, arrival: Arrival) -> None:
    """The cook hears of it in private."""
    claimed = arrival.claimed
    payload: Payload = {"about": "cooked", "message": arrival.sent.message_id}
    key = f"recipe/{arrival.sent.message_id}"
    cook = int(claimed.about.payload["cook"])
    await notices.enqueue(conn, claimed.guild_id, cook, RECIPE, payload, key, arrival.now)


async def as_now(conn: Connection, guild_id: int, notice: Notice) -> Notice | None:
    return replace(notice, live={"taste": "salty"})


TASTE = Action("recipe.taste", dish=str)


def view(card: RecipeCard, say: Words) -> Card:
    cooked = text(f"Today: {card.dish}, by {', '.join(map(mention, card.cooks))}")
    return Card(cooked, row(CardButton(TASTE, card.dish, label="Taste")))


POST = PostType(
    kind=RECIPE, card=RecipeCard, compose=compose, channels=(Feature.STORIES,), named=cooks, arrived=arrived
)
LOOK = Look(card=RecipeCard, view=view, title=lambda card, _: card.dish, mark=lambda card: f"ink/recipe/{card.dish}")
NOTICE = NoticeType(RECIPE, as_now)
NOTICE_LOOK = NoticeLook(
    kind=RECIPE,
    named=lambda _: ("Your recipes", "when one was cooked"),
    words={"cooked": lambda payload, _: f"Your recipe was cooked. It tasted {payload['taste']}."},
)


def with_recipes() -> Kinds:
    return register((*services.POSTS, POST), (*services.NOTICES, NOTICE), (*ui.POSTS, LOOK), (*ui.NOTICES, NOTICE_LOOK))


@pytest.fixture
async def kitchen(kept_workers: None, sqlite_template: Path, tmp_path: Path) -> AsyncIterator[World]:
    shutil.copyfile(sqlite_template, tmp_path / DATABASE)
    async with open_world(tmp_path, kinds=with_recipes()) as world:
        await world.set_up()
        yield world


async def cook(world: World, dish: str, *, helper: int | None = None) -> None:
    """Decide upon a post, and let the bot's loops come round: one for the post, one for the word that follows it."""
    about = PostSubject(payload={"dish": dish, "cook": world.ada.id, "helper": helper or world.ben.id})
    await world.parts.database.write(
        outbox.enqueue_post, RECIPE, world.guild.id, f"recipe/{dish}", world.parts.clock(), about=about
    )
    await world.env.advance_time(2 * LOOP_TURNS)


async def test_a_new_kind_of_post_is_told_once(kitchen: World) -> None:
    await cook(kitchen, "soup")
    await cook(kitchen, "soup")
    both = ", ".join(mention(each) for each in sorted([kitchen.ada.id, kitchen.ben.id]))
    assert kitchen.announced() == [f"Today: soup, by {both}\nTaste"]


async def test_who_has_left_is_not_named_by_it(kitchen: World) -> None:
    await cook(kitchen, "soup", helper=999)
    assert kitchen.announced() == [f"Today: soup, by {mention(kitchen.ada.id)}\nTaste"]


async def test_a_new_kind_of_private_word_is_told_after_the_next_command(kitchen: World) -> None:
    await cook(kitchen, "soup")
    assert "Your recipe was cooked. It tasted salty." in shown(await kitchen.ada.slash(kitchen.lobby, "help"))
    assert "Your recipe" not in shown(await kitchen.ada.slash(kitchen.lobby, "help"))


async def test_a_new_kind_of_private_word_is_chosen_to_come_as_a_direct_message(kitchen: World) -> None:
    asked = (await kitchen.ada.slash(kitchen.lobby, "notifications")).response
    assert asked is not None
    assert "**Your recipes**" in "\n".join(texts_in(asked.components))
    ways = last(await kitchen.ada.select(asked, [RECIPE], custom_id="pick/notices.kind"))
    await kitchen.ada.select(ways, [NoticeWay.DIRECT.value], custom_id=f"pick/notices.choose/{RECIPE}")
    await cook(kitchen, "soup")
    (letter,) = kitchen.letters(kitchen.ada)
    assert "Your recipe was cooked. It tasted salty." in letter.splitlines()
