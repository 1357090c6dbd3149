"""The words for errors about milestones and a member's own numbers."""

from bot.domain.growth import errors
from bot.domain.growth.growth import NumberProblem
from bot.domain.growth.milestones import WORDS_LIMIT, ToldProblem
from bot.ui.kit.errors import Refusals
from bot.ui.kit.layout import lines
from bot.ui.kit.words import Words


def number_problem(problem: NumberProblem, say: Words) -> str:
    """Why a typed number or day was refused, as a sentence."""
    match problem:
        case NumberProblem.NOT_A_NUMBER:
            return say("I could not read that as a number.")
        case NumberProblem.NEGATIVE:
            return say("That is less than nothing.")
        case NumberProblem.NOT_WHOLE:
            return say("That has more decimal places than this number can have.")
        case NumberProblem.TOO_HIGH:
            return say("That is more than I believe: perhaps a digit too many.")
        case NumberProblem.WRONG_UNIT:
            return say("That has a sign that does not belong to this number.")
        case NumberProblem.OTHER_CURRENCY:
            return say("I keep US dollars, as Medium shows them.")
        case NumberProblem.IN_THE_FUTURE:
            return say("That day is still to come.")
        case NumberProblem.BEFORE_MEDIUM:
            return say("That day is older than Medium.")


def told_problem(problem: ToldProblem, say: Words) -> str:
    """Why a milestone cannot be shared as it is, and what to do next."""
    match problem:
        case ToldProblem.FOUND_BY_THE_BOT:
            return lines(
                say("I count those myself."),
                say("I tell you in private when you reach one; `/milestone list` has what I found."),
            )
        case ToldProblem.AMOUNT_MISSING:
            return lines(say("This milestone needs a number."), say("Use `/milestone share` again, and type it."))
        case ToldProblem.AMOUNT_TOO_HIGH:
            return lines(
                say("That is more than I believe: perhaps a digit too many."),
                say("Use `/milestone share` again, with the number that is true."),
            )
        case ToldProblem.WORDS_MISSING:
            return lines(
                say("This milestone needs a few words."), say("Use `/milestone share` again, and say what it is.")
            )
        case ToldProblem.WORDS_TOO_LONG:
            return lines(
                say("That is too long."),
                say.many("There is room for {n} character.", "There is room for {n} characters.", WORDS_LIMIT),
            )


TELLERS: Refusals = {
    errors.GrowthKind.MILESTONE: lambda _, say: lines(
        say("I know of no such milestone of yours (any more)."), say("`/milestone list` shows those there are.")
    ),
    errors.MilestoneRefused: lambda error, say: told_problem(error.told_problem, say),
    errors.AmountUnreadable: lambda error, say: lines(
        number_problem(error.number_problem, say), say("Use `/milestone share` again, with digits only, such as 1200.")
    ),
    errors.DayUnreadable: lambda _, say: lines(
        say("I could not read that day."), say("Type it as year, month and day, such as 2026-11-21.")
    ),
    errors.DayRefused: lambda error, say: lines(
        number_problem(error.number_problem, say), say("Type a day that has been, or leave it out for today.")
    ),
    errors.NothingLogged: lambda _, say: lines(
        say("You have logged no numbers here."), say("`/growth log` keeps some, for you alone.")
    ),
}
"""The words for each error."""
