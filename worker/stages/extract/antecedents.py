"""Pronouns whose people stand in the same sentence: fired on two policemen, killing them; five men, all of whom died."""

from __future__ import annotations

from dataclasses import replace

from worker.stages.extract.chunks import Chunk

_REACH = 14  # chunks back to the group
_WHOLE = frozenset("all both each".split())


def resolve_objects(chunks: list[Chunk], i: int, victims: list[Chunk]) -> list[Chunk]:
    """The victims of the verb at `i`, with "them" as the group that the sentence has named before as an object."""
    if len(victims) != 1 or victims[0].head != "them":
        return victims
    for k in range(i - 1, max(0, i - _REACH), -1):
        c, before = chunks[k], chunks[k - 1]
        if c.kind != "N" or c.sort != "person" or c.q is None or c.q.best < 2:
            continue
        if before.kind == "P" or (before.kind == "V" and not before.passive):
            return [replace(c, det="the")]
    return victims


def of_whom(chunks: list[Chunk], i: int) -> list[Chunk]:
    """Five civilians, all of whom were killed: the group before the comma; empty where the verb at `i` has another subject."""
    if i < 4 or chunks[i - 1].word != "whom" or chunks[i - 2].word != "of" or chunks[i - 3].word not in _WHOLE:
        return []
    k = i - 4 - (chunks[i - 4].kind == ",")
    group = chunks[k] if k >= 0 else None
    return [group] if group is not None and group.kind == "N" and group.sort != "thing" and group.q is not None else []
