"""Editing one's profile as a member does it."""

from tests.cogs.world import World, last, shown


async def test_the_form_is_filled_in_kept_and_shown(world: World) -> None:
    await world.register(world.ada)
    form = await world.ada.slash(world.lobby, "profile edit")
    await world.restart()  # case C7: a form that is open while the program restarts is taken
    saved = await world.ada.submit_modal(
        form,
        {
            "line": "I keep **bees** and @everyone knows",
            "topics": "bees, wax",
            "announce": ["digest_only"],
            "pause": "7",
            "zone": "Lisbon",
        },
    )
    assert last(saved).ephemeral
    assert "Your time zone: Europe/Lisbon." in shown(saved)
    own = shown(await world.ada.slash(world.lobby, "profile show"))
    assert "Your new stories: Only in digests." in own
    assert "Your announcements pause until <t:" in own
    others = shown(await world.ben.slash(world.lobby, "profile show", member=world.ada))
    assert "Writes about **bees** and **wax**." in others
    assert "\\*\\*bees\\*\\*" in others
    assert "pause until" not in others


async def test_what_cannot_be_read_is_refused_in_words(world: World) -> None:
    form = await world.ada.slash(world.lobby, "profile edit")
    refused = await world.ada.submit_modal(form, {"pause": "abc", "announce": ["announce"]})
    assert "A pause is a number of days" in shown(refused)


async def test_case_c7_a_form_that_was_open_while_the_program_restarted_is_taken(world: World) -> None:
    await world.register(world.ada)
    form = await world.ada.slash(world.lobby, "profile edit")
    await world.restart()
    filled = {
        "line": "I keep bees. " * 15,
        "topics": "bees, wax",
        "announce": ["silent"],
        "pause": "7",
        "zone": "Lisbon",
    }
    assert "I keep bees. I keep bees." in shown(await world.ada.submit_modal(form, filled))
    own = shown(await world.ada.slash(world.lobby, "profile show"))
    assert "Your new stories: Do not announce them." in own
    assert "Your time zone: Europe/Lisbon." in own
    assert "Writes about **bees** and **wax**." in own
