"""Articles: who works on which, how they end, and what people ask about them. Entries and pages have modules of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, case, false, func, null, select, update

from worker.model import Outcome
from worker.stages.fetch import canonical_url, url_key
from worker.store.entries import NewEntry, StoredEntries, store_entries
from worker.store.pages import claim_fetches, finish_fetch, load_page, load_text, purge, store_text
from worker.store.rows import SELECT_ARTICLES, ArticleRow, PageRow, State, read_articles
from worker.store.schema import articles
from worker.store.sql import chunks, lease_is_free, lease_is_outside, record, unlocked_update

__all__ = [
    "ArticleCounts",
    "ArticleRow",
    "Finish",
    "NewEntry",
    "PageRow",
    "State",
    "StoredEntries",
    "claim",
    "claim_fetches",
    "count_death",
    "counts",
    "find",
    "finish",
    "finish_fetch",
    "get",
    "list_articles",
    "load_page",
    "load_text",
    "pending_ids",
    "purge",
    "store_entries",
    "suspects",
]

DEATHS = 3  # after so many, the last of them alone in its horse, an article is quarantined
LEASE = timedelta(minutes=10)  # no article is leased for longer, unless the caller says so

# Of each article a worker asks these; built anew each time, they would cost more than the database's work on them.
_CLAIM = unlocked_update(
    articles,
    articles.c.id == bindparam("article"),
    articles.c.state == State.PENDING,
    lease_is_outside(articles, bindparam("now"), bindparam("furthest")),
).values(lease_until=bindparam("until"), lease_owner=null(), generation=articles.c.generation + 1)
_FINISH = update(articles).where(
    articles.c.id == bindparam("article"), articles.c.generation == bindparam("claimed"), articles.c.state == State.PENDING
)
_GET = SELECT_ARTICLES.where(articles.c.id == bindparam("article"))


@dataclass(frozen=True, slots=True)
class Finish:
    """How an article ended; `text_title` and `text` are what the claims' offsets point into."""

    outcome: str
    reason: str
    text_from: str | None
    language: str | None
    copy_of: int | None
    text_title: str
    text: str


@dataclass(frozen=True, slots=True)
class ArticleCounts:
    states: dict[str, int]
    outcomes: dict[str, int]  # of those that are done; the quarantined have failed
    leased: int  # pending, and in a worker's hands
    oldest_pending: datetime | None


# --- work ------------------------------------------------------------------------------------------------------------


def pending_ids(conn: Connection, now: datetime, limit: int, lease: timedelta = LEASE) -> list[int]:
    """Articles that wait for a worker and that nobody has, the longest waiting first."""
    waiting = (articles.c.state == State.PENDING, lease_is_free(articles, now, lease))
    oldest = select(articles.c.id).where(*waiting).order_by(articles.c.pending_since, articles.c.id).limit(limit)
    return list(conn.execute(oldest).scalars())


def claim(conn: Connection, article_id: int, now: datetime, lease: timedelta) -> ArticleRow | None:
    """Takes a pending article for a worker; None if it isn't pending, or someone has it or writes it right now."""
    asked = {"article": article_id, "until": now + lease, "now": now, "furthest": now + 2 * lease}
    return get(conn, article_id) if conn.execute(_CLAIM, asked).all() else None


def finish(conn: Connection, article: ArticleRow, result: Finish, now: datetime) -> bool:
    """Writes an article's outcome and text; False, and nothing written, if it isn't this claim's any more."""
    values = {
        "article": article.id,
        "claimed": article.generation,
        "state": State.DONE,
        "outcome": result.outcome,
        "reason": result.reason,
        "text_from": result.text_from,
        "language": result.language,
        "copy_of": result.copy_of,
        "processed_at": now,
        "pending_since": None,
        "lease_until": None,
    }
    if conn.execute(_FINISH, values).rowcount == 0:
        return False
    store_text(conn, article.id, result.text_title, result.text, now)
    return True


def count_death(conn: Connection, article_id: int, cause: str, alone: bool, now: datetime) -> str:
    """Notes that a horse died on this article and gives it back, or quarantines it; its state then ("" where there is none)."""
    attempts = articles.c.attempts + 1
    hopeless = attempts >= DEATHS if alone else false()
    values = {
        "attempts": attempts,
        "error": cause,
        "lease_until": None,
        "generation": articles.c.generation + 1,
        "state": case((hopeless, State.QUARANTINED), else_=State.PENDING),
        "processed_at": case((hopeless, now), else_=articles.c.processed_at),
        "pending_since": case((hopeless, None), else_=articles.c.pending_since),
    }
    pending = and_(articles.c.id == article_id, articles.c.state == State.PENDING)
    conn.execute(update(articles).where(pending).values(values))
    return conn.execute(select(articles.c.state).where(articles.c.id == article_id)).scalar() or ""


def suspects(conn: Connection, article_ids: Sequence[int]) -> set[int]:
    """Those on which a horse died before: they travel alone."""
    died = select(articles.c.id).where(articles.c.attempts > 0)
    return {id_ for some in chunks(article_ids) for id_ in conn.execute(died.where(articles.c.id.in_(some))).scalars()}


# --- questions -------------------------------------------------------------------------------------------------------


def list_articles(
    conn: Connection,
    state: str | None = None,
    limit: int | None = None,
    *,
    outcome: str | None = None,
    feed_id: int | None = None,
    waiting_since: datetime | None = None,
) -> list[ArticleRow]:
    """Articles, the newest first; `waiting_since`: that wait since then or longer."""
    wanted = {articles.c.state: state, articles.c.outcome: outcome, articles.c.feed_id: feed_id}
    conditions = [column == value for column, value in wanted.items() if value is not None]
    if waiting_since is not None:
        conditions.append(func.coalesce(articles.c.pending_since, articles.c.first_seen) <= waiting_since)
    return read_articles(conn, *conditions, limit=limit)


def get(conn: Connection, article_id: int) -> ArticleRow | None:
    row = conn.execute(_GET, {"article": article_id}).one_or_none()
    return None if row is None else record(ArticleRow, row)


def find(conn: Connection, url: str) -> ArticleRow | None:
    """The article at a URL, however the URL is spelled."""
    canonical = canonical_url(url)
    return None if canonical is None else next(iter(read_articles(conn, articles.c.url_key == url_key(canonical))), None)


def counts(conn: Connection, now: datetime) -> ArticleCounts:
    """How many articles there are of each state and outcome, and how long the oldest waits for a worker."""
    pending = articles.c.state == State.PENDING
    by_state = select(articles.c.state, func.count()).group_by(articles.c.state)
    by_outcome = select(articles.c.outcome, func.count()).where(articles.c.outcome.is_not(None)).group_by(articles.c.outcome)
    states: dict[str, int] = dict(conn.execute(by_state).all())
    outcomes: Counter[str] = Counter(dict(conn.execute(by_outcome).all()))
    outcomes[Outcome.FAILED] += states.get(State.QUARANTINED, 0)
    leased = select(func.count()).where(pending, articles.c.lease_until > now)
    return ArticleCounts(
        states=states,
        outcomes=dict(+outcomes),
        leased=conn.execute(leased).scalar_one(),
        oldest_pending=conn.execute(select(func.min(articles.c.pending_since)).where(pending)).scalar(),
    )
