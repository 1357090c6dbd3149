"""Reading back from a sent message's payload what distinguishes it from other messages."""

from collections.abc import Iterable
from typing import Any


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
