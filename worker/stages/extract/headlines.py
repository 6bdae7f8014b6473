"""What headlines leave out: a comma for "and", a colon for a verb."""

from __future__ import annotations

from dataclasses import replace

from worker.stages.extract.chunks import Chunk

_SINGULAR_VERBS = frozenset("dies perishes drowns succumbs is was".split())


def join_lists(chunks: list[Chunk]) -> list[Chunk]:
    """15 soldiers, 3 civilians killed; mother, two children die: the comma is an "and"."""
    return [replace(c, kind="&", word="and") if _joins(chunks, i) else c for i, c in enumerate(chunks)]


def _joins(chunks: list[Chunk], i: int) -> bool:
    if chunks[i].kind != "," or i == 0 or i + 2 >= len(chunks):
        return False
    before, after = chunks[i - 1], chunks[i + 1]
    if not (_is_person(before) and _is_person(after)) or (i >= 2 and chunks[i - 2].kind == "P"):
        return False
    if before.q is None and after.q is None and (before.names or after.names or chunks[i + 2].word in _SINGULAR_VERBS):
        return False
    return chunks[i + 2].kind in "V,&" and not chunks[i + 2].word.endswith("ing")


def _is_person(c: Chunk) -> bool:
    return c.kind == "N" and (c.sort == "person" or c.head == "others") and not c.det
