"""Updates, disputes, sums and several events in one text: which figure is the event's, and what the others are."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from worker.gazetteer import Gazetteer
from worker.model import Extraction, Kind, Scope
from worker.stages.extract import extract

PUBLISHED = datetime(2024, 6, 10, 12, tzinfo=UTC)

UPDATES = [
    ("The death toll from the ferry disaster off Tumbara rose to 12 on Monday from nine.", 12, "rise"),
    ("Divers found two more bodies on Monday; the toll is now 12, the coastguard said.", 12, "rise"),
    ("A clerk died of his burns, taking the toll from Friday's depot fire in the port to seven.", 7, "rise"),
    ("The number of dead in the Orlec dam burst went up to 31 from 28.", 31, "rise"),
    ("Officials have revised the death toll of the Orlec dam burst down to eight from 11.", 8, "correction"),
    ("Fourteen miners are now known to have died in Friday's blast at the Orlec pit.", 14, "rise"),
    ("At least nine people have now been confirmed dead after a launch sank off Tumbara.", 9, "rise"),
    ("A man who is now in custody killed three people in the port on Friday.", 3, None),
    ("The ministry lowered the number of people killed in the crush to nine; it had put the figure at 14.", 9, "correction"),
]
HISTORY = [
    ("Twelve people died in the fire, the mayor said. Earlier reports had put the toll at 15.", 12),
    ("The toll of the landslide rose to 17 on Friday. On Thursday the toll had stood at 12.", 17),
    ("Nine people drowned when the launch rolled over. Correction: An earlier version said 19 people had drowned.", 9),
    ("First reports spoke of four dead; by Monday the agency raised the figure to 33.", 33),
]
DISPUTES = [
    ("Police said 10 people died. The hospital put the number of dead at 14.", (10, 10, 14)),
    ("The governor says 22 people died, while the Red Cross says 27.", (22, 22, 27)),
    ("Ministries gave different figures: the ministry of sport said 14 people had died. The ministry of the interior spoke of 17.",
     (14, 14, 17)),
    ("Rebels said they had killed 30 soldiers. The governor put the number of dead at nine.", (9, 9, 9)),
]  # fmt: skip
SUMS = [
    ("Six passengers died at the scene and another two on the way to hospital.", 8),
    ("Raiders killed four people each in the hamlets of Tonda and Garri on Monday.", 8),
    ("Two landslides on the same slope claimed three lives apiece.", 6),
    ("A welder killed four co-workers before turning the gun on himself, police said.", 5),
    ("A welder killed four co-workers before turning the gun on himself. All five dead worked the night shift.", 5),
    ("Two bombers killed 17 people as well as themselves.", 19),
    ("Troops killed an unknown number of fighters. The group said it had lost nine men in the clash.", 9),
]


def killed(extraction: Extraction) -> list[int]:
    return [report.counts[Kind.KILLED].best for report in extraction.reports if Kind.KILLED in report.counts]


@pytest.mark.parametrize(("text", "toll", "update"), UPDATES)
def test_a_changed_toll_is_the_newest_and_says_how_it_changed(text: str, toll: int, update: str, places: Gazetteer) -> None:
    report = extract("", text, PUBLISHED, places).reports[0]
    assert (report.counts[Kind.KILLED].best, report.update) == (toll, update)


@pytest.mark.parametrize(("text", "toll"), HISTORY)
def test_an_earlier_figure_is_history(text: str, toll: int, places: Gazetteer) -> None:
    extraction = extract("", text, PUBLISHED, places)
    assert killed(extraction) == [toll]
    assert all(claim.scope is not Scope.EVENT for claim in extraction.claims if claim.reason == "earlier figure")


def test_an_earlier_figure_stands_where_there_is_no_newer_one(places: Gazetteer) -> None:
    assert killed(extract("", "Officials had earlier put the death toll of the fire at 12.", PUBLISHED, places)) == [12]


@pytest.mark.parametrize(("text", "bounds"), DISPUTES)
def test_two_sources_bound_the_event_and_the_better_one_says_it_best(
    text: str, bounds: tuple[int, int, int], places: Gazetteer
) -> None:
    count = extract("", text, PUBLISHED, places).reports[0].counts[Kind.KILLED]
    assert (count.low, count.best, count.high) == bounds


@pytest.mark.parametrize(("text", "total"), SUMS)
def test_what_shares_a_verb_a_site_or_an_end_adds_up(text: str, total: int, places: Gazetteer) -> None:
    assert killed(extract("", text, PUBLISHED, places)) == [total]


def test_a_suicide_alone_is_no_event(places: Gazetteer) -> None:
    assert not extract("", "The banker took his own life at home, a court clerk said.", PUBLISHED, places).reports


def test_confirmed_and_feared_deaths_make_a_range(places: Gazetteer) -> None:
    text = "Divers have recovered eight bodies from the pit. The other 22 miners are feared dead."
    count = extract("", text, PUBLISHED, places).reports[0].counts[Kind.KILLED]
    assert (count.low, count.best, count.high) == (8, 8, 30)


@pytest.mark.parametrize("order", [1, -1])
def test_a_live_blog_gives_its_newest_entry_in_either_order(order: int, places: Gazetteer) -> None:
    entries = [
        "10:20 Two people died in the crush.",
        "11:05 Four people have died, police say.",
        "12:10 Seven people are dead.",
    ]
    assert killed(extract("Live: crush at a shrine", "\n".join(entries[::order]), PUBLISHED, places)) == [7]


def test_sentences_that_lead_with_their_places_are_events_and_their_sum_is_a_summary(places: Gazetteer) -> None:
    text = (
        "Attacks in three provinces left 20 people dead at the weekend.\n\nIn Jamundi, five people were killed by a bomb.\n\n"
        "Near Tibu, three farmers were shot dead.\n\nIn Saravena, gunmen opened fire on a bus and killed 12 passengers."
    )
    extraction = extract("Twenty die in weekend attacks", text, PUBLISHED, places)
    assert killed(extraction) == [5, 3, 12]
    assert {claim.scope for claim in extraction.claims if claim.count.best == 20} == {Scope.SUMMARY}


def test_a_storm_in_several_places_is_one_event(places: Gazetteer) -> None:
    text = "The storm killed eight people. In Kano, five people died when a wall fell. In Jos, three people were killed."
    assert killed(extract("Storm kills eight in Nigeria", text, PUBLISHED, places))[0] == 8


def test_briefs_with_datelines_are_events_of_their_own(places: Gazetteer) -> None:
    text = "KANO - A bomb killed four guards on Monday.\n\nLIMA - Two people died and 17 were injured in a bus crash on Monday."
    reports = extract("World briefs", text, PUBLISHED, places).reports
    assert [r.counts[Kind.KILLED].best for r in reports] == [4, 2]
    assert Kind.INJURED not in reports[0].counts


def test_the_day_after_still_tells_of_the_event(places: Gazetteer) -> None:
    text = "The town banned the sale of rockets on Friday, a day after 12 people were killed when stalls blew up."
    assert killed(extract("Town bans rockets after 12 deaths", text, PUBLISHED, places)) == [12]


def test_a_second_bomb_adds_to_the_first(places: Gazetteer) -> None:
    text = "Two bombs went off in the town. The first killed four people. The second, minutes later, killed nine."
    assert killed(extract("", text, PUBLISHED, places)) == [13]


def test_so_many_not_as_many_as_was_said_is_a_correction(places: Gazetteer) -> None:
    told = [
        extract(f"Mudslides: {words}, says government", "", PUBLISHED, places).reports[0].update
        for words in ("15 confirmed dead, not 36", "12 killed, not 10", "nine dead, not all of them miners")
    ]
    assert told == ["correction", None, None]
