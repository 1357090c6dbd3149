"""The private word that offers a milestone to be shared, and what can be pressed below it."""

from collections.abc import Callable, Mapping

import discord

from bot.domain.growth.milestones import MilestoneKind
from bot.domain.posting.notices import Notice, NoticeKind, Said
from bot.ui.growth.milestones import LOOK, PRIVATE, SPARKLES, reached_words
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.layout import lines
from bot.ui.kit.words import Words


def _found(said: Said, say: Words) -> str:
    known = {kind.value: kind for kind in MilestoneKind}
    kind, amount = known.get(str(said.get("kind", ""))), said.get("amount")
    what = (
        reached_words(kind, amount, say)
        if kind is not None and isinstance(amount, int)
        else say("You have reached a milestone")
    )
    return lines(
        [
            f"**{SPARKLES} {what}**",
            say("Well done! So far only you know. You can share it, and see first how that would look."),
        ]
    )


ABOUT: Mapping[tuple[NoticeKind, str], Callable[[Said, Words], str]] = {(NoticeKind.MILESTONE, "found"): _found}
"""As in ``bot.ui.posting.notices``."""


def milestone_buttons(notice: Notice, say: Words) -> tuple[CardButton, ...]:
    """What can be pressed below the word."""
    milestone_id = notice.said.get("milestone")
    if notice.kind is not NoticeKind.MILESTONE or not isinstance(milestone_id, int):
        return ()
    return (
        CardButton(LOOK, milestone_id, label=say("Share it"), style=discord.ButtonStyle.success),
        CardButton(PRIVATE, milestone_id, 0, label=say("Keep it to myself")),
    )
