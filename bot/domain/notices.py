"""The private words that the bot may send to a member, and how the member wants each kind of them."""

from enum import StrEnum


class NoticeKind(StrEnum):
    """What a private word is about. A later feature that has something to say adds its kind here."""

    TOPIC_PING = "topic_ping"
    FEED_TROUBLE = "feed_trouble"
    PROFILE = "profile"
    """A claim that was overruled, a profile that was paused, a verification that went through."""


class NoticeWay(StrEnum):
    """How a member wants a kind of private word."""

    NEXT_COMMAND = "next_command"
    """Shown privately the next time the member uses a command: the default, since nobody asked to be written to."""
    DIRECT = "direct"
    OFF = "off"
