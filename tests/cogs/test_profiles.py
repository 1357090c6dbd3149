"""Registering as a member does it: what they type, press and see."""

from datetime import timedelta

import pytest

from tests.cogs.world import World, last, shown

FORMS = [
    "@ada",
    "ada",
    "medium.com/@ada",
    "https://medium.com/@ada",
    "http://www.medium.com/@Ada/",
    "https://medium.com/@ada/about?source=me#top",
    "<https://medium.com/@ada>",
    "https://medium.com/feed/@ada",
    "https://ada.medium.com",
    "https://ada.medium.com/feed",
    "https://medium.com/@ada/story-number-1-000000000001?source=rss-1a2b3c4d5e6f------2",
    "https://ada.medium.com/story-number-1-000000000001",
    "https://ada.example.org",
]


@pytest.mark.parametrize("link", FORMS)
async def test_every_form_of_address_leads_to_the_profile(world: World, link: str) -> None:
    preview = await world.ada.slash(world.lobby, "profile register", link=link)
    assert last(preview).ephemeral
    assert "Ada Bee" in shown(preview)
    assert "Story number 2" in shown(preview)
    done = await world.ada.click(last(preview), label="Yes, this is me")
    assert "Welcome, Ada Bee" in shown(done)
    assert "Ada Bee" in shown(await world.ben.slash(world.lobby, "profile show", member=world.ada))


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("https://medium.com/me/stories", "Medium's own"),
        ("https://medium.com/search?q=bees", "a search"),
        ("https://link.medium.com/abc123", "short links"),
        ("https://medium.com/tag/bees", "a tag"),
        ("https://medium.com/bee-lovers", "a publication"),
        ("https://medium.com/bee-lovers/on-bees-000000000001", "does not name its author"),
        ("https://ada.substack.com", "another site"),
        ("no address at all!", "does not look like an address"),
        ("https://medium.com/@nobody", "knows no profile"),
        ("https://127.0.0.1/feed", "does not look like an address"),
    ],
)
async def test_what_is_no_profile_is_refused_in_words(world: World, link: str, words: str) -> None:
    result = await world.ada.slash(world.lobby, "profile register", link=link)
    assert last(result).ephemeral
    assert words in shown(result)
    assert len(world.refusals()) == 1


async def test_a_conflict_names_the_owner_and_pings_nobody(world: World) -> None:
    await world.register(world.ada)
    result = await world.ben.slash(world.lobby, "profile register", link="@ada")
    assert f"<@{world.ada.id}> has registered this profile" in shown(result)
    assert world.refusals() == ["ProfileTaken"]


async def test_cancel_registers_nothing(world: World) -> None:
    preview = await world.ada.slash(world.lobby, "profile register", link="@ada")
    assert "nothing was registered" in shown(await world.ada.click(last(preview), label="Cancel"))
    assert "no Medium profile here yet" in shown(await world.ada.slash(world.lobby, "profile show"))


async def test_removal_asks_first(world: World) -> None:
    await world.register(world.ada)
    (choice,) = await world.ada.autocomplete(world.lobby, "profile remove", "profile", "ada")
    assert choice["name"] == "Ada Bee (medium.com/@ada)"
    question = await world.ada.slash(world.lobby, "profile remove", profile=choice["value"])
    assert "Remove Ada Bee?" in shown(question)
    assert "nothing was changed" in shown(await world.ada.click(last(question), label="Keep it"))
    question = await world.ada.slash(world.lobby, "profile remove", profile=choice["value"])
    assert "is removed" in shown(await world.ada.click(last(question), label="Remove"))
    assert "no Medium profile here yet" in shown(await world.ada.slash(world.lobby, "profile show"))


async def test_a_profile_that_is_typed_and_not_picked_is_refused(world: World) -> None:
    result = await world.ada.slash(world.lobby, "profile remove", profile="mine")
    assert "not registered here" in shown(result)
    assert world.refusals() == ["profile"]


async def test_the_context_menu_shows_a_members_profile(world: World) -> None:
    await world.register(world.ada)
    result = await world.ben.context_menu(world.lobby, "Medium profile", world.ada)
    assert last(result).ephemeral
    assert "Ada Bee" in shown(result)
    assert "has not registered" in shown(await world.ada.context_menu(world.lobby, "Medium profile", world.ben))


async def test_buttons_still_work_after_a_restart(world: World) -> None:
    preview = await world.ada.slash(world.lobby, "profile register", link="@ada")
    await world.restart()
    assert "Welcome, Ada Bee" in shown(await world.ada.click(last(preview), label="Yes, this is me"))


async def test_an_old_preview_is_out_of_date(world: World) -> None:
    preview = await world.ada.slash(world.lobby, "profile register", link="@ada")
    world.later(timedelta(hours=2))
    result = await world.ada.click(last(preview), label="Yes, this is me")
    assert "older version" in shown(result)


async def test_one_fetch_for_each_member_at_a_time_and_five_an_hour(world: World) -> None:
    for _ in range(5):
        await world.ada.slash(world.lobby, "profile register", link="@ada")
    result = await world.ada.slash(world.lobby, "profile register", link="@ada")
    assert "5 addresses an hour" in shown(result)
    assert "<t:" in shown(result)
    assert world.refusals() == ["FetchAllowanceSpent"]
