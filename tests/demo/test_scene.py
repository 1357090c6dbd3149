"""The demo's server, its scene, and its own command."""

import pytest

from bot.demo.scene import FORUM, PUBLISHING, REGISTERING, play_scene, said
from bot.demo.server import DemoFailed
from bot.demo.stage import Stage
from bot.demo.week import load_notes, play_week
from tests.demo.conftest import announced


async def test_the_scene_plays_to_its_end(stage: Stage) -> None:
    told: list[str] = []
    await play_scene(stage, told.append)
    assert sum("registers" in line for line in told) == len(REGISTERING)
    name = stage.player(PUBLISHING).name
    assert any(line.startswith(f"{name} publishes") for line in told)
    assert len(stage.server.posts()) == 2, "the announcement, and the digest"
    assert any(FORUM in line for line in told)
    await the_week_plays_to_its_end(stage)


async def the_week_plays_to_its_end(stage: Stage) -> None:
    """In the same server: the scene's stories are what is read."""
    told: list[str] = []
    await play_week(stage, told.append)
    assert sum("answers" in line for line in told) == sum(bool(note.answer) for note in load_notes())
    board = told[told.index(next(line for line in told if line.startswith("The week ends"))) + 1 :]
    assert any("stories were talked about here" in line for line in board)
    assert sum(line.endswith(" points") for line in board) == len({note.reader for note in load_notes()})


async def test_a_bot_that_does_not_answer_fails_the_scene(stage: Stage) -> None:
    stage.server.env.inject_error("POST", "/interactions/*/callback", times=None)
    with pytest.raises(DemoFailed, match="no answer"):
        await play_scene(stage, lambda _: None)


async def test_publish_tells_who_would_hear_of_it(stage: Stage) -> None:
    server, player = stage.server, stage.players[0]
    result = await player.member.slash(server.room, "publish")
    assert "has not registered" in said(result)
    assert player.address in said(result)
    assert server.site.stories(player.author.writer.handle)[-1] == player.author.stock[0]


async def test_publish_for_another_until_the_drawer_is_empty(stage: Stage) -> None:
    server, player = stage.server, stage.players[1]
    for story in player.author.stock:
        result = await server.moderator.slash(server.room, "publish", writer=player.member)
        assert story.title in said(result)
    result = await server.moderator.slash(server.room, "publish", writer=player.member)
    assert "nothing left" in said(result)


async def test_publish_wants_a_writer(stage: Stage) -> None:
    result = await stage.server.moderator.slash(stage.server.room, "publish")
    assert "does not write" in said(result)


async def test_what_is_published_is_announced_with_its_picture(stage: Stage) -> None:
    story = await announced(stage, stage.players[2])
    (post,) = stage.server.posts()
    assert story.picture in str([component.to_dict() for component in post.components])
