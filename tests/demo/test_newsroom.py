"""The newsroom: what it prints is what Tollwatch's own stages read, and its server answers as sites do."""

from __future__ import annotations

import gzip
import http.client
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from worker.demo.feeds import CONTENT_TYPES, render_feed
from worker.demo.newsroom import Newsroom
from worker.demo.pages import render_page
from worker.demo.press import HERE, Press, fill, load_press
from worker.model import Outcome
from worker.stages.fetch import canonical_url
from worker.stages.poll import parse_feed
from worker.stages.strip import strip_html

NOW = datetime(2019, 12, 2, 18, 0, tzinfo=UTC)
BASE = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def press() -> Press:
    return load_press(NOW)


@pytest.fixture(scope="module")
def newsroom(press: Press) -> Iterator[Newsroom]:
    with Newsroom(press) as newsroom:
        newsroom.publish(1)
        yield newsroom


def get(newsroom: Newsroom, path: str, headers: dict[str, str] | None = None) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(urlsplit(newsroom.base_url).netloc, timeout=10)
    try:
        connection.request("GET", path, headers=headers or {})
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


# --- what is printed ---------------------------------------------------------------------------------------------------


def test_there_are_enough_outlets_stories_templates_and_formats(press: Press) -> None:
    assert len(press.outlets) >= 6
    assert len(press.stories) >= 30
    assert len({story.page for story in press.stories} - {"paywall", "consent"}) >= 4
    assert {outlet.format for outlet in press.outlets} == set(CONTENT_TYPES)
    assert press.waves == 3


@pytest.mark.parametrize("key", ["harbour", "meridian", "levant", "kora", "cordillera", "ledger", "monsoon", "lowland"])
def test_every_feed_is_read_by_the_poll_stage_with_all_its_entries(press: Press, key: str) -> None:
    outlet = next(outlet for outlet in press.outlets if outlet.key == key)
    own = {f"{BASE}{story.path}": story for story in press.stories if story.outlet == outlet}
    body = render_feed(outlet, list(own.values()), BASE, NOW).encode()
    parsed = parse_feed(body, CONTENT_TYPES[outlet.format], f"{BASE}/{key}/feed.xml", 300)
    assert (parsed.kind, parsed.malformed, parsed.dropped) == ("feed", False, 0)
    assert {canonical_url(entry.url or "") for entry in parsed.entries} == own.keys()
    for entry in parsed.entries:
        story = own[str(canonical_url(entry.url or ""))]
        assert (entry.title, entry.summary, entry.published) == (story.title, story.summary, story.published)
        assert not outlet.full_text or story.blocks[-1].text in entry.content


def test_every_page_strips_to_its_own_story_and_nothing_that_tempts(press: Press) -> None:
    for story in press.stories:
        if story.page.isdecimal():
            continue
        stripped = strip_html(render_page(story, BASE).encode(), BASE + story.path)
        if story.page in ("paywall", "consent"):
            assert stripped.outcome is Outcome.NOT_ARTICLE, story.slug
            continue
        assert stripped.title == story.title
        text = " ".join(stripped.text.split())
        assert all(block.text in text for block in story.blocks if block.kind == "text"), story.slug
        assert not any(block.text in text for block in story.blocks if block.kind in ("link", "caption")), story.slug
        own = " ".join((story.title, story.summary, *(block.text for block in story.blocks)))
        # Menus, neighbours and tickers hold figures; none of them may get in.
        assert set(re.findall(r"\d[\d,]*", text)) <= set(re.findall(r"\d[\d,]*", f"{own} {_stamp(story.published)}"))


def _stamp(moment: datetime) -> str:
    return f"{moment:%d.%m.%Y %H:%M}"


def test_a_template_leaves_no_mark_unfilled_and_no_markup_from_a_title(press: Press) -> None:
    for story in press.stories:
        words = (story.title, story.summary, *(block.text for block in story.blocks))
        assert not any("{" in text or "<<" in text for text in words), story.slug
        if not story.page.isdecimal():
            assert "$" not in render_page(story, BASE)


def test_wire_copies_share_the_wires_paragraphs_and_cut_its_tail(press: Press) -> None:
    by_slug = {story.slug: [block.text for block in story.blocks if block.kind == "text"] for story in press.stories}
    wire = by_slug["kendari-boat"]
    for slug in ("kendari-ferry-disaster", "boat-accident-indonesia", "seventeen-drown-kendari"):
        assert by_slug[slug][:3] == wire[:3]
        assert wire[-1] not in by_slug[slug]


@pytest.mark.parametrize("day", [date(2026, 5, 1), date(2026, 4, 30), date(2026, 12, 31), date(2028, 2, 29)])
def test_news_is_young_and_the_count_since_april_is_old_on_any_day(day: date) -> None:
    now = datetime(day.year, day.month, day.day, 0, 5, tzinfo=UTC)  # just after midnight
    press = load_press(now)
    assert all(timedelta(0) < now - story.published < timedelta(hours=3) for story in press.stories)
    since = fill("{since}", now)
    assert since in ("April 30", "January 30")
    months = {"April": 4, "January": 1}
    event_day = (now - timedelta(hours=6)).date()
    last = date(event_day.year, months[since.split()[0]], 30)
    assert last > event_day or event_day - last > timedelta(days=21)


def test_day_names_and_dates_are_those_of_the_events_day() -> None:
    assert fill("{day}, {day-1}, {date}, {date-2}, {year}, {year-20}, {since}", NOW) == (
        "Monday, Sunday, December 2, November 30, 2019, 1999, April 30"
    )


def test_editions_bring_the_rising_toll_later(press: Press) -> None:
    assert {story.slug: story.wave for story in press.stories if "sialkot" in story.slug} == {
        "sialkot-boiler": 1,
        "sialkot-factory-blast": 1,
        "sialkot-toll-nine": 2,
        "sialkot-toll-twelve": 3,
        "sialkot-twelve-dead": 3,
    }


def test_stories_and_expectations_stand_in_different_files() -> None:
    assert "killed_low" not in "".join(path.read_text(encoding="utf-8") for path in (HERE / "stories").glob("*.toml"))


# --- the server --------------------------------------------------------------------------------------------------------


def test_a_feed_has_validators_and_answers_304_to_each_of_them(newsroom: Newsroom) -> None:
    first, body = get(newsroom, "/harbour/feed.xml")
    assert (first.status, body[:5]) == (200, b"<?xml")
    for header, validator in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")):
        again, empty = get(newsroom, "/harbour/feed.xml", {header: first.headers[validator]})
        assert (again.status, empty) == (304, b"")
    stale, _ = get(
        newsroom, "/harbour/feed.xml", {"If-None-Match": '"old"', "If-Modified-Since": first.headers["Last-Modified"]}
    )
    assert stale.status == 200


def test_gzip_is_spoken_to_those_who_ask(newsroom: Newsroom) -> None:
    plain, body = get(newsroom, "/levant/east-idlib-battles")
    packed, small = get(newsroom, "/levant/east-idlib-battles?utm_source=feed", {"Accept-Encoding": "gzip, deflate"})
    assert plain.headers["Content-Encoding"] is None
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small) == body


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/robots.txt", 200),
        ("/oldmill/feed.xml", 404),
        ("/pier/feed.xml", 200),
        ("/ledger/kolwezi-mine", 402),
        ("/harbour/sialkot-toll-nine", 404),  # of the second edition
        ("/nothing", 404),
    ],
)
def test_paths_answer_as_the_stories_say(newsroom: Newsroom, path: str, status: int) -> None:
    answer, body = get(newsroom, path)
    assert answer.status == status
    assert path != "/pier/feed.xml" or b"<html" in body


def test_an_edition_changes_only_the_feeds_that_gained_a_story(press: Press) -> None:
    with Newsroom(press) as newsroom:
        newsroom.publish(1)
        before = {key: newsroom.answer(f"/{key}/feed.xml").etag for key in ("harbour", "ledger")}
        new = newsroom.publish(2)
        assert {story.wave for story in new} == {2}
        assert newsroom.answer("/harbour/feed.xml").etag != before["harbour"]
        assert newsroom.answer("/ledger/feed.xml").etag == before["ledger"]
