"""The notice that offers a milestone to be shared, and its buttons."""

import discord

from bot.domain.growth.milestones import MilestoneKind
from bot.domain.posting.notices import Notice, NoticeKind
from bot.domain.posting.outbox import Payload
from bot.ui.growth.milestones import LOOK, PRIVATE, SPARKLES, reached_words
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.layout import lines
from bot.ui.kit.words import Words
from bot.ui.posting.notice_look import NoticeLook


def _found(payload: Payload, say: Words) -> str:
    known = {kind.value: kind for kind in MilestoneKind}
    kind, amount = known.get(str(payload.get("kind", ""))), payload.get("amount")
    what = (
        reached_words(kind, amount, say)
        if kind is not None and isinstance(amount, int)
        else say("You have reached a milestone")
    )
    return lines(
        f"**{SPARKLES} {what}**",
        say("Well done! So far only you know. You can share it, and see first how that would look."),
    )


def _buttons(notice: Notice, say: Words) -> tuple[CardButton, ...]:
    """What can be pressed below the word."""
    milestone_id = notice.payload.get("milestone")
    if not isinstance(milestone_id, int):
        return ()
    return (
        CardButton(LOOK, milestone_id, label=say("Share it"), style=discord.ButtonStyle.success),
        CardButton(PRIVATE, milestone_id, 0, label=say("Keep it to myself")),
    )


MILESTONE = NoticeLook(
    kind=NoticeKind.MILESTONE,
    named=lambda say: (
        say("Your milestones"),
        say("when you have reached one that you may want to share"),
    ),
    words={"found": _found},
    buttons=_buttons,
)
