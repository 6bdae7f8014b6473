"""Files that commands write: whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from worker.errors import InputError


def write(path: Path | None, pieces: Iterable[str]) -> None:
    """To standard output where there is no path; a file appears under its name when it is complete."""
    if path is None:
        sys.stdout.writelines(pieces)
        return
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    try:
        with draft.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
        draft.replace(path)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}", hint="give a file in a folder that can be written") from None
    finally:
        draft.unlink(missing_ok=True)


def read_bytes(path: str, limit: int) -> bytes:
    """A file, or standard input for -, of at most `limit` bytes."""
    try:
        if path == "-":
            found = sys.stdin.buffer.read(limit + 1)
        else:
            with Path(path).open("rb") as file:
                found = file.read(limit + 1)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}", hint="give a file, or - for standard input") from None
    if len(found) > limit:
        raise InputError(f"{path}: larger than {limit // 1024 // 1024} MB")
    return found
