"""The words for errors about profiles, publications, topics and stories."""

from bot.domain.stories import errors
from bot.domain.stories.about import LONGEST_PAUSE
from bot.domain.stories.publications import MAX_PUBLICATIONS
from bot.ui.kit.errors import Refusals
from bot.ui.kit.layout import lines

TELLERS: Refusals = {
    errors.ProfileTaken: lambda error, say: lines(
        say("<@{member}> has registered this profile here.", member=error.member_id),
        say("If it is yours, `/profile verify link:` proves it, and it becomes yours here."),
    ),
    errors.ProfileYoursAlready: lambda _, say: lines(
        say("You have registered this profile already."), say("`/profile show` shows what you have here.")
    ),
    errors.ProfileLimitReached: lambda error, say: lines(
        say.many(
            "You have {n} profile here, as many as one can have.",
            "You have {n} profiles here, as many as one can have.",
            error.limit,
        ),
        say("`/profile remove` makes room for another."),
    ),
    errors.StoriesKind.PROFILE: lambda _, say: lines(
        say("That profile is not registered here (any more)."), say("`/profile show` shows what you have here.")
    ),
    errors.PauseUnreadable: lambda _, say: lines(
        say("A pause is a number of days, such as `7`; {limit} at the most.", limit=LONGEST_PAUSE),
        say("Nothing was changed: open `/profile edit` again."),
    ),
    errors.ProfileUnclaimed: lambda error, say: lines(
        say("Nobody has registered {address} here, so nothing has to be proved.", address=f"<{error.address}>"),
        say("`/profile register` registers it for you; `/profile verify` proves it afterwards."),
    ),
    errors.PublicationLimitReached: lambda _, say: lines(
        say("This server follows {limit} publications, as many as one can.", limit=MAX_PUBLICATIONS),
        say("`/publication remove` makes room for another."),
    ),
    errors.StoriesKind.FEED: lambda _, say: lines(
        say("This server has no such feed (any more)."), say("Pick one from the list, or look at `/feeds status`.")
    ),
    errors.IdentityUnproved: lambda error, say: lines(
        say("Somebody else seems to write at that address now, so its pause is not for me to end."),
        say("<@{member}> can prove that it is theirs with `/profile verify`.", member=error.member_id),
    ),
    errors.NotATopic: lambda _, say: lines(
        say("A topic needs a letter or a digit."), say("Type a tag such as `writing`, or pick one from the list.")
    ),
    errors.TopicNotFollowed: lambda error, say: lines(
        say("You do not follow `{topic}`.", topic=error.tag), say("`/topics list` shows what you follow.")
    ),
    errors.TopicLimitReached: lambda error, say: lines(
        say.many(
            "You follow {n} topic, as many as one can.", "You follow {n} topics, as many as one can.", error.limit
        ),
        say("`/topics list` lets you stop one."),
    ),
    errors.NothingToSearchFor: lambda _, say: lines(
        say("A search needs a word."), say("Type one from the title, or the beginning of one.")
    ),
    errors.NotYourStory: lambda _, say: lines(
        say("That is for the story's author to say."), say("Ask them, or somebody who looks after this server.")
    ),
    errors.CorrectionTooLate: lambda _, say: lines(
        say("It is too late for that: the story has moved on."), say("`/stories why` shows where it is now.")
    ),
}
"""The words for each error."""
