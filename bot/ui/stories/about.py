"""The form in which members say what they write about, and those lines on their page."""

from datetime import datetime

from bot.domain.stories.about import LINE_LIMIT, LONGEST_PAUSE, MAX_TOPICS, TOPIC_LIMIT, About, days_left
from bot.domain.stories.announcing import AnnouncePreference
from bot.domain.text.text import clean
from bot.ui.kit.actions import Action
from bot.ui.kit.card import Card
from bot.ui.kit.forms import Form, choice_field, line_field
from bot.ui.kit.layout import lines, small, text
from bot.ui.kit.selects import Option
from bot.ui.kit.words import Words, stamp

EDITED = Action("profile.edited", line=str, topics=str, announce=AnnouncePreference, pause=str, zone=str)

ZONE_LIMIT = 64
"""Characters of the longest IANA name that is stored."""


def preference_words(preference: AnnouncePreference, say: Words) -> tuple[str, str]:
    """(the choice's name, what it does)."""
    match preference:
        case AnnouncePreference.ANNOUNCE:
            return say("Announce them"), say("as this server announces stories")
        case AnnouncePreference.DIGEST_ONLY:
            return say("Only in digests"), say("one line among others', where this server has digests")
        case AnnouncePreference.SILENT:
            return say("Do not announce them"), say("they are listed for who looks, and nothing else")


def about_form(about: About, now: datetime, say: Words) -> Form:
    """The form, filled in with the member's present choices."""
    options = [Option(each, *preference_words(each, say), each is about.announce) for each in AnnouncePreference]
    left = days_left(about.paused_until, now)
    fields = [
        line_field("line", say("A line about you"), say("Shown on your page here"), about.line, limit=LINE_LIMIT),
        line_field(
            "topics",
            say("Topics you write about"),
            say("Up to five, with commas between them"),
            ", ".join(about.topics),
            limit=MAX_TOPICS * (TOPIC_LIMIT + 2),
        ),
        choice_field("announce", say("Your new stories"), say("What this server is told of them"), options),
        line_field(
            "pause",
            say("Pause announcements for so many days"),
            say("Empty for no pause"),
            str(left) if left else "",
            limit=len(str(LONGEST_PAUSE)),
        ),
        line_field(
            "zone",
            say("Your time zone"),
            say("A city such as Lisbon; empty for the server's"),
            about.time_zone or "",
            limit=ZONE_LIMIT,
        ),
    ]
    return Form(EDITED, title=say("About you, in this server"), fields=fields)


def about_lines(about: About, now: datetime, say: Words, *, own: bool) -> str:
    """The lines about a member on their page; empty if there are none. ``own``: for the member's own eyes, with their
    choices for announcements."""
    topics = say.listing(f"**{clean(topic, limit=2 * TOPIC_LIMIT)}**" for topic in about.topics)
    shown = [
        clean(about.line, limit=2 * LINE_LIMIT) if about.line else None,
        say("Writes about {topics}.", topics=topics) if about.topics else None,
    ]
    if own:
        shown.extend(small(each) for each in _own_choices(about, now, say))
    return lines(*shown)


def _own_choices(about: About, now: datetime, say: Words) -> list[str]:
    chosen = []
    if about.announce is not AnnouncePreference.ANNOUNCE:
        chosen.append(say("Your new stories: {choice}.", choice=preference_words(about.announce, say)[0]))
    if about.paused_until is not None and about.paused_until > now:
        chosen.append(say("Your announcements pause until {when}.", when=stamp(about.paused_until, "f")))
    if about.time_zone:
        chosen.append(say("Your time zone: {zone}.", zone=about.time_zone))
    return chosen


def saved_card(about: About, now: datetime, say: Words) -> Card:
    """The card after saving: everything as it is stored."""
    shown = about_lines(about, now, say, own=True) or say("You say nothing about yourself here.")
    return Card(text("### " + say("Saved")), text(shown), text(small(say("`/profile show` shows your page."))))
