"""What extract adds to strip, and what the index of places costs to open: one process, each page once, by CPU time."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from itertools import compress
from pathlib import Path

from worker.gazetteer import Gazetteer, open_gazetteer
from worker.model import Stripped
from worker.processes import pss_mb
from worker.stages.extract import extract
from worker.stages.strip import strip_html

_NAME = re.compile(r"[A-Z][a-z]+")


def main(folder: Path) -> None:
    pages = [path.read_bytes() for path in sorted(folder.glob("*.html"))]
    passed = [strip_html(page, skip=True).outcome is None for page in pages]  # the others the service does not strip
    texts = [strip_html(page) for page in pages]
    before, began = memory(), time.perf_counter()
    places = open_gazetteer()
    places.lookup("Kabul")
    found: dict[str, float] = {
        "pages": len(pages),
        "passed": sum(passed),
        "gazetteer_open_s": round(time.perf_counter() - began, 4),
    }
    for text in texts:
        for name in _NAME.findall(text.text):
            places.lookup(name)
    found["gazetteer_mb"] = round(memory() - before, 1)
    read(places, texts[:1])  # tables that are made once are no page's
    places.lookup.cache_clear()
    strip_s = [cpu(partial(strip_html, page)) for page in pages]
    extract_s = [cpu(partial(read, places, [text])) for text in texts]
    places.close()
    found["extract_vs_strip"] = sum(extract_s) / sum(strip_s)
    found["extract_vs_strip_passed"] = sum(compress(extract_s, passed)) / sum(compress(strip_s, passed))
    print(json.dumps(found))


def read(places: Gazetteer, texts: Iterable[Stripped]) -> None:
    for text in texts:
        if text.outcome is None:
            extract(text.title, text.text, text.published, places)


def cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def memory() -> float:
    return pss_mb(os.getpid()) or 0.0


if __name__ == "__main__":
    main(Path(sys.argv[2]))
