"""Missing, displaced, detained and other kinds; totals of a longer time; rates; numbers as news writes them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from worker.gazetteer import Gazetteer
from worker.stages.extract import extract

PUBLISHED = datetime(2024, 6, 10, 12, tzinfo=UTC)  # a Monday
Interval = tuple[int, int, int | None]


def counts(text: str, places: Gazetteer) -> dict[str, Interval]:
    extraction = extract("", text, PUBLISHED, places)
    if not extraction.reports:
        return {}
    return {str(kind): (c.low, c.best, c.high) for kind, c in extraction.reports[0].counts.items()}


DISPLACED: list[tuple[str, Interval]] = [
    ("Fighting has forced 40,000 people from their homes since Friday.", (40_000, 40_000, 40_000)),
    ("The raids drove as many as 9,000 people from their homes.", (1, 9_000, 9_000)),
    ("Some 300 villagers were driven out of their homes by the flood.", (270, 300, 330)),
    ("Sixty-two people who lost their homes are in a shelter at the school.", (62, 62, 62)),
    ("Floods: 2.6 lakh in relief camps", (260_000, 260_000, 260_000)),
    ("Another 2,600 people whose houses fell are living in shelters.", (2_600, 2_600, 2_600)),
    ("But 61,200 people whose houses were destroyed are in evacuation centres.", (61_200, 61_200, 61_200)),
    ("Two-thirds of the 1,500 people left homeless by the fire are children.", (1_500, 1_500, 1_500)),
]


@pytest.mark.parametrize(("text", "expected"), DISPLACED)
def test_who_had_to_leave_their_homes_is_displaced(text: str, expected: Interval, places: Gazetteer) -> None:
    assert counts(text, places) == {"displaced": expected}


@pytest.mark.parametrize(
    "text",
    [
        "About 3,500 residents were evacuated as a precaution and are in shelters.",
        "Police told 900 families to leave their homes as a precaution.",
        "The bus was taking 40 pupils to a summer camp.",
    ],
)
def test_a_precaution_displaces_nobody(text: str, places: Gazetteer) -> None:
    assert "displaced" not in counts(f"A guard was hurt. {text}", places)


def test_the_dead_of_a_camp_are_not_displaced_too(places: Gazetteer) -> None:
    assert counts("Cholera kills 14 in displacement camp", places) == {"killed": (14, 14, 14)}


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("At least 4,759 people lost their lives since April 30.", 4_759, "killed"),
        ("More than 9,000 migrants have died on the route since January 2023.", 9_001, "killed"),
        ("The war, which broke out in April 2022, has killed at least 20,000 people.", 20_000, "killed"),
        ("The conflict has displaced 80,000 people.", 80_000, "displaced"),
        ("Sixty-one people have died of dengue so far this year, against 40 in the whole of last year.", 61, "killed"),
        ("Since January, 214,000 people were displaced. Over the same period 385 civilians have been killed.", 385, "killed"),
        ("The war has cost 61,000 lives since it began. It has also driven 12 million people from their homes.", 12_000_000, "displaced"),
    ],
)  # fmt: skip
def test_a_total_since_a_date_is_cumulative_and_no_event(text: str, number: int, kind: str, places: Gazetteer) -> None:
    extraction = extract("", f"A shell killed two farmers on Sunday. {text}", PUBLISHED, places)
    assert {(str(c.kind), str(c.scope)) for c in extraction.claims if c.count.low == number} == {(kind, "cumulative")}
    assert [{str(kind): count.best for kind, count in report.counts.items()} for report in extraction.reports] == [
        {"killed": 2}
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("It was the deadliest fire since August 2019, when 31 people died in a hotel.", 31),
        ("In February a drone hit a bakery in the same town, killing 11 people.", 11),
        ("Last August a bomb killed six soldiers there.", 6),
    ],
)
def test_an_earlier_event_is_background(text: str, number: int, places: Gazetteer) -> None:
    extraction = extract("", f"A shell killed two farmers on Sunday. {text}", PUBLISHED, places)
    assert [str(c.scope) for c in extraction.claims if c.count.best == number] == ["background"]


@pytest.mark.parametrize(
    "text",
    [
        "Every 15 minutes someone is hurt by a firework, surgeons say.",
        "A woman is murdered every two and a half hours, or roughly ten a day.",
        "Flu claims 400 lives in an average year, a study found.",
        "Road accidents kill nine people a day.",
    ],
)
def test_a_rate_is_no_event(text: str, places: Gazetteer) -> None:
    assert counts(text, places) == {}


def test_a_day_later_is_no_rate(places: Gazetteer) -> None:
    assert counts("Three pilgrims died in the crush, the trust said a day later.", places) == {"killed": (3, 3, 3)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Half of the 26 people wounded in the fall were women.", {"injured": (26, 26, 26)}),
        ("None of the 26 people injured in the fire was a child.", {"injured": (26, 26, 26)}),
        ("Seven in ten of the 40 people missing since the landslide come from one estate.", {"missing": (40, 40, 40)}),
    ],
)
def test_a_share_leaves_the_whole_as_the_count(text: str, expected: dict[str, Interval], places: Gazetteer) -> None:
    assert counts(text, places) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bootleg liquor kills 22 in the district; 35 in hospital", {"killed": (22, 22, 22), "injured": (35, 35, 35)}),
        ("Approximately 50 people are in hospital with broken limbs.", {"injured": (45, 50, 55)}),
        ("Three people were hurt and 15 are missing. Two of them are in hospital.", {"injured": (3, 3, 3), "missing": (15, 15, 15)}),
        ("Fifteen men are nursing injuries at the clinic.", {"injured": (15, 15, 15)}),
        ("About a dozen swimmers were treated for chlorine poisoning.", {"injured": (10, 12, 14)}),
        ("A guard was killed and two clerks were treated for shock.", {"killed": (1, 1, 1)}),
        ("Thirteen people were pulled out injured.", {"injured": (13, 13, 13)}),
        ("About 25 pupils were hurt.", {"injured": (22, 25, 28)}),
        ("Half a million people were displaced.", {"displaced": (500_000, 500_000, 500_000)}),
    ],
)  # fmt: skip
def test_the_hurt_and_how_many(text: str, expected: dict[str, Interval], places: Gazetteer) -> None:
    assert counts(text, places) == expected


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("Riot police rounded up 60 people at a march.", 60, "detained"),
        ("Three men held since a dawn raid had plotted to kill a judge.", 3, "detained"),
        ("Gunmen holding 12 oil workers threatened to kill them unless a ransom is paid.", 12, "abducted"),
        ("Seven people were pulled out alive, but the body of a boy was not found.", 7, "rescued"),
    ],
)
def test_other_kinds_are_claims_and_none_of_the_counts(text: str, number: int, kind: str, places: Gazetteer) -> None:
    extraction = extract("", f"Two guards were killed. {text}", PUBLISHED, places)
    assert (kind, number) in {(str(c.kind), c.count.best) for c in extraction.claims}
    assert counts(f"Two guards were killed. {text}", places) == {"killed": (2, 2, 2)}


FATES: list[tuple[str, dict[str, Interval]]] = [
    (
        "Five people died on the spot and 22 were wounded. Three of the wounded died overnight. Nineteen remain in hospital.",
        {"killed": (8, 8, 8), "injured": (19, 19, 19)},
    ),
    (
        "Two of the 14 people hurt in the blast have died of their burns. The other 12 are still being treated in hospital.",
        {"killed": (2, 2, 2), "injured": (12, 12, 12)},
    ),
    ("A grenade wounded six drinkers, two of whom are fighting for their lives.", {"injured": (6, 6, 6)}),
    ("Burns victim dies, taking toll of mill fire to 5; 8 still in hospital", {"killed": (5, 5, 5), "injured": (8, 8, 8)}),
    ("Officer shot at traffic stop dies of wounds", {"killed": (1, 1, 1)}),
    ("Nobody was hurt and nobody is missing.", {"killed": (0, 0, 0), "injured": (0, 0, 0)}),
    ("Eleven crewmen are missing and feared dead.", {"killed": (0, 11, 11), "missing": (11, 11, 11)}),
    ("A clerk written up for missing work killed four porters.", {"killed": (4, 4, 4)}),
    ("The flood left 1.350 people in shelters and drowned three.", {"killed": (3, 3, 3), "displaced": (1350, 1350, 1350)}),
    ("At least 15 buffaloes drowned.", {}),
    ("Two swans were found dead on the lake.", {}),
    (
        "A relief centre has taken in 130 people who lost their homes. A boy was hurt.",
        {"injured": (1, 1, 1), "displaced": (130, 130, 130)},
    ),
    ("Some 120 bodies were found. Fifty people are in hospital.", {"killed": (108, 120, 132), "injured": (50, 50, 50)}),
    ("Four people died and 22 people were treated for smoke inhalation.", {"killed": (4, 4, 4), "injured": (22, 22, 22)}),
    ("Missing since their boat sent a distress call are three fishermen, a cook and the skipper.", {"missing": (5, 5, 5)}),
    (
        "Two miners were crushed to death on Thursday, bringing to 31 the number killed in mines since January.",
        {"killed": (2, 2, 2)},
    ),
    ("Eighty people, nearly all of them policemen, were killed.", {"killed": (80, 80, 80)}),
    ("Three people were hurt. How a quake of that size could leave so few dead is being studied.", {"injured": (3, 3, 3)}),
    (
        "In the most deadly attack since the invasion in 2003, rebels blew up a market, killing 215 people.",
        {"killed": (215, 215, 215)},
    ),
    (
        "Thirty people, including a judge, two aides, a senior officer in the north, and several members of the council were killed.",
        {"killed": (30, 30, 30)},
    ),
    ("About 2,000 women and children have fled to a school.", {"displaced": (1800, 2000, 2200)}),
    ("A teacher and her unborn child died in the blast.", {"killed": (1, 1, 1)}),
    ("Vets have killed 1.2 million laying hens.", {}),
    ("A shepherd died on Sunday in a field, where mines have been left since the war.", {"killed": (1, 1, 1)}),
    ("The mine, made in the 1970s, killed the man at once.", {"killed": (1, 1, 1)}),
]


@pytest.mark.parametrize(("text", "expected"), FATES)
def test_what_became_of_them(text: str, expected: dict[str, Interval], places: Gazetteer) -> None:
    assert counts(text, places) == expected


def test_a_headline_of_people_shot_at_a_place_counts_them(places: Gazetteer) -> None:
    (report,) = extract("Four shot at car wash", "", PUBLISHED, places).reports
    assert {str(kind): count.best for kind, count in report.counts.items()} == {"injured": 4}
    assert extract("Two policemen shot at a car", "", PUBLISHED, places).reports == ()


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("Twenty people were injured, nine of them firefighters.", 9, "injured"),
        ("More than 40 people were injured, 19 of whom jumped from windows.", 19, "injured"),
        ("Fourteen people were wounded. Five of them are on ventilators.", 5, "injured"),
        ("The attack killed 17 people. The dead include seven women and a monk.", 7, "killed"),
        ("The attack hurt 30 people. Among the injured are nine children.", 9, "injured"),
        ("The storm killed six people. Four of the victims lived in one street.", 4, "killed"),
    ],
)
def test_a_part_is_a_claim_and_adds_nothing(text: str, number: int, kind: str, places: Gazetteer) -> None:
    claims = extract("", text, PUBLISHED, places).claims
    assert {(str(c.kind), str(c.scope)) for c in claims if c.count.best == number} == {(kind, "subset")}
    whole = max(c.count.low for c in claims)
    assert {k: low for k, (low, _, _) in counts(text, places).items()} == {kind: whole}


def test_rescue_workers_are_not_rescued(places: Gazetteer) -> None:
    claims = extract("", "Two people were killed. Rescue workers found three others trapped.", PUBLISHED, places).claims
    assert "rescued" not in {str(c.kind) for c in claims}
