"""What a person said of an article: it holds when the article is read again, whatever its words would say by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from worker.stages.link.join import Link, LinkReason


@dataclass(frozen=True, slots=True)
class Ruling:
    """Which events an article's reports are about, by their positions, and which ones the article is not about."""

    must: Mapping[int, int] = field(default_factory=dict)
    cannot: frozenset[int] = frozenset()

    def link(self, position: int) -> Link | None:
        """Where a person put the report at `position`; None: nobody said anything of it."""
        return Link(self.must[position], LinkReason.BY_HAND) if position in self.must else None

    def barred(self) -> frozenset[int]:
        """The events that no other report of the article may join."""
        return self.cannot | frozenset(self.must.values())
