"""Weights under which the fewest reports go wrong, sought from those that stand: one weight is moved at a time, and kept where it pays.

What a search may move is what the labelled reports speak of: a weight that none of them needs stays as it is.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tests.tuning.choices import Choice, Option
from worker.stages.link.join import NEW_BELOW

BIAS = "bias"
STEPS = (-0.4, -0.2, -0.1, 0.1, 0.2, 0.4)  # of a weight, as shares of it
ROUNDS = 4
LEAST_GAIN = 0.001  # of the cost: one report in a thousand; less is noise
DOUBT = 0.02  # what a doubtful right choice costs, beside a wrong one's 1
JOIN_ODDS = math.log(NEW_BELOW / (1 - NEW_BELOW))

Weights = Mapping[str, float]


class Outcome(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"  # it joined an event that is not its own
    MISSED = "missed"  # it opened another


def odds(weights: Weights, option: Option) -> float:
    return weights[BIAS] + sum(weights[part] * value for part, value in option.parts.items())


def outcome(weights: Weights, choice: Choice) -> Outcome:
    """What becomes of a report. One whose event was not found counts as missed, whatever the weights."""
    fitting = [
        (told, option) for option in choice.options if not option.barred and (told := odds(weights, option)) >= JOIN_ODDS
    ]
    if not fitting:
        return Outcome.MISSED if choice.known else Outcome.RIGHT
    _, best = max(fitting, key=lambda pair: pair[0] + pair[1].preference)
    return Outcome.RIGHT if best.same else Outcome.WRONG


def cost(weights: Weights, choices: Sequence[Choice], share_of: Weights) -> float:
    """Of each stream the share of reports that go wrong, each as much as `share_of` says; and a little for the doubtful ones."""
    sizes = Counter(choice.stream for choice in choices)
    return sum(share_of.get(choice.stream, 1.0) / sizes[choice.stream] * _cost_of(weights, choice) for choice in choices) / sum(
        share_of.get(stream, 1.0) for stream in sizes
    )


def _cost_of(weights: Weights, choice: Choice) -> float:
    free = [option for option in choice.options if not option.barred]
    doubt = sum(_surprise(weights, option) for option in free) / len(free) if free else 0.0
    return (outcome(weights, choice) != Outcome.RIGHT) + DOUBT * doubt


def _surprise(weights: Weights, option: Option) -> float:
    told = max(-30.0, min(30.0, odds(weights, option)))
    return math.log1p(math.exp(-told if option.same else told))


@dataclass(frozen=True, slots=True)
class Move:
    part: str
    before: float
    after: float
    cost: float


def search(start: Weights, choices: Sequence[Choice], share_of: Weights) -> tuple[Weights, list[Move]]:
    """The weights from which no step of one pays any more, or those after ROUNDS; and the moves that led there."""
    weights, least, moves = dict(start), cost(start, choices, share_of), []
    for _ in range(ROUNDS):
        paid = False
        for part in start:
            tried = [{**weights, part: round(weights[part] * (1 + step), 2)} for step in STEPS]
            now, better = min(((cost(other, choices, share_of), other) for other in tried), key=lambda pair: pair[0])
            if now < least - LEAST_GAIN:
                moves.append(Move(part, weights[part], better[part], now))
                weights, least, paid = better, now, True
        if not paid:
            break
    return weights, moves
