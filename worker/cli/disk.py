"""Room for the data directory."""

from __future__ import annotations

import shutil
from pathlib import Path

LOW_MB = 500  # with less a person should look


def existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    folder = folder.resolve()
    return next(path for path in (folder, *folder.parents) if path.is_dir())


def free_mb(folder: Path) -> int:
    return shutil.disk_usage(existing(folder)).free // 1024 // 1024
