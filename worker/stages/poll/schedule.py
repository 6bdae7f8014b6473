"""What a poll's answer means for its feed: state, validators and when to ask again. Facts and a clock in, an intent out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Protocol

from worker.stages.poll.moves import MoveFacts, follow
from worker.stages.poll.parse import ParsedFeed

DAY = timedelta(hours=24)
PROBE_GONE = timedelta(days=7)  # 410 is meant for ever, but sites do come back
PATIENCE = 3  # failures in a row at the usual interval before it doubles: an hour's outage must not cost an evening's news
SPREAD = 0.1  # of the interval, added by jitter
_LONGEST_WAIT = DAY  # that a Retry-After may ask for
_OWN_FAULT = frozenset((401, 403, 404, 405, 406, 410, 451))  # repeating soon won't help


class FeedFacts(MoveFacts, Protocol):
    """What the decider reads of a feed: a row of the store will do."""

    @property
    def state(self) -> str: ...
    @property
    def etag(self) -> str | None: ...
    @property
    def last_modified(self) -> str | None: ...
    @property
    def body_hash(self) -> str | None: ...
    @property
    def last_success(self) -> datetime | None: ...
    @property
    def last_full(self) -> datetime | None: ...
    @property
    def interval_s(self) -> int | None: ...
    @property
    def failures(self) -> int: ...


@dataclass(frozen=True, slots=True)
class PollPolicy:
    interval: timedelta
    min_interval: timedelta
    max_interval: timedelta


@dataclass(frozen=True, slots=True)
class Answer:
    """What a poll got. `error` is the reason where there was no usable answer; `feed` None with a 200: the body was known."""

    status: int | None
    headers: Mapping[str, str]  # names in lower case
    unconditional: bool
    error: str = ""
    body_hash: str | None = None
    feed: ParsedFeed | None = None
    overlap: bool = True  # the feed still shows something that it showed before
    permanent_url: str = ""  # where it was redirected to for good


@dataclass(frozen=True, slots=True)
class PollIntent:
    """What to write; `host_wait`: how long the whole host is to be left alone."""

    state: str
    reason: str
    etag: str | None
    last_modified: str | None
    body_hash: str | None
    last_success: datetime | None
    last_full: datetime | None
    next_poll: datetime
    failures: int
    missed_windows: int
    dropped_entries: int
    moved_to: str | None = None
    moved_since: datetime | None = None
    moved_polls: int = 0
    url: str | None = None  # the feed's new address
    host_wait: timedelta | None = None


def conditional_headers(feed: FeedFacts, now: datetime) -> dict[str, str]:
    """If-None-Match and If-Modified-Since, byte for byte as they came; none for a feed that only said 304 for a whole day."""
    if feed.state == "not_modified" and not _within(feed.last_full, DAY, now):
        return {}
    validators = {"If-None-Match": feed.etag, "If-Modified-Since": feed.last_modified}
    return {name: value for name, value in validators.items() if value}


def waits_for_probe(feed: FeedFacts, now: datetime) -> bool:
    """Whether a feed that is gone was asked within the week. Its next_poll stays near, so that no clock can lose it."""
    return feed.state == "gone" and _within(feed.last_full, PROBE_GONE, now)


def asked_next(feed: FeedFacts, next_poll: datetime) -> datetime:
    """When a request will go out again: what people are shown."""
    return max(next_poll, feed.last_full + PROBE_GONE) if feed.state == "gone" and feed.last_full else next_poll


def decide_after_poll(feed: FeedFacts, answer: Answer, policy: PollPolicy, now: datetime, jitter: float) -> PollIntent:
    """`jitter` from 0 to 1 spreads feeds that were polled together."""
    state, reason, success = _judge(answer)
    failures = 0 if success else feed.failures + 1
    etag, last_modified, body_hash = _validators(feed, answer, state)
    delay = _usual_delay(feed, answer, policy) if success else _delay_after_failure(feed, answer, policy, now)
    delay = min(delay * (1 + SPREAD * jitter), max(policy.max_interval, retry_after(answer.headers, now) or timedelta(0)))
    first = feed.last_success is None
    move = follow(feed, answer.permanent_url, success and state != "empty", now)
    return PollIntent(
        state=state,
        reason=reason,
        etag=etag,
        last_modified=last_modified,
        body_hash=body_hash,
        last_success=now if success else feed.last_success,
        last_full=now if answer.unconditional or answer.status in (200, 410) else feed.last_full,
        next_poll=now + delay,
        failures=failures,
        missed_windows=int(success and not first and not answer.overlap),
        dropped_entries=answer.feed.dropped if answer.feed else 0,
        host_wait=delay if answer.status == 429 else None,
        moved_to=move.to,
        moved_since=move.since,
        moved_polls=move.polls,
        url=move.to if move.proven else None,
    )


def _judge(answer: Answer) -> tuple[str, str, bool]:
    """State, named reason, and whether the poll did its work."""
    if answer.error:
        return "failing", answer.error, False
    match answer.status:
        case 200 | 203:
            return _judge_body(answer.feed)
        case 304 if answer.unconditional:
            return "failing", "http_304_unasked", False
        case 304:
            return "not_modified", "not_modified", True
        case 410:
            return "gone", "http_410", False
    if answer.headers.get("cf-mitigated") == "challenge":
        return "blocked", "challenge", False
    state = "blocked" if answer.status in (401, 403, 451) else "failing"
    return state, f"http_{answer.status}", False


def _judge_body(feed: ParsedFeed | None) -> tuple[str, str, bool]:
    if feed is None:
        return "ok", "same_body", True
    if feed.kind == "empty":
        return "empty", feed.reason, False
    if feed.kind != "feed":
        return "not_a_feed", feed.reason, False
    if feed.malformed:
        return ("degraded", "malformed", True) if feed.entries else ("failing", "malformed", False)
    return ("ok", "parsed", True) if feed.entries else ("empty", "no_entries", True)


def _validators(feed: FeedFacts, answer: Answer, state: str) -> tuple[str | None, str | None, str | None]:
    """etag, last_modified, body_hash to keep. After a failure: the old ones, so that nothing in between is missed."""
    headers = answer.headers
    if state == "not_modified":
        return headers.get("etag", feed.etag), headers.get("last-modified", feed.last_modified), feed.body_hash
    if state == "degraded":
        return None, None, None
    if state == "ok" or (state == "empty" and answer.feed and answer.feed.kind == "feed"):
        if headers.get("expires", "").strip() == "0" or "no-store" in headers.get("cache-control", "").lower():
            return None, None, answer.body_hash
        return headers.get("etag"), headers.get("last-modified"), answer.body_hash
    return feed.etag, feed.last_modified, feed.body_hash


def _usual_delay(feed: FeedFacts, answer: Answer, policy: PollPolicy) -> timedelta:
    """The longest of what we want, what the feed says and what HTTP says, within our bounds."""
    ttl = (answer.feed and answer.feed.ttl) or timedelta(0)
    wanted = max(_interval(feed, policy), ttl, _freshness(answer.headers))
    return max(policy.min_interval, min(wanted, policy.max_interval))


def _delay_after_failure(feed: FeedFacts, answer: Answer, policy: PollPolicy, now: datetime) -> timedelta:
    """Doubling, up to max_interval: never a silent stop."""
    patience = 0 if answer.status in _OWN_FAULT else PATIENCE
    doublings = min(max(0, feed.failures - patience), 32)
    delay = min(_interval(feed, policy) * int(2**doublings), policy.max_interval)
    if answer.status in (429, 503):
        delay = max(delay, retry_after(answer.headers, now) or timedelta(0))
    return max(policy.min_interval, delay)


def _interval(feed: FeedFacts, policy: PollPolicy) -> timedelta:
    return timedelta(seconds=feed.interval_s) if feed.interval_s else policy.interval


def _freshness(headers: Mapping[str, str]) -> timedelta:
    """How much longer HTTP calls this answer fresh."""
    max_age = re.search(r'(?<![\w-])max-age="?(\d{1,9})', headers.get("cache-control", "").lower())
    if max_age:
        age = headers.get("age", "0").strip()
        return max(timedelta(0), timedelta(seconds=int(max_age[1]) - (int(age) if re.fullmatch(r"\d{1,9}", age) else 0)))
    expires, date = _http_date(headers.get("expires", "")), _http_date(headers.get("date", ""))
    return max(timedelta(0), expires - date) if expires and date else timedelta(0)


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long the server asks us to wait, at most a day; a date counts from the server's own clock."""
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}", value):
        return min(timedelta(seconds=int(value)), _LONGEST_WAIT)
    until = _http_date(value)
    if until is None:
        return None
    return min(max(timedelta(0), until - (_http_date(headers.get("date", "")) or now)), _LONGEST_WAIT)


def _http_date(value: str) -> datetime | None:
    try:
        parsed = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed


def _within(when: datetime | None, span: timedelta, now: datetime) -> bool:
    """Less than `span` ago; a time in the future is a clock that was wrong."""
    return when is not None and timedelta(0) <= now - when < span
