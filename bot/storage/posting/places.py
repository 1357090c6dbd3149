"""Which channel each kind of post goes to, and whether that works: as SQL, so that one query finds what can be sent."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, case, func, null

from bot.domain.posting.outbox import ADDRESSED, PostKind
from bot.domain.servers.guilds import Feature
from bot.storage.schema import challenges, guild_channels, guilds, outbox, routes

GATHERED = (PostKind.DIGEST, PostKind.ROUNDUP)
PRIVATE = (PostKind.INTRODUCTION, PostKind.CALL)
SHARED = (PostKind.MILESTONE, PostKind.MONTHLY)
CIRCLE = (PostKind.CHALLENGE, PostKind.BOARD, *SHARED)


def whereto() -> tuple[ColumnElement[Any], ColumnElement[Any], FromClause]:
    """(the channel or null, why it is off or null, the outbox joined with all that is needed to know them).

    A channel that was chosen for one post alone, such as a challenge's, is never off: where Discord refuses it, the
    choice is taken back.
    """
    guild = outbox.c.guild_id
    channels = {feature: guild_channels.alias(f"for_{feature.value}") for feature in Feature}
    joined: FromClause = (
        outbox.join(guilds, guilds.c.id == guild)
        .outerjoin(routes, routes.c.id == outbox.c.route_id)
        .outerjoin(challenges, challenges.c.id == outbox.c.challenge_id)
    )
    for feature, channel in channels.items():
        joined = joined.outerjoin(channel, (channel.c.guild_id == guild) & (channel.c.feature == feature))
    main, digest = channels[Feature.STORIES], channels[Feature.DIGEST]
    circle, moderators = channels[Feature.CHALLENGES], channels[Feature.MODERATION]
    community = channels[Feature.COMMUNITY]
    own = func.coalesce(challenges.c.thread_id, challenges.c.channel_id)
    cases: list[tuple[ColumnElement[bool], Any, Any]] = [
        (outbox.c.kind.in_(ADDRESSED), outbox.c.channel_id, null()),
        (outbox.c.kind == PostKind.REPORT, moderators.c.channel_id, moderators.c.off),
        (outbox.c.kind.in_(CIRCLE) & own.is_not(None), own, null()),
        (outbox.c.kind.in_(PRIVATE), community.c.channel_id, community.c.off),
        (outbox.c.kind.in_(SHARED) & community.c.channel_id.is_not(None), community.c.channel_id, community.c.off),
        (outbox.c.kind.in_(CIRCLE) & circle.c.channel_id.is_not(None), circle.c.channel_id, circle.c.off),
        (outbox.c.kind == PostKind.MONTHLY, null(), null()),  # never among the stories
        (outbox.c.route_id.is_not(None), routes.c.channel_id, routes.c.off),
        (outbox.c.kind.in_(GATHERED) & digest.c.channel_id.is_not(None), digest.c.channel_id, digest.c.off),
    ]
    chosen = case(*((fits, channel) for fits, channel, _ in cases), else_=main.c.channel_id)
    off = case(*((fits, why) for fits, _, why in cases), else_=main.c.off)
    return chosen, off, joined
