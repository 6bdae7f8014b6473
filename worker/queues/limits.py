"""What the kernel holds a horse to, and how it says that one went past it."""

from __future__ import annotations

import os
import resource
import signal
from pathlib import Path

_WHY = {signal.SIGXCPU: " (too much CPU time)", signal.SIGSEGV: " (crashed)", signal.SIGKILL: " (out of memory, or killed)"}


def limit_cpu(seconds: int) -> None:
    """Lets this process use that much more CPU time before the kernel ends it: C code heeds nothing less."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _set(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + 1 + seconds)


def limit_memory(megabytes: int) -> None:
    """Lets this process map that much more memory, and leave no core files.

    More than it has: one of the libraries reserves a gigabyte of addresses when it is imported.
    """
    _set(resource.RLIMIT_AS, _mapped_bytes() + (megabytes << 20))
    _set(resource.RLIMIT_CORE, 0)


def describe_end(status: int) -> str:
    """A wait status in words: "killed by SIGXCPU (too much CPU time)", "ended with code 3"."""
    if not os.WIFSIGNALED(status):
        return f"ended with code {os.waitstatus_to_exitcode(status)}"
    number = os.WTERMSIG(status)
    known = next((each for each in signal.Signals if each == number), None)
    return f"killed by {known.name}{_WHY.get(known, '')}" if known else f"killed by signal {number}"


def _set(which: int, soft: int) -> None:
    _, hard = resource.getrlimit(which)
    resource.setrlimit(which, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _mapped_bytes() -> int:
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    except OSError:
        return 0
