"""What deploy/, the README and the Procfile tell people to type is there: commands, options, settings, files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from worker.cli import COMMANDS, load
from worker.settings import variables

ROOT = Path(__file__).parent.parent
FILES = sorted(
    path
    for path in (*(ROOT / "deploy").rglob("*"), ROOT / "README.md", ROOT / "Procfile", ROOT / "CONTRIBUTING.md")
    if path.is_file()
)
_CALL = re.compile(r"(?<![\w-])tollwatch ([a-z][a-z-]*)([^`#\n|;]*)")
_OTHERS = {"TOLLWATCH_GAZETTEER"}


def calls(text: str) -> list[tuple[str, list[str]]]:
    return [(name, rest.split()) for name, rest in _CALL.findall(text) if name in COMMANDS or f"`tollwatch {name}" in text]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_that_is_told_of_is_there(path: Path) -> None:
    for name, words in calls(path.read_text(encoding="utf-8")):
        assert name in COMMANDS, name
        command = load(name)
        while words and hasattr(command, "resolve_command") and words[0] in command.list_commands(typer.Context(command)):
            _, command, _ = command.resolve_command(typer.Context(command), [words.pop(0)])
        options = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
        assert [word for word in words if word.startswith("--") and word not in {*options, "--help"}] == [], name


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_variable_that_is_a_setting_is_one(path: Path) -> None:
    told = set(re.findall(r"\bTOLLWATCH_[A-Z]+__[A-Z_]+\b", path.read_text(encoding="utf-8")))
    assert told <= {*variables(), *_OTHERS}


def test_parts_in_containers_are_commands() -> None:
    compose = (ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8")
    cluster = (ROOT / "deploy" / "kubernetes" / "tollwatch.yaml").read_text(encoding="utf-8")
    in_compose = re.findall(r"command: ([a-z]+)", compose)
    in_cluster = re.findall(r"args: \[([a-z]+)", cluster)
    assert set(in_compose) == set(in_cluster) == {"db", "poller", "worker", "alerter", "web"} <= set(COMMANDS)


def test_the_image_holds_what_it_is_built_from() -> None:
    recipe = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    kept = (ROOT / "deploy" / "Dockerfile.dockerignore").read_text(encoding="utf-8")
    copied = {word for line in re.findall(r"^COPY (?!--from)(.+) \S+$", recipe, re.M) for word in line.split()}
    assert all((ROOT / word).exists() for word in copied)
    assert copied == set(re.findall(r"^!(\S+)$", kept, re.M))
