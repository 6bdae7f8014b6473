"""The words of the alert decision: what it is asked, what it knows, what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from worker.model import AlertKind, Counts, Event

CASUALTIES = "casualties"  # a rule's count of killed and injured together


class Action(StrEnum):
    SEND = "send"
    HOLD = "hold"
    SUPPRESS = "suppress"
    NONE = "none"


class Reason(StrEnum):
    """Why; logged, stored, shown and tested by this name."""

    CROSSED = "crossed"
    HOLD_ENDED = "hold_ended"  # sent: a provisional link that nothing contradicted
    FELL_BELOW = "fell_below"  # a correction
    # held
    TOO_FEW_SOURCES = "too_few_sources"
    PARTY_ONLY = "party_only"
    FEARED = "feared"
    PROVISIONAL_LINK = "provisional_link"
    # suppressed
    FIRST_SIGHT_OF_RULE = "first_sight_of_rule"
    FIRST_POLL = "first_poll"
    TOO_OLD = "too_old"
    IGNORED = "ignored"  # a person set the event aside
    SILENCED = "silenced"  # somebody asked for silence: recorded, never sent later
    # nothing
    BELOW = "below"
    ANNOUNCED = "announced"
    PLACE_UNKNOWN = "place_unknown"
    TYPE_UNKNOWN = "type_unknown"
    OUT_OF_SCOPE = "out_of_scope"
    CORRECTIONS_OFF = "corrections_off"
    DISPUTED = "disputed"  # the bound fell below an announced step, but some source still says more
    HOLD_ENDED_UNCONFIRMED = "hold_ended_unconfirmed"  # a crossing that stays unsent until better evidence comes


@dataclass(frozen=True, slots=True)
class Announced:
    """A step that will not be announced again in its round."""

    count: str
    step: int
    round: int
    alerted: bool  # by an alert; else it was only counted as announced


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction that was sent: it opened the next round of its steps."""

    count: str
    steps: tuple[int, ...]
    round: int


@dataclass(frozen=True, slots=True)
class Hold:
    count: str
    step: int
    reason: Reason
    since: datetime
    until: datetime
    ended: bool = False  # its time ran out without better evidence


@dataclass(frozen=True, slots=True)
class Silence:
    """What somebody does not want to hear of for a while: all that is named must fit; `until` is its end."""

    id: int  # shown as "s3"
    since: datetime
    until: datetime
    comment: str
    rule: str | None = None
    event_id: int | None = None
    country: str | None = None
    type: str | None = None

    def covers(self, event: Event, rule: str, now: datetime) -> bool:
        """A place or type that is not known is no reason to be silent."""
        country = event.place.country if event.place is not None else None
        asked = ((self.rule, rule), (self.event_id, event.id), (self.country, country), (self.type, event.type))
        return self.since <= now < self.until and all(wanted is None or wanted == found for wanted, found in asked)


@dataclass(frozen=True, slots=True)
class Past:
    """What an event and a rule have been through together."""

    announced: tuple[Announced, ...] = ()
    corrected: tuple[Corrected, ...] = ()
    holds: tuple[Hold, ...] = ()
    first_seen: Mapping[tuple[str, int], datetime] = field(default_factory=dict)  # of the rule's (count, step)


@dataclass(frozen=True, slots=True)
class Occasion:
    """What brings the decision up: a report, or a hold's end (then there is no article)."""

    now: datetime
    hold: timedelta  # how long weak evidence waits
    first_poll_age: timedelta
    first_told: datetime  # when the event's first report was published
    from_first_poll: bool = False  # the article came with its feed's first poll
    published: datetime | None = None  # the article
    silences: tuple[Silence, ...] = ()  # those of the moment
    article_id: int | None = None
    said: tuple[Counts, ...] = ()  # what each independent source said last of the event


@dataclass(frozen=True, slots=True)
class Decision:
    action: Action
    reason: Reason
    count: str
    step: int = 0  # the highest concerned; of nothing, the next one up
    steps: tuple[int, ...] = ()  # ascending, `step` included
    kind: AlertKind | None = None  # of what is sent
    rounds: tuple[int, ...] = ()  # of each of `steps`
    previous_step: int | None = None  # the highest that stays announced
    hold: Hold | None = None
    silence: int | None = None  # the silence that kept it from being sent
    figure: int | None = None  # what was compared with the steps
    backing: int | None = None  # independent sources whose own figure reaches the step, where the rule asks for several

    @property
    def round(self) -> int:
        return self.rounds[-1] if self.rounds else 1
