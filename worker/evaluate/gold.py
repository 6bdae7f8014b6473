"""Scores counts against labelled documents: JSON lines {"id", "title", "text", "published", "gold": {"killed": n, "injured": n}}.

`gold` may also hold "country" (ISO alpha-2) and "city", or {"incidents": [{"killed", "killed_exact", "injured", "injured_exact"}]} for
several events in one document. A label is one number per document, and a count that is not told reads as 0 on both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from worker.model import Extraction, Kind
from worker.stages.names import plain_name

KINDS = (Kind.KILLED, Kind.INJURED)
THRESHOLDS = (3, 10, 50)
_NOTHING = (0, 0, 0)

Interval = tuple[int, int, int | None]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One document's labels and what was read."""

    gold: Mapping[str, Any]
    read: Extraction


def score(documents: Sequence[Labelled]) -> dict[str, float | int | None]:
    """Every figure of the table, by name; None where there is nothing to divide by."""
    found: dict[str, float | int | None] = {"documents": len(documents)}
    single = [document for document in documents if "incidents" not in document.gold]
    several = [document for document in documents if "incidents" in document.gold]
    for kind in KINDS:
        if single:
            found |= {f"{kind}_{name}": value for name, value in _counts(kind, single).items()}
        if several:
            found[f"incident_recall_{kind}"] = _incident_recall(kind, several)
    for field in ("country", "city"):
        if any(document.gold.get(field) for document in documents):
            found[f"place_{field}"] = _place(field, documents)
    return found


def _counts(kind: Kind, documents: Sequence[Labelled]) -> dict[str, float | None]:
    """f1: of the non-zero exact answers; covered: share of the non-zero labels inside [low, high]; p@n, r@n: of low >= n."""
    pairs = [(document.gold[str(kind)], _main(kind, document.read)) for document in documents]
    right = sum(label == best and label > 0 for label, (_, best, _) in pairs)
    wrong = sum(best > 0 and label != best for label, (_, best, _) in pairs)
    missed = sum(label > 0 and label != best for label, (_, best, _) in pairs)
    told = [(label, read) for label, read in pairs if label > 0]
    found: dict[str, float | None] = {
        "exact": _share(sum(label == best for label, (_, best, _) in pairs), len(pairs)),
        "f1": _share(2 * right, 2 * right + wrong + missed),
        "covered": _share(sum(_inside(label, read) for label, read in told), len(told)),
    }
    for threshold in THRESHOLDS:
        hits = sum(label >= threshold and low >= threshold for label, (low, _, _) in pairs)
        found[f"p@{threshold}"] = _share(hits, sum(low >= threshold for _, (low, _, _) in pairs))
        found[f"r@{threshold}"] = _share(hits, sum(label >= threshold for label, _ in pairs))
    return found


def _main(kind: Kind, read: Extraction) -> Interval:
    count = read.reports[0].counts.get(kind) if read.reports else None
    return (count.low, count.best, count.high) if count else _NOTHING


def _inside(label: int, read: Interval) -> bool:
    low, _, high = read
    return low <= label and (high is None or label <= high)


def _incident_recall(kind: Kind, documents: Iterable[Labelled]) -> float | None:
    """Share of the exactly labelled, non-zero incidents whose number some event of the document has."""
    wanted = found = 0
    for document in documents:
        have = [count.best for report in document.read.reports if (count := report.counts.get(kind))]
        for incident in document.gold["incidents"]:
            label = incident.get(str(kind))
            if label and incident.get(f"{kind}_exact"):
                wanted += 1
                if label in have:
                    found += 1
                    have.remove(label)
    return _share(found, wanted)


def _place(field: str, documents: Iterable[Labelled]) -> float | None:
    """Share of the documents with an event and a label whose places agree; a city by name, without case and accents."""
    pairs = []
    for document in documents:
        if document.gold.get(field) and document.read.reports:
            place = document.read.reports[0].place
            name = (place.country if field == "country" else place.name) if place else None
            pairs.append(plain_name(document.gold[field]) == plain_name(name or ""))
    return _share(sum(pairs), len(pairs))


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
