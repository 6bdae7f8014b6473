"""A ledger filled without linking: old events by one statement each, recent ones as link would have left them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import insert, text

from tests.bench.synthetic import Story
from tests.readings import NOON
from worker.model import Document
from worker.pipeline import Prepared
from worker.stages.link.copies import pack
from worker.stages.link.features import keys, profile
from worker.store import Connection, Store, documents
from worker.store.schema import articles, copy_bands, event_features, events, reports, signatures
from worker.store.values import counts_column, date_columns, place_column, terms_column

_DAYS = 5 * 365

# What two databases say in different words: a series of numbers i, a time that lies so many minutes back, JSON, bytes.
_WORDS = {
    "sqlite": {
        "series": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})",
        "from": "FROM n",
        "at": "strftime('%Y-%m-%d %H:%M:%S.000000', '2031-05-06', '-' || (45000 + i * 1.0 / {count} * {minutes}) || ' minutes')",
        "json": "{}",
        "bytes": "randomblob(240)",
    },
    "postgresql": {
        "series": "",
        "from": "FROM generate_series(CAST(1 AS bigint), {count}) AS n(i)",
        "at": "timestamp '2031-05-06' - (45000 + i * 1.0 / {count} * {minutes}) * interval '1 minute'",
        "json": "CAST({} AS json)",
        "bytes": "decode(repeat(md5(CAST(i AS text)), 15), 'hex')",
    },
}
_PLACE = """'{"name": "Town ' || (i % 4000) || '", "adm1": "Province ' || (i % 400) || '", "country": "KZ", "lat": 1.5, "lon": 2.5, "precision": "city", "geo_id": null}'"""
_COUNTS = """'{"killed": {"low": ' || (1 + i % 40) || ', "best": 40, "high": 40, "qualifier": "exact"}}'"""
_TERMS = "'[' || (i * 7919) || ', 1.0, ' || (i * 104729) || ', 0.9, ' || (i * 1299709) || ', 0.8]'"
_STATEMENTS = (
    "INSERT INTO articles (url, url_key, host, feed_id, publisher, title, summary, content, entry_hash, first_seen, first_poll, state,"
    " generation, attempts, fetch_attempts) {series} SELECT '', 'past:' || i, '', 1, 'p' || (i % 900) || '.example', 'Told', '', '', '',"
    " {at}, FALSE, 'done', 0, 0, 0 {from}",
    "INSERT INTO events (type, place, counts, actors, articles, sources, party_only, provisional, founder_id, features, created_at,"
    " updated_at) {series} SELECT 'bombing', {place}, {counts}, {none}, 1, 1, FALSE, FALSE, i, {terms}, {at}, {at} {from}",
    "INSERT INTO reports (article_id, event_id, position, publisher, family, seen_at, as_of, type, place, counts, actors,"
    " perpetrators_killed, party_only, official, sentence, features, link_reason) {series} SELECT i, i, 0, 'p' || (i % 900) ||"
    " '.example', i, {at}, {at}, 'bombing', {place}, {counts}, {none}, 0, FALSE, {none}, 'A sentence.', {terms}, 'no_candidate' {from}",
    "INSERT INTO signatures (article_id, family, text_hash, shingles, seen_at) {series} SELECT i, i, 'past' || i, {bytes}, {at} {from}",
)


def add_past(conn: Connection, count: int) -> None:
    """Events of the years before, the newest of them a month old."""
    documents.add_source(conn, NOON)
    words = {
        name: word.replace("{count}", str(count)).replace("{minutes}", str(_DAYS * 1440))
        for name, word in _WORDS[conn.dialect.name].items()
    }
    values = {name: words["json"].format(text_) for name, text_ in (("place", _PLACE), ("counts", _COUNTS), ("terms", _TERMS))}
    values["none"] = words["json"].format("'[]'")
    for statement in _STATEMENTS if count else ():
        conn.execute(text(statement.format(**(words | values))))


def add_recent(conn: Connection, recent: Sequence[tuple[Story, Prepared]]) -> None:
    """Events of the last weeks with one report each, findable."""
    source = documents.add_source(conn, NOON)
    first = documents.add_document(conn, source, Document(id="first"), "", NOON) + 1
    rows: dict[Any, list[dict[str, Any]]] = {
        table: [] for table in (articles, events, reports, signatures, copy_bands, event_features)
    }
    for id_, (story, said) in enumerate(recent, first):
        for table, added in _rows(id_, source, story, said):
            rows[table] += added
    for table, added in rows.items():
        conn.execute(insert(table), added)


def _rows(id_: int, source: int, story: Story, said: Prepared) -> Iterable[tuple[Any, list[dict[str, Any]]]]:
    at = NOON - story.age
    (report,), (terms,), signature = said.reading.extraction.reports, said.terms, said.signature
    assert signature is not None
    told = {
        "type": report.type,
        "place": place_column(report.place),
        **date_columns(report.date),
        "counts": counts_column(report.counts),
        "actors": [],
        "features": terms_column(terms),
    }
    article = {"url": "", "url_key": f"recent:{id_}", "host": "", "feed_id": source, "publisher": f"p{id_ % 900}.example"}
    yield (
        articles,
        [
            {
                **article,
                "id": id_,
                "title": "",
                "summary": "",
                "content": "",
                "entry_hash": "",
                "first_seen": at,
                "state": "done",
            }
        ],
    )
    yield events, [{"id": id_, **told, "articles": 1, "sources": 1, "founder_id": id_, "created_at": at, "updated_at": at}]
    about = {"id": id_, "article_id": id_, "event_id": id_, "position": 0, "publisher": article["publisher"], "family": id_}
    why = {"official": [], "sentence": report.sentence, "link_reason": "no_candidate", "seen_at": at, "as_of": at}
    yield reports, [about | told | why]
    text_ = {
        "article_id": id_,
        "family": id_,
        "text_hash": signature.text_hash,
        "shingles": pack(signature.shingles),
        "seen_at": at,
    }
    yield signatures, [text_]
    yield copy_bands, [{"band": band, "article_id": id_, "seen_at": at} for band in set(signature.bands)]
    found_by = keys(profile(report, terms, at))
    yield (
        event_features,
        [{"feature": key, "event_id": id_, "weight": weight, "seen_at": at} for key, weight in found_by.items()],
    )


def settle(store: Store) -> None:
    """As a server is after a while: its sequences go on behind the rows, its statistics are taken."""
    if store.dialect != "postgresql":
        return
    with store.writing() as conn:
        for table in ("articles", "events", "reports"):
            conn.execute(text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"))
        conn.execute(text("ANALYZE"))
