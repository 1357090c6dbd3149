"""Notes, answered as members do it: in the thread, after a command, in a direct message; and moderated."""

import discord
from sqlalchemy import update

from bot.domain.posting.delivery import MessagePlace
from bot.domain.posting.notices import NoticeKind, NoticeWay
from bot.domain.posting.outbox import PostKind, PostSubject
from bot.domain.reading.notes import NoteVisibility
from bot.domain.servers.guilds import Feature
from bot.storage.database.engine import Connection
from bot.storage.posting import notices, outbox
from bot.storage.schema import profiles
from bot.storage.servers import guilds, members
from tests.cogs.world import LOOP_TURNS, World, last, shown
from tests.services.readers import add_note
from tests.storage.statements import execute
from tests.ui.texts import texts_in

SAID = "What stayed with me is how small it was."


async def note(world: World, number: int = 1, visibility: NoteVisibility = NoteVisibility.THREAD) -> int:
    """Ben notes a story of Ada's: it stands in the thread, or waits for Ada as a private word."""
    now = world.parts.clock()

    async def work(conn: Connection) -> int:
        await members.know(conn, world.guild.id, world.ada.id, now)
        told = {"title": f"Story number {number}", "author_name": "Ada Bee", "said": SAID, "liked": "It was small."}
        note_id = await add_note(
            conn, world.guild.id, world.ben.id, world.ada.id, number, at=now, visibility=visibility, **told
        )
        if visibility is NoteVisibility.THREAD:
            place = MessagePlace(world.lobby.id, 0)
            await outbox.enqueue_post(
                conn, PostKind.NOTE, world.guild.id, f"n/{note_id}", now, about=PostSubject(note_id), place=place
            )
        else:
            payload: dict[str, str | int] = {"about": "note", "note": note_id}
            await notices.enqueue(conn, world.guild.id, world.ada.id, NoticeKind.NOTE, payload, f"w/{note_id}", now)
        return note_id

    note_id = await world.parts.database.write(work)
    await world.env.advance_time(LOOP_TURNS)
    return note_id


async def verified(world: World) -> None:
    await world.register(world.ada)
    await execute(world.parts.database, update(profiles).values(verified_at=world.parts.clock()))


def in_thread(world: World) -> discord.Message:
    return world.lobby.history()[-1]


async def test_the_author_answers_in_the_thread_also_after_a_restart(world: World) -> None:
    await verified(world)
    await note(world)
    message = in_thread(world)
    assert "Only who wrote the story" in shown(await world.owner.click(message, label="This helped me"))
    assert "your own note" in shown(await world.ben.click(message, label="Thank you"))
    await world.restart()
    helped = await world.ada.click(message, label="This helped me")
    assert last(helped).ephemeral
    assert "their note helped you" in shown(helped)
    assert "4 more times" in shown(helped)
    assert "/profile verify" not in shown(helped)
    assert "You have said so" in shown(await world.ada.click(message, label="This helped me"))
    await world.env.advance_time(LOOP_TURNS)
    told = shown(await world.ben.slash(world.lobby, "help"))
    assert "Your note on **Story number 1** helped" in told
    assert f"<@{world.ada.id}>" in told
    taken = await world.ada.click(last(helped), label="Take it back")
    assert "Taken back" in shown(taken)
    assert "their note helped you" in shown(await world.ada.click(message, label="This helped me"))


async def test_an_unverified_author_learns_how_it_would_count(world: World) -> None:
    await note(world)
    assert "/profile verify" in shown(await world.ada.click(in_thread(world), label="This helped me"))


async def test_a_note_for_its_author_alone_waits_with_its_buttons(world: World) -> None:
    await note(world, visibility=NoteVisibility.AUTHOR)
    digest = await world.ada.slash(world.lobby, "help")
    assert "A note on your story **Story number 1**" in shown(digest)
    assert f"> {SAID}" in shown(digest)
    whole = await world.ada.click(last(digest), label="Read the note")
    assert "> It was small." in shown(whole)
    thanked = await world.ada.click(last(whole), label="Thank you")
    assert "you thank them" in shown(thanked)
    await world.env.advance_time(LOOP_TURNS)
    assert "Thanks for your note" in shown(await world.ben.slash(world.lobby, "help"))


async def test_a_direct_message_leads_to_the_notes_own_server(world: World) -> None:
    await world.parts.database.write(guilds.welcome, world.guild.id, world.parts.clock())
    await world.parts.notices.choose(world.guild.id, world.ada.id, NoticeKind.NOTE, NoticeWay.DIRECT)
    await note(world, visibility=NoteVisibility.AUTHOR)
    (letter,) = world.ada.user.dm_channel.history()
    assert f"> {SAID}" in "\n".join(texts_in([each.to_dict() for each in letter.components]))
    assert "their note helped you" in shown(await world.ada.user.click(letter, label="This helped me"))
    whole = await world.ada.user.click(letter, label="Read the note")
    form = await world.ada.user.click(last(whole), label="Report it")
    reported = await world.ada.user.submit_modal(form, {"reason": "It is copied"})
    assert "The moderators will look at it" in shown(reported)


async def test_an_author_hides_a_note_from_the_thread(world: World) -> None:
    await note(world)
    whole = await world.ada.click(in_thread(world), label="More")
    assert last(whole).ephemeral
    hidden = await world.ada.click(last(whole), label="Hide it from the thread")
    assert "is hidden" in shown(hidden)
    await world.env.advance_time(LOOP_TURNS)
    assert world.lobby.history() == []


async def report(world: World) -> discord.Message:
    """Ada reports Ben's note; the report stands in the moderators' channel."""
    channel = world.guild.create_text_channel("moderators")
    await world.parts.database.write(guilds.welcome, world.guild.id, world.parts.clock())
    await world.parts.database.write(guilds.set_channel, world.guild.id, Feature.MODERATION, channel.id)
    await note(world)
    whole = await world.ada.click(in_thread(world), label="More")
    form = await world.ada.click(last(whole), label="Report it")
    await world.ada.submit_modal(form, {"reason": "It is rude"})
    await world.env.advance_time(LOOP_TURNS)
    (card,) = channel.history()
    return card


def texts(message: discord.Message) -> str:
    return "\n".join(texts_in([each.to_dict() for each in message.components]))


async def test_a_report_is_voided_by_a_moderator_and_by_nobody_else(world: World) -> None:
    card = await report(world)
    assert f"> {SAID}" in texts(card)
    assert "It is rude" in texts(card)
    assert "Timeout Members" in shown(await world.ben.click(card, label="Void the note"))
    assert "Timeout Members" in shown(await world.ben.click(card, label="Dismiss"))
    role = world.guild.create_role("moderators", permissions=discord.Permissions(moderate_members=True))
    mira = world.guild.add_member(world.env.create_user("mira"), roles=[role])
    form = await mira.click(card, label="Void the note")
    settled = await mira.submit_modal(form, {"reason": "Rude indeed"})
    assert f"<@{mira.id}> has voided the note" in shown(settled)
    assert SAID not in shown(settled)
    await world.env.advance_time(LOOP_TURNS)
    told = shown(await world.ben.slash(world.lobby, "help"))
    assert "out of the counting" in told
    assert "Why: Rude indeed" in told


async def test_case_c7_a_report_that_was_open_while_the_program_restarted_is_taken_once(world: World) -> None:
    await note(world)
    whole = await world.ada.click(in_thread(world), label="More")
    form = await world.ada.click(last(whole), label="Report it")
    await world.restart()
    reason = {"reason": "It is copied, word for word. " * 10}
    assert "The moderators will look at it" in shown(await world.ada.submit_modal(form, reason))
    second = await world.ada.click(last(whole), label="Report it")
    assert "You have reported this note before" in shown(await world.ada.submit_modal(second, reason))


async def test_case_c7_a_reason_that_comes_after_a_restart_and_too_late_is_answered(world: World) -> None:
    card = await report(world)
    form = await world.owner.click(card, label="Void the note")
    assert "has dismissed the report" in shown(await world.owner.click(card, label="Dismiss"))
    await world.restart()
    assert "settled already" in shown(await world.owner.submit_modal(form, {"reason": "Rude"}))


async def test_a_report_is_dismissed_from_the_list(world: World) -> None:
    card = await report(world)
    listed = await world.owner.slash(world.lobby, "moderate reports")
    assert f"> {SAID}" in shown(listed)
    assert "has dismissed the report" in shown(await world.owner.click(last(listed), label="Dismiss"))
    assert "settled already" in shown(await world.owner.click(card, label="Dismiss"))
    assert "None." in shown(await world.owner.slash(world.lobby, "moderate reports"))
    log = shown(await world.owner.slash(world.lobby, "moderate log"))
    assert "Dismissed a report of a note" in log
    assert f"<@{world.owner.id}>" in log


async def test_a_note_is_voided_and_restored_without_its_text(world: World) -> None:
    await note(world)
    private = await note(world, 2, NoteVisibility.PRIVATE)
    message = world.lobby.history()[-1]
    link = f"https://discord.com/channels/{world.guild.id}/{world.lobby.id}/{message.id}"
    found = await world.owner.slash(world.lobby, "moderate note", note=link)
    assert "Story number 1" in shown(found)
    assert SAID not in shown(found)
    voided = await world.owner.submit_modal(
        await world.owner.click(last(found), label="Void the note"), {"reason": "Copied"}
    )
    assert "it does not count" in shown(voided)
    restored = await world.owner.submit_modal(
        await world.owner.click(last(voided), label="Let it count again"), {"reason": "My mistake"}
    )
    assert "It counts like every other" in shown(restored)
    offered = await world.owner.autocomplete(world.lobby, "moderate note", "note", "number 2", member=world.ben)
    assert [each["value"] for each in offered] == [str(private)]
    nobody = await world.owner.autocomplete(world.lobby, "moderate note", "note", "", member=world.ada)
    assert nobody == []
    assert SAID not in shown(await world.owner.slash(world.lobby, "moderate note", note=str(private)))
    assert "no such note" in shown(await world.owner.slash(world.lobby, "moderate note", note="the one on bees"))
    log = shown(await world.owner.slash(world.lobby, "moderate log"))
    assert log.index("My mistake") < log.index("Copied")


async def test_a_member_is_excluded_told_and_included_again(world: World) -> None:
    out = await world.owner.slash(world.lobby, "moderate exclude", member=world.ben, reason="They *trade*")
    assert f"<@{world.ben.id}> is out of the counting" in shown(out)
    again = await world.owner.slash(world.lobby, "moderate exclude", member=world.ben, reason="They trade")
    assert "out of the counting already" in shown(again)
    await world.env.advance_time(LOOP_TURNS)
    assert r"Why: They \*trade\*" in shown(await world.ben.slash(world.lobby, "help"))
    back = await world.owner.slash(world.lobby, "moderate include", member=world.ben, reason="They do not")
    assert "counts again" in shown(back)
    back = await world.owner.slash(world.lobby, "moderate include", member=world.ben, reason="They do not")
    assert "is not out of the counting" in shown(back)


async def test_moderation_is_for_moderators_whatever_discord_lets_through(world: World) -> None:
    (command,) = [each for each in await world.bot.tree.fetch_commands() if each.name == "moderate"]
    world.guild.set_command_permissions(command, {world.ben: True})
    for name in ("reports", "log"):
        assert "Timeout Members" in shown(await world.ben.slash(world.lobby, f"moderate {name}"))
    assert "Timeout Members" in shown(
        await world.ben.slash(world.lobby, "moderate exclude", member=world.ada, reason="Because")
    )
    assert world.refusals() == ["MayNotManage"] * 3
