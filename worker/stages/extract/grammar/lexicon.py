"""The words: people by role, things, the grammar's small words. Plain data, one row per role or class."""

from __future__ import annotations

_PEOPLE = {
    # role -> nouns in the singular; "/" gives an irregular plural; a leading "=" has one form for both, a leading "+" is plural only
    "person": "person/people +persons member adult juvenile subject patron witness/witnesses negotiator ward-member individual victim human occupant +others other pedestrian"
    " bystander passerby/passersby passer-by/passers-by onlooker resident villager citizen national local homeowner neighbor"
    " neighbour native tenant foreigner survivor +inhabitants man/men woman/women male female adult lady/ladies lady-in-waiting/ladies-in-waiting second-in-command"
    " gentleman/gentlemen guy =folk =folks elder relative parent father mother son daughter brother sister husband wife/wives"
    " uncle aunt nephew niece cousin grandfather grandmother grandparent sibling twin spouse girlfriend boyfriend fiance fiancee"
    " friend companion comrade roommate workmate flatmate housemate shipmate ex-wife ex-husband ex-girlfriend ex-boyfriend stepfather stepmother stepson guest colleague widow bride groom"
    " soul mourner boss/bosses monarch emir nonagenarian pensioner senior half-brother stepdaughter mother-in-law father-in-law brother-in-law sister-in-law"
    " son-in-law daughter-in-law co-worker coworker classmate acquaintance retiree grandson granddaughter great-grandmother"
    " mom dad mum grandma grandpa veteran hunter camper hiker climber swimmer surfer skier boater jogger skipper"
    " runner cyclist bicyclist motorcyclist biker rider scooterist +newlyweds evacuee earthquake-victim jew muslim christian hindu"
    " sikh buddhist catholic protestant shiite shi'ite sunni kurd turk serb croat arab bosniak hazara pashtun uighur uyghur yazidi"
    " yezidi druze copt tamil sinhalese hutu tutsi fulani dogon oromo tigrayan rohingya spaniard filipino frenchman/frenchmen"
    " frenchwoman/frenchwomen englishman/englishmen irishman/irishmen dutchman/dutchmen briton dane swede finn pole scot"
    " welshman/welshmen chechen ossetian abkhaz georgian ingush avar cossack dalit roma gypsy/gypsies moro lebanese japanese"
    " chinese vietnamese sudanese congolese burmese nepalese senegalese portuguese"
    " granddad grandad granny gran mam mummy/mummies daddy/daddies stepdad stepmum stepmom auntie lad lass bloke schoolkid millionaire"
    " billionaire influencer rapper comedian bassist dj streamer youtuber tiktoker vlogger podcaster gamer socialite heiress heir tycoon"
    " magnate mogul oligarch starlet racegoer walker dog-walker hillwalker rambler snowboarder kayaker canoeist paddleboarder bather snorkeller"
    " snorkeler caver potholer goalkeeper midfielder winger sprinter triathlete competitor contestant racer co-driver jetskier"
    " bridegroom bridesmaid amputee expat stowaway trespasser shoplifter punter clubber raver festival-goer +diners lodger client carer"
    " caregiver vet publican busker tradie tradesman/tradesmen handyman/handymen scaffolder dustman/dustmen binman/binmen postie stockman/stockmen"
    " cowboy bullfighter matador deckhand rigger roughneck attendant marshal rookie copper bikie kingpin sleeper star londoner sydneysider handler base-jumper jumper skydiver wingsuiter"
    " queenslander parisian new-yorker texan californian floridian brit aussie"
    " +afghans +albanians +algerians +americans +angolans +argentines +argentinians +armenians +australians +austrians"
    " +azerbaijanis +azeris +bahrainis +bangladeshis +belarusians +belgians +bolivians +bosnians +brazilians +bulgarians"
    " +burundians +cambodians +cameroonians +canadians +chadians +chileans +colombians +croatians +cubans +cypriots +czechs"
    " +ecuadorians +egyptians +emiratis +eritreans +estonians +ethiopians +gambians +germans +ghanaians +greeks +guatemalans"
    " +guineans +haitians +hondurans +hungarians +icelanders +indians +indonesians +iranians +iraqis +israelis +italians"
    " +ivorians +jamaicans +jordanians +kazakhs +kenyans +koreans +kosovars +kuwaitis +laotians +latvians +liberians"
    " +libyans +lithuanians +macedonians +malawians +malaysians +malians +mauritanians +mexicans +moldovans +mongolians"
    " +montenegrins +moroccans +mozambicans +namibians +nepalis +nicaraguans +nigerians +norwegians +omanis +pakistanis"
    " +palestinians +panamanians +paraguayans +peruvians +qataris +romanians +russians +rwandans +salvadorans +salvadoreans"
    " +saudis +serbians +singaporeans +slovaks +slovenes +slovenians +somalis +syrians +tajiks +tanzanians +thais +tunisians"
    " +turkmens +ugandans +ukrainians +uruguayans +uzbeks +venezuelans +yemenis +zambians +zimbabweans +africans +asians"
    " +europeans",
    "civilian": "civilian noncombatant non-combatant passenger commuter motorist driver motorcyclist worshipper worshiper"
    " pilgrim parishioner shopper customer tourist traveller traveler holidaymaker vacationer visitor worker laborer labourer"
    " employee staffer farmer fisherman/fishermen shepherd herder herdsman/herdsmen trader vendor merchant hawker shopkeeper"
    " businessman/businessmen businesswoman/businesswomen entrepreneur engineer technician electrician mechanic carpenter welder"
    " miner builder lawyer attorney prosecutor magistrate judge banker teacher schoolteacher professor lecturer principal educator"
    " headmaster academic scientist researcher analyst servant maid cook chef waiter waitress bartender barber butcher baker clerk"
    " cashier janitor housekeeper housewife/housewives nanny chauffeur chauffer taxi-driver cabdriver cabbie trucker conductor"
    " operator owner manager director executive chairman/chairmen ceo secretary/secretaries assistant landlord developer contractor"
    " subcontractor interpreter translator writer author poet singer musician actor actress dancer artist athlete player footballer"
    " cricketer coach referee fan spectator reveller reveler partygoer party-goer concertgoer concert-goer festivalgoer clubgoer"
    " moviegoer churchgoer mosque-goer student pupil schoolmate graduate protester protestor demonstrator marcher rioter striker"
    " supporter sympathizer sympathiser campaigner voter settler migrant refugee immigrant asylum-seeker returnee"
    " hostage captive inmate prisoner detainee convict crewman/crewmen crewmember seaman/seamen sailor fisherfolk mariner pilot"
    " co-pilot copilot captain-civil steward stewardess priest cleric imam cantor rabbi monk nun pastor preacher missionary/missionaries"
    " jesuit franciscan benedictine carmelite bishop archbishop deacon curate vicar chaplain rector verger sexton churchwarden abbot abbess friar nuncio cardinal parson lay-preacher sheik sheikh mullah maulvi seminarian preacher evangelist clergyman/clergymen tribesman/tribesmen"
    " chieftain headman/headmen porter angler diver beekeeper leader pharmacist dentist patient nomad pastoralist peasant campesino beggar vagrant homeless-man prostitute"
    " guide cleaner street-cleaner gardener plumber painter tailor bricklayer grocer hairdresser accountant auditor architect surveyor"
    " postman/postmen mailman/mailmen courier lumberjack logger woodcutter rancher peddler greengrocer moneychanger innkeeper hotelier bookseller"
    " librarian historian economist geologist archaeologist biologist chemist receptionist typist foreman/foremen supervisor"
    " machinist roofer undertaker gravedigger muezzin ayatollah mufti theologian astrologer healer wrestler boxer umpire jockey"
    " registrar bailiff notary/notaries juror treasurer undersecretary/undersecretaries chancellor expatriate compatriot squatter clansman/clansmen"
    " jeweler jeweller goldsmith stonemason solicitor barrister novelist sculptor psychiatrist psychologist veterinarian doorman/doormen"
    " babysitter proprietor broker realtor salesman/salesmen saleswoman/saleswomen salesperson/salespeople forester gamekeeper trainer trainee"
    " apprentice farmhand cobbler shoemaker blacksmith weaver stenographer lifeguard catechist sacristan headmistress stationmaster"
    " signalman/signalmen lineman/linemen bursar provost pianist violinist drummer guitarist seamstress dressmaker organiser organizer"
    " expert follower disciple devotee believer functionary/functionaries administrator planter picker tapper ploughman/ploughmen"
    " woodsman/woodsmen scavenger ragpicker puller boatman/boatmen ferryman/ferrymen oarsman/oarsmen stevedore docker"
    " longshoreman/longshoremen sapper deminer steelworker railwayman/railwaymen brakeman/brakemen stoker clown acrobat puppeteer"
    " composer organist trumpeter cellist percussionist mathematician statistician meteorologist seismologist paediatrician"
    " pediatrician gynaecologist gynecologist cardiologist neurologist optician butler valet doorkeeper gatekeeper zookeeper"
    " groundskeeper barman/barmen barmaid landlady/landladies bouncer rower gymnast skater skateboarder parachutist skydiver"
    " paraglider mountaineer sherpa alpinist trekker backpacker picnicker sunbather congregant choirboy acolyte dervish guru swami"
    " sadhu shaman herbalist vagabond tramp"
    " d'affaires d'affairs hitchhiker defector deserter emigrant"
    " volunteer caretaker tutor scholar intellectual shaikh watchman-civil pygmy/pygmies stallholder street-vendor sweeper",
    "child": "child/children boy girl baby/babies infant toddler kid teen teenager youth youngster minor schoolchild/schoolchildren"
    " schoolgirl schoolboy newborn adolescent preschooler kindergartner kindergartener pre-teen tot orphan",
    "journalist": "journalist reporter cameraman/cameramen camerawoman photographer photojournalist editor newsman/newsmen"
    " correspondent broadcaster commentator radioman/radiomen newscaster columnist blogger presenter announcer anchor anchorman newsreader publisher",
    "aid": "aid-worker relief-worker humanitarian",
    "medical": "doctor nurse medic paramedic surgeon physician midwife vaccinator rescuer firefighter fireman/firemen responder"
    " first-responder",
    "official": "official sen rep gov politician lawmaker legislator mp mps senator congressman/congressmen congresswoman deputy-politician mayor"
    " governor minister ex-mayor ex-minister ex-governor kapitan councilman/councilmen councilor councillor president premier ambassador diplomat envoy consul attache"
    " councilwoman parliamentarian assemblyman candidate chairwoman aide adviser advisor spokesman spokeswoman activist"
    " unionist commissioner vice-president ex-president dignitary bureaucrat chief alderman delegate sarpanch whistleblower",
    "police": "=police policeman/policemen policewoman/policewomen cop officer constable trooper detective sheriff deputy/deputies"
    " patrolman/patrolmen gendarme guard bodyguard watchman/watchmen warden jailer ranger inspector superintendent"
    " sub-inspector investigator sentry/sentries serviceman-police bodyguards-police carabiniere/carabinieri commando",
    "military": "soldier jawan col gen sgt lt capt maj cpl =troops troop serviceman/servicemen servicewoman conscript recruit marine paratrooper guardsman/guardsmen"
    " peacekeeper sergeant corporal lieutenant captain major colonel general brigadier airman/airmen seaman infantryman/infantrymen"
    " gunner private reservist commander =personnel cadet veteran-military draftee peshmerga tanker-crew warrant-officer admiral"
    " legionnaire lance-corporal cavalryman sniper",
    "militant": "militant fighter rebel insurgent guerrilla guerilla terrorist extremist jihadist jihadi militiaman/militiamen"
    " paramilitary/paramilitaries combatant separatist maoist naxalite naxal islamist subversive mujahid/mujahideen mujahideen"
    " maoist militia-member secessionist partisan contra revolutionary/revolutionaries talib =taliban =khwarij +khawarij hezbollah-fighter warlord"
    " gangster mobster gang-member trafficker smuggler dealer bandit pirate cultist drug-trafficker operative agent spy"
    " informer informant rustler poacher collaborator infiltrator hitman/hitmen mercenary/mercenaries loyalist",
    "perpetrator": "gunman/gunmen gunwoman bomber attacker assailant shooter suspect perpetrator hijacker kidnapper abductor robber"
    " burglar intruder assassin killer murderer arsonist culprit knifeman knife-man thief/thieves carjacker stabber invader mugger looter vandal"
    " suicide-bomber aggressor abuser",
}

_MOTHERS = "mother mum mom mummy grandmother grandma gran nan".split()
_FATHERS = "father dad daddy grandfather grandad granddad grandpa".split()
_CHILDREN = "one two three four five six seven eight nine ten 1 2 3 4 5 6 7 8 9 10".split()


def _of_children(parents: list[str]) -> frozenset[str]:
    """A father-of-two: one person."""
    return frozenset(f"{parent}-of-{n}" for parent in parents for n in _CHILDREN)


MALE = frozenset(
    "man men boy boys male he him father son brother husband boyfriend grandfather uncle nephew".split()
) | _of_children(_FATHERS)
FEMALE = frozenset(
    "woman women girl girls female she her mother daughter sister wife girlfriend grandmother aunt niece".split()
) | _of_children(_MOTHERS)
GENERIC = frozenset(
    "person people persons individual individuals victim victims human humans others other casualties injured wounded dead one ones"
    " occupant occupants body bodies corpse corpses lives life souls deaths fatalities some ".split()
)  # heads that cover anyone: a total of people covers its soldiers, a total of soldiers does not cover a civilian

_THINGS = (
    "rocket missile bomb explosive device grenade mortar shell bullet round weapon rifle pistol gun handgun shotgun ied mine landmine"
    " tank vehicle car truck bus minibus van train tram lorry motorcycle motorbike bicycle bike scooter taxi ambulance jeep pickup suv"
    " sedan minivan aircraft airplane plane jet helicopter chopper drone boat ship ferry vessel tanker trawler dinghy canoe home house"
    " building shop store apartment flat hut shack dwelling structure room floor storey story office station headquarters base post"
    " checkpoint checkpost barracks camp outpost patrol convoy motorcade school college university hospital clinic church mosque temple"
    " shrine synagogue market bazaar mall restaurant cafe bar club nightclub hotel motel bank embassy consulate mission airport airfield"
    " port harbor bridge road highway street avenue ave blvd hwy lane block intersection railway pipeline plant factory mill warehouse depot"
    " farm field village town city cities district province region area zone state country county neighborhood neighbourhood suburb"
    " place site scene location territory border line point side part section sector raid strike airstrike air-strike attack blast"
    " bombing explosion shooting incident accident crash collision clash battle fight fighting firefight gunfight gunbattle ambush"
    " assault operation offensive violation sortie flight case count charge year month week day hour minute second night"
    " morning evening afternoon weekend decade century time percent percentage kilometer kilometre mile meter metre foot feet inch yard"
    " acre hectare ton tonne kg kilogram pound gallon liter litre barrel dollar euro rupee peso pesos cent unit item bag box piece"
    " cattle cow bull buffalo sheep goat pig horse donkey camel dog cat puppy chicken bird fish whale dolphin elephant tiger lion"
    " leopard bear wolf wolves deer animal livestock poultry reindeer pet cub calf calves lamb herd flock snake rooster turkeys carcass tree crop window door wall"
    " roof fire blaze flood storm hurricane cyclone typhoon tornado earthquake quake tremor aftershock landslide avalanche volcano wave"
    " degree magnitude law bill budget deal project amendment proposal vote seat goal game match season series film movie song page theme routine brief"
    " report article document letter statement phone call message photo picture video image camera name age number figure total"
    " source agency start-up startup business reshuffle plague government ministry department company firm group organization organisation party union army force navy"
    " battalion brigade regiment division squad unit cell faction court trial hearing prison jail cemetery grave funeral"
    " service system program project plan policy issue problem reason effect result damage loss injury wound burn fracture hope"
    " dream spirit feeling chance opportunity deal rally idea economy clothing clothes uniform market-share business industry job career process peace mood"
    " trade tourism growth sale price cost profit career reputation race feelings virus cell bacteria germ weed engine motor power battery"
    " generator computer bot robot server laptop device account website app network signal light alarm siren trailer container helicopter-gunship"
    " warplane gunship satellite facility tower pole cable wire valve property compound residence dormitory tent shelter garage"
    " basement yard garden park playground stadium arena theater theatre cinema casino library museum gate fence parking-lot lot"
    " corner head chest leg arm back stomach abdomen neck face hand shoulder hip thigh torso eye ear nose mouth finger knee ankle"
    " buttock groin throat skull brain heart lung blood hours-long custody critical stable condition surgery treatment care"
    " morgue investigation probe inquiry homicide murder manslaughter assault robbery burglary theft felony warrant arrest violence"
    " conflict war civil-war unrest riot protest demonstration march ceremony wedding party event festival concert meeting summit"
    " conference talks election campaign speech address interview press media television radio newspaper channel internet"
    " institute institution council committee commission bureau authority board association federation foundation society league front"
    " coalition alliance academy corps parliament assembly senate"
    " money cash bail fine fee reward ransom gang robot machine tool knife knives machete axe hammer stick stone brick rock bottle"
    " record milestone mark lead streak winner candidacy nomination amendment proposal deal legislation resolution appetite"
    " meteor meteorite asteroid comet activity quran koran bible scripture torah effigy book material spree effort dress news tribune login"
    " mansion villa affair cottage bungalow scroll flag step thing something anything nothing everything everyone everybody anyone somebody someone sentence term life-sentence"
)


def _plural(noun: str) -> str:
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


SINGULAR: dict[str, str] = {}  # person noun in the singular -> role
PLURAL: dict[str, str] = {}  # ... in the plural -> role
for _role, _nouns in _PEOPLE.items():
    for _noun in _nouns.split():
        if _noun[0] == "+" or _noun[0] == "=":
            PLURAL[_noun[1:]] = _role
        else:
            _one, _, _many = _noun.partition("/")
            SINGULAR.setdefault(_one, _role)
            PLURAL.setdefault(_many or _plural(_one), _role)
SINGULAR |= dict.fromkeys(_of_children([*_MOTHERS, *_FATHERS, "parent"]), "person")
PLURAL |= dict.fromkeys(_of_children([f"{_one}s" for _one in (*_MOTHERS, *_FATHERS, "parent")]), "person")

ANIMALS = frozenset(
    form
    for noun in "cattle cow bull buffalo ox sheep goat pig horse donkey mule camel dog cat puppy chicken hen duck goose bird fish whale dolphin"
    " elephant tiger lion leopard bear wolf deer animal poultry reindeer calf herd swan crow seal penguin turtle rhino antelope monkey"
    " mink heifer pony seabird pelican vulture gull racehorse thoroughbred greyhound llama alpaca bug insect bee rat mouse hedgehog bat eagle owl hawk parrot panda koala kangaroo ape primate chimpanzee gorilla orangutan lemur lamb ewe piglet kitten foal mare stallion ostrich flamingo shark crocodile snake tortoise mosquito livestock cougar lynx bobcat coyote moose elk raccoon skunk alligator python bison boar hog hyena"
    " jackal baboon rhinoceros hippo hippopotamus giraffe zebra panther cheetah walrus otter squirrel rabbit weasel ferret lobster octopus jellyfish pigeon sparrow"
    " stork peacock quail pheasant grouse hamster hound rottweiler dachshund poodle pitbull cobra k-9 k9"
    " terrier retriever labrador spaniel bulldog collie chihuahua husky whippet beagle mastiff pug corgi cockapoo labradoodle alsatian staffie pooch pet bullmastiff schnauzer sheepdog doberman pomeranian malamute weimaraner"
    " feline canine rodent orca stingray kangaroo wallaby wombat possum dingo emu dinosaur mammoth"
    " trout salmon carp cod herring sardine oyster mussel crab starling fox badger saiga yak jaguar puma chimp frog toad shrimp prawn lizard"
    " dove sow hare pup ant locust wasp hornet butterfly mammal marsupial reptile fowl duckling chick hatchling beaver pangolin manatee"
    " dugong porpoise tuna eel squid coral tortoise crocodile alligator anteater armadillo sloth gazelle impala wildebeest warthog".split()
    for form in (noun, _plural(noun))
) | {"buffaloes", "geese", "oxen", "wolves", "calves", "mice"}
THINGS = frozenset(form for noun in _THINGS.split() for form in (noun, _plural(noun))) | ANIMALS

FAMILIES = frozenset("family families household households".split())
COUPLES = frozenset("couple newlyweds pair duo".split())
GROUPS = frozenset(
    "group groups crowd band team squad gang party busload truckload carload boatload unit contingent patrol convoy crew family trio"
    " quartet number congregation delegation pair".split()
)

# counted nouns that are themselves the harm: noun -> kind
HARM_NOUNS = {
    "deaths": "killed", "death": "killed", "fatalities": "killed", "fatality": "killed", "dead": "killed", "martyrs": "killed",
    "killings": "killed", "murders": "killed", "homicides": "killed", "slayings": "killed", "bodies": "killed", "corpses": "killed",
    "injuries": "injured", "injury": "injured", "wounded": "injured", "injured": "injured", "casualties": "casualties",
    "casualty": "casualties", "deceased": "killed", "missing": "missing", "displaced": "displaced", "homeless": "displaced", "toll": "toll", "tolls": "toll",
    "lives": "lives", "life": "life", "body": "killed", "corpse": "killed",
}  # fmt: skip

PREPOSITIONS = frozenset(
    "of in on at by from with into near to for against among amid amidst between during under over through across inside outside"
    " around along within without towards toward upon via per than behind beyond despite aboard onto off beside besides besides"
    " alongside throughout beneath below above like unlike following regarding about concerning out up down back away".split()
)
CONJUNCTIONS = frozenset("and or & nor plus".split())
AUXILIARIES = frozenset(
    "was were is are be been being am has have had will would could may might can cannot should must do does did get got gets getting"
    " become became remain remained remains".split()
)
AUXILIARIES |= frozenset(
    "could've would've should've might've must've may've ain't wasn't weren't isn't aren't didn't doesn't don't hasn't haven't hadn't won't wouldn't can't couldn't shouldn't mustn't".split()
)
ORDINALS = {word: n for n, word in enumerate("second third fourth fifth sixth seventh eighth ninth tenth".split(), start=2)}
ADJECTIVAL = frozenset(
    "senior native local national male female minor general major chief individual human subject principal civilian adult juvenile"
    " teen teenage private regular commando civil muslim christian jewish catholic protestant shiite sunni kurd hindu buddhist"
    " japanese chinese lebanese vietnamese sudanese congolese portuguese police army military baby veteran top security student".split()
)
MODALS = frozenset(
    "could've would've should've might've must've may've will would could may might can cannot should must shall".split()
)
RELATIVES = frozenset("who whom which that whose where".split())
BREAKS = frozenset(
    "when while after before as because since if although though until unless whereas but so however meanwhile then once whether"
    " except yet how why what whenever ; : | •".split()
)
SUBSETS = frozenset("including include includes included".split())
DETERMINERS = frozenset(
    "a an the this these those some any no every each another other both all his her its their my our your either neither"
    " several such same".split()
)
POSSESSIVES = frozenset("his her its their my our your whose".split())
PRONOUNS = {
    "he": 1, "she": 1, "him": 1, "her": 1, "himself": 1, "herself": 1, "i": 0, "me": 0, "it": 0, "we": 0, "us": 0, "you": 0, "they": 0,
    "them": 0, "themselves": 0, "itself": 0, "myself": 0, "nobody": 0, "none": 0, "one": 1, "both": 2, "everyone": 0, "everybody": 0,
    "someone": 1, "somebody": 1, "anyone": 0, "another": 1, "others": 0, "many": 0, "most": 0, "those": 0,
}  # fmt: skip
TIME_WORDS = frozenset(
    "today yesterday tonight tomorrow sunday monday tuesday wednesday thursday friday saturday early late morning afternoon evening"
    " night overnight midnight noon midday dawn dusk daybreak earlier later recently now then soon again already still also just"
    " only even too here there so far ago alone together apart abroad meanwhile instead however moreover furthermore"
    " due reportedly allegedly apparently not never ever always often once twice both sadly well yet at-least".split()
)
NOT_ADVERBS = frozenset(
    "family rally ally italy july supply reply anomaly assembly monopoly bully elderly friendly likely daily weekly monthly"
    " unfriendly lovely lonely deadly only early belly fly sally kelly molly billy emily sicily jolly holly rely apply imply multiply"
    " comply butterfly hourly yearly cowardly unlikely costly orderly motherly melancholy chilly hilly ugly silly curly burly".split()
)
MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sept sep",
         "october oct", "november nov", "december dec"), start=1)
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thurs", "friday fri", "saturday sat", "sunday sun"))
    for name in names.split()
}  # fmt: skip
UNITS = frozenset(
    "km kms kilometer kilometers kilometre kilometres mile miles meter meters metre metres feet foot ft inch inches yard yards mph kph"
    " kmh kg kgs kilo kilos kilogram kilograms pound pounds lb lbs ton tons tonne tonnes gallon gallons liter liters litre litres barrel"
    " barrels acre acres hectare hectares percent per cent pct % degrees degree dollar dollars euro euros rupee rupees pesos yen cents"
    " mm cm caliber calibre year years month months week weeks day days hour hours hrs minute minutes mins second seconds am pm a.m p.m"
    " a.m. p.m. o'clock gmt et est edt megawatt megawatts magnitude points point runs wickets votes seats rounds times stories storeys"
    " bedrooms square cubic sq knots decade decades century centuries nautical weekends nights".split()
)
BEFORE_NAMES = frozenset(
    "route flight highway article no number nos brigade battalion regiment unit interstate section chapter psalm level phase channel"
    " gate block lot apt apartment suite room ward precinct district grade class category type model version page line bus exit mile"
    " kilometer kilometre km road street avenue i us sr division squadron camp zone area sector station platform resolution protocol"
    " junction junctions season episode group covid image photo caption slide page".split()
)
