"""How a server's settings look."""

from bot.domain.guilds import NEEDED_IN_CHANNEL, ChannelOff, Feature, GuildChannel, GuildOverview
from bot.ui.card import Card
from bot.ui.layout import INK, WARM, lines, small, text
from bot.ui.permissions import permission_names
from bot.ui.words import Words, stamp


def _channel_line(channel: GuildChannel | None, waiting: int, say: Words) -> str:
    if channel is None:
        return say("**New stories**: no channel yet. Choose one with `/setup channel:`.")
    if channel.off is None:
        return say("**New stories**: <#{channel}>", channel=channel.channel_id)
    when = stamp(channel.off_at) if channel.off_at else ""
    if channel.off is ChannelOff.GONE:
        happened = say("**New stories**: the channel is gone; I noticed {when}.", when=when)
        mend = say("Choose another with `/setup channel:`.")
    else:
        happened = say(
            "**New stories**: I may not post in <#{channel}>; I noticed {when}.", channel=channel.channel_id, when=when
        )
        needed = say.listing(permission_names(NEEDED_IN_CHANNEL[Feature.STORIES], say))
        mend = say("Give me {permissions} there, then choose it again with `/setup channel:`.", permissions=needed)
    held = say.many("{n} post waits for it.", "{n} posts wait for it.", waiting) if waiting else ""
    return lines([happened, mend, held])


def setup_card(overview: GuildOverview, say: Words, *, changed: bool) -> Card:
    """The server's settings as they are now."""
    title = say("Saved. This server's settings") if changed else say("This server's settings")
    broken = overview.stories is None or overview.stories.off is not None
    return Card(
        text(f"### {title}"),
        text(_channel_line(overview.stories, overview.waiting, say)),
        text(say("**Time zone**: {zone}", zone=overview.time_zone)),
        text(
            small(
                say.many(
                    "{n} Medium profile is registered here.",
                    "{n} Medium profiles are registered here.",
                    overview.profiles,
                )
            )
        ),
        colour=WARM if broken else INK,
    )
