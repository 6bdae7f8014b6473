"""make bench: Tollwatch against bare loops - reading pages, polling feeds - and linking in a large ledger against a small one, as ratios.

Every contender runs in a process of its own on the same core, each page or feed once per round on a fresh store, the rounds interleaved, so
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

CORES = set(range(os.cpu_count() or 1))
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
    return run({core}, (LOOPS | PARTS)[name], name, str(pages))


def run(cores: set[int], module: str, *arguments: str) -> Any:
    """What `module` prints as JSON on its last line, in a process of its own on these cores."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        preexec_fn=lambda: os.sched_setaffinity(0, cores),
    )
    if done.returncode:
        sys.exit(f"bench: {' '.join((module, *arguments))} failed with exit code {done.returncode}")
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, required=True, help="a folder of *.html news pages")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--events", type=int, default=1_000_000, help="in the large ledger; 0: link_growth is not measured")
    parser.add_argument("--feeds", type=int, default=300, help="to be polled; 0: polling is not measured")
    parser.add_argument("--stories", type=int, default=40, help="at most 40; 0: latency is not measured")
    args = parser.parse_args()
    core = max(os.sched_getaffinity(0))
    found: dict[str, Any] = {"python": platform.python_version()}
    count = len(list(args.pages.glob("*.html")))
    if count:
        found |= against_loops(args.pages, args.rounds, core) | {"pages": count, "rounds": args.rounds}
    else:
        print(f"bench: no *.html pages under {args.pages}: extraction is not measured", file=sys.stderr)
    if args.feeds:
        found |= polling(args.feeds, args.rounds, core)
    if args.stories:
        found |= latency(args.stories)
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


def polling(feeds: int, repeat: int, core: int) -> dict[str, Any]:
    """Feeds a second against a plain loop's."""
    rounds = [
        {name: run({core}, "tests.bench.polling", name, str(feeds)) for name in ("poll", "poll_plain")} for _ in range(repeat)
    ]
    rates = {name: statistics.median(one[name]["feeds_per_s"] for one in rounds) for name in rounds[0]}
    share = round(statistics.median(one["poll"]["feeds_per_s"] / one["poll_plain"]["feeds_per_s"] for one in rounds), 2)
    by_cpu = cpu_ratio(rounds, "poll", "poll_plain")
    print(
        f"polling {feeds} feeds, half of them unchanged: {rates['poll']:.0f} a second, a plain loop {rates['poll_plain']:.0f}:"
        f" {share:.2f} times, by CPU time {by_cpu:.2f}"
    )
    return {"poll_vs_plain": share, "poll_vs_plain_by_cpu": by_cpu, "feeds_per_s": {k: round(v, 1) for k, v in rates.items()}}


def latency(stories: int) -> dict[str, float]:
    """From a feed's first showing of a story to the alert on it, through every part of the service, on every core."""
    took = run(CORES, "tests.bench.latency", str(stories))
    if took["missing"]:
        sys.exit(f"bench: no alert on {took['missing']} of {stories} stories")
    print(f"from a story in a feed's answer to its alert: {took['median']:.1f} s, 95 of 100 within {took['p95']:.1f} s")
    return {"latency_p50_s": round(took["median"], 2), "latency_p95_s": round(took["p95"], 2)}


def growth(events: int, core: int) -> dict[str, Any]:
    """What one report costs to link, against a ledger of a thousand events."""
    both = run({core}, "tests.bench.growth", "--events", str(events))
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
