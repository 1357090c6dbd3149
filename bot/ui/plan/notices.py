"""The notice with the day's reading plan."""

from bot.domain.plan.plan import PLACES, PickReason
from bot.domain.plan.plan_day import ABOUT
from bot.domain.posting.notices import NoticeKind
from bot.domain.posting.outbox import Payload
from bot.ui.kit.layout import lines, masked, name, small
from bot.ui.kit.words import Words
from bot.ui.plan.plan import reason_words
from bot.ui.posting.notice_look import NoticeLook

TITLE_LIMIT = 100
"""Characters of a title in a notice: several notices share a card of 4,000."""

LINK_LIMIT = 250
"""A longer address is left out, for the same reason: ``/plan`` has it."""


def _plan(payload: Payload, say: Words) -> str:
    stories = [_story(payload, number, say) for number in range(1, PLACES + 1)]
    return lines(
        "**" + say("Today you might like:") + "**" if any(stories) else say("Your plan is made."),
        *stories,
        small(say("Read any, or none. `/plan` swaps one for another, and ends these words.")),
    )


def _story(payload: Payload, number: int, say: Words) -> str | None:
    """A story's title, and why; ``None`` where there is none of this number."""
    title, link = str(payload.get(f"title_{number}", "")), str(payload.get(f"link_{number}", ""))
    if not title:
        return None
    author = name(str(payload.get(f"name_{number}", "")))
    known = {reason.value: reason for reason in PickReason}
    reason = known.get(str(payload.get(f"reason_{number}", "")), PickReason.UNREAD)
    shown = masked(title, link if len(link) <= LINK_LIMIT else "", limit=TITLE_LIMIT)
    return lines(f"- {shown}" + (f" · {author}" if author else ""), small(reason_words(reason, author, say)))


PLAN = NoticeLook(
    kind=NoticeKind.PLAN,
    named=lambda say: (
        say("Your reading plan"),
        say("in the morning, once you have asked for it with `/plan`"),
    ),
    words={ABOUT: _plan},
)
