"""What can go wrong with a server's settings; continues the tree of ``bot.domain.kit.errors``.

::

    UserError
    ├── ChannelUnusable        the bot lacks permissions in the channel
    ├── ZoneUnknown            no such IANA time zone
    ├── RoleUnmentionable      the bot may not mention the role
    └── RouteIncomplete        a route that says neither which tag nor whose stories
"""

from bot.domain.kit.errors import Kind, UserError


class ServersKind(Kind):
    """What of the settings may not be there (any more)."""

    ROUTE = "route"
    """The guild has no such route (any more)."""


class ChannelUnusable(UserError):
    """The bot lacks ``missing`` (discord.py's names) in the channel."""

    def __init__(self, channel_id: int, missing: tuple[str, ...]) -> None:
        super().__init__(channel_id, missing)
        self.channel_id = channel_id
        self.missing = missing


class ZoneUnknown(UserError):
    """No such IANA zone. ``nearest`` are the names that come closest, best first."""

    def __init__(self, text: str, nearest: tuple[str, ...]) -> None:
        super().__init__(text, nearest)
        self.text = text
        self.nearest = nearest


class RoleUnmentionable(UserError):
    """The role cannot be mentioned by everybody, and the bot lacks the permission to mention it all the same."""

    def __init__(self, role_id: int) -> None:
        super().__init__(role_id)
        self.role_id = role_id


class RouteIncomplete(UserError):
    """A route that says neither which tag nor whose stories."""
