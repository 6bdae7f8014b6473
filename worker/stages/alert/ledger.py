"""What becomes of what was announced when two events turn out to be one, or one turns out to be two.

Merged, an event has announced what either had: nobody hears of a step twice. Divided, the half with the report that brought an alert
up keeps it, and each half has announced what lies below its own highest step; what nobody was told of stays untold in both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from worker.stages.alert.terms import Announced, Past


@dataclass(frozen=True, slots=True)
class Told:
    """A step that stands announced to the readers of one rule."""

    count: str
    step: int
    alert: int | None = None  # None: counted as announced, nobody was told
    trigger: int | None = None  # the article that brought the alert up


def round_of(past: Past, count: str, step: int) -> int:
    """The round that a step is in: each correction that was sent opened another."""
    return 1 + sum(done.count == count and step in done.steps for done in past.corrected)


def stands(past: Past, announced: Announced) -> bool:
    return announced.round == round_of(past, announced.count, announced.step)


def united(kept: Iterable[Told], gone: Iterable[Told]) -> list[Told]:
    """What the event that stays takes over from the one that it swallows."""
    here = {(told.count, told.step) for told in kept}
    return [told for told in gone if (told.count, told.step) not in here]


def divided(told: Sequence[Told], moved: Collection[int]) -> tuple[list[Told], list[Told]]:
    """What the event keeps and what goes with the articles that leave it."""
    goes = [one for one in told if one.alert is not None and one.trigger in moved]
    stays = [one for one in told if one.alert is not None and one.trigger not in moved]
    untold = [one for one in told if one.alert is None]
    return _filled(stays, told) + untold, _filled(goes, told) + untold


def _filled(own: list[Told], told: Sequence[Told]) -> list[Told]:
    """With the lower steps that the other half's alerts announced: who heard of 50 need not hear of 10."""
    highest = {one.count: max(other.step for other in own if other.count == one.count) for one in own}
    below = [one for one in told if one.alert is not None and one not in own and one.step < highest.get(one.count, 0)]
    return own + [replace(one, alert=None, trigger=None) for one in below]
