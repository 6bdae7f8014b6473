"""What kind of event it was: words as evidence, each row a type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, starmap

# type -> (weight, words); the names are ACLED's sub-event types and the usual disaster terms
_ROWS: tuple[tuple[str, float, str], ...] = (
    ("suicide_bombing", 4, "suicide bomb|suicide bomber|suicide bombers|suicide bombing|suicide attack|suicide attacker|suicide car bomb|suicide car bomber|blew himself|blew herself|blew themselves|explosive vest"),
    ("air_strike", 2, "israeli strike|israeli strikes|israel strikes|russian strike|russian strikes|russia strikes|ukrainian strike|ukrainian strikes|ukraine strikes|us strike|us strikes|turkish strike|turkish strikes|saudi strikes|strike on|strikes on|american strikes|strike kills|strikes kill|strike killed|strikes killed"),
    ("air_strike", 3, "airstrike|airstrikes|air strike|air strikes|air raid|air raids|warplane|warplanes|fighter jets|drone strike|drone strikes|drone attack|bombardment|bombed by|helicopter gunship|glide bomb|glide bombs|barrel bomb|barrel bombs|jet bombs|jets bombed|jets carried out|bombed from the air|air attack|air attacks|aerial|drone hit|drones hit|missile-carrying drone|drones|helicopters fired|strike hits|strikes hit|fighter jet|jet hits|mistakenly bombed"),
    ("shelling", 3, "shelling|shelled|artillery|mortar|mortars|rocket fire|rocket attack|rockets|missile|missiles|missile strike|mortar shells|shells|shell fired|shell came|shell hit|shell landed|shell struck|howitzer|howitzers|cross-border fire|tank fire|mortar round|rocket hits|rocket hit|rocket kills|rocket killed|by rocket|by a rocket|rocket lands|rocket landed|shell kills|shell killed|shell hits|shell lands|shell strikes"),
    ("bombing", 2.5, "bomb|bombs|bombing|bombings|car bomb|roadside bomb|ied|explosive device|explosives|grenade|landmine|land mine|detonated|blast|blasts|pipe bomb|booby-trap|booby trap|unexploded|mine blast|anti-personnel|detonates|twin explosions|twin blasts|car packed with|device hidden|hidden device|stepped on a mine|petrol bomb|firebomb|hand grenade|parcel bomb|blew up a|device went off|went off at|went off outside|packed with explosives|explosive|blew up his|blew up her|blew up their|car blew up|cars blew up|van blew up|vehicle blew up|hit a mine|hits a mine|struck a mine|over a mine"),
    ("armed_clash", 2.5, "clash|clashes|clashed|gun battle|gunbattle|firefight|fighting|battle|battles|ambush|ambushed|offensive|skirmish|insurgents attacked|exchange of fire|gunfight|encounter|overran|exchange of gunfire|stormed the base|outpost|barracks|servicemen|fighters|battlefield|frontline|front line|rebels attacked|insurgents|skirmishes|troops killed|soldiers killed|fought|raiders|terrorists killed|militants killed|rebels killed|killed in operation|infiltrators|infiltration bid|militants were killed|terrorists were killed|rebels were killed"),
    ("shooting", 2.5, "shooting|shootings|shot|gunman|gunmen|gunfire|opened fire|gunshot|gunshots|shooter|drive-by|gunned down|shoots|shooters|sniper|snipers|shootout|shot dead|gunshot wound|gunshot wounds|firing on|fired at|fired on|armed with a rifle|pistol|gun|shots|bullets|rifles"),
    ("stabbing", 2.5, "stabbing|stabbed|stabbings|knife|machete|machetes|hacked|stabs|stab|knifeman|axe|sword|hacked to death|knifed"),
    ("abduction", 1.5, "kidnapped|abducted|abduction|kidnapping|hostages|hostage|abducts|kidnaps|seized|captive|captives"),
    ("execution", 1.5, "beheaded|executed|execution-style|decapitated"),
    ("attack", 1, "attack|attacks|attacked|raid|raided|stormed|assault|massacre|militants|murdered|assassinated|attackers|raiders|raids|slaughtered|hacked to death|lynch|jihadists|extremists|paramilitaries|executed"),
    ("riot", 2, "riot|riots|rioting|mob|lynched|communal violence|sectarian violence|looting|rioters|mobs|mob killed|vandalised|tear gas"),
    ("protest_violence", 2, "protest|protests|protesters|demonstration|demonstrators|protestors"),
    ("protest_violence", 3, "clash with police|clashes with police|clashed with police|police clash|protesters clash|protesters clashed|fire on protesters|fired on protesters"),
    ("earthquake", 4, "earthquake|quake|earthquakes|aftershock|aftershocks|magnitude|epicenter|epicentre|tremor|tremors|shaking|seismic|richter"),
    ("tsunami", 4, "tsunami"),
    ("flood", 3, "flood|floods|flooding|flash flood|flash floods|floodwaters|monsoon|inundated|dam burst|floodwater|flooded|floods swept|river burst|burst its banks|torrential|wadi|dyke|dike|deluge|dam fails|dam failed|dam breach|dam gives way|dam gave way|dam collapses|dam collapsed|dam bursts|still rising|rising water|washed away|flood-hit|flood-ravaged|spillage|cloudburst|cloudbursts|swollen river|swollen stream|swept off"),
    ("storm", 3, "storm|storms|hurricane|typhoon|cyclone|tornado|tornadoes|blizzard|lightning|hailstorm|winter storm|storms|gust|gusts|gale|winds|cyclones|hurricanes|tropical storm|falling tree|fallen tree|thunderstorm|hail|heavy snow|cyclone-hit|storm-hit"),
    ("landslide", 3.5, "landslide|landslides|earth gives way|earth gave way|ground gives way|ground gave way|hill gives way|hill gave way|embankment collapses|embankment collapsed|buried by mud|mudflow|debris flow|mudslide|mudslides|rockslide|mud slide|slope|hillside|mud buried|earth buried|rockfall|landslip|landslips|rubbish dump|slid|mud|boulders|hill slides|hill slid"),
    ("avalanche", 4, "avalanche|avalanches|glacier|glaciers|serac|ice breaks off|ice broke off|ice fall|icefall|snow disaster|snow slide|snowslide"),
    ("wildfire", 2.5, "fires"),
    ("wildfire", 3.5, "wildfire|wildfires|bushfire|bushfires|forest fire|forest fires|hills burn|bush fire|fire season|vegetation fire|scrubland"),
    ("volcano", 4, "volcano|volcanic|eruption|lava|crater|threw ash|volcanoes"),
    ("heatwave", 3.5, "heatwave|heat wave|heatwaves|heatstroke|cold wave|extreme heat|heat|sunstroke"),
    ("drought", 2, "drought|famine|starvation"),
    ("fire", 2, "fire|blaze|inferno|house fire|flames|burned|gutted|burns|smoke|arson|burnt|caught fire|set ablaze|factory fire|mill fire|warehouse fire|market fire|nightclub fire|fire-hit"),
    ("building_collapse", 3, "bridge disaster|bridge tragedy|building collapse|building collapsed|collapsed building|roof collapsed|wall collapsed|collapse|collapsed|bridge collapsed|caved in|collapses|collapsing|toppled|gave way|scaffolding|folded in|falling wall|fallen roof|grandstand|crane|girder|girders|girder crash|crane crash|crane falls|ruins of|buckled|ceiling|under the rubble|building site|wall falls|wall fell|roof fell|roof falls|tower fell|came down on|block came down|blew down|gives way|give way|rig falls|caves in|flyover falls|flyover fell|flyover collapse|overpass falls|overpass fell|bridge falls|bridge fell|bridge snaps|bridge snapped|bridge breaks|bridge broke|stage falls|stage fell"),
    ("mine_accident", 3.5, "mine disaster|mining disaster|mine fire|mine accident|pit disaster|coal mine|mine collapse|miners|gold mine|mine blast|mineshaft|mine explosion|colliery|quarry|miner|pit|mine shaft|gallery|methane|gold diggers|tailings"),
    ("stampede", 4, "stampede|stampedes|crush|crowd crush|trampled|stampeded|crushed in|crushed at|crushed against|surge"),
    ("aviation_accident", 3.5, "nosedives|nosedived|light plane|light aircraft|air disaster|air accident|air collision|mid-air|midair|plane disaster|plane crash|plane crashed|aircraft crashed|helicopter crash|helicopter crashed|jet crashed|airliner|plane|air crash|flight|cessna|helicopter|aircraft|airplane|glider|microlight|runway|airlines|airways|jetliner|turboprop|boeing|airbus|embraer|air india|airstrip crash|jet crash|pilot|cockpit|trainer jet|seaplane|chopper|cargo jet|passenger jet|military jet|jumbo crash|balloon|hot-air"),
    ("maritime_accident", 3.5, "sea disaster|shipping disaster|ferry|boat capsized|capsized|shipwreck|sank|sinking|boat|dinghy|vessel|migrant boat|overturned boat|cruiser|trawler|canoe|kayak|overloaded boat|boats|ship|cayuco|pirogue|launch overturned|yacht|capsizes|sinks|fishing boat|went down off|fishermen missing|crewmen|capsize|boat overturns|boat overturned|boats collide|boats collided|boat sinks|boat sank|speedboat|speedboats|motorboat|catamaran|dhow|motor banca|overcrowded launch|submersible"),
    ("rail_accident", 3.5, "rail disaster|rail tragedy|rail accident|rail collision|rail smash|metro accident|train|trains|train crash|derailed|derailment|railway|rail crash|tram|trams|metro train|railcar|locomotive|level crossing|derails|funicular|cable car|chairlift"),
    ("transport_accident", 2, "bus crash|car crash|crash|crashed|collision|collided|truck|lorry|bus|road accident|traffic accident|pile-up|ravine|motorway|highway|vehicle overturned|overturned|crashes|collides|car|van|tanker|tipper|matatu|minibus|coach|motorcycle|motorbike|cyclist|pedestrian|hatchback|head-on|left the road|lorries|buses|jeep|tractor|carriage|pickup|pick-up|rammed|hit-and-run|plunged|plunges|smash|rams|ploughs into|ploughed into|plows into|plowed into|suv|auto-rickshaw|rickshaw|pileup|expressway|mows down|mowed down|tempo traveller"),
    ("transport_accident", 3.5, "bus falls|bus fell|bus plunges|bus plunged|bus veers|bus veered|bus skids|bus skidded|car falls|car fell|car plunges|car plunged|van falls|van fell|van plunges|van plunged|truck falls|truck fell|pile-up|pileup|multi-vehicle crash|multi-vehicle collision"),
    ("poisoning", 3, "poisoning|poisoned|toxic alcohol|bootleg|surrogate alcohol|tainted alcohol|counterfeit alcohol|fake alcohol|drunk as vodka|bath lotion|home-brew|methanol|tainted|carbon monoxide|poison|food poisoning|contaminated|chlorine|gas leak|fumes|ammonia|moonshine|spurious liquor|hooch|toxic liquor|illicit liquor|adulterated|fall ill|fell ill|fall sick|fell sick|taken ill|fallen ill|illicit arrack|illicit brew|asphyxiated|septic tank|choke to death|choked to death|sewer gas"),
    ("drowning", 2.5, "drowned|drowning|swept away|drown|drowns|swimmers|swimming"),
    ("industrial_accident", 1.5, "factory|chemical plant|refinery|boiler|industrial|warehouse explosion|fireworks factory|factory explosion|plant explosion|electrocuted|lift shaft|elevator|escalator|construction site|electrocution|volt|conveyor|lineman"),
    ("explosion", 2, "explosives plant|explosives factory|munitions plant|munitions factory|gunpowder factory|dynamite factory|explosion|explosions|exploded|gas explosion|gas cylinder|explodes|gas main|gas canister|ammunition dump|fuel depot|propane|truck blew up|lorry blew up|tanker blew up|factory blew up|plant blew up|depot blew up|boiler blew up|tanker explodes|tanker exploded|tank blows up|tank blew up|tank explodes|tank exploded|tanker blows up|truck blows up|lorry blows up|depot blows up|factory blows up|plant blows up|pipeline blows up|pipeline explodes|boiler bursts|boiler burst|cylinder bursts|cylinder burst"),
    ("epidemic", 3, "cholera|ebola|covid|covid-19|coronavirus|disease outbreak|virus outbreak|epidemic|measles|dengue|virus|disease|malaria|pandemic|infections|flu|meningitis|diphtheria|lassa|mpox|typhoid|polio|hepatitis|plague|marburg|zika|h5n1|vaccine|infected|patients died of|legionnaires|anthrax|rabies"),
)  # fmt: skip


def _around(word: str, following: str) -> str:
    return f"{word[-2:]} {following[:2]}"


_WORDS: dict[str, list[tuple[str, float]]] = {}  # single words and the phrases' first words' types
_PHRASES: dict[str, list[tuple[str, str, float]]] = {}  # by the letters around their first space
for _name, _weight, _row in _ROWS:
    for _entry in _row.split("|"):
        if " " in _entry:
            _PHRASES.setdefault(_around(*_entry.split()[:2]), []).append((_entry, _name, _weight))
        else:
            _WORDS.setdefault(_entry, []).append((_name, _weight))
_SHELLFIRE = re.compile(
    r"(?:(?:cross-border|heavy|intense) )?(?:artillery|mortar|rocket|tank|missile|enemy|hostile|army|ukrainian|russian|israeli|syrian|turkish|indian|pakistani|armenian|azerbaijani|rebel|hezbollah|lebanese|thai|cambodian|afghan) fire"
    r"(?! (?:brigade|department|service|chief|engine|crew|official|station|fighter))"
)
# to storm a base is no weather: what comes next is no verb and no harm that weather does
_ASSAULT = (
    r"storms?(?= (?!\w+(?:s|ed)\b|hit|struck|tore|swept|left|surge|damage|water|warning|shelter|drain)(?:[\w'’-]+ ){0,3}?(?:base|barracks|outpost|checkpoint|parliament|headquarters"
    r"|compound|embassy|consulate|palace|prison|jail|hotel|resort|restaurant|mall|market|bank|airport|station|school|university|campus|hospital|church|mosque|temple"
    r"|village|town|camp|court|office|sit-in|rally|square|homes?|houses?|residence|building|studio|mine|ship|train|convoy)s?\b)"
)
# who fights flames, floods or a disease is in no clash
_STRUGGLE = (
    r"(?:fight(?:s|ing)?|fought|battl(?:es?|ed|ing))(?= (?:[\w'’,-]+ ){0,3}?(?:flames?|fires?|blazes?|wildfires?|infernos?|floods?|floodwaters|waters|outbreaks?"
    r"|epidemic|disease|virus|cholera|ebola|covid)\b)"
)
# what was attacked: no accident of its kind
_TARGET = r"attack(?:s|ed|ing)? (?:on )?(?:[\w'’-]+ ){0,3}?(?:ferry|ferries|boats?|ships?|vessels?|tankers?|trains?|bus(?:es)?|planes?|aircraft|airliner|helicopters?|convoys?)\b"
# words that stand there for something else
_DOWNED = re.compile(r"(?:sh(?:ot|oots?|ooting)|brought) down (?:[\w'-]+ ){0,3}(?:plane|jet|airliner|aircraft|helicopter)s?")
_INTERCEPTED = re.compile(r"sh(?:ot|oots?|ooting) down (?:[\w,'-]+ ){0,4}(?:drones?|missiles?|rockets?)")
_STORMERS = "gunmen militants attackers police troops soldiers rebels protesters fighters jihadists commandos forces terrorists bombers extremists insurgents students supporters islamists mob".split()
_STORMED = rf"(?:{'|'.join(f'(?<={who} )' for who in _STORMERS)})storms?\b"  # who storms is no weather, whatever is stormed
_NOISE = re.compile(
    r"\b(?:(?:fights?|fighting|battles?|battling) for (?:(?:his|her|their) )?li(?:fe|ves)|(?:bus|train|railway|fire|metro|tram) (?:station|stop|stand|depot|terminal)s?|fire (?:brigade|department|service|chief|engines?|crews?|officials?)|firefighters?|opened fire|open fire"
    r"|(?:under|came under|crossed?|friendly|cease|gun|returned) ?-?fire|gun ?fire|sea level|police (?:car|van|truck)s?|(?:air|rescue|ambulance) helicopters?|air ambulance|helicopters? (?:arrived|flew|took|ferried)"
    r"|(?:flown|airlifted|taken|rescued) (?:out )?by (?:helicopter|boat|bus|car|van)|flight (?:home|path|recorder)|parked (?:car|van|motorcycle|motorbike)|(?:found|dead|fled|escaped|bod(?:y|ies)) (?:\w+ ){0,3}(?:in|inside|from) (?:a|an|the|his|her|their) (?:\w+ )?(?:car|van|truck|suv|vehicle|pickup|pick-up)s?|car park|state of emergency|storm(?:ed|ing)|shot at goal|fires (?:at|on(?! record)|into|shots|missiles?|rockets?|tear|bullets)"
    rf"|{_STORMED}|{_DOWNED.pattern}|{_INTERCEPTED.pattern}|heart attacks?|{_SHELLFIRE.pattern}|{_ASSAULT}|{_STRUGGLE}|{_TARGET}"
    r"|cable cars?|(?:badly|severely|seriously|horribly) burn(?:ed|t)|hail of (?:bullets|gunfire|shots|stones)|(?<=flu )shots|(?<=vaccine )shots|(?<=booster )shots|warning shots|mug ?shots|bullets? trains?"
    r"|rail(?:way)? (?:sites?|workers?|employees|labourers|projects?|yards?|officials?|ministers?|ministry|police|construction|camp|union|strike)"
    r"|drones? (?:and [\w ]{1,20} )?(?:are|were|is|was|have been|had been) (?:also )?(?:search|look|comb|scan|film|hover|sent up|used to (?:search|look|find)|deployed to (?:search|look|find))\w*"
    r"|covid(?:-19)? (?:hospital|ward|unit|cent(?:er|re)|clinic|patients|isolation|facility)|drones? (?:found|finds?|spot(?:s|ted)|search(?:es|ed)?|locat(?:es|ed)|scann?(?:ed)?|film(?:s|ed)?|flew over|footage|images?|pictures?|video)|rescue boats?|coast ?guard (?:boats?|ships?|vessels?)|vaccine (?:centre|center)|water tank(?:er)?s?|by car|by bus|by train|navy helicopters?|military helicopters?"
    r"|(?:he|she|who) (?:had )?collapsed|collapsed and (?:later |then )?died|(?:plunge[sd]?|plunging) to (?:his|her|their) deaths?)\b"
)
# words that only lean to a type
_WEAK = frozenset(
    "encounter outpost barracks servicemen fighters fought raiders insurgents gun pistol shells shaking tremors slope hillside crater smoke burns burnt"
    " crane pit gallery pilot helicopter aircraft boat boats ship vessel car van coach motorcycle motorbike plane flight truck highway motorway bus plunged carriage"
    " winds gust gusts gale vaccine infected virus surge seized toppled ruins swimming rammed pickup pick-up drones aerial mud boulders shots bullets rifles balloon ceiling tractor tanker train railway"
    " patients wadi rocket rockets magnitude raids flu burned collapse crush mob knife disease infections flames fire gutted launch jeep runway".split()
)
_CRASHES = frozenset("crash crashed crashes collision collided collides".split())  # of any vehicle
# A blast in these is an explosion, unless the texts speak of a bomb as well.
_BLASTS = re.compile(r"\bblast(s?)\b")
_LEAKS = re.compile(r"\bgas leaks?\b")  # poison, or blow up
_BLOWN = re.compile(r"\b(?:explosions?|explode[ds]?|blasts?|blew up|blown up)\b")
_BURSTS = re.compile(
    r"\b(?:cylinders?|boilers?|gas|fireworks?|firecrackers?|crackers?|chemicals?|plants?|fuel|depot|refiner(?:y|ies)|pipelines?|furnace|transformer"
    r"|compressor|grain|silos?|tankers?|petrol|filling station|propane|factor(?:y|ies)|ammunition|munitions?|warehouse|distillery)\b"
)
_BOMBS = re.compile(
    r"\b(?:(?:car |truck |petrol |parcel )?bomb\w*|ieds?|explosives?|grenades?|suicide|mines?|landmines?|militants?|terror\w*|insurgents?|rebels|attack\w*|detonat\w+)\b"
)
_COMING = re.compile(  # after a quake it has killed nobody yet
    r"\b(?:as|while) (?:a |the )?(?:tropical |another )?(?:storm|hurricane|cyclone|typhoon)(?: [a-z-]+)? (?:nears|approaches|looms|threatens|closes in|heads (?:for|towards?)|bears down)\b"
)
_WORD = re.compile(r"[a-z]+(?:-[a-z0-9]+)*")
_VIOLENT = frozenset("suicide_bombing air_strike shelling bombing armed_clash shooting stabbing attack".split())
_ACCIDENTS = frozenset("transport_accident rail_accident aviation_accident maritime_accident building_collapse".split())
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
    told: set[str] = set()  # types that more speaks for than what was there: a bus, a plane, a burning house
    for number, text in enumerate(_without_blasts([text.lower() for text in texts[:6]])):
        factor = (3.0, 2.0, 1.5, 1.0, 0.7, 0.5)[number]
        seen: dict[str, tuple[float, int]] = {}
        for name, weight, strong in _evidence(text):
            told |= {name} if strong else set()
            most, times = seen.get(name, (0.0, 0))
            seen[name] = (max(most, weight), times + 1)
        for name, (weight, times) in seen.items():
            scores[name] = scores.get(name, 0.0) + factor * weight * (1 + 0.2 * (times - 1))
    if not scores:
        return "unknown"
    best = max(scores, key=lambda name: (scores[name], name))
    violent = _VIOLENT & scores.keys()
    if best in _ACCIDENTS - told and violent:  # an attack on a bus is no road accident
        return max(violent, key=lambda name: (scores[name], name))
    return best


def _without_blasts(texts: list[str]) -> list[str]:
    """The texts, with the blasts of boilers, cylinders and factories as what they are: explosions; none with the leak behind one, or with the storm after a quake."""
    near = " ".join(texts)
    if "quake" in near:
        texts = [_COMING.sub(" ", text) for text in texts]
    if _BLOWN.search(near) is not None:
        texts = [_LEAKS.sub("gas", text) for text in texts]
    if _BURSTS.search(near) is None or _BOMBS.search(near) is not None:
        return texts
    return [_BLASTS.sub(r"explosion\1", text) for text in texts]


def _evidence(low: str) -> Iterator[tuple[str, float, bool]]:
    """(type, weight, whether it is more than a thing that may be of many events)"""
    low = _NOISE.sub(_kept, low)
    for word in dict.fromkeys(_WORD.findall(low)):  # in reading order: a set's is another in each process
        for name, weight in _WORDS.get(word, ()):
            yield name, weight * 0.6 if word in _WEAK | _CRASHES else weight, word not in _WEAK
    for around in _PHRASES.keys() & set(starmap(_around, pairwise(low.split(" ")))):
        for phrase, name, weight in _PHRASES[around]:
            if phrase in low:
                yield name, weight, True


def _kept(match: re.Match[str]) -> str:
    """Gunfire, shellfire and attacks are words of their own kinds; the other noise says nothing."""
    if _SHELLFIRE.fullmatch(match[0]):
        return " shelling "
    if _DOWNED.fullmatch(match[0]):
        return " airliner "
    if _INTERCEPTED.fullmatch(match[0]):
        return " airstrike "
    if match[0].startswith("attack"):
        return " attack "
    if match[0].startswith("cable"):
        return " funicular "
    if match[0].startswith("hail of") and not match[0].endswith("stones"):
        return " gunfire "
    return " gunfire " if "fire" in match[0] and ("gun" in match[0] or "open" in match[0]) else " "


def find_actors(texts: Sequence[str]) -> tuple[str, ...]:
    """Names of armed actors, in reading order."""
    found: dict[str, None] = {}
    for text in texts:
        for match in _ACTORS.finditer(text.lower()):
            found.setdefault(match[0])
    return tuple(list(found)[:8])
