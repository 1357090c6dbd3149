"""The one place where errors are reported. A ``UserError`` is answered with what happened and what to do next; any
other error with a reference number, under which it is logged. Each area has the words for its own errors in
``refusals.py``; ``bot.ui.refusals`` collects them, and the client holds the collection.
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
"""Discord's error code for an interaction that expired: it can no longer be answered."""
ALREADY_ACKNOWLEDGED = 40060
"""Discord's error code for a second first response: an earlier one has arrived."""


Teller = Callable[[Any, Words], str]
"""Makes the words for an error: the first line says what happened, the lines below what to do next."""

Refusals = Mapping[type[UserError] | Kind, Teller]
"""The words for each error, by its class; those for ``NotThereAnyMore`` by its ``Kind``."""


class HasRefusals(Protocol):
    """The client's attribute in which the words for errors are found."""

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
"""The words for the errors that belong to no area."""


def sort_of(error: UserError) -> type[UserError] | Kind:
    """The error's key in ``Refusals``."""
    return error.kind if isinstance(error, NotThereAnyMore) else type(error)


def refusal_card(error: UserError, refusals: Refusals, say: Words) -> FramedCard:
    """A refusal: the first line in bold, the next step below."""
    happened, _, rest = refusals[sort_of(error)](error, say).partition("\n")
    return FramedCard(text(f"**{happened}**", rest), colour=WARM)


def trouble_card(reference: str, say: Words) -> FramedCard:
    """The card for an unexpected error, with the reference under which it is logged."""
    return FramedCard(
        text(
            "**" + say("Something went wrong on my side.") + "**",
            say("Nothing you did. Please try again; if it happens again, tell a moderator this reference:"),
            small(f"`{reference}`"),
        ),
        colour=WARM,
    )


def _as_user_error(error: BaseException) -> UserError | None:
    """The error as a ``UserError``; those of discord.py's own checks are translated. ``None`` for any other error."""
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
    """The error's name in the log."""
    sort = sort_of(error)
    return f"NotThereAnyMore({sort})" if isinstance(sort, Kind) else sort.__name__


def _is_unanswerable(error: BaseException) -> bool:
    return isinstance(error, discord.HTTPException) and error.code in {UNKNOWN_INTERACTION, ALREADY_ACKNOWLEDGED}


async def report(interaction: discord.Interaction, error: BaseException) -> None:
    """Answer an interaction that failed: with the words for a ``UserError``, with a reference for any other error.

    The command tree, views, modals and card buttons all call this. It never raises.
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
