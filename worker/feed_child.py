"""The process that parses feeds, so that a hostile one costs a process and not the poller: `python -m worker.feed_child`.

A request is two lengths, a JSON object with parse_feed's arguments, and the body; an answer is a length and a JSON object.
JSON, because whoever breaks a parser must not be handed an unpickler.
"""

from __future__ import annotations

import json
import os
import resource
import struct
import sys
from dataclasses import asdict, fields
from datetime import datetime, timedelta
from typing import Any, BinaryIO

from worker.model import Entry
from worker.processes import die_with_parent
from worker.stages.poll import ParsedFeed, parse_feed

REQUEST = struct.Struct(">II")
ANSWER = struct.Struct(">I")
CPU_SECONDS = 10  # for one feed
MEMORY = 1024 * 1024 * 1024  # address space

_ENTRY = [field.name for field in fields(Entry)]


def request(body: bytes, arguments: dict[str, Any]) -> bytes:
    """The frame that asks for parse_feed(body, **arguments)."""
    head = json.dumps(arguments).encode()
    return REQUEST.pack(len(head), len(body)) + head + body


def encode(feed: ParsedFeed) -> bytes:
    values = asdict(feed)
    values["ttl"] = None if feed.ttl is None else feed.ttl.total_seconds()
    values["entries"] = [_entry_values(entry) for entry in feed.entries]
    return json.dumps({"feed": values}).encode()


def decode(answer: bytes) -> ParsedFeed | None:
    """None where the child could not make anything of the body; ValueError for what no child of ours sends."""
    try:
        values = json.loads(answer).get("feed")
        if values is None:
            return None
        values["ttl"] = None if values["ttl"] is None else timedelta(seconds=values["ttl"])
        values["entries"] = tuple(_entry(entry) for entry in values["entries"])
        return ParsedFeed(**values)
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(str(error)) from None


def _entry_values(entry: Entry) -> list[Any]:
    when = entry.published and entry.published.isoformat()
    return [when if name == "published" else getattr(entry, name) for name in _ENTRY]


def _entry(values: list[Any]) -> Entry:
    named = dict(zip(_ENTRY, values, strict=True))
    named["published"] = named["published"] and datetime.fromisoformat(named["published"])
    return Entry(**named)


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answers until the requests end. SIGXCPU or the memory limit may end it earlier."""
    while len(lengths := requests.read(REQUEST.size)) == REQUEST.size:
        head_length, body_length = REQUEST.unpack(lengths)
        arguments = json.loads(requests.read(head_length))
        body = requests.read(body_length)
        _allow_cpu(CPU_SECONDS)
        answer = _answer(body, arguments)
        answers.write(ANSWER.pack(len(answer)) + answer)
        answers.flush()


def _answer(body: bytes, arguments: dict[str, Any]) -> bytes:
    try:
        return encode(parse_feed(body, **arguments))
    except Exception as error:  # noqa: BLE001 - a boundary: whatever a stranger's bytes make a parser raise
        return json.dumps({"error": type(error).__name__}).encode()


def _allow_cpu(seconds: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def main() -> None:
    die_with_parent(int(sys.argv[1]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the answers
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
