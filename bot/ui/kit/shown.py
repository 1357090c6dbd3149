"""Reading back from a sent message's payload what distinguishes it from other messages."""

from collections.abc import Iterable
from typing import Any

import discord


def components_of_ours(message: discord.Message, client: discord.Client) -> list[Any]:
    """The payload of a message's components if the bot has sent it; empty for a message by anybody else."""
    ours = client.user is not None and message.author.id == client.user.id
    return [component.to_dict() for component in message.components] if ours else []


def marks_in(components: Iterable[Any]) -> frozenset[str]:
    """The addresses and ids of a message's buttons, from its payload."""
    found: set[str] = set()
    pending = list(components)
    while pending:
        component = pending.pop()
        found.update(str(component[key]) for key in ("url", "custom_id") if component.get(key))
        pending += component.get("components", [])
        if "accessory" in component:
            pending.append(component["accessory"])
    return frozenset(found)


def texts_in(components: Iterable[Any]) -> frozenset[str]:
    """The paragraphs of a message's cards, from its payload."""
    found: set[str] = set()
    pending = list(components)
    while pending:
        component = pending.pop()
        if component.get("content"):
            found.add(str(component["content"]))
        pending += component.get("components", [])
    return frozenset(found)
