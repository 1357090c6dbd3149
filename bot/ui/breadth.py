"""How wide a member's own reading is, in words for that member alone."""

from bot.domain.connection_views import OwnReading
from bot.domain.reciprocity import MOST_READ
from bot.ui.layout import small
from bot.ui.words import Words, stamp


def breadth_words(own: OwnReading, say: Words) -> str:
    """Different writers, those who were new, and how much of it went to the few most read: numbers, no judgement."""
    writers = say.many(
        "You wrote notes on {n} writer since {when}, {new} of them new to you.",
        "You wrote notes on {n} writers since {when}, {new} of them new to you.",
        own.writers,
        when=stamp(own.since, "D"),
        new=say.number(own.new_writers),
    )
    few = None
    if own.writers > MOST_READ:  # with so few, it is all of them
        few = say(
            "The {few} you read most have {share} of your notes.",
            few=say.number(MOST_READ),
            share=say.percent(own.concentration),
        )
    return small(f"{writers} {few}" if few else writers)
