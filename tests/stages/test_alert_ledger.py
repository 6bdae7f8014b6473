"""What was announced, when two events turn out to be one or one turns out to be two."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from worker.stages.alert.ledger import Told, divided, round_of, stands, united
from worker.stages.alert.terms import Announced, Corrected, Past

STEPS = (10, 50, 100)


def killed(step: int, alert: int | None = 1, trigger: int | None = 7) -> Told:
    return Told("killed", step, alert, trigger)


def test_a_merged_event_has_announced_what_either_had() -> None:
    assert united([killed(10)], [killed(10, 2), killed(50, 2)]) == [killed(50, 2)]


def test_the_half_with_the_report_that_brought_an_alert_up_keeps_it() -> None:
    stays, goes = divided([killed(10, 1, trigger=7), killed(50, 2, trigger=9)], moved={7})
    assert stays == [killed(50, 2, 9), killed(10, None, None)]  # its readers heard of 50: 10 is no news to them
    assert goes == [killed(10, 1, 7)]


def test_an_alert_that_no_single_report_brought_up_stays() -> None:
    assert divided([killed(10, 1, trigger=None)], moved={7}) == ([killed(10, 1, None)], [])


def test_a_half_whose_alert_left_may_alert_by_itself() -> None:
    stays, goes = divided([killed(10, 1, 7), killed(50, 1, 7)], moved={7})
    assert (stays, [told.step for told in goes]) == ([], [10, 50])


def test_what_was_silenced_stays_unsent_in_both_halves() -> None:
    silenced = killed(10, None, None)
    assert divided([silenced], moved={7}) == ([silenced], [silenced])


def test_a_sent_correction_opens_the_next_round_of_its_steps_only() -> None:
    past = Past(corrected=(Corrected("killed", (50, 100), 1),))
    assert [round_of(past, "killed", step) for step in STEPS] == [1, 2, 2]
    assert stands(past, Announced("killed", 10, 1, True))
    assert not stands(past, Announced("killed", 50, 1, True))


tolds = st.lists(
    st.builds(
        Told, st.sampled_from(["killed", "injured"]), st.sampled_from(STEPS), st.sampled_from([None, 1, 2]), st.integers(1, 4)
    ),
    max_size=6,
    unique_by=lambda told: (told.count, told.step),
)


@given(tolds, st.sets(st.integers(1, 4)))
def test_dividing_forgets_nothing_and_gives_each_alert_to_one_half(told: list[Told], moved: set[int]) -> None:
    stays, goes = divided(told, moved)
    for half in (stays, goes):
        assert len({(one.count, one.step) for one in half}) == len(half)
    alerts = [one for one in stays + goes if one.alert is not None]
    assert sorted(alerts, key=str) == sorted((one for one in told if one.alert is not None), key=str)
    for one in told:
        assert any((one.count, one.step) == (other.count, other.step) for other in stays + goes)


@given(tolds, tolds)
def test_merging_announces_every_step_of_either_once(kept: list[Told], gone: list[Told]) -> None:
    steps = [(told.count, told.step) for told in kept + united(kept, gone)]
    assert len(set(steps)) == len(steps)
    assert set(steps) == {(told.count, told.step) for told in kept + gone}
