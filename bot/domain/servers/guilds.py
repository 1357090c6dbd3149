"""A guild's settings, and the rules about channels and time zones."""

from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from zoneinfo import available_timezones

from bot.domain.kit.pages import MOST_CHOICES
from bot.domain.servers.errors import ZoneUnknown


class Feature(StrEnum):
    """The purposes for which a channel can be chosen."""

    STORIES = "stories"
    DIGEST = "digest"
    """Where digests and roundups go; the channel for stories where none is chosen."""
    CHALLENGES = "challenges"
    """Where challenges and the weekly board go; the channel for stories where none is chosen."""
    MODERATION = "moderation"
    """Where reports go; nowhere where none is chosen: `/moderate reports` lists them."""
    COMMUNITY = "community"
    """Where milestones and monthly reports go, and under which private threads are opened; what is posted goes to the
    channel for challenges where none is chosen."""


class ChannelOff(StrEnum):
    """Why the bot stopped using a channel."""

    GONE = "gone"
    FORBIDDEN = "forbidden"


NEEDED_FOR_THREADS = ("create_public_threads", "send_messages_in_threads")
"""What a discussion thread under each announcement needs besides: to be opened, and to have notes posted in it."""

_NEEDED_TO_POST = ("view_channel", "send_messages", "embed_links", "read_message_history")
"""Reading the history is how a post whose fate is unknown is looked for before it is sent again."""

NEEDED_IN_CHANNEL: dict[Feature, tuple[str, ...]] = {
    Feature.STORIES: _NEEDED_TO_POST,
    Feature.DIGEST: _NEEDED_TO_POST,
    Feature.CHALLENGES: (*_NEEDED_TO_POST, "attach_files"),  # the board comes with a picture
    Feature.MODERATION: _NEEDED_TO_POST,
    Feature.COMMUNITY: (*_NEEDED_TO_POST, "attach_files", "create_private_threads", "send_messages_in_threads"),
}
"""discord.py's names of the permissions that each feature needs in its channel."""


@dataclass(frozen=True, slots=True)
class GuildChannel:
    """The channel chosen for a feature; ``off`` says why the bot stopped using it, ``None`` while it works."""

    feature: Feature
    channel_id: int
    off: ChannelOff | None = None
    off_at: datetime | None = None


def missing_permissions(feature: Feature, held: frozenset[str]) -> tuple[str, ...]:
    """The permissions that the bot lacks in a channel for this feature, in the order to ask for them."""
    return tuple(name for name in NEEDED_IN_CHANNEL[feature] if name not in held)


@cache
def zone_names() -> tuple[str, ...]:
    """The IANA zones a member can mean, sorted: areas and cities, not the technical aliases."""
    areas = {
        *("Africa", "America", "Antarctica", "Arctic", "Asia"),
        *("Atlantic", "Australia", "Europe", "Indian", "Pacific"),
    }
    return ("UTC", *sorted(name for name in available_timezones() if name.split("/", 1)[0] in areas))


def _spoken(name: str) -> str:
    return name.replace("_", " ").casefold()


def suggest_zones(text: str) -> tuple[str, ...]:
    """Up to 25 zones for what has been typed so far, best first: whole names, then cities, then anything inside."""
    wanted = _spoken(text.strip())
    if not wanted:
        return zone_names()[:MOST_CHOICES]

    def rank(name: str) -> tuple[int, str] | None:
        spoken = _spoken(name)
        city = spoken.rsplit("/", 1)[-1]
        for place, fits in enumerate(
            (spoken == wanted, city.startswith(wanted), spoken.startswith(wanted), wanted in spoken)
        ):
            if fits:
                return place, name
        return None

    return tuple(name for _, name in sorted(found for found in map(rank, zone_names()) if found))[:MOST_CHOICES]


def check_zone(text: str) -> str:
    """The IANA zone that was meant, in its own spelling.

    Raises:
        ZoneUnknown: there is none of that name; carries the nearest names.
    """
    by_spoken = {_spoken(name): name for name in zone_names()}
    wanted = _spoken(text.strip())
    if wanted in by_spoken:
        return by_spoken[wanted]
    suggested = suggest_zones(text) if wanted else ()
    if len(suggested) == 1:
        return suggested[0]
    nearest = suggested or tuple(by_spoken[name] for name in get_close_matches(wanted, by_spoken, n=3, cutoff=0.5))
    raise ZoneUnknown(text, nearest[:3])
