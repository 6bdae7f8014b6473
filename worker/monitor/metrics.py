"""The figures of `tollwatch status` as Prometheus text: one row per metric. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

Health = Mapping[str, Any]
Sample = tuple[Mapping[str, object], float | None]  # labels and value; None: not known, left out
Samples = Callable[[Any], Iterable[Sample]]

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def _plain(key: str) -> Samples:
    return lambda part: [({}, part[key])]


def _each(label: str, *keys: str) -> Samples:
    """Each of `keys` (none: all there are) as a sample with that label."""
    return lambda part: [({label: key}, part[key]) for key in keys or part]


def _of_queues(key: str) -> Samples:
    return lambda queues: [({"queue": name}, queue[key]) for name, queue in queues.items()]


def _memory(processes: Iterable[Mapping[str, Any]]) -> Iterator[Sample]:
    for each in processes:
        yield {"name": each["name"], "pid": each["pid"]}, None if each["pss_mb"] is None else each["pss_mb"] * 1024 * 1024


# name, type, what it says, the part of the status that it reads ("" is the whole), and its samples
_METRICS: tuple[tuple[str, str, str, str, Samples], ...] = (
    ("ok", "gauge", "1 where nothing needs a look.", "", _plain("ok")),
    (
        "up",
        "gauge",
        "1 where the store and Redis answer.",
        "",
        lambda f: [({"part": p}, f[p] == "up") for p in ("store", "redis")],
    ),
    ("feeds", "gauge", "Watched feeds by the state of their last poll.", "feeds", lambda f: _each("state")(f["states"])),
    ("feeds_late", "gauge", "Feeds due for more than two minutes.", "feeds", _plain("late")),
    ("feeds_failing", "gauge", "Feeds whose last poll failed, those that are gone apart.", "feeds", _plain("failing")),
    ("feeds_gone", "gauge", "Feeds that answer 410.", "feeds", _plain("gone")),
    (
        "queue_waiting",
        "gauge",
        "Articles that wait for a worker, alerts that wait for a channel.",
        "queues",
        _of_queues("waiting"),
    ),
    ("queue_running", "gauge", "Of them in hand.", "queues", _of_queues("running")),
    ("queue_failed", "gauge", "Articles failed or quarantined, deliveries held or dead.", "queues", _of_queues("failed")),
    ("queue_oldest_seconds", "gauge", "How long the oldest waits; absent where none does.", "queues", _of_queues("oldest_s")),
    ("articles_fetching", "gauge", "Articles that wait for their page.", "articles", _plain("fetching")),
    ("articles_dropped", "gauge", "Articles that a person dropped.", "articles", _plain("dropped")),
    (
        "articles_done",
        "gauge",
        "Articles in the store by outcome.",
        "articles",
        lambda part: _each("outcome")(part["outcomes"]),
    ),
    ("deliveries", "gauge", "Deliveries in the store by state.", "deliveries", _each("state")),
    ("alerts_total", "counter", "Alerts raised, by kind.", "alerts", lambda part: _each("kind")(part["raised"])),
    (
        "alerts_held",
        "gauge",
        "Crossings that wait for better evidence, or that nobody confirmed.",
        "alerts",
        _each("state", "held", "unconfirmed"),
    ),
    ("silences", "gauge", "Silences that last.", "alerts", _plain("silences")),
    ("workers", "gauge", "RQ workers with a sign of life.", "", _plain("workers")),
    ("jobs", "gauge", "RQ jobs, each a batch of articles.", "jobs", _each("state")),
    ("disk_free_bytes", "gauge", "Room for the data directory.", "", lambda f: [({}, f["disk_free_mb"] * 1024 * 1024)]),
    ("process_pss_bytes", "gauge", "Memory of each process of this machine, shared pages divided.", "processes", _memory),
)


def render(found: Health, version: str) -> str:
    """What can't be known now is left out, never 0."""
    return "\n".join(
        [*_metric("build_info", "gauge", "The version that runs.", [({"version": version}, 1)]), *_lines(found), ""]
    )


def _lines(found: Health) -> Iterator[str]:
    for name, kind, says, part, samples in _METRICS:
        read = found[part] if part else found
        if read is not None:
            yield from _metric(name, kind, says, samples(read))


def _metric(name: str, kind: str, says: str, samples: Iterable[Sample]) -> Iterator[str]:
    known = [(labels, value) for labels, value in samples if value is not None]
    if not known:
        return
    yield f"# HELP tollwatch_{name} {says}"
    yield f"# TYPE tollwatch_{name} {kind}"
    for labels, value in known:
        told = ",".join(f'{key}="{_escaped(str(text))}"' for key, text in labels.items())
        yield f"tollwatch_{name}{{{told}}} {float(value):.15g}" if told else f"tollwatch_{name} {float(value):.15g}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
