"""``/medium-rules``: Medium's rules that concern a circle of writers, summarised for members.

The sources are Medium's Rules and the terms of its Partner Program at the time of writing.
"""

from bot.domain.circle.care import LOOKED_AT
from bot.ui.kit.card import Card
from bot.ui.kit.layout import lines, link_button, row, small, text
from bot.ui.kit.words import Words

RULES = "https://policy.medium.com/medium-rules-30e5502c4eb4"
PARTNER_TERMS = "https://policy.medium.com/medium-partner-program-terms-fcfe9cf777b8"
"""The pages on which Medium publishes them."""


def medium_rules_card(say: Words) -> Card:
    """The page."""
    return Card(
        text(
            "## " + say("Medium's rules, and this circle"),
            say("Reading each other is welcome on Medium. What its rules forbid is the exchange."),
        ),
        text(_listed(say("What Medium forbids"), _forbidden(say))),
        text(_listed(say("What is fine"), _fine(say))),
        text(_listed(say("What Inklings does because of that"), _does(say))),
        text(_listed(say("What Inklings never does"), _never(say))),
        row(link_button(say("Medium's Rules"), RULES), link_button(say("Partner Program terms"), PARTNER_TERMS)),
        text(small(say("This is a summary by people who are not Medium. The last word is Medium's own."))),
    )


def _listed(title: str, rules: list[str]) -> str:
    return lines(f"**{title}**", *(f"- {rule}" for rule in rules))


def _forbidden(say: Words) -> list[str]:
    return [
        say("Trading in interactions: views, reads, follows, claps, highlights or responses, in whatever way."),
        say("Arrangements that offer more of them: lists, rings, “I read yours, you read mine”."),
        say("Acting on Medium by programs, in bulk, or as a group that lifts a story together."),
        say(
            "Partner Program accounts can be suspended when most of their engagement comes from a small set of people,"
            " time and again."
        ),
    ]


def _fine(say: Words) -> list[str]:
    return [
        say("Sharing links to your stories, and talking about what you read."),
        say("Reading what interests you, by whomever, for as long as it holds you."),
        say("Responding when you have something to say, in your own words."),
    ]


def _does(say: Words) -> list[str]:
    return [
        say("It is a reading circle and a private journal. Nobody here has to read anything or anybody."),
        say("Points are for different writers and for notes that helped, with a low cap: never for volume."),
        say("Plans and spotlights bring new and little-read writers first, so that reading goes round."),
        say(
            "If most of your notes of {weeks} weeks are between you and the same few people, you hear of it in private,"
            " with new voices to try. Moderators learn at most how many such groups there are, never who.",
            weeks=say.number(LOOKED_AT.days // 7),
        ),
    ]


def _never(say: Words) -> list[str]:
    return [
        say("It keeps no accounts of who read whom how often, and sends nobody to read in turn."),
        say("It neither counts nor rewards claps, follows or responses, and asks for no proof of any."),
        say("It does nothing on Medium in your name, and writes no comments for you."),
    ]
