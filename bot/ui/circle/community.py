"""The community map, and the report to moderators on groups who read mostly each other."""

from collections.abc import Callable
from functools import partial
from typing import Any

import discord
from discord import ui

from bot.domain.circle.care import LEAST_NOTES, LOOKED_AT
from bot.domain.circle.community import CommunityHealth, MapView
from bot.domain.circle.connections import CONVERSATION
from bot.domain.kit.pictures import MapDot, MapLine, MapPicture
from bot.domain.text.text import plain
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.card import Card
from bot.ui.kit.layout import NAME_LIMIT, attached_picture, lines, name, row, small, text
from bot.ui.kit.words import Words

ON_MAP = Action("map.choose", on_it=bool)
"""``on_it``: whether the member wants to be on the map."""

PICTURE = "map.png"
"""The file name of the picture, to which the card refers."""

ALT_ROOM = 800
"""Characters of names in a picture's description. Discord takes 1,024; the rest is for the words around them."""

MORE_ROOM = 20
"""Characters of "and 12 more"."""

LISTED = 1500
"""Characters of the groups listed as text, of a card's 4,000."""

NAMED_IN_GROUP = 3
"""Members of a group who are named, on a map by groups."""


def map_picture(view: MapView, server: str, say: Words) -> MapPicture:
    """The picture of the map. ``server``: the guild's name."""
    drawn = view.drawn
    return MapPicture(
        title=say("Who is in conversation"),
        subtitle=server,
        dots=tuple(
            MapDot(
                tuple(_plain(member, view, say) for member in node.members),
                node.group,
                len(node.members) if drawn.by_groups else 1,
            )
            for node in drawn.nodes
        ),
        lines=tuple(MapLine(edge.one, edge.other, edge.pairs) for edge in drawn.edges),
        footer=_count(view, say),
        by_groups=drawn.by_groups,
    )


def _plain(member_id: int, view: MapView, say: Words) -> str:
    return plain(view.names.get(member_id, ""), limit=NAME_LIMIT) or say("a member")


def _count(view: MapView, say: Words) -> str:
    people = say.many("{n} person", "{n} people", view.drawn.people)
    return say.many("{people}, {n} conversation", "{people}, {n} conversations", view.drawn.pairs, people=people)


def groups_of(view: MapView) -> list[list[int]]:
    """The members of each group on the map, the largest group first."""
    found: dict[int, list[int]] = {}
    for node in view.drawn.nodes:
        found.setdefault(node.group, []).extend(node.members)
    return [found[group] for group in sorted(found)]


def map_alt(view: MapView, say: Words) -> str:
    """The picture's description for those who do not see it: the groups and their members."""
    groups = _groups(view, partial(_plain, view=view, say=say), ALT_ROOM, say)
    return say("A map of conversations: {count}. {groups}.", count=_count(view, say), groups="; ".join(groups))


def _groups(view: MapView, called: Callable[[int], str], room: int, say: Words) -> list[str]:
    """The groups as text, the largest first. ``called``: a member's name. ``room``: characters for all names."""
    told: list[str] = []
    for group in groups_of(view):
        shown: list[str] = []
        for member_id in group[: NAMED_IN_GROUP if view.drawn.by_groups else None]:
            each = called(member_id)
            if len(each) > room:
                break
            shown.append(each)
            room -= len(each) + len(", ")
        if not shown:
            break
        if rest := len(group) - len(shown):
            shown.append(say.many("{n} more", "{n} more", rest))
            room -= MORE_ROOM
        told.append(say.listing(shown))
    return told


def map_card(view: MapView, say: Words, *, alt: str = "") -> Card:
    """The map and the member's own choice. ``alt``: the description of the attached picture; empty if there is none.
    The groups are then listed as text."""
    parts: list[ui.Item[Any]] = [text("### " + say("Who is in conversation"))]
    if view.drawn.nodes:
        parts.append(text(_count(view, say) + "."))
        if alt:
            parts.append(attached_picture(PICTURE, alt))
        else:
            parts.append(text(_listed(view, say)))
    else:
        parts.append(text(_nobody(view, say)))
    parts.append(text(small(_rules(say))))
    parts.append(text(_own(view, say)))
    if view.on_it:
        parts.append(row(CardButton(ON_MAP, False, label=say("Take me off"))))
    else:
        parts.append(row(CardButton(ON_MAP, True, label=say("Put me on the map"), style=discord.ButtonStyle.primary)))
    return Card(*parts)


def _listed(view: MapView, say: Words) -> str:
    def called(member_id: int) -> str:
        return name(view.names.get(member_id, "")) or say("a member")

    return "\n".join(f"- {group}" for group in _groups(view, called, LISTED, say))


def _nobody(view: MapView, say: Words) -> str:
    if not view.willing:
        return say("Nobody has chosen to be on the map yet.")
    chosen = say.many("{n} member wants to be on it.", "{n} members want to be on it.", view.willing)
    return lines(chosen, say("There is no conversation among them to draw yet."))


def _rules(say: Words) -> str:
    return say(
        "On it is who chose so, and is in conversation with another who did: each wrote a note on a story of the"
        " other within {days} days. Private notes are left out.",
        days=say.number(CONVERSATION.days),
    )


def _own(view: MapView, say: Words) -> str:
    if not view.on_it:
        return say("You are not on it, and nobody is told so.")
    shown = bool(view.drawn.nodes)
    return say("You chose to be on it; other members see you there.") if shown else say("You chose to be on it.")


def health_card(health: CommunityHealth, say: Words) -> Card:
    """The report to moderators: how many groups there are, and what helps. It names nobody."""
    told = (
        say.many(
            "There is **{n}** circle here whose members read mostly each other.",
            "There are **{n}** circles here whose members read mostly each other.",
            health.narrow_groups,
        )
        if health.narrow_groups
        else say("There are no circles here whose members read mostly each other.")
    )
    step = (
        say(
            "A theme for the week's challenge, or a word about `/spotlight`, brings new voices in. Nobody has done"
            " anything wrong: members are told privately, with writers to try, and `/medium-rules` says why it matters."
        )
        if health.narrow_groups
        else say("`/medium-rules` says why that is good for members' accounts on Medium.")
    )
    return Card(
        text("### " + say("How widely this server reads")),
        text(told, step),
        text(
            small(
                say(
                    "By the notes of {weeks} weeks, of members with {least} or more; private notes are left out. Who it"
                    " is stays with them.",
                    weeks=say.number(LOOKED_AT.days // 7),
                    least=say.number(LEAST_NOTES),
                )
            )
        ),
    )
