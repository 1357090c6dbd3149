"""Milestones as members meet them: offered in private, told, looked at, shared, taken back."""

import simcord

from bot.domain.posting.notices import NoticeKind, NoticeWay
from tests.cogs.world import LOOP_TURNS, World, last, shown, story


def standing(world: World, words: str) -> list[str]:
    """The posts in the channel that say so."""
    return [post for post in world.announced() if words in post]


async def first_story(world: World) -> None:
    """Ada's first story is told here, and the bot looks for milestones, as it does at its start."""
    await world.set_up()
    await world.register(world.ada)
    world.site.publish("ada", story(3, "On wasps"), at=world.parts.clock())
    await world.poll()
    assert standing(world, "On wasps")
    await world.restart()
    await world.env.advance_time(LOOP_TURNS)


async def test_a_first_story_is_offered_and_shared_from_a_direct_message(world: World) -> None:
    await world.set_up()
    await world.parts.notices.choose(world.guild.id, world.ada.id, NoticeKind.MILESTONE, NoticeWay.DIRECT)
    await first_story(world)
    (letter,) = world.letters(world.ada)
    assert "The first story told here" in letter
    assert "So far only you know" in letter
    assert standing(world, "The first story told here") == []
    (message,) = world.ada.user.dm_channel.history()
    alone = await world.ada.user.click(message, label="Keep it to myself")
    assert "It stays with you" in shown(alone)
    look = await world.ada.user.click(message, label="Share it")
    assert f"It goes to <#{world.stories.id}>" in shown(look)
    shared = await world.ada.user.click(last(look), label="Share it")
    assert "Shared: well done!" in shown(shared)
    await world.env.advance_time(LOOP_TURNS)
    (post,) = standing(world, "The first story told here")
    assert f"Reached by <@{world.ada.id}>" in post
    newest = await world.ben.click(world.stories.history()[-1], label="Read their stories")
    assert last(newest).ephemeral
    assert "On wasps" in shown(newest)
    listed = await world.ada.slash(world.lobby, "milestone list")
    assert last(listed).ephemeral
    back = await world.ada.click(last(listed), label="Take it back")
    assert "Not shared" in shown(back)
    await world.env.advance_time(LOOP_TURNS)
    assert standing(world, "The first story told here") == []


async def told(world: World, kind: str, **typed: str) -> simcord.InteractionResult:
    form = await world.ada.slash(world.lobby, "milestone share", kind=kind)
    return await world.ada.submit_modal(form, typed)


async def test_a_milestone_by_ones_own_word_is_said_to_be_so(world: World) -> None:
    look = await told(world, "followers", amount="1.2k", words="@everyone *thank* you")
    assert last(look).ephemeral
    assert "1,200 followers on Medium" in shown(look)
    assert "no channel for it yet" in shown(look)
    await world.set_up()
    private = await world.ada.click(last(look), label="Keep it to myself")
    assert "It stays with you" in shown(private)
    assert standing(world, "1,200") == []
    listed = await world.ada.slash(world.lobby, "milestone list")
    assert "by your own word" in shown(listed)
    assert "None yet" in shown(await world.ben.slash(world.lobby, "milestone list"))
    look = await world.ada.click(last(listed), label="Share it")
    await world.restart()
    await world.ada.click(last(look), label="Share it")
    await world.env.advance_time(LOOP_TURNS)
    (post,) = standing(world, "1,200 followers")
    assert f"<@{world.ada.id}> says so" in post
    assert "@everyone" not in post
    assert not world.stories.history()[-1].mention_everyone
    again = await world.ada.click(last(listed), label="Share it")  # the list is an old one by now
    assert "Shared: well done!" in shown(again)
    gone = await world.ada.click(last(await world.ada.slash(world.lobby, "milestone list")), label="Delete it")
    assert "None yet" in shown(gone)
    await world.env.advance_time(LOOP_TURNS)
    assert standing(world, "1,200 followers") == []


async def test_what_cannot_be_shared_says_why(world: World) -> None:
    unread = await told(world, "earnings", amount="a lot", words="")
    assert "I could not read that as a number" in shown(unread)
    assert "needs a number" in shown(await told(world, "followers", amount="", words=""))
    assert "needs a few words" in shown(await told(world, "other", words="   "))
    assert "None yet" in shown(await world.ada.slash(world.lobby, "milestone list"))


async def test_a_form_that_was_open_while_the_program_restarted_is_taken(world: World) -> None:
    numbered = await world.ada.slash(world.lobby, "milestone share", kind="followers")
    other = await world.ada.slash(world.lobby, "milestone share", kind="other")
    await world.restart()
    look = await world.ada.submit_modal(numbered, {"amount": "1.2k", "words": ""})
    assert "1,200 followers on Medium" in shown(look)
    assert "A quiet year" in shown(await world.ada.submit_modal(other, {"words": "A quiet year"}))


async def test_many_milestones_are_turned_by_the_page(world: World) -> None:
    for number in range(6):
        await told(world, "book", words=f"Book number {number}")
    listed = await world.ada.slash(world.lobby, "milestone list")
    assert "Book number 5" in shown(listed)
    assert "Book number 0" not in shown(listed)
    older = await world.ada.click(last(listed), label="Older")
    assert "Book number 0" in shown(older)
    assert "Page 2 of 2" in shown(older)
