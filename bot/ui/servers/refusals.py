"""The words for errors about a server's settings."""

from bot.domain.servers import errors
from bot.ui.kit.errors import Refusals
from bot.ui.kit.layout import lines
from bot.ui.kit.permissions import permission_names
from bot.ui.kit.words import Words


def _zone(error: errors.ZoneUnknown, say: Words) -> str:
    happened = say("I do not know that time zone.")
    if not error.nearest:
        return happened + "\n" + say("Start typing a large city nearby, and pick from the list.")
    return happened + "\n" + say("Did you mean {zones}?", zones=say.listing(f"`{zone}`" for zone in error.nearest))


TELLERS: Refusals = {
    errors.ChannelUnusable: lambda error, say: lines(
        say("I cannot post in <#{channel}> yet.", channel=error.channel_id),
        say("There I still need: {permissions}.", permissions=say.listing(permission_names(error.missing, say))),
        say("Give them to my role in that channel's settings, then choose it again."),
    ),
    errors.ZoneUnknown: _zone,
    errors.RoleUnmentionable: lambda error, say: lines(
        say("I may not mention <@&{role}>.", role=error.role_id),
        say('Allow everybody to mention it in the role\'s settings, or give me "Mention Everyone".'),
    ),
    errors.RouteIncomplete: lambda _, say: lines(
        say("Say which stories are to go there."), say("Give a tag, a member, or both.")
    ),
    errors.ServersKind.ROUTE: lambda _, say: lines(
        say("There is no such route (any more)."), say("`/route list` shows those there are.")
    ),
}
"""The words for each error."""
