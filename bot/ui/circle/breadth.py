"""The breadth of a member's reading, in words for that member alone."""

from bot.domain.circle.connection_views import OwnReading
from bot.domain.circle.reciprocity import MOST_READ
from bot.ui.kit.layout import small
from bot.ui.kit.words import Words, stamp


def breadth_words(own: OwnReading, say: Words) -> str:
    """The number of writers noted, of new ones, and the share of the most read ones. Numbers without a judgement."""
    when = stamp(own.since, "D")
    said = [
        say.many(
            "Since {when} you wrote notes on {n} writer.",
            "Since {when} you wrote notes on {n} writers.",
            own.writers,
            when=when,
        )
    ]
    if own.new_writers:
        said.append(say.many("{n} was new to you.", "{n} were new to you.", own.new_writers))
    if own.writers > MOST_READ:  # else the share is always 100 %
        share, few = say.percent(own.concentration), say.number(MOST_READ)
        said.append(say("The {few} you read most have {share} of your notes.", few=few, share=share))
    return small(" ".join(said))
