"""`tollwatch worker` that strips every page: what the skip saves is the difference."""

from __future__ import annotations

from worker import pipeline
from worker.__main__ import main
from worker.stages.strip import strip_html


def in_full(html: str | bytes, url: str = "", *, skip: bool = False) -> object:
    return strip_html(html, url)


if __name__ == "__main__":
    vars(pipeline)["strip_html"] = in_full
    main()
