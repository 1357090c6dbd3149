"""How many examples a property is tried with."""

from hypothesis import settings

ORDINARY = 100
"""What Hypothesis tries by itself, and what the profile of ``make test`` has."""


def tries(examples: int) -> settings:
    """For a property whose examples are dear, or that needs more than most: so many in ``make test``.

    A number given to ``settings`` would hold in every profile. This one grows with the profile's own, so that ``make
    soak`` searches these properties as long as the others, in their measure.
    """
    return settings(max_examples=examples * settings().max_examples // ORDINARY)
