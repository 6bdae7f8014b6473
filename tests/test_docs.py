"""What the documents list is all that there is."""

from __future__ import annotations

from pathlib import Path

from worker.stages.alert import Reason
from worker.stages.alert.account import WORDS

ALERTS = (Path(__file__).parent.parent / "deploy" / "ALERTS.md").read_text(encoding="utf-8")


def test_every_reason_of_a_decision_is_explained() -> None:
    assert [reason for reason in Reason if f"`{reason}`" not in ALERTS] == []
    assert [reason for reason in Reason if reason not in WORDS] == []
