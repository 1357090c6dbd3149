"""Scheduled events against the simulated Discord: made, changed, begun, ended, and what each failure comes to."""

from dataclasses import replace
from datetime import timedelta

import discord
import pytest

from bot.delivery.scheduled_events import DiscordEvents
from bot.domain.challenges.challenges import ChallengeKind
from bot.domain.challenges.events import Event, EventPhase, EventRefused, Failed, Keeping, Kept, Removed
from tests.cogs.world import World


def planned(world: World) -> Event:
    starts_at = discord.utils.utcnow().replace(microsecond=0) + timedelta(days=1)
    ends_at = starts_at + timedelta(days=7)
    return Event(
        world.guild.id,
        ChallengeKind.ONCE,
        "Honey week",
        "Bees",
        3,
        starts_at,
        ends_at,
        world.lobby.id,
        EventPhase.PLANNED,
    )


async def kept(world: World, event: Event, event_id: int | None = None) -> int:
    outcome = await DiscordEvents(world.bot).keep(event, event_id)
    assert isinstance(outcome, Kept)
    assert outcome.event_id is not None
    return outcome.event_id


async def standing(world: World) -> list[tuple[str, discord.EventStatus]]:
    guild = world.bot.get_guild(world.guild.id)
    assert guild is not None
    return [(each.name, each.status) for each in await guild.fetch_scheduled_events(with_counts=False)]


async def test_an_event_follows_its_challenge(world: World) -> None:
    event = planned(world)
    made = await kept(world, event)
    assert await standing(world) == [("Honey week", discord.EventStatus.scheduled)]
    assert await kept(world, event) == made, "made before a kill could record it"
    assert await kept(world, replace(event, name="Tea week"), made) == made
    assert (
        await kept(world, replace(event, name="Tea week", starts_at=event.starts_at + timedelta(hours=1)), made) == made
    )
    assert await standing(world) == [("Tea week", discord.EventStatus.scheduled)]
    begun = replace(event, name="Tea week", phase=EventPhase.ACTIVE)
    assert await kept(world, begun, made) == made
    assert await kept(world, begun, made) == made
    assert await standing(world) == [("Tea week", discord.EventStatus.active)]
    assert await kept(world, replace(begun, phase=EventPhase.OVER), made) == made
    assert ("Tea week", discord.EventStatus.active) not in await standing(world)


async def test_an_event_of_a_challenge_that_runs_begins_at_once(world: World) -> None:
    await kept(world, replace(planned(world), phase=EventPhase.ACTIVE, channel_id=None))
    assert await standing(world) == [("Honey week", discord.EventStatus.active)]


async def test_an_event_that_was_called_off_is_cancelled(world: World) -> None:
    event = planned(world)
    made = await kept(world, event)
    await kept(world, replace(event, phase=EventPhase.CANCELLED), made)
    assert ("Honey week", discord.EventStatus.scheduled) not in await standing(world)


@pytest.mark.parametrize(
    ("phase", "event_id", "outcome"),
    [
        (EventPhase.OVER, None, Kept(None)),
        (EventPhase.OVER, 77, Kept(None)),
        (EventPhase.PLANNED, 77, Removed()),
    ],
)
async def test_what_a_moderator_removed_is_not_made_again(
    world: World, phase: EventPhase, event_id: int | None, outcome: Keeping
) -> None:
    assert await DiscordEvents(world.bot).keep(replace(planned(world), phase=phase), event_id) == outcome
    assert await standing(world) == []


@pytest.mark.parametrize(("status", "outcome"), [(403, EventRefused()), (400, Failed()), (500, Failed())])
async def test_what_a_failure_comes_to(world: World, status: int, outcome: Keeping) -> None:
    world.env.inject_error("POST", f"/guilds/{world.guild.id}/scheduled-events", status=status, times=None)
    assert await DiscordEvents(world.bot).keep(planned(world), None) == outcome


async def test_of_a_guild_that_is_not_seen_nothing_is_known(world: World) -> None:
    assert await DiscordEvents(world.bot).keep(replace(planned(world), guild_id=999), None) is None
