"""Alert: event before and after + rule + what was announced -> send, hold, suppress or nothing, with the reason.

An alert's key is event + rule + count + step + round, so it exists once. The ledger of announced steps decides what is new:

    below      no step of the rule is reached
    crossed    the bound reached a step that is not announced in its round: an alert for the highest such step, the lower ones
               announced with it
    held       crossed, but on weak evidence. At the hold's end a provisional link is sent (nothing contradicted it); a belligerent's
               word, feared dead and too few sources are not: the hold stays visible as ended, and better evidence sends it
    suppressed crossed, recorded as announced, never sent: the event is too old, the article is an old one of a feed's first poll,
               the rule is younger than the crossing, or somebody ignores the event or asked for silence
    corrected  no source stands by a step that an alert announced any more: a correction, and the step's next round begins. While
               sources disagree about it, the step stays announced; a correction on an unsure link alone waits like an alert

deploy/ALERTS.md draws it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from worker.model import AlertKind, Counts, Event, Kind, Rule
from worker.stages.alert.ledger import round_of, stands
from worker.stages.alert.terms import CASUALTIES, Action, Announced, Decision, Hold, Occasion, Past, Reason, Silence


def value(counts: Counts, count: str, bound: str) -> int | None:
    """The number of people a rule compares with its steps; None where nothing is said."""
    told = [counts[kind] for kind in _kinds(count) if kind in counts]
    return sum(figure.low if bound == "low" else figure.best for figure in told) if told else None


def highest(counts: Counts, count: str) -> int:
    """The largest number of people that any source still stands by."""
    told = [counts[kind] for kind in _kinds(count) if kind in counts]
    return sum(figure.best if figure.high is None else figure.high for figure in told)


def _kinds(count: str) -> tuple[Kind, ...]:
    return (Kind.KILLED, Kind.INJURED) if count == CASUALTIES else (Kind(count),)


def concerns(rule: Rule, before: Counts | None, after: Counts) -> bool:
    """Whether `decide` could say anything but "below": asked first, because most events never come near a step."""
    return any(
        (value(counts, count, rule.bound) or 0) >= steps[0]
        for count, steps in rule.steps.items()
        for counts in (before or {}, after)
    )


def decide(before: Event | None, after: Event, rule: Rule, past: Past, occasion: Occasion) -> tuple[Decision, ...]:
    """What `rule` makes of an event's change; one decision per count, two where some steps fell and others were crossed."""
    decisions: list[Decision] = []
    alerted = any(step.alerted for step in past.announced)
    for count, steps in rule.steps.items():
        judged = _Judgement(before, after, rule, past, occasion, count, steps).decide(alerted)
        alerted = alerted or any(decision.action == Action.SEND for decision in judged)
        decisions += judged
    return tuple(decisions)


@dataclass(frozen=True, slots=True)
class _Judgement:
    """One rule, one count, one event."""

    before: Event | None
    after: Event
    rule: Rule
    past: Past
    occasion: Occasion
    count: str
    steps: tuple[int, ...]

    def decide(self, alerted: bool) -> list[Decision]:
        standing = {told.step: told for told in self.past.announced if told.count == self.count and stands(self.past, told)}
        figure = value(self.after.counts, self.count, self.rule.bound)
        if figure is None and standing:
            figure = 0  # what was said is taken back altogether
        fallen = [step for step in self.steps if figure is not None and figure < step and step in standing]
        crossed = [step for step in self.steps if figure is not None and figure >= step and step not in standing]
        decisions = self._correct([step for step in fallen if standing[step].alerted], standing)
        if crossed:
            decisions += self._cross(crossed, standing, alerted)
        elif not decisions:
            above = next((step for step in self.steps if step > (figure or 0)), self.steps[-1])
            decisions = [Decision(Action.NONE, Reason.ANNOUNCED if standing else Reason.BELOW, self.count, above)]
        return [replace(decision, figure=figure) for decision in decisions]

    def _correct(self, fallen: list[int], standing: Mapping[int, Announced]) -> list[Decision]:
        if not fallen:
            return []
        if self.after.ignored:
            return [Decision(Action.NONE, Reason.IGNORED, self.count, fallen[-1])]
        if highest(self.after.counts, self.count) >= fallen[0]:
            return [Decision(Action.NONE, Reason.DISPUTED, self.count)]
        if not self.rule.corrections:
            return [Decision(Action.NONE, Reason.CORRECTIONS_OFF, self.count)]
        if (silence := self._silence()) is not None:  # made up for at the event's next change after the silence
            return [Decision(Action.NONE, Reason.SILENCED, self.count, fallen[-1], silence=silence.id)]
        remaining = [step for step in standing if step < fallen[0]]
        correction = self._decision(Action.SEND, Reason.FELL_BELOW, fallen, AlertKind.CORRECTION, max(remaining, default=None))
        return [self._wait(correction, Reason.PROVISIONAL_LINK) if self.after.provisional else correction]

    def _cross(self, crossed: list[int], standing: Mapping[int, Announced], alerted: bool) -> list[Decision]:
        if (outside := self._outside()) is not None:
            return [Decision(Action.NONE, outside, self.count, crossed[-1])]
        older = [step for step in crossed if self._older_than_rule(step)]
        decisions = [self._decision(Action.SUPPRESS, Reason.FIRST_SIGHT_OF_RULE, older)] if older else []
        crossed = [step for step in crossed if step not in older]
        if not crossed:
            return decisions
        if (silent := self._silent(alerted)) is not None:
            return [*decisions, self._decision(Action.SUPPRESS, silent, crossed)]
        if (silence := self._silence()) is not None:
            return [*decisions, replace(self._decision(Action.SUPPRESS, Reason.SILENCED, crossed), silence=silence.id)]
        return decisions + self._announce(crossed, standing, alerted)

    def _announce(self, crossed: list[int], standing: Mapping[int, Announced], alerted: bool) -> list[Decision]:
        """One alert for the steps that enough sources reach; the steps above wait for more of them."""
        backed = [step for step in crossed if self._is_backed(step)]
        kind = AlertKind.STEP if alerted else AlertKind.NEW
        alert = self._decision(Action.SEND, Reason.CROSSED, backed or crossed, kind, max(standing, default=None))
        weak = self._weak() if backed else Reason.TOO_FEW_SOURCES
        if weak is not None:
            return [self._wait(alert, weak)]
        if backed == crossed:
            return [alert]
        lone = [step for step in crossed if step not in backed]
        return [alert, self._wait(self._decision(Action.SEND, Reason.CROSSED, lone, AlertKind.STEP), Reason.TOO_FEW_SOURCES)]

    def _is_backed(self, step: int) -> bool:
        return self.rule.min_sources == 1 or self._backing(step) >= self.rule.min_sources

    def _backing(self, step: int) -> int:
        """Independent sources whose own figure reaches the step: who told of three dead does not vouch for thirty."""
        return sum((value(counts, self.count, self.rule.bound) or 0) >= step for counts in self.occasion.said)

    def _wait(self, wanted: Decision, weak: Reason) -> Decision:
        """Weak evidence waits; `wanted` is what is sent if nothing contradicts it until the hold's end, and that suffices."""
        held = next((hold for hold in self.past.holds if hold.count == self.count), None)
        over = held is not None and held.reason == weak and self.occasion.now >= held.until
        waiting = replace(wanted, action=Action.HOLD, kind=None, previous_step=None, backing=self._backing(wanted.step))
        if not over:
            return replace(waiting, reason=weak, hold=self._held(weak, wanted.step, held))
        if weak == Reason.PROVISIONAL_LINK:
            return wanted if wanted.kind == AlertKind.CORRECTION else replace(wanted, reason=Reason.HOLD_ENDED)
        assert held is not None
        return replace(waiting, reason=Reason.HOLD_ENDED_UNCONFIRMED, hold=replace(held, step=wanted.step, ended=True))

    def _held(self, reason: Reason, step: int, held: Hold | None) -> Hold:
        if held is not None and held.reason == reason:
            return replace(held, step=step)
        return Hold(self.count, step, reason, self.occasion.now, self.occasion.now + self.occasion.hold)

    def _silence(self) -> Silence | None:
        """The silence that lasts longest of those that ask for it now."""
        found = [asked for asked in self.occasion.silences if asked.covers(self.after, self.rule.name, self.occasion.now)]
        return max(found, key=lambda silence: silence.until, default=None)

    def _outside(self) -> Reason | None:
        """A rule with a scope does not fire while it is not known that the event lies inside."""
        place = self.after.place
        if self.rule.countries:
            if place is None or place.country is None:
                return Reason.PLACE_UNKNOWN
            if place.country not in self.rule.countries:
                return Reason.OUT_OF_SCOPE
        if not self.rule.types or self.after.type in self.rule.types:
            return None
        return Reason.TYPE_UNKNOWN if self.after.type == "unknown" else Reason.OUT_OF_SCOPE

    def _older_than_rule(self, step: int) -> bool:
        """Whether the event had passed `step` before the rule was first seen."""
        seen = self.past.first_seen.get((self.count, step))
        if self.before is None or seen is None or self.before.updated_at >= seen:
            return False
        return (value(self.before.counts, self.count, self.rule.bound) or 0) >= step

    def _silent(self, alerted: bool) -> Reason | None:
        if self.after.ignored:
            return Reason.IGNORED
        if not alerted and self._age() > self.rule.max_age:
            return Reason.TOO_OLD
        if self.occasion.from_first_poll:
            published = self.occasion.published
            if published is None or self.occasion.now - published > self.occasion.first_poll_age:
                return Reason.FIRST_POLL
        return None

    def _age(self) -> timedelta:
        """Since the event's last day ended; since it was first told, where it has no date."""
        date = self.after.date
        happened = self.occasion.first_told if date is None else datetime.combine(date.end, time.max, UTC)
        return self.occasion.now - happened

    def _weak(self) -> Reason | None:
        """What the crossing lacks beside sources; what time can't mend comes first."""
        if self.after.party_only and self.count in (Kind.KILLED, CASUALTIES):
            return Reason.PARTY_ONLY
        if self.rule.bound == "best" and value(self.after.counts, self.count, "low") == 0:
            return Reason.FEARED
        return Reason.PROVISIONAL_LINK if self.after.provisional else None

    def _decision(
        self, action: Action, reason: Reason, steps: list[int], kind: AlertKind | None = None, previous_step: int | None = None
    ) -> Decision:
        rounds = tuple(round_of(self.past, self.count, step) for step in steps)
        return Decision(action, reason, self.count, steps[-1], tuple(steps), kind, rounds, previous_step)


def key(event_id: int, rule: str, decision: Decision) -> str:
    """What makes an alert exist once."""
    suffix = "/correction" if decision.kind == AlertKind.CORRECTION else ""
    return f"{event_id}/{rule}/{decision.count}/{decision.step}/{decision.round}{suffix}"
