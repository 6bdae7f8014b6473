"""What a text says: claims with their counts, and the reports that they make.

The words follow the field's conventions: low/best/high are UCDP GED's estimates, the fatality conventions are ACLED's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What happened to the people that a claim counts."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    DISPLACED = "displaced"
    DETAINED = "detained"
    ABDUCTED = "abducted"
    TRAPPED = "trapped"
    RESCUED = "rescued"
    CASUALTIES = "casualties"  # killed or injured, not separable


COUNTED_KINDS = (Kind.KILLED, Kind.INJURED, Kind.MISSING, Kind.DISPLACED)


class Qualifier(StrEnum):
    """How the text words a figure."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    APPROX = "approx"
    RANGE = "range"
    VAGUE = "vague"
    NONE_REPORTED = "none_reported"


class Scope(StrEnum):
    """What a claim's figure covers; only EVENT claims make an event's counts."""

    EVENT = "event"
    SUBSET = "subset"
    CUMULATIVE = "cumulative"
    BACKGROUND = "background"
    RATE = "rate"
    SUMMARY = "summary"


class Realis(StrEnum):
    """Whether the text says that it really happened."""

    ACTUAL = "actual"
    FEARED = "feared"
    HYPOTHETICAL = "hypothetical"
    DENIED = "denied"


class SourceType(StrEnum):
    """Who a claim is attributed to."""

    OFFICIAL = "official"
    PARTY = "party"  # a belligerent, speaking of its enemy's losses
    NGO = "ngo"
    HOSPITAL = "hospital"
    MEDIA = "media"
    WITNESS = "witness"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """How an article ends; every stored article ends in exactly one."""

    REPORTED = "reported"
    NO_CASUALTY = "no_casualty"
    STALE = "stale"
    UNSUPPORTED_LANGUAGE = "unsupported_language"
    NOT_ARTICLE = "not_article"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people as an interval; high None is open. 0/0/0 is an explicit zero, no Count at all is nothing said."""

    low: int
    best: int
    high: int | None
    qualifier: Qualifier = Qualifier.EXACT


@dataclass(frozen=True, slots=True)
class Victim:
    role: str | None = None  # civilian, military, militant, police, child, journalist, aid, perpetrator, ...
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    name: str | None = None
    type: SourceType = SourceType.UNKNOWN


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of a count in a text."""

    id: str  # "c1", "c2", ... within its article
    kind: Kind
    count: Count
    scope: Scope
    realis: Realis
    text: str
    start: int  # character offsets of `text` into the text that was read
    end: int
    rule: str  # the row that produced it
    reason: str  # why it counts, or why not: the name of the cue
    victim: Victim = Victim()
    source: Source = Source()
    part_of: str | None = None  # id of the total that a subset belongs to
    in_title: bool = False  # then start and end are offsets into the title


class PlacePrecision(StrEnum):
    """How closely a place is known (UCDP GED where_prec, in words)."""

    SITE = "site"
    CITY = "city"
    ADM1 = "adm1"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    adm1: str | None
    country: str | None  # ISO 3166-1 alpha-2
    lat: float | None
    lon: float | None
    precision: PlacePrecision
    geo_id: int | None = None  # GeoNames id, where there is one


class DatePrecision(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class DateSpan:
    start: date
    end: date
    precision: DatePrecision


Counts = Mapping[Kind, Count]  # over COUNTED_KINDS; a kind that is not in it has nothing said of it

# What happened: ACLED's sub-event types where there is one, disaster and accident terms beside them.
EVENT_TYPES = frozenset(
    """
    armed_clash air_strike shelling bombing suicide_bombing shooting attack abduction riot protest_violence execution stabbing
    earthquake flood storm landslide wildfire volcano tsunami heatwave avalanche drought
    fire explosion transport_accident aviation_accident maritime_accident rail_accident building_collapse mine_accident
    stampede poisoning drowning industrial_accident epidemic unknown
    """.split()
)


@dataclass(frozen=True, slots=True)
class Report:
    """What one article says about one event."""

    type: str  # of EVENT_TYPES; "unknown" if not told
    date: DateSpan | None
    place: Place | None
    counts: Counts
    perpetrators_killed: int
    claims: tuple[str, ...]  # ids of the claims it rests on
    sentence: str  # the sentence that says it best
    actors: tuple[str, ...] = ()  # names of armed actors, lower case
    party_only: bool = False  # the deaths rest on a belligerent's word about its enemy alone
    update: str | None = None  # "rise" or "correction" where the text says that it changes an earlier figure
    beside: tuple[int, ...] = ()  # deaths that the text tells of other incidents of these days, each more than a few


@dataclass(frozen=True, slots=True)
class Extraction:
    """What extract makes of one text."""

    outcome: Outcome  # reported, no_casualty or stale
    reports: tuple[Report, ...]  # the main event first
    claims: tuple[Claim, ...]
    reason: str
