"""The words for errors about challenges."""

from bot.domain.challenges import errors
from bot.ui.kit.errors import Refusals
from bot.ui.kit.layout import lines
from bot.ui.kit.words import Words


def _unclear(error: errors.ChallengeUnclear, say: Words) -> str:
    if error.count:
        return lines(say("More than one challenge could be meant."), say("Say which: start typing and pick one."))
    return lines(say("There is no challenge that this could be about."), say("`/challenge list` shows what there is."))


TELLERS: Refusals = {
    errors.ChallengesKind.CHALLENGE: lambda _, say: lines(
        say("There is no such challenge here (any more)."), say("`/challenge list` shows what there is.")
    ),
    errors.ChallengeUnclear: _unclear,
    errors.ChallengeOver: lambda _, say: lines(
        say("This challenge is over."), say("Your notes are yours all the same. `/challenge list` shows what is next.")
    ),
    errors.ChallengeBegun: lambda _, say: lines(
        say("This challenge has begun, so it stays as it was told."),
        say("`/challenge list` lets you call it off; `/setup` has the weekly one."),
    ),
    errors.ChallengeNameMissing: lambda _, say: lines(
        say("A challenge needs a name."), say("Give it one that can be read, and try again.")
    ),
    errors.ChallengeLimitReached: lambda error, say: lines(
        say.many(
            "{n} challenge is planned or running here, as many as one can follow.",
            "{n} challenges are planned or running here, as many as one can follow.",
            error.limit,
        ),
        say("Let one end, or call one off with `/challenge list`; this one is kept for a day."),
    ),
    errors.RoleNeeded: lambda error, say: lines(
        say("This challenge is for members with the role <@&{role}>.", role=error.role_id),
        say("Your notes count all the same, as everybody's do. `/challenge list` shows the others."),
    ),
    errors.NotTakingPart: lambda _, say: lines(
        say("You do not take part in it."), say("Nothing was changed. `/challenge join` is open until its end.")
    ),
    errors.TimeUnreadable: lambda _, say: lines(
        say("I do not understand that time."),
        say(
            "Write it like `2026-12-01 18:00`, `tomorrow 18:00` or `in 3 days`; the end can also be a length, such"
            " as `7 days`."
        ),
    ),
    errors.TimePast: lambda _, say: lines(
        say("That time is over."), say("Choose one that is still to come, in the server's time zone.")
    ),
    errors.ChallengeTooShort: lambda _, say: lines(say("That leaves less than an hour."), say("Choose a later end.")),
    errors.ChallengeTooLong: lambda error, say: lines(
        say.many("A challenge lasts {n} day at the most.", "A challenge lasts {n} days at the most.", error.limit),
        say("Choose an earlier end."),
    ),
    errors.ChallengeTooFar: lambda error, say: lines(
        say.many(
            "A challenge can begin {n} day ahead at the most.",
            "A challenge can begin {n} days ahead at the most.",
            error.limit,
        ),
        say("Choose an earlier start."),
    ),
}
"""The words for each error."""
