"""Reads documents as JSON lines: bounded, and a line that can't be used is a finding, not the end."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from worker.errors import InputError
from worker.model import Document

MAX_LINE = 16 * 1024 * 1024  # bytes; a page's cap is 5 MB, JSON escapes may triple it
_HALF_PAIR = re.compile("[\ud800-\udfff]")  # JSON may name half of a surrogate pair, and no output takes it
_TEXT_KEYS = ("id", "title", "text", "html", "summary", "url", "source")


class BadLine(Exception):
    """One line that is no document; says what is wrong with it."""


def read(paths: Iterable[str]) -> Iterator[tuple[str, int, Document | BadLine]]:
    """(file, line number, document or what is wrong) for every line that is not blank; "-" is standard input."""
    for path in paths:
        with _opened(path) as stream:
            number = 0
            while line := stream.readline(MAX_LINE + 1):
                number += 1
                if len(line) > MAX_LINE:
                    _skip_rest(stream, line)
                    yield path, number, BadLine(f"longer than {MAX_LINE // 1024 // 1024} MB")
                elif line.strip():
                    yield path, number, _document(line, number)


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    if path == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(path).open("rb")  # noqa: SIM115 - closed below; only opening it may fail in these words
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}", hint="give a file of JSON lines, or - for standard input") from None
    with stream:
        yield stream


def _skip_rest(stream: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(MAX_LINE)


def _document(line: bytes, number: int) -> Document | BadLine:
    try:
        row = json.loads(line)
    except UnicodeDecodeError:
        return BadLine("is not UTF-8 text")
    except (ValueError, RecursionError) as error:
        return BadLine(f"is not JSON: {error}")
    if not isinstance(row, dict):
        return BadLine('is not an object like {"id": "a1", "title": "...", "text": "..."}')
    try:
        return _from_row(row, number)
    except ValueError as error:
        return BadLine(str(error))


def _from_row(row: dict[str, Any], number: int) -> Document:
    words: dict[str, str | None] = {}
    for key in _TEXT_KEYS:
        value = row.get(key)
        if key == "id" and isinstance(value, int):
            value = str(value)
        if value is not None and not isinstance(value, str):
            raise ValueError(f'"{key}" must be text')
        words[key] = value if value is None or value.isascii() else _HALF_PAIR.sub("\ufffd", value)
    if words["text"] is None and words["html"] is None and not words["title"] and not words["summary"]:
        raise ValueError('has nothing to read: give "text" or "html", or at least a "title"')
    return Document(
        id=words["id"] or f"line-{number}",
        title=words["title"] or "",
        text=words["text"],
        html=words["html"],
        summary=words["summary"] or "",
        published=_time(row, "published"),
        seen=_time(row, "seen"),
        url=words["url"] or "",
        source=words["source"] or "",
    )


def _time(row: dict[str, Any], key: str) -> datetime | None:
    value = row.get(key)
    if value is None or value == "":
        return None
    try:
        when = datetime.fromisoformat(value)
        return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f'"{key}" must be an ISO 8601 time such as "2025-03-04T12:00:00Z"') from None
