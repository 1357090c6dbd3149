"""For every reason code: from the feed to the words of ``/stories why``."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.feeds.errors import NotAStory
from bot.domain.posting.delivery import Forbidden, Retry
from bot.domain.posting.outbox import PostKind, Withheld
from bot.domain.stories.stories import Decision, Reason
from bot.domain.stories.way import Decided, Explained, Posted, PostStage, Seen
from bot.storage.database.engine import Database
from bot.storage.stories import gathering, stories, story_posts
from bot.ui.kit.words import words_for
from bot.ui.stories.why import why_card
from tests.services.conftest import House
from tests.services.parts import ADA, BEN, GUILD, OTHER_GUILD, START, entry
from tests.ui.texts import texts_of

LINK = "https://medium.com/@ada/story-2-000000000002"
SAY = words_for("en-US")

RESPONSE = replace(entry(2, title="What a story this is"), tags=(), opening="What a story this is, and so on.")
UNSURE = replace(entry(2), tags=(), truncated=True)


@pytest.fixture
def house(sqlite_database: Database) -> House:
    """One engine is enough here: ``test_both_engines_tell_the_same`` has the other."""
    made = House(sqlite_database)
    made.publishes("ada", entry(1))
    return made


async def why(house: House, guild_id: int = GUILD, member_id: int = BEN) -> Explained:
    return await house.ways.why(guild_id, member_id, LINK, manages=False)


def told(explained: Explained) -> str:
    return "\n".join(texts_of(why_card(explained, GUILD, SAY)))


async def elsewhere(house: House) -> None:
    await house.set_up(OTHER_GUILD)
    house.publishes("ada", entry(2))
    await house.register(ADA, guild_id=OTHER_GUILD)


async def baseline(house: House) -> None:
    house.publishes("ada", entry(2))
    await house.register(ADA)


async def response(house: House) -> None:
    await house.found(RESPONSE)


async def unsure(house: House) -> None:
    await house.found(UNSURE)


async def no_channel(house: House) -> None:
    await house.register(ADA)
    house.publishes("ada", entry(2), entry(1))
    await house.poll()


async def channel_off(house: House) -> None:
    await house.found()
    house.discord.answers = [Forbidden()]
    await house.deliver()


async def member_left(house: House) -> None:
    await house.found()
    house.discord.gone = {ADA}
    await house.deliver()


async def removed(house: House) -> None:
    await house.set_up()
    profile = await house.register(ADA)
    house.publishes("ada", entry(2), entry(1))
    await house.poll()
    await house.profiles.remove(GUILD, ADA, profile.id)


async def expired(house: House) -> None:
    await channel_off(house)
    house.clock.forward(days=4)
    await house.outbox.expire()


async def retried(house: House) -> None:
    await house.found()
    house.discord.answers = [Retry(timedelta(minutes=5))]
    await house.deliver()


async def sent(house: House) -> None:
    await house.found()
    await house.deliver()


async def silenced(house: House) -> None:
    await house.found()
    await house.corrections.silence(GUILD, ADA, "000000000002", manages=False)


def stored(reason: Reason) -> Callable[[House], Awaitable[None]]:
    """The ledger says so, whatever led to it."""

    async def write(house: House) -> None:
        await baseline(house)
        await house.database.write(stories.redecide, GUILD, "000000000002", reason)

    return write


def in_a_gathering(kind: PostKind, reason: Reason) -> Callable[[House], Awaitable[None]]:
    """It waits in a digest or roundup."""

    async def write(house: House) -> None:
        await stored(reason)(house)
        now = house.clock()
        due = now + timedelta(hours=6)
        await house.database.write(gathering.gather, kind, GUILD, ADA, "000000000002", due=due, now=now)

    return write


async def held(house: House) -> None:
    await stored(Reason.NEW)(house)
    now = house.clock()
    await house.database.write(
        story_posts.enqueue, GUILD, ADA, "000000000002", now, not_before=now + timedelta(hours=6)
    )


async def never(house: House) -> None:
    await house.register(ADA)


@pytest.mark.parametrize(
    ("happened", "reason", "stage", "words"),
    [
        (never, None, None, "never seen this story here"),
        (elsewhere, None, None, "never seen this story here"),
        (baseline, Reason.BASELINE, None, "stood in the feed when the profile was registered"),
        (response, Reason.RESPONSE, None, "looks like a response"),
        (unsure, Reason.UNSURE, None, "too little of it"),
        (no_channel, Reason.NO_CHANNEL, None, "No channel for stories had been chosen"),
        (channel_off, Reason.NEW, PostStage.NO_CHANNEL, "waits for a channel that works"),
        (stored(Reason.CHANNEL_OFF), Reason.CHANNEL_OFF, None, "could not be posted in"),
        (member_left, Reason.MEMBER_LEFT, PostStage.WITHHELD, "had left the server"),
        (stored(Reason.TOO_OLD), Reason.TOO_OLD, None, "long before it was first seen"),
        (stored(Reason.OTHERS), Reason.OTHERS, None, "by nobody here"),
        (silenced, Reason.BY_AUTHOR, PostStage.WITHHELD, "did not want it announced"),
        (
            in_a_gathering(PostKind.DIGEST, Reason.DIGEST),
            Reason.DIGEST,
            PostStage.HELD,
            "**Digest**: It is held until <t:",
        ),
        (in_a_gathering(PostKind.ROUNDUP, Reason.ROUNDUP), Reason.ROUNDUP, PostStage.HELD, "goes out with others"),
        (held, Reason.NEW, PostStage.HELD, "It is held until <t:"),
        (House.found, Reason.NEW, PostStage.DUE, "leaves in a moment"),
        (retried, Reason.NEW, PostStage.FAILED, "The next try is at <t:"),
        (sent, Reason.NEW, PostStage.SENT, "https://discord.com/channels/1001/3001/9000"),
        (removed, Reason.NEW, PostStage.WITHHELD, "the profile was removed first"),
        (expired, Reason.NEW, PostStage.WITHHELD, "waited too long to be news"),
    ],
    ids=lambda value: getattr(value, "__name__", None) if callable(value) else None,
)
async def test_every_silence_has_its_reason_and_its_words(
    house: House,
    happened: Callable[[House], Awaitable[None]],
    reason: Reason | None,
    stage: PostStage | None,
    words: str,
) -> None:
    await happened(house)
    explained = await why(house)
    assert words in told(explained)
    if reason is None:
        assert explained.way is None
        return
    seen, decided, *posted = explained.steps
    assert isinstance(seen, Seen)
    assert isinstance(decided, Decided)
    assert decided.reason is reason
    assert [post.stage for post in posted if isinstance(post, Posted)] == ([stage] if stage else [])


async def test_both_engines_tell_the_same(database: Database) -> None:
    house = House(database)
    house.publishes("ada", entry(1))
    await house.found()
    now = house.clock()
    due = now + timedelta(hours=6)
    await database.write(gathering.gather, PostKind.DIGEST, GUILD, ADA, "000000000002", due=due, now=now)
    stages = [step.stage for step in (await why(house)).steps if isinstance(step, Posted)]
    assert stages == [PostStage.DUE, PostStage.HELD]
    silenced = await house.corrections.silence(GUILD, ADA, "000000000002", manages=False)
    assert silenced.way is not None
    assert [post.withheld for post in silenced.way.posts] == [Withheld.BY_AUTHOR], "it left the digest, too"


@pytest.mark.parametrize("link", ["medium.com/p/000000000002", f"<{LINK}?source=x>", f"[a story]({LINK})"])
async def test_any_form_of_the_address_does(house: House, link: str) -> None:
    await baseline(house)
    assert (await house.ways.why(GUILD, BEN, link, manages=False)).way is not None


async def test_a_story_without_an_id_of_mediums_is_found_by_its_address(house: House) -> None:
    house.publishes("ada", replace(entry(2), guid="x", link="https://blog.example.org/on-bees?source=rss"))
    await house.register(ADA)
    explained = await house.ways.why(GUILD, BEN, "https://blog.example.org/on-bees", manages=False)
    assert explained.way is not None


async def test_what_is_no_address_is_refused(house: House) -> None:
    with pytest.raises(NotAStory):
        await house.ways.why(GUILD, BEN, "bees", manages=False)


async def test_a_feed_that_is_not_followed_at_present_says_so(house: House) -> None:
    await house.set_up()
    await house.register(ADA)
    await house.register(ADA, guild_id=OTHER_GUILD)
    await house.guilds.left(GUILD)
    house.publishes("ada", entry(2), entry(1))
    await house.poll()
    assert "does not follow its feed at present" in told(await why(house))


async def test_an_old_decision_stays_when_the_ledger_is_asked_again(house: House) -> None:
    await baseline(house)
    await house.database.write(
        stories.decide, GUILD, [Decision("000000000002", announce=True, reason=Reason.NEW)], START
    )
    (decided,) = [step for step in (await why(house)).steps if isinstance(step, Decided)]
    assert decided.reason is Reason.BASELINE
