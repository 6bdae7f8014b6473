"""News of which it is known what tells of one event."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

from worker.cli import documents
from worker.model import Document

NEWSROOM = Path(__file__).parent.parent / "scenarios" / "newsroom"
NOON = datetime(2031, 5, 6, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Stream:
    name: str
    documents: list[Document]
    event_of: Mapping[str, str]  # by document; one that is not in it tells of none of these events


def labelled(path: Path) -> Stream:
    """Lines with "gold": {"event"}; those of no event, or of nobody's harm, are left out."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    told = [row for row in rows if row["gold"].get("event") is not None and row["gold"].get("casualty_facts", 1)]
    event_of = {row["id"]: row["gold"]["event"] for row in told}
    read = (document for _, _, document in documents.read([str(path)]) if isinstance(document, Document))
    return Stream(path.stem, [document for document in read if document.id in event_of], event_of)


def scenarios() -> Iterator[Stream]:
    """Each of the newsroom's; a document that is in no group has nothing to do with any."""
    for path in sorted(NEWSROOM.glob("*.toml")):
        if path.name.endswith(".expected.toml"):
            continue
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["document"]
        groups = tomllib.loads(path.with_suffix(".expected.toml").read_text(encoding="utf-8"))["groups"]
        event_of = {name: f"{path.stem} {number}" for number, group in reversed(list(enumerate(groups))) for name in group}
        told = [
            Document(
                row["id"], row["title"], row["text"], published=datetime.fromisoformat(row["published"]), source=row["source"]
            )
            for row in rows
        ]
        first = {document.id: document for document in reversed(told)}  # without revisions
        yield Stream("scenarios", list(first.values()), event_of)


# --- one desk's look-alikes --------------------------------------------------------------------------------------------

_TOWNS = ("Izmir", "Basra", "Lagos", "Quito", "Surat", "Cebu City", "Bursa", "Kano", "Medan", "Rosario", "Multan", "Accra")
_KINDS = (
    ("Fire", "A fire in a textile factory"),
    ("Bus crash", "A bus that left the road at a bend"),
    ("Explosion", "An explosion at a gas depot"),
    ("Flood", "A river that burst its banks"),
    ("Shooting", "A gunman who opened fire in a market"),
)
_CLOSINGS = (
    "Rescuers searched the site all night while relatives waited outside. The governor of {town} promised an inquiry.",
    "Teacher Amara Quill, who keeps a shop on Hollin Street, said she had never heard such screams in {town}. Her cousin Teodor "
    "Vash and other volunteers carried the injured to the Bellweather clinic until Inspector Bren Tollard closed the road.",
    "Inspector Bren Tollard of {town} said three witnesses had been heard. The Linden Street clinic asked for blood. Flags will fly "
    "at half-mast on Friday, and the Marrow Bridge marathon was put off, said Ilse Dunmore of the town council.",
    "Traffic between Cawdrey and Harrowgate was stopped for hours. Ilse Dunmore, who was on her way to {town}, saw smoke over the "
    "Fenwright mill and called her brother Teodor at the Ottoline depot.",
)


def look_alikes() -> Iterator[Stream]:
    """Another event every minute, all in the words of one desk."""
    for number, closing in enumerate(_CLOSINGS):
        told = [
            Document(
                f"{number}-{minute}",
                f"{head} kills {minute + 6} in {town}",
                f"{subject} killed {minute + 6} people in {town} on Tuesday, officials said.\n\n{closing.format(town=town)}",
                published=NOON + timedelta(minutes=minute),
                source="desk.example",
            )
            for minute, (town, (head, subject)) in enumerate(product(_TOWNS, _KINDS))
        ]
        yield Stream("look-alikes", told, {document.id: f"look-alikes {document.id}" for document in told})
