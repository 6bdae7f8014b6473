"""What the kernel knows of our processes: whose death they share, which ones run, how much memory each takes."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
from pathlib import Path
from typing import TypedDict

_PR_SET_PDEATHSIG = 1
_HELPERS = {"worker": "horse", "poller": "parser"}  # what a part calls the processes that it starts for risky work
_OWNER = "TOLLWATCH_LEASE_OWNER"  # set by the supervisor, not by people
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


class ProcessRow(TypedDict):
    """One line of `tollwatch status`; pss_mb is None where the kernel doesn't tell."""

    name: str
    pid: int
    pss_mb: float | None


def die_with_parent(parent: int) -> None:
    """Called in a fresh child: the kernel kills it when `parent` ends, however that happens. Survives exec."""
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended before the kernel knew
        os._exit(1)


def lease_owner() -> str | None:
    """The name that the supervisor gave this process; the one that had it before is dead."""
    return os.environ.get(_OWNER) or None


def named(name: str) -> dict[str, str]:
    """The environment of a child that may take over what was leased under this name."""
    return {**os.environ, _OWNER: name}


def record_process(data_dir: Path, name: str, pid: int | None = None) -> Path:
    """Notes a running process under data_dir/run for `process_table`; returns the note, to be unlinked at the end.

    A name that it already has stays: the supervisor's says more than the process's own.
    """
    pid = os.getpid() if pid is None else pid
    folder = data_dir / "run"
    folder.mkdir(parents=True, exist_ok=True)
    note, draft = folder / f"{pid}.json", folder / f".{pid}.draft"
    if _read_note(note) is not None:
        return note
    draft.write_text(json.dumps({"name": name, "pid": pid, "started": _started(pid)}), encoding="utf-8")
    draft.replace(note)
    return note


def process_table(data_dir: Path) -> list[ProcessRow]:
    """Our processes on this machine, by name, with the workers' horses and the poller's parsers; dead ones are forgotten."""
    rows: list[ProcessRow] = []
    for note in sorted((data_dir / "run").glob("*.json")):
        found = _read_note(note)
        if found is None:
            note.unlink(missing_ok=True)
            continue
        name, pid = found
        rows.append({"name": name, "pid": pid, "pss_mb": pss_mb(pid)})
        if helper := _HELPERS.get(name.partition("-")[0]):
            rows += [{"name": f"{name}/{helper}", "pid": child, "pss_mb": pss_mb(child)} for child in _children(pid)]
    return sorted(rows, key=lambda row: (row["name"], row["pid"]))


def _read_note(note: Path) -> tuple[str, int] | None:
    """Name and pid, or None where that process has ended (its pid may be another's by now)."""
    try:
        values = json.loads(note.read_text(encoding="utf-8"))
        name, pid, started = str(values["name"]), int(values["pid"]), values["started"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return (name, pid) if started == _started(pid) and is_running(pid) else None


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _started(pid: int) -> int | None:
    """Start time in clock ticks since boot: with the pid, the name of one process for good. None off Linux or when it ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else int(fields[19])


def _children(pid: int) -> list[int]:
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def pss_mb(pid: int) -> float | None:
    """Its share of the memory, shared pages divided among those who share them; None where the kernel doesn't tell."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    kilobytes = next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), None)
    return None if kilobytes is None else round(kilobytes / 1024, 1)
