"""The one place where errors are reported: a member's error in words (what happened, and what to do next), anything
else under a reference. Each area has its own words in its ``refusals.py``; ``bot.ui.refusals`` puts them together, and
the client carries them.
"""

import secrets
from collections.abc import Callable, Mapping
from typing import Any, Protocol, cast

import discord
import structlog
from discord import app_commands

from bot.domain.kit import errors
from bot.domain.kit.errors import Kind, NotThereAnyMore, UserError
from bot.ui.kit.answer import answer
from bot.ui.kit.layout import WARM, FramedCard, lines, small, text
from bot.ui.kit.permissions import permission_names
from bot.ui.kit.words import Words, words_for

log = structlog.get_logger(__name__)

UNKNOWN_INTERACTION = 10062
"""Discord's code for an interaction that ran out of time: nobody is there any more to be answered."""
ALREADY_ACKNOWLEDGED = 40060
"""Discord's code for a second first answer: the first one arrived."""


Teller = Callable[[Any, Words], str]
"""What happened, in the first line, and the next step below, for one kind of error."""

Refusals = Mapping[type[UserError] | Kind, Teller]
"""Members' errors to their words: by class, and ``NotThereAnyMore`` by what is not there."""


class HasRefusals(Protocol):
    """What a client has to carry for members' errors to be put in words."""

    refusals: Refusals


TELLERS: Refusals = {
    errors.GuildOnly: lambda _, say: lines(
        say("This works in a server only."), say("Use it in a channel of your server.")
    ),
    errors.MayNotManage: lambda error, say: lines(
        say("For this you need: {permissions}.", permissions=say.listing(permission_names(error.permissions, say))),
        say("Ask somebody who looks after this server."),
    ),
    errors.CardOutdated: lambda _, say: lines(
        say("This card is from an older version: what it offers has changed since."),
        say("Use its command again for a fresh one."),
    ),
    errors.MayNotOrganise: lambda _, say: lines(
        say("For this you need **Manage Events** or **Manage Server**."),
        say("Ask somebody who looks after this server."),
    ),
}
"""An error to its words."""


def sort_of(error: UserError) -> type[UserError] | Kind:
    """Under which key its words stand."""
    return error.kind if isinstance(error, NotThereAnyMore) else type(error)


def refusal_card(error: UserError, refusals: Refusals, say: Words) -> FramedCard:
    """A refusal: the first line in bold, the next step below."""
    happened, _, rest = refusals[sort_of(error)](error, say).partition("\n")
    return FramedCard(text(f"**{happened}**", rest), colour=WARM)


def trouble_card(reference: str, say: Words) -> FramedCard:
    """The neutral line for what nobody expected, with the reference under which the log has it."""
    return FramedCard(
        text(
            "**" + say("Something went wrong on my side.") + "**",
            say("Nothing you did. Please try again; if it happens again, tell a moderator this reference:"),
            small(f"`{reference}`"),
        ),
        colour=WARM,
    )


def _as_user_error(error: BaseException) -> UserError | None:
    """What discord.py's own checks found, in our terms."""
    match error:
        case UserError():
            return error
        case app_commands.MissingPermissions(missing_permissions=missing):
            return errors.MayNotManage(tuple(missing))
        case app_commands.NoPrivateMessage():
            return errors.GuildOnly()
        case _:
            return None


def _name(error: UserError) -> str:
    """What the log calls it."""
    sort = sort_of(error)
    return f"NotThereAnyMore({sort})" if isinstance(sort, Kind) else sort.__name__


def _is_unanswerable(error: BaseException) -> bool:
    return isinstance(error, discord.HTTPException) and error.code in {UNKNOWN_INTERACTION, ALREADY_ACKNOWLEDGED}


async def report(interaction: discord.Interaction, error: BaseException) -> None:
    """Answer an interaction that failed: in words for a member's error, with a reference for anything else.

    The command tree, views, modals and card buttons all end here. Never raises.
    """
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    command = interaction.command.qualified_name if interaction.command else None
    if _is_unanswerable(error):
        log.warning("interaction_out_of_time", command=command, error=str(error))
        return
    say = words_for(interaction.locale.value)
    mine = _as_user_error(error)
    if mine is not None:
        log.info("member_refused", command=command, error=_name(mine))
        card = refusal_card(mine, cast("HasRefusals", interaction.client).refusals, say)
    else:
        reference = secrets.token_hex(4)
        log.error("unexpected_error", reference=reference, command=command, exc_info=error)
        card = trouble_card(reference, say)
    try:
        await answer(interaction, card)
    except discord.HTTPException as failure:
        log.warning("answer_failed", command=command, error=str(failure))
