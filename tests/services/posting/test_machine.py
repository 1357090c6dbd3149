"""Whatever happens, in whatever order: each story is told exactly once, or its silence has a reason.

Feeds are published to, edited, emptied, refilled and re-ordered; the bot's clock goes on, over both clock changes, and
is stepped back and forward; settings change midway; the program dies between any two steps; Discord answers with every
failure it has, with and without having taken the message.
"""

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, TypeVar
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import or_, select

from bot.domain.feeds.feed import Outcome, Validators
from bot.domain.posting.delivery import Delivery, Forbidden, Gone, Post, Retry, Sent, Unknown
from bot.domain.posting.outbox import Withheld
from bot.domain.posting.quiet_hours import is_quiet
from bot.domain.stories.announcing import AnnouncingSettings, Cadence
from bot.domain.stories.stories import Reason
from bot.domain.stories.story_views import DigestCard, StoryCard
from bot.storage.database.engine import Database
from bot.storage.posting import outbox
from bot.storage.schema import outbox as rows
from bot.storage.schema import outbox_items
from bot.storage.stories import stories
from tests.services.conftest import House
from tests.services.parts import ADA, CHANNEL, GUILD, Clock, Killed, ScriptedPublisher, ScriptedReader, entry
from tests.storage.statements import fetch_rows
from tests.tries import tries

T = TypeVar("T")

ROME = "Europe/Rome"
BEGINNINGS = [
    datetime(2026, 3, 28, 12, tzinfo=UTC),
    datetime(2026, 10, 24, 12, tzinfo=UTC),
    datetime(2026, 6, 1, 12, tzinfo=UTC),
]
"""The day before each of Rome's clock changes, and a day far from both."""

FORGOTTEN = timedelta(minutes=5)
"""For so long Discord remembers a nonce; by its own clock, which nobody steps."""

LIVES = 30

SILENT = {Reason.TOO_OLD, Reason.BASELINE, Reason.BY_AUTHOR}


@dataclass
class Discord(ScriptedPublisher):
    """Takes cards, forgets nonces, fails and dies as told, and looks at the clock when a card comes."""

    real: datetime = BEGINNINGS[0]
    wanted: AnnouncingSettings = field(default_factory=AnnouncingSettings)
    bots_now: Clock = field(default_factory=Clock)
    remembered: dict[str, tuple[int, datetime]] = field(default_factory=dict)
    standing: list[tuple[int, Post]] = field(default_factory=list)
    broken_rules: list[str] = field(default_factory=list)
    script: list[str] = field(default_factory=list)

    async def present(self, guild_id: int, member_id: int) -> bool | None:
        self._die("before sending")
        return True

    async def publish(self, post: Post) -> Delivery:
        step = self.script.pop(0) if self.script and self.script[0] != "before sending" else "take it"
        match step:
            case "404":
                return Gone()
            case "403":
                return Forbidden()
            case "429":
                return Retry(timedelta(minutes=2))
            case "500":
                return Unknown()
            case "timeout, taken":
                self._take(post)
                return Unknown()
            case "killed, taken":
                self._take(post)
                raise Killed
        return Sent(self._take(post))

    async def find(self, post: Post) -> Delivery | None:
        for message_id, each in self.standing:
            if each.channel_id == post.channel_id and each.nonce == post.nonce:
                return Sent(message_id)
        return None

    def _die(self, where: str) -> None:
        if self.script and self.script[0] == where:
            self.script.pop(0)
            raise Killed

    def _take(self, post: Post) -> int:
        known = self.remembered.get(post.nonce)
        if known and self.real - known[1] < FORGOTTEN:
            return known[0]
        if is_quiet(self.wanted.quiet, ZoneInfo(ROME), self.bots_now()):
            self.broken_rules.append(f"{post.card} in quiet hours")
        message_id = 9000 + len(self.standing)
        self.remembered[post.nonce] = (message_id, self.real)
        self.standing.append((message_id, post))
        return message_id

    def counted(self) -> Counter[str]:
        """How often each story was told: by its title's number."""
        cards = [post.card for _, post in self.standing]
        single = [card.link for card in cards if isinstance(card, StoryCard)]
        together = [each.link for card in cards if isinstance(card, DigestCard) for each in card.entries]
        return Counter([*single, *together])


@dataclass
class Medium(ScriptedReader):
    """Answers, or lets the program die on the way."""

    dies: bool = False

    async def read(self, url: str, validators: Validators, *, urgent: bool) -> Outcome:
        if self.dies:
            self.dies = False
            raise Killed
        return await super().read(url, validators, urgent=urgent)


@pytest.fixture(autouse=True, scope="module")
def template(sqlite_template: Path) -> None:
    """Every life begins with a copy of one database."""
    Telling.template = sqlite_template


class Telling(RuleBasedStateMachine):
    """One guild, one writer, and everything that can happen to them."""

    template: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.shelf: dict[int, datetime] = {1: BEGINNINGS[0]}
        self.titles: dict[int, str] = {}
        self.shown: list[int] = [1]
        self.number = 1

    def run(self, work: Coroutine[Any, Any, T]) -> T | None:
        """Do the work; ``None`` where the program died in it."""
        try:
            return self._runner.run(work)
        except Killed:
            return None

    @initialize(begins=st.sampled_from(BEGINNINGS))
    def open(self, begins: datetime) -> None:
        self._runner = asyncio.Runner()
        self._folder = tempfile.TemporaryDirectory()
        path = Path(self._folder.name, "machine.sqlite3")
        shutil.copyfile(self.template, path)
        self._opened = Database.open(f"sqlite:///{path}")
        self.database = self._runner.run(self._opened.__aenter__())
        clock = Clock(begins)
        self.discord = Discord(real=begins, bots_now=clock)
        self.medium = Medium()
        self.house = House(self.database, clock, self.medium, self.discord)
        self._serve()
        self._runner.run(self._set_up())

    async def _set_up(self) -> None:
        await self.house.set_up()
        await self.house.guilds.choose_zone(GUILD, ROME)
        await self.house.register(ADA)

    def _serve(self) -> None:
        shown = [entry(n, title=self.titles.get(n), at=self.shelf[n]) for n in self.shown]
        self.house.publishes("ada", *shown)

    @rule(ages=st.lists(st.sampled_from([0, 0, 0, 0, 1, 13, 15, 400, -2]), min_size=1, max_size=4))
    def news(self, ages: list[int]) -> None:
        """Stories appear, dated so many days back, and the feed is asked for in its turn."""
        for days_old in ages:
            self.number += 1
            self.shelf[self.number] = self.house.clock.now - timedelta(days=days_old)
            self.shown = [self.number, *self.shown][:10]
        self._serve()
        self.time_goes_on(31)
        self.run(self.house.feeds.poll_due())

    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.shelf)))
        self.titles[number] = f"Story {number}, mended"
        self._serve()

    @rule(order=st.sampled_from(["empty", "refilled", "reversed", "reset"]))
    def rearrange(self, order: str) -> None:
        newest = sorted(self.shelf, reverse=True)[:10]
        match order:
            case "empty":
                self.shown = []
            case "refilled":
                self.shown = newest
            case "reversed":
                self.shown = newest[::-1]
            case "reset":
                self.shown = sorted(self.shelf)[:10]
        self._serve()

    @rule(minutes=st.sampled_from([1, 2, 4, 20, 61, 300, 1440]))
    def time_goes_on(self, minutes: int) -> None:
        self.house.clock.forward(minutes=minutes)
        self.discord.real += timedelta(minutes=minutes)

    @rule(minutes=st.sampled_from([-180, -61, -3, 3, 61, 180]))
    def the_bots_clock_is_stepped(self, minutes: int) -> None:
        self.house.clock.forward(minutes=minutes)

    @rule(
        cadence=st.sampled_from(Cadence),
        hour=st.integers(0, 23),
        quiet=st.sampled_from([(None, None), (22, 7), (1, 4), (9, 20)]),
        cap=st.sampled_from([1, 2, 3, 10]),
    )
    def settings_change(self, cadence: Cadence, hour: int, quiet: tuple[int | None, int | None], cap: int) -> None:
        chosen = AnnouncingSettings(
            cadence=cadence, digest_hour=hour, quiet_from=quiet[0], quiet_until=quiet[1], daily_cap=cap
        )
        self._runner.run(self.house.guilds.choose(GUILD, lambda _: chosen))
        self.discord.wanted = chosen

    @rule(another=st.booleans())
    def the_channel_is_chosen_again(self, another: bool) -> None:
        self._runner.run(self.house.set_up(channel_id=CHANNEL + another))

    @rule(
        answers=st.lists(
            st.sampled_from(
                ["404", "403", "429", "500", "timeout, taken", "killed, taken", "before sending", "take it"]
            ),
            max_size=3,
        ),
        later=st.sampled_from([0, 2, 2, 10, 61]),
    )
    def deliver(self, answers: list[str], later: int) -> None:
        """Posts leave, Discord answers so, and after some minutes they are tried again."""
        self.discord.script = list(answers)
        self.run(self.house.outbox.deliver_due(self.discord))
        self.discord.script = []
        self.time_goes_on(later)
        self.run(self.house.outbox.deliver_due(self.discord))

    @rule()
    def the_program_dies_while_asking(self) -> None:
        self.medium.dies = True
        self.run(self.house.feeds.poll_due())
        self.medium.dies = False

    @invariant()
    def nothing_is_told_twice_or_in_quiet_hours(self) -> None:
        if not hasattr(self, "house"):
            return
        assert [link for link, times in self.discord.counted().items() if times > 1] == []
        assert self.discord.broken_rules == []

    def teardown(self) -> None:
        if not hasattr(self, "house"):
            return
        try:
            self._everything_comes_to_an_end()
        finally:
            self._runner.run(self._opened.__aexit__(None, None, None))
            self._runner.close()
            self._folder.cleanup()

    def _everything_comes_to_an_end(self) -> None:
        """All is well from now on, and days go by: what was found is told, or has its reason."""
        self.discord.script = []
        self.shown = sorted(self.shelf, reverse=True)[:10]
        self._serve()
        self.the_channel_is_chosen_again(another=False)
        last_look = self.house.clock.now + timedelta(hours=8)
        for _ in range(30):
            self.run(self.house.feeds.poll_due())
            self.deliver([], 0)
            if not self._runner.run(self._ledger(set()))[1] and self.house.clock.now > last_look:
                break
            self.time_goes_on(420)
        self.nothing_is_told_twice_or_in_quiet_hours()
        found = {f"{number:012x}" for number in self.shelf}
        decided, waiting = self._runner.run(self._ledger(found))
        assert waiting == 0
        told = {link[-12:] for link in self.discord.counted()}
        for story_id, reason in decided.items():
            withheld = self._runner.run(self._withheld(story_id))
            assert story_id in told or reason in SILENT or withheld, f"{story_id} is lost: {reason}"
            assert not (story_id in told and reason in SILENT), f"{story_id} was told: {reason}"

    async def _ledger(self, found: set[str]) -> tuple[dict[str, Reason], int]:
        decided = await self.database.read(stories.decided, GUILD, sorted(found))
        return decided, await self.database.read(outbox.waiting, GUILD)

    async def _withheld(self, story_id: str) -> bool:
        """Whether it, or the digest that it was in, was given up as no news any more: nothing was sent for days."""
        gathered = select(outbox_items.c.outbox_id).where(outbox_items.c.story_id == story_id)
        of_it = or_(rows.c.story_id == story_id, rows.c.id.in_(gathered))
        late = select(rows.c.id).where(of_it, rows.c.withheld == Withheld.TOO_LATE)
        return bool(await fetch_rows(self.database, late))


# A life is some dozens of steps, and so many take ten seconds; `make soak` has forty times as many.
Telling.TestCase.settings = settings(tries(LIVES), stateful_step_count=30)
TestTelling = Telling.TestCase
