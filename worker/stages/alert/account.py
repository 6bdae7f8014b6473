"""A decision in words: for whoever asks why something alerted, or why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from worker.model import Event, Rule
from worker.stages.alert.ledger import stands
from worker.stages.alert.terms import Decision, Hold, Past, Reason


@dataclass(frozen=True, slots=True)
class Asked:
    """What a decision was made of."""

    rule: Rule
    event: Event
    past: Past
    decision: Decision

    @property
    def hold(self) -> Hold | None:
        held = (hold for hold in self.past.holds if hold.count == self.decision.count)
        return self.decision.hold or next(held, None)


def in_words(asked: Asked) -> str:
    """ "8 killed for certain, the step is 10"."""
    return WORDS[asked.decision.reason](asked)


def figure(asked: Asked) -> str:
    """The number that was compared, with its bound."""
    number, count = asked.decision.figure, asked.decision.count
    if number is None:
        return f"nothing is said of {_NOUNS.get(count, count)}"
    certainty = "for certain" if asked.rule.bound == "low" else "most likely"
    return f"{number:,} {_NOUNS.get(count, count)} {certainty} ({asked.rule.bound})"


_NOUNS = {"casualties": "killed and injured together"}


def _step(asked: Asked) -> str:
    return f"{figure(asked)}, the step is {asked.decision.step:,}"


def _scope(asked: Asked) -> str:
    countries = f"in {', '.join(asked.rule.countries)}" if asked.rule.countries else ""
    types = f"of type {', '.join(asked.rule.types)}" if asked.rule.types else ""
    return f"the rule is for events {' and '.join(filter(None, (countries, types)))}"


def _outside(asked: Asked) -> str:
    place = asked.event.place
    where = place.country if place is not None and place.country else "an unknown country"
    return f"{_scope(asked)}; this one is of type {asked.event.type}, in {where}"


def _announced(asked: Asked) -> str:
    told = (one for one in asked.past.announced if one.count == asked.decision.count and stands(asked.past, one))
    highest = max((one.step for one in told), default=0)
    above = f"; {_step(asked)}" if asked.decision.step > highest else ""
    return f"{highest:,} counts as announced{above}"


def _held(what: str) -> Callable[[Asked], str]:
    def words(asked: Asked) -> str:
        until = f" until {asked.hold.until:%Y-%m-%d %H:%M} UTC" if asked.hold is not None else ""
        return f"held{until}: {what}"

    return words


def _too_few(asked: Asked) -> str:
    sources = asked.decision.backing or 0
    told = f"{sources} independent source{' tells' if sources == 1 else 's tell'} of {asked.decision.step:,} or more"
    return _held(f"{told}, the rule asks for {asked.rule.min_sources}")(asked)


def _unconfirmed(asked: Asked) -> str:
    reason = asked.hold.reason if asked.hold is not None else Reason.PARTY_ONLY
    return f"waited for better evidence than {reason} and none came; better evidence still sends it"


def _silenced(asked: Asked) -> str:
    return f"silenced by s{asked.decision.silence}: recorded, never sent later"


def _always(words: str) -> Callable[[Asked], str]:
    return lambda asked: words


WORDS: Mapping[Reason, Callable[[Asked], str]] = {
    Reason.CROSSED: lambda asked: f"{_step(asked)}: alerts",
    Reason.HOLD_ENDED: lambda asked: f"{_step(asked)}: alerts, nothing contradicted the unsure link",
    Reason.FELL_BELOW: lambda asked: f"{figure(asked)}, below {asked.decision.steps[0]:,}, which was announced: a correction",
    Reason.TOO_FEW_SOURCES: _too_few,
    Reason.PARTY_ONLY: _held("the deaths rest on one side's word about its enemy"),
    Reason.FEARED: _held("the dead are feared, none is certain"),
    Reason.PROVISIONAL_LINK: _held("the figure rests on a report that is not surely about this event"),
    Reason.FIRST_SIGHT_OF_RULE: _always("the event had passed this step before the rule was there"),
    Reason.FIRST_POLL: _always("an old article of its feed's first poll"),
    Reason.TOO_OLD: lambda asked: f"the event is older than the rule's max_age ({_hours(asked.rule)})",
    Reason.IGNORED: _always("a person set the event aside"),
    Reason.SILENCED: _silenced,
    Reason.BELOW: _step,
    Reason.ANNOUNCED: _announced,
    Reason.PLACE_UNKNOWN: lambda asked: f"{_scope(asked)}, and where this one happened is not known",
    Reason.TYPE_UNKNOWN: lambda asked: f"{_scope(asked)}, and what this one was is not known",
    Reason.OUT_OF_SCOPE: _outside,
    Reason.CORRECTIONS_OFF: lambda asked: f"{figure(asked)}, below a step that was announced; the rule sends no corrections",
    Reason.DISPUTED: lambda asked: f"{figure(asked)}, below a step that was announced; some source still says more",
    Reason.HOLD_ENDED_UNCONFIRMED: _unconfirmed,
}


def ledger_words(reason: str, step: int, alert: str | None, silence: str | None, *, stands: bool = True) -> str:
    """Why a step counts as announced; or did, until a correction was sent."""
    return _why_announced(reason, step, alert, silence) + ("" if stands else "; corrected since, it may be crossed again")


def _why_announced(reason: str, step: int, alert: str | None, silence: str | None) -> str:
    if alert is not None:
        return f"{step:,} was announced by {alert}" + (f" ({_LEDGER[reason]})" if reason in _LEDGER else "")
    by = f" by {silence}" if silence is not None else ""
    return f"{step:,} was recorded and not sent: {_LEDGER.get(reason, reason)}{by}"


_LEDGER = {
    "passed_with": "passed together with a higher step",
    "merged": "taken over from an event that was merged into this one",
    "split": "told before the event was split",
    str(Reason.HOLD_ENDED): "after a hold",
    str(Reason.FIRST_SIGHT_OF_RULE): "the event had passed it before the rule was there",
    str(Reason.FIRST_POLL): "an old article of its feed's first poll brought it",
    str(Reason.TOO_OLD): "the event was older than the rule's max_age",
    str(Reason.IGNORED): "a person had set the event aside",
    str(Reason.SILENCED): "silenced",
}


def _hours(rule: Rule) -> str:
    return f"{rule.max_age.total_seconds() / 3600:g} hours"
