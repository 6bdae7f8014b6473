"""The figures as Prometheus text."""

from __future__ import annotations

from typing import Any

from worker.monitor import metrics

FOUND: dict[str, Any] = {
    "ok": False,
    "redis": "up",
    "store": "up",
    "workers": 2,
    "jobs": {"waiting": 3, "running": 1},
    "disk_free_mb": 2,
    "processes": [{"name": "poller", "pid": 7, "pss_mb": 1.5}, {"name": "redis", "pid": 8, "pss_mb": None}],
    "feeds": {"total": 3, "late": 1, "failing": 0, "gone": 1, "states": {"gone": 1, "ok": 2}},
    "queues": {
        "ingest": {"waiting": 5, "running": 1, "failed": 0, "oldest_s": 42},
        "deliver": {"waiting": 0, "running": 0, "failed": 2, "oldest_s": None},
    },
    "articles": {"pending": 6, "fetching": 4, "dropped": 3, "outcomes": {"reported": 1234567, "no_casualty": 9}},
    "deliveries": {"pending": 0, "sent": 7, "held": 2, "dead": 0},
    "alerts": {"raised": {"new": 4, "step": 1, "correction": 0}, "held": 1, "unconfirmed": 0, "silences": 0},
}


def lines(**changed: Any) -> list[str]:
    return metrics.render(FOUND | changed, '1.0 "x"').splitlines()


def test_each_figure_is_a_sample_with_its_help_and_type() -> None:
    found = lines()
    for sample in (
        'tollwatch_up{part="store"} 1',
        "tollwatch_ok 0",
        'tollwatch_feeds{state="gone"} 1',
        "tollwatch_feeds_late 1",
        'tollwatch_queue_waiting{queue="ingest"} 5',
        'tollwatch_queue_oldest_seconds{queue="ingest"} 42',
        'tollwatch_articles_done{outcome="reported"} 1234567',
        "tollwatch_articles_dropped 3",
        'tollwatch_deliveries{state="held"} 2',
        'tollwatch_alerts_total{kind="new"} 4',
        "tollwatch_disk_free_bytes 2097152",
        'tollwatch_process_pss_bytes{name="poller",pid="7"} 1572864',
        'tollwatch_build_info{version="1.0 \\"x\\""} 1',
    ):
        assert sample in found
    named = {line.split()[2] for line in found if line.startswith("# TYPE")}
    assert named == {line.split()[2] for line in found if line.startswith("# HELP")}
    assert named == {line.partition("{")[0].split()[0] for line in found if not line.startswith("#")}


def test_what_is_not_known_is_left_out_and_never_zero() -> None:
    found = lines(store="down", feeds=None, queues=None, articles=None, deliveries=None, alerts=None)
    assert 'tollwatch_up{part="store"} 0' in found
    assert [line for line in found if "feeds" in line or "queue" in line or "alerts" in line] == []
    assert 'oldest_seconds{queue="deliver"' not in "\n".join(lines())
    assert [
        line for line in lines(workers=None, jobs={"waiting": None, "running": None}) if "workers" in line or "_jobs" in line
    ] == []
