"""Verbs of harm that harm nobody where they stand: shot at, nearly killed, missing the summit, classrooms burned."""

from __future__ import annotations

from worker.model import Kind
from worker.stages.extract.grammar.chunks import Chunk
from worker.stages.extract.grammar.lexicon import ANIMALS
from worker.stages.extract.grammar.verbs import BODY, FIRED, VEHICLES, Verb
from worker.stages.extract.rules.sight import Sight
from worker.stages.extract.rules.toll_rules import DISASTERS

_AT_BODY = frozenset("in on his her their both".split())
_DOWN = (["down"], ["out"])  # houses burn down
_PAPERS = frozenset("warrant warrants search order orders plan strategy".split())  # executed, and nobody dies of it
_STILL = frozenset("is was are were".split())  # was fast succumbing
_STATES_OF_LIFE = frozenset("obscurity poverty penury exile disgrace anonymity infancy retirement debt office".split())
_FACE = frozenset("face mouth jaw cheek".split())
_GUNS = frozenset(
    "fire fired fires firing shot shots shooting shoots gunfire gunshot gunman gunmen bullet bullets rounds round shrapnel debris car truck van vehicle"
    " hammer bat crowbar pistol rifle handgun times".split()
)
_EXAMINED = frozenset(
    "evaluation evaluations evaluated psychiatric psychological observation precaution precautionary check-up checkup".split()
)
_WOUNDED = frozenset(
    "injury injuries injured wound wounds wounded gunshot inhalation burns condition treatment treated".split()
)
_BULLETS = frozenset("bullet bullets round rounds".split())
_FIRE_REACH = 14  # tokens from the firing to the one hit
_TIMES = frozenset("times time random".split())
_ABOUT = frozenset("about around approximately roughly".split())
_HOURS = frozenset("noon midnight dawn dusk".split())
_FOR_HOMELESS = frozenset(
    "shelter shelters hostel hostels charity charities people person man men woman women services".split()
)
_MISSED = frozenset("the a an his her their its this that school work training out".split())  # missing the summit
_HARMLESS = frozenset("people persons women children students pupils teens teenagers girls boys civilians worshippers".split())
_BODIES = frozenset("body bodies corpse corpses dead".split())
_NOT_MISSING = frozenset({"for", "about", "without", "near", "'", '"', "’", "”"})
_SHOOTERS = frozenset("perpetrator police military militant".split())
_TARGETS = frozenset(
    "car cars vehicle vehicles truck trucks bus buses van house houses homes window windows plane helicopter drone drones crowd train boat".split()
)
_QUESTION = 12  # tokens before a verb in which its "what" stands
_SUCH = (["dead"], ["injured"], ["wounded"], ["missing"])
_LOOKS = frozenset("glance glances look looks glare glares stare stares smile smiles".split())
_SLIGHTS = frozenset(
    "word words remark remarks comment comments criticism claim claims allegation allegations rumour rumours rumor rumors decision manner way leak"
    " affair snub silence rejection betrayal tone suggestion suggestions accusation accusations gossip insult insults lies slur slurs scandal".split()
)
_QUOTES = frozenset("'\"‘’“”")
_THEM = (["him"], ["her"], ["me"], ["them"], ["us"])
_FEIGNS = frozenset("play plays played playing feign feigns feigned feigning sham shammed shamming".split())
_ALMOST = frozenset("nearly almost narrowly".split())  # was nearly killed


def _is_no_death(sight: Sight, c: Chunk) -> bool:
    """Winds die down; was fast succumbing; died in poverty, in relative obscurity: how a life ended long ago."""
    behind = sight.words(c.end, 3)
    if behind[:1] == ["down"] or (behind[:1] == ["in"] and not _STATES_OF_LIFE.isdisjoint(behind[1:])):
        return True
    return c.word == "succumbing" and not _STILL.isdisjoint(sight.words(max(0, c.start - 2), 3))


def is_told(sight: Sight, c: Chunk, verb: Verb) -> bool:
    """Whether the words that the verb needs stand beside it: hit in the leg, taken to hospital."""
    low = sight.s.low
    if c.word == "admitted" and verb.after & set(low):
        return True
    if verb.name == "hospital" and _is_from(low[c.end : c.end + 9], verb):
        return False
    if c.word.startswith("evacuat") and not _is_taken_to(low[c.end : c.end + 9], verb):
        return False
    for k in range(max(0, c.start - 6), min(len(low), c.end + 9)):
        if verb.name == "hospital" and k < c.start and "from" in low[max(0, k - 2) : k]:
            continue  # cleared from the hospital and taken to jail
        if low[k] in verb.after and low[k] not in VEHICLES and (low[k] not in BODY or _AT_BODY & set(low[max(0, k - 4) : k])):
            return True
    return verb.name == "hit" and _is_of_fire(low, c.start)


def _is_taken_to(after: list[str], verb: Verb) -> bool:
    """Evacuated to a hospital: not patients, from one."""
    at = next((k for k, word in enumerate(after) if word in verb.after), 0)
    return not {"to", "into", "by", "for"}.isdisjoint(after[max(0, at - 5) : at])


def _is_of_fire(low: list[str], at: int) -> bool:
    """Fired at the officers, striking one of them; a bullet went through a wall, hitting a girl; was struck by return fire."""
    before = low[max(0, at - _FIRE_REACH) : at]
    if not FIRED.isdisjoint(before) or (low[at].endswith("ing") and not _BULLETS.isdisjoint(before)):
        return True
    return any(low[k : k + 2] == ["return", "fire"] for k in range(at, min(len(low), at + 5)))


def _is_from(after: list[str], verb: Verb) -> bool:
    """Transporting two officials from the hospital: not to it."""
    at = next((k for k, word in enumerate(after) if word in verb.after), 0)
    return "from" in after[max(0, at - 5) : at] and "to" not in after


def is_no_harm(sight: Sight, i: int, c: Chunk, verb: Verb) -> bool:
    """shot at, for missing work, burns victim: the words of harm, but nobody is harmed by them."""
    before = sight.s.low[c.start - 1] if c.start else ""
    if _is_off(sight, i, c, verb) or _is_slight(sight, i, c, verb) or _is_of_such(sight, c) or _is_so_called(sight, i, c):
        return True
    festival = c.word == "burning" and sight.s.raw[c.end : c.end + 1] == ["Man"]
    if sight.words(c.end, 1) == [":"] and (i == 0 or sight.chunks[i - 1].kind != "N") and not c.auxiliaries:
        return True  # a label: "injured: 30"
    if verb.side == "state" and (not ANIMALS.isdisjoint(sight.words(c.end, 3)) or _is_dead_thing(sight, i, c)):
        return True  # two dead humpback whales
    if verb.kind is Kind.MISSING:
        return _is_missed(sight, i, c, before)
    if c.word == "rescue":
        return "to" not in c.auxiliaries and bool(
            {"workers", "teams", "crews", "worker", "services"} & set(sight.words(c.end, 2))
        )
    if festival or (verb.name == "die" and _is_no_death(sight, c)):
        return True
    if c.word.startswith("execut") and not _PAPERS.isdisjoint(sight.words(c.end, 6)):
        return True
    if c.word.startswith("burn") and (c.word == "burns" or sight.words(c.end, 1) in _DOWN):
        return sight.words(c.end, 1) in (*_DOWN, ["victim"], ["victims"], ["unit"], ["ward"], ["patient"], ["patients"])
    if verb.name == "shoot" and sight.words(c.end, 1) == ["to"]:
        return sight.words(c.end - 2, 2) != ["to", "death"]  # shot to fame
    if _is_of_things(sight, i, c) or (verb.name == "hospital" and i > 0 and sight.chunks[i - 1].head in _BODIES):
        return True  # 61 bodies brought to hospitals
    if verb.name != "shoot" or c.word.startswith("stab") or sight.words(c.end, 1) not in (["at"], ["down"], ["up"], ["video"]):
        return False
    return not _is_hit_there(sight, i)


def _is_dead_thing(sight: Sight, i: int, c: Chunk) -> bool:
    """30 dead links, 200 dead trees: what is counted stands right behind the adjective; not "30 dead floods batter coast"."""
    behind = sight.chunks[i + 1] if c.word == "dead" and not c.auxiliaries and 0 < i < len(sight.chunks) - 1 else None
    if behind is None or behind.kind != "N" or behind.start != c.end or behind.sort not in ("thing", "unknown"):
        return False
    before = sight.chunks[i - 1]
    counted = before.sort == "number" and before.end == c.start
    lower = sight.s.shouting or sight.s.raw[behind.end - 1].islower()
    return counted and lower and bool(behind.plural) and not behind.det and behind.q is None and behind.head not in DISASTERS


def _is_missed(sight: Sight, i: int, c: Chunk, before: str) -> bool:
    """The search for missing men, the number of missing drops, missing the summit, "The Hymn" missing from the show."""
    if before == "of" and (i + 1 >= len(sight.chunks) or sight.chunks[i + 1].kind not in "N&"):
        return True
    if c.auxiliaries and "what" in sight.s.low[max(0, c.start - _QUESTION) : c.start]:
        return True  # what our phones are missing
    return before in _NOT_MISSING or bool(_MISSED & set(sight.words(c.end, 1)))


def _is_so_called(sight: Sight, i: int, c: Chunk) -> bool:
    """Says a colleague 'stabbed' him, his words caused "hurt": the one word in quotation marks is meant of no body."""
    quoted = sight.s.low[c.start - 1 : c.start] and sight.s.low[c.start - 1] in _QUOTES and c.end == c.start + 1
    if not quoted or c.passive or not _QUOTES.intersection(sight.words(c.end, 1)):
        return False
    if c.word == "hurt":
        return bool(c.auxiliaries) or (i > 0 and sight.chunks[i - 1].sort == "pronoun")
    return sight.s.in_title and sight.words(c.end + 1, 1) in _THEM


def _is_of_such(sight: Sight, c: Chunk) -> bool:
    """The families of the dead and | injured: two words for those who were harmed, which count nobody; two children, neither of whom were | hurt."""
    before = sight.s.low[max(0, c.start - 3) : c.start]
    if before in (["neither", "of", "whom"], ["none", "of", "whom"]):
        return True
    return not c.auxiliaries and before[:1] == ["the"] and before[1:2] in _SUCH and before[2:] == ["and"]


def _is_idle(after: list[str]) -> bool:
    """Dead on her feet, a plan dead in the water, dead on arrival in the Senate: spoken of the tired and the hopeless."""
    return after in (["on", "her", "feet"], ["on", "his", "feet"], ["on", "their", "feet"], ["in", "the", "water"])


def _is_wearing(sight: Sight, i: int, c: Chunk) -> bool:
    """The foxtrot is killing her, this heat is killing me: one still alive."""
    now = c.word == "killing" and c.auxiliaries in (("is",), ("are",), ("was",), ("'s",)) and not c.negated
    behind = sight.chunks[i + 1] if now and i + 1 < len(sight.chunks) else None
    return behind is not None and (behind.sort == "pronoun" or behind.word in ("me", "us", "you")) and behind.head != "others"


def _is_off(sight: Sight, i: int, c: Chunk, verb: Verb) -> bool:
    """was nearly killed, killed off, more than a war killed, the homeless shelter, help or hurt a candidate."""
    if (c.word == "dead" and _is_idle(sight.words(c.end, 3))) or _is_wearing(sight, i, c):
        return True
    if c.word == "dead" and not _FEIGNS.isdisjoint(sight.s.low[max(0, c.start - 1) : c.start]):
        return True  # a sixth, who played dead
    word = sight.s.low.index(c.word, c.start)
    if word and sight.s.low[word - 1] in _ALMOST:
        return True
    if c.word == "homeless":
        return not _FOR_HOMELESS.isdisjoint(sight.words(c.end, 1))
    if c.word == "hurt" and c.start > 1 and sight.words(c.start - 2, 2) in (["help", "or"], [",", "not"]):
        return True
    return verb.name == "kill" and (sight.words(c.end, 1) == ["off"] or _is_compared(sight.words(c.end, 6)))


def _is_compared(after: list[str]) -> bool:
    """has killed more Americans than three wars"""
    return after[:1] == ["more"] and "than" in after[2:]


def _is_slight(sight: Sight, i: int, c: Chunk, verb: Verb) -> bool:
    """A blow, a look at the hospital, shots that were answered: nobody is said to be hurt."""
    if verb.name == "hit":
        return _is_blow(sight, i, c)
    if verb.name == "hospital":
        return _is_examined(sight.words(c.end, 16))
    if verb.name == "injure" and not c.auxiliaries and c.word == "hurt" and "to" in sight.s.low[: c.start]:
        return sight.s.low[c.start - 1] == "or"  # pleaded with him not to take the car or hurt her
    if verb.name == "shoot" and not c.passive and not _LOOKS.isdisjoint(sight.words(c.end, 6)):
        return True  # shot him a look, shooting one of her glances at the camera
    if c.word in ("hurt", "stung") and c.passive and sight.words(c.end, 1) == ["by"]:
        return not _SLIGHTS.isdisjoint(sight.words(c.end + 1, 4))  # hurt by the leak, by her remarks
    aimed = "direction" in sight.words(c.end, 4) or sight.words(c.end, 1) in (["back"], ["into"])
    return verb.name == "shoot" and not c.passive and aimed


def _is_blow(sight: Sight, i: int, c: Chunk) -> bool:
    """A robber struck her in the face: with the hand, as far as the sentence tells; not "officers fired, striking him in the leg"."""
    active = not c.passive and i + 1 < len(sight.chunks) and sight.chunks[i + 1].kind == "N"
    return active and not _FACE.isdisjoint(sight.words(c.end, 8)) and _GUNS.isdisjoint(sight.s.low)


def _is_examined(after: list[str]) -> bool:
    """Taken to hospital for a mental evaluation, for observation: to be looked at, where no wound is spoken of."""
    return not _EXAMINED.isdisjoint(after) and _WOUNDED.isdisjoint(after)


def _is_of_things(sight: Sight, i: int, c: Chunk) -> bool:
    """five classrooms were burned, lamps were found hanging: done to people only where they are called that."""
    if c.word == "cut" and c.form is not None:
        return i == 0 or sight.chunks[i - 1].sort not in ("person", "number", "pronoun")  # forests were cut down
    done = c.word in ("burned", "burnt") or sight.s.low[c.end - 1] in ("hanging", "hanged")
    return done and i > 0 and sight.chunks[i - 1].sort == "unknown"


def _is_at_place(sight: Sight, i: int) -> bool:
    """was shot at a petrol station, at about 7:30: where or when, and not "was shot at by police", "were shot at several times"."""
    c = next((b for b in sight.chunks[i : i + 2] if b.word not in _ABOUT), None)
    if c is None or c.kind != "N":
        return c is not None and c.kind == "T" and (c.word[0].isdecimal() or c.word in _HOURS)
    return c.sort in ("thing", "unknown", "name") and c.head not in _TIMES


def _is_hit_there(sight: Sight, i: int) -> bool:
    """Whether "shot at" tells where somebody was hit: at a petrol station, at 140 Holm Avenue, a headline's "four shot at car wash"."""
    c = sight.chunks[i]
    if sight.words(c.end, 1) != ["at"]:
        return False
    if _is_at_place(sight, i + 2) if c.passive else _is_at_address(sight, i + 2):
        return True
    who = sight.chunks[i - 1] if i and sight.s.in_title and not c.passive else None
    if who is None or who.kind != "N":
        return False
    if i == 1 and who.q is not None and (who.sort == "number" or who.head in _HARMLESS):
        return True
    return who.sort == "person" and who.role not in _SHOOTERS and _is_scene(sight, i + 2)


def _is_scene(sight: Sight, i: int) -> bool:
    """At mall in Tampa, and not at a car or at police."""
    c = sight.chunks[i] if i < len(sight.chunks) else None
    place = c is not None and c.kind == "N" and c.sort in ("thing", "name", "unknown") and not c.det
    return c is not None and place and c.head not in _TARGETS


def _is_at_address(sight: Sight, i: int) -> bool:
    """Two men shot at 140 Holm Avenue: a house has a number, those who are fired at have none like it."""
    c = sight.chunks[i] if i < len(sight.chunks) else None
    return c is not None and c.q is not None and c.sort == "thing" and c.names and sight.s.low[c.start].isdecimal()
