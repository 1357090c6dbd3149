"""Addresses as values: a feed's address and key, a story's address and id, links without tracking."""

import pytest

from bot.domain.feeds.errors import NotAStory
from bot.domain.feeds.medium import (
    FeedAddress,
    FeedKind,
    clean_link,
    parse_address,
    parse_story,
    story_id_of,
    user_id_of,
)

ID = "71df24e68470"


@pytest.mark.parametrize(
    ("address", "url", "page"),
    [
        (FeedAddress(FeedKind.PROFILE, "Anna"), "https://medium.com/feed/@Anna", "https://medium.com/@Anna"),
        (FeedAddress(FeedKind.SUBDOMAIN, "anna"), "https://anna.medium.com/feed", "https://anna.medium.com"),
        (FeedAddress(FeedKind.PUBLICATION, "pub"), "https://medium.com/feed/pub", "https://medium.com/pub"),
        (
            FeedAddress(FeedKind.PUBLICATION_TAG, "pub", "food"),
            "https://medium.com/feed/pub/tagged/food",
            "https://medium.com/pub/tagged/food",
        ),
        (
            FeedAddress(FeedKind.TAG, "日本"),
            "https://medium.com/feed/tag/%E6%97%A5%E6%9C%AC",
            "https://medium.com/tag/%E6%97%A5%E6%9C%AC",
        ),
        (FeedAddress(FeedKind.DOMAIN, "a.example"), "https://a.example/feed", "https://a.example"),
    ],
)
def test_each_kind_of_feed_has_its_addresses_and_a_key(address: FeedAddress, url: str, page: str) -> None:
    assert (address.url, address.page) == (url, page)
    assert FeedAddress.from_key(address.key).key == address.key
    for text in (url, page):
        parsed = parse_address(text)
        assert isinstance(parsed, FeedAddress)
        assert parsed.key == address.key


@pytest.mark.parametrize(
    "key", ["", "anna", "profile:", "blog:anna", "profile:Anna", "profile:a/b", "publication_tag:a"]
)
def test_a_foreign_key_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match=r"key|FeedKind"):
        FeedAddress.from_key(key)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (f"http://www.medium.com/@anna/a-story-{ID}?source=x#y", f"https://medium.com/@anna/a-story-{ID}"),
        (f"medium.com/p/{ID}/edit", f"https://medium.com/p/{ID}"),
        (f"https://anna.medium.com/a-story-{ID}", f"https://anna.medium.com/a-story-{ID}"),
        (f"https://medium.com/pub/%E6%97%A5-{ID}", f"https://medium.com/pub/%E6%97%A5-{ID}"),
        (f"https://medium.com/pub/日-{ID}", f"https://medium.com/pub/%E6%97%A5-{ID}"),
        (f"https://a.example/x-{ID}", f"https://a.example/x-{ID}"),
    ],
)
def test_a_story_has_its_id_and_a_clean_address(text: str, url: str) -> None:
    story = parse_story(text)
    assert (story.story_id, story.url) == (ID, url)
    assert parse_story(story.url).url == url


@pytest.mark.parametrize("text", ["@anna", "medium.com/pub", "https://medium.com/me", "https://a.example/about"])
def test_other_addresses_are_no_stories(text: str) -> None:
    with pytest.raises(NotAStory):
        parse_story(text)


@pytest.mark.parametrize(
    ("text", "story_id"),
    [
        (f"https://medium.com/p/{ID}", ID),
        (f"http://medium.com/p/{ID}", ID),
        (f"https://medium.com/@u/hi-{ID}?source=rss-8f55993c973e------2", ID),
        ("https://medium.com/@u/fire-%EF%B8%8F-98590db559a1", "98590db559a1"),
        ("https://u.medium.com/clean-code-collection-e13212bb104", "e13212bb104"),
        ("https://medium.com/@u/eight-0a1b2c3d", "0a1b2c3d"),
        ("https://medium.com/@u/digits-123456789012", "123456789012"),
        ("https://medium.com/@u/seven-0a1b2c3", None),
        ("https://medium.com/@u/thirteen-0123456789abc", None),
        ("https://medium.com/@u/CAPITALS-0123456789AB", None),
        ("https://medium.com/open-learning/meet-8-mit-women-faculty", None),
        ("550e8400-e29b-41d4-a716-446655440000", None),
        ("tag:medium.com,2020:71df24e68470", None),
        ("", None),
    ],
)
def test_a_story_is_known_by_its_id(text: str, story_id: str | None) -> None:
    assert story_id_of(text) == story_id


@pytest.mark.parametrize(
    ("url", "cleaned"),
    [
        ("http://A.example/x/?source=rss#y", "https://a.example/x"),
        ("https://a.example", "https://a.example"),
        ("https://a.example/(x) ", "https://a.example/%28x%29"),
        ("https://a.example/100%/../b//./c", "https://a.example/b/c"),
        ("https://a.example/50%", "https://a.example/50%25"),
        ("a.example/x", ""),
        ("mailto:a@b.example", ""),
        ("javascript:alert(1)", ""),
        ("https://user@a.example/", ""),
        ("https://10.0.0.1/", ""),
        ("", ""),
    ],
)
def test_links_lose_their_tracking(url: str, cleaned: str) -> None:
    assert clean_link(url) == cleaned
    assert clean_link(cleaned) == cleaned


@pytest.mark.parametrize(
    ("link", "user_id"),
    [
        ("https://medium.com/@anna?source=rss-8f55993c973e------2", "8f55993c973e"),
        ("https://medium.com/@anna?a=b&source=rss-8f55993c973e------2#x", "8f55993c973e"),
        ("https://medium.com/open-learning?source=rss----4f08dc6485fb---4", None),
        ("https://medium.com/tag/x/latest?source=rss------x-5", None),
        ("https://medium.com/@anna", None),
        ("", None),
    ],
)
def test_a_profile_feeds_channel_names_its_writer_for_good(link: str, user_id: str | None) -> None:
    assert user_id_of(link) == user_id
