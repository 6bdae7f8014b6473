"""Something to do at the last moment before a fork: after the store's own hook, which is registered later and so called earlier."""

from __future__ import annotations

import os
from collections.abc import Callable

last_moment: list[Callable[[], object]] = []


def _act() -> None:
    for act in last_moment:
        act()


os.register_at_fork(before=_act)
