"""What vague words stand for, by profile: dozens, several, a bare plural."""

from __future__ import annotations

from typing import NamedTuple


class Vague(NamedTuple):
    low: int
    best: int
    high: int | None


# token -> interval, per profile. "plural" is a bare plural noun, "family" a family without a number.
TOLLWATCH = {
    "tens": Vague(10, 20, None),
    "dozens": Vague(12, 24, None),
    "scores": Vague(20, 40, None),
    "hundreds": Vague(100, 200, None),
    "thousands": Vague(1_000, 2_000, None),
    "millions": Vague(1_000_000, 2_000_000, None),
    "several": Vague(3, 3, 10),
    "few": Vague(3, 3, 10),
    "various": Vague(3, 3, 10),
    "numerous": Vague(3, 10, None),
    "many": Vague(3, 10, None),
    "countless": Vague(3, 10, None),
    "handful": Vague(3, 5, 5),
    "plural": Vague(2, 3, None),
    "family": Vague(2, 3, None),
}
PROFILES = {
    "tollwatch": TOLLWATCH,
    "acled": {word: Vague(v.low, v.low, v.high) for word, v in TOLLWATCH.items()}
    | {"handful": Vague(3, 3, 10), "plural": Vague(3, 3, None), "many": Vague(3, 3, None)},
    "ucdp": {word: Vague(v.best, v.best, v.high) for word, v in TOLLWATCH.items()},
    "literal": TOLLWATCH
    | {"tens": Vague(20, 20, None), "dozens": Vague(24, 24, None), "scores": Vague(40, 40, None), "hundreds": Vague(200, 200, None),
       "thousands": Vague(2_000, 2_000, None), "millions": Vague(2_000_000, 2_000_000, None), "many": Vague(3, 3, None),
       "handful": Vague(3, 3, None), "plural": Vague(2, 2, None), "family": Vague(2, 2, None), "several": Vague(3, 3, None),
       "few": Vague(3, 3, None)},
}  # fmt: skip
