"""English words that news on casualties is full of, in three bands by how many such articles hold them: they tell two events apart least.

The bands were counted on articles (8 % and more, 3 %, 1 %); names of places and people are left out on purpose.
"""

from __future__ import annotations

_COMMONEST = """
about accidentally according after afternoon all also an and another any anyone apartment april are area around
arrest arrested arrived as asked at attack august authorities away back be because been before being believe block
both boy building but by call called came can car case charged charges child children city community condition could
crime custody day dead death december deputies detectives did died district do door down during early family
february fire firearm fired first five for found four friday from front get go going got group gun gunshot had
handgun happened has have he head heard held help her here him himself his hit home homicide hospital hours house
how identified if in incident including information injured injuries inside into investigating investigation
investigators involved is it january july june just killed killing know last later least left life like local made
man march may members men monday month more morning mother murder my near nearby neighborhood night no not november
now occurred october of off officer officers officials old on one or other others our out outside over people person
police pronounced released report reported reports responded right rights said saturday saw say says scene school
second september several she shooting shot shots so some someone still story sunday suspect taken th than that the
their them then there they this those three through thursday time times to today told tonight took tuesday two under
up vehicle victim victims was way we weapon wednesday week weekend went were what when where which while who will
with witnesses woman would wound wounded year years yesterday you
"""

_COMMON = """
able accident accidental accused across added additional aftershock again against agency aggravated ago airstrike
airstrikes allegedly along always ambush ambushed among anything apparent apparently appear appeared appears
approached argument armed army arrests artillery assault attacked attacks attempted available bail began behind
believed between black blast boat bodies body bomb bomber bombing bond border broke brother brought bullet bullets
bus business caliber calls capital capsized carrying cars cash casualties caught cause caused charge check
checkpoint chest church civilian civilians claimed claims clash clashes clear climbed climbs close closed collapse
collapsed come coming complex confirmed connection contact continue convicted convoy counts couple crash crashed
crimes criminal critical cyclone damage daughter days deadly deaths degree deputy derailed derailment described
details determined didnt discharged discovered displaced dont dozens driver driving drone drones drove drowned drug
due each earlier earthquake eastern else emergency employee end enforcement entered epicenter epicentre eruption
evacuated even evening evidence expected exploded explosion extremists face faces families far fatal fatalities
fatally father feared felony female ferry few fight fighter fighters fighting filed find firing fled flood flooding
floods floor follow following foot forces former frequent friend friends further gang gas getting girl give good
government ground gunfire gunman gunmen guns gunshots half hand hard having hearing hits homeless hospitals however
hundreds hurricane hurt husband immediately injures injuring injury insurgents investigate its jail judge keep kids
kills knew known landslide large late law leave leaves leaving led leg line listed little live lived lives living
loaded located location long looked looking lot magnitude make male manslaughter many market me media member miles
militant militants military minister ministry minutes missile missiles missing money months mosque most motive much
multiple name need neighbor neighbors never next non northern nothing number once ongoing only open opened own
parents parked parking part party past patrol phone pistol place placed plane playing please point pointed
possession possible posted prison property province public published pulled put quake raid raids ran re really rebel
rebels received recently records recovered region related release remain remains reportedly rescue rescued rescuers
reserved residence resident residents responsibility responsible returned rips rises roadside robbery rocket rockets
rocks room rose rubble run running rushed safe safety same sank saying search searching security see seen self sent
serious service services set seven shelled shelling shoot shooter shootings shortly should show showed side since
sister situation six small soldier soldiers something son soon southern spokesman spokeswoman stable staff standing
started statement station stay stolen stop stopped store storm streets strike strikes struck student students
suffered suffering suicide sure survivors suspected suspects take target team tears teen teenager teens tell temple
terrorism terrorist terrorists these things think third thought thousands threatening toll too tornado town tragic
train transported treated treatment trial tried troops truck trying tsunami turned typhoon unit unknown until update
us use used very video village villagers villages violence walked walking want wanted watch weapons wearing well
western whether white why wife wildfire window within without witness women work worked workers working wounding
wounds yet young your
"""

_FREQUENT = """
abdomen above act active activity actually adding address admitted adult adults affected age ages aid aimed air
airport alcohol alert alive alleged allowed almost alone already altercation although ambulance ammunition amount
anger angry announced anonymous answered anti app approximately areas arm arraigned arrival arson ask asking
assistance assistant attempt attempting attended attention automatic autopsy aware baby bad bank bar based battery
became become bed bedroom below best better big blaze blocks blood blue bombs booked boyfriend boys branch break
breaking bring broadcast broken brothers buildings burglary calling campaign campus cant captured care carried carry
cases casings causing cell chase chased circumstances class club colored comment committed common company complaint
conditions conduct conference confirm connected considered continued continues continuing contributed control
conviction cops corner couldnt counselors count country cousin credit crews critically crowd current currently cut
damaged dangerous dark date deal deceased decision declined defendant demanded denied description despite destroyed
detained determine detonated devastated developing device didn die different difficult director dispatched dispute
documents does doesnt dog doing domestic don done doors double downtown dozen driveway dropped drugs duty efforts
eight either email emotional employees enable ended enough entering entrance erupted escape escaped escorted
especially estimated event events eventually ever every everybody everyone everything ex exactly examiner exited
explained explosive explosives extremely eye facility facing fact failed fall federal feel feeling feet fell felon
felt fifth file finally finding firearms firefighters flames fleeing followed food force forced forward fought
fourth free full funeral future garage gathered gave girlfriend given gone governor grabbed grandmother great grief
groups guard guards guilty gunned gunpoint guy handed handling hands happen happy harm headquarters hear heart
helicopter herself hiding history hitting hold holding homes homicides hooded hope hospitalized hotel hour houses
hunting identify identity illegal incidents indicated individual individuals inflicted initial initially innocent
instead intended intent interest intersection interview interviewed investigated involving island issued issues job
jury justice juvenile kept kid kill killings kind knocked latest leaders leading leads learned less let license
light likely lock locked look loss lost loud love loved lower lying main major making males managed manager
marijuana married material mayor mean measures message met middle midnight might mile million minor minute mm mobile
mom moments move moved must named names natural nd nearly neck needed needs negligent newspaper nine none noon
northeast noticed notified numerous obtained offices official often older online onto order ordered originally
overnight owned owner page paramedics parliament parole passed passenger pastor pay peace pending percent personnel
persons photos picked planned planning play played political porch possibly post potential pounds power prayers
preliminary present previous prior private probably probation problem process prosecutors protect protest protesters
provide provided question questioned questioning questions quickly quiet random rang range rd reach reached ready
real reason recalled receiving recent reckless record recovering red redistributed refused regarding relationship
relative relatives remained remember reporter reporting responders responding response rest result return revealed
revolver reward rewritten riding rifle riot riots risk robbed roof round rounds ruled sad scheduled schools
screaming searched seat section seeing seeking semi senior sentence sentenced separate seriously served serving
shell shirt shock shocked shooters shop short shotgun shoulder showing shows shut sidewalk sign silver single site
sitting slain smoke social somebody sorry sought source sources southeast speak special speed spent spoke
spokesperson spotted spread squad stabbed stand start stated statements stole stood stray striking strong suburban
such supermarket support surgery surrounding surveillance survive survived suspended suspicion suspicious sustained
system taking talk talked talking tall tape targeted teenage teenagers television telling ten text theft themselves
theyre thing though thoughts threat threatened threats threw throughout tip toddler together top torso total toward
traffic tragedy trigger trouble try turn twice type unable unclear understand underway unidentified unlawful updates
upon upper upset upstairs urged using van ve vehicles vehicular veteran via vice vigil violent visit visiting
waiting walk wall warrant warrants wasn wasnt website weeks welfare whole whom whose windows word worker works world
wouldnt wrong wrote yard younger youre youth youths
"""

COMMONEST = frozenset(_COMMONEST.split())
COMMON = frozenset(_COMMON.split())
FREQUENT = frozenset(_FREQUENT.split())
