"""Posts about a challenge: enqueued when a moment of it (start, half-time, end) has come, composed when they are
sent."""

from collections import Counter
from datetime import datetime

from bot.domain.challenges.challenge_views import ChallengeCard, ChallengeStanding
from bot.domain.challenges.challenges import Challenge, ChallengeKind, Moment, fits, post_key, reaching, still_news
from bot.domain.posting.delivery import Arrival
from bot.domain.posting.outbox import Attempt, Claimed, PostKind, PostSubject
from bot.domain.servers.guilds import Feature
from bot.services.posting.post_type import PostType
from bot.services.reading import spotlight
from bot.storage.challenges import challenges
from bot.storage.challenges.challenges import ChallengeNote
from bot.storage.database.engine import Connection
from bot.storage.posting import outbox


async def announce(conn: Connection, challenge: Challenge, moment: Moment, now: datetime) -> None:
    """Enqueue the post about one moment of a challenge; a moment is posted only once."""
    about = PostSubject(challenge_id=challenge.id, payload={"moment": moment.value})
    key = post_key(challenge.id, moment)
    await outbox.enqueue_post(conn, PostKind.CHALLENGE, challenge.guild_id, key, now, about=about)


async def compose(conn: Connection, attempt: Attempt) -> ChallengeCard | None:
    """The card of a moment's post as things stand now; ``None`` if it is no longer news."""
    claimed = attempt.claimed
    challenge = await challenges.get(conn, claimed.about.challenge_id or 0)
    moment = Moment(str(claimed.about.payload["moment"]))
    if challenge is None or not still_news(moment, challenge, attempt.now):
        return None
    if moment is Moment.CALLED_OFF and not await challenges.was_told(conn, challenge.id, but=claimed.key):
        return None
    begins = challenge.kind is ChallengeKind.WEEKLY and moment is Moment.START
    waiting = await spotlight.for_all(conn, claimed.guild_id) if begins else ()
    return ChallengeCard(moment, challenge, await standing(conn, challenge), waiting)


async def arrived(conn: Connection, arrival: Arrival) -> None:
    """Record that a moment's post was sent: if it began a forum post, the challenge's later posts go there."""
    challenge_id, thread_id = arrival.claimed.about.challenge_id, arrival.sent.thread_id
    if challenge_id is not None and thread_id is not None:
        await challenges.began_thread(conn, challenge_id, thread_id)


async def give_up_place(conn: Connection, claimed: Claimed) -> bool:
    """Handle that Discord refuses posts in a channel: if it was chosen for this challenge alone, undo that choice.

    Returns whether it was; the post then goes to the guild's channel.
    """
    if claimed.about.challenge_id is None:
        return False
    return await challenges.give_up_place(conn, claimed.about.challenge_id, claimed.channel_id)


async def standing(conn: Connection, challenge: Challenge) -> ChallengeStanding:
    """How a challenge is going at this moment."""
    counted = of_challenge(challenge, await challenges.noted(conn, challenge))
    by_member = Counter(note.member_id for note in counted)
    return ChallengeStanding(
        participants=await challenges.taking_part(conn, challenge.id),
        talked_about=len({note.story_id for note in counted}),
        reached=reaching(by_member, challenge.goal),
    )


def of_challenge(challenge: Challenge, noted: tuple[ChallengeNote, ...]) -> tuple[ChallengeNote, ...]:
    """Those of the notes that count in a challenge: on stories with one of its tags, or all if it has none."""
    return tuple(note for note in noted if fits(challenge.tags, note.tags))


CHALLENGE = PostType(
    kind=PostKind.CHALLENGE,
    card=ChallengeCard,
    compose=compose,
    channels=(Feature.CHALLENGES, Feature.STORIES),
    arrived=arrived,
    give_up_place=give_up_place,
)
