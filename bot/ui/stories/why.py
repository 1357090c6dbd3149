"""``/stories why``: why a story was announced or was not, and the corrections that the member can make."""

from collections.abc import Callable
from typing import Any

import discord
from discord import ui

from bot.domain.posting.outbox import PostKind, Withheld
from bot.domain.stories.stories import Reason
from bot.domain.stories.way import (
    Decided,
    Explained,
    Posted,
    PostStage,
    SaidByHand,
    Seen,
    Step,
    StoryWay,
    Undecided,
    WayPost,
)
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.card import Card
from bot.ui.kit.layout import masked, row, small, text
from bot.ui.kit.words import Words, stamp

PROMOTE = Action("stories.promote", story_id=str)
SILENCE = Action("stories.silence", story_id=str)

REASONS: dict[Reason, Callable[[Words], str]] = {
    Reason.NEW: lambda say: say("It was new here, so it was to be announced."),
    Reason.BASELINE: lambda say: say(
        "It stood in the feed when the profile was registered. What was there before stays quiet."
    ),
    Reason.RESPONSE: lambda say: say("It looks like a response to somebody's story, and responses are not announced."),
    Reason.UNSURE: lambda say: say(
        "Medium sent too little of it to tell a story from a response, so it was not announced."
    ),
    Reason.NO_CHANNEL: lambda say: say("No channel for stories had been chosen then, so it was not announced."),
    Reason.CHANNEL_OFF: lambda say: say(
        "The channel for stories could not be posted in then, so it was not announced."
    ),
    Reason.MEMBER_LEFT: lambda say: say("Its author had left the server before the announcement went out."),
    Reason.TOO_OLD: lambda say: say(
        "It was published long before it was first seen here: listed, and not announced as news."
    ),
    Reason.DIGEST: lambda say: say("It belongs in a digest."),
    Reason.ROUNDUP: lambda say: say(
        "Its author had as many announcements that day as this server wants, so it goes out with others."
    ),
    Reason.BY_AUTHOR: lambda say: say("Its author did not want it announced."),
    Reason.OTHERS: lambda say: say("It came by a publication and is by nobody here, so it was not announced."),
    Reason.KNOWN: lambda say: say("It was known here already."),
    Reason.EDITED: lambda say: say("It was edited, which is no news by itself."),
    Reason.UNCHANGED: lambda say: say("Nothing about it had changed."),
}
"""The sentence for each reason of a decision."""

WITHHELD: dict[Withheld, Callable[[Words], str]] = {
    Withheld.MEMBER_LEFT: lambda say: say("It was not sent: its author had left the server."),
    Withheld.PROFILE_REMOVED: lambda say: say("It was not sent: the profile was removed first."),
    Withheld.TOO_LATE: lambda say: say("It was not sent: it had waited too long to be news."),
    Withheld.BY_AUTHOR: lambda say: say("It was not sent: its author did not want it."),
    Withheld.EMPTY: lambda say: say("It was not sent: nothing was left to say."),
    Withheld.GATHERED: lambda say: say("It was not sent alone: it went out with others."),
    Withheld.MESSAGE_GONE: lambda say: say("It was not done: the message is not there any more."),
    Withheld.SWITCHED_OFF: lambda say: say("It was not sent: it was not wanted."),
}
"""The sentence for each reason why a post was not sent."""

KINDS: dict[str, Callable[[Words], str]] = {
    PostKind.STORY: lambda say: say("Announcement"),
    PostKind.DIGEST: lambda say: say("Digest"),
    PostKind.ROUNDUP: lambda say: say("Roundup"),
    PostKind.EDIT: lambda say: say("Edit of the card"),
}
"""The name of each kind of post."""


def stage_words(posted: Posted, guild_id: int, say: Words) -> str:
    """The state of a post, as a sentence."""
    post, due = posted.post, stamp(posted.due, "f") if posted.due else ""
    match posted.stage:
        case PostStage.HELD:
            return say("It is held until {when}.", when=due)
        case PostStage.FAILED:
            return say("Discord did not take it yet. The next try is at {when}.", when=due)
        case PostStage.NO_CHANNEL:
            return say("It waits for a channel that works. `/setup` shows what is wrong.")
        case PostStage.DUE:
            return say("It is in the outbox and leaves in a moment.")
        case PostStage.SENDING:
            return say("It is being sent at this moment.")
        case PostStage.SENT:
            return _sent(post, guild_id, say)
        case PostStage.WAITING:
            return say("It waits for the member's next command.")
        case PostStage.WITHHELD:
            return WITHHELD[post.withheld or Withheld.EMPTY](say)


def _sent(post: WayPost, guild_id: int, say: Words) -> str:
    if post.channel_id is None or post.message_id is None or post.done_at is None:
        return say("It was sent.")
    link = f"https://discord.com/channels/{guild_id}/{post.channel_id}/{post.message_id}"
    return say("It was sent {when}: {link}", when=stamp(post.done_at), link=link)


def step_words(step: Step, guild_id: int, say: Words) -> str:
    """A step of the story's history, as a line."""
    match step:
        case Seen(at=at):
            return say("First seen {when}.", when=stamp(at, "f"))
        case SaidByHand():
            return say("Somebody said that this is a story, whatever its feed looks like.")
        case Undecided():
            return say("This server does not follow its feed at present, so nothing was decided about it.")
        case Decided(reason=reason):
            return REASONS[reason](say)
        case Posted(post=post):
            return f"**{KINDS[post.kind](say)}**: {stage_words(step, guild_id, say)}"


def why_card(explained: Explained, guild_id: int, say: Words) -> Card:
    """The story's whole history, with buttons for the corrections that the member may make."""
    way = explained.way
    if way is None:
        return Card(
            text(
                "### " + say("I have never seen this story here"),
                say("It was in no feed that this server follows. A story can take half an hour to be found."),
                say(
                    "Its author has to be registered: `/profile show` tells. Drafts and stories that Medium"
                    " keeps out of its feeds cannot be seen."
                ),
            )
        )
    parts: list[ui.Item[Any]] = [
        text(f"### {masked(way.title, way.link)}", _about(way, say)),
        text("\n".join(f"- {step_words(step, guild_id, say)}" for step in explained.steps)),
    ]
    buttons = _corrections(explained, way, say)
    if buttons:
        parts.append(row(*buttons))
    return Card(*parts)


def _about(way: StoryWay, say: Words) -> str | None:
    parts = []
    if way.member_id is not None:
        parts.append(say("by <@{member}>", member=way.member_id))
    if way.published_at is not None:
        parts.append(say("published {when}", when=stamp(way.published_at, "D")))
    return small(" · ".join(parts)) if parts else None


def _corrections(explained: Explained, way: StoryWay, say: Words) -> list[CardButton]:
    buttons = []
    if explained.may_promote:
        style = discord.ButtonStyle.success
        buttons.append(CardButton(PROMOTE, way.story_id, label=say("This is a story"), style=style))
    if explained.may_silence:
        buttons.append(CardButton(SILENCE, way.story_id, label=say("Do not announce this")))
    return buttons
