"""When a feed's new address becomes its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from worker.stages.poll.moves import POLLS, SPAN, Move, follow

NOW = datetime(2031, 5, 6, 12, tzinfo=UTC)
OLD, NEW, OTHER = "http://a.example/rss", "https://a.example/feed", "https://b.example/feed"


@dataclass(frozen=True)
class Feed:
    url: str = OLD
    moved_to: str | None = None
    moved_since: datetime | None = None
    moved_polls: int = 0


NEARLY = Feed(OLD, NEW, NOW - SPAN, POLLS - 1)


def test_an_address_is_taken_over_after_so_many_polls_and_days_there() -> None:
    assert follow(NEARLY, NEW, True, NOW) == Move(NEW, NOW - SPAN, POLLS, proven=True)
    assert not follow(replace(NEARLY, moved_polls=POLLS - 2), NEW, True, NOW).proven
    assert not follow(replace(NEARLY, moved_since=NOW - SPAN + timedelta(seconds=1)), NEW, True, NOW).proven


def test_the_first_redirect_begins_the_count() -> None:
    assert follow(Feed(), NEW, True, NOW) == Move(NEW, NOW, 1)


def test_another_address_or_none_begins_anew() -> None:
    assert follow(NEARLY, OTHER, True, NOW) == Move(OTHER, NOW, 1)
    assert follow(NEARLY, "", True, NOW) == Move()
    assert follow(NEARLY, OLD, True, NOW) == Move()  # a detour that comes back


def test_a_poll_that_found_no_feed_there_proves_nothing_and_forgets_nothing() -> None:
    assert follow(NEARLY, NEW, False, NOW) == Move(NEW, NOW - SPAN, POLLS - 1)
    assert follow(NEARLY, "", False, NOW) == Move(NEW, NOW - SPAN, POLLS - 1)


@pytest.mark.parametrize(
    ("old", "new"),
    [("https://desk:secret@a.example/rss", "https://a.example/feed"), ("https://a.example/rss", "http://a.example/rss")],
)
def test_an_address_without_the_password_or_without_tls_is_never_taken_over(old: str, new: str) -> None:
    move = follow(Feed(old, new, NOW - 9 * SPAN, 9 * POLLS), new, True, NOW)
    assert (move.to, move.proven) == (new, False)


def test_a_clock_that_was_set_back_delays_the_move_at_most_by_its_span() -> None:
    ahead = replace(NEARLY, moved_since=NOW + 9 * SPAN)
    assert follow(ahead, NEW, True, NOW) == Move(NEW, NOW, POLLS)
