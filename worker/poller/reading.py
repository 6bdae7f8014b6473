"""Bodies of feeds -> what they show, at the least cost: a known body costs a hash, a known item is not parsed again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from worker.poller.parsing import FeedParser, ParseFailed
from worker.stages.poll import Answer, Blocks, split_blocks
from worker.store.feeds import FeedRow

_HASH = 8  # bytes of one item's hash
_LARGEST_SPLIT = 2 * 1024 * 1024  # bytes of a body that the event loop itself looks through
_REMEMBERED = 20_000  # feeds


@dataclass(frozen=True, slots=True)
class Reading:
    """`answer` with what the body holds; `partial`: items met before were left out."""

    answer: Answer
    partial: bool = False
    blocks: Blocks | None = None


class Reader:
    def __init__(self, parser: FeedParser, max_entries: int) -> None:
        self._parser = parser
        self._max_entries = max_entries
        self._known: dict[int, bytes] = {}  # the items of a feed's last body that was stored

    async def read(self, feed: FeedRow, answer: Answer, body: bytes, url: str, *, whole: bool = False) -> Reading:
        """What `body` holds; all of it if `whole`."""
        answer = replace(answer, body_hash=hashlib.sha256(body).hexdigest())
        if answer.body_hash == feed.body_hash:
            return Reading(answer)
        blocks = split_blocks(body) if len(body) <= _LARGEST_SPLIT else None
        if blocks is not None and len(blocks.items) > self._max_entries:
            blocks = None  # items past the cap count at each poll
        if blocks is not None and not whole:
            reading = await self._read_new(answer, blocks, self._known_items(feed), url)
            if reading is not None:
                return reading
        return Reading(await self._parse(answer, body, url), blocks=blocks)

    def stored(self, feed: FeedRow, reading: Reading) -> None:
        """Call once what was read is committed: these items need no parsing any more."""
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        shown = reading.answer.feed
        if reading.blocks is not None and not reading.answer.error and (shown is None or not shown.malformed):
            self._known[feed.id] = b"".join(reading.blocks.hashes)

    async def _read_new(self, answer: Answer, blocks: Blocks, known: frozenset[bytes], url: str) -> Reading | None:
        """None where nothing is known yet, or where the new items alone are no sound feed."""
        if known.issuperset(blocks.hashes):
            return Reading(answer, blocks=blocks)
        if known.isdisjoint(blocks.hashes):
            return None
        answer = await self._parse(answer, blocks.without(known), url)
        if answer.feed is None or answer.feed.kind != "feed" or answer.feed.malformed:
            return None
        return Reading(answer, partial=True, blocks=blocks)

    async def _parse(self, answer: Answer, body: bytes, url: str) -> Answer:
        try:
            feed = await self._parser.parse(body, answer.headers.get("content-type", ""), url, self._max_entries)
        except ParseFailed as error:
            return replace(answer, error=error.reason)
        return replace(answer, feed=feed)

    def _known_items(self, feed: FeedRow) -> frozenset[bytes]:
        known = self._known.get(feed.id, b"")
        return frozenset(known[start : start + _HASH] for start in range(0, len(known), _HASH))
