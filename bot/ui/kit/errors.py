"""Every refusal in words: what happened, and what to do next; and the one place where errors are reported."""

import secrets

import discord
import structlog
from discord import app_commands

from bot.domain.kit import errors
from bot.domain.kit.errors import UserError
from bot.domain.stories.publications import MAX_PUBLICATIONS
from bot.ui.challenges import refusals as refusals_challenges
from bot.ui.circle import refusals as refusals_community
from bot.ui.growth import refusals as refusals_growth
from bot.ui.kit.answer import answer
from bot.ui.kit.layout import WARM, Framed, lines, small, text
from bot.ui.kit.words import Words, words_for
from bot.ui.reading import refusals as refusals_reading
from bot.ui.servers.permissions import permission_names
from bot.ui.stories import refusals

log = structlog.get_logger(__name__)

UNKNOWN_INTERACTION = 10062
"""Discord's code for an interaction that ran out of time: nobody is there any more to be answered."""
ALREADY_ACKNOWLEDGED = 40060
"""Discord's code for a second first answer: the first one arrived."""


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


TELLERS: dict[type[UserError], refusals.Teller] = {
    **refusals.TELLERS,
    **refusals_reading.TELLERS,
    **refusals_challenges.TELLERS,
    **refusals_community.TELLERS,
    **refusals_growth.TELLERS,
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
    errors.RoleUnmentionable: lambda error, say: lines(
        [
            say("I may not mention <@&{role}>.", role=error.role_id),
            say('Allow everybody to mention it in the role\'s settings, or give me "Mention Everyone".'),
        ]
    ),
    errors.RouteIncomplete: lambda _, say: lines(
        [say("Say which stories are to go there."), say("Give a tag, a member, or both.")]
    ),
    errors.RouteUnknown: lambda _, say: lines(
        [say("There is no such route (any more)."), say("`/route list` shows those there are.")]
    ),
    errors.PublicationLimitReached: lambda _, say: lines(
        [
            say("This server follows {limit} publications, as many as one can.", limit=MAX_PUBLICATIONS),
            say("`/publication remove` makes room for another."),
        ]
    ),
    errors.FeedNotHere: lambda _, say: lines(
        [say("This server has no such feed (any more)."), say("Pick one from the list, or look at `/feeds status`.")]
    ),
    errors.IdentityUnproved: lambda error, say: lines(
        [
            say("Somebody else seems to write at that address now, so its pause is not for me to end."),
            say("<@{member}> can prove that it is theirs with `/profile verify`.", member=error.member_id),
        ]
    ),
    errors.SetupError: lambda _, say: lines([say("That setting could not be changed."), say("Look at `/setup`.")]),
    errors.NotATopic: lambda _, say: lines(
        [say("A topic needs a letter or a digit."), say("Type a tag such as `writing`, or pick one from the list.")]
    ),
    errors.TopicNotFollowed: lambda error, say: lines(
        [say("You do not follow `{topic}`.", topic=error.tag), say("`/topics list` shows what you follow.")]
    ),
    errors.TopicLimitReached: lambda error, say: lines(
        [
            say.many(
                "You follow {n} topic, as many as one can.", "You follow {n} topics, as many as one can.", error.limit
            ),
            say("`/topics list` lets you stop one."),
        ]
    ),
    errors.TopicError: lambda _, say: lines(
        [say("That did not work with this topic."), say("`/topics list` shows what you follow.")]
    ),
    errors.NothingToSearchFor: lambda _, say: lines(
        [say("A search needs a word."), say("Type one from the title, or the beginning of one.")]
    ),
    errors.NotYourStory: lambda _, say: lines(
        [say("That is for the story's author to say."), say("Ask them, or somebody who looks after this server.")]
    ),
    errors.CorrectionTooLate: lambda _, say: lines(
        [say("It is too late for that: the story has moved on."), say("`/stories why` shows where it is now.")]
    ),
    errors.StoryError: lambda _, say: lines(
        [say("That did not work with this story."), say("`/stories why` shows what is known of it.")]
    ),
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
