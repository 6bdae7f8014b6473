"""Lists of people: which phrases stand for people of their own, and which say again who the others are."""

from __future__ import annotations

from dataclasses import replace

from worker.stages.extract.grammar import lexicon as lex
from worker.stages.extract.grammar.chunks import Chunk

Item = tuple[Chunk, str]  # a phrase of a list and the kinds of the chunks between it and the one before: ",", "&", ",&"
_KIN = frozenset("brother sister son daughter father mother cousin nephew niece uncle aunt relative friend ally aide".split())
_CHILDREN = frozenset("son daughter child grandson granddaughter".split())
_SPOUSES = frozenset("wife husband partner girlfriend boyfriend".split())
_ROLES = frozenset("person child civilian police military".split())
_OFFICE = 3  # words of an office with what it is of: president of the court
_TRADES = frozenset(
    "nuns monks priests labourers laborers workers miners farmers teachers nurses doctors drivers journalists guards cleaners firefighters"
    " engineers traders lawyers soldiers".split()
)  # none of them a child
_SIBLINGS = frozenset("brothers sisters sons daughters cousins".split())
_SEXES = frozenset("man men woman women boy boys girl girls male males female females".split())


def conjuncts(items: list[Item]) -> list[Chunk]:
    """The phrases of a list that stand for people of their own: "a spokesman, X, and his driver" are two."""
    if not items:
        return []
    items = _join_offices(items)
    first = items[0][0]
    rest = items[1:]
    if _lists_itself(first, [c for c, _ in rest]) or _sums_up(first, rest):
        return [first]
    if _names_all(first, rest):
        return [replace(first, plural=False)] * first.names + [c for c, _ in rest]
    if _counts_them(first, rest):
        return [c for c, _ in rest]
    if _is_named_group(first) and rest and (rest[0][0].sort == "name" or _is_named_group(rest[0][0])):
        first = replace(first, plural=False)  # brothers A and B and their mother
    rest = [(replace(c, plural=False) if _is_named_group(c) else c, between) for c, between in rest]
    rest = _without_own_list(rest)
    found = [first]
    listed = any("&" in between for _, between in items)
    previous, beside, joint = first, False, ""
    for c, between in rest:
        if _shares_number(previous, c, between) or _counts_again(found, c, between):
            continue
        if beside and between == "&" and (_is_parent(previous, c) or (c.plural and not c.det and c.q is None)):
            continue  # Venn, a member of the council of scholars | and clerics
        if between == "&" and c.word == "fellow" and not previous.plural:
            continue  # his friend and | fellow author: one man
        ended = "&" in joint and between == "," and not c.other and (c.det == "a" or _is_one_named(c))
        joint = between
        if ended or _is_apposition(previous, c, between, beside) or (not listed and _says_who(previous, c)):
            beside = True
        else:
            found.append(c)
            beside = False
        previous = c
    if not listed:
        return [c for c in found if c is first or c.q is not None]  # "killing 33 soldiers, the general staff said"
    return found


def _is_one_named(c: Chunk) -> bool:
    """A clerk and her son, | Ed Orr, were hurt: who stands behind the last of a list is one of it."""
    return c.names and not c.plural and c.q is None


def _without_own_list(rest: list[Item]) -> list[Item]:
    """Ana, Tom and their two children, Jo of seven and Lee of four: who the two are ends the list."""
    for k, (c, between) in enumerate(rest):
        n = 0 if "&" not in between or c.q is None or c.det != "possessive" or c.sort != "person" else c.q.best
        behind = rest[k + 1 :]
        if n > 1 and len(behind) == n and behind[0][1] == "," and all(_is_one(b) and not b.other for b, _ in behind):
            return rest[: k + 1]
    return rest


def _join_offices(items: list[Item]) -> list[Item]:
    """A colonel, and senator and candidate Ruiz: two offices of one man, who is not the one before them."""
    out: list[Item] = []
    for c, between in items:
        before = out[-1][0] if out else None
        if before is not None and between == "&" and _is_title(before) and not before.names and _is_title(c) and c.names:
            out[-1] = (c, out[-1][1])
        else:
            out.append((c, between))
    return out


def _says_who(previous: Chunk, c: Chunk) -> bool:
    """The owner's daughter, a school leader: without an "and", one person told of twice."""
    one_of = (
        c.q is not None and previous.names and c.det in ("of", "possessive") and c.sort == "person"
    )  # Karem, one of the best
    beside = c.det in ("a", "the") or c.names or c.other or one_of
    return beside and _is_one(previous) and _is_one(c) and "pronoun" not in (previous.sort, c.sort)


def _lists_itself(first: Chunk, rest: list[Chunk]) -> bool:
    """Two of them, A and B: the names say who the two are."""
    if first.q is None or not 1 < first.q.best <= len(rest) or not all(_is_one(c) for c in rest):
        return False
    return first.det == "of" or any(c.names for c in rest)


def _sums_up(first: Chunk, rest: list[Item]) -> bool:
    """Six people, three men and three women: the parts of the first figure, which it is the sum of."""
    if first.q is None or first.q.best < 2 or len(rest) < 2 or rest[0][1] != "," or first.names:
        return False
    if first.head in _SIBLINGS:
        return False  # two brothers, a father and a son
    parts = [c for c, _ in rest]
    of_kind = all(c.role == first.role and _is_one(c) and c.det == "a" for c in parts)  # two soldiers, a sergeant and a private
    if first.sort != "number" and not of_kind and (first.role not in ("person", "child", "civilian") or first.head in _SEXES):
        return False
    if first.head in _TRADES and any(c.role == "child" for c in parts):
        return False  # four nuns, three orphans and a gardener
    counted = all((c.sort in ("person", "name") or c.det == "possessive") and (c.q is not None or not c.plural) for c in parts)
    return counted and first.q.best == sum(c.q.best if c.q is not None else 1 for c in parts)


def _names_all(first: Chunk, rest: list[Item]) -> bool:
    """Her parents, A and B; the victims, a woman of 28 and a man of 32; brothers A and B: the others are those of the first."""
    if not first.plural or first.q is not None or first.sort != "person":
        return False
    parts = [c for c, _ in rest]
    if first.names:
        return bool(parts) and all(c.sort == "name" and not c.plural for c in parts) and "&" in rest[-1][1]
    if len(parts) < 2 or rest[0][1] != "," or not first.det or not all(_is_one(c) and not c.other for c in parts):
        return False
    return any(c.names for c in parts) or first.head in lex.GENERIC or all(_is_age(c) for c in parts)


def _counts_them(first: Chunk, rest: list[Item]) -> bool:
    """The monks, five Belgians and one Dane: how many of each they are."""
    bare = first.det == "the" and first.plural and first.q is None and first.sort in ("person", "unknown")
    return bool(bare) and len(rest) > 1 and rest[0][1] == "," and all(c.q is not None and c.sort != "thing" for c, _ in rest)


def _is_named_group(c: Chunk) -> bool:
    """Residents Ana Ruiz and cousins Tom Venn and Jo Venn: a plural before the first of its names."""
    return c.names and bool(c.plural) and c.q is None and c.sort == "person"


def _is_age(c: Chunk) -> bool:
    return c.head.endswith(("-old", "-olds"))


def _shares_number(previous: Chunk, c: Chunk, between: str) -> bool:
    """2,000 women and children: the number is of both."""
    bare = c.q is None and not c.det and not c.names and bool(c.plural)
    both = {previous.role, c.role} <= _ROLES and previous.sort == c.sort == "person"
    return bare and both and between == "&" and previous.q is not None and previous.q.best > 1


def _counts_again(found: list[Chunk], c: Chunk, between: str) -> bool:
    """Ana Ruiz and Tom Venn, two people who worked there: the number says again how many have been named."""
    named = len(found) > 1 and all(_is_one(b) and b.names for b in found)
    return named and between == "," and c.sort == "person" and c.q is not None and c.q.best == len(found)


def _is_parent(child: Chunk, c: Chunk) -> bool:
    """Tom Venn, the son of a firefighter | and his wife: whose child he was."""
    return child.head in _CHILDREN and child.det == "the" and c.det == "possessive" and c.head in _SPOUSES


def _is_second_office(previous: Chunk, c: Chunk, between: str, beside: bool) -> bool:
    """Whether the phrase behind an "and" is the same person in another office."""
    if between == "&" and _is_title(previous) and _is_title(c) and c.end - c.start > _OFFICE:
        return True  # senator and president of the court
    if between == ",&" and c.det == "a":
        return False  # Fyton, a consulate's clerk, and a ranger
    if previous.det == "a" and not c.det and not c.names and not {previous.role, c.role} & {"person", "child"}:
        return True
    if previous.det == "a" and not c.det and c.head in _KIN and previous.role not in ("person", "child"):
        return True  # a tribal leader and brother of the governor
    return (previous.names and not c.det and not c.names) or (beside and not c.names and c.det != "possessive")


def _are_named(previous: Chunk, c: Chunk, between: str) -> bool:
    """Nawar and Mesham, players of the club."""
    return previous.names and bool(c.plural) and c.q is None and c.det in ("", "the") and "&" not in between


def _is_one(c: Chunk) -> bool:
    return not c.plural and (c.q is None or c.q.best == 1)


def _is_title(c: Chunk) -> bool:
    """Senator, presidential candidate: an office without an article stands before a name."""
    return c.sort == "person" and not c.det and c.q is None and not c.plural and c.role == "official"


def _is_apposition(previous: Chunk, c: Chunk, between: str, beside: bool) -> bool:
    """Whether `c` says again who `previous` is."""
    if (c.det in ("both", "all", "each") or c.head in ("both", "all", "each")) and "&" not in between:
        return True
    if not (_is_one(previous) and _is_one(c)) or c.other or c.q is not None:
        return _are_named(previous, c, between)
    if c.sort == "thing" or previous.sort == "pronoun" or c.sort == "pronoun":
        return c.sort == "thing"
    if {previous.det, c.det} == {"a", "the"} and between == ",":
        return True
    if previous.det == "possessive" and c.det == "a" and between == "," and _is_age(c) and not _is_age(previous):
        return True  # his father, a 39-year-old
    if "&" in between:
        return _is_second_office(previous, c, between, beside)
    if previous.names and not c.names and c.det != "possessive":
        return True
    if beside and not previous.names:
        return True
    return not previous.names and bool(previous.det) and c.names and c.det != "a"  # a Dane, a Togolese: no name has an article
