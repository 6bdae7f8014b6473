"""What is wrong in config/ or the environment, in the words of the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from pydantic import BaseModel, ValidationError

from worker.errors import ConfigError

_WORDS = {  # what pydantic says in words for programmers, by its error's type
    "missing": "is missing",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "string_type": "must be text in quotes",
    "tuple_type": "must be a list, such as [10, 50]",
    "model_type": "must be a table of keys",
}
_BOUND = re.compile(r"(greater|less) than or equal to (-?\d+)")
_PATTERNS = {  # what a value that must look in some way must be
    "url": "must begin with http:// or https:// and hold no space",
    "public_url": "must begin with http:// or https:// and hold no space, or be empty",
    "name": 'must be small letters, digits, - and _, at most 64, such as "desk"',
    "url_env": "must be the name of an environment variable, such as TOLLWATCH_OPS_URL",
    "secret_env": "must be the name of an environment variable, such as TOLLWATCH_OPS_SECRET",
    "country": 'must be a two-letter country code, such as "GB"',
    "language": 'must be a two-letter language code, such as "en"',
    "user_agent": "must be plain ASCII text on one line",
}


def explain(
    error: ValidationError, path: Path, model: type[BaseModel], env: Mapping[str, str], values: object = None
) -> ConfigError:
    """The first thing wrong, in the words of the file. `values`: what the file holds, to call a rule by its name."""
    first = error.errors()[0]
    location = [part for part in first["loc"] if isinstance(part, int) or part.isidentifier()]
    where = _where(location, path, env, values)
    if first["type"] == "extra_forbidden":
        allowed = ", ".join(_allowed_keys(model, location[:-1]))
        return ConfigError(f"{where}: unknown key", hint=f"allowed here: {allowed}")
    value = first.get("input")
    shown = "" if isinstance(value, dict) or first["type"] == "missing" else f" (it is {value!r:.80})"
    return ConfigError(f"{where}: {_in_words(first['type'], first['msg'], location, value)}{shown}")


def _in_words(kind: str, message: str, location: list[int | str], value: object) -> str:
    key = str(location[-1]) if location else ""
    if kind == "string_pattern_mismatch" and key in _PATTERNS:
        return _PATTERNS[key]
    if kind == "tuple_type" and isinstance(value, dict):
        return f"must be written [[{key}]], in two brackets: there may be several"
    if kind == "model_type" and len(location) == 1:
        return f"must be a section of keys, [{key}]"
    words = _WORDS.get(kind) or message.removeprefix("Value error, ").replace("Input should be", "must be")
    return _BOUND.sub(lambda found: f"{found[2]} or {'more' if found[1] == 'greater' else 'less'}", words)


def _where(location: list[int | str], path: Path, env: Mapping[str, str], values: object) -> str:
    given = {name.upper() for name in env}
    for end in range(len(location), 0, -1):
        variable = "TOLLWATCH_" + "__".join(str(part) for part in location[:end]).upper()
        if variable in given:
            return f"environment: {variable}"
    words: list[str] = []
    for part in location:
        values = _inside(values, part)
        if isinstance(part, int) and words:
            name = values.get("name") if isinstance(values, dict) else None
            words[-1] += f" {name!r:.80}" if isinstance(name, str) and name else f" number {part + 1}"
        else:
            words.append(str(part))
    return f"{path}: {': '.join(words)}"


def _inside(values: object, part: int | str) -> object:
    """None where the file holds no such thing."""
    if isinstance(values, dict):
        return values.get(part)
    return values[part] if isinstance(values, list) and isinstance(part, int) and part < len(values) else None


def _allowed_keys(model: type[BaseModel], location: list[int | str]) -> list[str]:
    for part in location:
        if isinstance(part, int):
            continue
        annotation = model.model_fields[part].annotation
        candidates = [annotation, *get_args(annotation)]
        tables = [candidate for candidate in candidates if is_table(candidate)]
        if not tables:
            break
        model = tables[0]
    return list(model.model_fields)


def is_table(annotation: object) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
