"""What can go wrong with a server's settings; continues the tree of ``bot.domain.kit.errors``.

::

    UserError
    ├── ChannelUnusable        the bot lacks permissions in the channel
    ├── ZoneUnknown            no such IANA time zone
    ├── RoleUnmentionable      the bot may not mention the role
    └── RouteIncomplete        a route that says neither which tag nor whose stories
"""

from dataclasses import dataclass

from bot.domain.kit.errors import Kind, UserError


class ServersKind(Kind):
    """What of the settings may not be there (any more)."""

    ROUTE = "route"
    """The guild has no such route (any more)."""


@dataclass(eq=False)
class ChannelUnusable(UserError):
    """The bot lacks ``missing`` (discord.py's names) in the channel."""

    channel_id: int
    missing: tuple[str, ...]


@dataclass(eq=False)
class ZoneUnknown(UserError):
    """No such IANA zone. ``nearest`` are the names that come closest, best first."""

    text: str
    nearest: tuple[str, ...]


@dataclass(eq=False)
class RoleUnmentionable(UserError):
    """The role cannot be mentioned by everybody, and the bot lacks the permission to mention it all the same."""

    role_id: int


class RouteIncomplete(UserError):
    """The route has neither a tag nor a member."""
