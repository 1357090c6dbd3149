"""The weekly post with the board, and its picture."""

from collections.abc import Mapping
from typing import Any

from discord import ui

from bot.domain.boards.boards import Board, BoardCard, BoardLine, ChallengeOutcome, Naming
from bot.domain.kit.pictures import BoardPicture, PictureLine
from bot.ui.boards.boards import line_words, score_words, who_words
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton, custom_id
from bot.ui.kit.card import Card
from bot.ui.kit.layout import alt_text, attached_picture, mention, row, small, text
from bot.ui.kit.words import Words
from bot.ui.posting.look import Illustration, Look

OPEN = Action("board.open", week_id=int)

PICTURE = "board.png"
"""The file name of the picture, to which the card refers."""

TROPHY = "\N{TROPHY}"


def post_title(card: BoardCard, say: Words) -> str:
    """The heading of the weekly post, and the name of its forum post."""
    return say.many(
        "The week's reading: {n} story was talked about here",
        "The week's reading: {n} stories were talked about here",
        card.talked_about,
    )


def board_post(card: BoardCard, say: Words) -> Card:
    """The weekly post. Nobody is pinged. ``card.alt``: the description of the attached picture; empty for none."""
    parts: list[ui.Item[Any]] = [text(f"## {TROPHY} {post_title(card, say)}")]
    if card.alt:
        parts.append(attached_picture(PICTURE, card.alt))
    if card.lines:
        parts.append(text("\n".join(line_words(line, Board.POINTS, say) for line in card.lines)))
    if told := [*_outcome(card.challenge, say), *_welcome(card, say)]:
        parts.append(text(*told))
    parts.append(text(small(say("Points are for reading widely and for notes that helped: `/challenge rules`."))))
    parts.append(row(CardButton(OPEN, card.week_id, label=say("The whole board"))))
    return Card(*parts)


def _outcome(outcome: ChallengeOutcome | None, say: Words) -> list[str]:
    if outcome is None or not outcome.participants:
        return []
    took_part = say.many(
        "{n} member took part in the week's challenge.",
        "{n} members took part in the week's challenge.",
        outcome.participants,
    )
    if not outcome.reached:
        return [took_part]  # a goal that nobody reached is no news
    goal = say.many("{n} story", "{n} stories", outcome.goal)
    reached = say.many("{n} reached its goal of {goal}.", "{n} reached its goal of {goal}.", outcome.reached, goal=goal)
    return [f"{took_part} {reached}"]


def _welcome(card: BoardCard, say: Words) -> list[str]:
    """The line that welcomes the writers of their first note; empty if there are none."""
    named = [mention(member_id) for member_id in card.newcomers]
    if card.unnamed:
        named.append(
            say.many("{n} more", "{n} more", card.unnamed)
            if named
            else say.many("{n} new reader", "{n} new readers", card.unnamed)
        )
    return [say("A first note, and a welcome to the circle: {who}.", who=say.listing(named))] if named else []


def picture_of(card: BoardCard, names: Mapping[int, str], server: str, say: Words) -> BoardPicture | None:
    """The picture of the weekly post; ``None`` if nobody is on the board. ``names``: the display names by member id; a
    named member without one has left the server."""
    if not card.lines:
        return None
    return BoardPicture(
        title=say("The week's reading"),
        subtitle=server,
        lines=tuple(PictureLine(line.rank, _plain_name(line, names, say), line.score) for line in card.lines),
        footer=say.many("{n} story was talked about", "{n} stories were talked about", card.talked_about),
    )


def _plain_name(line: BoardLine, names: Mapping[int, str], say: Words) -> str:
    if line.naming is Naming.NAMED and line.member_id in names:
        return names[line.member_id]
    return who_words(line.member_id, Naming.FORMER if line.naming is Naming.NAMED else line.naming, say)


def picture_alt(picture: BoardPicture, say: Words) -> str:
    """The picture's description, for those who do not see it."""
    read = [
        say(
            "{rank}. {name}: {score}",
            rank=say.number(line.rank),
            name=line.name,
            score=score_words(Board.POINTS, line.score, say),
        )
        for line in picture.lines
    ]
    return alt_text(say("A leaderboard. {lines}. {footer}.", lines="; ".join(read), footer=picture.footer))


BOARD = Look(
    card=BoardCard,
    view=board_post,
    title=post_title,
    mark=lambda card: custom_id("ink", OPEN, (card.week_id,)),
    picture=Illustration(
        filename=PICTURE,
        picture=picture_of,
        alt=picture_alt,
        named=lambda card: tuple(line.member_id for line in card.lines if line.naming is Naming.NAMED),
    ),
)
