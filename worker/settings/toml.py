"""Reading the files of config/: what is wrong is a ConfigError that names the file."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from worker.errors import ConfigError
from worker.settings.wrong import explain

T = TypeVar("T", bound=BaseModel)


def read_toml(path: Path) -> dict[str, Any]:
    """What a TOML file holds; nothing where it is missing. ConfigError where it can't be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: is not UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {error}", hint="this file is TOML: text values stand in quotes") from None


def validated(model: type[T], values: dict[str, Any], path: Path) -> T:
    """The values of the file at `path` as a model. ConfigError names the key that is wrong, and what it may be."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise explain(error, path, model, {}, values) from None
