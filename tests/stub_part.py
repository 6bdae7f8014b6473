"""A part of a service that notes what happens to it: `python tests/stub_part.py NAME NOTES`.

Runs until SIGTERM; "stubborn" ignores that, "broken" ends by itself.
"""

import signal
import sys
import time
from pathlib import Path


def note(what: str) -> None:
    with Path(sys.argv[2]).open("a") as file:
        file.write(f"{what} {sys.argv[1]}\n")


def stop(*_args: object) -> None:
    note("term")
    if sys.argv[1] != "stubborn":
        sys.exit(0)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, stop)
    note("start")
    if sys.argv[1] == "broken":
        sys.exit(1)
    while True:
        time.sleep(0.1)
