"""The refusals of all areas, collected for the client."""

from bot.ui.challenges import refusals as challenges
from bot.ui.circle import refusals as circle
from bot.ui.feeds import refusals as feeds
from bot.ui.growth import refusals as growth
from bot.ui.kit import errors as kit
from bot.ui.kit.errors import Refusals
from bot.ui.reading import refusals as reading
from bot.ui.servers import refusals as servers
from bot.ui.stories import refusals as stories

REFUSALS: Refusals = {
    sort: teller
    for area in (circle, growth, challenges, reading, stories, feeds, servers, kit)
    for sort, teller in area.TELLERS.items()
}
"""An error's class, or the ``Kind`` of what is not there, to its words."""
