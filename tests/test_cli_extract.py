"""tollwatch extract as people run it: lines that no output would take, and the profile of vague words."""

from __future__ import annotations

import json

import pytest

from tests.command import Run


def test_half_a_surrogate_pair_is_a_sign_and_not_the_end(run: Run) -> None:
    line = '{"id": "a\\ud800", "title": "Blast kills 45 in Kabul \\udc80", "text": "A blast killed 45 people \\ud83d."}'
    done = run("extract", stdin=line + '\n{"id": "b", "title": "Crash kills 4 in Lima"}\n')
    assert (done.returncode, done.stderr) == (0, "")
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert first["events"][0]["counts"]["killed"]["best"] == 45
    assert (first["id"], second["id"]) == ("a\ufffd", "b")


@pytest.mark.parametrize(
    ("profile", "low", "best"), [("tollwatch", 12, 24), ("acled", 12, 12), ("ucdp", 24, 24), ("literal", 24, 24)]
)
def test_the_profile_of_vague_words_is_a_setting(profile: str, low: int, best: int, run: Run) -> None:
    document = '{"id": "a", "title": "Dozens of people killed in Kabul blast", "published": "2024-05-05T10:00:00Z"}\n'
    done = run("extract", stdin=document, TOLLWATCH_EXTRACT__PROFILE=profile)
    killed = json.loads(done.stdout)["events"][0]["counts"]["killed"]
    assert (killed["low"], killed["best"]) == (low, best)
    event = json.loads(run("replay", "-", "--json", stdin=document, TOLLWATCH_EXTRACT__PROFILE=profile).stdout.splitlines()[-1])
    assert (event["counts"]["killed"]["low"], event["counts"]["killed"]["best"]) == (low, best)


def test_an_unknown_profile_is_refused(run: Run) -> None:
    done = run("extract", stdin="", TOLLWATCH_EXTRACT__PROFILE="gdelt")
    assert done.returncode == 2
    assert "TOLLWATCH_EXTRACT__PROFILE" in done.stderr and "acled" in done.stderr
