"""How commands speak: rich tables for people, JSON for programs, and nothing from the network reaches the terminal raw."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from worker.log import clean
from worker.model import COUNTED_KINDS, Count, Counts, Place

_NARROW = 100  # columns below which a table may not fit
_PIPED_WIDTH = 160  # columns where the output is no terminal, unless COLUMNS says otherwise: tables in logs need room


def _console(stderr: bool) -> Console:
    found = Console(stderr=stderr, highlight=False)
    if not found.is_terminal and "COLUMNS" not in os.environ:
        found.width = _PIPED_WIDTH
    return found


console = _console(stderr=False)
errors = _console(stderr=True)
PROGRESS: dict[str, Any] = {"console": errors, "transient": True, "disable": not errors.is_terminal}  # of rich's track()


def text(value: object, style: str = "") -> Text:
    """Anything as plain terminal text: no markup is read from it, control and bidirectional characters are gone."""
    return Text("" if value is None else clean(str(value)), style=style)


def print_json(value: object) -> None:
    """One JSON document on standard output; times are ISO 8601."""
    json.dump(value, sys.stdout, default=_plain, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def print_json_line(value: object) -> None:
    sys.stdout.write(json.dumps(value, default=_plain, ensure_ascii=False) + "\n")


def _plain(value: object) -> Any:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return str(value)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], empty: str) -> None:
    """A table for people, or `empty` where there are no rows."""
    shown = Table(box=None, header_style="bold", pad_edge=False)
    for column in columns:
        shown.add_column(column.lstrip(">"), justify="right" if column.startswith(">") else "left", overflow="fold")
    for row in rows:
        shown.add_row(*(cell if isinstance(cell, Text) else text(cell) for cell in row))
    if not shown.row_count:
        console.print(empty)
    elif console.width < _NARROW and _needs(shown) > console.width:
        _blocks(shown)
    else:
        console.print(shown)


def _needs(shown: Table) -> int:
    """Columns of the terminal without which words would be torn apart."""
    told = ([str(column.header), *map(str, column.cells)] for column in shown.columns)
    longest = [max(len(word) for cell in cells for word in cell.split() or [""]) for cells in told]
    return sum(longest) + 2 * (len(longest) - 1)


def _blocks(shown: Table) -> None:
    """A table whose words would be torn apart on a narrow terminal: row by row, a line for each cell that says something."""
    cells = [list(column.cells) for column in shown.columns]
    for row in zip(*cells, strict=True):
        for number, (column, cell) in enumerate(zip(shown.columns, row, strict=True)):
            if str(cell):
                console.print(
                    Text.assemble("  " if number else "", (f"{column.header} ", "bold" if not number else "dim"), cell)
                )


def facts(told: Mapping[str, object]) -> None:
    """One thing's properties, a line each, for people."""
    width = max((len(name) for name in told), default=0)
    for name, value in told.items():
        console.print(text(f"{name:{width}} {_said(value)}".rstrip()))


def _said(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:%Y-%m-%d %H:%M:%S} UTC" if isinstance(value, datetime) else str(value)


def number(value: int, noun: str, several: str = "") -> str:
    """ "1 feed", "1,200 feeds"."""
    return f"{value:,} {noun if value == 1 else several or f'{noun}s'}"


def count(value: Count | None) -> str:
    """12, 12+, 10-15, "none", or "" where nothing is said."""
    return "" if value is None else _interval(value.low, value.high)


def figures(counts: Counts) -> str:
    """ "12 killed, 30+ injured"."""
    told = [f"{count(counts[kind])} {kind}" for kind in COUNTED_KINDS if kind in counts]
    return ", ".join(told) or "no figures"


def count_cell(value: dict[str, Any] | None) -> str:
    """The same from a count's JSON."""
    return "" if value is None else _interval(value["low"], value["high"])


def _interval(low: int, high: int | None) -> str:
    if high is None:
        return f"{low:,}+"
    if high == 0:
        return "none"
    return f"{low:,}" if low == high else f"{low:,}-{high:,}"


def place(value: Place | None) -> str:
    if value is None:
        return "unknown"
    return ", ".join(dict.fromkeys(part for part in (value.name, value.adm1, value.country) if part))


def days(start: date, end: date) -> str:
    """ "2031-03-02"; of several days their interval as ISO 8601 shortens it: "2031-03-02/04", "2031-03-30/04-02"."""
    if start == end:
        return start.isoformat()
    same = 8 if (start.year, start.month) == (end.year, end.month) else 5 if start.year == end.year else 0
    return f"{start.isoformat()}/{end.isoformat()[same:]}"


def days_cell(when: dict[str, Any] | None, unknown: str = "unknown") -> str:
    """The same of a date as JSON has it."""
    return days(date.fromisoformat(when["start"]), date.fromisoformat(when["end"])) if when else unknown


_AGES = ((2 * 86400, 86400, "d"), (2 * 3600, 3600, "h"), (120, 60, "min"), (0, 1, "s"))


def ago(then: datetime | None, now: datetime) -> str:
    """ "12 s", "3 min", "5 h", "2 d" since then; "in 3 min" for what lies ahead; "never" for None."""
    if then is None:
        return "never"
    seconds = (now - then).total_seconds()
    words = next(f"{abs(seconds) / unit:.0f} {name}" for limit, unit, name in _AGES if abs(seconds) >= limit)
    return words if seconds > -0.5 else f"in {words}"


def due(when: datetime, now: datetime) -> str:
    """ "in 3 min"; "now, due for 3 min" where that has passed."""
    return ago(when, now) if when > now else f"now, due for {ago(when, now)}"
