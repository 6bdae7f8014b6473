"""What extract, replay and explain print of a reading: the JSON that programs rely on."""

from __future__ import annotations

from typing import Any

from worker.model import Claim, Reading, Report
from worker.stages.alert.message import count_json, counts_json, date_json, place_json

Json = dict[str, Any]


def reading_json(document_id: str, reading: Reading) -> Json:
    """One line of `tollwatch extract`: outcome, events with the main one first, and every claim with its place in the text."""
    extraction = reading.extraction
    return {
        "id": document_id,
        "outcome": str(extraction.outcome),
        "text_from": reading.text_from,
        "events": [report_json(report) for report in extraction.reports],
        "claims": [claim_json(claim) for claim in extraction.claims],
        "reason": extraction.reason,
    }


def report_json(report: Report) -> Json:
    return {
        "type": report.type,
        "date": date_json(report.date),
        "place": place_json(report.place),
        "counts": counts_json(report.counts),
        "perpetrators_killed": report.perpetrators_killed,
        "party_only": report.party_only,
        "update": report.update,
        "actors": list(report.actors),
        "claims": list(report.claims),
        "sentence": report.sentence,
    }


def claim_json(claim: Claim) -> Json:
    return {
        "id": claim.id,
        "kind": str(claim.kind),
        **(count_json(claim.count) or {}),
        "scope": str(claim.scope),
        "realis": str(claim.realis),
        "victim": {"role": claim.victim.role, "side": claim.victim.side},
        "source": {"name": claim.source.name, "type": str(claim.source.type)},
        "part_of": claim.part_of,
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
        "in": "title" if claim.in_title else "text",
        "rule": claim.rule,
        "reason": claim.reason,
    }
