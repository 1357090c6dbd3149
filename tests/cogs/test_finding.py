"""Searching, catching up and asking why, as members do it."""

from dataclasses import replace
from datetime import timedelta

import simcord

from bot.demo.feedshape import DemoStory
from tests.cogs.world import ADA, BEN, World, last, shown, story

NEW = "https://medium.com/@ada/story-number-3-000000000003"


def unsure(number: int) -> DemoStory:
    """Without tags, and under its own first words: a response by the look of it."""
    title = "A remark about hives"
    return replace(story(number, title), subtitle="", tags=(), paragraphs=(f"{title}, and more of it.",))


async def test_searching_by_words_tag_and_member_and_turning_pages(world: World) -> None:
    for number in range(3, 9):
        world.site.publish(ADA.handle, story(number, f"Honey {number}"))
    world.site.publish(BEN.handle, story(102, "Honey by Ben"))
    await world.register(world.ada)
    await world.register(world.ben, "@ben.writes")
    result = await world.ben.slash(world.lobby, "stories search", words="hon")
    assert last(result).ephemeral
    assert "Page 1 of 2" in shown(result)
    await world.restart()
    result = await world.ben.click(last(result), label="Older")
    assert "Page 2 of 2" in shown(result)
    result = await world.ben.slash(world.lobby, "stories search", words="honey", tag="bees", member=world.ben)
    assert "Honey by Ben" in shown(result)
    assert "Honey 3" not in shown(result)
    assert "None found" in shown(await world.ben.slash(world.lobby, "stories search", words="wasps"))
    assert "needs a word" in shown(await world.ben.slash(world.lobby, "stories search", words="?!"))


async def test_tags_are_offered_while_typing(world: World) -> None:
    await world.register(world.ada)
    choices = await world.ben.autocomplete(world.lobby, "stories search", "tag", "be", words="x")
    assert [choice["value"] for choice in choices] == ["bees"]


async def test_catching_up(world: World) -> None:
    await world.set_up()
    await world.register(world.ada)
    await world.poll()
    result = await world.ben.slash(world.lobby, "stories catch-up")
    assert last(result).ephemeral
    for number in range(3, 10):
        world.site.publish(ADA.handle, _now(world, number))
    await world.poll()
    world.later(timedelta(minutes=1))
    result = await world.ben.slash(world.lobby, "stories catch-up")
    assert "Page 1 of 2" in shown(result)
    await world.restart()
    result = await world.ben.click(last(result), label="Older")
    assert "You are caught up" in shown(result)
    result = await world.ben.slash(world.lobby, "stories catch-up")
    assert "Nothing new" in shown(result)
    world.site.publish(ADA.handle, _now(world, 10))
    await world.poll()
    world.later(timedelta(minutes=1))
    result = await world.ben.slash(world.lobby, "stories catch-up")
    assert "Story number 10" in shown(result)
    assert "You are caught up" in shown(await world.ben.click(last(result), label="I'm caught up"))
    assert "Nothing new" in shown(await world.ben.slash(world.lobby, "stories catch-up"))


async def test_why_a_story_was_announced(world: World) -> None:
    await world.set_up()
    await world.register(world.ada)
    await world.poll()
    assert "never seen" in shown(await world.ben.slash(world.lobby, "stories why", link=NEW))
    world.site.publish(ADA.handle, _now(world, 3))
    await world.poll()
    result = await world.ben.slash(world.lobby, "stories why", link=NEW)
    assert last(result).ephemeral
    (message,) = world.stories.history()
    assert f"https://discord.com/channels/{world.guild.id}/{world.stories.id}/{message.id}" in shown(result)
    assert "not the address of a story" in shown(await world.ben.slash(world.lobby, "stories why", link="@ada"))


async def test_this_is_a_story(world: World) -> None:
    await world.set_up()
    await world.register(world.ada)
    await world.poll()
    world.site.publish(ADA.handle, replace(unsure(3), published_at=_now(world, 3).published_at))
    await world.poll()
    assert world.announced() == []
    result = await world.ben.slash(world.lobby, "stories why", link=NEW)
    assert "looks like a response" in shown(result)
    assert not labels(result), "nobody but its author and moderators may correct it"
    result = await world.ada.slash(world.lobby, "stories why", link=NEW)
    await world.restart()
    result = await world.ada.click(last(result), label="This is a story")
    assert "Somebody said that this is a story" in shown(result)
    await world.poll()
    (text,) = world.announced()
    assert "A remark about hives" in text


async def test_a_moderator_may_say_so_and_an_old_card_changes_nothing(world: World) -> None:
    await world.set_up()
    await world.register(world.ada)
    await world.poll()
    world.site.publish(ADA.handle, replace(unsure(3), published_at=_now(world, 3).published_at))
    await world.poll()
    result = await world.owner.slash(world.lobby, "stories why", link=NEW)
    old = await world.owner.slash(world.lobby, "stories why", link=NEW)
    assert labels(result) == ["This is a story"]
    await world.owner.click(last(result), label="This is a story")
    assert "moved on" in shown(await world.owner.click(last(old), label="This is a story"))
    await world.poll()
    assert len(world.announced()) == 1


async def test_do_not_announce_this(world: World) -> None:
    await world.set_up()
    await world.register(world.ada)
    await world.poll()
    world.site.publish(ADA.handle, _now(world, 3))
    path = f"/channels/{world.stories.id}/messages"
    world.env.inject_error("POST", path, status=403, code=50013, message="Missing Permissions", times=None)
    await world.poll()
    result = await world.ada.slash(world.lobby, "stories why", link=NEW)
    assert "waits for a channel" in shown(result)
    result = await world.ada.click(last(result), label="Do not announce this")
    assert "did not want it" in shown(result)
    assert not labels(result)


def labels(result: simcord.InteractionResult) -> list[str]:
    """The buttons on the last answer."""
    return list(_labels(last(result).components))


def _labels(components: object) -> list[str]:
    if isinstance(components, list):
        return [label for each in components for label in _labels(each)]
    if isinstance(components, dict):
        own = [str(components["label"])] if components.get("type") == 2 else []
        return own + _labels(components.get("components"))
    return []


def _now(world: World, number: int) -> DemoStory:
    return replace(story(number), published_at=world.parts.clock())
