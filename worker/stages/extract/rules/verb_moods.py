"""What a verb of harm says beside whom it harmed: whether it happened, when, to others than before, and to whom who had killed."""

from __future__ import annotations

from worker.model import Kind, Qualifier, Realis, Scope
from worker.stages.extract.grammar import lexicon as lex
from worker.stages.extract.grammar.chunks import Chunk
from worker.stages.extract.grammar.verbs import SEES
from worker.stages.extract.mentions import PAST_PERFECT, Mention
from worker.stages.extract.phrases.subject_phrases import BELIEVED, is_bare
from worker.stages.extract.rules.sight import Sight

_OFFICERS = frozenset("agent agents sniper snipers soldiers forces troops".split())
_FINDS = frozenset("found find finds located locate discovered encountered".split())
_SCENE = 8  # chunks between the finding and the one found
_AREAS = frozenset("county state province region district city valley island area".split())
_NO_WORD = "no reports of"  # him being harmed
_OFTEN = frozenset("often frequently regularly usually routinely sometimes".split())
_FLEEING = {
    ("as", who, verb)
    for who in ("they", "he", "the")
    for verb in ("fled", "escaped", "perpetrators", "attackers", "gunmen", "assailants")
}
_CLAUSE = 16  # tokens from "then" to the verb
_WITH_HIM = {
    (beside, who) for beside in ("with", "alongside") for who in ("him", "her", "them")
}  # four of his men died with him
_GOING_ON = (("being",), ("are", "getting"), ("are", "being"))  # kids are getting hurt
_ONE = frozenset({"one", "another"})
SAYINGS = frozenset("said says say saying told telling reported reporting".split())
_BEING = frozenset("was is are were 's".split())
_PREVENTS = frozenset(
    "prevent prevents prevented preventing stop stops stopped stopping keep keeps kept keeping deter deters deterred save saves saved"
    " discouraged dissuaded".split()
)
_WAIT = 5  # tokens from "until" to the verb
_UNTIL = frozenset("until till before".split())
_HAS_BECOME = frozenset("become becomes became".split())
_OPEN = lex.MODALS | frozenset("not never n't to if almost nearly".split())
_COUNTED = 12  # tokens behind a death to "this year"
_NEGATED = 4  # tokens before whom one became that may leave it open
_ANYONE = (["someone"], ["somebody"], ["anyone"], ["you"])
_WHENEVER = frozenset("when after once whenever if before".split())
_ACHIEVED = frozenset("on managed managing manages used went proceeded continued continues".split())


def set_mood(mention: Mention, c: Chunk, sight: Sight) -> None:
    """What the verb group itself says of realis, scope and role."""
    _set_realis(mention, c, sight)
    if mention.kind is Kind.KILLED and mention.count.best == 1 and _is_attacker(mention, c, sight):
        mention.role = "perpetrator"
    if _are_wounded(mention, c):
        mention.other, mention.anaphoric = True, False
    mention.total = mention.total or (mention.explicit and mention.generic and _is_wide(sight.s.low))
    if sight.s.low[c.start - 1 : c.start] == ["among"]:
        mention.secondary = True  # a chief among slain: one of those
    mention.pluperfect = "had" in c.auxiliaries
    if mention.pluperfect and mention.realis is Realis.ACTUAL and _is_earlier(sight, c):
        mention.scope, mention.reason = Scope.BACKGROUND, PAST_PERFECT
    if c.auxiliaries[:1] == ("being",):
        mention.anaphoric = True
        if mention.count.best == 1 and _has_killed(sight, c):
            mention.role = "perpetrator"
    mention.also = (
        (sight.s.low[:2] == ["in", "addition"] and sight.s.low[2:3] != ["to"])
        or (
            "also" in sight.s.low[max(0, c.start - 1) : c.end]
            or "also" in sight.s.low[max(0, mention.start - 1) : mention.start]
        )
        or _is_next(mention, c, sight)
        or tuple(sight.s.low[c.end : c.end + 2]) in _WITH_HIM
    )


def _is_next(mention: Mention, c: Chunk, sight: Sight) -> bool:
    """They then shot a guard; as they fled, they killed a policeman: after what has been told, and others than those."""
    low = sight.s.low
    of = mention.chunk
    told = of is not None and (mention.explicit or of.head in _ONE or (of.det == "a" and mention.kind is Kind.KILLED))
    fresh = mention.rule.endswith("active") and told
    then = "then" in low[max(0, c.start - _CLAUSE) : c.end] or tuple(low[:3]) in _FLEEING
    return fresh and then and not mention.sentence.in_title


def _is_wide(low: list[str]) -> bool:
    """Across the county 75 people have died: everyone, beside those of one camp."""
    return (low[:2] == ["across", "the"] and low[2:3] != [] and low[2] in _AREAS) or low[:1] in (["countywide"], ["statewide"])


def _set_realis(mention: Mention, c: Chunk, sight: Sight) -> None:
    """A modal makes it hypothetical: could kill, to kill; "may have died" is feared; "do kill" is a habit."""
    if c.auxiliaries[:1] == ("being",) and _NO_WORD in " ".join(sight.s.low[: c.start]):
        mention.realis, mention.reason = Realis.HYPOTHETICAL, _NO_WORD
    if set_modal(mention, c, sight):
        return
    if c.auxiliaries[:1] in (("have",), ("has",)) and mention.sentence.index > 1:
        mention.perfect = True
    elif sight.s.low[max(0, c.start - 1) : c.start] == ["you"] and not c.passive:
        mention.scope, mention.reason = Scope.BACKGROUND, "past"  # a note: this is because you killed our people
    elif c.form is not None and c.form.form == "ger" and sight.s.low[max(0, c.start - 1) : c.start] == ["about"]:
        mention.realis, mention.reason = Realis.HYPOTHETICAL, "spoken of"  # rambled about killing people
    elif _is_prevented(c, sight.s.low):
        mention.realis, mention.reason = Realis.HYPOTHETICAL, "prevented"
    elif _is_to_come(c, sight.s.low):
        mention.realis, mention.reason = Realis.HYPOTHETICAL, "to come"
    elif c.auxiliaries[:1] == ("be",):
        mention.realis, mention.reason = Realis.HYPOTHETICAL, "infinitive"
    elif (
        {"do", "get"} & set(c.auxiliaries[:1])
        or _is_habit(mention, c)
        or _OFTEN.intersection(sight.s.low[max(0, c.start - 1) : c.end])
    ):
        mention.scope, mention.reason = Scope.BACKGROUND, "habit"


def _has_become_one(mention: Mention, c: Chunk, sight: Sight) -> bool:
    """Has become the fifth person to be killed by a dog this year; not the first to die in custody, nor who would become it."""
    who, low = mention.chunk, sight.s.low
    if c.modal != "to" or who is None or not who.ordinal or who.sort != "person" or who.start == 0:
        return False
    before = low[max(0, who.start - _NEGATED) : who.start]
    return before[-1] in _HAS_BECOME and _OPEN.isdisjoint(before) and "this" in low[c.end : c.end + _COUNTED]


def set_modal(mention: Mention, c: Chunk, sight: Sight) -> bool:
    """Whether the verb group has a modal that leaves open whether it happened; then the mention says so."""
    if _has_become_one(mention, c, sight):
        return False
    perfect, before = "have" in c.auxiliaries, sight.s.low[c.start - 1]
    believed = c.modal == "to" and "be" in c.auxiliaries and before in BELIEVED
    if perfect and c.modal == "to" and "enough" in sight.s.low[max(0, c.start - _WAIT) : c.start]:
        mention.realis, mention.reason = Realis.HYPOTHETICAL, "modal to"
        return True  # enough, they said, to have killed hundreds
    surely = believed and (mention.kind in (Kind.MISSING, Kind.TRAPPED) or before == "estimated")
    if not c.modal or (c.modal == "to" and (perfect or surely or before in _ACHIEVED)):
        return False
    feared = (believed and mention.kind is Kind.KILLED) or (perfect and c.modal in ("may", "might", "must"))
    mention.realis, mention.reason = Realis.FEARED if feared else Realis.HYPOTHETICAL, f"modal {c.modal}"
    return True


def _is_prevented(c: Chunk, low: list[str]) -> bool:
    """Stopped the bomber from killing dozens; kept the fire from killing anybody."""
    return (
        c.word.endswith("ing")
        and low[c.start - 1] == "from"
        and not _PREVENTS.isdisjoint(low[max(0, c.start - _CLAUSE) : c.start])
    )


def _is_to_come(c: Chunk, low: list[str]) -> bool:
    """Waits until the king dies; what to say when someone dies; he was dying: nobody has died."""
    if c.form is None or c.form.verb.side != "subject":
        return False
    if c.form.form != "pres" or c.auxiliaries:
        ending = c.word == "dying" or (c.word.endswith("ing") and low[c.end - 2 : c.end] == ["to", "death"])
        return ending and not _BEING.isdisjoint((*c.auxiliaries, *low[c.start - 1 : c.start]))  # was dying: still alive
    before = low[max(0, c.start - _WAIT) : c.start]
    return not _UNTIL.isdisjoint(before) or (before[-1:] in _ANYONE and not _WHENEVER.isdisjoint(before))


def _is_habit(mention: Mention, c: Chunk) -> bool:
    """They kill villagers, a government that kills priests, reporters are killed: nobody in particular, in the present tense."""
    if c.form is None or mention.explicit or mention.sentence.in_title or _is_seen(mention, c):
        return False
    vague = mention.count.qualifier is Qualifier.VAGUE and not mention.anaphoric
    return (c.form.form == "base" and not c.modal) or (
        vague
        and (
            c.form.form == "pres"
            or c.auxiliaries in (("are",), ("is",))
            or (c.form.form == "ger" and c.auxiliaries == ("were",))
            or (
                c.auxiliaries[:2] in _GOING_ON
                and mention.chunk is not None
                and not mention.chunk.det
                and mention.chunk.q is None
            )
        )
    )


def _is_seen(mention: Mention, c: Chunk) -> bool:
    """Saw her sister | die: told once, whatever the verb's form."""
    if mention.chunk is None or (mention.chunk.end != c.start and not mention.parts):
        return False
    first = min([mention.chunk.start, *(part.start for part in mention.parts)])
    return first > 0 and mention.sentence.low[first - 1] in SEES


def _is_attacker(mention: Mention, c: Chunk, sight: Sight) -> bool:
    """One person, not told from the attacker, whom officers killed."""
    unnamed = mention.role in ("person", "", "perpetrator") and not mention.parts
    return unnamed and (_is_by_officers(c, sight, mention.rule.endswith("active")) or _is_doer_of_harm(mention, c, sight))


def _is_doer_of_harm(mention: Mention, c: Chunk, sight: Sight) -> bool:
    """He killed one, injured four and | was shot dead: the subject of what was done to others."""
    if not c.passive or mention.chunk is None or c not in sight.chunks:
        return False
    verbs = sight.chunks[: sight.chunks.index(c)]
    first = next((k for k, b in enumerate(verbs) if b.start >= mention.chunk.end and b.kind in "VBR"), 0)
    done = verbs[first] if first else None
    if done is None or done.kind != "V" or done.form is None or done.passive or done.form.verb.side != "object":
        return False
    return first + 1 < len(verbs) and verbs[first + 1].kind == "N" and verbs[first + 1].sort in ("person", "number")


def _are_wounded(mention: Mention, c: Chunk) -> bool:
    """One of the wounded died: a death beside those already told."""
    if c.form is None or c.form.verb.kind is not Kind.KILLED or mention.chunk is None or not mention.explicit:
        return False
    return bool({"wounded", "injured"} & {*mention.chunk.attributes, mention.chunk.head})


def _has_killed(sight: Sight, c: Chunk) -> bool:
    """Whether a verb before `c` killed or hurt others: its subject is the attacker."""
    before = sight.chunks[: sight.chunks.index(c)]
    return any(
        (b.kind == "V" and b.form is not None and b.form.verb.side == "object" and not b.passive and not is_bare(b))
        or (b.word in ("killed", "wounded", "shot") and not b.passive)
        for b in before
    )


def _is_earlier(sight: Sight, c: Chunk) -> bool:
    """after five people had been killed, which had killed three: before the event."""
    i = sight.chunks.index(c)
    for k in range(i - 1, max(-1, i - 11), -1):
        b = sight.chunks[k]
        if b.kind in "BR":
            told = b.word == "who" and (_is_scene(sight, k) or _is_stopped(sight, k) or _is_said(sight, k, i))
            return b.word in ("after", "who", "which", "where", "whose") and not told
    return False


def _is_said(sight: Sight, k: int, i: int) -> bool:
    """A call from a boy who said that he had shot himself: what he reports is the event."""
    return any(b.kind == "V" and b.word in SAYINGS for b in sight.chunks[k:i])


def _is_stopped(sight: Sight, k: int) -> bool:
    """Police shot a man who had stabbed three passers-by: officers stopped him, so that what he did is the event."""
    before = sight.chunks[max(0, k - 4) : k]
    harmed = next((n for n, b in enumerate(before) if b.kind == "V" and b.form is not None and b.form.verb.side == "object"), 0)
    return harmed > 0 and (before[harmed - 1].role == "police" or before[harmed - 1].head in _OFFICERS)


def _is_scene(sight: Sight, k: int) -> bool:
    """Officers found a man who had been shot; there was a man who had been shot: what they came upon is the event."""
    for b in reversed(sight.chunks[max(0, k - _SCENE) : k]):
        if b.kind == "V":
            return b.word in _FINDS
        if b.kind == "A":
            return "there" in sight.s.low[max(0, b.start - 2) : b.start]
    return False


def is_doer(mention: Mention, c: Chunk) -> bool:
    """He shot, the gunman fired: the one before a bare verb without object is who did it; not "he was found shot"."""
    if mention.sentence.low[c.start - 1] in _FINDS and mention.sentence.low[c.start - 2] in lex.AUXILIARIES:
        return False
    hits = c.word in ("shot", "stabbed", "hit", "struck") and mention.sentence.low[c.end - 1] != "dead"  # attacker shot dead
    return mention.head in ("he", "she", "they", "i", "we", "someone", "somebody", "who") or (
        mention.role == "perpetrator" and not mention.explicit and hits
    )


def _is_by_officers(c: Chunk, sight: Sight, active: bool) -> bool:
    """Whether officers killed them: then those killed are the attackers, as far as the text tells."""
    i = sight.chunks.index(c)
    beside = (
        sight.chunks[i - 1 : i]
        if active
        else sight.chunks[i + 2 : i + 3]
        if sight.chunks[i + 1 : i + 2] and sight.chunks[i + 1].word == "by"
        else []
    )
    return any(b.kind == "N" and (b.role == "police" or b.head in _OFFICERS) for b in beside)
