"""Who says so: the speaker nearest to a figure in its clause, and how far to believe them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from worker.model import Source, SourceType
from worker.stages.extract.grammar.sentences import Sentence
from worker.stages.extract.mentions import Mention

_SOURCES: tuple[tuple[SourceType, frozenset[str]], ...] = (
    (SourceType.UNKNOWN, frozenset(
        "taliban rebels insurgents separatists houthis hamas hezbollah shabaab militia militants junta guerrillas jihadists front iswap jnim"
        " rsf paramilitaries boko isis fighters coalition shabab al-shabab al-shabaab al-qaeda al-qaida al-nusra nusra aqap aqim isil daesh pkk ypg farc eln"
        " m23 peshmerga".split())),
    (SourceType.HOSPITAL, frozenset("hospital hospitals doctor doctors medics medic clinic morgue mortuary surgeon".split())),
    (SourceType.NGO, frozenset(
        "observatory monitor monitors sohr activists un u.n unicef ocha group cross crescent committee network helmets union charity watchdog ngo".split())),
    (SourceType.WITNESS, frozenset("witness witnesses villager villagers resident residents eyewitnesses eyewitness survivor survivors".split())),
    (SourceType.OFFICIAL, frozenset(
        "police official officials ministry authorities governor spokesman spokeswoman spokesperson commanders minister mayor army military government sheriff officers"
        " prosecutor prosecutors prefect prefecture commissioner collector department administration administrator coastguard coroner president"
        " office bureau service brigade state chief commander premier directorate headquarters secretariat agency authority medical navy force airforce marines".split()) | {"air force"}),
    (SourceType.MEDIA, frozenset([*"television tv newspaper radio media reuters afp ap".split(), "news agency"])),
)  # fmt: skip
_TYPE = {word: kind for kind, words in reversed(_SOURCES) for word in words}
_FORCES = frozenset(
    "army military ministry forces troops commander commanders peshmerga government junta headquarters navy force airforce marines coalition".split()
) | {"air force"}
_REBELS = frozenset(
    "taliban rebels insurgents militants separatists houthis hamas hezbollah boko shabaab militia group guerrillas fighters jihadists front"
    " iswap jnim rsf paramilitaries isis shabab al-shabab al-shabaab al-qaeda al-qaida al-nusra nusra aqap aqim isil daesh pkk ypg farc eln m23".split()
)
_ENEMIES = frozenset({"militant", "perpetrator"})
_SOLDIERS = frozenset({"military", "militant"})
_SAYING = frozenset(
    "said say says told reported reports confirmed confirms announced announces according claimed claims stated added put puts counted counts gave"
    " gives lists listed spoke acknowledged".split()
)
_SAYS = frozenset({"says", "said"})
_BREAKS = frozenset("; while whereas but".split())
_OF_NEWS = frozenset("news press wire anadolu".split())  # agencies that pass on what others say
_OF_THE_STATE = frozenset("news media television tv radio newspaper broadcaster".split())  # its voice, and no authority's
_MOST = 20  # speakers of one sentence
_BEFORE, _AFTER = 18, 8  # words around a verb of saying in which its speaker stands
_SMALL = frozenset("the a an of for in on at by to from its it , . ; : ' \" “ ” said says and that there".split())
_RANK = {
    SourceType.OFFICIAL: 0,
    SourceType.HOSPITAL: 0,
    SourceType.NGO: 1,
    SourceType.MEDIA: 1,
    SourceType.UNKNOWN: 1,
    SourceType.WITNESS: 2,
    SourceType.PARTY: 3,
}
UNRELIABLE = 2
SPEAKERS = frozenset(_TYPE)


def rank(m: Mention) -> int:
    """0 is the most reliable."""
    return _RANK[m.source.type]


_LAST = 6  # tokens of a headline from the colon on, where who speaks stands last


@dataclass(frozen=True, slots=True)
class _Speaker:
    at: int  # the verb of saying
    name: str
    label: str
    clause: int


def attribute_sources(mentions: Sequence[Mention], s: Sentence) -> None:
    """Gives every mention of the sentence its source."""
    if not mentions:
        return
    clauses = list(accumulate(int(word in _BREAKS) for word in s.low))
    speakers = _speakers(s, clauses)
    for m in mentions:
        if m.speaker:  # "the disaster agency 19": the figure's own rule has said whose it is
            name = m.speaker.split()[-1]
            m.source = Source(name, _TYPE.get(name, SourceType.UNKNOWN))
            continue
        speaker = _speaker_of(m, speakers, clauses)
        if speaker is not None:
            kind = SourceType.PARTY if _is_enemy(speaker.name, m) else _TYPE[speaker.name]
            m.source, m.speaker = Source(speaker.name, kind), speaker.label
        elif name := _own_claim(s, m):
            m.source, m.speaker = Source(name, SourceType.PARTY), name


def _own_claim(s: Sentence, m: Mention) -> str:
    """Ruritania says it killed 400 Sylvanian soldiers: the belligerent who says so of its enemy; "" where nobody does."""
    if m.role not in _SOLDIERS:
        return ""
    said = (k for k in range(1, m.start) if s.low[k] in _SAYING and s.low[k + 1] in ("it", "they", "its", "their"))
    return next((s.low[k - 1] for k in said if s.raw[k - 1][:1].isupper()), "")


def _speakers(s: Sentence, clauses: list[int]) -> list[_Speaker]:
    found = []
    for i, word in enumerate(s.low):
        if word not in _SAYING and not (word == ":" and s.in_title):
            continue
        before = [k for k in range(i - 1, max(-1, i - 1 - _BEFORE), -1) if s.low[k] in _TYPE]
        after = [k for k in range(i + 1, min(len(s), i + 1 + _AFTER)) if s.low[k] in _TYPE]
        if word == ":" and len(s) - i > _LAST:
            after = []  # Mali: rebels storm a base: they say nothing
        quoted = word == "according" or s.low[max(0, i - 1)] in (",", "”", '"')
        if quoted and word in _SAYS and not after and i + 1 < len(s) and s.raw[i + 1][:1].isupper():
            continue  # rebels killed 54 soldiers, says Moreno: not the rebels
        at = (after or before) if quoted else (before or after)
        at = [k for k in at if clauses[k] == clauses[i] and not _is_wing(s, k) and not _names_media(s, k)]
        if at:
            name = _strongest(s, at[0])
            found.append(_Speaker(i, name, _label(s, at[0]), clauses[i]))
    return found


def _is_wing(s: Sentence, k: int) -> bool:
    """The military's media wing: the military speaks."""
    return s.low[k] == "media" and s.low[k + 1 : k + 2] in (
        ["wing"],
        ["office"],
        ["cell"],
        ["arm"],
        ["centre"],
        ["center"],
        ["department"],
    )


def _names_media(s: Sentence, k: int) -> bool:
    """State television: the broadcaster speaks, not the state."""
    return s.low[k] == "state" and k + 1 < len(s) and s.low[k + 1] in _OF_THE_STATE


def _strongest(s: Sentence, k: int) -> str:
    """ "hospital officials": the hospital speaks. A news agency is no authority."""
    if k and s.low[k] == "agency" and s.low[k - 1] in _OF_NEWS:
        return "news agency"
    if k and s.low[k] == "force" and s.low[k - 1] == "air":
        return "air force"
    return (
        s.low[k - 1]
        if k and s.low[k - 1] in _TYPE and s.low[k] in ("official", "officials", "spokesman", "service", "chief")
        else s.low[k]
    )


def _label(s: Sentence, k: int) -> str:
    """The words around the speaker that tell two ministries apart."""
    near = s.low[max(0, k - 2) : k] + s.low[k + 1 : k + 4]
    return " ".join([s.low[k], *(w for w in near if w not in _SMALL and w.isalpha() and w not in _SAYING)])


def _speaker_of(m: Mention, speakers: list[_Speaker], clauses: list[int]) -> _Speaker | None:
    """The one who speaks before the figure in its clause, else after it, else elsewhere in the sentence."""
    clause = clauses[m.start]
    own = [p for p in speakers[:_MOST] if p.clause == clause]
    before = [p for p in own if p.at <= m.end]
    after = [p for p in own if p.at > m.end]
    if before or after:
        return before[-1] if before else after[0]
    return speakers[0] if len(speakers) == 1 else None


def _is_enemy(speaker: str, m: Mention) -> bool:
    """A belligerent about its enemy's losses."""
    roles = {m.role, *(p.role for p in m.parts)} if not m.parts else {p.role for p in m.parts}
    of_rebels = speaker in _REBELS and roles <= {"military", "police"}
    return bool(roles) and (of_rebels or (speaker in _FORCES and roles <= _ENEMIES))
