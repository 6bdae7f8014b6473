"""What kind of event it was: words as evidence, each row a type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# type -> (weight, words); the names are ACLED's sub-event types and the usual disaster terms
_ROWS: tuple[tuple[str, float, str], ...] = (
    ("suicide_bombing", 4, "suicide bomb|suicide bomber|suicide bombers|suicide bombing|suicide attack|suicide attacker|suicide car bomb|suicide car bomber|blew himself|blew herself|blew themselves|explosive vest"),
    ("air_strike", 3, "airstrike|airstrikes|air strike|air strikes|air raid|air raids|warplane|warplanes|fighter jets|drone strike|drone strikes|drone attack|bombardment|bombed by|helicopter gunship"),
    ("shelling", 3, "shelling|shelled|artillery|mortar|mortars|rocket fire|rocket attack|rockets|missile|missiles|missile strike|mortar shells"),
    ("bombing", 2.5, "bomb|bombs|bombing|bombings|car bomb|roadside bomb|ied|explosive device|explosives|grenade|landmine|land mine|detonated|blast|blasts"),
    ("armed_clash", 2.5, "clash|clashes|clashed|gun battle|gunbattle|firefight|fighting|battle|battles|ambush|ambushed|offensive|skirmish|insurgents attacked|exchange of fire"),
    ("shooting", 2.5, "shooting|shootings|shot|gunman|gunmen|gunfire|opened fire|gunshot|gunshots|shooter|drive-by|gunned down"),
    ("stabbing", 2.5, "stabbing|stabbed|stabbings|knife|machete|machetes|hacked"),
    ("abduction", 1.5, "kidnapped|abducted|abduction|kidnapping|hostages|hostage"),
    ("execution", 1.5, "beheaded|executed|execution-style|decapitated"),
    ("attack", 1, "attack|attacks|attacked|raid|raided|stormed|assault|massacre|militants|murdered|assassinated"),
    ("riot", 2, "riot|riots|rioting|mob|lynched|communal violence|sectarian violence|looting"),
    ("protest_violence", 2, "protest|protests|protesters|demonstration|demonstrators|protestors"),
    ("earthquake", 4, "earthquake|quake|earthquakes|aftershock|aftershocks|magnitude|epicenter|epicentre|tremor"),
    ("tsunami", 4, "tsunami"),
    ("flood", 3, "flood|floods|flooding|flash flood|flash floods|floodwaters|monsoon|inundated|dam burst"),
    ("storm", 3, "storm|storms|hurricane|typhoon|cyclone|tornado|tornadoes|blizzard|lightning|hailstorm|winter storm"),
    ("landslide", 3.5, "landslide|landslides|mudslide|mudslides|rockslide|mud slide"),
    ("avalanche", 4, "avalanche|avalanches"),
    ("wildfire", 3.5, "wildfire|wildfires|bushfire|bushfires|forest fire|forest fires"),
    ("volcano", 4, "volcano|volcanic|eruption|lava"),
    ("heatwave", 3.5, "heatwave|heat wave|heatwaves|heatstroke|cold wave|extreme heat"),
    ("drought", 2, "drought|famine|starvation"),
    ("fire", 2, "fire|blaze|inferno|house fire|flames|burned|gutted"),
    ("building_collapse", 3, "building collapse|building collapsed|collapsed building|roof collapsed|wall collapsed|collapse|collapsed|bridge collapsed|caved in"),
    ("mine_accident", 3.5, "coal mine|mine collapse|miners|gold mine|mine blast|mineshaft|mine explosion"),
    ("stampede", 4, "stampede|stampedes|crush|crowd crush|trampled"),
    ("aviation_accident", 3.5, "plane crash|plane crashed|aircraft crashed|helicopter crash|helicopter crashed|jet crashed|airliner|plane|air crash|flight"),
    ("maritime_accident", 3.5, "ferry|boat capsized|capsized|shipwreck|sank|sinking|boat|dinghy|vessel|migrant boat|overturned boat"),
    ("rail_accident", 3.5, "train|trains|train crash|derailed|derailment|railway|rail crash"),
    ("transport_accident", 2.5, "bus crash|bus plunged|car crash|crash|crashed|collision|collided|truck|lorry|bus|road accident|traffic accident|pile-up|ravine|motorway|highway|vehicle overturned|overturned"),
    ("poisoning", 3, "poisoning|poisoned|toxic alcohol|bootleg|methanol|tainted|carbon monoxide|gas leak"),
    ("drowning", 2.5, "drowned|drowning|swept away"),
    ("industrial_accident", 2.5, "factory|chemical plant|refinery|boiler|industrial|warehouse explosion|fireworks factory"),
    ("explosion", 2, "explosion|explosions|exploded|gas explosion|gas cylinder"),
    ("epidemic", 3, "cholera|ebola|covid|covid-19|coronavirus|outbreak|epidemic|measles|dengue|virus|disease|malaria|pandemic|infections|flu"),
)  # fmt: skip
_WORDS: dict[str, list[tuple[str, float]]] = {}  # single words and the phrases' first words' types
_PHRASES: list[tuple[str, str, float]] = []
for _name, _weight, _row in _ROWS:
    for _entry in _row.split("|"):
        if " " in _entry:
            _PHRASES.append((_entry, _name, _weight))
        else:
            _WORDS.setdefault(_entry, []).append((_name, _weight))
_WORD = re.compile(r"[a-z]+(?:-[a-z0-9]+)*")
EVENT_TYPES = frozenset(name for name, _, _ in _ROWS) | {"unknown"}

_ACTORS = re.compile(
    r"\b(?:taliban|islamic state|isis|isil|daesh|al[- ]qaeda|al[- ]qaida|al[- ]shabaab|shabab|shabaab|boko haram|iswap|hamas|hezbollah|hizbullah|islamic jihad"
    r"|houthis?|pkk|ypg|sdf|farc|eln|maoists?|naxalites?|m23|adf|codeco|jnim|ansar al[- ]islam|rapid support forces|rsf|wagner|tigray people's liberation front"
    r"|arakan army|junta|regime forces|israeli (?:army|military|forces)|idf|russian (?:army|military|forces)|ukrainian (?:army|military|forces)|saudi-led coalition"
    r"|ltte|tamil tigers|abu sayyaf|npa|milf|eta|ira|hayat tahrir al-sham|haftar|mai[- ]mai|lord's resistance army|lra|janjaweed|jaish-e-mohammad|lashkar-e-taiba"
    r"|army|military|police|rebels|militants|insurgents|separatists|militia|paramilitar(?:y|ies)|gunmen|cartel|gang)\b"
)


def find_type(texts: Sequence[str]) -> str:
    """The type that the texts speak for most; the first text (the title) weighs most."""
    scores: dict[str, float] = {}
    for number, text in enumerate(texts[:6]):
        factor = (3.0, 2.0, 1.5, 1.0, 0.7, 0.5)[number]
        seen: dict[str, tuple[float, int]] = {}
        for name, weight in _evidence(text.lower()):
            seen[name] = (weight, seen.get(name, (0.0, 0))[1] + 1)
        for name, (weight, times) in seen.items():
            scores[name] = scores.get(name, 0.0) + factor * weight * (1 + 0.2 * (times - 1))
    if not scores:
        return "unknown"
    return max(scores, key=lambda name: (scores[name], name))


def _evidence(low: str) -> Iterator[tuple[str, float]]:
    for word in set(_WORD.findall(low)):
        yield from _WORDS.get(word, ())
    for phrase, name, weight in _PHRASES:
        if phrase in low:
            yield name, weight


def find_actors(texts: Sequence[str]) -> tuple[str, ...]:
    """Names of armed actors, in reading order."""
    found: dict[str, None] = {}
    for text in texts:
        for match in _ACTORS.finditer(text.lower()):
            found.setdefault(match[0])
    return tuple(list(found)[:8])
