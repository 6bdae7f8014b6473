"""Whether those who were shot or taken to hospital may be the ones who died."""

from __future__ import annotations

import re
from collections.abc import Sequence

from worker.stages.extract.counts.attackers import RULE as OWN_DEATH
from worker.stages.extract.counts.attackers import is_told_alive
from worker.stages.extract.counts.persons import LIVES, is_other, is_pronoun, lives
from worker.stages.extract.grammar.lexicon import FEMALE, MALE
from worker.stages.extract.mentions import Mention

_WEAK = ("shoot", "hit", "hospital", "with-wounds", "suffer-wounds", "condition", "hurt-state")  # wounds that some may die of
_IN_UNIFORM = frozenset({"police", "military"})
_ON_DUTY = frozenset({"police", "military", "medical"})
_OUT_OF_UNIFORM = frozenset({"civilian", "perpetrator", "militant", "child"})
_FINDS = frozenset("found find discovered located".split())
_IN_CARE = ("hospital", "hurt-state", "condition")
_DEATHS = ("kill", "die", "dead-state", "claim")
_MURDER_SUICIDE = re.compile(r"murder[- ](?:and[- ])?suicide", re.IGNORECASE)
_NOW = frozenset("are is".split())
_LIE = frozenset("is are remain remains".split())
_VICTIM = frozenset("victim victims person".split())
_TREATED = frozenset("treated treatment".split())
_SUFFERED = frozenset("suffered sustained received been died had".split())
_HIS = (["his"], ["her"])
_ANYBODY = frozenset({"", "person", "child", "perpetrator"})
_RIDERS = frozenset(
    "passenger pillion co-pilot copilot co-driver companion instructor bodyguard guard driver chauffeur aide assistant interpreter translator".split()
)
_MANY = 5  # dead of whom the text has told before: they were not taken to hospital


def is_weak(m: Mention, killed: list[Mention]) -> bool:
    """Whether those of `m` may be among the dead: the shot and hospitalised are, unless the text sets them beside the dead."""
    if any(_is_one_of(k, m) for k in killed):
        return True
    if is_other(m) and any(_stands_before(k, m) for k in killed):
        return False  # the other four
    if m.count.best > 1 and (m.explicit or m.parts) and _are_said_to_live(m, killed):
        return False
    if _is_next_of_dead(m, killed) or _is_kin_of_dead(m, killed) or _is_introduced(m, killed):
        return False
    if m.other and not killed and m.chunk is not None and m.chunk.sort == "pronoun":
        return False  # one man was shot and wounded, and a second was grazed
    if _live_on(m):
        return False
    if m.rule in ("shoot-multiple", "remaining"):
        return m.rule == "shoot-multiple"  # a double shooting: the dead are of the two
    if m.rule == "injure-participle" and m.count.best == 1 and all(k.sentence is not m.sentence for k in killed):
        return not _FINDS.isdisjoint(m.sentence.low[max(0, m.start - 3) : m.start])  # found a man wounded
    pronoun = m.head in ("he", "she", "him", "her", "they", "them") or m.reflexive
    if not (m.rule.startswith(_WEAK) or pronoun) or (m.other and (m.explicit or any(k.sentence is m.sentence for k in killed))):
        return False
    if _is_of_other_role(m, killed):
        return False
    beside = [k for k in killed if k.sentence is m.sentence and k.start < m.start and not (m.anaphoric or m.reflexive)]
    if m.rule.startswith("shoot") and any(_tells_how(m, m.sentence.low[k.end : m.start]) for k in beside):
        return True
    return not beside and not _differ(m, killed)


def _are_said_to_live(m: Mention, killed: list[Mention]) -> bool:
    """Three had minor wounds, | and the fourth died: that they live is said before the death."""
    first = min((k.start for k in killed if k.sentence is m.sentence), default=None)
    return lives(m) if first is None else first > m.end and LIVES.search(" ".join(m.sentence.low[m.start : first])) is not None


def _is_next_of_dead(m: Mention, killed: list[Mention]) -> bool:
    """Four were found dead; the fifth was taken to hospital: none of the four."""
    n = m.chunk.ordinal if m.chunk is not None else 0
    told = [k.count.best for k in killed if k.explicit and _stands_before(k, m)]
    return n > 2 and m.count.best == 1 and max(told, default=0) == n - 1


def _is_kin_of_dead(m: Mention, killed: list[Mention]) -> bool:
    """The toddler's father was shot: not the toddler, who is dead. The pilot died, his passenger was taken to hospital."""
    c = m.chunk
    if c is None or c.det != "possessive" or c.sort != "person" or c.plural or m.count.best != 1:
        return False
    words = m.sentence.low[c.start : c.end]
    at = words.index("'s") if "'s" in words else 0
    owner = words[at - 1] if at else ""
    dead = [p for k in killed if k.count.best > 0 for p in (k.parts or [k])]
    if words[:1] in _HIS and m.head in _RIDERS and all(_stands_before(k, m) for k in dead):
        return any(k.count.best == 1 and not k.generic for k in dead) and all(k.head != m.head for k in dead)
    return any(owner in _words(k) for k in dead) and all(k.head != m.head for k in dead)


def _is_introduced(m: Mention, killed: list[Mention]) -> bool:
    """A teacher was stabbed to death; a pupil received cuts: of another calling, and told of for the first time."""
    c = m.chunk
    if c is None or c.det != "a" or c.sort != "person" or m.count.best != 1 or m.parts:
        return False
    dead = [p for k in killed if k.count.best > 0 for p in (k.parts or [k])]
    told = m.head in _RIDERS or (m.role in _ON_DUTY and (m.rule.startswith("suffer") or lives(m)))
    if told and dead and all(_stands_before(k, m) and k.head != m.head and k.role not in _ON_DUTY for k in dead):
        return (
            True  # a boy was killed; a passenger broke an arm, a firefighter suffered burns: nothing further tells of a death
        )
    if m.role in _ANYBODY:
        return False
    apart = (k.role not in _ANYBODY and k.head != m.head and not k.sentence.in_title and _stands_before(k, m) for k in dead)
    return bool(dead) and all(apart)


def _words(m: Mention) -> list[str]:
    return [] if m.chunk is None else m.sentence.low[m.chunk.start : m.chunk.end]


def _live_on(m: Mention) -> bool:
    """Nineteen remain in hospital still; eight are being treated: they live."""
    if m.reflexive and is_told_alive(" ".join(m.sentence.low[m.end :])):
        return True  # stabbed himself and is in hospital
    words = m.sentence.low[m.start : m.end]
    if m.rule == "suffer-wounds" and "has" in words and _SUFFERED.isdisjoint(words):
        return True  # has burns on 60 per cent of his body
    now = m.rule.startswith("hospital") and m.explicit and not _NOW.isdisjoint(words) and not _TREATED.isdisjoint(words)
    return now or (m.rule == "hospital-in" and "still" in words)


def is_surely_apart(m: Mention, killed: list[Mention]) -> bool:
    """Whether nobody of the dead can be meant: who lies in critical condition as the text is written, whose mother was also shot."""
    if m.sentence.in_title or m.quoted:
        return False
    if m.rule == "condition":  # the one who died may have lain there before
        several = any(k.count.best > 1 for k in killed)
        return several and not _LIE.isdisjoint(m.sentence.low[m.start : m.end])
    c = m.chunk
    if not m.also or c is None or c.sort != "person" or c.plural or m.count.best != 1 or m.head in _VICTIM:
        return False
    heads = {head for k in killed for head in (k.head, *(p.head for p in k.parts))}
    return m.head not in heads and any(_stands_before(k, m) for k in killed)


def _tells_how(m: Mention, between: list[str]) -> bool:
    """One is dead after seven were shot: one of the seven. Two died when a man shot a woman and then himself: she is of the two."""
    return (m.explicit and "after" in between) or (m.rule.endswith("active") and "when" in between)


def _stands_before(k: Mention, m: Mention) -> bool:
    return k.count.best > 0 and (k.sentence.index, k.start) < (m.sentence.index, m.start)


def _is_one_of(k: Mention, m: Mention) -> bool:
    """One of three people hit has died."""
    if k.chunk is None or m.chunk is None or m.chunk.det:
        return False
    return k.sentence is m.sentence and m.chunk.start == k.chunk.end + 1 and m.sentence.low[k.chunk.end] == "of"


def _is_of_other_role(m: Mention, killed: list[Mention]) -> bool:
    """Two officers hurt where rebels died."""
    roles = {k.role for k in killed if k.count.best > 0 and not is_pronoun(k)}
    if m.role in _IN_UNIFORM and not m.anaphoric and roles and roles <= _OUT_OF_UNIFORM:
        return True
    own = m.explicit and not m.anaphoric and not m.generic and not m.rule.startswith("shoot")
    return own and bool(m.role) and any(k.role for k in killed) and m.role not in {k.role for k in killed}


def _differ(m: Mention, killed: list[Mention]) -> bool:
    """A woman hurt where men have died, or the other way round."""
    heads = {k.head for k in killed if k.count.best > 0}
    return bool(heads) and ((m.head in FEMALE and heads <= MALE) or (m.head in MALE and heads <= FEMALE))


def _is_own_death(killed: Sequence[Mention]) -> bool:
    """Whether nobody is said to have died but the one who killed himself; a murder-suicide has killed another."""
    dead = [k for k in killed if k.counts and k.count.best]
    own = [k for k in dead if (k.reflexive and not k.parts) or k.rule == OWN_DEATH]
    return bool(dead) and len(own) == len(dead) and not any(_MURDER_SUICIDE.search(k.sentence.text) for k in dead)


def _is_shot_by_him(m: Mention) -> bool:
    """Shot his wife before he killed himself."""
    return m.rule.endswith("active") and not m.reflexive and not m.anaphoric and m.count.best > 0


def told_apart(weak: Sequence[Mention], killed: Sequence[Mention]) -> bool:
    """Seventeen were killed; 43 were admitted to hospital: not the same, where the dead were many and told before."""
    if any(lives(m) for m in weak) and _is_own_death(killed) and any(_is_shot_by_him(m) for m in weak):
        return True
    first = min((m.sentence.index for m in weak), default=0)
    hospital = bool(weak) and all(m.rule.startswith(_IN_CARE) and m.explicit for m in weak)
    many = any(
        k.counts and k.rule.startswith(_DEATHS) and k.explicit and k.count.best >= _MANY and k.sentence.index < first
        for k in killed
    )
    return hospital and many
