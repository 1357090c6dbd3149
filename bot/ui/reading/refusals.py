"""The words for errors about reading together."""

from bot.domain.reading import errors
from bot.ui.kit.errors import Refusals
from bot.ui.kit.layout import lines
from bot.ui.kit.words import stamp

TELLERS: Refusals = {
    errors.ReadingKind.OWN_NOTE: lambda _, say: lines(
        say("You have no such note (any more)."), say("`/read history` shows those you have.")
    ),
    errors.ReadingKind.DRAFT: lambda _, say: lines(
        say("You have no such draft (any more)."), say("`/read drafts` shows those you have.")
    ),
    errors.OwnStory: lambda _, say: lines(
        say("You wrote this story yourself."), say("Notes are for what others wrote: `/read log` lists some of it.")
    ),
    errors.NoStoryHere: lambda _, say: lines(
        say("I find no story on Medium in this message."),
        say("`/read log` takes the story's address, or lists recent ones."),
    ),
    errors.ReadingKind.NOTE_HERE: lambda _, say: lines(
        say("I find no such note here (any more)."), say("Its reader may have deleted it, or kept it to themselves.")
    ),
    errors.OwnNote: lambda _, say: lines(
        say("That is your own note."),
        say("These buttons are for the story's writer. `/read history` lets you change or delete it."),
    ),
    errors.NotTheStorysAuthor: lambda _, say: lines(
        say("Only who wrote the story answers here."),
        say("You can talk about it in the thread, or write a note of your own with `/read log`."),
    ),
    errors.AnswersSpent: lambda error, say: lines(
        say.many(
            "You have said {n} time today that a note helped you, as often as one can.",
            "You have said {n} times today that a note helped you, as often as one can.",
            error.limit,
        ),
        say('The next one is for you to give {when}. "Thank you" is always there.', when=stamp(error.until)),
    ),
    errors.NoteNotShown: lambda _, say: lines(
        say("That note stands in no thread: only you see it."), say("There is nothing to hide.")
    ),
    errors.NoteReported: lambda _, say: lines(
        say("You have reported this note before."), say("The moderators know of it; talk to them if it is urgent.")
    ),
    errors.ReasonMissing: lambda _, say: lines(
        say("It needs a word of why."), say("Nothing was changed: try again, and give a reason.")
    ),
    errors.ReportSettled: lambda _, say: lines(
        say("That report is settled already."), say("`/moderate log` shows who did what, and why.")
    ),
    errors.NoteVoidedAlready: lambda _, say: lines(
        say("That note is voided already."), say("`/moderate log` shows who did it, and why.")
    ),
    errors.NoteCountsAlready: lambda _, say: lines(
        say("That note counts already."), say("`/moderate note` shows how it stands.")
    ),
    errors.ExcludedAlready: lambda error, say: lines(
        say("<@{member}> is out of the counting already.", member=error.member_id),
        say("`/moderate log` shows why, `/moderate include` undoes it."),
    ),
    errors.NotExcluded: lambda error, say: lines(
        say("<@{member}> is not out of the counting.", member=error.member_id),
        say("There is nothing to undo; `/moderate log` shows what was done."),
    ),
}
"""The words for each error."""
