"""make bench: Tollwatch end to end against bare trafilatura loops, and linking in a large ledger against a small one, as ratios.

Every contender runs in a process of its own on the same core, each page once per round on a fresh store, the rounds interleaved, so
that a noisy machine slows all of them alike. Prints one line per figure and writes bench.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

LOOPS = {
    "fast": "tests.bench.loops",
    "default": "tests.bench.loops",
    "end_to_end": "tests.bench.end_to_end",
    "end_to_end_no_skip": "tests.bench.end_to_end",
}
PARTS = {"parts": "tests.bench.parts"}
RATIOS = {
    "end_to_end_vs_fast": ("end_to_end", "fast"),
    "end_to_end_vs_fast_no_skip": ("end_to_end_no_skip", "fast"),
    "end_to_end_vs_default": ("end_to_end", "default"),
}


def measure(name: str, pages: Path, core: int) -> dict[str, float]:
    """One round of one contender: {"pages_per_s", "cpu_s", ...}; of the parts: {"extract_vs_strip", "extract_vs_strip_passed", ...}."""
    command = [sys.executable, "-m", (LOOPS | PARTS)[name], name, str(pages)]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, text=True, check=False, preexec_fn=lambda: os.sched_setaffinity(0, {core})
    )
    if done.returncode:
        sys.exit(f"bench: {name} failed with exit code {done.returncode}")
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, required=True, help="a folder of *.html news pages")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--events", type=int, default=1_000_000, help="in the large ledger; 0: link_growth is not measured")
    args = parser.parse_args()
    core = max(os.sched_getaffinity(0))
    found: dict[str, Any] = {"python": platform.python_version()}
    count = len(list(args.pages.glob("*.html")))
    if count:
        found |= against_loops(args.pages, args.rounds, core) | {"pages": count, "rounds": args.rounds}
    else:
        print(f"bench: no *.html pages under {args.pages}: extraction is not measured", file=sys.stderr)
    if args.events:
        found |= growth(args.events, core)
    Path("bench.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def against_loops(pages: Path, repeat: int, core: int) -> dict[str, Any]:
    rounds: list[dict[str, dict[str, float]]] = []
    for number in range(repeat):
        print(f"round {number + 1} of {repeat}", file=sys.stderr)
        rounds.append({name: measure(name, pages, core) for name in LOOPS | PARTS})
    return report(rounds) | report_parts([one["parts"] for one in rounds])


def report_parts(rounds: list[dict[str, float]]) -> dict[str, float]:
    parts = {name: round(statistics.median(one[name] for one in rounds), 3) for name in rounds[0]}
    print(
        f"extract takes {parts['extract_vs_strip']:.2f} of strip's CPU time on the {parts['pages']:.0f} pages,"
        f" {parts['extract_vs_strip_passed']:.2f} on the {parts['passed']:.0f} of them that the skip passes"
    )
    print(
        f"opening the index of places takes {1000 * parts['gazetteer_open_s']:.0f} ms and {parts['gazetteer_mb']:.0f} MB (Pss)"
    )
    return {name: parts[name] for name in ("extract_vs_strip", "extract_vs_strip_passed", "gazetteer_open_s", "gazetteer_mb")}


def growth(events: int, core: int) -> dict[str, Any]:
    """What one report costs to link, against a ledger of a thousand events."""
    command = [sys.executable, "-m", "tests.bench.growth", "--events", str(events)]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, text=True, check=False, preexec_fn=lambda: os.sched_setaffinity(0, {core})
    )
    if done.returncode:
        sys.exit(f"bench: link_growth failed with exit code {done.returncode}")
    both = json.loads(done.stdout.splitlines()[-1])
    for kind, took in both.items():
        print(
            f"linking one report, {kind}: {took['small']:.1f} ms among 1,000 events, {took['large']:.1f} ms among {events:,}:"
            f" {took['ratio']:.2f} times"
        )
    return {
        "link_growth": both["sqlite"]["ratio"],
        "link_growth_postgresql": both["postgresql"]["ratio"],
        "link_ms": {kind: round(took["large"], 2) for kind, took in both.items()},
        "link_events": events,
    }


def report(rounds: list[dict[str, dict[str, float]]]) -> dict[str, Any]:
    rates = {name: statistics.median(one[name]["pages_per_s"] for one in rounds) for name in LOOPS}
    ratios = {name: ratio(rounds, ours, theirs) for name, (ours, theirs) in RATIOS.items()}
    by_cpu = {name: cpu_ratio(rounds, ours, theirs) for name, (ours, theirs) in RATIOS.items()}
    pss = round(max(one["end_to_end"]["pss_mb"] for one in rounds))
    print(f"{len(rounds)} rounds, one core, medians")
    for name, rate in rates.items():
        print(f"  {name:18} {rate:7.1f} pages/s")
    print("pages a second as a share of a bare loop's; by CPU time, which others on the machine disturb less")
    for name, share in ratios.items():
        print(f"  {name:26} {share:5.2f}  {by_cpu[name]:5.2f}")
    print(f"memory of worker, its child and Redis at the peak: {pss} MB (Pss)")
    return ratios | {"by_cpu": by_cpu, "pages_per_s": {name: round(rate, 1) for name, rate in rates.items()}, "pss_mb": pss}


def ratio(rounds: list[dict[str, dict[str, float]]], ours: str, theirs: str) -> float:
    return round(statistics.median(one[ours]["pages_per_s"] / one[theirs]["pages_per_s"] for one in rounds), 2)


def cpu_ratio(rounds: list[dict[str, dict[str, float]]], ours: str, theirs: str) -> float:
    return round(statistics.median(one[theirs]["cpu_s"] / one[ours]["cpu_s"] for one in rounds), 2)


if __name__ == "__main__":
    main()
