"""Which phrases are the objects of a verb or a preposition: a list, up to what has a verb of its own."""

from __future__ import annotations

from worker.stages.extract.grammar.chunks import Chunk
from worker.stages.extract.phrases.lists import Item, conjuncts

_COSTS = frozenset("loss losses damage damages property cash dollars pesos".split())
_NOMINATIVE = frozenset("they he she we i".split())
_WHO = frozenset("who whose whom".split())
CLAUSE = 12  # chunks of a clause that says who somebody is
_BESIDE = frozenset(
    "both all each most some one none either neither themselves".split()
)  # "two officials -- both of them engineers"


def objects(chunks: list[Chunk], i: int) -> list[Chunk]:
    """The conjoined phrases that begin at chunk `i`, up to one that is the subject of a verb of its own."""
    found: list[Item] = []
    between = ""
    while i < len(chunks) and chunks[i].kind == "T":
        i += 1
    while i < len(chunks) and chunks[i].kind == "N":
        if found and (has_verb(chunks, i) or _is_beside(chunks, i, between) or _is_cost(chunks, i)):
            break
        found.append((chunks[i], between))
        after = _after_item(chunks, i + 1) or beyond_clause(chunks, i + 1)
        if after is None and i + 2 < len(chunks) and (beyond := beyond_inclusion(chunks, i + 2)) is not None:
            after = beyond, ",&"
        if after is None:
            break
        i, between = after
    if (
        len(found) > 1
        and _goes_on_with_verb(chunks, i + 1)
        and (found[-1][0].det == "possessive" or found[-1][0].q is not None)
    ):
        found[-1] = (found[-1][0], ",&")
    return conjuncts(found)


def _goes_on_with_verb(chunks: list[Chunk], i: int) -> bool:
    """Killed a colonel, his bodyguard, | and wounded six: the list has no "and" of its own."""
    return [c.kind for c in chunks[i : i + 3]] == [",", "&", "V"]


def beyond_inclusion(chunks: list[Chunk], k: int) -> int | None:
    """Seven policemen, including Major Zuhar, and | four civilians: a name between commas includes no more than that one."""
    if (
        chunks[k].kind != "I"
        or k + 4 >= len(chunks)
        or [c.kind for c in chunks[k - 1 : k + 5]] != [",", "I", "N", ",", "&", "N"]
    ):
        return None
    named, more = chunks[k + 1], chunks[k + 4]
    return k + 4 if named.names and named.q is None and more.q is not None and not has_verb(chunks, k + 4) else None


def beyond_clause(chunks: list[Chunk], i: int, of_subject: bool = False) -> tuple[int, str] | None:
    """The mayor, who had survived two attempts, and | three guards; not where the clause tells of harm: whose the others are is open."""
    aside = i < len(chunks) and chunks[i].kind == ","
    i += aside
    if i >= len(chunks) or chunks[i].kind != "R" or chunks[i].word not in _WHO:
        return None
    for k in range(i + 1, min(i + CLAUSE, len(chunks) - 2)):
        c, more = chunks[k], chunks[k + 2]
        if c.form is not None or c.kind in "B;":
            return None
        if c.kind == "," and chunks[k + 1].kind == "&":
            known = more.det == "possessive" or (aside and (more.q is not None or more.det == "a"))
            person = more.kind == "N" and more.sort in ("person", "number") and known
            return (k + 2, ",&") if person and has_verb(chunks, k + 2) == of_subject else None
    return None


def _is_cost(chunks: list[Chunk], i: int) -> bool:
    """Harm to six people and | millions in losses."""
    behind = chunks[i + 2].head if i + 2 < len(chunks) and chunks[i + 1].word == "in" else ""
    return chunks[i].sort == "number" and behind in _COSTS


def _is_beside(chunks: list[Chunk], i: int, between: str) -> bool:
    """Two officials, both of them engineers; 25 people, eight seriously: says more of those before."""
    c = chunks[i]
    if [b.word for b in chunks[i + 1 : i + 3]] in (["of", "whom"], ["of", "which"]):
        return True
    if c.head in _NOMINATIVE and "," in between:
        return True  # after killing the guard, they set fire to the hut
    one_more = c.head == "one" and "&" in between  # three in Brittany and one in Galicia
    if (c.sort == "pronoun" and c.head in _BESIDE and not one_more) or (c.det == "of" and "&" not in between):
        return True
    return (
        c.sort == "number"
        and "&" not in between
        and i + 1 < len(chunks)
        and chunks[i + 1].kind == "T"
        and chunks[i + 1].word.endswith("ly")
    )


def following(chunks: list[Chunk], first: Chunk, i: int) -> list[Chunk]:
    """`first` and the phrases that are conjoined with it from chunk `i` on."""
    after = _after_item(chunks, i)
    if after is None or has_verb(chunks, after[0]):
        return [first]
    rest = objects(chunks, after[0])
    return conjuncts([(first, ""), *((c, after[1] if n == 0 else "&") for n, c in enumerate(rest))])


def _after_item(chunks: list[Chunk], i: int) -> tuple[int, str] | None:
    """Past "in the north, " or ", aged 5, and " to the list's next phrase."""
    begun = i
    while (
        i + 1 < len(chunks)
        and chunks[i].kind == "P"
        and chunks[i + 1].kind == "N"
        and chunks[i].word not in ("by", "during", "after", "since")
    ):
        i += 2
    placed = i > begun and chunks[i - 2].word not in ("for", "with")
    between = ""
    while i < len(chunks) and (chunks[i].kind in ",&" or (between and chunks[i].kind == "T")):
        between += chunks[i].kind
        i += 1
    if not between or i >= len(chunks) or chunks[i].kind != "N":
        return None
    if placed and chunks[i].names and chunks[i].q is None and ("&" not in between or chunks[i].sort == "name"):
        return None  # in Bhojpur, Bihar; near Elm Street and Oak Street
    return i, between


def has_verb(chunks: list[Chunk], i: int) -> bool:
    """Whether the phrase at `i` has a verb or state of its own: "... and three civilians were hurt", "... and 12 wounded"."""
    j = i + 1
    while j + 1 < len(chunks) and chunks[j].kind == "P" and chunks[j + 1].kind == "N":
        j += 2
    while j < len(chunks) and chunks[j].kind in "TR":
        j += 1
    if j >= len(chunks) or chunks[j].kind not in "VA" or is_gerund(chunks[j]):
        return False
    if chunks[j].form is None and chunks[j].word.endswith("ing") and not chunks[j].auxiliaries:
        return False  # a bystander sitting in her car
    return chunks[j - 1].kind != "R"


def is_gerund(c: Chunk) -> bool:
    """Four men accompanying him: the participle says more of them, and is no verb of a clause."""
    return c.kind == "V" and c.word.endswith("ing") and c.word != "missing" and not c.auxiliaries
