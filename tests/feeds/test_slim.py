import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.slim import items_hash, marker, slim
from tests.feeds.shape import Channel, Item, teaser

FEED = Channel(items=(Item(), Item(id="1111aaaa2222", whole=None, teaser=teaser("Three minutes by the sea"))))
FRAGMENTS = st.lists(
    st.sampled_from(
        [
            *("<item>", "</item>", "<content:encoded>", "</content:encoded>", "<description>", "</description>"),
            *("<![CDATA[", "]]>", "<title>", "</title>", "<?xml version='1.0'?>", "<rss>", "&lt;", "&#0;", "x", "<!--"),
            *("<lastBuildDate>", "</lastBuildDate>", "<description a='", "/>", "\ufeff", "\x00"),
        ]
    )
).map("".join)


def test_the_texts_are_cut_out_and_the_rest_stays() -> None:
    light = slim(FEED.xml())
    document = light.document.decode()
    assert len(light.texts) == 2
    assert light.texts[0].startswith("<figure>")
    assert light.texts[1].startswith('<div class="medium-feed-item">')
    assert f"<content:encoded>{marker(0)}</content:encoded>" in document
    assert f"<description>{marker(1)}</description>" in document
    assert "figure" not in document
    assert "<description><![CDATA[Stories by Ada Writer on Medium]]></description>" in document  # the channel's own
    assert "<title><![CDATA[A walk by the sea]]></title>" in document
    assert document.startswith("<rss ")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("&lt;p&gt;one &amp;amp; two&lt;/p&gt;", "<p>one &amp; two</p>"),
        ("<![CDATA[<p>one</p>]]>", "<p>one</p>"),
        ("\n <![CDATA[one]]]]><![CDATA[>two]]>\n", "\n one]]>two\n"),
        ("<![CDATA[</content:encoded>]]>&lt;b&gt;", "</content:encoded><b>"),
        ("", ""),
    ],
)
def test_each_way_of_writing_a_text(markup: str, text: str) -> None:
    body = f"<rss><item><content:encoded>{markup}</content:encoded><guid>1</guid></item></rss>".encode()
    assert slim(body).texts == (text,)
    assert slim(body).document == (
        f"<rss><item><content:encoded>{marker(0)}</content:encoded><guid>1</guid></item></rss>".encode()
    )


def test_a_title_may_speak_of_markup() -> None:
    items = (Item(title="The <description> tag", whole=None, teaser="one"), Item(whole=None, teaser="two"))
    assert slim(Channel(items=items).xml()).texts == ("one", "two")


@pytest.mark.parametrize(
    "body", [b"<rss><item><content:encoded><![CDATA[cut", b"<rss><item><description>cut", b"<rss><item><description"]
)
def test_a_body_that_broke_off_keeps_what_there_is(body: bytes) -> None:
    assert slim(body).document == body


@pytest.mark.parametrize(
    "altered",
    [
        b"\xef\xbb\xbf" + FEED.xml(),
        b"\n\n" + FEED.xml(),
        b"This XML file does not appear to have any style information associated with it.\n" + FEED.xml(),
        b"\xff\xfe" + FEED.xml().decode().encode("utf-16-le"),
        b"\xfe\xff" + FEED.xml().decode().encode("utf-16-be"),
        FEED.xml().decode().encode("utf-16-le"),
    ],
)
def test_however_it_was_saved_it_reads_and_hashes_alike(altered: bytes) -> None:
    assert slim(altered) == slim(FEED.xml())
    assert items_hash(altered) == items_hash(FEED.xml())


@given(st.binary() | FRAGMENTS.map(str.encode))
def test_no_bytes_raise(body: bytes) -> None:
    slim(body)
    assert len(items_hash(body)) == 32


@given(FRAGMENTS)
def test_what_is_left_has_no_text_to_cut_again(text: str) -> None:
    once = slim(f"<rss>{text}".encode())
    again = slim(once.document)
    assert all(each.strip().startswith("inklings-text-") for each in again.texts[: len(once.texts)])


@given(built=st.text(st.characters(blacklist_characters="<&", blacklist_categories=["Cs"])), title=st.text("abc"))
def test_the_hash_ignores_the_channel(built: str, title: str) -> None:
    assert items_hash(replace(FEED, built=built, title=title).xml()) == items_hash(FEED.xml())


@given(st.binary(max_size=200))
def test_the_hash_ignores_what_surrounds_the_items(noise: bytes) -> None:
    around = noise.replace(b"<item", b"").replace(b"</item>", b"")
    one = b"<rss><item>a</item> <item>b</item></rss>"
    assert items_hash(b"<rss><lastBuildDate>x</lastBuildDate><item>a</item> <item>b</item>" + around) == items_hash(one)


@pytest.mark.parametrize(
    "items",
    [
        (Item(title="Another walk"), FEED.items[1]),
        (Item(updated="2025-07-08T08:00:06.278Z"), FEED.items[1]),
        (FEED.items[1], FEED.items[0]),
        FEED.items[:1],
        (),
    ],
)
def test_the_hash_sees_every_change_of_the_items(items: tuple[Item, ...]) -> None:
    assert items_hash(replace(FEED, items=items).xml()) != items_hash(FEED.xml())


def test_an_empty_feed_is_not_mistaken_for_an_error_page() -> None:
    empty = replace(FEED, items=())
    assert items_hash(empty.xml()) == items_hash(replace(empty, built="Tue, 08 Jul 2025 08:02:57 GMT").xml())
    assert items_hash(empty.xml()) != items_hash(b"<html>Something went wrong</html>")


@pytest.mark.parametrize(
    "piece",
    [
        *("<item>", "<description>", "<content:encoded>", "<![CDATA[", "<item><description><![CDATA[", "<description "),
        *("<item><description><![CDATA[]]>", "<item><description></description>", "<?xml", "<lastBuildDate>"),
    ],
)
def test_hostile_bodies_take_linear_time(piece: str) -> None:
    body = b"<rss><item>" + piece.encode() * (500_000 // len(piece))
    begun = time.thread_time()  # the processor's time, whatever else it has to do
    slim(body)
    items_hash(body)
    assert time.thread_time() - begun < 2.0
