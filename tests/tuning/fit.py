"""Logistic regression by Newton's method, in plain Python: a few thousand pairs, some fifteen parts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tests.tuning.pairs import Pair

RIDGE = 0.0004
STEPS = 15
BIAS = "bias"

Weights = Mapping[str, float]


def fit(pairs: Sequence[Pair], share_of: Mapping[str, float], fixed: Weights) -> Weights:
    """Weights under which the pairs are most likely, beside those that are `fixed`.

    `share_of`: how much each stream has to say, however many pairs it has.
    """
    parts = [BIAS, *sorted({part for pair in pairs for part in pair.parts} - fixed.keys())]
    sizes = Counter(pair.stream for pair in pairs)
    whole = sum(share_of.get(stream, 1.0) for stream in sizes)
    rows = [[1.0, *(pair.parts.get(part, 0.0) for part in parts[1:])] for pair in pairs]
    says = [share_of.get(pair.stream, 1.0) / sizes[pair.stream] / whole for pair in pairs]
    start = [sum(weight * pair.parts.get(part, 0.0) for part, weight in fixed.items()) for pair in pairs]
    cases = [_Case(*case) for case in zip(rows, start, (pair.same for pair in pairs), says, strict=True)]
    weights = [0.0] * len(parts)
    for _ in range(STEPS):
        weights = _step(cases, weights)
    return {**dict(zip(parts, weights, strict=True)), **fixed}


class _Case(NamedTuple):
    row: Sequence[float]
    start: float  # log odds by what is fixed
    same: bool
    says: float


def _step(cases: Sequence[_Case], weights: Sequence[float]) -> list[float]:
    size = len(weights)
    slope = [RIDGE * weight if part else 0.0 for part, weight in enumerate(weights)]
    curve = [[RIDGE if row == column and row else 0.0 for column in range(size)] for row in range(size)]
    for row, start, same, says in cases:
        sure = probability(start + sum(weight * value for weight, value in zip(weights, row, strict=True)))
        held = [(part, value) for part, value in enumerate(row) if value]
        for part, value in held:
            slope[part] += says * (sure - same) * value
            for other, worth in held:
                curve[part][other] += says * sure * (1 - sure) * value * worth
    return [weight - change for weight, change in zip(weights, _solve(curve, slope), strict=True)]


def probability(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gaussian elimination with pivots."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for column in range(len(rows)):
        best = max(range(column, len(rows)), key=lambda row: abs(rows[row][column]))
        rows[column], rows[best] = rows[best], rows[column]
        rows[column] = [value / rows[column][column] for value in rows[column]]
        for other, row in enumerate(rows):
            if other != column and row[column]:
                rows[other] = [value - row[column] * pivot for value, pivot in zip(row, rows[column], strict=True)]
    return [row[-1] for row in rows]


def odds(weights: Weights, pair: Pair) -> float:
    return weights[BIAS] + sum(weights.get(part, 0.0) * value for part, value in pair.parts.items())
