"""The words for errors about connections, introductions, calls and reports."""

from bot.domain.circle import errors
from bot.domain.circle.collaborations import (
    LONGEST_DAYS,
    MOST_OPEN,
    SHORTEST_DAYS,
    TITLE_LIMIT,
    WORDS_LIMIT,
    CallProblem,
)
from bot.ui.kit.errors import Refusals
from bot.ui.kit.layout import lines
from bot.ui.kit.words import Words


def problem_words(problem: CallProblem, say: Words) -> str:  # noqa: C901 - one case for each problem
    """Why an action on a call was refused, and what to do next."""
    match problem:
        case CallProblem.TITLE_MISSING:
            return lines(say("A call needs a title."), say("Say in a line whom you are looking for."))
        case CallProblem.TITLE_TOO_LONG:
            return lines(
                say("That title is too long."),
                say.many("It holds {n} character.", "It holds {n} characters.", TITLE_LIMIT),
            )
        case CallProblem.WORDS_TOO_LONG:
            return lines(
                say("That is too long."),
                say.many("A call holds {n} character.", "A call holds {n} characters.", WORDS_LIMIT),
            )
        case CallProblem.TOO_SHORT_A_TIME | CallProblem.TOO_LONG_A_TIME:
            return lines(
                say("A call cannot stand for that long."),
                say(
                    "Choose from {least} to {most} days; it can be renewed.",
                    least=say.number(SHORTEST_DAYS),
                    most=say.number(LONGEST_DAYS),
                ),
            )
        case CallProblem.TOO_MANY_OPEN:
            return lines(
                say.many(
                    "You have {n} open call, as many as one can.",
                    "You have {n} open calls, as many as one can.",
                    MOST_OPEN,
                ),
                say("`/collab mine` closes one that is settled."),
            )
        case CallProblem.NOT_YOURS:
            return lines(say("That is somebody else's call."), say("`/collab mine` shows your own."))
        case CallProblem.YOUR_OWN:
            return lines(
                say("That is your own call."), say("I tell you when somebody is interested; `/collab mine` shows it.")
            )
        case CallProblem.NOT_OPEN:
            return lines(say("That call is over."), say("`/collab browse` shows those that are open."))
        case CallProblem.CLOSED:
            return lines(say("That call is closed already."), say("`/collab post` puts up a new one."))
        case CallProblem.TOO_EARLY:
            return lines(
                say("That call still stands for a while."), say("It can be renewed in the week before its end.")
            )
        case CallProblem.TOO_LATE:
            return lines(
                say("That call ended too long ago."), say("`/collab post` puts up a new one, with what is true now.")
            )
        case CallProblem.ANSWERED_BEFORE:
            return lines(
                say("You have said before that you are interested."),
                say("Your private thread is in the list of threads, if it is open already."),
            )


TELLERS: Refusals = {
    errors.CommunityChannelMissing: lambda _, say: lines(
        say("This server has no channel for its community yet, and private threads need one."),
        say("A moderator can choose it under `/setup`. Nothing is lost: try again then."),
    ),
    errors.OwnConnection: lambda _, say: lines(
        say("That is you."), say("Pick somebody else; your own notes are in `/read history`.")
    ),
    errors.ReportMissing: lambda _, say: lines(
        say("There is no report of that month here."),
        say("The first one is made on the first day of a month; pick one of those that the command lists."),
    ),
    errors.TookTooLong: lambda _, say: lines(say("That took too long just now."), say("Try again in a minute.")),
    errors.NotIntroduced: lambda _, say: lines(
        say("You are not taking part in introductions."), say("`/introduce me` lets you, whenever you like.")
    ),
    errors.CircleKind.INTRODUCTION: lambda _, say: lines(
        say("I know of no such introduction of yours (any more)."), say("`/introduce me` says when the next one is.")
    ),
    errors.OwnBlock: lambda _, say: lines(
        say("You are never introduced to yourself."), say("Pick whom you would rather not meet, or nobody.")
    ),
    errors.BlockLimitReached: lambda error, say: lines(
        say.many(
            "Your list holds {n} person, as many as it can.",
            "Your list holds {n} people, as many as it can.",
            error.limit,
        ),
        say("Take somebody off it first. If people here make you uneasy, please talk to a moderator."),
    ),
    errors.CircleKind.CALL: lambda _, say: lines(
        say("I find no such call (any more)."), say("`/collab browse` shows those that are open.")
    ),
    errors.CallRefused: lambda error, say: problem_words(error.call_problem, say),
    errors.CallDaysUnreadable: lambda _, say: lines(
        say("I could not read for how many days it should stand."),
        say(
            "Type a number from {least} to {most}.",
            least=say.number(SHORTEST_DAYS),
            most=say.number(LONGEST_DAYS),
        ),
    ),
}
"""The words for each error."""
