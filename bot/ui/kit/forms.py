"""Forms: Discord's modals. Discord takes one only as the first response to an interaction.

A form's id holds its action and arguments, as a button's does, so a form that is open during a restart can still be
submitted. discord.py dispatches only forms that it has opened itself and kept in memory. Ours are never kept, but
handled by the client's ``on_interaction`` (``bot.app.client``), so that each is handled once.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import discord
from discord import ui

from bot.ui.kit.actions import Action, Given
from bot.ui.kit.buttons import custom_id, hand_over
from bot.ui.kit.selects import Option, options_of

FORM_TITLE_LIMIT = 45
"""Characters of a form's title (Discord)."""


class Form(ui.Modal):
    """A form: ``form/<action>/<argument>/...``. The action's last arguments are the form's fields, matched by name. A
    field that the form may lack has an optional kind.

    Raises:
        ValueError: the fields are not those that the action declares.
    """

    def __init__(self, action: Action, *args: object, title: str, fields: Sequence[ui.Label[Any]]) -> None:
        left = len(action.kinds) - len(args)
        super().__init__(title=title, custom_id=custom_id("form", action, args, left=left), timeout=None)
        for field in fields:
            self.add_item(field)
        wanted = dict(list(action.kinds.items())[len(args) :])
        named = {str(getattr(field.component, "custom_id", "")) for field in fields}
        if not {each for each, kind in wanted.items() if not kind.optional} <= named <= wanted.keys():
            raise ValueError(f"{action.name} wants the fields {list(wanted)}, not {sorted(named)}")
        self.stop()  # discord.py keeps no form that is finished


async def take_form(interaction: discord.Interaction) -> None:
    """Have a form that was sent answered by whoever registered for its action."""
    data: Mapping[str, Any] = interaction.data or {}
    kind, _, said = str(data.get("custom_id", "")).partition("/")
    if kind == "form":
        action, *args = said.split("/")
        await hand_over(interaction, action, Given(args, filled=dict(_fields(data.get("components", ())))))


def _fields(components: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """(name, what was typed or picked) of each field, as Discord sends them."""
    for each in components:
        field = each.get("component", {})
        if "custom_id" in field:
            yield str(field["custom_id"]), str(field.get("value") or next(iter(field.get("values", ())), ""))


def line_field(
    field: str, label: str, about: str | None, value: str, *, limit: int, required: bool = False
) -> ui.Label[Any]:
    """One line of text; ``about`` stands below the label."""
    line: ui.TextInput[Any] = ui.TextInput(custom_id=field, default=value or None, required=required, max_length=limit)
    return ui.Label(text=label, description=about, component=line)


def paragraph_field(
    field: str, label: str, about: str, value: str, *, limit: int, required: bool = True
) -> ui.Label[Any]:
    """Several lines of text; ``about`` stands below the label."""
    area: ui.TextInput[Any] = ui.TextInput(
        custom_id=field, default=value or None, required=required, max_length=limit, style=discord.TextStyle.paragraph
    )
    return ui.Label(text=label, description=about, component=area)


def choice_field(field: str, label: str, about: str, options: Sequence[Option]) -> ui.Label[Any]:
    """One of several; the option that is marked as default is picked already."""
    menu: ui.Select[Any] = ui.Select(custom_id=field, options=options_of(options), required=True)
    return ui.Label(text=label, description=about, component=menu)
