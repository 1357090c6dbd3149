"""The lists of all kinds of posts and notices, with how each looks.

The composition gives them to delivery and to the cogs; no area imports them. What each kind does is listed in
``bot.services.kinds``.
"""

from typing import Any

from bot.ui.boards.board_posts import BOARD
from bot.ui.challenges.challenges import CHALLENGE
from bot.ui.circle.calls import CALL
from bot.ui.circle.care_notices import CARE
from bot.ui.circle.introductions import INTRODUCTION
from bot.ui.circle.monthly import MONTHLY
from bot.ui.circle.notices import CALL as CALL_NOTICE
from bot.ui.circle.notices import INTRODUCTION as INTRODUCTION_NOTICE
from bot.ui.growth.milestones import MILESTONE
from bot.ui.growth.notices import MILESTONE as MILESTONE_NOTICE
from bot.ui.plan.notices import PLAN
from bot.ui.posting.look import Look
from bot.ui.posting.notice_look import NoticeLook
from bot.ui.reading.moderation import REPORT
from bot.ui.reading.notes import NOTE, reading_buttons
from bot.ui.reading.notices import ABOUT_EXCLUSION, ANSWER, FIRST_READER
from bot.ui.reading.notices import NOTE as NOTE_NOTICE
from bot.ui.stories.digests import DIGEST
from bot.ui.stories.notices import FEED_TROUBLE, TOPIC_PING, profile_look
from bot.ui.stories.stories import story_look

POSTS: tuple[Look[Any], ...] = (
    story_look(reading_buttons),
    DIGEST,
    NOTE,
    REPORT,
    CHALLENGE,
    BOARD,
    MONTHLY,
    MILESTONE,
    INTRODUCTION,
    CALL,
)

NOTICES: tuple[NoticeLook, ...] = (
    TOPIC_PING,
    FEED_TROUBLE,
    profile_look(ABOUT_EXCLUSION),
    NOTE_NOTICE,
    ANSWER,
    PLAN,
    CARE,
    FIRST_READER,
    INTRODUCTION_NOTICE,
    CALL_NOTICE,
    MILESTONE_NOTICE,
)
