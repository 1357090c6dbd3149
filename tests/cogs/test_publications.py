"""Following a publication as a moderator does it."""

from datetime import UTC, datetime

from bot.demo.feedshape import DemoStory, profile_feed
from bot.demo.site import Captured
from tests.cogs.world import ADA, World, last, shown, story

BUILT = datetime(2026, 1, 1, tzinfo=UTC)


def publish(world: World, *stories: DemoStory) -> None:
    """What Medium answers for the publication, all of it by Ada."""
    feed = profile_feed(ADA, stories, BUILT).replace(b"Stories by Ada Bee on Medium", b"Bee Lovers - Medium")
    world.site.serve("medium.com", "/feed/bee-lovers", Captured(feed))


async def test_add_list_and_remove(world: World) -> None:
    await world.register(world.ada)
    publish(world, story(1))
    preview = await world.owner.slash(world.lobby, "publication add", link="medium.com/bee-lovers", others=True)
    assert last(preview).ephemeral
    assert "Bee Lovers" in shown(preview)
    assert f"<@{world.ada.id}>" in shown(preview)
    assert "follows Bee Lovers" in shown(await world.owner.click(last(preview), label="Follow it"))
    assert "all its writers" in shown(await world.owner.slash(world.lobby, "publication list"))
    assert "Bee Lovers" in shown(await world.owner.slash(world.lobby, "feeds status"))
    (choice,) = await world.owner.autocomplete(world.lobby, "publication remove", "publication", "bee")
    removed = await world.owner.slash(world.lobby, "publication remove", publication=choice["value"])
    assert "does not follow Bee Lovers any more" in shown(removed)
    assert "None yet" in shown(await world.owner.slash(world.lobby, "publication list"))


async def test_what_is_no_publication_is_refused_in_words(world: World) -> None:
    refused = await world.owner.slash(world.lobby, "publication add", link="@ada")
    assert "not the address of a publication" in shown(refused)
    typed = await world.owner.slash(world.lobby, "publication remove", publication="bees")
    assert "no such feed" in shown(typed)
    assert world.refusals() == ["NotAPublication", "feed"]


async def test_only_who_may_manage_the_server(world: World) -> None:
    publish(world, story(1))
    preview = await world.owner.slash(world.lobby, "publication add", link="medium.com/bee-lovers")
    assert "nothing was changed" in shown(await world.owner.click(last(preview), label="Cancel"))
    (command,) = [each for each in await world.bot.tree.fetch_commands() if each.name == "publication"]
    world.guild.set_command_permissions(command, {world.ben: True})
    assert "Manage Server" in shown(await world.ben.slash(world.lobby, "publication list"))
    assert world.refusals() == ["MayNotManage"]


async def test_a_members_story_in_the_publication_is_announced_by_name_once(world: World) -> None:
    await world.set_up()
    await world.register(world.ada)
    publish(world, story(1))
    preview = await world.owner.slash(world.lobby, "publication add", link="medium.com/bee-lovers")
    await world.owner.click(last(preview), label="Follow it")
    await world.poll()
    publish(world, story(3), story(1))
    await world.poll()
    world.site.publish(ADA.handle, story(3))
    await world.poll()
    (text,) = world.announced()
    assert "Story number 3" in text
    assert f"<@{world.ada.id}>" in text
