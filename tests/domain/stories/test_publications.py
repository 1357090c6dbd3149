"""A publication's name, and which of its authors is a member."""

import pytest

from bot.domain.stories.publications import publication_name, writer_here

NAMES = [("Ada Bee", 1), ("Ben", 2), ("Ben", 3), ("Cy", 4), ("CY", 4)]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Bee Lovers - Medium", "Bee Lovers"),
        ("Wax on Medium", "Wax"),
        ("Medium", "Medium"),
        ("Bees - a love - Medium", "Bees - a love"),
        ("", "bee-lovers"),
    ],
)
def test_the_name_is_without_mediums_own(title: str, name: str) -> None:
    assert publication_name(title, "bee-lovers") == name


@pytest.mark.parametrize(
    ("author", "member"),
    [("Ada Bee", 1), ("  ada   BEE ", 1), ("Ben", None), ("Cy", 4), ("Dora", None), ("", None), ("\u200b", None)],
)
def test_a_name_counts_only_where_it_is_one_members(author: str, member: int | None) -> None:
    assert writer_here(author, NAMES) == member
