"""Figures that share their verb or their sites: six died at the scene and two in hospital; four each in two villages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from worker.model import Count, Kind
from worker.stages.extract.grammar.chunks import Chunk
from worker.stages.extract.grammar.quantities import Reader
from worker.stages.extract.grammar.sentences import Sentence
from worker.stages.extract.mentions import Mention
from worker.stages.extract.phrases.objects import has_verb
from worker.stages.extract.rules.sight import Sight, build

_EACH = frozenset("each apiece".split())
_STATES = frozenset(
    "hospital hospitals custody critical serious stable condition intensive care surgery detention prison total all".split()
)
_FIRST = re.compile(r"^\W*(?:(?:[Tt]he )?[Ff]irst|[Oo]ne)\b|\b(?:in|at|near) the first\b")
_SECOND = re.compile(r"^\W*(?:(?:[Ii]n|[Aa]t|[Nn]ear) )?(?:[Tt]he (?:second|other|next)|[Aa] second|Second)\b")
_HIS = frozenset("his her".split())
_SPEAKING = frozenset("said says told asked recalled remembers".split())
_LIST = 17  # chunks from the last of a list back to its verb
_MOST_SITES = 12
_SITES = frozenset(
    "villages hamlets towns cities districts attacks blasts bombings explosions landslides houses schools camps checkpoints posts checkposts outposts stations markets mosques churches locations places provinces states".split()
)


def gapped(sight: Sight, i: int) -> Iterator[Mention]:
    """Six passengers died at the scene and | another two | on the way to hospital: the verb before holds for both."""
    chunks = sight.chunks
    c = chunks[i]
    if c.kind != "N" or not _number(c) or i < 2 or chunks[i - 1].kind not in "&," or not _is_people(c):
        return
    if not _goes_on(chunks, i) or has_verb(chunks, i) or not _is_beside(chunks, i):
        return
    verb = _verb_before(chunks, i)
    if verb is None or verb.form is None or _are_all_told(chunks, i, verb):
        return
    mention = build(sight, [c], verb.form.verb.kind, "gapped", (c.start, c.end), verb.form.verb)
    if mention is not None and mention.count.best > 0:
        mention.other, mention.anaphoric = True, False
        yield mention


def _are_all_told(chunks: list[Chunk], i: int, verb: Chunk) -> bool:
    """Eighteen died, seven in the hall, six on the stairs and | five | in a lift: the parts make up the figure."""
    at = chunks.index(verb)
    parts = [_number(c) for c in chunks[at + 1 : i + 1] if c.kind == "N" and c.q is not None]
    return len(parts) > 1 and any(c.kind == "N" and c.q is not None and _number(c) == sum(parts) for c in chunks[:at])


def _is_beside(chunks: list[Chunk], i: int) -> bool:
    """Four died in Homs, three in Hama and | two in Idlib: nine; not "ten in Spain, three in Valencia and two in Madrid"."""
    first = i
    while first > 4 and chunks[first - 1].kind in ",&" and _is_site(chunks, first - 4):
        first -= 4
    rest, k = [], first
    while _is_site(chunks, k):
        rest.append(_number(chunks[k]))
        k += 4 if k + 3 < len(chunks) and chunks[k + 3].kind in ",&" else len(chunks)
    if len(rest) < 2:
        return chunks[i - 1].kind == "&" or _is_one_more(chunks[i])
    before = chunks[first - 5] if first > 4 and chunks[first - 4].kind == "V" else None
    return before is not None and _is_named_place(chunks, first - 3) and 0 < _number(before) < sum(rest)


def _is_one_more(c: Chunk) -> bool:
    """Eleven died on the spot, | one more | on the way to hospital: beside them, whatever joins it."""
    return c.sort == "number" and c.other


def _number(c: Chunk) -> int:
    return 1 if c.head == "one" else c.q.best if c.q is not None else 0


def _is_site(chunks: list[Chunk], k: int) -> bool:
    """| two | in | Arras."""
    return k + 2 < len(chunks) and chunks[k].kind == "N" and _number(chunks[k]) > 0 and _is_named_place(chunks, k + 1)


def _is_named_place(chunks: list[Chunk], k: int) -> bool:
    return chunks[k].kind == "P" and chunks[k].word in ("in", "at", "near") and chunks[k + 1].sort == "name"


def _is_people(c: Chunk) -> bool:
    return c.sort == "number" or c.head in ("others", "one")


def _goes_on(chunks: list[Chunk], i: int) -> bool:
    """A place or time of its own follows: "in the second", "when they jumped"."""
    if i + 1 >= len(chunks):
        return False
    following = chunks[i + 1]
    if following.kind == "B":
        return following.word in ("when", "after", "as")
    named = chunks[i + 2] if i + 2 < len(chunks) else None
    return (
        following.kind == "P"
        and following.word in ("in", "at", "on", "near")
        and named is not None
        and not (_STATES & {named.head, named.word})
    )


def _verb_before(chunks: list[Chunk], i: int) -> Chunk | None:
    """The predicate of harm whose victims stand before it, in the same clause."""
    for c in reversed(chunks[max(0, i - _LIST) : i]):
        if c.kind in "BR":
            return None
        if c.kind == "V":
            harms = c.form is not None and c.form.verb.kind in (Kind.KILLED, Kind.INJURED, Kind.MISSING)
            return (
                c
                if harms and not c.negated and not c.modal and (c.passive or (c.form and c.form.verb.side == "subject"))
                else None
            )
    return None


def add_second(found: Sequence[Mention], before: Sequence[Mention]) -> None:
    """The first bomb killed four. The second killed nine: beside those of the sentence before."""
    if not found or not before or not _SECOND.match(found[0].sentence.text):
        return
    last = before[-1].sentence
    if last.index == found[0].sentence.index - 1 and _FIRST.search(last.text):
        for m in found:
            if (m.explicit or m.parts) and not m.anaphoric and not m.subset:
                m.other = True


def hold_sites(found: Sequence[Mention], before: Sequence[Mention]) -> None:
    """Seven dead. Three died in Grenada, three in Venezuela and one in St Vincent: the seven, by where they were."""
    sites = [m for m in found if m.rule == "gapped"]
    for m in sites:
        told = sum(o.count.best for o in found if o.kind is m.kind and o.explicit)
        if any(b.kind is m.kind and b.counts and b.explicit and b.count.best >= told for b in before):
            m.subset, m.other = True, False


def add_companions(found: Sequence[Mention], before: Sequence[Mention]) -> None:
    """Gunmen killed a judge. His driver was killed: somebody else; not "his mother said that her son was killed"."""
    for m in found:
        if (
            m.other
            or m.explicit
            or m.parts
            or m.count.best != 1
            or m.chunk is None
            or m.chunk.sort != "person"
            or not _is_his(m)
        ):
            continue
        last = [b for b in before if b.kind is m.kind and b.sentence.index == m.sentence.index - 1 and not b.subset]
        if last and last[-1].count.best == 1 and last[-1].head != m.head and last[-1].chunk is not None:
            m.other = last[-1].chunk.det != "possessive" and not any(_holds_both(b, m) for b in before)


def _holds_both(b: Mention, m: Mention) -> bool:
    """Two people died. A boy was shot; his mother died: the two."""
    return b.kind is m.kind and b.count.best > 1 and b.sentence.index < m.sentence.index - 1 and not b.subset


def _is_his(m: Mention) -> bool:
    """Whether the sentence begins with his driver, her son, and tells no more than what befell them."""
    return m.start <= 1 and m.sentence.low[m.start] in _HIS and _SPEAKING.isdisjoint(m.sentence.low)


def share_out(found: Sequence[Mention], s: Sentence, reader: Reader) -> list[Mention]:
    """Four each in two villages: eight."""
    if not _EACH & set(s.low):
        return list(found)
    return [_times(m, n) if (n := _sites(m, s, reader)) > 1 else m for m in found]


def _times(m: Mention, n: int) -> Mention:
    count = m.count
    return replace(
        m, count=Count(count.low * n, count.best * n, None if count.high is None else count.high * n, count.qualifier)
    )


def _sites(m: Mention, s: Sentence, reader: Reader) -> int:
    low = s.low
    if not m.explicit or m.parts or m.subset or not _EACH & {*low[max(0, m.start - 3) : m.start], *low[m.end : m.end + 2]}:
        return 1
    after = _counted_sites(low, reader, m.end, min(len(low), m.end + 12))
    return after or _named_sites(s, m.end) or _counted_sites(low, reader, 0, m.start) or 1


def _counted_sites(low: list[str], reader: Reader, start: int, end: int) -> int:
    for i in range(start, end):
        q = reader.read(low, i)
        if q is not None and 1 < q.best <= _MOST_SITES and _SITES & set(low[q.end : q.end + 3]):
            return q.best
    return 0


def _named_sites(s: Sentence, start: int) -> int:
    """in the hamlets of Tondi and Garbo: two names."""
    names = 0
    for k in range(start, min(len(s), start + 14)):
        if s.low[k] in ("'s", "on", "in") and names:
            break
        if s.raw[k][:1].isupper() and s.low[k - 1] in ("of", "in", "and", ",", "at"):
            names += 1
    return names if "and" in s.low[start : start + 14] and names > 1 else 0
