"""What Medium's feeds hold besides stories of one writer, in the shape of the demo's feeds."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.demo.feedshape import DemoStory, Writer, feed, in_order, item

TITLE_CUT = 100
"""Characters after which Medium cuts the title that it makes of a response's text."""

_TAG_PICTURE = "https://cdn-images-1.medium.com/proxy/1*TGH72Nnw24QL3iV9IOm4VA.png"
"""Medium's own logo, which feeds without a person show."""


def response(story_id: str, text: str, published_at: datetime) -> DemoStory:
    """A comment on somebody's story, as feeds showed them until about 2020: its title is the start of its text."""
    title = text if len(text) <= TITLE_CUT else text[:TITLE_CUT].rsplit(" ", 1)[0] + "…"
    return DemoStory(story_id, title, "", (), (text,), published_at, pictured=False)


def tag_feed(tag: str, stories: Sequence[tuple[Writer, DemoStory]], built_at: datetime) -> bytes:
    """The feed of a tag, whose items are always truncated."""
    source = f"rss------{tag}-5"
    title = f"{tag.replace('-', ' ').capitalize()} on Medium"
    writers = {story.id: writer for writer, story in stories}
    listed = in_order([replace(story, truncated=True) for _, story in stories])
    return feed(
        title=title,
        about=f"Latest stories tagged with {title}",
        page=f"https://medium.com/tag/{tag}/latest?source={source}",
        picture=_TAG_PICTURE,
        own_address=f"https://medium.com/feed/tag/{tag}",
        built_at=built_at,
        items=[item(writers[story.id], story, source) for story in listed],
    )
