"""A member's day with the reading plan: when its morning notice is due, and the plan as it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.plan.plan import PLACES, PickReason
from bot.domain.posting.notices import NoticeWay
from bot.domain.posting.outbox import Payload
from bot.domain.posting.quiet_hours import at_hour
from bot.domain.stories.announcing import day_of

LATE = timedelta(hours=3)
"""A morning word that is later than this does not come any more that day: after a morning it is no morning word, and a
program that was down all night does not begin with a burst of them. ``/plan`` shows the plan all the same."""

HOURS = 24
"""Hours that a day's clock shows."""

ABOUT = "plan"
"""What the morning word's ``about`` says."""


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """A story in a plan as shown; its texts are plain, not yet escaped. ``read``: the member has noted it since."""

    story_id: str
    title: str
    link: str
    author_id: int
    author_name: str
    minutes: int | None
    tags: tuple[str, ...]
    reason: PickReason
    read: bool = False


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """How a member wants their plan. ``hour``: the hour of their own day, 0 to 23, for a morning notice; ``None`` for
    no notice.

    ``planned_on``: the last day whose notice was handled; ``way``: how the notice is delivered.
    """

    hour: int | None = None
    planned_on: date | None = None
    way: NoticeWay = NoticeWay.NEXT_COMMAND


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A day's plan as it is shown. ``zone``: the time zone of the member's day; ``own_zone``: whether they chose it.

    ``spent``: another story was wanted, and there is none today.
    """

    day: date
    entries: tuple[PlanEntry, ...]
    choice: PlanChoice
    zone: str
    own_zone: bool
    spent: bool = False


def morning_due(choice: PlanChoice, zone: ZoneInfo, now: datetime) -> date | None:
    """The day whose morning notice is due now; ``None`` if it is too early or too late, or the notice was handled or is
    not wanted.

    A day that comes twice, because the member's zone was changed, has one notice.
    """
    if choice.hour is None:
        return None
    day = day_of(now, zone)
    if choice.planned_on is not None and choice.planned_on >= day:
        return None
    at = at_hour(day, choice.hour, zone)
    return day if at <= now < at + LATE else None


def chosen_hour(choice: PlanChoice, hour: int | None, zone: ZoneInfo, now: datetime) -> PlanChoice:
    """The choice with another hour. If that hour has passed today, the first notice comes tomorrow, because the member
    is looking at today's plan now."""
    day = day_of(now, zone)
    planned_on = choice.planned_on
    if hour is not None and at_hour(day, hour, zone) <= now:
        planned_on = max(planned_on or day, day)
    return PlanChoice(hour, planned_on, choice.way)


def payload_of(entries: Sequence[PlanEntry]) -> Payload:
    """What the morning word says: up to three titles, with address, author and reason, numbered from 1."""
    told: dict[str, str | int] = {"about": ABOUT}
    for number, entry in enumerate(entries[:PLACES], 1):
        told |= {
            f"title_{number}": entry.title,
            f"link_{number}": entry.link,
            f"name_{number}": entry.author_name,
            f"reason_{number}": entry.reason.value,
        }
    return told


def word_key(guild_id: int, member_id: int, day: date) -> str:
    """The key of a day's morning notice."""
    return f"plan/{guild_id}/{member_id}/{day.isoformat()}"
