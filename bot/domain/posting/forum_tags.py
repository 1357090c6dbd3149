"""The tags that a post in a forum gets."""

from collections.abc import Mapping, Sequence

from bot.domain.text.text import fold

FORUM_TAGS = 5
"""A forum post carries at most five tags (Discord)."""


def matching_forum_tags(available: Mapping[str, int], wanted: Sequence[str]) -> tuple[int, ...]:
    """The ids of up to five of a forum's tags (name to id) that match the wanted tags, in the order of these."""
    by_name = {fold(name).replace("-", " "): tag_id for name, tag_id in available.items()}
    found = (by_name.get(fold(tag).replace("-", " ")) for tag in wanted)
    return tuple(dict.fromkeys(tag_id for tag_id in found if tag_id is not None))[:FORUM_TAGS]
