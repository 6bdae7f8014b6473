"""Lists of feeds from other readers: what they hold is taken, what would harm is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.errors import InputError
from worker.model import FeedConfig
from worker.stages.opml import MAX_FEEDS, Outline, parse, render

LIST = b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>Mine</title></head><body>
<outline text="Coast"><outline type="rss" text="Harbour &amp; Post" xmlUrl="https://harbour.example/rss" htmlUrl="https://x"/>
<outline text="Again" xmlUrl="https://harbour.example/rss"/></outline>
<outline title="Valley" text="valley" xmlurl=" http://valley.example/feed " language="fr"/>
<outline text="A folder without feeds"/><outline text="Old" xmlUrl="feed:valley.example"/>
</body></opml>"""


def test_folders_spellings_and_what_is_no_feed() -> None:
    assert parse(LIST) == [
        Outline("https://harbour.example/rss", FeedConfig("https://harbour.example/rss", name="Harbour & Post")),
        Outline("http://valley.example/feed", FeedConfig("http://valley.example/feed", name="Valley", language="fr")),
        Outline("feed:valley.example", None),
    ]


def test_other_encodings_are_read() -> None:
    text = '<?xml version="1.0" encoding="{}"?><opml><outline text="Côte" xmlUrl="https://a.example/"/></opml>'
    for encoding in ("iso-8859-1", "utf-16", "windows-1252"):
        (found,) = parse(text.format(encoding).encode(encoding))
        assert found.feed is not None
        assert found.feed.name == "Côte"


BOMB = "<!ENTITY a 'lol'>" + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (f"<!DOCTYPE opml [{BOMB}]><opml><outline text='&i;' xmlUrl='https://a.example/'/></opml>", "declares entities"),
        ("<!DOCTYPE opml [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><opml><outline text='&x;'/></opml>", "declares entities"),
        ("<!DOCTYPE opml [<!ENTITY % x SYSTEM 'http://127.0.0.1/'> %x;]><opml/>", "declares entities"),
        ("<!DOCTYPE opml [<!ATTLIST outline text CDATA 'long'>]><opml><outline/></opml>", "declares entities"),
        ("<rss><channel/></rss>", "begins with <rss>"),
        ("<opml><outline", "not OPML: "),
        ("", "not OPML: no element found"),
        ("\0\0\0", "not OPML: "),
        ('<?xml version="1.0" encoding="klingon"?><opml/>', "not OPML: "),
    ],
)
def test_what_would_harm_or_is_no_opml_is_refused(body: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        parse(body.encode())


def test_a_doctype_alone_is_harmless() -> None:
    body = b'<!DOCTYPE opml SYSTEM "opml.dtd"><opml><outline text="A" xmlUrl="https://a.example/"/></opml>'
    assert [outline.url for outline in parse(body)] == ["https://a.example/"]


def test_there_is_an_end_to_the_feeds_of_a_file() -> None:
    rows = "".join(f'<outline xmlUrl="https://a.example/{number}"/>' for number in range(MAX_FEEDS + 1))
    with pytest.raises(InputError, match="more than"):
        parse(f"<opml>{rows}</opml>".encode())


words = st.one_of(st.none(), st.text(min_size=1, max_size=20).map(lambda text: " ".join(text.split())).filter(bool))
feeds = st.builds(
    FeedConfig,
    url=st.from_regex(r"https://[a-z]{1,9}\.example/[a-z?&='<\"]{0,9}", fullmatch=True),
    name=words.filter(lambda name: name is None or name.isprintable()),
    publisher=st.sampled_from([None, "wire.example"]),
    country=st.sampled_from([None, "SY"]),
    language=st.sampled_from([None, "en"]),
    interval=st.sampled_from([None, timedelta(minutes=5)]),
    full_text=st.booleans(),
)


@given(st.lists(feeds, max_size=5, unique_by=lambda feed: feed.url))
def test_what_is_exported_comes_back(listed: list[FeedConfig]) -> None:
    found = [outline.feed for outline in parse("".join(render(listed)).encode())]
    named = [feed if feed.name else FeedConfig(**{**_fields(feed), "name": feed.url}) for feed in listed]
    assert found == named


def _fields(feed: FeedConfig) -> dict[str, object]:
    return {name: getattr(feed, name) for name in feed.__dataclass_fields__}


@given(st.text(max_size=30))
def test_any_name_makes_a_file_that_can_be_read(name: str) -> None:
    (found,) = parse("".join(render([FeedConfig("https://a.example/", name=name)])).encode())
    assert found.feed is not None
