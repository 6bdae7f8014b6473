"""tollwatch eval."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import track

from worker.cli import documents, output
from worker.cli.context import start_quietly
from worker.cli.later import corpus, gazetteer, gold, pipeline
from worker.errors import InputError

app = typer.Typer(add_completion=False)

_COLUMNS = ("exact", "f1", "covered", "p@10", "r@10")


@app.command("eval")
def evaluate(
    files: Annotated[
        list[Path], typer.Argument(help="Corpus files or folders (TOML), or labelled documents (JSON lines with gold).")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    misses: Annotated[int, typer.Option(min=0, help="Print so many wrong rows of a corpus, with what is wrong.")] = 0,
) -> None:
    """Score today's extraction rules against right answers.

    A corpus row is right only when all its counts, events, claims and places are. Labelled documents are JSON lines with
    "gold": {"killed": 5, "injured": 12, "country": "AF"}.

    Example: tollwatch eval tests/corpus --misses 20
    """
    start_quietly()
    places = gazetteer.open_gazetteer()
    results = [_score(path, places, misses) for path in files]
    places.close()
    if as_json:
        output.print_json(results)
        return
    _print_corpora([result for result in results if "rows" in result])
    _print_gold([result for result in results if "documents" in result])


def _score(path: Path, places: gazetteer.Gazetteer, misses: int) -> dict[str, Any]:
    if not path.exists():
        raise InputError(f"{path} is not there", hint="give a corpus (TOML), or labelled documents (JSON lines)")
    if path.is_dir() or path.suffix == ".toml":
        return _corpus(path, places, misses)
    return {"file": path.name, **gold.score(list(_labelled(path, places)))}


def _corpus(path: Path, places: gazetteer.Gazetteer, misses: int) -> dict[str, Any]:
    cases = corpus.load_corpus(path)
    wrong: dict[str, list[str]] = {}
    families: Counter[int] = Counter()
    for case in cases:
        if errors := corpus.errors_of(case, corpus.answer(case, places)):
            wrong[case.name] = errors
            families[case.family] += 1
    return {
        "file": str(path),
        "rows": len(cases),
        "right": len(cases) - len(wrong),
        "share": round(1 - len(wrong) / len(cases), 4) if cases else None,
        "wrong_by_family": dict(families.most_common()),
        "misses": dict(list(wrong.items())[:misses]),
    }


def _labelled(path: Path, places: gazetteer.Gazetteer) -> Iterator[gold.Labelled]:
    with path.open(encoding="utf-8") as lines:
        labels = [json.loads(line)["gold"] for line in lines if line.strip()]
    read = documents.read([str(path)])
    for label, (_, number, document) in track(zip(labels, read, strict=True), path.name, len(labels), **output.PROGRESS):
        if isinstance(document, documents.BadLine):
            raise InputError(f"{path}: line {number}: {document}")
        yield gold.Labelled(label, pipeline.read(document, places).extraction)


def _print_corpora(results: list[dict[str, Any]]) -> None:
    for result in results:
        output.console.print(
            output.text(
                f"{result['file']}: {result['right']:,} of {output.number(result['rows'], 'row')} right ({result['share']:.1%})",
                "bold",
            )
        )
        families = ", ".join(f"{family}: {number}" for family, number in list(result["wrong_by_family"].items())[:10])
        output.console.print(output.text(f"  wrong by family of hard cases: {families or 'none'}"))
        for name, errors in result["misses"].items():
            output.console.print(output.text(f"  {name}: {'; '.join(errors)}"))


def _print_gold(results: list[dict[str, Any]]) -> None:
    if not results:
        return
    output.table(
        ("file", ">documents", "kind", *(f">{column}" for column in _COLUMNS), ">incidents", ">country", ">city"),
        (_row(result, kind) for result in results for kind in gold.KINDS),
        empty="",
    )


def _row(result: dict[str, Any], kind: str) -> tuple[str, ...]:
    first = kind == gold.KINDS[0]
    return (
        result["file"] if first else "",
        f"{result['documents']:,}" if first else "",
        kind,
        *(_shown(result.get(f"{kind}_{column}")) for column in _COLUMNS),
        _shown(result.get(f"incident_recall_{kind}")),
        _shown(result.get("place_country")) if first else "",
        _shown(result.get("place_city")) if first else "",
    )


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
