"""New stories reach the channel, once; lists turn their pages."""

from tests.cogs.world import ADA, BEN, World, last, shown, story


async def test_a_new_story_is_announced_once_and_nobody_is_pinged(world: World) -> None:
    await world.set_up()
    await world.register(world.ada)
    await world.poll()
    assert world.announced() == [], "a first import announces nothing"
    world.site.publish(ADA.handle, story(3, "A *new* [story]"))
    await world.poll()
    await world.poll()
    (text,) = world.announced()
    (sent,) = [r for r in world.env.http_requests if r.path == f"/channels/{world.stories.id}/messages"]
    assert r"A \*new\* ［story］" in text  # noqa: RUF001 - wide, so that they are not the link's
    assert f"<@{world.ada.id}>" in text
    assert "About a small thing" in text
    assert "writing, bees" in text
    assert isinstance(sent.json, dict)
    assert sent.json["allowed_mentions"] == {"parse": [], "users": []}
    assert sent.json["enforce_nonce"] is True
    assert len(sent.json["nonce"]) <= 25


async def test_a_restart_tells_nothing_twice(world: World) -> None:
    await world.set_up()
    await world.register(world.ada)
    await world.poll()
    world.site.publish(ADA.handle, story(3))
    await world.poll()
    await world.restart()
    await world.poll()
    assert len(world.announced()) == 1


async def test_two_members_in_their_order(world: World) -> None:
    await world.set_up()
    await world.register(world.ada)
    await world.register(world.ben, "@ben.writes")
    await world.poll()
    world.site.publish(ADA.handle, story(3))
    world.site.publish(BEN.handle, story(102))
    await world.poll()
    assert len(world.announced()) == 2


async def test_a_member_who_left_is_not_named(world: World) -> None:
    await world.set_up()
    await world.register(world.ada)
    await world.poll()
    world.site.publish(ADA.handle, story(3))
    world.guild.remove_member(world.ada)
    await world.poll()
    assert world.announced() == []


async def test_a_forbidden_channel_is_tried_once_and_set_up_says_so(world: World) -> None:
    await world.set_up()
    await world.register(world.ada)
    await world.poll()
    world.site.publish(ADA.handle, story(3))
    path = f"/channels/{world.stories.id}/messages"
    world.env.inject_error("POST", path, status=403, code=50013, message="Missing Permissions", times=None)
    await world.poll()
    await world.poll()
    tries = [r for r in world.env.http_requests if r.method == "POST" and r.path == path]
    assert len(tries) == 1
    overview = shown(await world.panel())
    assert "could not post there" in overview
    assert "1 post waits" in overview
    fresh = world.guild.create_text_channel("fresh")
    await world.choose_channel(fresh)
    await world.poll()
    assert len(world.announced(fresh)) == 1


async def test_an_error_of_discords_is_survived(world: World) -> None:
    await world.set_up()
    await world.register(world.ada)
    await world.poll()
    world.site.publish(ADA.handle, story(3))
    world.env.inject_error("POST", f"/channels/{world.stories.id}/messages", status=500)
    await world.poll()
    await world.poll()
    assert len(world.announced()) == 1


async def test_pages_turn_also_after_a_restart(world: World) -> None:
    for number in range(3, 9):
        world.site.publish(ADA.handle, story(number))
    await world.register(world.ada)
    result = await world.ben.slash(world.lobby, "stories latest")
    assert last(result).ephemeral
    assert "Page 1 of 2" in shown(result)
    result = await world.ben.click(last(result), label="Older")
    assert "Page 2 of 2" in shown(result)
    await world.restart()
    result = await world.ben.click(last(result), label="Newer")
    assert "Page 1 of 2" in shown(result)


async def test_one_members_stories(world: World) -> None:
    await world.register(world.ada)
    await world.register(world.ben, "@ben.writes")
    assert "Story number 101" in shown(await world.ada.slash(world.lobby, "stories latest", member=world.ben))
    assert "Story number 1\n" not in shown(await world.ada.slash(world.lobby, "stories latest", member=world.ben))
    assert "Nothing yet" in shown(await world.ada.slash(world.lobby, "stories latest", member=world.owner))
