"""What a report shows in the moderators' channel."""

from bot.domain.posting.outbox import Attempt, PostKind
from bot.domain.reading.moderation import ReportCard
from bot.domain.servers.guilds import Feature
from bot.services.posting.post_type import PostType
from bot.storage.database.engine import Connection
from bot.storage.reading import reports


async def compose(conn: Connection, attempt: Attempt) -> ReportCard | None:
    """The report as it is now; ``None`` if it is settled or its note was deleted."""
    report = await reports.get(conn, attempt.claimed.about.report_id or 0)
    return ReportCard(report) if report is not None and report.settled_at is None else None


REPORT = PostType(
    kind=PostKind.REPORT,
    card=ReportCard,
    compose=compose,
    channels=(Feature.MODERATION,),
    held_by_quiet_hours=False,
)
