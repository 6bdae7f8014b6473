"""The entry point: `tollwatch` and `python -m worker`. Errors become one line that says what to do."""

from __future__ import annotations

import io
import os
import sys

from worker.cli import app
from worker.errors import TollwatchError
from worker.log import clean, redact


def main() -> None:
    """Exit codes: 0 done, 1 done with findings, 2 could not be done, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a sign that the terminal can't show is no reason to stop
    try:
        app(prog_name="tollwatch")
    except TollwatchError as error:
        print(f"error: {clean(redact(str(error)))}", file=sys.stderr)
        if error.hint:
            print(f"  -> {clean(redact(error.hint))}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    except SystemExit as leaving:
        if not isinstance(leaving.__context__, BrokenPipeError):
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)  # `tollwatch events list | head`: the reader has had enough, and nothing is wrong


if __name__ == "__main__":
    main()
