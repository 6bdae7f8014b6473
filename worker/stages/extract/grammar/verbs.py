"""The verbs that harm people, as named rows: what happens, to which side of the verb, in which forms."""

from __future__ import annotations

from dataclasses import dataclass

from worker.model import Kind


@dataclass(frozen=True, slots=True)
class Verb:
    """One row. `side`: object (kill: the victim is killed), subject (die), state (dead: an adjective)."""

    name: str
    kind: Kind
    side: str
    strict: bool = False  # only people who are named as such count: a market can be hurt, a bill killed in committee
    after: frozenset[str] = frozenset()  # one of these words must follow within a few tokens


@dataclass(frozen=True, slots=True)
class Form:
    verb: Verb
    form: str  # base, pres, past, part, pastpart, ger, state


SEES = frozenset("see sees saw seen seeing watch watches watched watching witness witnesses witnessed witnessing".split())
TREATMENT = frozenset("hospital hospitals clinic surgery medics hospice emergency er icu trauma medical infirmary".split())
BODY = frozenset(  # hit in the back, not "hit the back of a lorry"
    "leg arm head chest back side foot groin neck torso shoulder stomach abdomen hand face thigh buttocks hip knee ankle finger wrist legs arms feet body".split()
)
BONES = frozenset(
    "bone bones leg legs arm arms limb limbs rib ribs pelvis collarbone ankle ankles wrist wrists elbow knee hip skull jaw nose neck back spine femur shin"
    " vertebra vertebrae cheekbone finger fingers toe toes thigh shoulder shoulders skulls jaws noses necks hips elbows knees".split()
)
LIMBS = frozenset(
    "leg legs arm arms hand hands foot feet finger fingers thumb thumbs toe toes limb limbs eye eyes ear ears sight eyesight hearing forearm".split()
)
_SHOT = BODY | frozenset(
    "handgun pistol rifle hammer bat crowbar gunfire bullet bullets shots gunshot gunshots shrapnel debris times once twice projectile pellet pellets round rounds splinter splinters fragment fragments shards ricochet ricochets".split()
)
VEHICLES = frozenset(  # hit by one, and not what hits one
    "car truck lorry bus van train tram vehicle motorcycle motorbike taxi suv jeep pickup tractor trailer minibus scooter ute bike".split()
)
FIRED = frozenset("fired firing shots gunfire".split())  # fired at the officers, striking one of them

_BLADES = frozenset(  # slashed three passengers, and not prices or jobs
    "knife knives machete machetes blade blades razor sword axe cutter throat face neck arm arms hand hands leg legs head people passengers passers-by"
    " passersby bystanders commuters men women man woman boy girl children pupils students officer officers policeman policemen guard guards tourist tourists".split()
)
_GUNFIRE = frozenset(  # a player is felled by a tackle
    "sniper snipers bullet bullets gunfire shot shots burst bursts gunman gunmen fire volley machine-gun rifle".split()
)
_FLAMES = frozenset(
    "fire tanker crash accident explosion explodes explode blaze inferno flames alive auto".split()
)  # nine roasted as tanker explodes

_ROWS: tuple[tuple[Verb, str], ...] = (
    (Verb("kill", Kind.KILLED, "object"), "kill assassinate massacre behead decapitate lynch slaughter butcher martyr electrocute"
     " disembowel guillotine exterminate annihilate strangle asphyxiate incinerate"),
    (Verb("kill", Kind.KILLED, "object", strict=True), "hang gun,guns,gunned,gunned,gunning"
     " machine-gun,machine-guns,machine-gunned,machine-gunned,machine-gunning"),
    (Verb("kill", Kind.KILLED, "object"), "murder"),
    (Verb("kill", Kind.KILLED, "object"), "slay,slays,slew,slain,slaying"),
    (Verb("kill", Kind.KILLED, "object", strict=True), "execute liquidate neutralise neutralize eliminate"),
    (Verb("kill", Kind.KILLED, "object", strict=True, after=_FLAMES), "roast"),
    (Verb("kill", Kind.KILLED, "object", strict=True, after=frozenset({"out"})), "wipe"),
    (Verb("kill", Kind.KILLED, "object", strict=True, after=_GUNFIRE), "felled,felled,felled,felled,felled"),
    (Verb("die", Kind.KILLED, "subject"), "die,dies,died,died,dying perish,perishes,perished,perished,perishing drown succumb suffocate"),
    (Verb("injure", Kind.INJURED, "object"), "injure wound maim maul bruise hospitalise hospitalize scald sicken mutilate pepper-spray"
     " disfigure"),
    (Verb("injure", Kind.INJURED, "object", strict=True), "hurt,hurts,hurt,hurt,hurting burn burn,burns,burnt,burnt,burning poison blind harm"),
    (Verb("shoot", Kind.INJURED, "object", strict=True), "shoot,shoots,shot,shot,shooting stab knifed,knifed,knifed,knifed,knifing gored,gored,gored,gored,goring bitten,bitten,bitten,bitten,bitten"),
    (Verb("shoot", Kind.INJURED, "object", strict=True, after=_BLADES), "slashed,slashed,slashed,slashed,slashing"),
    (Verb("hit", Kind.INJURED, "object", strict=True, after=_SHOT | VEHICLES),
     "hit,hits,hit,hit,hitting strike,strikes,struck,struck,striking pierce"),
    (Verb("hit", Kind.INJURED, "object", strict=True), "graze"),
    (Verb("hit-with", Kind.INJURED, "object", strict=True), "pistol-whip,pistol-whips,pistol-whipped,pistol-whipped,pistol-whipping"),
    (Verb("hospital", Kind.INJURED, "passive", strict=True, after=TREATMENT),
     "take,takes,took,taken,taking rush,rushes,rushed,rushed,rushing transport airlift fly,flies,flew,flown,flying bring,brings,brought,brought,bringing"
     " send,sends,sent,sent,sending admit,admits,admitted,admitted,admitting transfer,transfers,transferred,transferred,transferring"
     " evacuate convey carried,carried,carried,carried,carried"),
    (Verb("displace", Kind.DISPLACED, "object", strict=True), "displace uproot"),
    (Verb("detain", Kind.DETAINED, "object", strict=True),
     "arrest detain capture apprehend round-up imprison jail"),
    (Verb("abduct", Kind.ABDUCTED, "object", strict=True),
     "kidnap,kidnaps,kidnapped,kidnapped,kidnapping abduct seize"),
    (Verb("trap", Kind.TRAPPED, "object", strict=True), "trap,traps,trapped,trapped,trapping strand"),
    (Verb("rescue", Kind.RESCUED, "object", strict=True), "rescue"),
)  # fmt: skip

_STATES: tuple[tuple[Verb, str], ...] = (
    (Verb("dead", Kind.KILLED, "state"), "dead deceased lifeless"),
    (Verb("missing", Kind.MISSING, "state", strict=True), "missing unaccounted untraced"),
    (Verb("homeless", Kind.DISPLACED, "state", strict=True), "homeless"),
    (Verb("hurt", Kind.INJURED, "state", strict=True), "hospitalised hospitalized unconscious"),
)

_DOUBLED = frozenset(
    "stab trap kidnap scar stop drop plan rob drag occur spot commit admit ram slam grab strap transfer refer".split()
)

# Other verbs: they end a noun phrase and take the objects beside them.
_OTHERS = (
    "say tell report confirm announce add claim open fire attack bomb explode detonate target storm ambush raid flee escape arrive"
    " enter leave lose find recover pull see know give make cause result lead leave happen occur begin continue remain follow"
    " suffer sustain receive treat believe think fear presume feel go come run walk drive ride carry hold keep use throw hurl launch"
    " plant place set blow crash collide collapse fall plunge derail overturn sink capsize erupt burst tear rip destroy damage"
    " demolish torch burn-down fight clash battle try attempt threaten plan want need call ask answer respond identify name describe"
    " charge accuse blame convict sentence search seek investigate save survive surrender release free exchange deploy visit attend"
    " gather meet work serve pronounce declare list suspect travel return approach chase pursue surround break cut beat torture rape rob steal demand issue"
    " declare deny reject condemn criticise criticize urge warn appear seem become stay wait watch look show"
    " shut close block stop prevent start turn move pass cross reach rise climb increase grow drop double jump stand sit lie"
    " starve choke suffocate sleep eat drink buy sell pay spend win earn teach learn read write speak talk discuss agree decide order allow let help support"
    " join form create build develop produce provide offer send-back expect hope wish love like hate hear listen remember forget"
    " vanish disappear force abandon cost round dig pull pluck drag bury mourn commemorate mark celebrate hail praise honour honor swept sweep wash bear belong contain cover hide act act-on mow put exceed surpass"
)
# Verbs that are nouns as well, or too many to be looked up in the present: only their past and participles end a phrase.
_PAST_TENSES = (
    "faint vomit slump stumble scream weep discover locate state stop intend publish file end fail consider spot land own post remove refuse indicate decline notice"
    " dispatch conduct manage conceal contact shatter obtain drop witness interview notify commit perform question secure occupy wage"
    " assist escalate prompt direct sign share knock request deliver alert rent attribute suggest trigger ensue employ affect observe"
    " extend register lodge inform sound spark engage kick purchase cite accompany explain argue unload barricade display vow rock"
    " ram encounter organise organize separate clear record retrieve overpower foil confess toss initiate summon protect require"
    " disrupt spray uncover grant collect escort board stage interrupt complete detect intercept smash participate dump"
    " assign acknowledge operate approve dismiss invite hijack patrol inspect notify accompany host install ignore"
    " proceed slam guard ignite mention mail command lob dismantle divert penetrate distribute tackle hire retaliate halt"
    " negotiate harass supervise confiscate fund sponsor infiltrate provoke flatten engulf level ruin"
    " crush trample hack stone bludgeon batter smother push bleed shell strafe torch loot ransack vandalise vandalize demand defend reinforce evict expel deport denounce pledge stress insist note"
    " whisk bundle haul"
)
STRONG_PASTS = frozenset(  # of verbs that are in no other list
    "caught chose clung crept dealt drew drank fed flung forbade forgot froze hung knelt laid leapt lent lit meant quit rang shook shone"
    " shrank sang slid sped spun spat sprang stuck stung strode strove swore swam swung woke wore wept withdrew".split()
)
# To death: who does it dies.
FALLS = frozenset(
    "fall falls fell fallen falling plunge plunges plunged plunging jump jumps jumped jumping leap leaps leapt leaping tumble tumbles tumbled"
    " slip slips slipped slipping drop drops dropped dropping bleed bleeds bled bleeding freeze freezes froze frozen freezing starve starves"
    " starved starving choke chokes choked choking suffocate suffocates suffocated burn burns burning".split()
)
_IRREGULAR = {
    "say": "says said said saying", "tell": "tells told told telling", "leave": "leaves left left leaving", "lose": "loses lost lost losing",
    "find": "finds found found finding", "see": "sees saw seen seeing", "know": "knows knew known knowing", "give": "gives gave given giving",
    "make": "makes made made making", "lead": "leads led led leading", "begin": "begins began begun beginning",
    "think": "thinks thought thought thinking", "feel": "feels felt felt feeling", "go": "goes went gone going",
    "come": "comes came come coming", "run": "runs ran run running", "drive": "drives drove driven driving", "ride": "rides rode ridden riding",
    "hold": "holds held held holding", "keep": "keeps kept kept keeping", "throw": "throws threw thrown throwing",
    "set": "sets set set setting", "blow": "blows blew blown blowing", "fall": "falls fell fallen falling", "sink": "sinks sank sunk sinking",
    "bleed": "bleeds bled bled bleeding",
    "tear": "tears tore torn tearing", "fight": "fights fought fought fighting", "seek": "seeks sought sought seeking",
    "meet": "meets met met meeting", "break": "breaks broke broken breaking", "cut": "cuts cut cut cutting", "beat": "beats beat beaten beating",
    "steal": "steals stole stolen stealing", "become": "becomes became become becoming", "shut": "shuts shut shut shutting",
    "rise": "rises rose risen rising", "grow": "grows grew grown growing", "stand": "stands stood stood standing",
    "sit": "sits sat sat sitting", "lie": "lies lay lain lying", "sleep": "sleeps slept slept sleeping", "eat": "eats ate eaten eating",
    "buy": "buys bought bought buying", "sell": "sells sold sold selling", "pay": "pays paid paid paying", "win": "wins won won winning",
    "teach": "teaches taught taught teaching", "write": "writes wrote written writing", "speak": "speaks spoke spoken speaking",
    "build": "builds built built building", "hear": "hears heard heard hearing", "hide": "hides hid hidden hiding",
    "flee": "flees fled fled fleeing", "sweep": "sweeps swept swept sweeping", "bear": "bears bore born bearing",
    "understand": "understands understood understood understanding", "spend": "spends spent spent spending",
    "cost": "costs cost cost costing", "put": "puts put put putting",
    "dig": "digs dug dug digging",
    "wash": "washes washed washed washing", "let": "lets let let letting", "bury": "buries buried buried burying",
}  # fmt: skip


def inflect(base: str) -> tuple[str, str, str, str, str]:
    """base, present, past, participle, gerund of a regular verb."""
    if base in _DOUBLED:
        return base, base + "s", base + base[-1] + "ed", base + base[-1] + "ed", base + base[-1] + "ing"
    if base.endswith("e"):
        return base, base + "s", base + "d", base + "d", base[:-1] + "ing"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base, base[:-1] + "ies", base[:-1] + "ied", base[:-1] + "ied", base + "ing"
    present = base + ("es" if base.endswith(("s", "x", "ch", "sh")) else "s")
    return base, present, base + "ed", base + "ed", base + "ing"


def _forms(entry: str) -> tuple[str, str, str, str, str]:
    if "," in entry:
        base, present, past, participle, gerund = entry.split(",")
        return base, present, past, participle, gerund
    return inflect(entry)


FORMS: dict[str, Form] = {}
for _verb, _entries in _ROWS:
    for _entry in _entries.split():
        _base, _pres, _past, _part, _ger = _forms(_entry)
        for _word, _form in ((_base, "base"), (_pres, "pres"), (_ger, "ger")):
            FORMS.setdefault(_word, Form(_verb, _form))
        if _past == _part:
            FORMS[_past] = Form(_verb, "pastpart")
        else:
            FORMS[_past] = Form(_verb, "past")
            FORMS[_part] = Form(_verb, "part")
for _verb, _entries in _STATES:
    for _word in _entries.split():
        FORMS[_word] = Form(_verb, "state")

OTHER_VERBS: dict[str, str] = {}  # word -> form
for _base in _OTHERS.split():
    _words = (_base, *_IRREGULAR[_base].split()) if _base in _IRREGULAR else inflect(_base)
    for _word, _form in zip(_words, ("base", "pres", "past", "part", "ger"), strict=True):
        if _word not in FORMS:
            OTHER_VERBS.setdefault(_word, "pastpart" if _form in ("past", "part") and _words[2] == _words[3] else _form)
for _base in _PAST_TENSES.split():
    _, _, _past, _, _ger = (_base, *_IRREGULAR[_base].split()) if _base in _IRREGULAR else inflect(_base)
    for _word, _form in ((_past, "pastpart"), (_ger, "ger")):
        if _word not in FORMS:
            OTHER_VERBS.setdefault(_word, _form)
OTHER_VERBS |= {"nursing": "ger", "nursed": "pastpart"}  # "nurse" is a person
OTHER_VERBS["mown"] = "part"
OTHER_VERBS |= dict.fromkeys("hacks bludgeons thrashes gores".split(), "pres")
OTHER_VERBS |= dict.fromkeys(
    "charred crushed trampled stoned hacked bludgeoned clubbed thrashed".split(), "pastpart"
)  # a crush is an event
