"""How wide a member's own reading is, in words for that member alone."""

from bot.domain.circle.connection_views import OwnReading
from bot.domain.circle.reciprocity import MOST_READ
from bot.ui.kit.layout import small
from bot.ui.kit.words import Words, stamp


def breadth_words(own: OwnReading, say: Words) -> str:
    """Different writers, those who were new, and how much of it went to the few most read: numbers, no judgement."""
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
    if own.writers > MOST_READ:  # with so few, it is all of them
        share, few = say.percent(own.concentration), say.number(MOST_READ)
        said.append(say("The {few} you read most have {share} of your notes.", few=few, share=share))
    return small(" ".join(said))
