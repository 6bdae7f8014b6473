"""Readings as extract would make them, without its rules: what link, alert and the store are tested with."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from worker.model import (
    Claim,
    Count,
    DatePrecision,
    DateSpan,
    Document,
    Extraction,
    Kind,
    Outcome,
    Place,
    PlacePrecision,
    Reading,
    Realis,
    Report,
    Scope,
)
from worker.pipeline import Arrival, Decided, Policy, decide, prepare
from worker.store import Connection, documents

NOON = datetime(2031, 5, 6, 12, tzinfo=UTC)
TUESDAY = DateSpan(date(2031, 5, 6), date(2031, 5, 6), DatePrecision.DAY)

TOWNS = ("Ostravel", "Belgora", "Vintmar", "Sollen", "Harkaby", "Tirnau", "Quessa", "Mondril", "Pelzin", "Ravost")
NAMES = ("Relev", "Osker", "Duvanne", "Tamsil", "Kurrow", "Bethoven", "Almaro", "Sintij", "Wexholm", "Farrad")


def town(number: int) -> Place:
    """Towns a hundred kilometres and more apart."""
    name = TOWNS[number % len(TOWNS)] + ("" if number < len(TOWNS) else "burg")
    return Place(name, f"Province {name}", "KZ", 40.0 + number, 65.0 + number, PlacePrecision.CITY)


def reading(
    place: int = 0,
    killed: int = 12,
    words: str = "",
    *,
    day: DateSpan | None = TUESDAY,
    update: str | None = None,
    party_only: bool = False,
    more: tuple[Report, ...] = (),
) -> Reading:
    """One article on the bombing of one town; `words` make its text its own."""
    where, who = town(place), NAMES[place % len(NAMES)]
    sentence = f"A bomb at the {who} market in {where.name} killed {killed} people."
    text = f"{sentence} {words} Mayor {who} of {where.name} spoke of the worst day of the town."
    claim = Claim(
        "c1", Kind.KILLED, _exactly(killed), Scope.EVENT, Realis.ACTUAL, f"killed {killed}", 0, 9, "rule", "main event"
    )
    report = Report(
        "bombing", day, where, {Kind.KILLED: _exactly(killed)}, 0, ("c1",), sentence, party_only=party_only, update=update
    )
    return Reading(
        Extraction(Outcome.REPORTED, (report, *more), (claim,), "main event"),
        f"Bomb kills {killed} in {where.name}",
        text,
        "page",
        "en",
    )


def hearsay(place: int = 0, killed: int = 12, words: str = "", update: str | None = None) -> Reading:
    """The same bombing as `reading(place)`, by somebody who knows neither town nor market: it opens an event of its own."""
    first, second, third, fourth = (_coined(place, turn) for turn in range(4))
    sentence = f"{killed} people were killed, said {first} {second}."
    text = f"{sentence} {third} {fourth} was there. {words}"
    return _told(Report("explosion", None, None, {Kind.KILLED: _exactly(killed)}, 0, ("c1",), sentence, update=update), text)


def whole(place: int = 0, killed: int = 12, words: str = "", day: DateSpan | None = TUESDAY) -> Reading:
    """What shows that `reading(place)` and `hearsay(place)` are one story."""
    where, who = town(place), NAMES[place % len(NAMES)]
    first, second, third, fourth = (_coined(place, turn) for turn in range(4))
    sentence = f"The {who} bombing of {where.name}, in which {killed} people died, shook {first} {second}."
    text = f"{sentence} In {first} {second}, {third} {fourth} met mayor {who} of {where.name}. {words} Then {third} {fourth} went home."
    return _told(Report("bombing", day, where, {Kind.KILLED: _exactly(killed)}, 0, ("c1",), sentence), text)


def _told(report: Report, text: str) -> Reading:
    count = report.counts[Kind.KILLED]
    claim = Claim("c1", Kind.KILLED, count, Scope.EVENT, Realis.ACTUAL, "died", 0, 4, "rule", "main event")
    return Reading(Extraction(Outcome.REPORTED, (report,), (claim,), "main event"), report.sentence, text, "page", "en")


def _coined(number: int, turn: int) -> str:
    """Another name for each number below 20 and each turn."""
    first = ("Bra", "Del", "Fen", "Gor", "Hul", "Jat", "Kim", "Lor", "Mip", "Nes")[number % 10]
    return first + ("vik", "dor", "mas", "tel", "run", "bex", "lag", "pol")[number // 10 % 2 * 4 + turn]


def nothing() -> Reading:
    return Reading(
        Extraction(Outcome.NO_CASUALTY, (), (), "no count of people"), "Council meets", "Nobody was hurt.", "page", "en"
    )


def _exactly(number: int) -> Count:
    return Count(number, number, number)


def store_article(conn: Connection, name: str, publisher: str, now: datetime) -> int:
    return documents.add_document(conn, documents.add_source(conn, now), Document(id=name, title=name), publisher, now)


def arrive(
    conn: Connection,
    name: str,
    said: Reading,
    policy: Policy,
    minutes: int = 0,
    *,
    publisher: str | None = None,
    revises: int | None = None,
) -> tuple[int, Decided]:
    """One article, `minutes` after noon: its id and what became of it."""
    now = NOON + timedelta(minutes=minutes)
    article_id = revises or store_article(conn, name, publisher or f"{name}.example", now)
    arrival = Arrival(article_id, publisher or f"{name}.example", now, now, now, revised=revises is not None)
    return article_id, decide(conn, arrival, prepare(said), policy, now)
