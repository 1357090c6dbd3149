"""The notices about profiles, their feeds, and topics."""

from collections.abc import Mapping
from datetime import UTC, datetime

from bot.domain.posting.notices import NoticeKind
from bot.domain.posting.outbox import Payload
from bot.domain.text.text import clean
from bot.ui.kit.layout import lines, masked, small
from bot.ui.kit.words import Words, stamp
from bot.ui.posting.notice_look import NoticeLook, Teller

TOPIC_LIMIT = 60
"""Characters of a topic as shown: a topic has 40, and escaping adds backslashes."""


def _profile(payload: Payload, say: Words) -> str:
    """The profile that a word is about, by what is known of it."""
    page = str(payload.get("page", ""))
    shown = str(payload.get("name", "")) or page.removeprefix("https://")
    return masked(shown, page) if shown else say("your Medium profile")


def _since(payload: Payload, say: Words) -> str | None:
    """Since when, in small print; ``when`` counts seconds since 1970."""
    when = payload.get("when")
    return (
        small(say("Since {when}.", when=stamp(datetime.fromtimestamp(when, UTC), "D")))
        if isinstance(when, int)
        else None
    )


def _topic(payload: Payload, say: Words) -> str:
    return clean(str(payload.get("tag", "")), limit=TOPIC_LIMIT) or say("a topic")


ABOUT_PROFILES: Mapping[str, Teller] = {
    "verified": lambda payload, say: lines(
        say("Verified: {profile} is yours.", profile=_profile(payload, say)),
        say("You can change your name on Medium back now."),
    ),
    "claim_lost": lambda payload, say: lines(
        say("Another member has proved that {profile} is theirs.", profile=_profile(payload, say)),
        say("It is no longer registered to you here. If that is wrong, talk to a moderator."),
    ),
    "identity_changed": lambda payload, say: lines(
        say("Somebody else seems to write at the address of {profile} now.", profile=_profile(payload, say)),
        say("I have paused it. If it is still yours, `/profile verify` proves it and starts it again."),
        _since(payload, say),
    ),
}


def profile_look(others: Mapping[str, Teller]) -> NoticeLook:
    """How words about members' profiles look. ``others``: such words from areas above, by what they are about."""
    return NoticeLook(
        kind=NoticeKind.PROFILE,
        named=lambda say: (
            say("Your profile"),
            say("when it is verified, found to be somebody else's, paused, or moderated"),
        ),
        words={**ABOUT_PROFILES, **others},
    )


FEED_TROUBLE = NoticeLook(
    kind=NoticeKind.FEED_TROUBLE,
    named=lambda say: (
        say("Trouble with your feed"),
        say("when Medium has long not shown the stories of your profile"),
    ),
    words={
        "feed_missing": lambda payload, say: lines(
            say("Medium has not shown the stories of {profile} for some time.", profile=_profile(payload, say)),
            say(
                "Nothing was deleted, and I keep looking. If you have moved, `/profile register` takes the new address."
            ),
            _since(payload, say),
        ),
    },
)
TOPIC_PING = NoticeLook(
    kind=NoticeKind.TOPIC_PING,
    named=lambda say: (
        say("Topics you follow"),
        say("when one has run its course; `/topics list` has the pings themselves"),
    ),
    words={
        "topic_ended": lambda payload, say: lines(
            say(
                "You are no longer pinged for {topic}: your choice has run its course.",
                topic=_topic(payload, say),
            ),
            say("`/topics follow` follows it again."),
        ),
    },
)
