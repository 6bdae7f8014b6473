"""What commands need only once they run, so that --help and the listings don't wait for it: imported at its first use."""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader, module_from_spec
from types import ModuleType
from typing import TYPE_CHECKING

import worker

if TYPE_CHECKING:
    from worker import (
        alerter,
        app,
        channels,
        gazetteer,
        health,
        jobs,
        monitor,
        pipeline,
        poller,
        queues,
        redis_server,
        supervisor,
        web_client,
    )
    from worker import replay as paper
    from worker.channels import message as words
    from worker.demo import as_slack, check, receiver, results, run
    from worker.evaluate import corpus, gold
    from worker.pipeline import alerting, upkeep
    from worker.stages import poll

__all__ = [
    "alerter",
    "alerting",
    "app",
    "as_slack",
    "channels",
    "check",
    "corpus",
    "gazetteer",
    "gold",
    "health",
    "jobs",
    "monitor",
    "paper",
    "pipeline",
    "poll",
    "poller",
    "queues",
    "receiver",
    "redis_server",
    "results",
    "run",
    "supervisor",
    "upkeep",
    "web_client",
    "words",
]
_ELSEWHERE = {
    "paper": "worker.replay",
    "words": "worker.channels.message",
    "poll": "worker.stages.poll",
    **dict.fromkeys(("as_slack", "check", "receiver", "results", "run"), "worker.demo."),
    **dict.fromkeys(("corpus", "gold"), "worker.evaluate."),
    **dict.fromkeys(("alerting", "upkeep"), "worker.pipeline."),
}


def __getattr__(name: str) -> ModuleType:
    """The module that `from worker.cli.later import ...` asks for."""
    if name not in __all__:
        raise AttributeError(name)
    where = _ELSEWHERE.get(name, "worker.")
    return _later(where + name if where.endswith(".") else where)


def _later(name: str) -> ModuleType:
    if name in sys.modules:
        return sys.modules[name]
    spec = _found(name)
    assert spec.loader is not None
    spec.loader = LazyLoader(spec.loader)
    module = sys.modules[name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _found(name: str) -> ModuleSpec:
    """Its spec, without importing the package that it is in."""
    package = name.rpartition(".")[0]
    spec = PathFinder.find_spec(name, worker.__path__ if package == "worker" else _found(package).submodule_search_locations)
    assert spec is not None, name
    return spec
