"""Forms that a member fills in: Discord's modals. One has to be the first answer to its interaction."""

from collections.abc import Awaitable, Callable, Sequence

import discord
from discord import ui

from bot.ui.kit.errors import report

Filled = Callable[[discord.Interaction, dict[str, str]], Awaitable[None]]
"""Takes what was typed or picked, by the name of its field; empty text for a field that was left empty."""

FORM_LIFE = 3600.0
"""Seconds that a form waits to be sent: an hour of thinking. Discord never says that one was closed."""


class Form(ui.Modal):
    """A form whose errors are reported like all others. Each field names itself by its ``custom_id``."""

    def __init__(self, title: str, fields: Sequence["ui.Label[Form]"], filled: Filled) -> None:
        super().__init__(title=title, timeout=FORM_LIFE)
        self._fields = fields
        self._filled = filled
        for field in fields:
            self.add_item(field)

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        """Hand over what was filled in."""
        await self._filled(interaction, dict(_filled_in(field.component) for field in self._fields))

    async def on_error(  # type: ignore[override]  # discord.py's modals pass no item, and say so themselves
        self, interaction: discord.Interaction, error: Exception, /
    ) -> None:
        """One way for every error."""
        await report(interaction, error)


def _filled_in(component: object) -> tuple[str, str]:
    """(name, what was typed or picked)."""
    match component:
        case ui.TextInput(custom_id=name, value=value):
            return name, value
        case ui.Select(custom_id=name, values=picked):
            return name, str(next(iter(picked), ""))
        case _:
            raise TypeError(f"no field of a form: {component!r}")


def line_field(field: str, label: str, about: str, value: str, *, limit: int) -> "ui.Label[Form]":
    """One line of text that may be left empty; ``about`` stands below the label."""
    line: ui.TextInput[Form] = ui.TextInput(custom_id=field, default=value or None, required=False, max_length=limit)
    return ui.Label(text=label, description=about, component=line)


def paragraph_field(field: str, label: str, about: str, value: str, *, limit: int) -> "ui.Label[Form]":
    """Several lines of text, not to be left empty; ``about`` stands below the label."""
    area: ui.TextInput[Form] = ui.TextInput(
        custom_id=field, default=value or None, required=True, max_length=limit, style=discord.TextStyle.paragraph
    )
    return ui.Label(text=label, description=about, component=area)


def choice_field(field: str, label: str, about: str, options: list[discord.SelectOption]) -> "ui.Label[Form]":
    """One of several; the option that is marked as default is picked already."""
    menu: ui.Select[Form] = ui.Select(custom_id=field, options=options, required=True)
    return ui.Label(text=label, description=about, component=menu)
