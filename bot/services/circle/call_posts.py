"""The private threads of calls: their card, and who is told about them."""

from bot.domain.circle.call_views import CallCard
from bot.domain.posting.delivery import Arrival
from bot.domain.posting.notices import NoticeKind
from bot.domain.posting.outbox import Attempt, Claimed, PostKind
from bot.domain.servers.guilds import Feature
from bot.services.posting.post_type import PostType
from bot.storage.circle import calls
from bot.storage.database.engine import Connection
from bot.storage.posting import notices


async def named(conn: Connection, claimed: Claimed) -> frozenset[int]:
    """The member whose call it is; delivery checks that they are still in the guild."""
    found = await calls.get(conn, _ids(claimed)[0])
    return frozenset({found[1].member_id}) if found else frozenset()


async def compose(conn: Connection, attempt: Attempt) -> CallCard | None:
    """The card of the private thread; ``None`` if one of the two has left or was forgotten."""
    call_id, member_id = _ids(attempt.claimed)
    found = await calls.get(conn, call_id)
    if (
        found is None
        or found[1].member_id in attempt.departed
        or not await calls.still_interested(conn, call_id, member_id)
    ):
        return None
    return CallCard(found[1], member_id)


async def arrived(conn: Connection, arrival: Arrival) -> None:
    """Record the thread that was opened, and tell the member whose call it is."""
    call_id, member_id = _ids(arrival.claimed)
    thread_id = arrival.sent.thread_id
    found = await calls.get(conn, call_id)
    if found is None or thread_id is None or not await calls.began_thread(conn, call_id, member_id, thread_id):
        return
    guild_id, call = found
    payload: dict[str, str | int] = {"about": "interest", "call": call_id, "title": call.title, "thread": thread_id}
    key = f"interest/{thread_id}"
    await notices.enqueue(conn, guild_id, call.member_id, NoticeKind.CALL, payload, key, arrival.now)


def _ids(claimed: Claimed) -> tuple[int, int]:
    """The ids of the call and of the member who is interested."""
    return int(claimed.about.payload["call"]), int(claimed.about.payload["member"])


CALL = PostType(
    kind=PostKind.CALL,
    private=True,
    card=CallCard,
    compose=compose,
    channels=(Feature.COMMUNITY,),
    named=named,
    arrived=arrived,
)
