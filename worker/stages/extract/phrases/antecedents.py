"""Relative pronouns for a whole group: five men, all of whom died."""

from __future__ import annotations

from worker.stages.extract.grammar.chunks import Chunk

_WHOLE = frozenset("all both each".split())


def of_whom(chunks: list[Chunk], i: int) -> list[Chunk]:
    """Five civilians, all of whom were killed: the group before the comma; empty where the verb at `i` has another subject."""
    if i < 4 or chunks[i - 1].word != "whom" or chunks[i - 2].word != "of" or chunks[i - 3].word not in _WHOLE:
        return []
    k = i - 4 - (chunks[i - 4].kind == ",")
    group = chunks[k] if k >= 0 else None
    return [group] if group is not None and group.kind == "N" and group.sort != "thing" and group.q is not None else []
