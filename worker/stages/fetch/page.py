"""Whether what a server answered is the page that was asked for, and if not, whether asking again makes sense."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageVerdict:
    """`reason`: ok, empty, not_html, blocked, paywall, gone, or http_<status>."""

    ok: bool
    reason: str
    retry: bool


_OK = PageVerdict(True, "ok", False)
_BLOCKED = PageVerdict(False, "blocked", False)  # a challenge for browsers: asking again makes it worse
_NAMED = {402: "paywall", 410: "gone", 204: "empty", 205: "empty"}
# 404: a feed often runs ahead of its site's caches. 403 and the other refusals are answers.
_WORTH_ASKING_AGAIN = frozenset({404, 408, 421, 423, 425, 429, 500, 502, 503, 504})
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_VAGUE_TYPES = frozenset({"", "text/plain", "text/xml", "application/xml", "application/octet-stream"})
_HTML_MARKS = (b"<html", b"<!doctype html", b"<head", b"<body")
_OTHER_FORMATS = (b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"\x00\x00\x00\x18ftyp")
_CHALLENGE_MARKS = (
    b"<title>just a moment...</title>",
    b"_incapsula_resource",
    b"captcha-delivery.com",
    b"px-captcha",
    b"sec-if-cpt-container",
    b"awswafcookiedomainlist",
    b"<title>attention required! | cloudflare</title>",
    b"<title>ddos-guard</title>",
)
_LONGEST_CHALLENGE = 32 * 1024  # an article that merely speaks of one is longer


def judge_page(status: int, headers: Mapping[str, str], body: bytes) -> PageVerdict:
    """The verdict on an answer; `headers` by lower-case name, `body` decoded."""
    if _is_challenge(status, headers, body):
        return _BLOCKED
    if not 200 <= status < 300 or status in (204, 205, 206):
        return PageVerdict(False, _NAMED.get(status, f"http_{status}"), status in _WORTH_ASKING_AGAIN)
    if not body.strip():
        return PageVerdict(False, "empty", True)
    return _OK if _is_html(headers.get("content-type", ""), body) else PageVerdict(False, "not_html", False)


def _is_challenge(status: int, headers: Mapping[str, str], body: bytes) -> bool:
    if "challenge" in headers.get("cf-mitigated", "").lower() or "x-amzn-waf-action" in headers:
        return True
    if status not in (200, 202, 401, 403, 405, 429, 503) or len(body) > _LONGEST_CHALLENGE:
        return False
    text = body.lower()
    return any(mark in text for mark in _CHALLENGE_MARKS)


def _is_html(content_type: str, body: bytes) -> bool:
    kind = content_type.partition(";")[0].strip().lower()
    if body.lstrip().startswith(_OTHER_FORMATS):
        return False
    if kind in _HTML_TYPES:
        return True
    start = body[:1024].lower()
    return kind in _VAGUE_TYPES and any(mark in start for mark in _HTML_MARKS)
