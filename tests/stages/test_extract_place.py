"""Where it happened, by kind of wording: the scene and not the speaker, the town and not its part, the place and not the person."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from worker.gazetteer import Gazetteer
from worker.model import Place, PlacePrecision
from worker.stages.extract import extract
from worker.stages.extract.place.scene import Passage, find_place

PUBLISHED = datetime(2025, 3, 5, 12, tzinfo=UTC)


def find(title: str, text: str, places: Gazetteer) -> Place:
    place = extract(title, text, PUBLISHED, places).reports[0].place
    assert place is not None
    return place


SCENES = [
    # what stands before the name
    ("", "Nine labourers died when a wall gave way above Bukavu.", "Bukavu", "CD"),
    ("", "Jets struck Idlib on Monday, killing nine people.", "Idlib", "SY"),
    ("", "Nine people were killed in air strikes on Taiz on Monday.", "Taiz", "YE"),
    ("", "A ferry sank off Mombasa, killing nine passengers.", "Mombasa", "KE"),
    ("", "At least nine people have died across two districts of Malatya.", "Malatya", "TR"),
    # a town's name before the thing that was hit
    ("", "Two people were shot dead in a Marseille bar, prosecutors said.", "Marseille", "FR"),
    ("Drone strike on Omdurman bakery kills nine", "", "Omdurman", "SD"),
    ("Tucson supermarket shooting: nine dead", "", "Tucson", "US"),
    ("", "The nine dead of the Surat mill fire were all weavers.", "Surat", "IN"),
    # the scene and the landmark, the speaker, the hospital, the destination
    ("", "Nine people were killed at Baquba, north-east of Baghdad.", "Baquba", "IQ"),
    (
        "",
        "An outpost near Djibo was overrun, killing nine soldiers, the general staff in Ouagadougou announced.",
        "Djibo",
        "BF",
    ),
    ("", "A bus bound for Karachi overturned near Sukkur, killing nine passengers.", "Sukkur", "PK"),
    ("", "A quake killed nine people in Malatya. It was felt as far away as Adana.", "Malatya", "TR"),
    ("", "Nine people died in a blast in Kohat. The wounded were flown to Peshawar.", "Kohat", "PK"),
    ("", "Hospitals in Rafah received the bodies of nine people killed overnight.", "Rafah", "PS"),
    # the dateline is where the reporter sits
    ("", "BANGKOK, Thailand — Nine people were killed when a bomb went off in Yala on Monday.", "Yala", "TH"),
    ("", "BEIRUT (Wire) — Nine people were killed in strikes on Aleppo on Monday.", "Aleppo", "SY"),
    # the title has the country, the lede the town
    ("Nine killed in Peru crash", "A coach left the road near Ayacucho on Monday, killing nine people.", "Ayacucho", "PE"),
    ("Blast kills nine in Nigeria", "Nine people were killed in a market in Maiduguri on Monday.", "Maiduguri", "NG"),
    # a late aside about another town
    (
        "Nine killed in Idlib market",
        "Nine people were killed in Idlib on Monday. Traders closed their shops. Last month two shells hit Latakia and Hama.",
        "Idlib",
        "SY",
    ),
    # a capital or its people for a government
    ("", "Nine guards were killed in Herat on Monday. Kabul blamed the Taliban. Moscow condemned the attack.", "Herat", "AF"),
    # parts of a town
    ("", "Four people were shot in the Frogtown neighborhood, St. Paul police said.", "Saint Paul", "US"),
    ("", "At least nine people have died of cholera in the Ifo section of Dadaab.", "Dadaab", "KE"),
    ("", "Nine people were killed in Antelias, a suburb of Beirut.", "Antelias", "LB"),
    # directions that belong to the name
    ("", "Two men were shot in South Bend, police said.", "South Bend", "US"),
    ("", "Two men were shot in north Nashville, police said.", "Nashville", "US"),
    # headlines that capitalise every word
    ("Four People Hurt In Zanesville Bar Shooting", "Four people were hurt, police said.", "Zanesville", "US"),
    ("Two Killed In Grand Rapids House Fire", "Two people were killed, police said.", "Grand Rapids", "US"),
    # the capital by its country's name
    ("", "A bomb killed nine people at a bus stop in the Kenyan capital on Monday.", "Nairobi", "KE"),
    # whose town it is
    ("", "A bomb killed nine people in the Corsican town of Bastia.", "Bastia", "FR"),
    ("", "Nine traders died on a road between Jos and Bauchi, Nigeria.", "Bauchi", "NG"),
    # a namesake far from all else is a quarter, a street, a school
    ("", "TULSA, Okla. — Two men were shot outside Salem Middle School on Monday, Tulsa police said.", "Tulsa", "US"),
    ("", "Two men were shot dead at Monroe and Fulton streets on Monday, Boise police said.", "Boise", "US"),
    (
        "",
        "Two men were shot dead in Greenwood, 3 km from the Salem line, Greenwood police in Arkansas said.",
        "Greenwood",
        "US",
    ),
    # camps and villages that the city list lacks
    ("", "A strike on the Ein el-Hilweh camp killed nine people.", "Ein el-Hilweh", "LB"),
    ("", "A landslide at Melamchi killed nine people.", "Melamchi", "NP"),
    ("Nine homeless families on Catanduanes after storm kills two", "", "Catanduanes", "PH"),
    # a dateline with its country and day tells where a text was written, unless nothing else is told
    (
        "Nine dead in bus accident in northern India",
        "SHIMLA, India, March 4 (Tern) - A bus fell into a gorge on Tuesday, killing nine people, police in Himachal Pradesh state said.",
        "Himachal Pradesh",
        "IN",
    ),
    ("", "JUBA, South Sudan, March 4 (Tern) - A lorry overturned on Tuesday, killing nine people, police said.", "Juba", "SS"),
    (
        "Rebels kill nine policemen",
        "KABUL, March 4 (Tern) - Insurgents stormed a post in western Farah province on Tuesday, killing nine officers.",
        "Farah",
        "AF",
    ),
    ("", "KABUL, March 4 (Tern) - A bomb killed nine in Kabul on Tuesday. Police in Farah province were alert.", "Kabul", "AF"),
    # what another attack was hours before, who spoke, and where the road goes
    (
        "",
        "Nine people died in a blast in Zubrin. It came within hours of the siege of a naval base in Karachi.",
        "Zubrin",
        "PK",
    ),
    ("", "A blast killed nine in Karachi, hours after police found a bomb in a school.", "Karachi", "PK"),
]


@pytest.mark.parametrize(("title", "text", "name", "country"), SCENES)
def test_the_town_is_where_it_happened(title: str, text: str, name: str, country: str, places: Gazetteer) -> None:
    place = find(title, text, places)
    assert (place.name, place.country) == (name, country)


COUNTRIES = [
    ("Nine Indian tourists were killed when a bus fell into a gorge in Nepal.", "NP"),
    ("A bomb went off outside the US embassy in Quito, killing two guards.", "EC"),
    ("Nine villagers died when a camp built by a Norwegian charity in Chad burned down.", "TD"),
    ("The Revolutionary Armed Forces of Colombia killed nine people in San Pablo.", "CO"),
    ("Nine passengers were killed at Kech in Balochistan, levies officials said.", "PK"),
    ("A cyclist was killed by a lorry on Tuesday in Hull. Humberside Police want dashcam footage.", "GB"),
    ("Five anglers died on a lake, gardaí said.", "IE"),
    ("For once the Philippine army gave a figure: nine dead on Samar. Talks in Oslo resume on Monday.", "PH"),
    ("Nine people were killed in the West Bank.", "PS"),
    # a group that bears the name of a region, which says less than a town
    ("Gunmen of the Free Aceh Movement killed nine soldiers.", "ID"),
    ("Nine people were killed in Herat, the Free Aceh Movement said.", "AF"),
    ("Nine people died in a bus in Zimbabwe, a shell on the road to Beitbridge.", "ZW"),
    ("A strike killed nine people in Syria. Washington suggested that others had fired.", "SY"),
]


@pytest.mark.parametrize(("text", "country"), COUNTRIES)
def test_the_country_is_that_of_the_event(text: str, country: str, places: Gazetteer) -> None:
    assert find("", text, places).country == country


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Two men were shot in Akron, Ohio. Paris Hilton sent flowers.", "Akron"),
        ("Two men were shot in Akron, Ohio. Adrian Jackson, 20, was charged. Jackson was held without bail.", "Akron"),
        ("Two men were shot in Akron, Ohio, the New York Times reported.", "Akron"),
        ("Two men were shot on Bourbon Street in New Orleans.", "New Orleans"),
        ("Two men were shot in the 300 block of Denver in Amarillo, Texas.", "Amarillo"),
        ("Two men were shot at Sixth Street and Houston in Akron, Ohio.", "Akron"),
        ("Two men were shot outside a Wendy's in Akron, Ohio.", "Akron"),
    ],
)
def test_people_papers_and_streets_are_no_places(text: str, name: str, places: Gazetteer) -> None:
    assert find("", text, places).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nine people died in a blaze at a bar. The club on the Volga had no exit, Russian police said.", "Russia"),
        ("Nine people died in a blaze at a bar in Volga, South Dakota, police said.", "Volga"),
        ("A storm killed nine people in the Philippines. The typhoon, known at home as Paeng, has moved on.", "Philippines"),
        ("More than 100 people died in Cuba when a jet crashed. The plane for Holguin fell into a field.", "Cuba"),
        ("Nine people died in a crush in Jerusalem, where America's embassy has opened.", "Jerusalem"),
        ("The storm, known as Rosario, killed nine people in the Philippines.", "Philippines"),
        ("A storm in the Philippines killed nine people in a town called Rosario.", "Rosario"),
    ],
)
def test_rivers_storms_and_where_a_plane_was_bound_are_not_the_place(text: str, name: str, places: Gazetteer) -> None:
    assert find("", text, places).name == name


def test_a_county_tells_the_state(places: Gazetteer) -> None:
    place = find("", "Two men were killed at a house in Navarro County, the County Sheriff said.", places)
    assert (place.name, place.precision) == ("Texas", PlacePrecision.ADM1)


def test_an_unknown_village_keeps_its_name_and_stands_by_the_town_near_it(places: Gazetteer) -> None:
    place = find("", "Raiders killed nine people in the village of Qaribanda, 30 km from Jos, Nigeria.", places)
    assert (place.name, place.precision, place.country) == ("Qaribanda", PlacePrecision.SITE, "NG")
    assert place.lat == pytest.approx(9.9, abs=0.3)


def test_an_unknown_name_gives_way_to_a_town(places: Gazetteer) -> None:
    assert find("", "Nine people were killed in Qaribanda market in Jos, Nigeria.", places).name == "Jos"


def test_a_text_without_places_has_none(places: Gazetteer) -> None:
    assert extract("", "Nine people were killed in the fire.", PUBLISHED, places).reports[0].place is None


def test_the_towns_shelled_further_down_are_not_where_a_provinces_fighting_was(places: Gazetteer) -> None:
    lede = [Passage("Heavy clashes in Idlib province of Syria have claimed at least 38 lives on both sides.", 2.5)]
    later = [Passage("On Monday the army answered with missiles in Kafr Nubl city and the towns of Hass and Kafrumah.", 0.2)]
    found = find_place(lede, places, later)
    assert found is not None
    assert (found.name, found.precision) == ("Idlib", PlacePrecision.ADM1)
