"""Whatever news comes in whatever order: an alert exists once, nothing is announced again without a sent correction, what was
silenced or suppressed is never sent later, weak evidence is never sent, and every hold ends."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from worker.model import AlertKind, Count, Counts, DatePrecision, DateSpan, Event, Kind, Place, PlacePrecision, Rule
from worker.stages.alert import Action, Decision, Occasion, Past, Reason, Silence, decide
from worker.stages.alert.decide import key, value
from worker.stages.alert.terms import Announced, Corrected

NOON = datetime(2031, 5, 6, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = DateSpan(date(2031, 5, 6), date(2031, 5, 6), DatePrecision.DAY)
HOLD = timedelta(hours=2)


@dataclass(frozen=True)
class News:
    """One change of the event: what is said of it from then on."""

    minutes: int  # since the change before
    killed: int
    spread: int  # how far the highest figure lies above
    injured: int | None
    sources: int
    party_only: bool
    provisional: bool
    country: str | None
    first_poll: bool
    vouching: int  # of the sources, how many tell of so many; the others tell of three

    def said(self) -> tuple[Counts, ...]:
        """What each source said last."""
        few = {Kind.KILLED: Count(3, 3, 3)}
        return tuple(self.event(NOON).counts if number < self.vouching else few for number in range(self.sources))

    def event(self, now: datetime) -> Event:
        counts = {Kind.KILLED: Count(self.killed, self.killed + self.spread // 2, self.killed + self.spread)}
        if self.injured is not None:
            counts[Kind.INJURED] = Count(self.injured, self.injured, self.injured)
        place = Place("Ostravel", None, self.country, None, None, PlacePrecision.CITY) if self.country else None
        event = Event(7, "bombing", place, DAY, counts, 1, self.sources, NOON, now)
        return replace(event, party_only=self.party_only, provisional=self.provisional)


news = st.builds(
    News,
    minutes=st.integers(1, 300),
    killed=st.integers(0, 130),
    spread=st.sampled_from([0, 0, 0, 20, 90]),
    injured=st.none() | st.integers(0, 60),
    sources=st.integers(1, 3),
    party_only=st.booleans(),
    provisional=st.booleans(),
    country=st.sampled_from(["KZ", "KZ", "SY", None]),
    first_poll=st.booleans(),
    vouching=st.integers(1, 3),
)
silences = st.lists(
    st.builds(
        lambda start, length, scope: Silence(1, NOON + start * MINUTE, NOON + (start + length) * MINUTE, "why", **scope),
        st.integers(0, 1500),
        st.integers(1, 600),
        st.sampled_from([{"rule": "mass"}, {"event_id": 7}, {"country": "KZ"}, {"type": "bombing"}, {"rule": "other"}]),
    ),
    max_size=2,
)
rules = st.builds(
    Rule,
    name=st.just("mass"),
    steps=st.sampled_from([{"killed": (10, 50, 100)}, {"killed": (10, 50), "injured": (20,)}, {"casualties": (30, 100)}]),
    bound=st.sampled_from(["low", "best"]),
    min_sources=st.integers(1, 2),
    max_age=st.sampled_from([timedelta(hours=15), timedelta(hours=72)]),
    countries=st.sampled_from([(), ("KZ",)]),
    corrections=st.booleans(),
)


@dataclass
class Desk:
    """Keeps what the store keeps, asks as the pipeline and the sweeper ask, and notes every decision."""

    rule: Rule
    silences: tuple[Silence, ...]
    past: Past = field(default_factory=Past)
    made: list[tuple[datetime, Event, Decision]] = field(default_factory=list)
    said: tuple[Counts, ...] = ()
    vouched: list[int] = field(default_factory=list)  # for each decision, how many sources reach its step

    def ask(self, before: Event | None, after: Event, now: datetime, first_poll: bool = False) -> tuple[Decision, ...]:
        asked = Occasion(now, HOLD, timedelta(hours=6), NOON, first_poll, NOON, self.silences, said=self.said)
        decisions = decide(before, after, self.rule, self.past, asked)
        for decision in decisions:
            self.made.append((now, after, decision))
            reached = [value(counts, decision.count, self.rule.bound) or 0 for counts in self.said]
            self.vouched.append(sum(figure >= decision.step for figure in reached))
            self._keep(decision)
        return decisions

    def _keep(self, decision: Decision) -> None:
        holds = tuple(hold for hold in self.past.holds if hold.count != decision.count)
        holds += (decision.hold,) if decision.hold else ()
        steps, corrected = self.past.announced, self.past.corrected
        if decision.kind == AlertKind.CORRECTION:
            corrected += (Corrected(decision.count, decision.steps, decision.round),)
        elif decision.action in (Action.SEND, Action.SUPPRESS):
            alerted = decision.action == Action.SEND
            pairs = zip(decision.steps, decision.rounds, strict=True)
            steps += tuple(Announced(decision.count, step, round_, alerted) for step, round_ in pairs)
        self.past = replace(self.past, announced=steps, corrected=corrected, holds=holds)

    def sweep(self, event: Event, until: datetime) -> None:
        """Decides each hold again at its own end."""
        for hold in sorted(self.past.holds, key=lambda hold: hold.until):
            if not hold.ended and hold.until <= until:
                self.ask(event, event, hold.until)

    @property
    def sent(self) -> list[Decision]:
        return [decision for _, _, decision in self.made if decision.action == Action.SEND]


def live(desk: Desk, changes: list[News], twice: bool = False) -> None:
    before, now = None, NOON
    for change in changes:
        after_that = now + change.minutes * MINUTE
        if before is not None:
            desk.sweep(before, after_that)
        now = after_that
        after = change.event(now)
        desk.said = change.said()
        desk.ask(before, after, now, change.first_poll)
        if twice:
            sent = len(desk.sent)
            desk.ask(after, after, now, change.first_poll)
            assert len(desk.sent) == sent
        before = after
    assert before is not None
    desk.sweep(before, now + 10 * HOLD)


histories = st.lists(news, min_size=1, max_size=14)
given_all = given(rules, silences.map(tuple), histories)


@settings(max_examples=200)
@given_all
def test_an_alert_exists_once_and_asking_twice_changes_nothing(
    rule: Rule, silent: tuple[Silence, ...], changes: list[News]
) -> None:
    desk = Desk(rule, silent)
    live(desk, changes, twice=True)
    assert len({key(7, "mass", decision) for decision in desk.sent}) == len(desk.sent)


@settings(max_examples=200)
@given_all
def test_nothing_announced_is_announced_again_without_a_sent_correction(
    rule: Rule, silent: tuple[Silence, ...], changes: list[News]
) -> None:
    desk = Desk(rule, silent)
    live(desk, changes)
    standing: set[tuple[str, int]] = set()
    for decision in desk.sent:
        steps = {(decision.count, step) for step in decision.steps}
        if decision.kind == AlertKind.CORRECTION:
            assert standing >= steps
            standing -= steps
        else:
            assert not standing & steps
            standing |= steps


@settings(max_examples=200)
@given_all
def test_what_was_silenced_or_suppressed_is_never_sent_later(
    rule: Rule, silent: tuple[Silence, ...], changes: list[News]
) -> None:
    desk = Desk(rule, silent)
    live(desk, changes)
    untold: set[tuple[str, int]] = set()
    for now, event, decision in desk.made:
        steps = {(decision.count, step) for step in decision.steps}
        if decision.action == Action.SUPPRESS:
            untold |= steps
        elif decision.action == Action.SEND:
            assert not untold & steps or decision.kind == AlertKind.CORRECTION
            assert not any(silence.covers(event, "mass", now) for silence in silent)


@settings(max_examples=200)
@given_all
def test_only_what_is_known_well_enough_is_sent(rule: Rule, silent: tuple[Silence, ...], changes: list[News]) -> None:
    desk = Desk(rule, silent)
    live(desk, changes)
    for (_, event, decision), vouched in zip(desk.made, desk.vouched, strict=True):
        if decision.action != Action.SEND:
            continue
        if decision.kind == AlertKind.CORRECTION:
            assert rule.corrections
            assert decision.figure is not None and decision.figure < min(decision.steps)
            continue
        assert decision.figure is not None and decision.figure >= decision.step
        assert rule.min_sources == 1 or vouched >= rule.min_sources
        assert not (event.party_only and decision.count != "injured")
        assert not event.provisional or decision.reason == Reason.HOLD_ENDED
        assert not rule.countries or (event.place is not None and event.place.country in rule.countries)


@settings(max_examples=200)
@given_all
def test_every_hold_ends(rule: Rule, silent: tuple[Silence, ...], changes: list[News]) -> None:
    desk = Desk(rule, silent)
    live(desk, changes)
    assert all(hold.ended for hold in desk.past.holds)
    for now, _, decision in desk.made:
        if decision.hold is not None:
            assert decision.hold.ended or decision.hold.until <= now + HOLD


@settings(max_examples=100)
@given(histories)
def test_a_crossing_on_good_evidence_is_never_missed(changes: list[News]) -> None:
    """The other side of silence: without scope, silence, age or doubt in the way, every step that is reached is told of."""
    desk, reached = Desk(Rule("mass", {"killed": (10, 50, 100)}, corrections=False), ()), set()
    sure = [replace(change, party_only=False, provisional=False, first_poll=False, spread=0) for change in changes]
    live(desk, sure)
    for change in sure:
        reached |= {step for step in (10, 50, 100) if change.killed >= step}
    assert {step for decision in desk.sent for step in decision.steps} == reached
