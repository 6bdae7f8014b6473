"""What the words around a name say about it: that something happened there, that it is only a landmark, or that it is no place."""

from __future__ import annotations

import re
from functools import lru_cache

_KIND = r"city|town|village|district|province|area|state|capital|region|neighbou?rhood|settlement|municipality|suburb|port|county|island"
_SITE = (
    r"outskirts|department|governorate|cent(?:er|re)|hamlet|township|communities|towns|villages|cities|streets|slums?|hills?|waters|coast|zone"
    r"|districts|suburbs|parts?|quarter|section|north|south|east|west|shores?|banks?"
)
_ADJECTIVES = (
    r"(?:the\s+|downtown\s+|central\s+|(?:north|south|east|west)-?(?:ern|east|west|eastern|western)?\s+|upper\s+|lower\s+|nearby\s+|suburban\s+|rural\s+|far\s+|mainly\s+"
    rf"|(?:[\w-]+\s+){{0,2}}(?:{_KIND})\s+of\s+|(?:city|town|village|capital|port|suburb|island)\s+)*$"
)
_BEFORE = re.compile(
    rf"\b(?:(?P<noun>{_KIND})\s+of|(?P<wide>residents|people|mayor|governor|police chief|bishop|{_SITE})\s+of"
    r"|(?P<near>near|nearby|close to|outside(?: of)?|around|above|below|beneath|off|towards?|between|along)"
    r"|(?P<in>in|at|inside|within|across|throughout)"
    r"|(?P<hit>(?:attack|attacks|raids?|assault|strikes?|airstrikes?|bombing|bombardment|shelling|siege|battle|crackdown|march|descended|fire|fired)\s+(?:on|of|for)"
    r"|struck|hit|hits|strikes?|attacks?|raids?|raided|storms?|invades?|invaded|rocks?|rocked|shook|shakes|fled|flee|overran|stormed|captured|seized|attacked|swept(?:\s+through)?|flattened|battered|bombed|shelled"
    r"|pounded|entered|devastated|through|over)"
    r"|(?P<to>into|to|from|on|of|left|leaving|reached)"
    r"|(?P<side>(?:south|north|east|west)-?(?:east|west)?)\s+of)"
    r"\s+" + _ADJECTIVES
)  # fmt: skip
_NOUN = re.compile(rf"(?<!part)\b(?:{_KIND})\s+(?:of|called|named)\s+(?:the\s+)?$")
_PART = re.compile(r"[A-Z][\w'’-]+\s+(?:village|hamlet|town)\s+of\s+(?:the\s+)?$")
_BESIDE = re.compile(
    r"\s*[,(]\s*(?:[\w.-]+\s+){0,4}?(?:near|outside|close to|(?:south|north|east|west)\w*(?:[- ](?:south|north|east|west)\w*)? of)\s+(?:the\s+)?[A-Z]"
)
_BORDER = re.compile(
    r"(?:['’]s)?\s+(?:border|frontier)\b(?!\s+(?:bombings?|bombs?|blasts?|attacks?|town|city|village|crossing)\b)"
)
_TERRAIN = re.compile(r"(?:\s+mountain)?\s+(?:mountains|hills|ranges?|massif|rivers?|seas?|lakes?|desert)\b")
_ON_WATER = re.compile(
    r"\b(?:on|along|across|down|up|into) the $", re.IGNORECASE
)  # no town has an article, but some that follow "in"
_OF_STORM = re.compile(
    r"\b(?:storm|typhoon|cyclone|hurricane)(?: [A-Z][\w-]+)?,?(?: (?:which|is|was|also|locally|better)){0,3} (?:known|called|named|dubbed)(?: [\w ]{0,30}\bas)? $",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"\s+(?:quota\s+)?(?:violence|agitation|stir|quota|reservation|caste|community|clan|tribe|tribesm[ae]n|militia(?:s|men)?|movement|rebels?|rebellion)\b"
)
_OCCASION = re.compile(
    r"(?:['’]s)?\s+(?:\w+\s+)?(?:ceremony|funeral|memorial|commemoration|burial|wake|wedding|rally|concert|tribute|anniversary|visit|speech|shrine)\b"
)
_ADJECTIVE = re.compile(
    rf"\s+(?:\w+\s+)?(?:{_KIND})\s+of\s(?!(?:the\s+)?[A-Z][\w'’-]+\s+(?:district|province|region|area|county|state|department)\b)"
)
_DISTANCE = re.compile(
    r"(?:\d(?! in\s)|\b(?:ten|miles?|kilomet(?:er|re)s?|km|drive|hours?))\)?[ -]?(?:km|kilomet(?:er|re)s?|miles?|nautical miles|drive)?\s*(?:\([^)]{0,30}\)\s*)?(?:to the\s+|due\s+|away\s+)*"
    r"(?:(?:south|north|east|west)\w*[- ]?(?:east|west)?\s+)?(?:of|from|off|in|outside|away from)\s+" + _ADJECTIVES
)  # fmt: skip
_SPAN = re.compile(r"(\d[\d,]{0,6})[ -]?(km|kilomet(?:er|re)s?|miles?)\b[^.;]{0,40}$")
_HOURS = re.compile(r"\bhours?\b[^.;,]{0,25}\b(?:from|of)\s+\S*$")
_FAR_KM, _FAR_MILES = 100, 60
_AWAY = re.compile(
    r"\b(?:(?:bound|headed|heading|destined) (?:for|to)|(?:way|route|pilgrims?|back|home|roads?|highways?|motorways?|flying|trip|visit|visited|journey|return(?:ed|ing)?|travel(?:l?ed|l?ing)?|commut\w+) (?:home )?(?:to|from|for)"
    r"|(?:fl(?:ying|ew|ight)|sail(?:ing|ed)|driv(?:ing|en)|travel(?:l?ed|l?ing)|left|leaving|way|route|journey|trip|bus|coach|van|minibus|lorry|truck|convoy|vehicle|train|plane|boat|ferry|launch|service) from (?:[\w'’-]+ ){1,4}(?:to|towards?)"
    r"|(?:plane|airliner|jet|flight|train|bus|coach|ferry|launch) for|(?:flown|taken|rushed|airlifted|transported|transferred|evacuated|sent|moved|extradited|deported|ferried) to(?: hospitals?| a hospital)?(?: in)?"
    r"|(?:flew|took|rushed|airlifted|ferried|carried|moved|brought|taking|rushing|carrying|flying) (?:the |their |some |many |all )?(?:\w+ )?(?:injured|wounded|victims|survivors|bodies|dead|casualties) to(?: hospitals?| a hospital)?(?: in)?"
    r"|(?:taking|carrying|transporting|moving|bringing|ferrying) (?:[\w'’-]+ ){1,4}from(?: (?:[\w'’-]+ ){1,3}to)?"
    r"|(?:flee(?:s|ing)?|fled|escap(?:ed?|es|ing)|deport(?:ed|ing)|extradit(?:ed|ing)) (?:back |on |away )?to"
    r"|(?:talks|summit|conference|laboratory|met|meets?|conven(?:e[sd]?|ing)|negotiat\w+|arriv(?:es?|ed|ing)) in|(?:moved|relocated) (?:in|near|at)"
    r"|(?:said|says|announced|added|reported|reporters|told \w+|spokes\w+|statement|based|headquartered|analyst|correspondent) (?:from|in|at|by|to)"
    r"|(?:born|lives?|lived|living|studied|educated|grew up|raised|residing|resided) (?:in|near|at)|(?:natives?|hails?|hailed|hailing|originally|came|come|comes|originates?) (?:of|from)"
    r"|(?:felt|heard|seen|visible)(?: as far(?: away| inland| north| south)?(?: as)?)? ?(?:in|at|from|as)|as far (?:away |inland )?(?:as|in)|\d{1,2},? (?:of|from|a native of)|sister city of"
    r"|(?:man|woman|boy|girl|couple|teenager|student|family|brothers|sisters|migrants?|tourists?|pilgrims?|volunteers?|fighters|soldiers|refugees|resident|graduate) (?:of|from)"
    r"|(?:burns? victims?|injured|wounded|survivors?) (?:later )?(?:die[sd]?|succumb(?:s|ed)?) (?:in|at)"
    r"|(?:from|after) (?:an?|the|their|his|her) (?:\w+ ){0,2}(?:trip|holiday|visit|vacation|tour|wedding) (?:in|to)"
    r"|from (?:an?|the|their) (?:\w+ ){0,2}(?:match|game) in"
    r"|(?:coming|returning|returned|back|came|home) from (?:[\w'’-]+ ){1,6}(?:in|at)"
    r"|(?:c[ao]mes?|coming|happened|occurred|followed|took place)(?: \w+){0,3} (?:hours|minutes) (?:after|of|before) (?:[\w'’-]+ ){1,7}(?:in|at|on)"
    r"|(?:hours?|days?|weeks?|months?|years?) after|unlike|similar \w+ in|last (?:year|month|week|summer|winter|may|june|july) in)\s+" + _ADJECTIVES
)  # fmt: skip
_ON = re.compile(r"\b(?:on|off) (?:the )?(?:[\w.'’-]+['’]s )?(?:(?:remote|tiny|small|western|eastern|northern|southern|holiday|tourist|resort) )?$", re.IGNORECASE)  # fmt: skip
_ISLANDS = frozenset("island islands peninsula archipelago".split())
_COURT = re.compile(r"\b(?-i:court) in\s+" + _ADJECTIVES, re.IGNORECASE)  # not the High Court in a town
_CLAIMED = re.compile(
    r"\b(?:claim|cost|tak|took|los|sav)\w*(?: [\w,'’-]+){0,4} lives in\s+" + _ADJECTIVES
)  # not who lives there
_OWNER = re.compile(r"(?:[A-ZÀ-Þ][\w&.'’-]*\s+){0,2}[A-ZÀ-Þ][\w&.-]*['’]s\s+$")  # in Bolivia's | Potosi
_CAUGHT = re.compile(
    r"\b(?:arrested|captured|apprehended|caught|jailed|arraigned|custody|recovered) (?:in|near|at)\s+" + _ADJECTIVES
)
_SOFT = re.compile(
    r"\b(?:hospitals?|morgue|mortuary|burns unit|(?:medical|trauma|health|burn) cent(?:er|re)|clinic|sources|officials|prosecutors|magistrates|doctors?|medics|residents) (?:in|at|from)\s+"
    + _ADJECTIVES
)
_ARTICLE = re.compile(r"\b(?:in|at|outside|near|inside|on|of|from|after|to|hit|by|between|and|across|under)\s+(?:a|an|the|another|one|two)\s+$", re.IGNORECASE)  # fmt: skip
NOUN = (
    r"village|town|city|district|area|province|settlement|neighbou?rhood|region|governorate|county|municipality|suburb|camp|island|islands|peninsula"
    r"|department|state|division|sub-?district|valley|agency|tehsil|township|airport|section|quarter|parish|borough|refugee camp|upazila|woreda|commune|prefecture"
)
AFTER = re.compile(rf"\s*(?:['’]s)?\s*(?P<noun>{NOUN})\b", re.IGNORECASE)
_APPOSED = re.compile(
    r"\s*,\s+(?:a|an|the)\s+(?:[\w-]+\s+){0,4}?(?:city|town|village|suburb|hamlet|settlement|district|resort|port|island)\b"
    r"|\s*,\s+(?:(?:about|some|around|roughly|nearly)\s+)?(?:[\d,.]+\s*(?:km|kilomet(?:er|re)s?|miles?)\s+)?(?:to the\s+)?(?:just\s+)?(?:south|north|east|west)\w*[- ]?(?:east|west)?\s+(?:of|from)\b"
    r"|\s*,\s+(?:about\s+|some\s+)?[\d,.]+\s*(?:km|kilomet(?:er|re)s?|miles?)\s+from\b"
    r"|\s*\(\d+ (?:km|kilomet|mile)"
)
_WHERE = re.compile(r"\s*,\s+where\s+[^.;,]{0,60}\b(?:died|killed|perished|dead|drowned)\b")
_IN_DISTRICT = re.compile(
    r",? in (?:the )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)? (?:district|county|prefecture|tehsil|subdistrict|department)\b"
)
_SCENE = re.compile(
    r"['’]?s?\s+(?:[a-z][\w-]*\s+){0,2}?(?:attacks?|blasts?|bombings?|bombs?|shootings?|shootout|fires?|blaze|inferno|crash|collision|derailment|landslides?|mudslide|floods?|flooding|quakes?"
    r"|earthquakes?|collapse|explosions?|stampede|crush|airstrikes?|strikes?|raids?|massacre|ambush|clash(?:es)?|riots?|siege|stabbings?|killings?|murders?|avalanche|tornado|disaster"
    r"|accident|sinking|outbreak|siege|rampage|drive-by|homicide|standoff|protests?)\b",
    re.IGNORECASE,
)  # fmt: skip
# what bears the name of the people it happened to: a Kenyan bus crash; their strikes and their bombs may have hit others
_HOME_SCENE = re.compile(
    r"\s+(?:[a-z][\w-]*\s+){0,2}?(?:(?:train|bus|coach|car|ferry|road|rail|school|factory|mine|nightclub|stadium|football|soccer|prison)\s+(?:[a-z][\w-]*\s+)?(?:fires?|blasts?|explosions?|shootings?|attacks?|disasters?|accidents?)"
    r"|crash|collision|derailment|landslides?|mudslides?|floods?|flooding|quakes?|earthquakes?|collapse|stampede|riots?|avalanche|tornado|wildfires?|protests?|unrest)\b",
    re.IGNORECASE,
)
_FACILITY = re.compile(
    r"['’]?s?\s+(?:[a-z][\w-]*\s+){0,2}?(?:market|mosque|church|temple|synagogue|bakery|schools?|homes?|houses?|bar|pub|nightclub|nightspot|club|parks?|prison|jail|mill|factory|mine|streets?|apartments?|flats?"
    r"|restaurant|hotel|hostel|station|bazaar|mall|supermarket|shop|store|caf[eé]|beach|slums?|shacks|suburb|neighbou?rhood|police station|checkpoint|bridge|square|stadium|warehouse|refinery"
    r"|plant|motel|tower block|block|barber|salon|cinema|theat(?:er|re)|port|docks|jungle|countryside|outskirts|barracks|motorway|highway|road|railway|metro|subway|tunnel|plaza|park|office)\b"
)
_BUILDING = (
    r"\s+(?:[a-z][\w-]*\s+){0,2}?(?:hospital|clinic|university|college|academy|mine|pit|colliery|shaft|quarry|plant|factory|mill|hotel|motel|caf[eé]|restaurant|bar|club|nightclub"
    r"|mosque|church|cathedral|temple|synagogue|stadium|arena|cinema|theat(?:er|re)|mall|bridge|tunnel|dam|market|bakery|school)\b"
)
_HOUSE = re.compile(_BUILDING)
_HOUSED = re.compile(
    rf"{_BUILDING}\s+(?:in|near|outside|on the outskirts of)\s+(?:(?:the|north|south|east|west|central|downtown|northern|southern|eastern|western)\s+)*(?=[A-Z])"
)
_OFFICE = re.compile(
    r"\s+(?:police|PD|deputies|firefighters|mayor|authorities|officers?|detectives|city council)\b", re.IGNORECASE
)
_AMONG = re.compile(
    r"\s+(?:m[ae]n|wom[ae]n|teens?|boys?|girls?|father|mother|couple|family|students?|tourists?|doctor|nurse|teacher|pastor|sisters|brothers|native|resident)s?"
    r"(?:,? (?:is|was|were|are))? among\b",
    re.IGNORECASE,
)
_LOCALS = re.compile(r"\s+(?:police|PD|deputies|firefighters|m[ae]n|wom[ae]n|teens?|teenagers?|boys?|girls?|residents?|father|mother|couple|family|mayor|authorities|coroner|officers?)\b", re.IGNORECASE)  # fmt: skip
# Leeds couple killed in Spain bus crash: where they came from
_FROM = re.compile(
    r"\s+(?:m[ae]n|wom[ae]n|teens?|teenagers?|boys?|girls?|father|mother|couple|family|tourists?|students?|pensioners?)(?: of (?:two|three|four|five|six))?"
    r"(?: (?:killed|shot dead|drowned|injured|hurt|dead|missing|dies?|died|drowns?)| (?:is|are|was|were) (?:killed|injured|missing))(?: \w+){0,3} (?:in|near|at|on|off) (?:the )?[A-Z]"
)
_EDGE = re.compile(r"(?:['’]s)?\s+(?:[a-z][\w-]*\s+)?(?:border|suburbs?|city limits|native|exurbs?)\b")
_SAID = re.compile(
    r"\s+(?:said|says|denied|denies|accused|accuses|blamed|blames|insists?|condemned|vowed|warned|warns|suggested|suggests|hinted|claims?|claimed|announced|told|wants|rejected|urge[sd]?|condemns|calls? (?:for|on)|called (?:for|on)|pledge[sd]?|has (?:said|denied|accused|vowed)|will|back(?:s|ed)|supports|opposes|regards|deems|considers)\b"
)
_METONYM = re.compile(
    r"['’]s (?:government|embassy|consulate|president|military|army|ministry|foreign|interior|defen[cs]e|prime|parliament|ambassador|ruler|leaders?|allies|forces|troops)\b|[- ](?:backed|led|based|bound|allied|trained|born)\b"
    r"|\s+(?:government|regime|embassy|time|stock|agreement|summit|accords?|talks|treaty)\b"
)
_ROAD = re.compile(
    r"\s+(?:\d|Street|[Aa]ve(?:nue)?\b|[Rr]oad\b(?! (?:crash|accident|mishap|smash|tragedy|collision|carnage|disaster|horror|rage|deaths?))|[Bb]oulevard|[Dd]rive\b|[Ll]ane\b|[Bb]lvd)"
)
_TRIP = re.compile(r"\s+(?:flight|express train|night train)\b(?! (?:school|academy|path|disaster|crash))")
_ADDRESS = re.compile(  # at their house in Mill Street, | Cedar
    r"\b(?:in|on|at|near|along|off)\s+(?:[A-Z][\w'’.-]+\s+){1,3}(?:Street|Road|Avenue|Lane|Drive|Close|Crescent|Terrace|Square|Way|Gardens|Boulevard|Grove|Row|Estate),\s$"
)
_ROADS = re.compile(r"\s+(?:streets|avenues|roads|lanes|drives|boulevards)\b", re.IGNORECASE)
_STREET = re.compile(r"\s+(?:street|road|avenue|lane|drive|boulevard)\b")
_BLOCK = re.compile(
    r"\b(?:block of|(?:street|avenue|road|boulevard|(?:st|ave|rd|blvd)\.?|\d(?:st|nd|rd|th)) (?:and|&)) (?:the\s+|(?:north|south|east|west|[nsew]\.?)\s+)?$"
)
_VAGUE = frozenset("neighborhood neighbourhood area region airport camp state department section quarter island islands valley peninsula".split())  # fmt: skip
DISTRICTS = frozenset("neighborhood neighbourhood section quarter area suburb".split())
_OF_REGION = re.compile(r"\b(?:province|region|governorate|state|department|county)\s+of\s+$", re.IGNORECASE)
_OF_DISTRICT = re.compile(r"\b(?:neighbou?rhood|section|quarter|suburb|district)\s+of\s+$", re.IGNORECASE)
DISTANT = 0.5
SOFT = -0.8  # where hospitals and officials are: mostly the town, at least its country
WIDER = 0.3
# The last word before a name, in every one of the patterns of `weigh`: most names stand behind another, and need no look.
_LAST_WORDS = frozenset(
    "in at near from of on to into for by as off outside around above below beneath toward towards between along inside within across"
    " throughout nearby hit hits struck strike strikes attack attacks raid raids raided storm storms invade invades invaded rock rocks rocked shook shakes fled flee overran stormed captured seized attacked swept"
    " through flattened battered bombed shelled pounded entered devastated over left leaving reached unlike hospital hospitals called"
    " named the downtown central north south east west northern southern eastern western northeast northwest southeast southwest"
    " northeastern northwestern southeastern southwestern upper lower suburban rural far mainly city town village capital port suburb"
    " island".split()
)
_LAST_WORD = re.compile(r"(?<![a-z])([a-z]+)-?$")
_LONGEST = 16  # characters of such a word, and one more
OUTLET = -0.9  # the town of the station: mostly near, at least its state
ORIGIN = -0.8  # still the place where none other is told
FAR = -1.4  # hours or many miles from the scene: no place of it, and mostly of its country
AWAY = -1.5  # a cue from which the name is where people came from, spoke or were taken to


def _may_tell(text: str) -> bool:
    """Whether a text ends in a word, and a space, that one of the patterns of `weigh` ends in."""
    last = _LAST_WORD.search(text.rstrip()[-_LONGEST:].lower()) if text[-1:].isspace() else None
    return last is not None and last[1] in _LAST_WORDS


@lru_cache(maxsize=256)
def before(text: str) -> float:
    """How much the words before a name say that it is where something happened; of what, where it has an owner."""
    owner = _OWNER.search(text)
    told = text[: owner.start()] if owner is not None and not text[: owner.start()].lower().endswith("the ") else text
    if told.endswith(", ") and _ADDRESS.search(told):
        return 2.0
    return weigh(told) if _may_tell(told) else 0.0


def weigh(text: str) -> float:
    """The same, of words that may tell."""
    low = text.lower()
    if _SOFT.search(low):
        return SOFT
    if (_AWAY.search(low) and not _CLAIMED.search(low)) or ("court in" in text and _COURT.search(text)):
        return AWAY
    if _DISTANCE.search(low) or _CAUGHT.search(low):
        return FAR if _is_far(low) else DISTANT
    if _NOUN.search(low):
        return 2.2 if _OF_DISTRICT.search(low) else 3.0
    if (match := _BEFORE.search(low)) is None:
        return 0.0
    if match["noun"] is not None:
        return 2.2 if _OF_DISTRICT.search(low) else 3.0
    if match["in"] is not None:
        return 2.0
    if match["near"] is not None or match["wide"] is not None:
        return 1.6
    if match["hit"] is not None:
        return 1.6
    return DISTANT if match["side"] is not None else 0.6 if match["to"] in ("on", "of") else 0.3


def _is_far(low: str) -> bool:
    """185 miles north of Athens, a two-hour drive from Perth: in its country, and far from the town."""
    if _HOURS.search(low):
        return True
    match = _SPAN.search(low)
    return match is not None and float(match[1].replace(",", "")) >= (_FAR_MILES if match[2].startswith("m") else _FAR_KM)


def follows(text: str, ahead: str, cue: float) -> float:
    """How much the words after a name (and an article before it) say so; `cue` is what the words before it say."""
    if cue <= 0 and _FROM.match(text):
        return ORIGIN
    if 0 < cue < 2 and _WHERE.match(text):  # east of Elm, where hundreds died on Monday: then, and there
        return AWAY - max(cue, 0.0)
    if cue <= 0 and _AMONG.match(text):  # a Texas man among 20 killed
        return AWAY
    if _TRIP.match(text):  # the Kyiv flight: where it was bound for
        return AWAY - max(cue, 0.0)
    if _ROAD.match(text):
        return -2.0 if cue == 0 else 0.0
    if _SAID.match(text):  # the general staff in Bamako announced
        return -1.2 if cue == 0 else -1.6 if cue > 0 else 0.0
    if _EDGE.match(text):  # the Detroit border: not in Detroit
        return 0.0 if cue <= 0 else 0.5 - cue
    if _METONYM.match(text):
        return -1.2 if cue == 0 else 0.0
    if _SCENE.match(text):
        return 1.6
    if _FACILITY.match(text):
        return 1.4
    if _APPOSED.match(text) or _LOCALS.match(text):
        return 1.5
    return 1.0 if _ARTICLE.search(ahead) and re.match(r"\s+[a-z]", text) else 0.0


def is_office(text: str) -> bool:
    """Whether the words after a name are a town's police or mayor."""
    return _OFFICE.match(text) is not None


def is_in_district(text: str) -> bool:
    """Whether what follows says which district a village lies in: at Elm in the Cedar district."""
    return _IN_DISTRICT.match(text) is not None


def is_wider(text: str) -> bool:
    """Whether the words before a name make it the area around another: Cedar village of Elm (district)."""
    return _PART.search(text) is not None


def is_on_island(text: str, after: re.Match[str] | None) -> bool:
    """Whether an island's name stands behind the word for being there: on | Elm island; on Ruritania's | Cedar islands."""
    return after is not None and after["noun"].casefold() in _ISLANDS and _ON.search(text) is not None


def is_beside(text: str) -> bool:
    """Whether what follows says which larger place a name is near: Elm, north of Cedar."""
    return _BESIDE.match(text) is not None


def is_at_home(text: str) -> bool:
    """Whether the words after the name of a people are a mishap or an unrest, which is in its own country."""
    return _HOME_SCENE.match(text) is not None


def is_facility(text: str) -> bool:
    """Whether a name is that of a building or a market: the Elm showroom."""
    return _FACILITY.match(text) is not None


def is_house(text: str) -> bool:
    """Whether the words after a name make it that of one building, or of a mine."""
    return _HOUSE.match(text) is not None


def housed_in(text: str) -> str | None:
    """What follows the place that a building's name is said to be in: the Elm hospital in | Cedar."""
    match = _HOUSED.match(text)
    return None if match is None else text[match.end() :]


def is_vague(after: re.Match[str] | None) -> bool:
    return after is not None and after["noun"].casefold() in _VAGUE


def is_adjective(text: str) -> bool:
    """Whether a name only says whose town follows: the Corsican town of Bastia."""
    return _ADJECTIVE.match(text) is not None


def is_occasion(text: str) -> bool:
    """Whether a name is that of whom an occasion is held for: at the Lopez funeral."""
    return _OCCASION.match(text) is not None


def is_cause(text: str) -> bool:
    """Whether an unknown name is that of those who quarrel, or of what they want: in the Elm agitation."""
    return _CAUSE.match(text) is not None


def is_border(text: str) -> bool:
    """Whether a name is only that of the country beyond: near the Cameroon border."""
    return _BORDER.match(text) is not None


def is_terrain(text: str) -> bool:
    """Whether a name is that of mountains or of waters, wherever a town may bear it too: in the Ural mountains."""
    return _TERRAIN.match(text) is not None


def is_on_water(text: str) -> bool:
    """Whether the words before a name make it a river's or a ship's: on the Volga."""
    return _ON_WATER.search(text[-16:]) is not None


def is_name_of_storm(text: str) -> bool:
    """Whether the words before a name say that a storm bears it: the typhoon, known at home as Rosita."""
    return _OF_STORM.search(text[-100:]) is not None


def is_road(text: str) -> bool:
    return _ROAD.match(text) is not None


def is_street(text: str) -> bool:
    """Whether a headline's small letter leaves open whether a town or a street bears the name."""
    return _STREET.match(text) is not None


def is_crossing(text: str) -> bool:
    """Whether two names before it are streets: at Elm and Cedar avenues."""
    return _ROADS.match(text) is not None


def is_block(text: str) -> bool:
    """Whether the words before a name make it a street: the 400 block of Cedar."""
    return text[-1:].isspace() and _BLOCK.search(text.lower()) is not None


def is_of_region(text: str) -> bool:
    """Whether the words before a name call it a region."""
    return _OF_REGION.search(text) is not None


def is_of_district(text: str) -> bool:
    """Whether the words before a name call it a part of a town."""
    return re.search(r"\b(?:neighbou?rhood|section|quarter)\s+of\s+$", text, re.IGNORECASE) is not None
