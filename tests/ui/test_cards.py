"""Every card: all its words come from the catalogue, and it keeps Discord's limits whatever is put on it."""

import gettext
import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.cards import StoryCard
from bot.domain.errors import ProfileTaken
from bot.domain.guilds import ChannelOff, Feature, GuildChannel, GuildOverview
from bot.domain.lists import StoryList
from bot.domain.privacy import KeptOverview
from bot.domain.profiles import Profile, ProfilePage, ProfilePreview, StoryLine
from bot.ui import guilds, privacy, profiles, stories
from bot.ui.errors import refusal_card, trouble_card
from bot.ui.help import help_card
from bot.ui.layout import Framed
from bot.ui.words import Words, words_for
from tests.ui.texts import texts_of

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LINK = "https://medium.com/@ada/on-bees-1a2b3c4d5e6f"
PICTURE = "https://cdn-images-1.medium.com/max/1024/1*x.png"

STORY = StoryCard("1a2b3c4d5e6f", LINK, "TITLE", "NAME", 42, "SUBTITLE", PICTURE, 5, ("TAG",), NOW)
LINE = StoryLine("TITLE", LINK, NOW, 5, 42)
PROFILE = Profile(1, 2, 42, 3, "NAME", "https://medium.com/@ada", PICTURE, NOW)
WORKING = GuildChannel(Feature.STORIES, 7)
KEPT = KeptOverview(profiles=1, stories=10, guilds=1, grace_days=30)

CARDS: dict[str, Callable[[Words], Framed]] = {
    "announcement": lambda say: stories.announcement(STORY, say),
    "story list": lambda say: stories.story_list(StoryList(None, (LINE,) * 5, 1, 3, 15), say),
    "story list of one": lambda say: stories.story_list(StoryList(42, (LINE,), 0, 1, 1), say),
    "empty story list": lambda say: stories.story_list(StoryList(None, (), 0, 1, 0), say),
    "empty story list of one": lambda say: stories.story_list(StoryList(42, (), 0, 1, 0), say),
    "preview": lambda say: profiles.preview_card(
        ProfilePreview(3, "NAME", "https://medium.com/@ada", PICTURE, (LINE,) * 3, NOW), say
    ),
    "empty preview": lambda say: profiles.preview_card(
        ProfilePreview(3, "NAME", "https://medium.com/@ada", None, (), NOW), say
    ),
    "registered": lambda say: profiles.registered_card(PROFILE, say),
    "cancelled": profiles.cancelled_card,
    "page": lambda say: profiles.profile_page(ProfilePage(42, (PROFILE,), (LINE,) * 3), say, own=True),
    "page of three": lambda say: profiles.profile_page(ProfilePage(42, (PROFILE,) * 3, (LINE,) * 3), say, own=False),
    "empty page": lambda say: profiles.profile_page(ProfilePage(42, (), ()), say, own=False),
    "own empty page": lambda say: profiles.profile_page(ProfilePage(42, (), ()), say, own=True),
    "remove": lambda say: profiles.remove_card(PROFILE, say),
    "removed": lambda say: profiles.removed_card(PROFILE, say),
    "kept": profiles.kept_card,
    "set-up": lambda say: guilds.setup_card(GuildOverview(2, "UTC", WORKING, 3, 0), say, changed=True),
    "set-up without channel": lambda say: guilds.setup_card(GuildOverview(2, "UTC", None, 0, 0), say, changed=False),
    "set-up with a channel gone": lambda say: guilds.setup_card(
        GuildOverview(2, "UTC", GuildChannel(Feature.STORIES, 7, ChannelOff.GONE, NOW), 0, 2), say, changed=False
    ),
    "set-up with a channel forbidden": lambda say: guilds.setup_card(
        GuildOverview(2, "UTC", GuildChannel(Feature.STORIES, 7, ChannelOff.FORBIDDEN, NOW), 0, 1), say, changed=False
    ),
    "privacy": lambda say: privacy.privacy_card(KEPT, say),
    "erase": lambda say: privacy.erase_card(KEPT, say),
    "erased": privacy.erased_card,
    "privacy kept": privacy.kept_card,
    "help": help_card,
    "refusal": lambda say: refusal_card(ProfileTaken(42), say),
    "trouble": lambda say: trouble_card("abcd1234", say),
}


class Marked(gettext.NullTranslations):
    """A language in which every message of the catalogue is marked, and nothing else is."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


MARKED = Words(Locale("en"), Marked())
VALUES = re.compile(
    r"⟦[^⟦⟧]*⟧|TITLE|SUBTITLE|NAME|TAG|<[^>]*>|\]\([^)]*\)|`[^`]*`|medium\.com/@ada|abcd1234|\bUTC\b|\band\b|\bPage\b"
)


@pytest.mark.parametrize("name", CARDS)
def test_every_word_comes_from_the_catalogue(name: str) -> None:
    for text in texts_of(CARDS[name](MARKED)):
        left = text
        while (shorter := VALUES.sub("", left)) != left:
            left = shorter
        assert not re.search(r"[A-Za-z]{2,}", left), f"{left!r} of {text!r} does not come from the catalogue"


@pytest.mark.parametrize("name", CARDS)
def test_every_card_keeps_discords_limits(name: str) -> None:
    card = CARDS[name](words_for("en-US"))
    assert sum(map(len, texts_of(card))) <= 4000
    assert card.total_children_count <= 40


hostile = st.text(max_size=600)


@settings(max_examples=60, deadline=None)
@given(title=hostile, subtitle=hostile, author=hostile, tags=st.lists(hostile, max_size=5))
def test_an_announcement_holds_whatever_a_feed_says(title: str, subtitle: str, author: str, tags: list[str]) -> None:
    story = StoryCard("1a2b3c4d5e6f", LINK, title, author, 42, subtitle, PICTURE, 5, tuple(tags), NOW)
    card = stories.announcement(story, words_for("en-US"))
    shown = texts_of(card)
    assert sum(map(len, shown)) <= 4000
    assert not any("\n" in text for text in shown[1:2])


@pytest.mark.parametrize("locale", ["en-US", "pt-BR", "zh-CN", "es-419", "no", "xx"])
def test_every_locale_of_discord_gets_words(locale: str) -> None:
    assert texts_of(help_card(words_for(locale)))


def test_numbers_and_plurals_follow_the_language() -> None:
    english = words_for("en-US")
    assert english.many("{n} story", "{n} stories", 1) == "1 story"
    assert english.many("{n} story", "{n} stories", 1200) == "1,200 stories"
    assert words_for("de").number(1200) == "1.200"
    assert english.listing(["a", "b", "c"]) == "a, b, and c"
