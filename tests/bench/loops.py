"""The yardstick: a bare loop of trafilatura over the same pages."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import trafilatura


def main(name: str, folder: Path) -> None:
    pages = [path.read_bytes() for path in sorted(folder.glob("*.html"))]
    trafilatura.extract(pages[0])  # imports and tables are not the loop's
    began, spent = time.perf_counter(), time.process_time()
    for page in pages:
        trafilatura.extract(page, fast=name == "fast")
    seconds = time.perf_counter() - began
    print(json.dumps({"pages_per_s": len(pages) / seconds, "cpu_s": time.process_time() - spent}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
