"""How little a word tells: words of news on casualties, in bands by how many such articles hold them.

The shares were counted on articles of eight collections; a word that is in no band is rare, and tells most. Words stand here as
features.normal leaves them.
"""

from __future__ import annotations

_BANDS = {
    0.0: """
an and at by for in is of on police said that the to was were with
""",
    0.1: """
about according after all also are around as be been being block but county found from had has have he his home hospital
into it killed man news no not officer one or other out people say shooting shot street their there they this three time two
up victim we when where which who will
""",
    0.2: """
against another any anyone area armed arrested arrived attack authoritie avenue back because before boy call called can car
case center charge charged city com condition could country court crime day dead death department did died do down during
early family fire fired first four friday front government group gun gunshot happened her him hour house identified if
incident information injured injurie inside investigation investigator its just killing know last later left like made may
member men monday more morning murder national near new night now off office official our outside over person released
report reported right saturday says scene several she sheriff so some state still sunday suspect taken text than them then
through today told took tuesday under vehicle weapon went what while woman would wound wounded year you
""",
    0.3: """
accidental accidentally accused action afternoon along am apartment appear army arrest asked away began believe between bomb
both building bullet came central chief child children come community contact continue copyright criminal critical custody
damage days deputie described detail detective didnt district dont door drive drug east end evening expected face father few
firearm five fled following force friend general get girl go going good got hand handgun head heard held help here high
himself hit homicide how however http including investigating involved leader least leave liberation life live local located
make male many march medical military month most mother multiple my name nearby neighbor neighborhood next north number
occurred old only opened part party past photo place point political president press pronounced public pulled put radio
received release remain reserved resident responded road salvador same san saw school second security see service set
shortly should show side since six someone son south st statement station store story struck take teen th these those
thursday tried trying until us used very video violence want way wednesday week well west without witnesse work young your
""",
    0.4: """
able accident across added adult again ago air alleged allegedly already although alway american among announced anything
apparently appeared approximately april assault attacked attempted attorney available behind believed black body bogota bond
broke brother business caliber capital carried carrying cause caused chest church civilian claimed clear close conference
confirmed connection continued control count daughter deadly deputy destroyed determined discovered does domestic dozen
driver driving drove due each earlier effort el emergency employee entered even event evidence exploded explosion explosive
facebook familie far farabundo fatal fatally fight find floor fmln follow former further gang give given great ground
guerrilla gunfire gunman guns having health hearing hurt im immediately individual international investigate jail jame jan
john judge june justice keep kids kill known la large late law leaving led leg line listed little lived loaded location long
look looking lot lt main marti me media mile million minister minute motive much must need never nothing nov november once
ongoing operation order organization own parent park parking patrol peace phone placed plan playing pm pointed possession
possible power prison problem property prosecutor protest published question ran read recent record related reportedly
reporter residence responsibility responsible result returned rifle robbery room round running rushed safety salvadoran
saying search seen sent sep september seriou seven share shoot shooter showed sister situation small social something source
southern spokesman sport stable staff started stay stop stopped stopper student such suffered suffering support suspected
taking talk target team teenager television tell terrorist thing think third thought too toward town transported treated
turned twitter unidentified union unit united university unknown update updated use violent walked walking wanted war watch
wearing weather weekend whether white why wife william window within witness women word worked worker working world www yet
""",
    0.5: """
act addition additional address admitted age agency ages aggravated agreement aid airport alfredo almost ambulance america
anonymou anthony apparent approached argument arm asking assistant associated attempt attention aug august autopsy bail bank
based battle became become bedroom begin best blaze blood bodie bombing border boulevard break breaking bring broadcast
brought bus cadena calling campaign candidate cannot cant care carlo carry cars cash casualtie caught causing cbs change
check chicago circumstance citizen claim clandestine clashe closed club coast colombia colombian coming command commander
comment communique company complex concern confirm considered convicted cook cops corner coroner costa countrie couple crew
crisi cristiani crowd currently daily damaged dangerou date david de deal dec december decision defense demand democracy
democratic description despite determine detonated device dialogue dies different director discharged document doing done
economic efe eight election else email ended enforcement escaped especially every everyone everything facing fact fall feb
february federal feel feet fell felony female fighting filed firefighter firing followed food foot forced foreign fourth
free frequent full gas gathered gave getting gmt gone governor guard guilty gunmen happen hard headquarter hear heart
helicopter herself highway hill history hitting hold holding hope href human hundred husband identify image important
include initial initially injuring injury instead intended interest intersection interview investigated iraq island issue
issued january job johnson jose jr july juvenile kept kind km knew lane latest lead leading learned less let light likely
living looked los loss lost loved luis lying major making manslaughter mark material matter mayor mean measure meeting
memorial message met michael middle might ministry minor moment money move moved movement mr murdered nation nearly nine
northern note oct october open opposition ordered overnight owner page parked passenger pending percent personnel pistol
play please population position post posted preliminary presidential previou prior private process provide provided province
quickly reach reached reading really reason rebel recently recording recovered red regarding region regional relative
remained republican rescue responding response return revealed revolver riot robert rock run safe scheduled searching sector
sentence sentenced seriously sgt shell shop short shotgun sign single site sitting smith soldier soon speak special spent
spoke spokeswoman squad stand standing start stated step stolen strike striking strong struggle suicide sure surveillance
suspiciou system talking texa theguardian themselve theyre though thousand threat threatening throughout tips together top
total traffic tragedy tragic treatment trial trigger troop truck try turn unclear upon urged using variou view village visit
wall warrant washington wasnt whom whose wounding yard yesterday york youth
""",
    0.6: """
above account active activitie activity actually adding administration administrative advertisement affected afp agent aimed
alaska alcohol alert alliance allow allowed alone altercation amid ammunition amount andrew angele anger answer antonio ap
app apr arms arraigned arrival arson ask assassination assistance athen attempting attend attended ave avoid aware baby bad
baghdad bar barco base bed below better bible big bill blast blue booked boyfriend boys branch brian brigade broken brooklyn
brown bureau burglary buy california camera campu capt captured casing cell certain channel charle chased christian christma
christopher citie civil click co cocaine college colonel commission committed committee common communist complaint complete
completely concerned conduct conducted conflict congress connected continuing conviction corporation cost couldnt council
course cousin cover crash credit crimestopper critically current cut danger daniel dark decade deceased decided declared
declined degree demanded demonstration denied detained detroit developing development die difficult directly discuss
dispatched dispatcher dispute distribution division doesnt dog double downtown dr dropped earthquake eastern effect either
embassy ems enable enough enter entire entrance eric erupted escape estimated evacuated eventually ever everybody examiner
exchange expert explained expressed extremely failed fear feeling felon felt field file final finally finding firm fla flame
fleeing flight florida football forward fought fox francisco funeral future game garcia garden george georgia girlfriend
giving god goes gov grand grandmother gray greece greek green grenade guatemala gunned half handling headed heavy
hospitalized hostage hotel houston hunting idea identity illegal increase indicate indicated indication indistinct innocent
institution insurgent intent interviewed involving itself ive jackson javascript jesuit join joseph journalist jun jury kid
kidnapped kidnapping killer king lake launched lawyer legal letter level license lima link list locked lopez love lower
managed manager manner mar marijuana market mass meanwhile medellin meet metro mexico midnight miguel militant missing mm
mobile mom mount mountain named natural nbc nd necessary neck needed negligent negotiation network newspaper nicaragua none
noon northeast northwest noted noticed notified numerou nypd obtained offensive offer offered often older ones online
opinion originally owned palin paramedic parliament parole partie passed path paul pay peaceful personal peru peruvian
philadelphia picked picture plane planned planning plant played policemen policy popular port possibility possibly potential
pound powerful prayer presence present pressure prevent price priest prime probably product program project proposal protect
protester pull questioned quiet rd ready real receiving reckless redistributed refused relation relationship religiou
remember reporting representative request requested resource respect rest resulted resulting review revolutionary reward
rewritten risk river robbed rocket rodriguez roof route ruled russia sad santa sarah scott screaming searched seat secretary
section seeing seek seeking seem seized send senior separate serie serve serving shock shoulder showing shut signed silver
similar smoke society solution sometime sought sound southeast southwest speech spokesperson spotted spread spring storm
subject summit surgery surrounding survive survived suspended suspicion sustained talked tape targeted tear teenage
telephone telling term terrorism thank theft therefore thoma threatened threw tip toddler tonight totally township
trafficker trafficking train trooper trouble true tv twice type uk unable understand unlawful upper valley van venceremo via
vice vigil violation visiting vote waiting waitrose wasilla water wave western whole wouldnt wrong wrote youre zone
""",
    0.7: """
abc abdomen abuse accept access achieve acting activist adam add adds affair agencie agreed ahead aire al alan alarm alerted
alive allen alongside ambassador anchorage angry animal answered anybody appearance arena arguing arraignment arriving
article assailant association atlanta attacker attitude aunt australia australian badly barricaded basketball battalion
battery bay beach beaumont beginning belong belonging benjamin beside biden biggest billion bit blame bleeding blow board
bombed book boston bottle box bridge briefly british broad broadcasting bueno burned burning bush businesse busy caller calm
captain caption capture card cartel centre chance chase china chri circle claiming clash class clearly clerk climber cold
colleague colorado commercial commissioner commit communication concerning condemned confrontation confronted conservative
consider construction contacted contributed controlled conversation cooperation counselor courthouse courtroom coverage
craft crashed crazy create created cross customer cuts dad davi debt decide defend defendant definitely del demanding
demonstrator describe deserve destruction detention devastated diplomatic direct directed direction discharge dispatch
disturbance doctor dollar download dpa drinking driven driveway drop duty dynamite economy education electoral electricity
elementary emotional empty energy ensure entering equipment escalated escorted established europe european exactly example
excerpt executed executive exited expect experience express extensive extreme eye eyes facility factor factory failure faith
falling false fanning farm fellow fifth fighter figure finance financial flee flown focu footage ford form fort freedom
fully fund gallery garage gary gathering glass gonzalez google gotten grabbed grew grief grigoropoulo growing guarantee
guatemalan gulf gunpoint guy hair hall handed handle happening happy harm harri heading heavily height helped helping hide
hiding hiller historic hits hole hondura honduran hooded horrific housing howard huge hunter hurled hurricane ice identitie
immediate impact inc included increased ind independence independent india indianapoli industry infantry inmate inravision
inspector intelligence interior interstate invasion involuntary iran iraqi islamic israel israeli item jefferson jenkin
jerry joe joined joint jonathan jone juan judicial jul juror keeping kevin key knife knocked kraft labor lack land largest
larry latin laws lay learn lee leftist legs li lieutenant limit linked listen longer loud loui magazine magistrate magnitude
maintain majority management manuel maria marie married martin martinez mask massacre meant meredith metropolitan miami mike
mind misdemeanor miss missed mission model moving ms murderer murdering muslim nacional narcotic nationalist nationwide
nature negative negotiated neither nicaraguan nightclub nobody nor normal oak occasion occupant occupied offender offering
oh ohio oil onto opening operating orange oregon org original orlean oscar paid pain pair palestinian palmer panama paper
parish participate particularly partner pass passage passing pastor patriotic peasant penalty per perez period permit
perpetrated perpetrator peter petrol pic piece plate player plea pleaded pocket pointing policeman politician poll porch
positive potentially precinct preparing presented pretty previously prisoner probation professional progress protection
providing purpose pushed qeshm quake queen questioning quite raise raised rampage random rang range rape rate rather
realized rear recalled receive recover recovering reference reform regard regime rejected reminder removed represent
repression republic residential respond responder restaurant reveal rica richard ridge riding rioting rise rival robber role
romero rule ruling rural russell russian ryan safely sale sam sandy santiago save scale scared secret secure seemed self
sense sept sergeant served session severe sex sexual shaken shared shed shirt shocked shown sibling sidewalk slain slaying
smashed socialist somebody sons sorry spain spanish sparked speaking specific speed spending square sreett stabbed stage
standard star staying stephen steve stole stone stood storie straight stray structure struggling substance suburban
subversive sudden summer superior supermarket supreme surrendered surrounded survey suv swat table tall tallgrass task
teacher technician temple ten tennessee tens tension territory test throwing thrown thus tim toll torso tough toyota track
trade training transferred trauma travel traveling troy truth turning un uncle underway unfortunately uniform upset upstair
urban urge vancouver vehicular veteran victory virgilio visited voice wait wake walk warned warning watched website welfare
werent weve whatever whereabout willing wilson win wish witnessed wont wood worse worst writer yes younger yvonne zealand
""",
    0.8: """
abandoned absolutely acts advocate affect afraid aggression agree airlifted alabama alexandro allege alley amp anderson
andre angela announce announcement antioquia arcade argentina assassinated assist attending auto backyard bag baltimore bars
becoming begun behalf belonged benefit birthday blamed blocked blog bloody bloomington bomber bringing brownsville build
burn camry canal certainly changed chile chilean chohan clark classe cleveland clothing cocktail col collapse collapsed
combat comeaux commando completed concluded conclusion conducting confessed consequence constitution contained content
cooperating corp counseling covered creek cuba dave deep deeply diego disaster discussed dismissed downstair edge eduardo
egypt egyptian encouraged endangering endangerment enemy engaged establish eu euro exit explain extent extra faced fallen
fast favor film fine forensic framework france franklin french fuel gate gauge german germany gets goal gofundme grandfather
grazed guarding guest guillermo havent hed highest homeowner hoping horrible id increasingly indian indiana inflicted
informed installation insurgency intense intention internal interviewing involvement iowa iranian isnt isolated jacksonville
jacob jamaica jean jennifer jersey jorge jumped kelly kenneth kimani lady las lasted liberal loading loan lock lockdown
london lose louisiana ltd luann maid marion marked mary masked memory memphi mental metal michigan milwaukee mistake mo
molotov mortar moscow motorcycle municipal municipality music neighboring newsletter nice noise nw objective obviously
offense ok opportunity orlando ortega ortiz owen pablo package pakistan pant paraphernalia parkway participated
participation particular patron paz pennsylvania performed phillip physical pick pickup planted politic ponce pool poor
populated premise prepared print promote prompted pulling putting radical rafael raj recovery referring regret remove rene
repeat repeatedly resisting returning richmond rob roberto sabotage sat scream season secured sedan senator senseless
setting settlement ship shook shopping simply ski sleeping snow solidarity solve space specifically spend spoken spot
starting stemmed steven stomach struggled stuff supplie supported sweet taliban targeting taser tax taylor tegucigalpa
terror testimony theyve thigh tom tourist trail transport transportation tree tribune ukraine ul understanding undeserved
unharmed unity unresponsive unrest usulutan va venezuela virginia volunteer walker watching ways web wellington wind won
woodburn worth written zurana
""",
}

# What every toll that changes is told with, in whatever share of articles: it tells none from the next.
_OF_TOLLS = """
casualtie climb climbed climbing fatalitie increase increased jump jumped mount reache reached rise risen rising rose soar soared
surpasse surpassed tally toll top topped
"""

# What desks say of any such news, and names of the trade: of the event they say nothing.
_OF_THE_TRADE = """
pictured horror tragically heartbroken heartbreaking heart-breaking devastating terrifying frightening chilling shocking horrifying harrowing
gruesome grim dramatic disturbing exclusive podcast analysis briefing explainer editorial tribute beloved loving horrified appalling brutal
bizarre feared breaking coverage footage horrific tragic moment revealed reading reuter cnn bbc nbc abc fox mailonline guardian sky
"""

# The collections are mostly American: what is spelt or called otherwise elsewhere tells as little.
_ELSEWHERE = """
centre:center neighbour:neighbor neighbourhood:neighborhood suburb:neighborhood defence:defense offence:offense labour:labor programme:program
mum:mom licence:license organisation:organization lorry:truck lorrie:truck petrol:gas motorway:highway pavement:sidewalk
"""

_COUNTED = {word: weight for weight, words in _BANDS.items() for word in words.split()}
WEIGHT_OF = (
    _COUNTED
    | {word: _COUNTED[counted] for word, counted in (pair.split(":") for pair in _ELSEWHERE.split())}
    | dict.fromkeys(_OF_TOLLS.split(), 0.2)
    | dict.fromkeys(_OF_THE_TRADE.split(), 0.3)
)
