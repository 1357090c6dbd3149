"""Connections as members meet them: the journal, a person's page, remarks, what one takes along; and what a stranger
learns of all that, which is nothing."""

import json
from datetime import timedelta
from typing import Any

import simcord

from bot.domain.posting.notices import NoticeKind, NoticeWay
from bot.domain.reading.notes import NoteVisibility
from tests.cogs.world import World, channel_without, last, menu, shown

SECRET = "What only I know is how the bees came home in the rain that night."
OPEN = "The scene in which the bees come back made me ring my mother this morning."


async def noted(
    world: World, member: simcord.MemberActor, number: int, said: str, seen_by: NoteVisibility = NoteVisibility.AUTHOR
) -> None:
    """A member notes a story that the server knows."""
    story_id = f"{number:012x}"
    notes = world.parts.notes
    outcome = await notes.write(world.guild.id, member.id, story_id, said=said, liked="", wished=seen_by)
    assert outcome.note.fields.said == said  # type: ignore[union-attr]  # a refusal has no note, and fails here


async def quietly(world: World, *members: simcord.MemberActor) -> None:
    """Their private words stay away: what comes after a command is not what these tests look at."""
    for member in members:
        for kind in NoticeKind:
            await world.parts.notices.choose(world.guild.id, member.id, kind, NoticeWay.OFF)


async def circle(world: World) -> None:
    """Ada and Ben are registered; Ben notes a story of hers in private, then she one of his for him to see."""
    await world.register(world.ada)
    await world.register(world.ben, "medium.com/@ben.writes")
    await quietly(world, world.ada, world.ben)
    await noted(world, world.ben, 1, SECRET, NoteVisibility.PRIVATE)
    await noted(world, world.ada, 101, OPEN)


async def pick(member: simcord.MemberActor, card: Any, action: str, value: str) -> simcord.InteractionResult:
    """Pick from a card's menu."""
    return await member.select(card, [value], custom_id=menu(card, f"{action}/"))


async def test_the_journal_and_a_page_in_it(world: World) -> None:
    empty = await world.ben.slash(world.lobby, "connections show")
    assert last(empty).ephemeral
    assert "Nobody yet" in shown(empty)
    await circle(world)
    journal = await world.ben.slash(world.lobby, "connections show")
    assert last(journal).ephemeral
    assert f"**1.** <@{world.ada.id}> · Ada Bee" in shown(journal)
    assert "in conversation" in shown(journal)
    assert "you wrote notes on 1 writer. 1 was new to you." in shown(journal)
    await world.restart()
    by_name = await pick(world.ben, last(journal), "ties.order", "name")
    filtered = await pick(world.ben, last(by_name), "ties.show", "helped")
    assert "Nobody under this choice." in shown(filtered)
    everybody = await pick(world.ben, last(filtered), "ties.show", "all")
    page = await pick(world.ben, last(everybody), "ties.person", str(world.ada.id))
    assert "What only I know" in shown(page)
    assert "[Story number 2]" in shown(page).partition("New to you")[2]
    assert "Story number 101" in shown(page).partition("they noted lately")[2]
    form = await world.ben.click(last(page), label="Write a remark")
    kept = await world.ben.submit_modal(form, {"said": "Keeps *bees*.\n\n@everyone"})
    assert "Keeps \\*bees\\*." in shown(kept)
    assert "@everyone" not in shown(kept)
    assert "**1.** <@" in shown(await world.ben.click(last(kept), label="All connections"))
    again = await world.ben.slash(world.lobby, "connections note", member=world.ada)
    assert again.modal is not None
    assert "Keeps *bees*." in json.dumps(again.modal)
    gone = await world.ben.submit_modal(again, {"said": ""})
    assert last(gone).ephemeral
    assert "bees*" not in shown(gone)
    assert world.refusals() == []
    assert "That is you." in shown(await world.ben.slash(world.lobby, "connections show", member=world.ben))


async def test_case_c7_a_remark_that_was_being_written_while_the_program_restarted_is_kept(world: World) -> None:
    await circle(world)
    page = await world.ben.slash(world.lobby, "connections show", member=world.ada)
    from_page = await world.ben.click(last(page), label="Write a remark")
    by_command = await world.ben.slash(world.lobby, "connections note", member=world.ada)
    await world.restart()
    kept = await world.ben.submit_modal(from_page, {"said": "Keeps bees."})
    assert "Keeps bees." in shown(kept)
    assert last(kept).id == last(page).id, "it stands in the page's place"
    assert "Keeps wasps." in shown(await world.ben.submit_modal(by_command, {"said": "Keeps wasps."}))
    assert "Keeps wasps." in shown(await world.ben.slash(world.lobby, "connections show", member=world.ada))


async def test_a_stranger_and_the_other_learn_nothing_private(world: World) -> None:
    await circle(world)
    await world.parts.connections.write_remark(world.guild.id, world.ben.id, world.ada.id, "REMARK")
    # Ada: Ben's private note is no connection of hers, but her own note on his story is.
    of_ada = [
        await world.ada.slash(world.lobby, "connections show"),
        await world.ada.slash(world.lobby, "connections show", member=world.ben),
        await world.ada.slash(world.lobby, "connections export"),
        await world.ada.slash(world.lobby, "read export"),
    ]
    assert "in conversation" not in shown(of_ada[0])
    assert "They noted" not in shown(of_ada[1])
    # Olga has nothing to do with either.
    of_olga = [
        await world.owner.slash(world.lobby, "connections show"),
        await world.owner.slash(world.lobby, "connections show", member=world.ben),
        await world.owner.slash(world.lobby, "connections show", member=world.ada),
        await world.owner.slash(world.lobby, "connections export"),
        await world.owner.slash(world.lobby, "read export"),
    ]
    for result in (*of_ada, *of_olga):
        assert last(result).ephemeral
        assert SECRET[:20] not in await everything(result)
        assert "REMARK" not in await everything(result)
    for result in of_olga:
        assert OPEN[:20] not in await everything(result)
        assert "noted a story" not in await everything(result)
    form = await world.owner.slash(world.lobby, "connections note", member=world.ada)
    assert "REMARK" not in json.dumps(form.modal)


async def everything(result: simcord.InteractionResult) -> str:
    """What an answer shows, and what is in its files."""
    return shown(result) + "".join((await contents(result)).values())


async def contents(result: simcord.InteractionResult) -> dict[str, str]:
    """The files of an answer, as text."""
    return {each.filename: (await each.read()).decode() for each in last(result).attachments}


async def test_what_one_takes_along(world: World) -> None:
    await circle(world)
    await world.parts.connections.write_remark(world.guild.id, world.ben.id, world.ada.id, "REMARK")
    notes = await world.ben.slash(world.lobby, "read export")
    assert last(notes).ephemeral
    assert "1 note" in shown(notes)
    files = await contents(notes)
    assert set(files) == {"inklings-my-notes.csv", "inklings-my-notes.json"}
    assert all(SECRET in content for content in files.values())
    connections = await contents(await world.ben.slash(world.lobby, "connections export"))
    (row,) = json.loads(connections["inklings-my-connections.json"])
    assert (row["member_id"], row["name"], row["remark"]) == (str(world.ada.id), "Ada Bee", "REMARK")
    assert "REMARK" in connections["inklings-my-connections.csv"]


async def test_quiet_for_a_while(world: World) -> None:
    await circle(world)
    world.later(timedelta(days=100))
    journal = await world.ben.slash(world.lobby, "connections show")
    assert "Quiet for a while" in shown(journal)
    page = await world.ben.click(last(journal), label="What they wrote")
    assert "New to you" in shown(page)
    journal = await world.ben.click(last(page), label="All connections")
    dismissed = await world.ben.click(last(journal), label="Dismiss")
    assert "Quiet for a while" not in shown(dismissed)
    assert f"<@{world.ada.id}>" in shown(dismissed)


async def test_mediums_rules_and_the_first_reader(world: World) -> None:
    await world.register(world.ada)
    await noted(world, world.ben, 1, OPEN)
    await world.env.advance_time(6)
    rules = await world.ben.slash(world.lobby, "medium-rules")
    first, then = rules.response, rules.followups[-1]
    assert first is not None
    assert first.ephemeral
    assert then.ephemeral
    assert "What Medium forbids" in json.dumps(first.components)
    assert "policy.medium.com" in json.dumps(first.components)
    assert "You are the first reader of **[Story number 1]" in shown(rules)


async def test_the_channel_of_the_community_is_chosen_on_the_panel(world: World) -> None:
    page = await world.owner.click(last(await world.panel()), label="Challenges")
    assert "Community" in shown(page)
    picked = await world.owner.select(last(page), [world.stories], custom_id="channel/weekly.channel/community")
    assert f"**Community**: <#{world.stories.id}>" in shown(picked)
    assert f"**Community**: <#{world.stories.id}>" in shown(await world.panel()), "and stands on the first page"


async def test_public_threads_are_asked_for_where_stories_go_and_nowhere_else(world: World) -> None:
    silent = channel_without(world.guild, "tea-room", create_public_threads=False, create_private_threads=True)
    page = await world.panel("Challenges")
    await world.owner.select(last(page), [silent], custom_id="channel/weekly.channel/community")
    page = await world.panel("How and when")
    await world.owner.click(last(page), label="A thread under each")
    assert "I still need" not in shown(await world.panel())
    await world.choose_channel(silent)
    assert "I still need: **Create Public Threads**" in shown(await world.panel())
