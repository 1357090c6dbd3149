"""The collaboration board as members use it."""

from datetime import timedelta

from bot.domain.posting.notices import NoticeKind, NoticeWay
from tests.cogs.test_introductions import choose_channel, people_in
from tests.cogs.world import LOOP_TURNS, World, last, shown

FILTER = "pick/calls.filter"


async def post(world: World, title: str, **typed: object) -> str:
    form = await world.ada.slash(world.lobby, "collab post")
    filled = {"kind": ["beta_reader"], "title": title, "words": "", "topics": "", "days": "30", **typed}
    return shown(await world.ada.submit_modal(form, filled))


async def test_a_call_is_posted_found_answered_and_closed(world: World) -> None:
    assert "There is none at the moment" in shown(await world.ben.slash(world.lobby, "collab browse"))
    posted = await post(world, "A *second* pair of eyes", words="Two essays\nabout bees", topics="Bees, tea", days="20")
    assert "Your call is on the board: A \\*second\\* pair of eyes" in posted
    assert "number" in await post(world, "Another", days="soon")
    board = await world.ben.slash(world.lobby, "collab browse")
    assert last(board).ephemeral
    assert "Topics: bees and tea" in shown(board)
    assert "none of this kind" in shown(await world.ben.select(last(board), ["podcast"], custom_id=FILTER))
    assert "eyes" in shown(await world.ben.select(last(board), ["beta_reader"], custom_id=FILTER))
    assert "no channel for its community" in shown(await world.ben.click(last(board), label="I am interested"))

    channel = await choose_channel(world)
    interested = await world.ben.click(last(board), label="I am interested")
    assert f"I open a thread for you and <@{world.ada.id}>" in shown(interested)
    await world.env.advance_time(LOOP_TURNS)
    (thread,) = channel.threads
    assert people_in(thread) >= {world.ada.id, world.ben.id}
    assert f"<@{world.ben.id}> is interested, <@{world.ada.id}>." in world.announced(thread)[0]
    await world.env.advance_time(LOOP_TURNS)
    mine = await world.ada.slash(world.lobby, "collab mine")
    assert f"you find them in <#{thread.id}>" in shown(mine), "the word comes after the list"
    assert "said before" in shown(await world.ben.click(last(board), label="I am interested"))

    mine = await world.ada.slash(world.lobby, "collab mine")
    assert "You have none." in shown(await world.ada.click(last(mine), label="Close"))
    assert "There is none at the moment" in shown(await world.ben.click(thread.history()[0], label="See the board"))


async def test_a_call_is_renewed_from_the_word_that_it_ends(world: World) -> None:
    await post(world, "An editor", kind=["editor"])
    await world.parts.notices.choose(world.guild.id, world.ada.id, NoticeKind.CALL, NoticeWay.DIRECT)
    world.later(timedelta(days=29))
    await world.parts.calls.remind()
    await world.env.advance_time(LOOP_TURNS)
    (word,) = world.ada.user.dm_channel.history()
    renewed = await world.ada.user.click(word, label="Renew")
    assert "Renewed: An editor stands until" in shown(renewed)
    assert "stands for a while" in shown(await world.ada.user.click(word, label="Renew"))
    world.later(timedelta(days=31))
    assert "There is none at the moment" in shown(await world.ben.slash(world.lobby, "collab browse"))
    mine = await world.ada.slash(world.lobby, "collab mine")
    assert "Ended <t:" in shown(mine)
    assert "Renewed" in shown(await world.ada.click(last(mine), label="Renew"))
    board = await world.owner.slash(world.lobby, "collab browse")
    assert "Closed: An editor" in shown(await world.owner.click(last(board), label="Close"))


async def test_case_c7_a_call_that_was_being_written_while_the_program_restarted_is_posted(world: World) -> None:
    form = await world.ada.slash(world.lobby, "collab post")
    await world.restart()
    filled = {"kind": ["editor"], "title": "A patient eye", "words": "For a *book*", "topics": "Bees", "days": ""}
    assert "Your call is on the board: A patient eye" in shown(await world.ada.submit_modal(form, filled))
    board = shown(await world.ben.slash(world.lobby, "collab browse"))
    assert all(said in board for said in ("An editor", "A patient eye", "For a \\*book\\*", "Topics: bees"))
    assert board.count("A patient eye") == 1


async def test_many_calls_fill_pages(world: World) -> None:
    for number in range(3):
        await post(world, f"Call {number}")
    assert "as many as one can" in await post(world, "One more")
    for number in range(3):
        form = await world.ben.slash(world.lobby, "collab post")
        filled = {"kind": ["other"], "title": f"Ben's {number}", "words": "", "topics": "", "days": ""}
        await world.ben.submit_modal(form, filled)
    board = await world.owner.slash(world.lobby, "collab browse")
    assert "Page 1 of 2" in shown(board)
    second = await world.owner.click(last(board), label="Next")
    assert shown(second).count("I am interested") == 1
    assert "Page 1 of 2" in shown(await world.owner.click(last(second), label="Previous"))
