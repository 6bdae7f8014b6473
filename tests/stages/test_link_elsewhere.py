"""What a report says of another event shortly before its own: in the next town, or hours ago in the same one."""

from __future__ import annotations

import pytest

from worker.stages.link.elsewhere import is_second_today, other_scenes


@pytest.mark.parametrize(
    ("told", "places"),
    [
        ("Five were shot dead in Ostrey, barely a day after the attack on a bar in Karvel", ["karvel"]),
        ("Three died in Pellam on Sunday, a day after the grocery store shooting in neighbouring Ostrey", ["ostrey"]),
        ("Four prisoners died, hours after fighting broke out in the central prison of Port Ambel", ["port ambel"]),
        ("A mudslide killed ten, west of Lower Tarn, where hundreds died on Monday", ["lower tarn"]),
        ("Rescuers gave up on Friday, three days after the fair ended in Karvel", []),  # no event
        ("The toll reached 12 on Friday after a hospital in Karvel sent its lists", []),  # no time
        ("He was found in Ostrey, where he lived and worked", []),
    ],
)
def test_a_place_of_which_another_event_is_told(told: str, places: list[str]) -> None:
    assert list(other_scenes(told)) == places


@pytest.mark.parametrize(
    ("told", "second"),
    [
        ("Second attack of the day kills five at police post", True),
        ("A bomber killed five policemen, hours after a bomb went off in a market in the city", True),
        ("Third explosion in as many hours hits Ostrey", True),
        ("Hours after the attack, people laid flowers at the gate", False),
        ("The second day of the siege", False),
        ("Hours after an emergency meeting, the mayor resigned", False),
    ],
)
def test_another_event_hours_before(told: str, second: bool) -> None:
    assert is_second_today(told) is second
