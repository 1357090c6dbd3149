"""Every card: all its words come from the catalogue, and it keeps Discord's limits whatever is put on it."""

import gettext
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from babel import Locale
from discord import ui
from hypothesis import given
from hypothesis import strategies as st

from bot.app.kinds import OURS
from bot.domain.boards.boards import (
    Board,
    BoardCard,
    BoardLine,
    BoardPresence,
    BoardView,
    ChallengeOutcome,
    Correction,
    CorrectionReason,
    Naming,
    OwnLine,
    Span,
)
from bot.domain.desk.overview import GuildOverview
from bot.domain.feeds.entries import EntryKind
from bot.domain.feeds.feed import OutcomeCode
from bot.domain.feeds.ownership import Proof, ProofState
from bot.domain.kit.pages import Page
from bot.domain.kit.privacy import KeptOverview
from bot.domain.posting.delivery import Forbidden, Gone, Sent, Unknown
from bot.domain.posting.notices import MOST_AT_ONCE, Heard, Notice, NoticeChoice, NoticeKind
from bot.domain.posting.outbox import PostState
from bot.domain.servers.guilds import ChannelOff, Feature, GuildChannel
from bot.domain.stories.about import About
from bot.domain.stories.announcing import AnnouncePreference, AnnouncingSettings, Cadence, Route, Welcome
from bot.domain.stories.catchup import CatchUp, Window
from bot.domain.stories.errors import ProfileTaken
from bot.domain.stories.health import FeedHealth, FeedOwner, FeedRef, HealthPage, PollAsked
from bot.domain.stories.lists import FoundStories, StoryList
from bot.domain.stories.profiles import Profile, ProfilePage, ProfilePause, ProfilePreview, StoryLine
from bot.domain.stories.publications import Publication, PublicationPreview
from bot.domain.stories.stories import Reason
from bot.domain.stories.story_views import DigestCard, DigestEntry, StoryCard
from bot.domain.stories.topics import Follow
from bot.domain.stories.way import TELLING, Explained, StoryWay, WayPost, steps
from bot.domain.text.search import Term, query
from bot.ui.boards import board_posts, boards, rules
from bot.ui.desk import privacy, setup_answers
from bot.ui.desk import setup as guilds
from bot.ui.desk.help import help_card
from bot.ui.kit.card import Card
from bot.ui.kit.errors import refusal_card, trouble_card
from bot.ui.kit.layout import FramedCard, row
from bot.ui.kit.layout import text as paragraph
from bot.ui.kit.translator import has_catalogues
from bot.ui.kit.words import DOMAIN, Words, words_for
from bot.ui.posting import notices
from bot.ui.refusals import REFUSALS
from bot.ui.stories import about, digests, finding, health, ownership, profiles, publications, stories, topics, why
from tests.tries import tries
from tests.ui.challenges.cards import CARDS as CHALLENGE_CARDS
from tests.ui.circle.cards_connections import CARDS as CONNECTION_CARDS
from tests.ui.circle.cards_introductions import CARDS as INTRODUCTION_CARDS
from tests.ui.circle.cards_report import CARDS as REPORT_CARDS
from tests.ui.growth.cards import CARDS as GROWTH_CARDS
from tests.ui.plan.cards import CARDS as PLAN_CARDS
from tests.ui.reading.cards_answers import CARDS as ANSWER_CARDS
from tests.ui.reading.cards_notes import CARDS as NOTE_CARDS
from tests.ui.texts import texts_of

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LINK = "https://medium.com/@ada/on-bees-1a2b3c4d5e6f"
PICTURE = "https://cdn-images-1.medium.com/max/1024/1*x.png"

STORY = StoryCard("1a2b3c4d5e6f", LINK, "TITLE", "NAME", 42, "SUBTITLE", PICTURE, 5, ("TAG",), NOW)
LINE = StoryLine("TITLE", LINK, NOW, 5, 42)
PROFILE = Profile(1, 2, 42, 3, "NAME", "https://medium.com/@ada", PICTURE, NOW)
WORKING = GuildChannel(Feature.STORIES, 7)
ENTRY = DigestEntry("TITLE", LINK, "NAME", 42, 5)
KEPT = KeptOverview(profiles=1, stories=10, guilds=1, grace_days=30)

UNSURE = replace(PROFILE, pause=ProfilePause.IDENTITY_CHANGED)
VERIFIED = replace(PROFILE, verified_at=NOW)
PAUSED = replace(PROFILE, pause=ProfilePause.MODERATOR)
PUBLICATION = Publication(1, 2, 3, "NAME", "https://medium.com/ada", PICTURE, others=False, paused=True, added_at=NOW)
EVERYBODYS = replace(PUBLICATION, others=True, paused=False, picture=None)
PREVIEWED = PublicationPreview(
    3, "NAME", "https://medium.com/ada", PICTURE, others=True, stories=(LINE,) * 3, members=(42, 43), previewed_at=NOW
)
ABOUT = About("TITLE", ("TAG", "TAG"), AnnouncePreference.SILENT, NOW + timedelta(days=1), "UTC")
PROOF = Proof(
    3,
    "NAME",
    "https://medium.com/@ada",
    ProofState.PENDING,
    NOW,
    code="ink-7f3k",
    until=NOW,
    verified_at=NOW,
    taken_by=42,
)

FEED = FeedHealth(
    FeedRef(FeedOwner.PROFILE, 1),
    3,
    "NAME",
    "https://medium.com/@ada",
    42,
    NOW,
    OutcomeCode.MISSING,
    failures=2,
    missing_since=NOW,
    next_poll_at=NOW,
    pause=ProfilePause.IDENTITY_CHANGED,
)
WELL = FeedHealth(
    FeedRef(FeedOwner.PUBLICATION, 1), 3, "NAME", "https://medium.com/ada", None, None, None, 0, None, NOW, None
)


DEFAULTS = AnnouncingSettings()


def panel(channel: GuildChannel | None, settings: AnnouncingSettings = DEFAULTS) -> GuildOverview:
    """A guild's settings, with everything that can be shown."""
    return GuildOverview(2, "UTC", channel, None, settings, (Route(1, 7, "TAG"),), 3, 2)


FOLLOWS = (
    Follow(42, "TAG"),
    Follow(42, "TAG", muted=True),
    Follow(42, "TAG", pings_left=1),
    Follow(42, "TAG", pings_left=3),
    Follow(42, "TAG", until=NOW),
)
NOTICE = Notice(
    1,
    NoticeKind.PROFILE,
    {"about": "identity_changed", "name": "NAME", "page": "https://medium.com/@ada", "when": 1, "tag": "TAG"},
    NOW,
)


def announcement(card: StoryCard, say: Words) -> Card:
    """With what one can do with a story, as the program puts it there."""
    return OURS.looks[StoryCard].view(card, say)


def direct_message(kind: str, about: str) -> Callable[[Words], FramedCard]:
    """A private word as it is written to its member."""
    notice = Notice(1, kind, {**NOTICE.payload, "about": about}, NOW)
    return lambda say: notices.direct_card(notice, OURS.notice_looks[notice.kind], "NAME", say)


WANTED = replace(query("TITLE", "TAG", 42), terms=(Term("TITLE", prefix=True),), tag="TAG")
POSTS = tuple(
    WayPost(kind, state, NOW, channel_works=True, channel_id=7, message_id=8, done_at=NOW)
    for kind in sorted(TELLING)
    for state in PostState
)
WAY = StoryWay("1a2b", "TITLE", LINK, EntryKind.STORY, True, 42, NOW, NOW, Reason.NEW, NOW, POSTS)

BOARD_LINES = tuple(BoardLine(1 + n, 42 + n, 20 - n, list(Naming)[n % 3]) for n in range(10))
CORRECTIONS = tuple(Correction(42, reason, 1, NOW, Naming.FORMER) for reason in CorrectionReason) * 2
BOARD = BoardView(
    Span.WEEK,
    Board.POINTS,
    BOARD_LINES,
    OwnLine(3, 4, pending=2),
    NOW,
    NOW,
    week_id=1,
    earlier=2,
    later=3,
    closed=True,
    talked_about=28,
    corrections=CORRECTIONS,
)
WEEKS_POST = BoardCard(1, NOW, BOARD_LINES, 28, ChallengeOutcome(9, 4, 3), tuple(range(42, 52)), 3, alt="TITLE")

CARDS: dict[str, Callable[[Words], FramedCard]] = {
    **{f"board: {board.value}": partial(boards.board_card, replace(BOARD, board=board)) for board in Board},
    "empty board": lambda say: boards.board_card(BoardView(Span.MONTH, Board.READERS, (), OwnLine(), NOW, NOW), say),
    "board of all time": lambda say: boards.board_card(
        BoardView(Span.ALL, Board.POINTS, BOARD_LINES, OwnLine(presence=BoardPresence.ABSENT)), say
    ),
    "challenge's board": lambda say: boards.board_card(
        BoardView(Span.CHALLENGE, Board.POINTS, (), OwnLine(excluded=True), NOW, NOW, challenge="NAME"), say
    ),
    "no challenge's board": lambda say: boards.board_card(BoardView(Span.CHALLENGE, Board.POINTS, (), OwnLine()), say),
    "weekly post": lambda say: board_posts.board_post(WEEKS_POST, say),
    "weekly post, sparse": lambda say: board_posts.board_post(
        replace(WEEKS_POST, lines=(), challenge=None, newcomers=(), unnamed=1, alt=""), say
    ),
    "rules": rules.rules_card,
    "announcement": lambda say: announcement(STORY, say),
    "story list": lambda say: stories.story_list(StoryList(None, Page((LINE,) * 5, 1, 3, 15)), say),
    "story list of one": lambda say: stories.story_list(StoryList(42, Page((LINE,), 0, 1, 1)), say),
    "empty story list": lambda say: stories.story_list(StoryList(None, Page((), 0, 1, 0)), say),
    "empty story list of one": lambda say: stories.story_list(StoryList(42, Page((), 0, 1, 0)), say),
    "preview": lambda say: profiles.preview_card(
        ProfilePreview(3, "NAME", "https://medium.com/@ada", PICTURE, (LINE,) * 3, NOW), say
    ),
    "empty preview": lambda say: profiles.preview_card(
        ProfilePreview(3, "NAME", "https://medium.com/@ada", None, (), NOW), say
    ),
    "registered": lambda say: profiles.registered_card(PROFILE, say),
    "cancelled": profiles.cancelled_card,
    "page": lambda say: profiles.profile_page(ProfilePage(42, (PROFILE,), (LINE,) * 3, ABOUT, NOW), say, own=True),
    "page of three": lambda say: profiles.profile_page(
        ProfilePage(42, (UNSURE, VERIFIED, PAUSED), (LINE,) * 3, ABOUT, NOW), say, own=False
    ),
    "empty page": lambda say: profiles.profile_page(ProfilePage(42, (), (), About(), NOW), say, own=False),
    "own empty page": lambda say: profiles.profile_page(ProfilePage(42, (), (), About(), NOW), say, own=True),
    "proof": lambda say: ownership.proof_card(PROOF, say),
    "proof, not yet": lambda say: ownership.proof_card(replace(PROOF, state=ProofState.NOT_YET), say),
    "proof, verified": lambda say: ownership.proof_card(replace(PROOF, state=ProofState.VERIFIED), say),
    "feeds": lambda say: health.health_card(HealthPage(Page((FEED,) * 5, 1, 3, 15), 2), say),
    "feeds, all well": lambda say: health.health_card(HealthPage(Page((WELL,), 0, 1, 1), 0), say),
    "no feeds": lambda say: health.health_card(HealthPage(Page(()), 0), say),
    "polled": lambda say: health.polled_card(PollAsked(2, 1, 1, NOW), say),
    "nothing to poll": lambda say: health.polled_card(PollAsked(0, 0, 0, None), say),
    "feed paused": lambda say: health.feed_card(FEED, say),
    "feed resumed": lambda say: health.feed_card(WELL, say),
    "about": lambda say: about.saved_card(ABOUT, NOW, say),
    "about, nothing said": lambda say: about.saved_card(About(), NOW, say),
    "publication": lambda say: publications.preview_card(PREVIEWED, say),
    "publication, followed": lambda say: publications.followed_card(PUBLICATION, say),
    "publication, cancelled": publications.cancelled_card,
    "publication, removed": lambda say: publications.removed_card(PUBLICATION, say),
    "publications": lambda say: publications.publications_card((PUBLICATION, EVERYBODYS) * 5, say),
    "no publications": lambda say: publications.publications_card((), say),
    "remove": lambda say: profiles.remove_card(PROFILE, say),
    "removed": lambda say: profiles.removed_card(PROFILE, say),
    "kept": profiles.kept_card,
    **{f"set-up: {page.value}": partial(guilds.setup_card, panel(WORKING), {}, page=page) for page in guilds.PanelPage},
    "set-up without channel": lambda say: guilds.setup_card(panel(None), {}, say),
    "set-up with permissions missing": lambda say: guilds.setup_card(panel(WORKING), {7: ("send_messages",)}, say),
    "set-up with a channel gone": lambda say: guilds.setup_card(
        panel(GuildChannel(Feature.STORIES, 7, ChannelOff.GONE, NOW)), {}, say
    ),
    "set-up with a channel forbidden": lambda say: guilds.setup_card(
        panel(GuildChannel(Feature.STORIES, 7, ChannelOff.FORBIDDEN, NOW)), {}, say
    ),
    "set-up with a digest": lambda say: guilds.setup_card(
        panel(WORKING, AnnouncingSettings(cadence=Cadence.WEEKLY, quiet_from=22, quiet_until=7, threads=True)), {}, say
    ),
    "zones": lambda say: setup_answers.zone_card(("Europe/Rome",), say),
    "no zone": lambda say: setup_answers.zone_card((), say),
    **{
        f"test: {type(outcome).__name__}": partial(setup_answers.test_card, outcome)
        for outcome in (Sent(1), Gone(), Forbidden(), Unknown(), None)
    },
    "sample": lambda say: announcement(setup_answers.sample_story(42, "NAME", NOW, say), say),
    "routes": lambda say: setup_answers.routes_card(
        (Route(1, 7, "TAG", 42, 9), Route(2, 7, "TAG", off=ChannelOff.GONE)), say
    ),
    "no routes": lambda say: setup_answers.routes_card((), say),
    "first story": lambda say: announcement(replace(STORY, welcome=Welcome.FIRST), say),
    "story after a silence": lambda say: announcement(replace(STORY, welcome=Welcome.BACK), say),
    "story by somebody else": lambda say: announcement(replace(STORY, member_id=None), say),
    "digest": lambda say: digests.digest(DigestCard("digest/1/2", (ENTRY,) * 12, over_the_cap=False), say),
    "roundup": lambda say: digests.digest(
        DigestCard("roundup/1/2", (replace(ENTRY, member_id=None),), over_the_cap=True), say
    ),
    "privacy": lambda say: privacy.privacy_card(KEPT, say),
    "erase": lambda say: privacy.erase_card(KEPT, say),
    "erased": privacy.erased_card,
    "privacy kept": privacy.kept_card,
    "topic followed": lambda say: topics.followed_card(Follow(42, "TAG"), say),
    "topic muted": lambda say: topics.muted_card(Follow(42, "TAG", muted=True), say),
    "topic stopped": lambda say: topics.stopped_card("TAG", say),
    "topics of a story stopped": lambda say: topics.stopped_story_card(("TAG", "TAG"), say),
    "no topics of a story": lambda say: topics.stopped_story_card((), say),
    "topics": lambda say: topics.list_card(Page(FOLLOWS, 1, 3, 15), say),
    "no topics": lambda say: topics.list_card(Page((), 0, 1, 0), say),
    "post that pings": lambda say: FramedCard(
        paragraph(topics.ping_line([42, 43], say, ["TAG"])),
        paragraph(topics.ping_line([42], say, [])),
        row(topics.stop_button("1a2b3c4d5e6f", say)),
    ),
    **PLAN_CARDS,
    **REPORT_CARDS,
    **CHALLENGE_CARDS,
    **CONNECTION_CARDS,
    **NOTE_CARDS,
    **GROWTH_CARDS,
    **INTRODUCTION_CARDS,
    "private words": lambda say: notices.waiting_card(Heard((NOTICE,) * MOST_AT_ONCE, 2), OURS.notice_looks, say),
    "unheard-of private word": lambda say: notices.direct_card(
        replace(NOTICE, payload={}), OURS.notice_looks[NOTICE.kind], "NAME", say
    ),
    **{
        f"direct message: {about}": direct_message(kind, about)
        for kind, look in OURS.notice_looks.items()
        for about in look.words
    },
    "found": lambda say: finding.found_card(FoundStories(WANTED, Page((LINE,) * 5, 1, 3, 15)), say),
    "found, and too long for a button": lambda say: finding.found_card(
        FoundStories(replace(WANTED, tag="tag" * 30), Page((LINE,) * 5, 0, 3, 15)), say
    ),
    "nothing found": lambda say: finding.found_card(FoundStories(WANTED, Page((), 0, 1, 0)), say),
    "catch-up": lambda say: finding.catch_up_card(
        CatchUp(Window(NOW, NOW), Page((LINE,) * 5, 1, 2, 9), done=True), say
    ),
    "first catch-up": lambda say: finding.catch_up_card(
        CatchUp(Window(NOW, NOW), Page((LINE,), 0, 1, 1), first=True), say
    ),
    "nothing new": lambda say: finding.catch_up_card(CatchUp(Window(NOW, NOW), Page((), 0, 1, 0)), say),
    "caught up": lambda say: finding.caught_up_card(NOW, say),
    "why": lambda say: why.why_card(Explained(WAY, steps(WAY, NOW), may_promote=True, may_silence=True), 2, say),
    "why not": lambda say: why.why_card(Explained(None), 2, say),
    "notifications": lambda say: notices.choices_card(
        tuple(NoticeChoice(kind, closed_at=NOW) for kind in OURS.notices), OURS.notice_looks, say, NoticeKind.PROFILE
    ),
    "help": help_card,
    "refusal": lambda say: refusal_card(ProfileTaken(42), REFUSALS, say),
    "trouble": lambda say: trouble_card("abcd1234", say),
    **ANSWER_CARDS,
}


class Marked(gettext.NullTranslations):
    """A language in which every message of the catalogue is marked, and nothing else is."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


MARKED = Words(Locale("en"), Marked())
VALUES = re.compile(
    r"⟦[^⟦⟧]*⟧|TITLE|SUBTITLE|NAME|TAG|<[^>]*>|\]\([^)]*\)|`[^`]*`|medium\.com/@ada|abcd1234|\bUTC\b|\w+day\b|\bMar\b|\bFeb\b|Europe/Rome|\band\b|\bPage\b"
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


@pytest.mark.parametrize("name", CARDS)
def test_every_menu_says_what_it_chooses(name: str) -> None:
    for item in CARDS[name](words_for("en-US")).walk_children():
        menu = item.item if isinstance(item, ui.DynamicItem) else item
        if isinstance(menu, ui.Select | ui.ChannelSelect | ui.RoleSelect | ui.UserSelect):
            assert menu.placeholder


hostile = st.text(max_size=600)


@tries(60)
@given(title=hostile, subtitle=hostile, author=hostile, tags=st.lists(hostile, max_size=5))
def test_an_announcement_holds_whatever_a_feed_says(title: str, subtitle: str, author: str, tags: list[str]) -> None:
    story = StoryCard("1a2b3c4d5e6f", LINK, title, author, 42, subtitle, PICTURE, 5, tuple(tags), NOW)
    card = announcement(story, words_for("en-US"))
    shown = texts_of(card)
    assert sum(map(len, shown)) <= 4000
    assert not any("\n" in text for text in shown[1:2])


@pytest.mark.parametrize("locale", ["en-US", "pt-BR", "zh-CN", "es-419", "no", "xx"])
def test_every_locale_of_discord_gets_words(locale: str) -> None:
    assert texts_of(help_card(words_for(locale)))


def test_a_catalogue_is_found(tmp_path: Path) -> None:
    assert not has_catalogues(tmp_path)
    place = tmp_path / "it" / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / f"{DOMAIN}.mo").touch()
    assert has_catalogues(tmp_path)


def test_numbers_and_plurals_follow_the_language() -> None:
    english = words_for("en-US")
    assert english.many("{n} story", "{n} stories", 1) == "1 story"
    assert english.many("{n} story", "{n} stories", 1200) == "1,200 stories"
    assert words_for("de").number(1200) == "1.200"
    assert english.listing(["a", "b", "c"]) == "a, b, and c"
