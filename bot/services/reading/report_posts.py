"""What a report shows in the moderators' channel."""

from bot.domain.posting.outbox import Claimed
from bot.domain.reading.moderation import ReportCard
from bot.storage.database.engine import Connection
from bot.storage.reading import reports


async def compose(conn: Connection, claimed: Claimed) -> ReportCard | None:
    """The report as it is now; ``None`` where a moderator has dealt with it, or its note is gone."""
    report = await reports.get(conn, claimed.about.report_id or 0)
    return ReportCard(report) if report is not None and report.settled_at is None else None
