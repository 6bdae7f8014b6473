"""make tune: what becomes of the labelled reports under the weights of link that stand, and under those that a search finds."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.tuning.choices import Choice, collect
from tests.tuning.search import BIAS, Outcome, Weights, cost, outcome, search
from tests.tuning.streams import Stream, labelled, look_alikes, scenarios
from worker import log
from worker.gazetteer import open_gazetteer
from worker.stages.link import score

STANDING = {BIAS: score.BIAS, **score.WEIGHTS}
# Events that one country sees a hundred of a week are the hard ones; where every event is the only one of its kind, all joins are right.
SHARE_OF = {"gva_dev": 1.5, "scenarios": 1.5}


def choices_of(streams: Sequence[Stream]) -> Iterator[Choice]:
    places = open_gazetteer()
    for stream in streams:
        yield from collect(stream, places)
    places.close()


def print_outcomes(weights: Weights, choices: Sequence[Choice]) -> None:
    print(f"{'stream':14s} {'reports':>8s} " + " ".join(f"{each:>7s}" for each in Outcome))
    for stream in dict.fromkeys(choice.stream for choice in choices):
        found = Counter(outcome(weights, choice) for choice in choices if choice.stream == stream)
        print(f"{stream:14s} {found.total():8d} " + " ".join(f"{found[each]:7d}" for each in Outcome))


def print_search(name: str, choices: Sequence[Choice]) -> Weights:
    found, moves = search(STANDING, choices, SHARE_OF)
    print(f"\n{name}: cost {cost(STANDING, choices, SHARE_OF):.4f}, after the search {cost(found, choices, SHARE_OF):.4f}")
    for move in moves:
        print(f"  {move.part:12s} {move.before:6.2f} -> {move.after:6.2f}  {move.cost:.4f}")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help='JSON lines with "gold": {"event"}')
    given = parser.parse_args()
    log.configure("error")
    choices = list(choices_of([*map(labelled, given.files), *scenarios(), *look_alikes()]))
    print_outcomes(STANDING, choices)
    halves = [[choice for choice in choices if choice.half == half] for half in (0, 1)]
    for number, half in enumerate(halves):
        found, other = print_search(f"half {number + 1} of the events", half), halves[1 - number]
        print(f"  on the other half: {cost(STANDING, other, SHARE_OF):.4f} -> {cost(found, other, SHARE_OF):.4f}")
    found = print_search("all", choices)
    if found != STANDING:
        print_outcomes(found, choices)


if __name__ == "__main__":
    main()
