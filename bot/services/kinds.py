"""The table of contents of what is sent unattended: every kind of post and of private word, a line for each.

The composition hands it to delivery; no area imports it. What each kind looks like is in ``bot.ui.kinds``.
"""

from bot.domain.posting.notices import NoticeKind
from bot.services.challenges.board_posts import BOARD
from bot.services.challenges.challenge_posts import CHALLENGE
from bot.services.circle.call_posts import CALL
from bot.services.circle.care import CARE
from bot.services.circle.introduction_posts import INTRODUCTION
from bot.services.circle.monthly import MONTHLY
from bot.services.growth.milestone_posts import MILESTONE, MILESTONE_REMOVAL
from bot.services.posting.notice_type import NoticeType
from bot.services.posting.post_type import PostType
from bot.services.reading.first_reader import FIRST_READER
from bot.services.reading.note_posts import NOTE as NOTE_POST
from bot.services.reading.note_posts import NOTE_EDIT, NOTE_REMOVAL
from bot.services.reading.note_words import ANSWER, NOTE
from bot.services.reading.report_posts import REPORT
from bot.services.stories.story_posts import DIGEST, EDIT, ROUNDUP, STORY

POSTS: tuple[PostType, ...] = (
    STORY,
    EDIT,
    DIGEST,
    ROUNDUP,
    NOTE_POST,
    NOTE_EDIT,
    NOTE_REMOVAL,
    REPORT,
    CHALLENGE,
    BOARD,
    MONTHLY,
    MILESTONE,
    MILESTONE_REMOVAL,
    INTRODUCTION,
    CALL,
)

NOTICES: tuple[NoticeType, ...] = (
    NoticeType(NoticeKind.TOPIC_PING),
    NoticeType(NoticeKind.FEED_TROUBLE),
    NoticeType(NoticeKind.PROFILE),
    NOTE,
    ANSWER,
    NoticeType(NoticeKind.PLAN),
    CARE,
    FIRST_READER,
    NoticeType(NoticeKind.INTRODUCTION),
    NoticeType(NoticeKind.CALL),
    NoticeType(NoticeKind.MILESTONE),
)
"""In the order in which members choose how they want each."""
