"""structlog, set up once per process: JSON lines, or a console on a terminal; secrets never get through."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager, suppress
from typing import Any, TextIO, cast

import structlog
import structlog.testing

_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
_SECRET_KEYS = re.compile(r"secret|password|token|authorization|webhook_url", re.IGNORECASE)
_SECRET_TEXT = re.compile(r"(whsec_)[A-Za-z0-9+/=_-]+|(https?://hooks\.slack\.com/)\S+|(://[^/\s:@]*:)[^@/\s]+(?=@)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def redact(text: str) -> str:
    """`text` without signing secrets, Slack webhook paths and URL passwords."""
    return _SECRET_TEXT.sub(lambda match: f"{match[1] or match[2] or match[3]}***", text)


def clean(text: str) -> str:
    """`text` on one line without control and bidirectional characters: safe for logs and terminals."""
    return _CONTROL.sub("", text.replace("\n", " ").replace("\t", " "))


def _scrub(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in event.items():
        if _SECRET_KEYS.search(key):
            event[key] = "***"
        elif isinstance(value, str):
            lines = value.splitlines() if key == "exception" else [value]
            event[key] = "\n".join(clean(redact(line)) for line in lines)
    return event


def _staged(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Every line says which stage speaks; what starts, ends and restarts processes speaks as "run"."""
    if event.get("hint") == "":
        del event["hint"]
    return {"stage": event.pop("stage", "run"), **event}


class _Patient:
    """Standard error that may be on a full disk, or a pipe that nobody reads any more: the line is lost, the work goes on."""

    def write(self, text: str) -> int:
        with suppress(OSError, ValueError):
            return sys.stderr.write(text)
        return 0

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            sys.stderr.flush()


def configure(level: str = "info", style: str = "auto") -> None:
    """Logs go to standard error, so that --json output stays clean. `style`: auto, console or json."""
    console = style == "console" or (style == "auto" and sys.stderr.isatty())
    renderer = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()) if console else structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _scrub,
            _staged,
            cast(Any, renderer),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
        # One write per line, whatever the buffering: several processes share this pipe or file.
        logger_factory=structlog.WriteLoggerFactory(cast(TextIO, _Patient())),
        cache_logger_on_first_use=False,
    )


@contextmanager
def silent() -> Iterator[None]:
    """Nothing is logged inside: for what is only tried."""
    with structlog.testing.capture_logs():
        yield


def get(**bound: Any) -> structlog.stdlib.BoundLogger:
    """A logger; give it stage= so that every line says which stage speaks."""
    return cast(structlog.stdlib.BoundLogger, structlog.get_logger(**bound))
