"""Verifying as a member does it: what they type, press and see."""

import re
from dataclasses import replace

from tests.cogs.world import ADA, World, last, shown, story


def code_in(text: str) -> str:
    found = re.search(r"ink-[0-9a-z]{4}", text)
    assert found, text
    return found[0]


def rename(world: World, suffix: str) -> None:
    """Ada changes her name on Medium."""
    world.site.add(replace(ADA, name=f"{ADA.name}{suffix}"), story(1), story(2))


async def test_verify_by_polls(world: World) -> None:
    await world.register(world.ada)
    asked = await world.ada.slash(world.lobby, "profile verify")
    assert last(asked).ephemeral
    assert "Prove that Ada Bee is you" in shown(asked)
    rename(world, f" {code_in(shown(asked))}")
    await world.poll()
    done = await world.ada.slash(world.lobby, "profile verify")
    assert "Ada Bee is verified" in "\n".join(
        [shown(done), *(str(message.components) for message in [done.response, *done.followups] if message)]
    )


async def test_look_now_says_not_yet_and_then_verified(world: World) -> None:
    await world.register(world.ada)
    asked = await world.ada.slash(world.lobby, "profile verify")
    looked = await world.ada.click(last(asked), label="Look now")
    assert "not in your name yet" in shown(looked)
    rename(world, f" {code_in(shown(asked))}")
    assert "Ada Bee is verified" in shown(await world.ada.click(last(asked), label="Look now"))


async def test_a_taken_profile_is_claimed_by_link(world: World) -> None:
    await world.register(world.ben)
    refused = await world.ada.slash(world.lobby, "profile register", link="@ada")
    assert "/profile verify link:" in shown(refused)
    asked = await world.ada.slash(world.lobby, "profile verify", link="medium.com/@ada")
    assert f"<@{world.ben.id}> has registered this profile here" in shown(asked)
    rename(world, f" {code_in(shown(asked))}")
    assert "is verified" in shown(await world.ada.click(last(asked), label="Look now"))
    assert "Ada Bee" in shown(await world.ben.slash(world.lobby, "profile show", member=world.ada))


async def test_what_cannot_be_verified_is_refused_in_words(world: World) -> None:
    assert "not registered here" in shown(await world.ada.slash(world.lobby, "profile verify"))
    assert "Nobody has registered" in shown(await world.ada.slash(world.lobby, "profile verify", link="@ada"))
    assert "not registered here" in shown(await world.ada.slash(world.lobby, "profile verify", profile="mine"))
    assert world.refusals() == ["profile", "ProfileUnclaimed", "profile"]
