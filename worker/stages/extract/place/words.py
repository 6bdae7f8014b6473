"""Words that look like names of places and mostly are none."""

from __future__ import annotations

import re

# never a place
NOT_PLACES = frozenset(
    """
pictures photos video live updates deadly brits
a abc according afp africa african africans asia asian europe european europeans after al-qaeda al-qaida an ap apr april army at attack attacks aug august avenue basque before
best black blue bomb brown captain car cbs center central centre channel christmas church city cnn college colonel county
court crescent cross day dec december dr during eagle east easter eastern eight eta facebook farc fatah feb february
first five four fox friday general god gold golden governor green hamas he hezbollah highway hill hospital house
however i in international interstate ira isis islam islamic it jan january jul july jun june liberty lieutenant long
loc lord major man mar march may men minister ministry monday mr mrs ms muslim national nbc news nine no north northern
not nov november oct october officer on one park plo police president ramadan red republic reuters road saturday
school second senator sep sept september sergeant seven she sheriff six south southern state street sunday suv taliban
ten the they three thursday town tuesday twitter two union united university victory village we wednesday west western
when while white woman young
mon tue tues wed thu thur thurs fri sat sun
baptist buddhist buddhists catholic catholics copt copts coptic evangelical hindu hindus jain jains lutheran methodist orthodox
turk turks dane danes pole poles briton kurd midwest midwestern
boko haram houthi houthis al-shabab al-shabaab shabab shabaab sayyaf iswap lakurawa janjaweed
himalayan himalayas alps andean andes caribbean mediterranean balkan adriatic aegean sahel
pentecostal presbyterian protestant protestants shia shias shiite shiites sikh sikhs sufi sunni sunnis yazidi yazidis zoroastrian
""".split()
)
# English words that are also towns somewhere: a place only right after "in", "at" or "near", and never a hint of a country
COMMON = frozenset(
    """
arab arabs arabic christian christians jewish jew jews english molotov cocktail player spanish muang southside northside
eastside westside chili clover prospect foothills downtown uptown midtown
academy accord add ade advance advocate agency aim air airport allege alley alliance along amazon ambulance angel
anger angered angle annex any apple archer are area aren arrest artillery ash ask autumn bad bag bail baker bakery
ball bamboo ban band bang bank banks bar barber bare barking barrage base basic basin battalion battle bay beach bear
bears bed beech beer began begun bells belt bend best bet big bin bishop bluff bond book boom booth bordeaux border
born bottom boulevard bowling box brain branch brick bride bridge bright broke brook brown bullet bulletin bulls
burden burns burst bury bus bush bust busy but butcher butterfly buy cab cage caller came camps can canal cane canoe
canoes cape captain car carbon cardinals care cargo carpenter carrier carry cars carter cases cash cat cave
celebration cell cement center central centre century chair chamber chance chancellor change channel charge charity
chase checkpoint chocolate choir chop chronicle church circle cliff clinic close cloud coal coast coca college com
come comfort commissioner communism communist compound concrete conservative constable contest continental control
convoy cook cooks cooper cop corner corporation corps council countryside courier course court cousins coward crane
crater creek crescent cricket crossing crossroads crown cut cuts cyclone dad dale dam date dawn deal dean deep deer
defence defense del delay deli democrat democrats deposit deputies deputy desert desk dial diamond die dig dining
discovery dock dogs dollar don downs downtown drama dresser drew drive driver drone drowning drug drum dry due dug
duke eagles ear early earth easter economy editor education effort eight elbow eleven energetic energy engine engineer
enter eternal ever examiner exchange express expressway eye factor faith fall falls far farmers farms fate federal
fell finance fines fireworks fisher flag flags flat flee fleet flood force foreign foreman forest fork forth four
freedom friend friendly from front fuller fully gala gale gang gap garden gardens gardner garrison gas gate gates
gazette gets giants give glad glen glide globe glove goes going gold gone gonna goodwill got grab grace grad grain
gram grand grandson grant grass gratia grave gray green grenade grim groom guard guardian guards guide gulf guns guy
had hail hair halfway hall halloween hamlet hammer hang happy hard harmony hat haven headquarters health heard heat
heel heist hell herald hero highways hill hills hillside hippo hippos hit hole holiday hollow home hood hook hope horn hose
hospital hot hour human humble hunt hunter hunting hurricane hurt independence independent industry inland inquirer
ins int interior iron island islands jade jaguar jazz jet jets jib job journal junction junior jury just justice
justin key keys kill kilo kin king knees knight knock labor labour lack lake landfall landing landslide lane law lawn
lay lead leader leg legion level levy liberal liberals liberty lido lie limit line lion lions list lit lives lock
locking log lone long look lookout loop loose lorry loss lot loving loyal luck lucky mad made magazine magic mai main
maize major make male males mall man manage mandal manning many march marine marines mark market marks marsh marshal
mason massacre may meadow means mechanic media men mercy mess met metal metro mid mile miles mill miller mind mine
miner minister minor minus mirror mission mobile model monster more mosque most mound mountain movement much mud nails
name navy nearest never nine non none nor normal north northeast northwest notch observer ocean off officer officers
oil okay olds one orange oust ousted outer outing over page paint pal palmer panic paper paramedics parent park parker
parks parkway parole pass passage patrol pavilion pay peace peak peninsula per perish pet pharmacy phone pile pill
pilot pin plain plains plan planes plans plantation plaque plate plateau platoon plaza plenty plunge plus point pole
police polling pool pop popular por port porter posing possession post postal potter pound prairie pray prayer pre
price prince principal progress purchase pure purse put quarter quay queen rail rain ran rancheria random ranger
rangers rapid rapids rate ravine reach reading real receiving record recovery red reef reform republic research
reserve rest rib rice rich ride ridge riding rifle rig ring rise river rivers road rob rock rode rodeo roles root rose
roulette roundabout roundup row royal rugby rule run rung rush sac sad said saints sale sales salon salt same samples
sand sang save sawyer say sea seaside secretary section sector sedan see seem seen sees sell sells semi send sent
sentinel servant serves set seven shaft share shared she shell shelter shepherd sheriff shore shot shut sic side
signal since sing singer sisters sixteen ski skull slaughter slide slope smile snow son song sort soul speaker spike
split spoken spray spring squad square stall star stars start station steps still stock stone store storm story strait
street stripes strong success summer summit sun sunrise surprise swallow swamp sweet tactic tailor taking tale tall
tan tank tap tape tapping tarp tavern taylor tea telegraph tell tells temple ten tent tents terminal terrace than
thanksgiving them thermal thunder tiger tigers time timer tire toll tore torn tornado torso tour tower town trail
train trans transport trap treasurer tree trial tribune trinity trio trip troop trooper tsunami tuk turn turner
turnpike twelve twenty twin tyler typhoon union university used uses valley van vans vest veteran vice villa villas
vote voters waging wake walk wall walls war ward wards warns wave way ways weather weaver wedding week welcome well
welling wells were west western wheeler white wing winter witness woods worth wrist yam young zero zone
""".split()
)
# runs of words that hold a town's name and are none
NOT_NAMES = re.compile(
    r"\b(?=[A-Z]|anti|rest|isl|hurr|typh|cycl|storm)"  # most words are none of these
    r"(?:Prince George['’]s|(?:South|East) China Sea|Gulf of (?:Mexico|Guinea|Aden)|Bay of (?:Bengal|Biscay)|Sea of (?:Japan|Azov|Marmara)|Tren de Aragua|Red Cross|Red Crescent|United Nations|White House|New Year(?:['’]s)?|Al[- ]Jazeera|New York Times|Washington Post|Los Angeles Times|Boston Globe"
    r"|Chicago Tribune|Wall Street Journal|Fox News|Associated Press|Human Rights Watch|Amnesty International|Paris Hilton|Islamic State of Iraq and Syria"
    r"|Islamic State in Iraq and Syria|Islamic Republic|European Union|African Union|Arab League|Good Friday|Black Friday|Palm Sunday|Memorial Day"
    r"|(?:(?:North|South)(?:east|west)?|East|West|Far (?:North|South|East|West)|Near (?:North|South|East|West)) (?:Side|End)|(?:McDonald|Wendy|Denny|Chili|Applebee|Hardee|Arby|Sainsbury)['’]s|(?:Burger King|Taco Bell|Starbucks|Walmart|Wal-Mart|Kmart|Costco|Walgreens|Chevron|Exxon|Texaco|Sunoco|Valero|Speedway|Circle K|Dollar General|Family Dollar|Waffle House|Holiday Inn|Days Inn|Marriott|Sheraton)"
    r"|[Aa]nti- ?(?:U\.S|[A-Z])[\w.]*|[Rr]est [Ii]n [Pp]eace|Google Maps|Getty Images|Cessna|Boeing|Airbus|Lincoln (?:Continental|Navigator|Town Car)|Chevrolet|Toyota \w+|Ford \w+|Dodge \w+|Chevy \w+|Honda \w+"
    r"|islands? between (?:the )?[A-Z][\w-]+(?: [A-Z][\w-]+)? and (?:the )?[A-Z][\w-]+"
    r"|(?:Central|Latin|South|North) America(?:ns?)?|(?:Hurricane|Typhoon|Cyclone|hurricane|typhoon|cyclone|(?:^|(?<=[Ff]rom )|(?<=[Aa]fter )|(?<=[Aa]s )|(?<=[Ww]hen )|(?<=of )|(?<=by )|(?<=as )|(?<=[Ii]n )|(?<=[Tt]ropical )|(?<=: ))[Ss]torm) [A-Z][a-z]+)\b"
)

GENERIC = frozenset(
    "province district governorate city region village state department town municipality agency oblast prefecture township island cbd metropolis lga".split()
)
REGIONAL = frozenset("province governorate region state department county oblast prefecture".split())
DIRECTIONS = frozenset("north south east west ne nw se sw northern southern eastern western central downtown new".split())
WATERS = frozenset("lake river".split())  # a town bears their name, or they its
LEADING = frozenset(
    "in at near from on the a an after when outside inside around to of for by two three four five six seven police north south east west northern"
    " southern eastern western central downtown ne nw se sw northeast northwest southeast southwest metro greater authorities officials"
    " between above below across along off during since under over through towards until as but and his her their its this that these those there then here it"
    " he she they we who what where some many most all no if because although while about nearly more another other our my such each both several also local state"
    " hmp raf federal former suspected armed hundreds thousands dozens scores islamist unidentified unknown eight nine ten".split()
)
# offices of a town: their name speaks for it
OFFICES = frozenset("police pd fire sheriff sheriffs sheriff's mayor coroner department deputies firefighters".split())
# a company, a paper, a club: their name says nothing of where it happened
MEDIA = frozenset(
    "times post news daily herald tribune journal gazette star bank airlines airways hilton radisson marriott sheraton intercontinental hyatt novotel ibis inc corp cup united fc party brigade brigades company foundation"
    " institute observer agreement accord accords convention treaty declaration protocol college radio television tv magazine press group hotels weekly"
    " telegraph sun globe chronicle observatory".split()
)
REGIMENTS = frozenset(
    "guards regiment fusiliers dragoons lancers hussars rifles infantry battalion corps marines cavalry artillery".split()
)
# what stands in a town and bears its name
STREETS = frozenset(
    "street st avenue ave road rd boulevard blvd drive lane highway hwy court way parkway place turnpike expressway".split()
)
FACILITIES = frozenset(
    "airport hospital university park mosque prison stadium school bridge station square market"
    " church cathedral temple clinic hotel plaza mall jail port harbor harbour medical center centre high elementary middle".split()
)
# what a town holds on a day of the year
FEASTS = frozenset("christmas halloween easter thanksgiving diwali eid carnival marathon festival pride parade".split())
NEUTRAL = GENERIC | OFFICES | LEADING | FEASTS | frozenset("county parish co upper lower new old and de of e y i".split())
