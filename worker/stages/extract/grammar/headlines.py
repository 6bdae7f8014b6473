"""What headlines leave out: a comma stands for "and"."""

from __future__ import annotations

from dataclasses import replace

from worker.stages.extract.grammar.chunks import Chunk

_SINGULAR_VERBS = frozenset("dies perishes drowns succumbs is was".split())


def join_lists(chunks: list[Chunk]) -> list[Chunk]:
    """15 soldiers, 3 civilians killed; mother, two children die; man kills wife, son: the comma is an "and"."""
    out = [_as_self(c) if c.head == "self" and c.sort == "unknown" else c for c in chunks]
    for i in range(1, len(out) - 1):
        if out[i].kind == "," and _is_listed(out[i - 1], out[i + 1]) and _is_person(out[i + 1]) and _joins(out, i):
            out[i] = replace(out[i], kind="&", word="and")
    return out


def _as_self(c: Chunk) -> Chunk:
    """bomber kills self, three others"""
    return replace(c, head="himself", sort="pronoun", plural=False, reflexive=True)


def _is_listed(before: Chunk, after: Chunk) -> bool:
    """A person before the comma; before "self" a number as well: kills 3, self."""
    return _is_person(before) or (after.reflexive and before.sort == "number")


def _joins(chunks: list[Chunk], i: int) -> bool:
    before, after = chunks[i - 1], chunks[i + 1]
    follows = chunks[i + 2] if i + 2 < len(chunks) else None
    if i >= 2 and (chunks[i - 2].kind == "V" or chunks[i - 2].word == "and") and (follows is None or follows.kind in "PT,B&"):
        named = after.names or after.role == "perpetrator" or (after.q is None and after.end - after.start > 2)  # mother of two
        return not named
    if follows is None or follows.kind not in "V,&" or follows.word.endswith("ing") or (i >= 2 and chunks[i - 2].kind == "P"):
        return False
    if before.q is None and after.q is None and (before.names or after.names or follows.word in _SINGULAR_VERBS):
        return False
    return before.det == after.det == ""


def _is_person(c: Chunk) -> bool:
    return c.kind == "N" and (c.sort == "person" or c.head == "others" or c.reflexive) and c.det in ("", "possessive")
