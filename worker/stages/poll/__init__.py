"""Poll: feed bytes -> entries, who an entry is, and when to ask its feed again. Pure; the only user of feedparser."""

from worker.stages.poll.blocks import Blocks, split_blocks
from worker.stages.poll.guard import refusal, trim
from worker.stages.poll.identity import entry_keys, shared_links
from worker.stages.poll.parse import ParsedFeed, clamp_published, parse_feed
from worker.stages.poll.schedule import (
    Answer,
    FeedFacts,
    PollIntent,
    PollPolicy,
    asked_next,
    conditional_headers,
    decide_after_poll,
    retry_after,
    waits_for_probe,
)

__all__ = [
    "Answer",
    "Blocks",
    "FeedFacts",
    "ParsedFeed",
    "PollIntent",
    "PollPolicy",
    "asked_next",
    "clamp_published",
    "conditional_headers",
    "decide_after_poll",
    "entry_keys",
    "parse_feed",
    "refusal",
    "retry_after",
    "shared_links",
    "split_blocks",
    "trim",
    "waits_for_probe",
]
