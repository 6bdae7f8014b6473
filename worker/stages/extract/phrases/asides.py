"""What stands between a subject and its verb, or says who is among the subject: nearly all of them policemen, including two boys."""

from __future__ import annotations

from worker.stages.extract.grammar.chunks import Chunk


def aside(chunks: list[Chunk], j: int) -> int | None:
    """Where the aside begins that ends at the phrase at `j`: 80 people, nearly all of them policemen, were killed."""
    k = j
    while k > 0 and j - k < 6 and chunks[k].kind in "NPTO":
        k -= 1
    if chunks[k].kind != "," or not any(
        c.kind == "N" and (c.head in ("them", "whom") or c.det == "of") for c in chunks[k + 1 : j + 1]
    ):
        return None
    return k


def is_told_apart(chunks: list[Chunk], j: int, trailing_comma: bool) -> bool:
    """Four were hit, including the boy killed: the participle right behind is of that one alone."""
    c = chunks[j]
    one = c.det in ("the", "a") and not c.plural and c.q is None and c.sort == "person"
    return one and not trailing_comma and chunks[j - 1].kind == "I"


def inclusion(chunks: list[Chunk], j: int, trailing_comma: bool) -> int | None:
    """Where the "including" stands that the phrase at `j` belongs to; ", and four were hurt" is a clause of its own."""
    k = j - 1
    while k >= 0 and chunks[k].kind in ",&NTP" and j - k < 16:
        if chunks[k].kind == chunks[k + 1].kind == "N" and chunks[k + 1].q is not None and chunks[k].sort != "pronoun":
            return None  # 12 hurt including two boys | Five men killed: headlines that run together
        if chunks[k].word == "among" and chunks[k + 1].head in ("them", "whom") and trailing_comma:
            return k
        k -= 1
    if k < 0 or chunks[k].kind != "I":
        return None
    own = not trailing_comma and chunks[j - 1].kind == "&" and (chunks[j - 2].kind == "," or chunks[j].sort == "number")
    return None if own and any(c.kind == "V" for c in chunks[:k]) else k
