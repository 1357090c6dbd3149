"""The words for errors about addresses and feeds."""

from bot.domain.feeds import errors
from bot.domain.feeds.errors import AddressKind
from bot.ui.kit.errors import Refusals
from bot.ui.kit.layout import lines
from bot.ui.kit.words import Words, stamp


def _not_a_profile(error: errors.NotAProfile, say: Words) -> str:
    match error.kind:
        case AddressKind.SHORT_LINK:
            happened = say("That is one of Medium's short links, which do not say where they lead.")
        case AddressKind.STORY_WITHOUT_AUTHOR:
            happened = say("That is a story, but its address does not name its author.")
        case AddressKind.PUBLICATION:
            happened = say("That is a publication, and a publication has many writers.")
        case AddressKind.TAG:
            happened = say("That is a tag's page, and a tag has many writers.")
        case AddressKind.SEARCH:
            happened = say("That is a search on Medium.")
        case AddressKind.OWN_PAGE | AddressKind.APP:
            happened = say("That is a page of Medium's own, the same for every reader.")
        case _:
            happened = say("That is a page on another site than Medium.")
    return happened + "\n" + _paste_a_profile(say)


def _paste_a_profile(say: Words) -> str:
    return say("Open your profile on Medium and paste its address: it looks like `medium.com/@yourname`.")


TELLERS: Refusals = {
    errors.NotAnAddress: lambda _, say: lines(
        say("That does not look like an address on Medium."), _paste_a_profile(say)
    ),
    errors.NotAProfile: _not_a_profile,
    errors.NotAStory: lambda _, say: lines(
        say("That is not the address of a story on Medium."), say("Open the story and copy its address.")
    ),
    errors.NotAPublication: lambda _, say: lines(
        say("That is not the address of a publication on Medium."), say("Open it and copy: `medium.com/its-name`.")
    ),
    errors.FeedMissing: lambda error, say: lines(
        say("Medium knows no profile at {address}.", address=f"<{error.address}>"),
        say("Check the spelling: your profile's address stands in your browser when you open it."),
    ),
    errors.FeedLater: lambda error, say: lines(
        say("Medium asks for a little patience."), say("Please try again {when}.", when=stamp(error.until))
    ),
    errors.FeedRefused: lambda _, say: lines(
        say("That address leads to a place I do not open."), _paste_a_profile(say)
    ),
    errors.FeedUnreadable: lambda error, say: lines(
        say("What I found at {address} is not a feed made by Medium.", address=f"<{error.address}>"),
        _paste_a_profile(say),
    ),
    errors.FetchInFlight: lambda _, say: lines(
        say("I am still looking at the address you gave me before."), say("Give it a moment.")
    ),
    errors.FetchAllowanceSpent: lambda error, say: lines(
        say.many(
            "I look at {n} address an hour for each member, to be polite to Medium.",
            "I look at {n} addresses an hour for each member, to be polite to Medium.",
            error.limit,
        ),
        say("You can try the next one {when}.", when=stamp(error.until)),
    ),
}
"""The words for each error."""
