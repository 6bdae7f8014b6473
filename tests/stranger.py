"""What a stranger would have a worker import: importing it leaves a mark."""

import os
from pathlib import Path

Path(os.environ["STRANGER_MARKER"]).touch()


def called_back(*_args: object) -> None:
    pass
