"""Reading a card back: every text a member would see on it, and what they could press."""

from collections.abc import Iterator
from typing import Any

from discord import ui


def texts_in(component: Any) -> Iterator[str]:
    """The texts in a component's payload: contents, labels, descriptions, placeholders."""
    if isinstance(component, dict):
        for key, value in component.items():
            if key in {"content", "label", "description", "placeholder"} and isinstance(value, str):
                yield value
            else:
                yield from texts_in(value)
    elif isinstance(component, list):
        for each in component:
            yield from texts_in(each)


def ids_in(component: Any) -> Iterator[str]:
    """The ids of what can be pressed or picked in a component's payload, in their order."""
    if isinstance(component, dict):
        if "custom_id" in component:
            yield str(component["custom_id"])
        component = component.get("components")
    if isinstance(component, list):
        for each in component:
            yield from ids_in(each)


def texts_of(view: ui.LayoutView) -> list[str]:
    """Every text on a card."""
    return list(texts_in([item.to_component_dict() for item in view.children]))
