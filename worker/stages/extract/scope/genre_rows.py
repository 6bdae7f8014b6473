"""The genres and their cues as rows. A row that weighs 1 decides, one that weighs 0.5 needs another beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from worker.model import Kind

_ALL = frozenset(Kind)
_OFF_SCREEN = re.compile(
    r"\b(?:police|hospitals?|ambulances?|paramedics|sheriff|gunm[ae]n|arrested|charged|prop gun|on set|on the set|crew members?|stunt\w*|for real|accident(?:al|ally)?"
    r"|collapsed|overturned|stampede|emergency services|hostages? taken|terrorists|stormed|authorities|shot and killed|witness(?:es)?|officials?|survivors)\b",
    re.IGNORECASE,
)
_VIOLENT = re.compile(
    r"\b(?:gunned|gunshot|injuries|wounds|wounded|crash\w*|collision|hit by|shot|shootings?|stabb\w+|police|killed (?:in|when|by|on)|accidents?|murder\w*|collapse\w*|explosion|drown\w*|attack(?:ed|ers?)?|fire|fell|bomb\w*|blasts?|air ?strikes?)\b",
    re.IGNORECASE,
)
_OLD_SHELL = re.compile(
    r"\bunexploded\b|\b(?:bomb|shell|mine|grenade)s?\b[^.]{0,60}\b(?:explod|detonat|went off|blew|blast)", re.IGNORECASE
)
_INTRUDERS = re.compile(
    r"\b(?:gunm[ae]n|attackers?|assailants?|opened fire|stormed|police|firefighters|hospitals?)\b", re.IGNORECASE
)
_CAPTORS = re.compile(
    r"\b(?:militants?|jihadists?|gunmen|rebels?|insurgents?|islamic state|isis|taliban|hostages?|captors)\b", re.IGNORECASE
)
_UNREST = re.compile(
    r"\b(?:riots?|clash(?:es)?|protests?|unrest|violence|attacks?|raids?|bomb(?:ing)?|blast|shoot(?:ing|out)|gunm[ae]n)\b[^.]{0,60}"
    r"\b(?:after|over|following|outside|at|in|near|during|amid|ahead of)\b[^.]{0,50}\b(?:conviction|verdict|sentenc\w+|trial|ruling|court|courthouse|jail(?:ing)?|acquittal|tribunal|war crimes)"
    r"|\b(?:war crimes|verdict|trial|tribunal|conviction)\b (?:protest|clash|riot|strike|demonstration|unrest|violence|rall)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Genre:
    """What a genre does to figures, and what overrules it."""

    name: str
    effect: str  # background | cumulative | hypothetical
    day: bool = True  # an event with a day of its own in the text overrules it
    title: bool = True  # so does a headline whose main clause is the deaths
    hours: bool = False  # so does a part of a day of this week: Saturday evening, 10 p.m. on Friday
    real: bool = False  # so do words of a real accident
    harm: bool = False  # so does any word of police, hospitals or wreckage
    keeps_days: bool = True  # a figure with a day of its own stays all the same
    least: int = 0  # smaller figures stay
    kinds: frozenset[Kind] = _ALL
    lede_only: bool = False  # what overrules it is looked for in title and lede, not beside every figure
    unless: re.Pattern[str] | None = None  # words of title or lede that say otherwise


@dataclass(frozen=True, slots=True)
class Row:
    """Cues that weigh alike. They are looked for in lower case."""

    genre: str
    weight: float
    in_lede: bool
    each: tuple[re.Pattern[str], ...]
    cased: bool  # capitals say something: the text is searched as it is written


GENRES = (
    Genre("drill", "hypothetical", day=False, real=True, keeps_days=False),
    Genre("forecast", "hypothetical", title=False),
    Genre("review", "hypothetical", day=False, keeps_days=False),
    Genre("fake", "hypothetical", day=False, keeps_days=False, title=False),
    Genre("fiction", "hypothetical", day=False, keeps_days=False, unless=_OFF_SCREEN),
    Genre("sport", "background", day=False, harm=True, keeps_days=False),
    Genre("money", "background", day=False, harm=True, keeps_days=False, kinds=frozenset({Kind.INJURED, Kind.KILLED})),
    Genre("politics", "background", day=False, keeps_days=False, kinds=frozenset({Kind.INJURED, Kind.KILLED})),
    Genre("court", "background", unless=_UNREST),
    Genre(
        "execution by a state", "background", day=False, keeps_days=False, unless=_CAPTORS
    ),  # a sentence carried out is no event
    Genre("anniversary", "background"),
    Genre("history", "background", unless=_OLD_SHELL),
    Genre("culture", "background", unless=_INTRUDERS),
    Genre("earlier", "background", title=False),
    Genre("settlement", "background", title=False),
    Genre("inquiry", "background"),
    Genre("aftermath", "background", title=False, hours=True, least=3),  # of one or two dead, local papers tell by the charge
    Genre("opinion", "background"),
    Genre("profile", "background"),
    Genre("list", "background", title=False),
    Genre("natural death", "background", day=False, keeps_days=False, lede_only=True, unless=_VIOLENT),
    Genre("obituary", "background", day=False, keeps_days=False),
    Genre("found alive", "background", kinds=frozenset({Kind.MISSING, Kind.KILLED}), title=False),
    Genre("statistics", "cumulative", title=False),
    Genre("war total", "cumulative", title=False, least=300),
)

_NUMBER = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|a hundred|many|some|several)"
_PLAYED = r"(?:played (?!dead\b)|acted as |posed as )(?:the )?(?:\w+ )?(?:victims|casualties|dead|wounded|passengers|survivors)"
_NTH = r"(?:(?:[a-z]+-)?(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w+teenth|twentieth)|\d+(?:st|nd|rd|th))"
# who are bereaved: their day, not that of the death, is the news
KIN = (
    r"(?:parents?|mothers?|mum|mom|fathers?|dad|widow(?:er)?|wife|husband|partner|fianc[eé]e?|girlfriend|boyfriend|sons?|daughters?|children|kids|brothers?|sisters?"
    r"|siblings|twin|grandparents|grandmother|grandfather|aunt|uncle|cousin|nephew|niece|famil(?:y|ies)|relatives|friends?|loved ones|neighbou?rs?|colleagues?|classmates)"
)
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_TITLE, _LEDE = False, True
# Deaths that a text only mentions: over a fire that killed 17, a raid in which 16 died, the families of 46 drowned.
_MENTIONED = (
    r"(?:(?:that|which|who)(?: has| have| had| also)? (?:kill(?:ed)?|claimed|left|took|cost|drowned|shot|massacred)\b"
    r"|(?:that|which) \w+,? killing\b|(?:[io]n which|when|where|on the day)\b[^.,;]{0,60}\b(?:killed|died|drowned|perished|were (?:killed|shot|slain|crushed|burned)|lost their lives)\b"
    r"|(?:famil(?:y|ies)|relatives|kin|parents|widows?|mothers?|survivors|loved ones|descendants) of (?:the )?(?:\w+ )?\d"
    r"|(?:over|for|behind|about|into|of|(?<!resulting )(?<!resulted )in) (?:the |a )?(?:\w+ )?(?:deaths?|killings?|murders?|massacres?|drownings?) of\b|\w+ (?:deaths?|killings?|murders?) of \d)"
)
# What is done about an event when it is over: by courts and regulators, by those who answer for it, by parliaments and reports.
_ACTS = (
    r"(?:fine[sd]?|penalt(?:y|ies)|ordered to|manslaughter|homicide charges?|murder charges?|charge(?:s|d)|charges dropped|(?:faces?|on|stands?|stand) trial|prosecut\w+|plead(?:s|ed)?|guilty|liable|liability"
    r"|stripped of|licen[cs]es?|su(?:e|es|ed|ing)|lawsuits?|resigns?|resigned|resignation|quits?|quit|steps? down|stepped down|sack(?:s|ed)|fired over|dismissed|suspend(?:s|ed)|reinstated|clear(?:s|ed)|exonerat\w+|acquit\w*"
    r"|compensat\w+|damages|payouts?|insurers?|inquir(?:y|ies)|inquest|report (?:blames|finds|says|found)|warnings? (?:before|failure|ignored)|had warned|debates?|legislation|lawmakers|reforms?|questions"
    r"|lessons|apologi[sz]es?|apologi[sz]ed|apology|extradit\w+|recall(?:s|ed)|wanted (?:over|for)|denie[sd]|convict\w*|sentenc\w+|jail(?:s|ed)|parole|appeals?|verdict|retrial|compensation|whistle-?blower|audit|regulator|(?:rall(?:y|ies)|march(?:es|ed)?|protest(?:s|ers)?) (?:over|against|about)"
    r"|tells? (?:the|their|his|her) (?:own )?stor(?:y|ies)|reopen(?:s|ed|ing)?|rebuil\w+|medals?|honou?red|last (?:words|hours|moments)|to be (?:destroyed|demolished)|stud(?:y|ies)|researchers|calls? for (?!calm|aid|help|blood|evacuat))"
)


def rows_of(genre: str, weight: float, in_lede: bool, *patterns: str) -> list[Row]:
    cased = any("(?-i:" in p for p in patterns)
    flags = re.IGNORECASE if cased else re.NOFLAG
    each = tuple(re.compile(rf"\b(?:{p})", flags) for p in patterns)
    return [Row(genre, weight, in_lede, each, cased)]


_rows = rows_of


ROWS: tuple[Row, ...] = tuple(
    # --- told, and shown to be false
    _rows("fake", 1, _TITLE, r"fact[- ]?check(?:ed|s)?:", r"hoax\b",
          r"(?:fake|false|fabricated|doctored|debunked) (?:video|photo|image|picture|news|post|report|claim|story|footage|clip|rumou?r)s?\b")
    + _rows("fake", 1, _LEDE, r"fact[- ]checkers (?:said|say|found)\b", r"there was no such (?:crash|attack|blast|explosion|shooting|accident|incident|event|bombing|strike)\b")
    # --- played, not real
    + _rows("drill", 1, _LEDE,
          r"mock (?:crash|blast|bomb|hijack|raid|fire|plane|attack|disaster|emergency|shooting|explosion|air|bus|train|earthquake|casualt|evacuation|accident|rescue|ferry|terror|drill|exercise)\w*",
          r"(?:hospital|evacuation|emergency|rescue|fire|disaster|earthquake|quake|tsunami|flood|civil defen[cs]e|port|airport|school|terror|terrorism|mass-casualty|casualty|"
          r"active-shooter|preparedness|table-?top|response|crash|safety|lockdown) (?:drill|exercise|rehearsal|simulation)s?\b",
          r"(?:drill|exercise|rehearsal|training)s? (?:that )?(?:simulat|imagin|suppos|envisag|imitat|mimic|stag)\w+", r"simulated (?:an? )?(?:\w+ ){0,2}(?:explosion|attack|crash|disaster|earthquake|quake|shooting|blast|fire|accident)",
          r"simulates? an? ", r"rehears(?:e[sd]?|ing) (?:for|how)", r"(?:script|scenario) of the (?:exercise|drill)", _PLAYED,
          r"pretend(?:ed|ing)? (?:to be )?(?:victims|casualties|wounded|injured)", r"war games?\b", r"practi[sc]ed for the worst")
    + _rows("drill", 0.5, _LEDE, r"drills?\b", r"exercises?\b", r"simulat\w+", r"mock\b", r"rehears\w+", r"scenarios?\b", r"dummies\b", r"volunteers? (?:play|act)\w*")
    + _rows("forecast", 1, _TITLE, r"(?:could|would|might|may) (?:kill|claim|die|leave|displace|drown|cost|make)\b", r"at risk of (?:death|dying)",
            r"(?:would|could|might|may) be (?:killed|dead|displaced|homeless)")
    + _rows("forecast", 1, _LEDE, r"(?:stud(?:y|ies)|models?|scientists?|researchers?|simulations?|experts?|report)\b[^.]{0,80}\b(?:could|would|might) (?:kill|claim|die|leave|displace|drown|cost)\b",
            r"(?:could|would|might) (?:kill|claim|leave|displace|drown|cost)\b[^.]{0,90}\b(?:stud(?:y|ies)|models?|scientists?|researchers?|simulations?|forecasts?)\b")
    + _rows("review", 1, _LEDE, r"^(?:\w+ )?review:", r"spoilers?(?: ahead| alert|:)", r"(?:season|series) finale\b")
    + _rows("fiction", 1, _LEDE, r"(?:film|movie|theatre|theater|book|tv|television|opera|stage|album|concert|game|music|drama|series|dance|play) review\b", r"^[^–—:\d]{1,60} review(?: [–—-]|:) ",
            r"(?:the |for |during )filming (?:of|for)\b", r"film (?:battle|shoot|set|crew|scene|festival|premiere)\b", r"(?:third|second|first|final|fourth|new|last) season\b[^.]{0,30}\b(?:episode|series|thriller|drama)",
            r"(?:\w+-part|crime|spy|\w+'s|political|psychological|new) thriller\b", r"video ?game", r"e-?sports?\b", r"gamers?\b", r"comedian\b", r"comic (?:kills|slays)\b", r"stand-up (?:star|comic|routine|show|act)\b", r"in stitches\b", r"kills off (?:her|his|its|their) (?:hero|heroine|star|character|detective)\b", r"box office", r"(?:play|board|computer|shooter|console) ?games?\b.{0,30}(?:players?|level)",
            r"(?:in|during|by the end of) (?:the|an|its|last night['’]s|sunday['’]s) (?:[\w-]+ )?episode of (?:the )?(?:[\w-]+ )?(?:drama|series|thriller|soap|sitcom|show|saga)\b",
            r"(?:new|his|her|debut|latest|first) novel\b", r"whodunn?it\b", r"(?:thriller|drama|musical|opera|sitcom|novel|biopic|miniseries)\b[^.]{0,40}\b(?:tells|follows|stars|depicts|opens the festival|premieres?)\b")
    + _rows("fiction", 0.5, _LEDE, r"(?:sunday|monday|tuesday|wednesday|thursday|friday|saturday)['’]s finale\b", r"(?:detective|crime|drama|fantasy|hit|spy) series\b", r"closing minutes\b", r"cliffhanger\b")
    + _rows("fiction", 0.4, _LEDE, r"(?<!like a )(?:horror|action|war|zombie|disaster|superhero|slasher|feature) (?:film|movie|flick)s?\b", r"thriller\b", r"film(?:ed|ing)?\b", r"movie\b", r"novel\b", r"episode\b", r"season (?:\d|one|two|three)\b", r"director\b", r"extras\b", r"actors?\b", r"actress\b", r"audience\b", r"critics?\b",
            r"premi[eè]re\b", r"the writing\b", r"the screen\b", r"streaming\b", r"(?:two|three|four|five) stars\b", r"script\b", r"sequel\b", r"opera\b", r"play(?:wright)?\b", r"characters?\b")
    # --- words of harm that mean none
    + _rows("sport", 1, _LEDE, r"(?:with|through|through a|due to|due to a) (?:[\w-]+ )?(?:hamstring|groin|calf|achilles|ligament|acl|knee|ankle) (?:injur(?:y|ies)|troubles?|problems?|strains?)\b", r"\d{1,2}[-–]\d{1,2} (?:win|victory|defeat|loss|draw|rout|thrashing|hammering|in|on penalties|against|over|lead|at|to)\b", r"(?:penalty|sudden[- ]death) shoot-?outs?", r"strike-?outs?\b", r"hat-?tricks?\b",
            r"(?:half|semi|quarter|preliminary|qualifying|grand)[- ]?(?:marathon|finals?)\b", r"(?:goal|wicket)(?:keeper|s)\b", r"innings\b", r"playoffs?\b", r"(?:premier|champions|major|super|national) league\b", r"grand prix", r"(?:world|gold|davis|ryder|fa|asian?|africa|challenge) cup\b", r"bowlers?\b", r"batsm[ae]n\b",
            r"(?:tour de|tour of|giro)\b", r"(?:slay|slays|slaughter|slaughters|crush|crushes|bury|buries|thrash|thrashes) (?:favourites|favorites|rivals|hosts|champions|leaders|title)\b", r"kills? off [\w’']+(?:'s|’s)? (?:hopes|chances|challenge|charge|fightback)\b")
    + _rows("sport", 1, _TITLE, r"(?:massacred?|slaughter(?:ed)?|thrash(?:ed)?|hammer(?:ed)?|crush(?:ed)?|demolish(?:ed)?|bur(?:y|ied)|rout(?:ed)?|beat(?:en)?|destroy(?:ed)?|batter(?:ed)?|humbled?|humiliated?) (?:[\w’']+ )?\d{1,2}[-–]\d{1,2}(?= (?:as|by|in|at|on|away|home|to)\b|$|[,.:;])")
    + _rows("sport", 1, _TITLE, r"(?:massacre|slaughter|bloodbath|demolition) of the (?:\w+ )?(?:defen[cs]e|visitors|hosts|bowling|bowlers|attack|champions|home side|away side)\b",
            r"(?:hits?|scores?|slams?|smash(?:es)?|cracks?|makes?) (?:an? |the )?(?:\w+ )?(?:ton|tons|century|fifty|brace|treble)\b", r"(?:off|in|from) \d+ (?:balls|deliveries)\b", r"go(?:es)? top\b", r"ship (?:\w+ )?goals\b")
    + _rows("sport", 1, _LEDE, r"injury (?:crisis|woes?|worries|blow|setback|list|concerns?|doubts?)\b", r"(?:back|front) (?:line|row|four)\b[^.]{0,60}\b(?:injur|hurt|miss)", r"hurt in training\b",
            r"(?:french|australian|us|u\.s\.) open (?:final|semi|quarter|champion|match|doubles|singles|players?|title)\w*", r"wimbledon (?:final|champion|title|match)\w*")
    + _rows("sport", 1, _TITLE, r"injury-(?:hit|plagued|ravaged|prone|hampered)", r"(?:hip|knee|hamstring|ankle|groin|calf|achilles|thigh|wrist|elbow|ligament|acl) (?:injury|problem|surgery|tear)")
    + _rows("sport", 0.5, _TITLE, r"(?:slay|slays|slaughter|slaughters|crush|crushes|bury|buries|thrash|thrashes) (?-i:[A-Z])[\w’']+")
    + _rows("sport", 0.5, _LEDE, r"matches?\b", r"(?:the|this|last week's|next|tuesday's|saturday's|sunday's|pre-season|final|home|away) game\b", r"(?:running back|quarterback|linebacker|wide receiver|fly-half)s?\b", r"teammates?\b", r"doubles\b", r"coach\b", r"derby\b", r"pitchers?\b", r"striker\b", r"midfield\w*", r"extra time", r"half-time", r"strikeout",
            r"podium\b", r"opponents?\b", r"title\b", r"champions?\b", r"tournament\b", r"goals?\b", r"scored?\b", r"\d{1,2}[-–]\d{1,2}\b", r"boxer\b", r"round of\b", r"hockey\b|cricket\b|rugby\b|football\b|baseball\b|tennis\b|basketball\b|golf\b", r"opener\b",
            r"semi-finals?\b", r"quarter-finals?\b", r"players\b", r"\w+ (?:threes|rebounds|touchdowns|dunks|homers|tries)\b", r"peloton\b|stage (?:win|victory)", r"marathon\b", r"locker room", r"played (?:at|in|out)\b")
    + _rows("sport", 0.5, _LEDE, r"game \d\b", r"\d{1,2} for \d{1,3}\b", r"by \d+ (?:points?|runs|wickets|lengths|strokes)\b", r"r[au]n riot\b", r"(?:slay|slays|slaughter|slaughters) (?-i:[A-Z])[\w’']+ by \d+", r"upset\b", r"(?:home|away|visiting|ten-man) (?:side|fans|defen[cs]e)\b", r"sacrifices? (?:a |his |her )?(?:queen|rook|bishop)\b")
    + _rows("politics", 0.5, _LEDE, r"back-?bench(?:ers?|es)?\b", r"(?:late-night|knife-edge|commons|senate|floor|confidence) vote\b", r"(?:bill|motion|amendment)\b")
    + _rows("politics", 1, _LEDE, r"(?:ministers?|backbenchers?|whips?|mps|senators?) (?:\w+ )?(?:axed|sacked|purged|ousted)\b", r"(?:torpedo(?:ed|es)?|scuttle[ds]?|ambush(?:ed|es)?) (?:the |a |his |her )?(?:\w+ )?(?:bill|motion|deal|plan|budget|amendment|reform)\b")
    + _rows("money", 1, _LEDE, r"(?:hurt|hit|burn(?:ed|t)|wounded|crippled|killed|buried) by (?:the |a |new |higher |rising )?(?:[\w-]+ )?(?:pension|tariffs?|tax(?:es)?|inflation|rates?|prices|debts?|freeze|cuts|fees|costs|recession|levy|duties|sanctions|glut|slump|strike action|shortages?|downturn)\b",
            r"(?:small |retail |private )?investors\b[^.]{0,40}\b(?:burn(?:ed|t)|hurt|wounded|killed|hit)\b")
    # --- long ago
    + _rows("court", 1, _TITLE, r"jailed (?:for|over|\d|life)", r"fined (?:us)?[$£€]?\d", r"sentenc(?:ed|es|ing)\b", r"(?<!arrest and )(?<!arrest, )convict(?:ed|s|ion|ions)\b(?! felon)", r"acquit(?:s|ted|tal)\b", r"(?:life|prison|jail|death) (?:sentence|term)s?\b", r"(?:gets|given|handed|faces) (?:life|death|\d+ years|\w+ years)\b",
            r"death (?:row|penalty)\b", r"execut(?:es|ed|ion)\b[^.]{0,60}\b(?:for|over|convicted)\b", r"lethal injection", r"to be (?:executed|hanged)", r"guilty\b", r"verdicts?\b", r"^(?!(?:\w+ ){0,2}(?:militia|militants?|rebels?|gunm[ae]n|gang|cartel|jihadists?|insurgents?|terrorists?|kidnappers|captors|soldiers|troops|army|islamic state|isis|hamas|rsf|al-shabaab|boko haram)\b)(?-i:[A-Z])[\w’' ]{2,30} (?:executes|beheads|hangs) (?:\d+|\w+)(?: (?:people|men|women|prisoners|convicts|inmates|foreigners|nationals|pakistanis|ethiopians|drug \w+))?(?: (?:in|on|for|over|after) |$)", r"extradit\w+", r"parole\b", r"retrial\b", r"jury\b|jurors?\b", r"(?:high|appeals?|supreme|crown|world|federal) court\b", r"tribunal\b", r"war crimes\b(?! (?:protest|rally|march|demonstration)\w*)", r"(?:on|stands?|faces?) trial\b",
            r"(?:murder|manslaughter|terror|terrorism|genocide) trial\b", r"trial (?:of|over|opens|begins|starts|hears|for|told|set)\b", r"years (?:in (?:prison|jail)|behind)\b", r"upholds\b|overturns\b[^.]{0,30}\b(?:sentence|conviction|ruling)")
    + _rows("court", 1, _LEDE, r"serial (?:killer|murderer)s?\b", r"inquests?\b", r"parole board\b", r"(?:was|were|been|has|have) (?:jailed|sentenced|convicted|acquitted|found guilty|extradited|paroled)\b", r"(?:jury|court|judge|tribunal|panel)\b[^.]{0,60}\b(?:jailed|has jailed|sentenced|convicted|acquitted|upheld|convict|sentence|acquit)\b",
            r"(?:pleaded|pleads|plead|pled) (?:not )?guilty\b[^.]{0,80}\b(?:last|\d{4}|years?)\b", r"(?:jailed|sentenced) (?:for|to) (?:life|\d+|\w+ years)", r"agreed[^.]{0,20}to extradite", r"convict[^.]{0,60}\bof the (?:manslaughter|murder)", r"went on trial\b", r"(?:sought|wanted|on the run|hunted) for (?:\w+ )?(?:years|decades)\b")
    + _rows("court", 1, _TITLE, r"indict(?:s|ed|ment|ments)\b", r"charge-?sheet(?:ed|s)?\b", r"(?:hc|sc|atc|cbi court|high court|sessions court) (?:indicts|upholds|acquits|frees|convicts|sentences|jails|grants|rejects|dismisses)\b",
            r"^(?:how |why )?(?:i|we) (?:killed|murdered|shot|stabbed|dumped|buried)\b", r"(?<=^['\"“‘])(?:i|we) (?:killed|murdered|shot|stabbed|dumped|buried)\b", r"confess(?:es|ed)? to (?:killing|murdering|the murders?)\b")
    + _rows("court", 0.5, _TITLE, r"(?<!suspect )(?<!suspects )jailed\b", r"court\b", r"judges?\b", r"appeals?\b", r"prosecutors?\b", r"lawyers?\b", r"testi(?:fies|fy|mony)\b", r"hearing\b", r"trial\b", r"accused\b", r"who (?:killed|murdered)\b")
    + _rows("anniversary", 1, _LEDE, r"anniversary(?:(?<=\wth anniversary)|(?<=\d(?:st|nd|rd) anniversary)|(?<=\w-year anniversary)|(?<=\b(?:first|third) anniversary)|(?<=\bsecond anniversary))", rf"(?<!began ){_NUMBER}[- ](?:years?|decades?)(?:[- ]ago| on\b(?! end| the (?:job|force|beat|bench|road|team|board|council)\b)| since)\b", r"months since\b(?<=\w months since)", r"(?:an?|one) (?:year|decade|century|generation) (?:on\b|since)\b",
            r"decades on\b", rf"(?:marks?|marked|marking) {_NUMBER} (?:years|decades)\b", r"anniversary of\b(?![^.,]{0,120}, (?:an?|another|two|three) [^.,]{0,40}\b(?:bombs?|bombers?|gunm[ae]n|blasts?|explosions?|attackers?)\b)", r"commemorat(?:e|es|ed|ions?)\b", r"commemorating (?:[\w'’-]+ ){0,6}?(?:victims|dead|deaths?|fallen|massacres?|bombings?|attacks?|disasters?|crash|killings?|anniversary|tragedy|genocide|war)\b",
            r"memorial (?:service|day for|stone|wall|garden|to|unveiled|opens|opened|ceremony)\b",
            r"(?:unveil\w*|erect\w*|new) (?:\w+ )?(?:memorial|monument|plaque|statue)\b", r"survivors? (?:look|looks) back", r"(?:memorial|monument|plaque|statue)\b[^.]{0,30}\bunveiled", r"in memory of the \d+", r"carved (?:\w+ ){0,3}into the stone")
    + _rows("anniversary", 0.4, _LEDE, r"(?:stood|stands?|stops?|stopped)(?: still)? for (?:a|one|two|three) minutes?\b")
    + _rows("anniversary", 1, _TITLE, r"anniversary\b", r"remember(?:s|ing|ed)? (?:the |those |its |their |victims|bloody|\d+|\w+ (?:victims|dead))", r"remembers\b", r"memorial\b(?! (?:hospital|day|drive|medical|park|health|university|stadium|bridge|highway|weekend))", r"in memory of\b", r"years on\b", rf"(?:^|[,:;–—-] ?){_NUMBER} (?:years|decades) (?:later|on|after)\b", r"remembrance\b")
    + _rows("anniversary", 0.6, _LEDE, rf"(?:{_NUMBER}|an?|one|the) (?:years?|decades?|century|generation) (?:after|later)\b", r"decades (?:after|later)\b")
    + _rows("anniversary", 0.8, _LEDE, r"falls? silent|fell silent")
    + _rows("anniversary", 0.5, _LEDE, r"wreaths?\b", r"laid flowers", r"(?:minute|moment)s?(?:'s|’s)? (?:of )?silence", r"remember(?:s|ed|ing)?\b", r"names of the (?:dead|victims)", r"reopen(?:s|ed|ing)?\b")
    + _rows("anniversary", 0.2, _LEDE, r"survivors\b", r"ceremon(?:y|ies)\b", r"(?:church )?bells\b", r"mourn(?:s|ed)\b", r"years\b")
    + _rows("history", 1, _LEDE, r"^on this day\b", r"(?:on )?this day in (?:history|\d{4})", r"srebrenica\b", r"holocaust\b", r"(?:first|second) world war\b|world war (?:i|ii|one|two|1|2)\b|\bwwi{1,2}\b", r"9/11\b|sept(?:ember|\.)? 11 attacks", r"(?:hiroshima|nagasaki)\b[^.]{0,40}\b(?:a-?bomb\w*|atom\w*|nuclear|bomb\w*|1945|anniversary|memorial|and (?:hiroshima|nagasaki))\b", r"(?:a-?bomb\w*|atom\w*|nuclear|bomb\w*|1945)\b[^.]{0,40}\b(?:hiroshima|nagasaki)\b", r"titanic\b", r"pearl harbor\b", r"tiananmen\b", r"nazis?\b", r"(?:jfk|kennedy) assassination", r"\bjfk\b", r"president kennedy\b", r"(?:bosnian|rwandan|armenian|cambodian) (?:war )?genocide", r"khmer rouge\b", r"pinochet\b",
            r"civil war (?:mass )?graves?\b", r"great fire of\b", r"(?:korean|vietnam|falklands|crimean|boer) war\b")
    + _rows("history", 1, _TITLE, r"archaeolog\w+", r"skeletons?\b", r"(?:bronze|stone|iron) age\b", r"medieval\b", r"\d{1,2}(?:th|st)[- ]century\b")
    + _rows("history", 0.5, _LEDE, r"archaeolog\w+", r"skeletons?\b", r"(?:bronze|stone|iron) age\b", r"medieval\b", r"\d{1,2}(?:th|st)[- ]century\b")
    + _rows("culture", 1, _LEDE, r"documentary\b", r"memoirs?\b", r"(?:new|her|his) book\b", r"retrospective\b", r"(?:art|portrait|national) gallery\b")
    + _rows("culture", 0.5, _LEDE, r"museum\b", r"exhibition\b(?! (?:vehicles?|cent(?:er|re)|grounds?|halls?))", r"opened\b|opens\b", r"shows?\b", r"photographs?\b", r"visitors?\b")
    + _rows("culture", 1, _TITLE, r"^(?:new )?(?:film|movie|documentary|play|book|novel|series|drama|musical|opera) (?:about|on|of|based)\b", r"museum\b", r"exhibition\b", r"podcast\b", r"true crime\b", r"(?:crime|spy|detective|horror|best|new) (?:novels?|fiction|books|thrillers|films)\b", r"^(?:tv|television) (?:tonight|review|preview)\b", r"^what to watch\b|tonight['’]s tv\b")
    + _rows("court", 1, _TITLE, r"no charges (?:for|against|in|over)\b", r"fined (?:[$£€]|us\$)\d")
    + _rows("inquiry", 1, _TITLE, r"autopsy (?:finds|shows|reveals|report|results)\b", r"coroner (?:rules|ruled|finds|concludes|demands|calls|warns|criticises|criticizes)\b",
            r"(?:records|documents|files|emails) (?:detail|reveal|show|shed|suggest)\b")
    + _rows("inquiry", 1, _TITLE, r"puts? [\w’' -]{3,40} under (?:fresh |new )?(?:scrutiny|pressure|spotlight|the spotlight)", r"under (?:fresh |new |renewed )?(?:scrutiny|the spotlight) (?:after|as|over|following)\b", r"deadly\b[^.:]{0,60}\b(?:exposes?|lays? bare|underscores?|highlights?|spotlights?|raises? questions|(?:casts?|shines?) (?:a )?light)\b")
    + _rows("settlement", 1, _LEDE, r"(?:class[- ]action|lawsuits?)\b", r"(?:sues|sued|suing)\b", r"(?:to|will|must|should) pay (?:[$£€]|us\$|\d)", r"settle(?:s|d|ment)\b[^.]{0,60}(?:[$£€]|famil|victims|claims|million|deaths?)", r"reach(?:es|ed)? (?:an? )?settlements?\b", r"payouts?\b", r"seeks? (?:us)?[$£€]\d", r"(?:us)?[$£€]\d[\w.]*(?: (?:million|billion))? (?:over|for) (?:\w+ ){0,3}(?:crash|crashes|fire|disaster|deaths?|collapse|sinking)\b", r"awarded (?:[$£€]|damages)", r"compensation (?:fund|claims?|scheme|case)\b")
    + _rows("inquiry", 1, _LEDE, r"(?:public |judicial |official |independent )inquiry (?:finds|found|hears|heard|blames|blamed|concludes|told|report)\b", r"report (?:blames|finds|says|into|on)\b[^.]{0,50}\b(?:disaster|crash|fire|collapse|massacre|tragedy|bombing|attack|sinking)\b", r"under investigation over\b",
            r"(?:cold case|dna|remains (?:of|found))\b[^.]{0,60}\b(?:years|decades|19\d\d)",
            r"mass graves?\b[^.]{0,80}\b(?:years|decades) (?:after|since|ago|later)\b", r"(?:years|decades) (?:after|since)\b[^.]{0,80}\bmass graves?\b")
    # a column has the name of who wrote it behind its title; what a paper or a channel is called is no such name
    + _rows("opinion", 1, _TITLE, r"""(?-i:(?<=\| )(?!The )(?!(?:[\w’'.-]+ ){0,3}(?:News|Newspapers?|Nation|Observer|Monitor|Punch|Agency|Broadcasting|English|Service|Review|Watch|Hub|Line|Desk|Times|Post|Press|Today|Daily|Radio|Live|World|Herald|Guardian|Tribune|Journal|Star|Sun|Mail|Express|Mirror|Standard|Telegraph|Independent|Chronicle|Gazette|Globe|Online|Magazine|Network|Jazeera|Arabiya|Welle|Africa|Asia|Arabia|Zealand|Korea|York|States|Kingdom|East|India|City|County|Wire|Report|Media|Video|Thing|Briefing|Crime|Politics|Weather|Environment|Update|Updates|Latest|Analysis|Pictures)\b)"""
            r"""[A-Z][\w’'.-]*[a-z] (?:[A-Z]\.? |(?:de|van|von|al|el|bin|and) )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+| and [A-Z][\w’'-]+ [A-Z][\w’'-]+)?$)""")
    + _rows("aftermath", 1, _TITLE, r"^(?:how|why|where|inside how) (?:an? |the |one |\d+ )?[^.:?]{0,60}\b(?:killed|died|massacred|drowned|perished)\b")
    + _rows("anniversary", 1, _TITLE, r"after (?:\d+|\w+) (?:years|decades)(?:$| of (?:searching|waiting|silence|hope|pain|grief)\b)")
    + _rows("aftermath", 1, _LEDE, rf"^(?=.*\b{_ACTS}\b).*?\b{_MENTIONED}")
    + _rows("opinion", 1, _TITLE, r"letters?$", r"letters?:", r"letters to the editor", r"opinion:", r"op-?ed\b", r"editorial:", r"opinion$", r"(?:observer |guardian )?editorial$", r"(?:experience|letters) \|")
    + _rows("profile", 1, _TITLE, r"^(?-i:Who) (?:is|was) (?-i:[A-Z])", r"(?:profile|obituary)[:|]",
            r"(?:^|(?<=: ))(?:how|inside|why|behind|the story of|anatomy of|revisiting)\b[^.]{0,40}\b(?:the|a) [\w' -]{1,40} that (?:killed|claimed|left|took)\b", r"(?:obituary|profile)$")
    + _rows("earlier", 1, _TITLE, r"(?<!they )(?:killed|murdered) my (?:\w+ ){0,2}?(?:mother|father|mum|mom|dad|husband|wife|son|daughter|brother|sister|parents|family|fianc\w+|boyfriend|girlfriend)\b")
    + _rows("profile", 1, _TITLE, r"stage debut\b")
    + _rows("list", 1, _TITLE, r"factbox\b", r"timeline:", r"(?:most deadly|deadliest|worst) (?:\w+ )?\w+s (?:in|of) (?:the (?:past|last|world)|recent|history|all time)", r"fact ?check\b", r"explainer\b", r"(?:world's|history's|country's|\d+ of the) (?:deadliest|worst)\b", r"key (?:facts|dates)\b", r"a history of\b", r"list of\b", r"chronology\b",
            r"(?:crashes|disasters|sinkings|shipwrecks|earthquakes|quakes|fires|attacks|massacres|shootings|storms|hurricanes|floods|bombings|stampedes) (?:that|which) (?:changed|shaped|defined|made)\b")
    + _rows("natural death", 1, _LEDE, r"in (?:his|her|their) sleep\b", r"natural causes\b", r"died peacefully|passed away(?! from (?:his|her|their) (?:injuries|wounds))", r"(?:long|short|brief|lengthy) illness\b", r"(?:of|from) (?:heart failure|cancer|pneumonia|old age|a stroke|a heart attack|leukaemia|leukemia|dementia)", r"battle with cancer", r"obituary\b",
            r"(?:dies|died|(?<!the )(?<!of )dead)(?: (?:on )?(?:\w+day|today))? (?:at|aged)(?: age| the age of)?(?: just| only)? (?:\d{1,2}|1[01]\d)\b(?! (?:after|when|as|in|following)\b)", r"cause of (?:[\w’']+ )*death (?:was )?revealed")
    + _rows("natural death", 1, _LEDE, r"(?:was|is|been|being) hospitali[sz]ed\b[^.]{0,40}\b(?:pains?|infections?|flu|virus|exhaustion|dehydration|illness|strokes?|seizures?|blood clots?|appendicitis|asthma|sepsis)\b")
    + _rows("natural death", 1, _TITLE, r"^[^,:]{0,60}\b(?:pope|legend(?:ary)?|star|actor|actress|singer|author|poet|novelist|composer|founder|broadcaster|comedian|rapper|drummer|guitarist"
            r"|king|queen|prince|princess|president|premier|senator|billionaire|tycoon|widow|veteran)\b(?: [\w’'.-]+){0,4} (?:dies|has died|dead)$", r"(?:dies|died|(?<!the )dead) (?:at|aged|at age) (?:[5-9]\d|10\d)\b", r"\b(?:18|19|20)\d\d\s?[-–]\s?20\d\d$", r"(?:dies|died), (?:aged )?(?:[5-9]\d|10\d)$")
    + _rows("found alive", 1, _TITLE, r"(?:all|both)\b[^.]{0,40}\bfound (?:safe|alive|unharmed)", r"feared dead\b[^.]{0,60}\b(?:walks|found alive|found safe|returns|turns up|rescued)", r"missing\b[^.]{0,40}\b(?:found|located) (?:safe|alive|unharmed)(?![^.]*\b(?:dead|dies|died|killed|bod(?:y|ies))\b)")
    # --- sums
    + _rows("statistics", 1, _TITLE, r"(?<!toxic )(?<!tainted )(?<!illicit )(?<!poisoned )(?<!bootleg )(?<!spurious )(?<!fake )(?:road|traffic|drug|overdose|gun|homicide|murder|migrant|workplace|drowning|covid|malaria|suicide|alcohol|knife|maternal|cancer|flu) (?:deaths|fatalities|killings|toll|murders|casualties|homicides|death toll|deaths toll)\b[^.]{0,40}\b(?:fell|fall|falls|rose|rise|rises|down|up|drop|drops|reach|hit|hits|record|pass|per cent|percent|%|year|last|halve|double|climb)",
            rf"^(?!.*\b(?:deadliest|worst|bloodiest|largest|biggest|first|highest|strongest)\b).*\b(?:since|between) (?:{_MONTH}|the (?:start|beginning)|\d{{4}}|last|(?:the )?(?:truce|ceasefire|coup|takeover|invasion|war))\b", r"(?:average|typical|each|every|per|a) year$|(?:average|typical) year\b", r"(?:murder|homicide|crime|death|suicide|fatality) rates?\b", r"(?:deaths|killings|fatalities|murders|killed|died|people|lives)\b[^.:]{0,50}\blast year\b", rf"^(?!.*\bthe {_NTH}\b).*\b(?:this|so far this) year\b", r"annual (?:toll|report|figures)", r"suicides\b", r"(?:deadliest|bloodiest) (?:month|year|quarter|season)\b", r"hotter (?:summers|weather)|(?:summers|winters|heatwaves|cars|guns|roads|cigarettes|mosquitoes) kill\b",
            r"(?<!heat )(?<!heatwave )(?<!flood )(?<!quake )(?<!storm )(?<!cyclone )(?<!landslide )(?<!cholera )(?<!wildfire )(?<!ebola )(?<!marburg )(?<!measles )(?<!dengue )(?<!outbreak )(?<!crash )(?<!protest )(?<!riot )(?<!fire )(?<!rain )(?<!monsoon )(?<!virus )(?<!fever )(?:deaths|killings|murders|fatalities) (?:fell|fall|rose|rise|down|up|drop|dropped|doubled?|halved?)\b")
    + _rows("statistics", 1, _LEDE, rf"(?:toll|total|figure|count|tally|outbreak|epidemic) since (?:{_MONTH}|the start|the beginning|last|early|late|mid|(?:19|20)\d\d)\b")
    + _rows("statistics", 1, _LEDE, rf"(?:cases|infections)\b[^.]{{0,40}}\bsince (?:{_MONTH}|the start|the beginning|last|early|late|mid|(?:19|20)\d\d)\b")  # of a disease
    + _rows("statistics", 1, _LEDE, r"(?:typical|average) year\b", r"annual report\b", r"murder rate\b", r"over the same \w+ months")
    + _rows("war total", 1, _TITLE, r"(?:killed|dead|died|deaths?|toll|lives)\b[^.:]{0,30}\b(?:of|in|by|during|from) (?:[\w’'-]+ ){0,3}(?:war|conflict|insurgency|genocide|invasion)\b", r"(?:war|conflict|invasion) (?:has |have )?(?:killed|claimed|cost)\b")
    + _rows("war total", 1, _LEDE, r"(?:killed|dead|died|deaths?|toll|lives)\b[^.:]{0,30}\b(?:by|during|in|of) (?:[\w’'-]+ ){0,3}(?:war|conflict) (?:in|on|against)\b", r"(?:war|conflict|invasion),? (?:[\w' ]+, )?(?:has |have |had )?(?:killed|claimed|cost)\b")
)  # fmt: skip

PLAYED = re.compile(rf"\b{_PLAYED}\b", re.IGNORECASE)
REAL = re.compile(
    r"\b(?:went (?:\w+ )?wrong|gone wrong|goes wrong|accident(?:al|ally)?|real (?:fire|blast|explosion|quake|earthquake|crash|attack|gunman|bullets?|ammunition)|live (?:rounds?|ammunition|fire|grenade)"
    r"|live-fire|malfunction\w*|for real|not part of the (?:drill|exercise)|turned (?:deadly|real|fatal|to tragedy|into tragedy)|misfired"
    r"|(?<!['\"‘“])(?:killed|killing|die[ds]?|dead|injured|injuring|drown(?:ed)?|hurt|wounded|crash(?:ed|es)|collapse[ds]|explode[ds]|overturn(?:ed|s)|opened fire|struck|strikes)\b(?!['\"’”])"
    r"[^.]{0,60}\b(?:during|in the middle of|at|in|on|while|before|after)\b[^.]{0,40}\b(?:drills?|exercises?|rehearsals?|training)\b(?! (?:scenario|that simul)))",
    re.IGNORECASE,
)
HARM = re.compile(
    r"\b(?:police|hospitals?|ambulances?|explosion|exploded|bombs?|bombing|gunm[ae]n|collapsed?|overturned|stampede|morgue|paramedics?|firefighters?|rescuers?|crush(?:ed)? to death|shot (?:dead|himself|herself)"
    r"|opened fire|drowned|grenades?|assailants?|militants?|terrorists?|rebels|insurgents|troops|sheriff|gunshots?|shootings?|abducted|kidnapped|knife wounds|stabbing|arrested|charged with|earthquake|car crash|crashed into|hit-and-run|stabbed|murder(?:ed)? (?:charge|suspect)|died when|were killed|was killed|lost their lives|heart attack on)\b",
    re.IGNORECASE,
)
