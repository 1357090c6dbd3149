"""What autocomplete offers, and reading back what was picked of it."""

import pytest

from bot.domain.kit.errors import NotThereAnyMore
from bot.domain.kit.pages import MOST_CHOICES
from bot.domain.stories.errors import StoriesKind
from bot.ui.kit.choices import CHOICE_LIMIT, choices, page_label, picked_id


def test_those_that_contain_what_was_typed_are_offered_in_any_case_of_letters() -> None:
    found = choices([("Ada (medium.com/@ada)", "1"), ("Ben", "2")], "MEDIUM")
    assert [(each.name, each.value) for each in found] == [("Ada (medium.com/@ada)", "1")]


def test_no_more_and_no_longer_ones_than_discord_takes() -> None:
    found = choices((("x" * (CHOICE_LIMIT + 1), str(number)) for number in range(MOST_CHOICES + 1)), "")
    assert len(found) == MOST_CHOICES
    assert all(len(each.name) == CHOICE_LIMIT for each in found)


def test_a_name_that_is_cut_is_found_by_its_end() -> None:
    assert choices([("x" * CHOICE_LIMIT + "end", "1")], "end")


def test_a_page_is_labelled_with_its_name_and_address() -> None:
    assert page_label("Ada", "https://medium.com/@ada") == "Ada (medium.com/@ada)"


def test_the_value_of_a_choice_is_an_id() -> None:
    assert picked_id("17", StoriesKind.PROFILE) == 17


@pytest.mark.parametrize("typed", ["", "ada", "-1", "1.5", "\N{FULLWIDTH DIGIT ONE}", "\N{SUPERSCRIPT TWO}", " 1"])
def test_what_was_typed_instead_is_not_there(typed: str) -> None:
    with pytest.raises(NotThereAnyMore) as refused:
        picked_id(typed, StoriesKind.PROFILE)
    assert refused.value.kind is StoriesKind.PROFILE
