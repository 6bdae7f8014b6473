"""Fetch: what a page's URL is called, whether it may be asked for, and what its answer is worth. Pure."""

from worker.stages.fetch.page import PageVerdict, judge_page
from worker.stages.fetch.publisher import publisher_of
from worker.stages.fetch.robots import robots_allows, robots_delay
from worker.stages.fetch.urls import canonical_url, host_of, url_key

__all__ = [
    "PageVerdict",
    "canonical_url",
    "host_of",
    "judge_page",
    "publisher_of",
    "robots_allows",
    "robots_delay",
    "url_key",
]
