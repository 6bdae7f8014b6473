"""Verbs in a row whose objects stand behind the last of them."""

from __future__ import annotations

from worker.stages.extract.grammar.chunks import Chunk
from worker.stages.extract.phrases.subject_phrases import is_bare


def is_continued(chunks: list[Chunk], i: int) -> bool:
    """They kidnapped, shot, and killed a man: the objects stand behind the last of the verbs."""
    if i < 2 or chunks[i - 1].kind not in ",&" or chunks[i - 2].kind != "V" or chunks[i - 2].passive:
        return False
    j = i + 1
    while j < len(chunks) and chunks[j].kind in ",&T":
        j += 1
    return i + 1 < j < len(chunks) - 1 and is_bare(chunks[j]) and chunks[j + 1].kind == "N"


def is_first_of_two(chunks: list[Chunk], i: int) -> bool:
    """A girl accidentally shot, killed her brother: whom the second verb has killed, and not the girl, was shot."""
    if i + 3 >= len(chunks) or chunks[i + 1].kind != "," or not is_bare(chunks[i + 2]) or chunks[i].word != "shot":
        return False
    victim = chunks[i + 3]
    return chunks[i + 2].word == "killed" and victim.kind == "N" and victim.sort in ("person", "name")
