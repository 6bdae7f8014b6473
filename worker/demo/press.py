"""Outlets and stories, read from TOML and dated relative to the demo's start, so that their news is always young."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
OUTLETS = HERE / "outlets.toml"
STORIES = HERE / "stories"

# The events' day lies this far back, so that no story is older than what it tells, even just after midnight.
_EVENT_DAY = timedelta(hours=6)
_MARK = re.compile(r"\{(day|date|year|since)([+-]\d+)?\}")
_WIRE = re.compile(r"<< (\d+)-(\d+)")
_KINDS = (("## ", "heading"), ("Photo: ", "caption"), ("Read: ", "link"))


@dataclass(frozen=True, slots=True)
class Outlet:
    key: str  # first part of its addresses
    name: str
    country: str
    format: str  # of its feed: rss, media, atom or rdf
    page: str  # its template
    full_text: bool = False


@dataclass(frozen=True, slots=True)
class Broken:
    """A feed that isn't one: `answers` is 404 or html."""

    key: str
    name: str
    answers: str


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a story: text, heading, caption or link."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Story:
    slug: str
    outlet: Outlet
    wave: int  # the edition that it first stands in, from 1
    title: str
    summary: str
    blocks: tuple[Block, ...]
    published: datetime
    page: str  # a template, or the HTTP status that its page answers with
    tempting: bool = False  # written to mislead: must not alert

    @property
    def path(self) -> str:
        return f"/{self.outlet.key}/{self.slug}"


@dataclass(frozen=True, slots=True)
class Press:
    """Everything the newsroom prints."""

    outlets: tuple[Outlet, ...]
    broken: tuple[Broken, ...]
    stories: tuple[Story, ...]

    @property
    def waves(self) -> int:
        return max(story.wave for story in self.stories)


def load_press(now: datetime, folder: Path = STORIES) -> Press:
    """The stories of every TOML file in `folder`, as they are on the day of `now`."""
    outlets, broken = load_outlets()
    by_key = {outlet.key: outlet for outlet in outlets}
    rows = {row["slug"]: row for path in sorted(folder.glob("*.toml")) for row in _read(path)["story"]}
    stories = tuple(_story(row, rows, by_key[row["outlet"]], now) for row in rows.values())
    return Press(outlets, broken, tuple(sorted(stories, key=lambda story: story.published)))


def load_outlets() -> tuple[tuple[Outlet, ...], tuple[Broken, ...]]:
    values = _read(OUTLETS)
    return tuple(Outlet(**row) for row in values["outlet"]), tuple(Broken(**row) for row in values["broken"])


def fill(text: str, now: datetime) -> str:
    """`text` with {day}, {date}, {year} and {since} as of the events' day; {day-1} and {year-20} reach back."""
    today = (now - _EVENT_DAY).date()
    return _MARK.sub(lambda mark: _FILLERS[mark[1]](today, int(mark[2] or 0)), text)


def _story(row: Mapping[str, Any], rows: Mapping[str, Mapping[str, Any]], outlet: Outlet, now: datetime) -> Story:
    return Story(
        slug=row["slug"],
        outlet=outlet,
        wave=row["wave"],
        title=fill(row["title"], now),
        summary=fill(row["summary"], now),
        blocks=tuple(Block(block.kind, fill(block.text, now)) for block in _blocks(row, rows)),
        published=(now - timedelta(minutes=row["minutes"])).replace(microsecond=0),
        page=row.get("page", outlet.page),
        tempting=row.get("tempting", False),
    )


def _blocks(row: Mapping[str, Any], rows: Mapping[str, Mapping[str, Any]]) -> list[Block]:
    found: list[Block] = []
    for part in re.split(r"\n\s*\n", row["body"].strip()):
        if wire := _WIRE.fullmatch(part):
            texts = [block for block in _blocks(rows[row["wire"]], rows) if block.kind == "text"]
            found += texts[int(wire[1]) - 1 : int(wire[2])]
        else:
            found.append(_block(part))
    return found


def _block(part: str) -> Block:
    for mark, kind in _KINDS:
        if part.startswith(mark):
            return Block(kind, part if kind == "link" else part.removeprefix(mark))
    return Block("text", part)


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _since(today: date, _back: int) -> str:
    """April 30, when the count of the Idlib campaign begins - unless that is so near that it would be news."""
    return "January 30" if timedelta(0) <= today - date(today.year, 4, 30) < timedelta(days=30) else "April 30"


# English whatever the locale: strftime would follow it.
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = "January February March April May June July August September October November December".split()


def _date(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.day}"


_FILLERS = {
    "day": lambda today, back: _DAYS[(today + timedelta(days=back)).weekday()],
    "date": lambda today, back: _date(today + timedelta(days=back)),
    "year": lambda today, back: str(today.year + back),
    "since": _since,
}
