"""Every refusal in words: what happened, and what to do next; and the one place where errors are reported."""

import secrets
from collections.abc import Callable
from typing import Any

import discord
import structlog
from discord import app_commands

from bot.domain import errors
from bot.domain.errors import AddressKind, UserError
from bot.ui.answer import answer
from bot.ui.layout import WARM, Framed, lines, small, text
from bot.ui.permissions import permission_names
from bot.ui.words import Words, stamp, words_for

log = structlog.get_logger(__name__)

UNKNOWN_INTERACTION = 10062
"""Discord's code for an interaction that ran out of time: nobody is there any more to be answered."""
ALREADY_ACKNOWLEDGED = 40060
"""Discord's code for a second first answer: the first one arrived."""


def _not_a_profile(error: errors.NotAProfile, say: Words) -> str:
    match error.kind:
        case AddressKind.SHORT_LINK:
            happened = say("That is one of Medium's short links, which do not say where they lead.")
        case AddressKind.STORY_WITHOUT_AUTHOR:
            happened = say("That is a story, but its address does not name its author.")
        case AddressKind.PUBLICATION:
            happened = say("That is a publication, and a publication has many writers.")
        case AddressKind.TAG:
            happened = say("That is a tag's page, and a tag has many writers.")
        case AddressKind.SEARCH:
            happened = say("That is a search on Medium.")
        case AddressKind.OWN_PAGE | AddressKind.APP:
            happened = say("That is a page of Medium's own, the same for every reader.")
        case _:
            happened = say("That is a page on another site than Medium.")
    return happened + "\n" + _paste_a_profile(say)


def _paste_a_profile(say: Words) -> str:
    return say("Open your profile on Medium and paste its address: it looks like `medium.com/@yourname`.")


def _address(say: Words) -> str:
    return say("That does not look like an address on Medium.") + "\n" + _paste_a_profile(say)


def _zone(error: errors.ZoneUnknown, say: Words) -> str:
    happened = say("I do not know that time zone.")
    if not error.nearest:
        return happened + "\n" + say("Start typing a large city nearby, and pick from the list.")
    return happened + "\n" + say("Did you mean {zones}?", zones=say.listing(f"`{zone}`" for zone in error.nearest))


def _channel(error: errors.ChannelUnusable, say: Words) -> str:
    return lines(
        [
            say("I cannot post in <#{channel}> yet.", channel=error.channel_id),
            say("There I still need: {permissions}.", permissions=say.listing(permission_names(error.missing, say))),
            say("Give them to my role in that channel's settings, then choose it again."),
        ]
    )


_Teller = Callable[[Any, Words], str]

TELLERS: dict[type[UserError], _Teller] = {
    errors.NotAnAddress: lambda _, say: _address(say),
    errors.NotAProfile: _not_a_profile,
    errors.NotAStory: lambda _, say: lines(
        [say("That is not the address of a story on Medium."), say("Open the story and copy its address.")]
    ),
    errors.AddressError: lambda _, say: _address(say),
    errors.FeedMissing: lambda error, say: lines(
        [
            say("Medium knows no profile at {address}.", address=f"<{error.address}>"),
            say("Check the spelling: your profile's address stands in your browser when you open it."),
        ]
    ),
    errors.FeedLater: lambda error, say: lines(
        [
            say("Medium asks for a little patience."),
            say("Please try again {when}.", when=stamp(error.until)),
        ]
    ),
    errors.FeedRefused: lambda _, say: lines(
        [say("That address leads to a place I do not open."), _paste_a_profile(say)]
    ),
    errors.FeedUnreadable: lambda error, say: lines(
        [
            say("What I found at {address} is not a feed made by Medium.", address=f"<{error.address}>"),
            _paste_a_profile(say),
        ]
    ),
    errors.FeedError: lambda _, say: lines([say("Medium's feed could not be read."), say("Please try again later.")]),
    errors.FetchInFlight: lambda _, say: lines(
        [say("I am still looking at the address you gave me before."), say("Give it a moment.")]
    ),
    errors.FetchAllowanceSpent: lambda error, say: lines(
        [
            say.many(
                "I look at {n} address an hour for each member, to be polite to Medium.",
                "I look at {n} addresses an hour for each member, to be polite to Medium.",
                error.limit,
            ),
            say("You can try the next one {when}.", when=stamp(error.until)),
        ]
    ),
    errors.ProfileTaken: lambda error, say: lines(
        [
            say("<@{member}> has registered this profile here.", member=error.member_id),
            say("If it is yours, talk to them, or ask a moderator to help."),
        ]
    ),
    errors.ProfileYoursAlready: lambda _, say: lines(
        [say("You have registered this profile already."), say("`/profile show` shows what you have here.")]
    ),
    errors.ProfileLimitReached: lambda error, say: lines(
        [
            say.many(
                "You have {n} profile here, as many as one can have.",
                "You have {n} profiles here, as many as one can have.",
                error.limit,
            ),
            say("`/profile remove` makes room for another."),
        ]
    ),
    errors.ProfileUnknown: lambda _, say: lines(
        [say("That profile is not registered here (any more)."), say("`/profile show` shows what you have here.")]
    ),
    errors.ProfileError: lambda _, say: lines(
        [say("That did not work with this profile."), say("`/profile show` shows what you have here.")]
    ),
    errors.GuildOnly: lambda _, say: lines(
        [say("This works in a server only."), say("Use it in a channel of your server.")]
    ),
    errors.MayNotManage: lambda error, say: lines(
        [
            say("For this you need: {permissions}.", permissions=say.listing(permission_names(error.permissions, say))),
            say("Ask somebody who looks after this server."),
        ]
    ),
    errors.ChannelUnusable: _channel,
    errors.ZoneUnknown: _zone,
    errors.SetupError: lambda _, say: lines([say("That setting could not be changed."), say("Look at `/setup`.")]),
    errors.CardOutdated: lambda _, say: lines(
        [say("This card is out of date."), say("Use its command again for a fresh one.")]
    ),
}
"""A class of errors to its words. The test over the tree wants an entry for every class but the root."""


def tell(error: UserError, say: Words) -> str:
    """The sentence and the next step for a member's error."""
    for kind in type(error).__mro__:
        if kind in TELLERS:
            return TELLERS[kind](error, say)
    raise LookupError(f"no words for {type(error).__name__}")


def refusal_card(error: UserError, say: Words) -> Framed:
    """A refusal: the first line in bold, the next step below."""
    happened, _, rest = tell(error, say).partition("\n")
    return Framed(text(lines([f"**{happened}**", rest])), colour=WARM)


def trouble_card(reference: str, say: Words) -> Framed:
    """The neutral line for what nobody expected, with the reference under which the log has it."""
    return Framed(
        text(
            lines(
                [
                    "**" + say("Something went wrong on my side.") + "**",
                    say("Nothing you did. Please try again; if it happens again, tell a moderator this reference:"),
                    small(f"`{reference}`"),
                ]
            )
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
        log.info("member_refused", command=command, error=type(mine).__name__)
        card = refusal_card(mine, say)
    else:
        reference = secrets.token_hex(4)
        log.error("unexpected_error", reference=reference, command=command, exc_info=error)
        card = trouble_card(reference, say)
    try:
        await answer(interaction, card)
    except discord.HTTPException as failure:
        log.warning("answer_failed", command=command, error=str(failure))
