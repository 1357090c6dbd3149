"""A member sees, takes and erases what is kept about them."""

import json

from tests.cogs.world import World, last, shown


async def test_show_says_what_is_kept_and_for_how_long(world: World) -> None:
    await world.register(world.ada)
    result = await world.ada.slash(world.lobby, "privacy show")
    assert last(result).ephemeral
    assert "1 profile, 2 stories" in shown(result)
    assert "30 days" in shown(result)


async def test_export_is_a_private_file(world: World) -> None:
    await world.register(world.ada)
    result = await world.ada.slash(world.lobby, "privacy export")
    message = last(result)
    assert message.ephemeral
    (attachment,) = message.attachments
    assert attachment.filename == "inklings-about-me.json"
    exported = json.loads(await attachment.read())
    assert exported["member_id"] == str(world.ada.id)
    assert exported["tables"]["profiles"][0]["name"] == "Ada Bee"


async def test_erase_asks_first_and_forgets(world: World) -> None:
    await world.register(world.ada)
    question = await world.ada.slash(world.lobby, "privacy erase")
    assert "Nothing was erased" in shown(await world.ada.click(last(question), label="Keep it"))
    assert "Ada Bee" in shown(await world.ada.slash(world.lobby, "profile show"))
    question = await world.ada.slash(world.lobby, "privacy erase")
    await world.restart()
    assert "forgotten you" in shown(await world.ada.click(last(question), label="Erase everything"))
    assert "no Medium profile here yet" in shown(await world.ada.slash(world.lobby, "profile show"))
