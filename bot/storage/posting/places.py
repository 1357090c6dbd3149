"""Which channel each post goes to and whether it works, as SQL, so that one query finds what can be sent."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, FromClause, case, func, null

from bot.domain.servers.guilds import Feature
from bot.storage.schema import challenges, guild_channels, guilds, outbox, routes


def whereto(
    channels: Mapping[str, tuple[Feature, ...]],
) -> tuple[ColumnElement[Any], ColumnElement[Any], FromClause]:
    """(the channel or null, why it is off or null, the outbox joined with the tables needed for both).

    ``channels``: for each kind the features for which its channel may be chosen; the first one chosen is used. Posts of
    a kind without features bring their only place with them; a kind that is missing has no channel. A channel that was
    chosen for one post alone, such as a challenge's, is never off: if Discord refuses it, the choice is undone.
    """
    guild = outbox.c.guild_id
    kinds = defaultdict[tuple[Feature, ...], list[str]](list)
    for kind, features in channels.items():
        kinds[features].append(kind)
    addressed = outbox.c.kind.in_(kinds.pop((), []))
    joined: FromClause = (
        outbox.join(guilds, guilds.c.id == guild)
        .outerjoin(routes, routes.c.id == outbox.c.route_id)
        .outerjoin(challenges, challenges.c.id == outbox.c.challenge_id)
    )
    by_feature = {feature: guild_channels.alias(f"for_{feature.value}") for feature in Feature}
    for feature, channel in by_feature.items():
        joined = joined.outerjoin(channel, (channel.c.guild_id == guild) & (channel.c.feature == feature))
    own = func.coalesce(challenges.c.thread_id, challenges.c.channel_id)
    cases: list[tuple[ColumnElement[bool], Any, Any]] = [
        (addressed, outbox.c.channel_id, null()),
        (own.is_not(None), own, null()),
        (outbox.c.route_id.is_not(None), routes.c.channel_id, routes.c.off),
    ]
    for features, names in kinds.items():
        of_kind = outbox.c.kind.in_(names)
        cases.extend(
            (of_kind & channel.c.channel_id.is_not(None), channel.c.channel_id, channel.c.off)
            for channel in (by_feature[feature] for feature in features)
        )
    chosen = case(*((fits, channel) for fits, channel, _ in cases), else_=null())
    off = case(*((fits, why) for fits, _, why in cases), else_=null())
    return chosen, off, joined
