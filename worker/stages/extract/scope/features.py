"""Feed items that tell no news of harm: a headline of something else, and beneath it deaths that nothing places in these days."""

from __future__ import annotations

import re
from collections.abc import Sequence

from worker.model import Kind, Scope
from worker.stages.extract.mentions import Mention
from worker.stages.extract.scope.genre_rows import KIN

REASON = "feature"
_HARMED = frozenset({Kind.KILLED, Kind.INJURED, Kind.MISSING})
_SHORT = 75  # words of a summary; a longer text has room to say when and where
_TELLING = 2  # spaces of a headline that tells of something
_NEW = re.compile(r"(?:an?|another) ", re.IGNORECASE)
_COMPOUND = r"(?:tests?|safety|service|chief|brigade|station|alarms?|department|drills?|cover|engine|code|regulations?|risks?|squad|disposal|warnings?|defen[cs]es?|insurance|relief|walls?|pumps?|action|ballot|calls?|diet|course|scare|threats?)\b"
_INCIDENT = re.compile(  # what happens, as a headline of the day names it
    r"\b(?:(?:air ?|drone )?(?:raids?|strikes)|attack(?:s|ed)?|assault|ambush(?:es|ed)?|bomb(?:ed|ing|ings)|blasts?|explo(?:sion|sions|de|des|ded)|shell(?:s|ed|ing)|missiles?|drones?|rockets?|clash(?:es|ed)?|fighting"
    r"|massacres?|shootings?|shot|shoots?|gunm[ae]n|gunfire|opens? fire|stabb\w+|knife|militants?|siege|riots?|protests?|rampage|crash(?:es|ed)|collisions?|collid\w+|derail\w*|capsiz\w+|sinks?|sank|overturn\w*|plung\w+|ploughs?|plows?|rams?|hits?|struck"
    r"|wreck|pile-?up|collaps\w+|gives? way|caves? in|blaze|inferno|burns?|flames|(?:earth)?quakes?|tsunami|floods|flooding|floodwaters?|rains?|monsoon|storms?|cyclone|hurricane|typhoon|tornado(?:es)?|blizzard|lightning|landslides?|mudslides?|avalanches?"
    r"|(?:sole|lone|only) survivor|falls (?:in|into|from|off|down|on|onto|upon|over|\d)|fights? (?:over|with|in|at|near|between|for)|fights|brawls?|melee|feud|gun ?battles?|shoot-?outs?|firefights?|skirmish\w*|showdown|stand-?off|pogrom|purge|(?:comes?|came|crashing) down|go(?:es)? up(?! (?:for|by|in (?:price|value)|against|on))|ablaze|alight|flares?(?: up)?|overrun|wiped out|no survivors|in mourning|ends? in (?:grief|tragedy|horror|death|disaster|tears)|never c[oa]me home|road of|goes? down|aground|veers?|slams?|skids?|smash(?:es|ed)?|sweeps?|swept|bur(?:ies|ied)|flatten\w*|destroy\w*|rips?|tears?|toppl\w+|engulf\w*|overruns?|gut(?:s|ted)|torch\w*|trampl\w+|electrocut\w+|maul\w*"
    rf"|(?:fires?|bombs?|crash|storm|flood|strike|heat)\b(?! {_COMPOUND})"
    r"|burst\w*|ruptur\w+|snaps?|lynch\w*|behead\w*|abduct\w*|kidnap\w*|hostages?|grenades?|mortars?|landmines?|airstrikes?|warplanes?|gunned|hack\w*|machetes?|arson\w*|trapped|cloudburst|squall|spill|measles|malaria|dengue|typhoid|meningitis|epidemic|fever"
    r"|heatwave|wildfires?|bushfires?|volcano|eruption|erupts?|stampede|crush|outbreak|cholera|ebola|poison\w*|leak|(?:turns? )?deadly|fatal|deaths?|dead|dies?|died|kill(?:s|ed|ing)?|drown\w*|bod(?:y|ies)|victims?|toll|missing|rescue\w*|injur\w+|wound\w*|hurt|tragedy|disaster|accident|emergency|(?:pulled|dug|dragged|freed) from (?:the |under )*(?:rubble|ruins|wreckage|debris|mud)|carnage|bloodshed|catastrophe|deflat\w+|mow(?:s|ed)|horror(?= (?:in|on|at|as)\b))\b",
    re.IGNORECASE,
)
_REFERRED = re.compile(  # the crash, over a crash, of a crash: it is known already
    r"\b(?:the|that|this|those|over|of|about|since|behind|for|from|into|that|which|who|whose|where|his|her|their|its)(?: [\w’'.-]+){0,3} ?$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:that|which|who|where|whose|when)(?: [\w’'-]+){0,2} ?$|\bthe ?$", re.IGNORECASE)
_KIN_OF = re.compile(
    rf"\b(?:{KIN}) of (?:the |an? |her |his )?(?:[\w’'-]+,? ){{0,3}}$", re.IGNORECASE
)  # who are the news, not the dead
_BEFORE = re.compile(r"\bbefore (?:his |her |their )?$", re.IGNORECASE)  # what staff left undone before she died
_OWN_WORDS = re.compile(r"['‘“\"]?(?:I|My|We)\b")  # I held her hand as she died
_WHO = re.compile(
    r"\b(?:who|that|which)(?: (?:was|were|had|has|been|later|also|once|tragically))* [\w-]+(?: (?:dead|to death))?$",
    re.IGNORECASE,
)
_POLICE = re.compile(
    r"\b(?:arrested|charged|detained|manhunt|named(?! after)|identified|pictured|tributes?|mourns?|vigil|police|officials?|authorities|sheriff|ministry|army|military)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^(?:['‘“\"][^:]{0,80}[:–—-] )?(?:how|why|who|what|where|when|inside|the (?:day|night|man|men|woman|women|story|long read)|i|we|my|our|they|if)\b|: (?:what(?! (?:do )?we know)|how|why|who|the story)\b|(?<!so far)\?$",
    re.IGNORECASE,
)
_DAY = re.compile(r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|overnight|last night)\b", re.IGNORECASE)
_RUNNING = re.compile(  # a day, somebody who says so, a state of things that lasts
    r"\b(?:says?|said(?! (?:nothing|little|no\b))|according|reports?|reported|reportedly|confirm\w*|announced|(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|tonight|overnight|dawn|morning|hours|weekend|this week"
    r"|at least|so far|feared|missing|unaccounted|rescue(?:d|rs)|rescue (?:workers?|teams?|crews?|services?|efforts?)|search\w*|hospitals?|hospitali[sz]ed|treated|injur\w+|wound\w+|critical\w*|hurt|(?<!by )police|officials?|authorities|firefighters?|ministry|governor|witness(?:es)?|residents|medics|doctors"
    r"|(?:have|has) (?:died|killed|left|claimed|reached|risen|been (?:found|recovered|killed|confirmed|pulled)|(?:found|counted|recovered|retrieved|pulled) (?:[\w-]+ ){1,3}(?:bodies|dead))|are dead|toll|suspect(?:ed|s)?|arrested|manhunt|\d ?[ap]\.?m\b|on (?:jan|feb|mar|apr|may|june|july|aug|sept|oct|nov|dec)\w*\.? \d+|(?:is|are|was|were|being) in custody|state of emergency|evacuat\w+|crews?)\b",
    re.IGNORECASE,
)


def set_aside_features(mentions: Sequence[Mention], title: str, body: Sequence[str]) -> None:
    """Takes a short item's figures out of the count where neither its headline nor its summary has the marks of news of harm."""
    told = [m for m in mentions if m.counts and m.count.best]
    kinds = {m.kind for m in told if m.explicit}
    if len(kinds & _HARMED) > 1:
        return  # so many dead, so many hurt
    if title.count(" ") < _TELLING or any(_NEW.match(m.sentence.text) for m in told):
        return  # two words tell of nothing else; a bus fell into a ravine: what nobody knew
    if not told or not body or any(m.sentence.in_title and not _is_referred(m) for m in told):
        return
    text = " ".join(body)
    if _DAY.search(title):
        return  # death of 13 in Sunday's crash: driver held
    if text.count(" ") > _SHORT or _RUNNING.search(text):
        return
    if not _ASKS.search(title) and (_POLICE.search(title) or _names_incident(told, title)):
        return
    for m in told:
        m.scope, m.reason = Scope.BACKGROUND, REASON


def _is_referred(m: Mention) -> bool:
    """A crash that killed six, the deaths of four: what the headline tells is something else."""
    before = m.sentence.text[: m.sentence.begin(m.start) - m.sentence.start]
    own = m.sentence.text[m.sentence.begin(m.start) - m.sentence.start : m.sentence.finish(m.end - 1) - m.sentence.start]
    one = m.count.best == 1 and (
        _OWN_WORDS.match(m.sentence.text) is not None
        or _KIN_OF.search(before) is not None
        or _WHO.search(own) is not None
        or _BEFORE.search(before) is not None
    )
    return m.secondary or one or _RELATIVE.search(before) is not None


def _names_incident(told: Sequence[Mention], title: str) -> bool:
    """Floods sweep through town; not life after the floods, nor why the floods came."""
    first = min((m.sentence.begin(m.start) - m.sentence.start for m in told if m.sentence.in_title), default=len(title))
    if title[first:].startswith(("has ", "have ")):
        return True  # a quake that has killed 80: the count goes on
    return any(not _REFERRED.search(title[: match.start()]) for match in _INCIDENT.finditer(title[:first]))
