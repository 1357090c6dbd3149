"""The address grammar: what leads where, what is refused and as what, and that nothing makes it stumble."""

from ipaddress import ip_address

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.feeds.errors import AddressError, AddressKind, NotAnAddress, NotAProfile
from bot.domain.feeds.medium import (
    FeedAddress,
    StoryAddress,
    clean_link,
    parse_address,
    parse_profile,
    story_id_of,
    user_id_of,
)
from tests.domain.corpora import naughty_strings, needs_corpora, private_addresses

ID = "71df24e68470"

PROFILES = [
    ("@anna", "profile:anna"),
    ("anna", "profile:anna"),
    (" @Anna_B.c-9 ", "profile:anna_b.c-9"),
    ("https://medium.com/@anna", "profile:anna"),
    ("HTTP://Medium.COM/@Anna/", "profile:anna"),
    ("//medium.com/@anna", "profile:anna"),
    ("medium.com/@anna", "profile:anna"),
    ("www.medium.com/@anna", "profile:anna"),
    ("m.medium.com/@anna", "profile:anna"),
    ("medium.com./@anna", "profile:anna"),
    ("https://medium.com/%40anna", "profile:anna"),
    ("https://medium.com/@anna?source=rss-8f55993c973e------2#top", "profile:anna"),
    ("https://medium.com/@anna/about", "profile:anna"),
    ("https://medium.com/@anna/lists", "profile:anna"),
    (f"https://medium.com/@anna/list/reading-list-{ID}", "profile:anna"),
    ("https://medium.com/feed/@anna", "profile:anna"),
    ("https://medium.com/feed/@anna/", "profile:anna"),
    (f"https://medium.com/@anna/a-story-{ID}?source=x", "profile:anna"),
    (f"https://medium.com/@anna/{ID}", "profile:anna"),
    ("<https://medium.com/@anna>", "profile:anna"),
    ("[my page](https://medium.com/@anna)", "profile:anna"),
    ("[my page](<https://medium.com/@anna>)", "profile:anna"),
    ("https://medium.com/m/global-identity-2?redirectUrl=https%3A%2F%2Fmedium.com%2F%40anna", "profile:anna"),
    ("https://medium.com/m/signin?operation=login&redirect=https%3A%2F%2Fanna.medium.com%2F", "subdomain:anna"),
    ("anna.medium.com", "subdomain:anna"),
    ("https://Anna.medium.com/", "subdomain:anna"),
    ("https://www.anna.medium.com", "subdomain:anna"),
    ("https://anna.medium.com/about", "subdomain:anna"),
    ("https://anna.medium.com/feed", "subdomain:anna"),
    (f"https://anna.medium.com/a-story-{ID}", "subdomain:anna"),
    ("https://aninjusticemag.com", "domain:aninjusticemag.com"),
    ("https://medium.datadriveninvestor.com/feed/", "domain:medium.datadriveninvestor.com"),
    (f"https://aninjusticemag.com/visits-{ID}?source=rss", "domain:aninjusticemag.com"),
    ("https://bücher.example/feed", "domain:xn--bcher-kva.example"),
]

REFUSED = [
    ("https://medium.com/me/stories", AddressKind.OWN_PAGE),
    ("https://medium.com/new-story", AddressKind.OWN_PAGE),
    ("https://medium.com/plans", AddressKind.OWN_PAGE),
    ("https://medium.com/membership", AddressKind.OWN_PAGE),
    ("https://medium.com/feed/me", AddressKind.OWN_PAGE),
    ("https://medium.com/search?q=anna", AddressKind.SEARCH),
    ("https://link.medium.com/aBcDeF", AddressKind.SHORT_LINK),
    ("https://medium.com/tag/writing", AddressKind.TAG),
    ("https://medium.com/feed/tag/writing", AddressKind.TAG),
    ("https://medium.com/topic/writing", AddressKind.TAG),
    ("https://medium.com/tag", AddressKind.TAG),
    ("https://medium.com", AddressKind.APP),
    ("https://medium.com/feed", AddressKind.APP),
    ("https://medium.com/m/signin", AddressKind.APP),
    ("https://medium.com/m/x?redirectUrl=https%3A%2F%2Fmedium.com%2Fm%2Fx%3FredirectUrl%3D%40anna", AddressKind.APP),
    ("https://medium.com/p/about", AddressKind.APP),
    ("https://help.medium.com/hc/en-us", AddressKind.APP),
    ("https://cdn.images.medium.com/x", AddressKind.APP),
    (f"https://medium.com/p/{ID}", AddressKind.STORY_WITHOUT_AUTHOR),
    (f"https://medium.com/pub/a-story-{ID}", AddressKind.STORY_WITHOUT_AUTHOR),
    (f"https://medium.com/s/series/a-story-{ID}", AddressKind.STORY_WITHOUT_AUTHOR),
    ("https://medium.com/pub", AddressKind.PUBLICATION),
    ("https://medium.com/pub/about", AddressKind.PUBLICATION),
    ("https://medium.com/feed/pub", AddressKind.PUBLICATION),
    ("https://medium.com/pub/tagged/food", AddressKind.PUBLICATION),
    ("https://anna.substack.com/p/hello", AddressKind.OTHER_SITE),
    ("https://www.youtube.com/@anna", AddressKind.OTHER_SITE),
    ("x.com/anna", AddressKind.OTHER_SITE),
    (f"https://github.com/anna/x-{ID}", AddressKind.OTHER_SITE),
]

NO_ADDRESSES = [
    *("", " ", "@", "@@anna", "@.", "two words", "@anna@mastodon.social", "anna@medium.com", "a" * 61, "@" + "a" * 61),
    *("https://", "https://anna", "http://localhost/@anna", "ftp://medium.com/@anna", "javascript:alert(1)"),
    *("https://medium.com:443/@anna", "https://anna@medium.com/", "https://medium.com@evil.example:80/"),
    *("https://127.0.0.1", "127.1/feed", "https://2130706433", "https://0x7f.0.0.1", "http://[::1]/", "1.2.3.0x4"),
    *(
        "http://①②⑦.⓪.⓪.①/",
        "printer.local",
        "metadata.google.internal",
        "router.lan",
        "a.onion",
        "1.0.0.127.in-addr.arpa",
    ),
    *(
        "https://medium.com\\@evil.example/",
        "https://medium.com/@an\tna",
        "https://medium.com/@an%2Fna",
        "https://a..b/",
    ),
    *(
        f"https://{'a' * 64}.example",
        f"https://{'a.' * 100}example",
        "https://medium.com/@" + "a" * 3000,
        "https://a_b.example",
    ),
    *(
        "https://medium.com/tag/%F0%9F%98%80",
        "https://medium.com/pub/tagged/-",
        "\ud800.example",
        "https://x.example/\udfff",
    ),
]


@pytest.mark.parametrize(("text", "key"), PROFILES)
def test_what_leads_to_a_profile(text: str, key: str) -> None:
    assert parse_profile(text).key == key


@pytest.mark.parametrize(("text", "kind"), REFUSED)
def test_what_is_no_profile_says_what_it_is(text: str, kind: AddressKind) -> None:
    with pytest.raises(NotAProfile) as refusal:
        parse_profile(text)
    assert refusal.value.kind is kind
    assert refusal.value.text == text


@pytest.mark.parametrize("text", NO_ADDRESSES)
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(NotAnAddress) as refusal:
        parse_address(text)
    assert refusal.value.text == text


PIECES = st.sampled_from(
    [
        *("https://", "http:", "//", "/", "@", "medium.com", "anna", ".", "..", ":", "feed", "tag", "tagged", "p", "m"),
        *(
            ID,
            "-",
            "?redirectUrl=",
            "%2F",
            "%",
            "#",
            "link",
            "[",
            "](",
            ")",
            "<",
            ">",
            "İ",
            "ß",
            "日本",
            "。",
            "xn--",
            "\\",
        ),
    ]
)
ADDRESSLIKE = st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=60)


def settles(text: str) -> None:
    """``text`` is read or refused as an address, and what it is read as is read the same again."""
    clean_link(text)
    story_id_of(text)
    user_id_of(text)
    try:
        address = parse_address(text)
    except AddressError:
        return
    if isinstance(address, StoryAddress):
        again = parse_address(address.url)
        assert isinstance(again, StoryAddress)
        assert (again.story_id, again.url) == (address.story_id, address.url)
        return
    assert len(address.key) <= 200
    assert address.key == address.key.lower() == FeedAddress.from_key(address.key).key
    for form in (address.url, address.page):
        again = parse_address(form)
        assert isinstance(again, FeedAddress)
        assert again.key == address.key


@given(ADDRESSLIKE)
@example("https://medium.com/tag/İ")
@example("https://medium.com/feed/feed")
@example("https://ﬀ.medium.com")
def test_nothing_stumbles_and_everything_settles(text: str) -> None:
    settles(text)


@given(ADDRESSLIKE)
def test_clean_links_stay_clean_and_can_stand_in_a_masked_link(text: str) -> None:
    cleaned = clean_link(f"https://{text}")
    assert clean_link(cleaned) == cleaned
    assert not set(cleaned) & set('()<>[]?# "\\\n')


@needs_corpora
def test_naughty_strings_settle() -> None:
    for text in naughty_strings():
        settles(text)


@needs_corpora
def test_no_address_leads_into_a_private_network() -> None:
    for text in private_addresses():
        settles(text)
        try:
            address = parse_address(text)
        except AddressError:
            continue
        host = (address.page if isinstance(address, FeedAddress) else address.url).split("/")[2]
        assert ":" not in host
        assert "@" not in host
        assert not host.endswith(("localhost", ".internal", ".local"))
        with pytest.raises(ValueError, match="does not appear"):
            ip_address(host)
