"""More cues of genres, as feeds word them: courts, inquiries, obituaries, culture, columns, sums. Most are asked of headlines alone."""

from __future__ import annotations

from worker.stages.extract.scope.genre_rows import KIN, Row, rows_of

_TITLE, _LEDE = False, True
_KNOWN = (  # whose natural death is news; who is killed has a cause beside it
    r"(?:cardinal|archbishop|bishop|patriarch|rabbi|statesman|prime minister|president|chancellor|politician|senator|congress(?:wo)?man|judge|ambassador|diplomat|spy|astronaut|cosmonaut|mountaineer|explorer|scientist|physicist|chemist"
    r"|biologist|mathematician|economist|historian|philosopher|poet|novelist|author|writer|playwright|screenwriter|director|film-?maker|producer|actor|actress|comedian|singer|songwriter|musician|drummer|guitarist|bassist|pianist|violinist"
    r"|cellist|conductor|composer|rapper|dancer|choreographer|ballerina|painter|sculptor|artist|photographer|cartoonist|architect|designer|footballer|goalkeeper|cricketer|golfer|boxer|sprinter|champion|coach|broadcaster|presenter|newsreader"
    r"|commentator|chef|naturalist|zoologist|inventor|entrepreneur|tycoon|billionaire|campaigner|laureate|star|legend|pioneer|icon|widow|widower)"
)
_FINDS = r"(?:concludes?|concluded|finds?|found|faults?|faulted|blames?|blamed|reveals?|revealed|criticis\w+|criticiz\w+)"
_EVENT = (
    r"(?:bombings?|attacks?|massacres?|shootings?|stabbings?|fires?|blazes?|inferno|crash|disaster|explosions?|blasts?|collapses?|sinking|shipwreck|quakes?|earthquakes?|tsunami|floods?|flooding|siege|murders?"
    r"|killings?|stampede|crush|derailment|mudslides?|landslides?|hurricane|wildfires?|bushfires?|storm|cyclone|typhoon|tornado(?:es)?|tragedy|air strikes?|airstrikes?|dam (?:burst|failure|breach)|avalanche|capsiz\w+)\b"
)
_SCIENCE = r"(?:stud(?:y|ies)|research|researchers|scientists|academics|epidemiologists|modelling|modeling|analysis)"
_ESTIMATES = r"(?:estimates?|finds?|found|suggests?|reveals?|links?|concludes?)"
_SHIFTS = r"(?:doubled?|tripled?|halved?|rose|rises?|fell|falls?|surged?|soared?|jump(?:s|ed)|drop(?:s|ped)|climb(?:s|ed))"

FEED_ROWS: tuple[Row, ...] = tuple(
    rows_of("court", 1, _TITLE, r"in court (?:over|accused|charged|for|as)\b", r"chang(?:es|ed|ing) (?:\w+ )?pleas?\b", r"(?:new|fresh|bail|pre-trial|appeal|plea|clemency|misconduct) hearing\b", r"puts? to death (?:a |the )?(?:man|woman|prisoner|inmate|killer|convict)",
            r"(?:special|criminal) (?:court|tribunal)\b", r"(?:sets?|setting) up (?:[\w-]+ )?(?:court|tribunal)\b", r"in handcuffs\b", r"admits? (?:the )?(?:killing|murder(?:ing)?|manslaughter|fraud|negligence)\b", r"in the dock\b",
            r"(?:to|will) face (?:trial|justice)\b", r"at (?:the )?(?:hague|old bailey)\b", r"pardon(?:s|ed)?\b", r"extradition\b")
    + rows_of("court", 1, _LEDE, r"whole[- ]life (?:terms?|orders?|sentences?)\b", r"admits? (?:killing|murdering)\b", r"(?:court|inquest|trial) (?:was told|heard|has heard|hears)\b", r"truth commission\b")
    + rows_of("inquiry", 1, _TITLE, r"inquiry:", r"inquiry (?:hears|told|chair\w*|report|evidence)\b", rf"(?:investigators?|experts|report|review|probe|investigation|coast ?guard|panel|commission|watchdog|ombudsman|inspectors) {_FINDS}\b")
    + rows_of("inquiry", 1, _LEDE, r"(?:hearing|inquiry|commission|committee|mps|lawmakers|senators) (?:was told|were told|heard|has heard|found that)\b")
    + rows_of("aftermath", 1, _TITLE, r"(?:waits?|waiting|fights?|fighting|seeks?|seeking|quest|search|campaign|push|battle)(?: still)? for (?:justice|answers|the truth|accountability|compensation)\b")
    + rows_of("anniversary", 1, _TITLE, r"honou?rs (?:the |its |their )?(?:[\w’'-]+ )?(?:dead|victims|fallen|martyrs)\b", r"lays? wreaths?\b")
    + rows_of("aftermath", 1, _TITLE, r"(?:resigns?|quits?|steps? down|stepped down|ousted|sacked)\b[^.]{0,30}\bover\b",
              r"(?:senators?|mps|lawmakers|parliament|congress|senate)\b[^.]{0,30}\b(?:blocks?|blocked|pass(?:es|ed)?|backs?|rejects?|approves?|votes?|debates?|delays?)\b[^.]{0,40}\b(?:bill|law|ban|act|amendment)\b")
    + rows_of("anniversary", 1, _TITLE, r", (?:an?|one|two|three|four|five|ten|\d+) (?:years?|decades?|generations?|century) (?:later|on|after)$")
    + rows_of("natural death", 1, _LEDE, r"died in (?:his|her) bed\b", r"oldest (?:living )?(?:person|man|woman|people)\b", r"world['’]s oldest\b")
    + rows_of("fiction", 1, _LEDE, r"(?:touring|stage|west end|broadway|opera) production\b", r"murder mystery\b")
    + rows_of("fiction", 1, _LEDE, r"(?:opening|closing|end) credits\b", r"brings? the house down\b", r"curtain call\b", r"standing ovation\b")
    + rows_of("court", 1, _TITLE, r"(?:executes|hangs|beheads) (?:\w+ ){1,2}(?:accused|convicted|found guilty|suspected)\b")
    + rows_of("court", 1, _TITLE, r"(?:banned|disqualified) from driving\b", r"driving ban\b")
    + rows_of("court", 1, _LEDE, r"(?:turn(?:s|ed) (?:himself|herself|themselves) in|surrender(?:s|ed)?)\b[^.]{0,40}\b(?:to face|on) (?:\w+ )?(?:charges?|warrants?)\b")
    + rows_of("natural death", 1, _LEDE, r"(?:dies|died|passed away) (?:suddenly|unexpectedly)\b(?!(?: \w+){0,4} (?:when|as|while|after|in an?|by)\b)", r"suddenly (?:died|passed away)\b(?!(?: \w+){0,4} (?:when|as|while|after|in an?|by)\b)",
              r"(?:recent|sudden|untimely|tragic) passing of\b", r"(?:brief|short|long) (?:hospitali[sz]ation|hospital stay)\b")
    + rows_of("earlier", 1, _TITLE, r"(?:sworn in|takes office|took office|appointed|succeeds|succeeded)\b[^.:]{0,60}\b(?:after|following) (?:the )?(?:death|killing|assassination|murder) of\b")
    + rows_of("execution by a state", 1, _TITLE, r"hang(?:s|ed|ing of)\b[^.:]{0,30}\b(?:prisoners?|inmates?|convicts?|detainees)\b(?! of war)",
              r"(?:prisoners?|inmates?|convicts?)\b[^.:]{0,20}\bhanged\b")
    + rows_of("execution by a state", 1, _LEDE, r"(?:first|latest) (?:judicial |known )?executions? (?:in|since|for)\b")
    + rows_of("inquiry", 1, _TITLE, r"(?:tragedy|disaster|death|deaths|crash|fire|collapse|attack|shooting|killing|stabbing|sinking|blast)\b[^.:]{0,60}\b(?:exposes?|lays? bare|underscores?|highlights?|(?:puts?|casts?|shines?|throws?) (?:a |the )?(?:spotlight|light|focus) on)\b")
    + rows_of("sport", 1, _LEDE, r"pil(?:e|es|ed|ing) up \d{2,3}\b", r"bowled\b[^.]{0,30}\bthrough\b")
    + rows_of("anniversary", 1, _TITLE, r"^(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d+) (?:years?|decades?) of\b")
    + rows_of("opinion", 1, _TITLE, r"^my (?:\w+ ){1,3}?(?:was|were|died|is|has|had)\b")
    + rows_of("statistics", 1, _TITLE, r"cull(?:s|ed|ing)?\b", r"annual (?:count|survey|tally|census|index|figures|data)\b")
    + rows_of("statistics", 1, _LEDE, r"highest (?:figure|number|total|level)\b")
    + rows_of("opinion", 1, _TITLE, r"another\b.*\banother\b")
    + rows_of("natural death", 1, _LEDE, r"surrounded by (?:\w+ ){0,2}(?:family|children|loved ones|relatives|friends)\b", r"(?:passed away|died) at (?:his|her) home\b")
    + rows_of("obituary", 1, _TITLE, rf"^(?!.*\bwho (?:collapsed|fell|crashed|plunged|slipped|jumped|(?:was|were) (?:shot|stabbed|hit|struck|attacked|beaten|hurt|injured|knocked))\b)(?:[\w’',.-]+ ){{0,6}}{_KNOWN}\b(?: (?:who|behind|and|with|of|from)\b[^:]{{0,80}}?)?(?: [\w’'.-]+){{0,3}},? (?:dies|has died|is dead)(?:,? (?:at|aged)(?: age)? \d+)?(?: in (?:[\w-]+ ){{0,2}}(?:hospital|clinic|hospice|home|sleep))?$", rf"mourns? (?:the )?(?:\w+ )?{_KNOWN}\b")
    + rows_of("review", 1, _TITLE, r"^(?:bestsellers?|book club|book of the (?:week|month|year)|extract|excerpt|long reads?)\b")
    + rows_of("review", 1, _TITLE, r"^(?:tv|television|radio|streaming|culture|film|books?|podcasts?|albums?|games?|theatre) (?:tonight|of the (?:week|day|month|year)|picks?|guide)\b",
            r"best (?:new |recent )?(?:podcasts?|books?|films?|movies|shows|albums|tv|series|games|thrillers|novels|plays)\b")
    + rows_of("culture", 1, _TITLE, r"(?:short|long)list(?:ed|s)?\b", r"(?:oscars?|bafta|emmy|grammy|booker|pulitzer|golden (?:globe|lion|bear)|sundance) (?:for|win\w*|nomin\w+|shortlist|contender|prize|nod|race)\b", r"(?:for|wins?|nominated for) (?:an |the )?(?:oscars?|bafta|emmy|booker|pulitzer)\b")
    + rows_of("history", 1, _TITLE, r"^(?:from the archives?|archive|flashback)\b", r"colonial\b", r"black death\b", r"roman (?:soldiers?|army|legion\w*|empire|era|times)\b", r"(?:ancient|prehistoric|neolithic|viking|ottoman-era|victorian)\b")
    + rows_of("history", 1, _LEDE, r"went to the gallows\b")
    + rows_of("statistics", 1, _TITLE, rf"(?:attacks?|killings|deaths|murders|shootings|incidents|violence|crime|casualties|fatalities)\b[^.:]{{0,30}}\b{_SHIFTS} (?:last|this) (?:year|month|quarter|decade)\b")
    + rows_of("opinion", 1, _TITLE, r"^(?:we|you) (?:can(?:no|['’])t|cannot|must|should|need|have to)\b")
    + rows_of("opinion", 1, _LEDE, r", (?:writes|argues) (?-i:[A-Z])")
    + rows_of("court", 1, _TITLE, r"judges? (?:rules?|ruled|orders?|ordered|delays?|delayed|grants?|granted|den(?:ies|ied)|dismiss(?:es|ed)|approves?|approved|rejects?|rejected|tosses|blocks?)\b")
    + rows_of("inquiry", 1, _LEDE, r"(?:ruled|found|deemed) (?:legally |lawfully )?justified\b", r"(?:was|were) (?:legally )?justified (?:and|in|when|by)\b", r"(?:shooting|killing)\b[^.:]{0,50}\bjustified,")
    + rows_of("earlier", 1, _TITLE, r"breaks? (?:\w+ )?silence\b", r"spent (?:(?:his|her|their) )?(?:final|last) (?:days|weeks|months|years)\b")
    + rows_of("profile", 1, _TITLE,
              # one who speaks of a life: Ada Venn: 'I ...'
              r"(?-i:(?<![\w’'] )(?<!: )[A-Z][\w’'-]+ (?:[A-Z][\w’'-]+ )?[A-Z][\w’'-]+): (?-i:['‘“\"](?:I|I['’]\w+|My) )")
    + rows_of("earlier", 1, _TITLE, rf"my (?:late |own |only |\w+-year-old )?{KIN}(?:['’]s)? (?:died|was (?:killed|murdered|shot)|drowned|death|murder|killers?)\b")
    + rows_of("earlier", 1, _TITLE, r"(?:tells?|told|recalls?|relives?|remembers?|describes?|recounts?) (?:of |about )?(?:the|that) (?:day|night)\b", r"[.;] (?:now|then),? (?:he|she|they|i|we|his|her|their|my)\b",
              r"left (?:(?:his|her) )?(?:[£$€]\d|millions?\b|(?:a )?fortune\b|estate\b)")
    + rows_of("court", 1, _TITLE, r"(?:not|never|won['’]t)(?: to)? (?:be |face )(?:charged|charges|prosecut\w+)\b")
    + rows_of("profile", 1, _TITLE, r"^(?-i:I)(?:['’](?:m|ve|d|ll))? (?!saw|heard|survived|watched)")
    + rows_of("forecast", 1, _TITLE, r"(?:could|would|might|may) (?:put|hospitali[sz]e|infect) ")
    + rows_of("court", 1, _TITLE, r"fined (?:after|over|for)\b")
    + rows_of("profile", 1, _TITLE, r"^the (?:\w+ )?(?:mystery|story|secret|legend|case|ballad) of\b")
    + rows_of("natural death", 1, _TITLE, r"^[^:]{0,60}, [5-9]\d, (?:dies|has died)$")
    + rows_of("natural death", 1, _TITLE, r"(?:man|woman|boy|girl|child|baby|toddler|teenager|mother|father|tourist|patient) (?:who )?(?:dies|died|has died) (?:of|from) (?:an? )?(?:\w+ )?(?:infection|sepsis)\b",
              r"(?:man|woman|boy|girl|child|baby|toddler|son|daughter|mother|father|patient)['’]s sepsis death\b")
    + rows_of("court", 1, _TITLE, r"(?:who|that) (?:killed|murdered|shot|stabbed)\b[^.:]{0,50}\b(?:dies|has died|died|dead) in (?:prison|jail|(?:a )?cell)\b", r"(?:loses|lost|wins|won|files|filed|seeks) (?:his |her |an |the )?(?:\w+ )?appeal\b")
    + rows_of("settlement", 1, _TITLE, r"(?:to|will|must|should) (?:pay|compensate) (?:the )?(?:famil|relatives|victims|survivors|widows)\w*", r"compensation (?:for|to) (?:the )?(?:famil|relatives|victims|survivors|widows)\w*")
    + rows_of("settlement", 1, _LEDE, r"famil(?:y|ies)\b[^.]{0,30}\b(?:gets?|got|awarded|receives?|wins?|won|paid) (?:us)?[$£€]\d")
    + rows_of("natural death", 1, _TITLE, r"^(?:former|ex-?|retired|legendary|veteran|renowned|famed|acclaimed|beloved|celebrated|award-winning|pioneering)\b[^.:,]{0,60}\b(?:dies|has died|dead)$")
    + rows_of("history", 1, _LEDE, r"last living (?:suspects?|witness(?:es)?|survivors?|veterans?|members?|person|link)\b")
    + rows_of("settlement", 1, _LEDE, r"(?:launch(?:es|ed)?|takes?|taking|begins?|began|threatens?) legal action\b")
    + rows_of("profile", 1, _TITLE, r"i(?:['’]ve| have) (?:killed|murdered|poisoned|strangled|stabbed|shot)\b[^:]{0,60}(?:: |['’”\"] )")
    + rows_of("fiction", 1, _LEDE, r"(?:show|soap|drama|series|sitcom|serial)['’]s (?:[\w-]+ ){0,2}(?:characters?|doctors|heroes|hero|heroines?|stars?|detectives?|villains?|couple)\b",
              r"(?:favou?rite|best-loved|beloved|much-loved|main|leading) characters?\b", r"episode (?:was |that was )?(?:watched|seen) by\b")
    + rows_of("aftermath", 1, _TITLE, r"(?:families|relatives|parents|survivors|widows|mothers) of (?:the |all )?\d+ (?:\w+ )?(?:dead|killed|victims|drowned|murdered)\b")
    + rows_of("court", 1, _TITLE, r"admit(?:s|ted|ting)? (?:to )?(?:his |her |their |a |any )?(?:role|part|involvement|guilt|manslaughter)\b")
    + rows_of("history", 1, _TITLE, r"\b(?:titanic|lusitania|hindenburg|hillsborough|grenfell|aberfan|9/11|holocaust|pearl harbou?r|bataclan|columbine|sandy hook|my lai|krakatoa)\b")
    + rows_of("statistics", 1, _TITLE, r"\d+ (?:\w+ ){0,3}(?:in|during|over) (?:an? |the |its )?[a-z]+-(?:month|year)(?:-(?:old|long))? (?:campaign|offensive|operation|war|siege|conflict|crackdown|insurgency)\b",
              r"over (?:two|three|four|five|six|seven|eight|nine|ten|\d+|several|the (?:past|last)) (?:months|years)\b")
    + rows_of("sport", 1, _LEDE, r"(?:will|could|may|to|must) miss (?:(?:up to|at least|the next|the first) )?(?:\w+ )?(?:games|matches|fixtures|tests|rounds)\b", r"miss(?:es|ed)? (?:the|his|her|their) (?:\w+ )?(?:final|season|opener|match|game|tour|tournament|olympics|world cup|derby|playoffs?)\b")
    + rows_of("sport", 1, _LEDE, r"cup ties?\b", r"treatment room\b")
    + rows_of("anniversary", 1, _TITLE, rf"^(?!.*\b(?:toll|bod(?:y|ies)|dies|died|dead)\b).*\b(?:an?|\w+) (?:months?|years?|decades?) (?:after|since|on from) (?:[\w'’-]+ ){{0,4}}?{_EVENT}")
    + rows_of("statistics", 1, _TITLE, r"(?:hurricane|cyclone|typhoon|monsoon|wildfire|flu|climbing|avalanche|holiday|tourist|racing) season(?: \d{4})? (?:ends?|ended|closes?|closed|draws|is over|in review)\b")
    + rows_of("list", 1, _TITLE, r"^what (?:is|are) (?:the )?(?:[\w-]+ ){0,3}?(?:virus|fever|disease|syndrome|flu|bacteria|infection)\b")
    + rows_of("anniversary", 1, _TITLE, r"who (?:died|drowned|(?:was|were) killed)\b[^.:]*\b(?:honou?red|awarded|immortali[sz]ed|commemorated|decorated|gets? (?:a )?(?:statue|medal|street|plaque))\b")
    + rows_of("statistics", 1, _TITLE, r"declar\w+ (?:an? |the )?(?:end|victory) (?:of|to|over)\b[^.]{0,40}\b(?:outbreak|epidemic)\b", r"(?:outbreak|epidemic) (?:is )?(?:declared )?over\b")
    + rows_of("statistics", 1, _TITLE, rf"\b(?:deaths?|killed|died|dead|lives)\b.*(?:,|:|;|–|—|-| as) (?:\w+ ){{0,2}}?{_SCIENCE} {_ESTIMATES}\b", rf"^(?:\w+ ){{0,2}}?{_SCIENCE} {_ESTIMATES}\b.*\b(?:deaths?|killed|died|dead|lives)\b")
    + rows_of("statistics", 1, _LEDE, rf"\b{_SCIENCE} (?:\w+ ){{0,6}}?{_ESTIMATES}\b[^.]{{0,60}}\bdeaths\b", rf"\bdeaths\b[^.]{{0,80}}, (?:according to|says?) (?:\w+ ){{0,2}}?{_SCIENCE}\b")
    + rows_of("list", 1, _TITLE, r"(?:week|month|year|decade|20\d\d|season) in (?:\d+ )?(?:pictures|photos|photographs|images|review|headlines|quotes)\b", r"(?:pictures|photos|photographs|images|moments|quotes|headlines|stories) (?:of|from) the (?:week|month|year|decade)\b",
              r"(?:pictures|photos|photographs|images|moments|headlines|stories) that (?:defined|shaped|made|marked|moved|shook)\b")
    + rows_of("history", 1, _LEDE, r"mass graves?\b[^.]{0,80}\b(?:[a-z]+-era|former (?:government|regime)|dictatorship|junta|civil war|genocide)\b", r"[a-z]+-era (?:\w+ )?(?:mass )?graves?\b",
              r"(?:buried|killed|shot|executed|disappeared|vanished) between (?:19|20)\d\d and (?:19|20)\d\d\b", r"(?:remains|bones|bodies|skeletons|graves?)\b[^.]{0,80}\b(?:in|from) the (?:early |late |mid-)?(?:19|20)\d0s\b")
    + rows_of("sport", 1, _LEDE, r"\d+ (?:tries|wickets|touchdowns|birdies|aces)\b", r"(?:two|three|four|five|six|seven|eight|nine|ten) (?:tries|wickets|touchdowns|birdies|seeds)\b")
    + rows_of("fiction", 1, _TITLE, r"(?:novel|play|film|movie|drama|opera|musical|series|podcast|documentary|memoir|thriller) (?:begins?|opens?|starts?|ends?|retells?|recounts?|recreates?|re-?imagines?"
              r"|dramati[sz]es|portrays?|depicts?|explores?|revisits?|examines?|chronicles?|traces?)\b", r"^game (?:lets|allows|makes)\b")
    + rows_of("history", 1, _TITLE, r"^(?:what|how|why) the [^.:]{0,60}\b(?:taught|teaches|tells us|shows us|changed|shaped|still|haunts)\b", r"wartime\b")
    + rows_of("statistics", 1, _TITLE, r"deaths? (?:from|in|by) [\w -]{3,25}s in (?:an?|one|five|ten|10|20) (?:decade|year|century)s?\b")
    + rows_of("fake", 1, _TITLE, r"(?:old|unrelated|ai-generated|edited|recycled) (?:video|photo|image|picture|footage|clip)s?\b", r"shared as (?:new|recent)\b", r"misleading(?:ly)?\b")
    + rows_of("anniversary", 1, _TITLE, r"plaque\b", r"cenotaph\b", r"memorial garden\b")
)  # fmt: skip
