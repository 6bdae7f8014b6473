"""What kind of event it was, by the words of its title and sentences."""

from __future__ import annotations

import pytest

from worker.stages.extract.kinds import EVENT_TYPES, find_type


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Glide bombs hit a block of flats, killing four.", "air_strike"),
        ("Jet bombs village clinic, killing four", "air_strike"),
        ("A shell came through the roof, killing a couple.", "shelling"),
        ("Twin explosions hit bus station, killing nine", "bombing"),
        ("A device hidden in a bin went off at the gate, killing two guards.", "bombing"),
        ("Four rebels died in an encounter with the police.", "armed_clash"),
        ("Gunmen opened fire on a market, killing six.", "shooting"),
        ("A knifeman hurt three shoppers.", "stabbing"),
        ("Eight killed as house collapses in the rain", "building_collapse"),
        ("A wall fell on a wedding tent, killing six.", "building_collapse"),
        ("A factory fire killed nine workers.", "fire"),
        ("Firefighters found two dead after the bridge collapsed.", "building_collapse"),
        ("Meningitis has killed five pupils.", "epidemic"),
        ("Two trams collided, hurting twenty.", "rail_accident"),
        ("The overloaded canoe capsized and twelve drowned.", "maritime_accident"),
        ("Illicit liquor killed ten villagers.", "poisoning"),
        ("A matatu and a tanker met head-on, killing nine.", "transport_accident"),
        ("A helicopter ferried the wounded after the earthquake killed five.", "earthquake"),
        ("A methane explosion killed three miners at a colliery.", "mine_accident"),
        ("A Cessna hit a ridge, killing both on board.", "aviation_accident"),
        ("Nine people were killed.", "unknown"),
        ("Nine dead in attack on pilgrims' bus", "attack"),
        ("Bus plunges into gorge, killing nine", "transport_accident"),
        ("Israel strikes a school in Nuseirat, killing dozens", "air_strike"),
        ("179 dead in the country's worst air disaster", "aviation_accident"),
        ("California fires: 24 dead", "wildfire"),
        ("Ten killed in an outbreak of violence over a verdict", "unknown"),
        ("Gunmen storm home of cleric, killing nine", "shooting"),
        ("At least 41 dead after dam gives way", "flood"),
        ("Flyover falls on cars, 12 killed", "building_collapse"),
        ("Fuel tank blows up in village, killing 20", "explosion"),
        ("Lorry packed with explosives blows up, killing 20", "bombing"),
        ("Nearly 1,300 dead as storm nears. Rains may bring slides to the quake zone.", "earthquake"),
        ("Nine dead as storm Oriane nears the islands", "storm"),
        ("Drones are searching the ice for climbers, seven of whom are dead.", "unknown"),
        ("Sixteen pilgrims killed in cloudburst", "flood"),
        ("Railway workers among 24 dead as bodies dug from mud", "landslide"),
        ("Twenty soldiers buried as hill slides onto railway site", "landslide"),
        ("At least 20 killed in Ostravel. Ninety were hurt, many of them badly burned.", "unknown"),
        ("Nine labourers smothered by mud in Wayanad", "landslide"),
        ("Ten swept off causeway in swollen river", "flood"),
        ("Rope bridge snaps, nine plunge into river", "building_collapse"),
        ("Chairlift cable breaks, four killed", "rail_accident"),
        ("Hot-air balloon catches fire, eight dead", "aviation_accident"),
        ("Stage falls at concert, three killed", "building_collapse"),
        ("Nine die as tourist submersible fails", "maritime_accident"),
        ("Three hikers dead as boulders crash down on trail", "landslide"),
        ("Hail of bullets kills nine at wake", "shooting"),
        ("Shots at mall kill three", "shooting"),
        ("Men with rifles kill 14 in bar", "shooting"),
        ("Nine killed by rocket on market", "shelling"),
        ("Shell kills nine in bread queue", "shelling"),
        ("Nine workers choke to death in septic tank", "poisoning"),
        ("Cable car plunges into ravine, nine dead", "rail_accident"),
        ("Minister says he heard shots of protest from the gallery", "mine_accident"),
        ("Nine killed as rebels and troops clash near railway workers' camp", "armed_clash"),
        ("Nine die in train crash in mud-soaked valley", "rail_accident"),
        ("Floods leave mud in homes, nine dead", "flood"),
        ("Landmine kills nine in mud hut", "bombing"),
        ("Nine die after flu shots", "epidemic"),
        ("Balloon seller among nine killed in market bombing", "bombing"),
        ("House fire leaves nine badly burned", "fire"),
        ("Train strikes railway workers, nine dead", "rail_accident"),
        ("Drones are attacking the port, killing nine", "air_strike"),
        ("Tanker blast on edge of city leaves nine dead", "explosion"),
        ("Militants blow up tanker, blast leaves nine dead", "bombing"),
        ("Nine killed as army storms sit-in", "unknown"),
        ("Nine killed as storm hits square", "storm"),
        ("Nine drown as bus falls into canal", "transport_accident"),
        ("Nine drown as boat overturns on lake", "maritime_accident"),
        ("Raiders storm army outpost, 14 dead", "armed_clash"),
        ("Storm hits camp, killing nine", "storm"),
        ("Storm damage at a school: two dead", "storm"),
        ("Nine dead as crews fight the flames on a ridge", "fire"),
        ("Nine dead in fighting around the ridge", "armed_clash"),
        ("Glacier collapse kills five hikers", "avalanche"),
        ("Toll rises to seven as drones find more remains", "unknown"),
        ("Toll rises to seven as drones hit a market", "air_strike"),
        ("Jihadists killed 40 villagers and nine soldiers in attacks on a river ferry and a fort.", "attack"),
        ("A river ferry sank after a fire, killing 40 villagers.", "maritime_accident"),
    ],
)
def test_the_type_is_what_the_words_speak_for(text: str, kind: str) -> None:
    assert find_type([text]) == kind


def test_who_shoots_down_a_plane_fells_it() -> None:
    assert find_type(["army admits it shot down passenger jet by mistake"]) == "aviation_accident"
    assert find_type(["gunmen shot down three villagers"]) == "shooting"


def test_every_type_is_known() -> None:
    assert "unknown" in EVENT_TYPES
