"""What each post shows, by what it is: one place for the publisher to ask."""

import discord

from bot.domain.boards.boards import BoardCard
from bot.domain.challenges.challenge_views import ChallengeCard
from bot.domain.circle.call_views import CallCard
from bot.domain.circle.introduction_views import IntroductionCard
from bot.domain.circle.monthly_view import MonthlyCard
from bot.domain.growth.milestone_views import MilestoneCard
from bot.domain.posting.cards import AnyCard
from bot.domain.reading.moderation import ReportCard
from bot.domain.reading.note_views import NoteCard
from bot.domain.stories.story_views import DigestCard, StoryCard
from bot.domain.text.text import plain
from bot.ui.boards import board_posts
from bot.ui.challenges.challenges import post_card, post_mark, post_title
from bot.ui.circle import calls, introductions, monthly
from bot.ui.growth import milestones
from bot.ui.kit.answer import NOBODY
from bot.ui.kit.card import Card
from bot.ui.kit.words import Words
from bot.ui.reading.moderation import report_card, report_mark, report_title
from bot.ui.reading.notes import note_card, note_mark, note_title
from bot.ui.stories.digests import digest, digest_mark, digest_title
from bot.ui.stories.stories import announcement

TITLE_LIMIT = 100
"""Characters of the name of a thread or forum post (Discord)."""


def view_of(card: AnyCard, say: Words) -> Card:  # noqa: C901 - one case for each kind of post
    """The card, in the guild's language."""
    match card:
        case StoryCard():
            return announcement(card, say)
        case DigestCard():
            return digest(card, say)
        case NoteCard():
            return note_card(card, say)
        case ReportCard():
            return report_card(card, say)
        case ChallengeCard():
            return post_card(card, say)
        case BoardCard():
            return board_posts.board_post(card, say)
        case MonthlyCard():
            return monthly.report_card(card, say)
        case MilestoneCard():
            return milestones.post_card(card, say)
        case IntroductionCard():
            return introductions.thread_card(card, say)
        case CallCard():
            return calls.thread_card(card, say)


def title_of(card: AnyCard, say: Words) -> str:  # noqa: C901 - one case for each kind of post
    """What a thread about it, or the forum post that it begins, is called."""
    match card:
        case StoryCard():
            return plain(card.title, limit=TITLE_LIMIT) or card.story_id
        case DigestCard():
            return digest_title(card, say)
        case NoteCard():
            return plain(note_title(card, say), limit=TITLE_LIMIT)
        case ReportCard():
            return report_title(say)
        case ChallengeCard():
            return plain(post_title(card, say), limit=TITLE_LIMIT)
        case BoardCard():
            return plain(board_posts.post_title(card, say), limit=TITLE_LIMIT)
        case MonthlyCard():
            return plain(monthly.report_title(card, say), limit=TITLE_LIMIT)
        case MilestoneCard():
            return plain(milestones.post_title(card, say), limit=TITLE_LIMIT)
        case IntroductionCard():
            return plain(introductions.thread_title(card, say), limit=TITLE_LIMIT)
        case CallCard():
            return plain(calls.thread_title(card, say), limit=TITLE_LIMIT)


def mark_of(card: AnyCard) -> str:  # noqa: C901 - one case for each kind of post
    """What tells the post from every other in its channel: the address or id of one of its buttons."""
    match card:
        case StoryCard():
            return card.link
        case DigestCard():
            return digest_mark(card)
        case NoteCard():
            return note_mark(card)
        case ReportCard():
            return report_mark(card)
        case ChallengeCard():
            return post_mark(card)
        case BoardCard():
            return board_posts.post_mark(card)
        case MonthlyCard():
            return monthly.report_mark(card)
        case MilestoneCard():
            return milestones.post_mark(card)
        case IntroductionCard():
            return introductions.thread_mark(card)
        case CallCard():
            return calls.thread_mark(card)


def mentions_of(card: AnyCard) -> discord.AllowedMentions:
    """Whom it may ping: those who asked for it, and the one role that the guild chose."""
    match card:
        case StoryCard(ping_role_id=role, pings=pings):
            return discord.AllowedMentions(
                everyone=False,
                users=[discord.Object(member_id) for member_id in pings],
                roles=[discord.Object(role)] if role else False,
                replied_user=False,
            )
        case _:
            return NOBODY


def forum_tags_of(card: AnyCard) -> tuple[str, ...]:
    """The tags that a forum post of it may carry."""
    return card.tags if isinstance(card, StoryCard) else ()
