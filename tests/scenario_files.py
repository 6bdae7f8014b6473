"""News of some days as TOML: its documents, and the alerts that a replay of them raised."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from worker import replay
from worker.model import Document


def load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def documents(scenario: dict[str, Any]) -> list[Document]:
    return [_document(row) for row in scenario["document"]]


def _document(row: dict[str, Any]) -> Document:
    times = {key: datetime.fromisoformat(row[key]) for key in ("published", "seen") if key in row}
    return Document(id=row["id"], title=row["title"], text=row["text"], source=row["source"], **times)


def alerts(lines: list[replay.Line], key: str) -> list[dict[str, Any]]:
    """Each alert, with the article that it followed under `key`."""
    found, article = [], ""
    for line in lines:
        if line["type"] == "article":
            article = line["id"]
        elif line["type"] == "alert":
            found.append({key: article, **{name: line[name] for name in ("kind", "count", "step", "steps")}})
    return found
