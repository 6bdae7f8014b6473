"""Runs `tollwatch` for tests in forks of one process, which has the libraries loaded: `python -m tests.cli_server`.

Each line of standard input is a call as JSON: {"args", "env", "stdin", "stdout", "stderr"}, the last three being files; the answer is
a line with the exit code. Of Tollwatch itself only what a command line can't change is loaded before; commands load in their fork.
"""

from __future__ import annotations

import json
import os
import sys

# What commands load, as far as it keeps nothing of the environment: neither settings nor consoles.
import alembic.command
import pydantic_settings
import rich.progress
import rich.table
import rq
import sqlalchemy.dialects.postgresql
import sqlalchemy.dialects.sqlite
import structlog
import trafilatura
import typer.main

import worker.pipeline
import worker.store

LOADED = (alembic, pydantic_settings, rich, rq, sqlalchemy, structlog, trafilatura, typer, worker)


def call(args: list[str], env: dict[str, str], files: tuple[str, str, str]) -> None:
    """Becomes a `tollwatch` of these arguments and never returns."""
    os.environ.clear()
    os.environ.update(env)
    modes = (os.O_RDONLY, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for number, (path, mode) in enumerate(zip(files, modes, strict=True)):
        os.dup2(os.open(path, mode, 0o600), number)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115 - as Python opens them
    sys.argv = ["tollwatch", *args]
    code = 1
    try:
        from worker.__main__ import main

        main()
        code = 0
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except BaseException:  # noqa: BLE001 - as Python ends
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def main() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        pid = os.fork()
        if pid == 0:
            call(asked["args"], asked["env"], (asked["stdin"], asked["stdout"], asked["stderr"]))
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
