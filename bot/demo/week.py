"""The demo's week of reading: a challenge, notes, the authors' answers, and the board at the end."""

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import discord
import simcord

from bot.demo.scene import FORUM, Tell, expect, jump, last, look_again, nodes, open_panel, said, texts
from bot.demo.server import TURN, DemoFailed, Server
from bot.demo.stage import Player, Stage

NOTES = Path(__file__).parent / "notes.toml"

CIRCLE = "reading-circle"
"""The channel of challenges and boards."""

JOINING = ("leilamoradi", "lzurawski", "aarti_deshpande", "minamosato", "siobhan.nidhalaigh")

HASTY = "Great story, thanks for sharing!"
"""A note that fits any story, which the bot refuses."""

STRIDE = timedelta(hours=8)
"""The simulated time of one jump during the week. What became due is posted after each jump; the posts of a challenge
are at least a day apart."""

_CODE = re.compile(r"ink-[0-9a-z]{4}")
"""The code on the card of an ownership proof."""

_MARKS = re.compile(r"^(?:## |-# )|\*\*")

LABELS = {"helped": "This helped me", "thanks": "Thank you"}


@dataclass(frozen=True, slots=True)
class DemoNote:
    """A note of the library.

    - ``reader``: the handle of its writer.
    - ``story``: the story's title.
    - ``way``: how the form is opened: "button", "menu" or anything else for the command.
    - ``said``, ``liked``: the fields of the form.
    - ``answer``: the author's answer, a key of ``LABELS``; empty for none.
    """

    reader: str
    story: str
    way: str
    said: str
    liked: str = ""
    answer: str = ""


def load_notes() -> tuple[DemoNote, ...]:
    """The notes of the library, in the order in which they are written."""
    found = tomllib.loads(NOTES.read_text(encoding="utf-8"))["notes"]
    return tuple(DemoNote(**(each | {"said": " ".join(each["said"].split())})) for each in found)


async def play_week(stage: Stage, tell: Tell) -> None:
    """Play the week, in a server in which the scene was played, and report each step.

    Raises:
        DemoFailed: the bot failed.
    """
    server = stage.server
    circle = server.guild.create_text_channel(CIRCLE, topic="What we read this week")
    await _begin(server, circle, tell)
    await _join(stage, circle, tell)
    await _prove(stage, stage.player("siobhan.nidhalaigh"), tell)
    await _refused(stage, tell)
    notes = load_notes()
    for note in notes:
        await _write(stage, note)
    tell(f"{len(notes)} notes are written: on the cards, from their menu, and with `/read log`.")
    await _answer(stage, notes, tell)
    await _end(stage, circle, tell)


async def _begin(server: Server, circle: simcord.ChannelHandle, tell: Tell) -> None:
    page = await open_panel(server, "Challenges")
    page = await server.moderator.select(last(page), [circle], custom_id="channel/weekly.channel/challenges")
    await server.moderator.click(last(page), label="A challenge every week")
    await jump(server, timedelta(minutes=2), TURN * 4)
    expect(len(shown(circle)) == 1, f"the week's start was due in #{CIRCLE}: {shown(circle)}")
    tell(f"{server.moderator.user.global_name} wants a challenge every week. #{CIRCLE} is told of the first.")


async def _join(stage: Stage, circle: simcord.ChannelHandle, tell: Tell) -> None:
    start = cards(circle)[0]
    for handle in JOINING:
        joined = await stage.player(handle).member.click(start, label="Join")
        expect("You take part" in said(joined), f"Join answered: {said(joined)}")
    tell(f"{len(JOINING)} writers press Join.")


async def _prove(stage: Stage, player: Player, tell: Tell) -> None:
    server, writer = stage.server, player.author.writer
    asked = await player.member.slash(server.room, "profile verify")
    found = _CODE.search(said(asked))
    expect(found is not None, f"/profile verify answered: {said(asked)}")
    standing = server.site.stories(writer.handle)
    code = found[0] if found else ""
    server.site.add(replace(writer, name=f"{writer.name} {code}"), *standing)
    await look_again(server)
    server.site.add(writer, *standing)
    checked = await player.member.slash(server.room, "profile verify")
    expect(any("erified" in text for text in everything(checked)), f"/profile verify answered: {everything(checked)}")
    tell(f"{player.name} proves that the profile is theirs, with a code in their name on Medium.")


async def _refused(stage: Stage, tell: Tell) -> None:
    note = load_notes()[0]
    reader = stage.player(note.reader).member
    form = await reader.click(_card(stage, note.story)[1], label="I read this")
    refused = await reader.submit_modal(form, {"said": HASTY, "liked": "", "seen_by": ["author"]})
    expect("Mend it" in str(last(refused).components), f"the note was answered: {said(refused)}")
    tell(f"“{HASTY}” is no note: {stage.player(note.reader).name} gets it back, with a word on what makes one.")


async def _write(stage: Stage, note: DemoNote) -> None:
    server, reader = stage.server, stage.player(note.reader).member
    match note.way:
        case "button":
            form = await reader.click(_card(stage, note.story)[1], label="I read this")
        case "menu":
            place, card = _card(stage, note.story)
            form = await reader.context_menu(place, "Log a read", card)
        case _:
            found = await reader.autocomplete(server.room, "read log", "story", note.story[:20])
            form = await reader.slash(server.room, "read log", story=found[0]["value"])
    seen_by = "thread" if "thread" in str(form.modal) else "author"
    noted = await reader.submit_modal(form, {"said": note.said, "liked": note.liked, "seen_by": [seen_by]})
    expect("Noted" in said(noted), f"the note of {note.reader} was answered: {said(noted)}")
    await server.driver.advance(TURN)


async def _answer(stage: Stage, notes: tuple[DemoNote, ...], tell: Tell) -> None:
    """Let the authors answer: in the thread, if the note was posted there, else below the notice about it."""
    server = stage.server
    heard: dict[str, simcord.ResponseMessage] = {}
    for note in notes:
        if not note.answer:
            continue
        author, label = _author(stage, note.story), LABELS[note.answer]
        standing = [card for post in _posts(stage) for card in cards(post) if _opening(note) in _text(card)]
        if not standing and author.name not in heard:
            heard[author.name] = last(await author.member.slash(server.room, "notifications"))
        card = standing[0] if standing else heard[author.name]
        answered = await author.member.click(card, custom_id=_button_after(card, _opening(note), label))
        expect(last(answered).ephemeral, "an answer is between the two")
        tell(f"{author.name} answers {stage.player(note.reader).name}: “{label}”.")


def _opening(note: DemoNote) -> str:
    """The beginning of a note, by which it is recognised where it is quoted."""
    return note.said[:24]


def _text(card: discord.Message) -> str:
    return "\n".join(texts(card.components))


def _button_after(card: discord.Message | simcord.ResponseMessage, words: str, label: str) -> str:
    """The id of the first button with this label below the words.

    Raises:
        DemoFailed: there is none.
    """
    below = False
    for node in nodes(card.components):
        below = below or words in str(node.get("content", ""))
        if below and node.get("label") == label:
            return str(node["custom_id"])
    raise DemoFailed(f"no “{label}” below “{words}”: {list(texts(card.components))}")


async def _end(stage: Stage, circle: simcord.ChannelHandle, tell: Tell) -> None:
    server = stage.server
    await jump(server, timedelta(days=7), STRIDE)
    boards = [each for each in shown(circle) if "talked about here" in each]
    expect(len(boards) == 1, f"the week's board was due, once: {shown(circle)}")
    tell(f"The week ends. #{CIRCLE} gets its board, with a picture:")
    for line in boards[0].splitlines():
        tell(f"    {_named(stage, line)}")


def _named(stage: Stage, line: str) -> str:
    """The line for a terminal: with names instead of mentions, and without Markdown."""
    line = _MARKS.sub("", line)
    for player in stage.players:
        line = line.replace(player.member.mention, player.name)
    return line


def cards(channel: simcord.ChannelHandle) -> list[discord.Message]:
    """The messages with components in a channel, oldest first."""
    return [message for message in channel.history() if message.components]


def shown(channel: simcord.ChannelHandle) -> list[str]:
    """The texts of the cards in a channel, oldest first."""
    return ["\n".join(texts(message.components)) for message in cards(channel)]


def everything(result: simcord.InteractionResult) -> list[str]:
    """The texts of all the bot's answers to an interaction."""
    answers = [result.response, *result.followups]
    return ["\n".join(texts(message.components)) for message in answers if message is not None]


def _posts(stage: Stage) -> list[simcord.ChannelHandle]:
    return list(stage.server.guild.channels[FORUM].threads)


def _author(stage: Stage, title: str) -> Player:
    return next(player for player in stage.players if any(story.title == title for story in player.author.stock))


def _card(stage: Stage, title: str) -> tuple[simcord.ChannelHandle, discord.Message]:
    """The channel or forum post in which a story is announced, and the message."""
    places = [stage.server.room, *_posts(stage)]
    return next((place, card) for place in places for card in cards(place) if title in "".join(texts(card.components)))
