import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from bot.domain.feeds.feed import RefusedReason
from bot.feeds.address import checked, is_mediums_own, next_hop, stand_in
from bot.feeds.guard import PUBLIC


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://medium.com/feed/@writer", "https://medium.com/feed/@writer"),
        ("http://writer.medium.com/feed#top", "http://writer.medium.com/feed"),
        ("https://medium.com:443/feed/pub", "https://medium.com/feed/pub"),
        ("https://1.1.1.1/feed", "https://1.1.1.1/feed"),
        ("ftp://medium.com/feed", RefusedReason.BAD_SCHEME),
        ("//medium.com/feed", RefusedReason.BAD_SCHEME),
        ("medium.com/feed", RefusedReason.BAD_SCHEME),
        ("https://", RefusedReason.BAD_SCHEME),
        ("https:///feed", RefusedReason.BAD_SCHEME),
        ("https://me:secret@medium.com/feed", RefusedReason.BAD_SCHEME),
        ("https://@medium.com/feed", "https://medium.com/feed"),
        ("https://\N{ROBOT FACE}@medium.com/feed", RefusedReason.BAD_SCHEME),
        ("https://medium.com\\@localhost/", RefusedReason.BAD_SCHEME),
        ("https://medium.com/a b", RefusedReason.BAD_SCHEME),
        ("https://medium.com/" + "a" * 2000, RefusedReason.BAD_SCHEME),
        ("https://medium.com:99999/feed", RefusedReason.BAD_SCHEME),
        ("https://medium.com:8443/feed", RefusedReason.BAD_PORT),
        ("http://medium.com:22/", RefusedReason.BAD_PORT),
        ("https://localhost/feed", RefusedReason.PRIVATE_ADDRESS),
        ("https://localhost./feed", RefusedReason.PRIVATE_ADDRESS),
        ("https://127.0.0.1/feed", RefusedReason.PRIVATE_ADDRESS),
        ("https://[::ffff:127.0.0.1]/feed", RefusedReason.PRIVATE_ADDRESS),
        ("https://127.1/feed", RefusedReason.PRIVATE_ADDRESS),
        ("https://2130706433/feed", RefusedReason.PRIVATE_ADDRESS),
        ("https://0x7f.0.0.0x1/feed", RefusedReason.PRIVATE_ADDRESS),
        ("https://a..b/feed", RefusedReason.PRIVATE_ADDRESS),
    ],
)
def test_what_may_be_asked(text: str, expected: str | RefusedReason) -> None:
    found = checked(text, PUBLIC)
    assert (str(found) if isinstance(found, URL) else found) == expected


@given(st.text() | st.from_regex(r"https?://[\w@:\[\]%.\-/#?]{0,40}"))
def test_no_address_raises(text: str) -> None:
    checked(text, PUBLIC)
    next_hop(URL("https://medium.com/feed"), text, PUBLIC)


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("/feed/@other", "https://medium.com/feed/@other"),
        ("//writer.medium.com/feed", "https://writer.medium.com/feed"),
        ("http://blog.example/feed", "http://blog.example/feed"),
        ("//127.0.0.1/", RefusedReason.PRIVATE_ADDRESS),
        ("file:///etc/passwd", RefusedReason.BAD_SCHEME),
        ("https://a@blog.example/", RefusedReason.BAD_SCHEME),
        ("https://blog.example/\t", RefusedReason.BAD_SCHEME),
    ],
)
def test_where_a_redirect_leads(location: str, expected: str | RefusedReason) -> None:
    found = next_hop(URL("https://medium.com/feed/@writer/"), location, PUBLIC)
    assert (str(found) if isinstance(found, URL) else found) == expected


def test_whose_refusals_speak_for_medium() -> None:
    assert is_mediums_own(URL("https://medium.com/feed"))
    assert is_mediums_own(URL("https://Writer.Medium.com./feed"))
    assert not is_mediums_own(URL("https://notmedium.com/feed"))
    assert not is_mediums_own(URL("https://medium.com.evil.example/feed"))


def test_a_stand_in_is_dialled_under_the_original_name() -> None:
    origins = {"https://medium.com": "http://127.0.0.1:81", "*": "http://127.0.0.1:82"}
    assert stand_in(URL("https://medium.com/feed/%C3%A9?a=%20b"), origins) == (
        URL("http://127.0.0.1:81/feed/%C3%A9?a=%20b", encoded=True),
        {"Host": "medium.com"},
    )
    assert stand_in(URL("https://blog.example/"), origins)[0].port == 82
    assert stand_in(URL("https://blog.example/"), {}) == (URL("https://blog.example/"), {})
