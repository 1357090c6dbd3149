"""The card of a profile's ownership proof: what to do on Medium, the progress, and the success."""

import discord

from bot.domain.feeds.ownership import Proof, ProofState
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.card import Card
from bot.ui.kit.layout import INK, WARM, lines, link_button, name, row, small, text
from bot.ui.kit.words import Words, stamp

LOOK = Action("proof.look", feed_id=int)

SETTINGS = "https://medium.com/me/settings"
"""The page on which a writer changes their name on Medium."""


def proof_card(proof: Proof, say: Words) -> Card:
    """The present state of a proof."""
    if proof.state is ProofState.VERIFIED:
        return _verified(proof, say)
    parts = [
        text("### " + say("Prove that {name} is you", name=name(proof.name)), f"<{proof.page}>", _taken(proof, say)),
        text(_steps(proof, say)),
        text(_progress(proof, say)),
    ]
    buttons = row(
        CardButton(LOOK, proof.feed_id, label=say("Look now"), style=discord.ButtonStyle.primary),
        link_button(say("Medium's settings"), SETTINGS),
    )
    return Card(*parts, buttons, colour=WARM if proof.state is ProofState.NOT_YET else INK)


def _taken(proof: Proof, say: Words) -> str | None:
    if proof.taken_by is None:
        return None
    return say(
        "<@{member}> has registered this profile here. Once you have proved it, it is yours, and they are told.",
        member=proof.taken_by,
    )


def _steps(proof: Proof, say: Words) -> str:
    return lines(
        say("1. On Medium, add this to the end of your name: `{code}`", code=proof.code),
        say("2. Leave it there until you see here that it was found."),
        say("3. Change your name back."),
        small(say("Your followers may see the code meanwhile. I never sign in to Medium and change nothing there.")),
    )


def _progress(proof: Proof, say: Words) -> str:
    latest = say("I look for it until {when}.", when=stamp(proof.until, "f")) if proof.until else None
    if proof.state is ProofState.NOT_YET:
        happened = "**" + say("I just looked: the code is not in your name yet.") + "**"
        return lines(
            happened,
            say("Medium shows a change after up to 15 minutes. I look again {when}.", when=stamp(proof.next_look)),
            latest,
        )
    return lines(
        say("I look by myself {when}, and then every quarter of an hour.", when=stamp(proof.next_look)),
        latest,
        small(say("Medium shows a change after up to 15 minutes. Looking now uses one of your five looks an hour.")),
    )


def _verified(proof: Proof, say: Words) -> Card:
    since = say("Verified {when}.", when=stamp(proof.verified_at)) if proof.verified_at else None
    return Card(
        text(
            "### " + say("{name} is verified", name=name(proof.name)),
            say("This profile is proved to be yours. You can change your name on Medium back now."),
            small(since) if since else None,
        )
    )
