import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.story import OPENING_LENGTH, count_words, read_teaser, read_whole, web_link
from tests.feeds.shape import BODY, PIXEL, teaser


def test_a_whole_story() -> None:
    story = read_whole(BODY + PIXEL)
    assert story.subtitle("A walk by the sea") == "On walking slowly"
    assert story.picture == "https://cdn-images-1.medium.com/max/1024/1*picture.jpeg"
    assert story.words == 9
    assert story.opening == "By the sea On walking slowly One two three."


def test_a_teaser() -> None:
    story = read_teaser(teaser("Three minutes\u00a0by the sea"))
    assert story.subtitle("A walk") == story.opening == "Three minutes by the sea"
    assert story.picture == "https://cdn-images-1.medium.com/max/1116/1*teaser.jpeg"
    assert story.words is None


@pytest.mark.parametrize(
    ("html", "subtitle"),
    [
        ("<h4>Sub</h4><p>Text</p>", "Sub"),
        ("<h3>A title</h3><h4>Sub</h4><p>Text</p>", "Sub"),
        ("<h3>a  TITLE</h3><figure><figcaption>By me</figcaption></figure><h4>Sub <b>bold</b></h4>", "Sub bold"),
        ("<figure></figure><h3>Sub</h3><p>Text</p>", "Sub"),
        ("<p>Text</p><h4>A section</h4>", ""),
        ("<p> </p><h4>Sub</h4>", "Sub"),
        ("<h3>A title</h3><p>Text</p>", ""),
        ("", ""),
    ],
)
def test_the_subtitle_is_a_heading_before_the_text(html: str, subtitle: str) -> None:
    assert read_whole(html).subtitle("A title") == subtitle


@pytest.mark.parametrize(
    ("html", "picture"),
    [
        (PIXEL, None),
        ('<img src="https://a.example/1.gif" width="1" height="1"><img src="https://a.example/2.jpg">', "2.jpg"),
        (
            '<img src="data:image/png;base64,xx"><img src="javascript:1"><img><img src="http://a.example/3.jpg">',
            "3.jpg",
        ),
        ("<p>none</p>", None),
    ],
)
def test_the_picture_is_the_first_real_one(html: str, picture: str | None) -> None:
    found = read_whole(html).picture
    assert found == picture or (found or "").rsplit("/", 1)[-1] == picture


def test_what_a_reader_does_not_see_is_not_counted() -> None:
    html = (
        "<p>Two words</p><script>not these</script><style>p {}</style>"
        "<iframe src='x'><a href='y'>nor these</a></iframe>"
        "<hr><p><a href='x'>Title</a> was originally published in <a href='y'>Pub</a> on Medium, where people are "
        "continuing the conversation by highlighting and responding to this story.</p>"
    )
    story = read_whole(html)
    assert story.words == 2
    assert story.opening == "Two words"


def test_words_of_neighbouring_blocks_stay_apart_and_inline_markup_does_not_part_them() -> None:
    assert read_whole("<p>Hi <b>Alber</b>to!</p><p>Two</p><ul><li>a</li><li>b</li></ul>x<br>y").opening == (
        "Hi Alberto! Two a b x y"
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" one\u00a0two\nthree ", 3),
        ("\u5f88\u9577\u7684\u6587\u7ae0", 3),
        ("Tokyo \u6771\u4eac tower", 3),
        ("\uc548\ub155 \uc138\uc0c1", 2),
    ],
)
def test_words_are_counted_in_scripts_without_spaces_too(text: str, words: int) -> None:
    assert count_words(text) == words


@given(st.text() | st.from_regex(r"(</?(p|h3|h4|figure|img|frameset|template|svg|table)( [a-z]+=\"?)?>?| a)*"))
def test_no_text_raises(html: str) -> None:
    for story in (read_whole(html), read_teaser(html)):
        assert len(story.opening) <= OPENING_LENGTH


@pytest.mark.parametrize("text", ["", "ftp://a.example", "https://a.example/a b", "https://a.example/" + "a" * 2000])
def test_what_is_no_web_link(text: str) -> None:
    assert web_link(text) is None
