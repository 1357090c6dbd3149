"""Notes as members write them: by button, menu and command; refused, mended, edited, deleted, and in the thread."""

from datetime import timedelta
from typing import Any

import discord
import simcord
from discord import ui

from bot.domain.posting.notices import NoticeKind, NoticeWay
from bot.ui.kit.card import Card
from bot.ui.kit.layout import link_button, row, text
from tests.cogs.world import ADA, World, last, shown, story

GOOD = "The scene in which the bees come back made me ring my mother this morning."
BETTER = "What I keep is the silence before they come back, and how long nobody says a word."
THIRD = "My grandfather kept two hives behind the school, and I had forgotten how they smelled in May."


async def ready(world: World) -> discord.Message:
    """Threads are on, Ada is registered, and a story of hers stands in the channel. That Ben is its first reader is
    left unsaid, so that his commands are answered with one card."""
    await world.set_up()
    await world.parts.notices.choose(world.guild.id, world.ben.id, NoticeKind.FIRST_READER, NoticeWay.OFF)
    await world.owner.click(last(await world.panel("How and when")), label="A thread under each")
    await world.register(world.ada)
    world.later(timedelta(hours=12))
    await world.poll()
    return await publish(world, 3)


async def publish(world: World, number: int) -> discord.Message:
    world.site.publish(ADA.handle, story(number), at=world.parts.clock())
    before = len(cards(world))
    while len(cards(world)) == before:
        await world.poll()
    return cards(world)[-1]


def cards(world: World) -> list[discord.Message]:
    """The announcements; Discord's own word that a thread was begun is none."""
    return [message for message in world.stories.history() if message.components]


def filled(form: simcord.InteractionResult) -> dict[str, Any]:
    """What a form comes filled in with, by field; of a menu the option that is picked."""
    assert form.modal is not None, f"no form: {form!r}"
    values: dict[str, Any] = {"title of the form": form.modal["title"]}
    for label in form.modal["components"]:
        field = label["component"]
        picked = [option["value"] for option in field.get("options", []) if option.get("default")]
        values[field["custom_id"]] = picked or field.get("value", "")
    return values


async def fill(
    member: simcord.MemberActor, form: simcord.InteractionResult, said: str, seen_by: str | None = "thread", **more: str
) -> simcord.InteractionResult:
    values: dict[str, Any] = {"said": said, "liked": "A line.", **more}
    return await member.submit_modal(form, values | ({"seen_by": [seen_by]} if seen_by else {}))


async def test_from_the_button_to_the_thread_and_out_of_it(world: World) -> None:
    card = await ready(world)
    form = await world.ben.click(card, label="I read this")
    assert filled(form) == {"title of the form": "Story number 3", "said": "", "liked": "", "seen_by": ["thread"]}
    noted = await fill(world.ben, form, f"{GOOD}\n\n@everyone **bold**")
    assert last(noted).ephemeral
    assert "Noted: Story number 3" in shown(noted)
    assert "It goes to the story's thread." in shown(noted)
    await world.env.advance_time(5)
    (thread,) = world.stories.threads
    (message,) = thread.history()
    (note,) = world.announced(thread)
    assert f"<@{world.ben.id}> read this" in note
    assert f"{GOOD}\n" in note
    assert "**bold**" not in note
    assert "> A line." in note
    await world.restart()
    # The card is of an earlier program now, and the form comes with what was written.
    again = await world.ben.click(card, label="I read this")
    assert filled(again)["said"].startswith(GOOD)
    changed = await fill(world.ben, again, BETTER)
    assert "Your note on Story number 3 is changed" in shown(changed)
    await world.env.advance_time(5)
    assert [BETTER in each for each in world.announced(thread)] == [True]
    assert thread.history()[0].id == message.id
    # For the author, in private, once.
    told = await world.ada.slash(world.lobby, "topics list")
    assert shown(told).count("A note on your story") == 1
    journal = await world.ben.slash(world.lobby, "read history")
    page = await world.ben.click(last(journal), label="Open")
    assert BETTER in shown(page)
    assert "Everybody here" in shown(page)
    asked = await world.ben.click(last(page), label="Delete")
    assert "Delete your note on Story number 3?" in shown(asked)
    gone = await world.ben.click(last(asked), label="Yes, delete it")
    assert "Nothing yet" in shown(gone)
    await world.env.advance_time(5)
    assert world.announced(thread) == []


async def test_each_refusal_says_why_gives_the_text_back_and_can_be_mended(world: World) -> None:
    first = await ready(world)
    second = await publish(world, 4)
    await fill(world.ben, await world.ben.click(first, label="I read this"), GOOD, "private")
    refusals = {
        "I liked the *bees*.": ("That is a little short for a note.", "in 12 words or more (40 letters"),
        "Great story, thanks for sharing!": ("That could be said of any story.", "what only this story gave you"),
        f"{GOOD} Yes!": (
            "That is nearly what you wrote about another story lately.",
            "What was different in this one?",
        ),
    }
    for said, (why, step) in refusals.items():
        refused = await fill(world.ben, await world.ben.click(second, label="I read this"), said, "author")
        assert last(refused).ephemeral
        assert why in shown(refused)
        assert step in shown(refused)
        assert said.replace("*", "\\*") in shown(refused)
        assert "> A line." in shown(refused)
        assert "Kept for you until <t:" in shown(refused)
        mending = await world.ben.click(last(refused), label="Mend it")
        assert filled(mending) | {"said": said, "liked": "A line.", "seen_by": ["author"]} == filled(mending)
    await world.restart()
    drafts = await world.ben.slash(world.lobby, "read drafts")
    assert "That is nearly what you wrote" in shown(drafts)
    mending = await world.ben.click(last(drafts), label="Mend it")
    assert "Its author is told in private." in shown(await fill(world.ben, mending, THIRD, "author"))
    old = await world.ben.click(last(drafts), label="Mend it")
    assert "You have no such draft (any more)." in shown(old)
    assert "None." in shown(await world.ben.slash(world.lobby, "read drafts"))


async def test_a_form_that_was_open_while_the_program_restarted_is_taken(world: World) -> None:
    card = await ready(world)
    known = await world.ben.click(card, label="I read this")
    address = "https://medium.com/@zoe/on-wasps-abcdef012345?x=1"
    other = await world.ben.slash(world.lobby, "read log", story=address)
    await world.restart()
    assert "It goes to the story's thread." in shown(await fill(world.ben, known, GOOD))
    noted = await fill(world.ben, other, BETTER, None, title="On wasps")
    assert "Noted: On wasps" in shown(noted)
    assert "https://medium.com/p/abcdef012345" in str(last(noted).components)


async def test_ones_own_story(world: World) -> None:
    card = await ready(world)
    own = await world.ada.click(card, label="I read this")
    assert "You wrote this story yourself." in shown(own)
    # Registered while the form was open: the words are given back all the same.
    form = await world.ben.slash(world.lobby, "read log", story="medium.com/@ben.writes/x-000000000065")
    await world.register(world.ben, "@ben.writes")
    refused = await fill(world.ben, form, GOOD, None, title="Mine")
    assert "This story is your own." in shown(refused)
    assert GOOD in shown(refused)


async def test_by_command_from_the_suggestions_or_an_address(world: World) -> None:
    await ready(world)
    choices = await world.ben.autocomplete(world.lobby, "read log", "story", "number 3")
    assert [choice["name"] for choice in choices] == ["Story number 3 · Ada Bee"]
    assert await world.ada.autocomplete(world.lobby, "read log", "story", "") == []
    form = await world.ben.slash(world.lobby, "read log", story=choices[0]["value"])
    assert filled(form)["title of the form"] == "Story number 3"
    other = await world.ben.slash(world.lobby, "read log", story="https://medium.com/@zoe/on-wasps-abcdef012345?x=1")
    assert filled(other) == {"title of the form": "What did you read?", "title": "", "said": "", "liked": ""}
    noted = await fill(world.ben, other, GOOD, None, title="On wasps")
    assert "Noted: On wasps" in shown(noted)
    assert "Only you see it" in shown(noted)
    await world.env.advance_time(5)
    assert world.announced(world.stories.threads[0]) == []
    assert "not the address of a story" in shown(await world.ben.slash(world.lobby, "read log", story="hello there"))


async def test_from_the_menu_of_any_message(world: World) -> None:
    card = await ready(world)
    form = await world.ben.context_menu(world.stories, "Log a read", card)
    assert filled(form)["title of the form"] == "Story number 3"
    # A card of the time before there were buttons, and one with several stories.
    links = [f"https://medium.com/@ada/story-number-{n}-{n:012x}" for n in (1, 2)]
    channel: Any = world.bot.get_channel(world.lobby.id)
    plain = await channel.send(view=Card(text("An old card"), row(link_button("Read", links[0]))))
    form = await world.ben.context_menu(world.lobby, "Log a read", plain)
    assert filled(form)["title of the form"] == "Story number 1"
    digest = await channel.send(view=Card(ui.TextDisplay("\n".join(f"[A *story*]({link})" for link in links))))
    several = await world.ben.context_menu(world.lobby, "Log a read", digest)
    assert "Which of them did you read?" in shown(several)
    form = await world.ben.select(last(several), [f"{2:012x}"])
    assert filled(form)["title of the form"] == "Story number 2"
    said = await world.ada.send(world.lobby, "No link here")
    assert "I find no story on Medium" in shown(await world.ben.context_menu(world.lobby, "Log a read", said))


async def test_saved_for_later_until_it_is_read(world: World) -> None:
    card = await ready(world)
    saved = await world.ben.click(card, label="Save for later")
    assert last(saved).ephemeral
    assert "Saved for later: Story number 3" in shown(saved)
    await world.restart()
    listed = await world.ben.slash(world.lobby, "read later")
    assert "Story number 3" in shown(listed)
    assert "Nothing here" in shown(await world.ada.slash(world.lobby, "read later"))
    assert "Nothing here" in shown(await world.ben.click(last(listed), label="Take it off"))
    await world.ben.click(card, label="Save for later")
    listed = await world.ben.slash(world.lobby, "read later")
    await fill(world.ben, await world.ben.click(last(listed), label="I read this"), GOOD, "private")
    assert "Nothing here" in shown(await world.ben.slash(world.lobby, "read later"))
    assert world.refusals() == []
