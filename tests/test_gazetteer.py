"""The index of place names: what it holds, how it is opened, shared and rebuilt."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path

import pytest

from worker import gazetteer as module
from worker.gazetteer import Gazetteer, GazetteerMissing, default_path, fold, open_gazetteer


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Idlib", "idlib"),
        ("Ḩamāh", "hamah"),
        ("Kfar-Nubl", "kfar nubl"),
        ("Ma’arrat", "maarrat"),
        ("St. Étienne", "st etienne"),
        ("Łódź", "lodz"),
        ("İzmir", "izmir"),
        ("  El   Paso ", "el paso"),
        ("U.S.", "us"),
    ],
)
def test_names_are_compared_without_case_accents_and_apostrophes(name: str, folded: str) -> None:
    assert fold(name) == folded


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Kabul", "city", "AF"),
        ("Mosul", "city", "IQ"),
        ("Idlib", "adm1", "SY"),
        ("Khyber Pakhtunkhwa", "adm1", "PK"),
        ("Donbas", "adm1", "UA"),
        ("Gaza Strip", "adm1", "PS"),
        ("Odisha", "adm1", "IN"),
        ("Borno", "adm1", "NG"),
        ("Texas", "adm1", "US"),
        ("Syria", "country", "SY"),
        ("UK", "country", "GB"),
        ("DR Congo", "country", "CD"),
        ("Ivory Coast", "country", "CI"),
        ("people Afghan", "country", "AF"),
        ("people Palestinians", "country", "PS"),
        ("state Calif.", "adm1", "US"),
        ("county Navarro", "adm1", "US"),
        ("capital KE", "city", "KE"),
        ("people Mauritian", "country", "MU"),
        ("Ein el-Hilweh", "city", "LB"),
        ("Waziristan", "adm1", "PK"),
        ("iso ML", "country", "ML"),
        ("S. Sudan", "country", "SS"),
        ("SKorea", "country", "KR"),
        ("people S. African", "country", "ZA"),
        ("people Pak", "country", "PK"),
        ("people Bangla", "country", "BD"),
        ("N.Waziristan", "adm1", "PK"),
        ("W. Virginia", "adm1", "US"),
        ("C. Java", "adm1", "ID"),
    ],
)
def test_a_name_has_the_meaning_that_news_gives_it(name: str, kind: str, country: str, places: Gazetteer) -> None:
    assert (kind, country) in [(found.kind, found.country) for found in places.lookup(name)]


def test_a_country_comes_before_towns_and_large_towns_before_small_ones(places: Gazetteer) -> None:
    assert places.lookup("Mexico")[0].kind == "country"
    londons = [found.population for found in places.lookup("London") if found.kind == "city"]
    assert londons == sorted(londons, reverse=True)
    assert places.lookup("London")[0].country == "GB"


def test_a_town_knows_its_region_and_where_it_is(places: Gazetteer) -> None:
    found = next(p for p in places.lookup("Kirkuk") if p.kind == "city")
    assert found.adm1 == "Kirkuk"
    assert (round(found.lat), round(found.lon)) == (35, 44)
    assert found.geo_id is not None


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [
        ("Hubei", "CN", 31, 113),
        ("Henan", "CN", 34, 114),
        ("Hainan", "CN", 19, 110),
        ("Shanxi", "CN", 37, 112),
        ("Paraná", "BR", -25, -51),
        ("Santa Catarina", "BR", -27, -50),
        ("São Paulo", "BR", -23, -47),
        ("Yucatán", "MX", 21, -89),
        ("Moscow Region", "RU", 56, 38),
        ("Krasnoyarsk Krai", "RU", 58, 92),
        ("Sabah", "MY", 5, 117),
        ("Kebbi", "NG", 12, 4),
    ],
)
def test_a_region_is_where_its_people_live_and_not_at_a_village_of_its_name(
    name: str, country: str, lat: int, lon: int, places: Gazetteer
) -> None:
    (found,) = [p for p in places.lookup(name) if p.kind == "adm1" and p.country == country]
    assert (round(found.lat), round(found.lon)) == (lat, lon)
    assert found.adm1 == found.name


@pytest.mark.parametrize(
    ("name", "town"),
    [
        ("Karrada", "Baghdad"),
        ("Kibera", "Nairobi"),
        ("D.C.", "Washington"),
        ("Ft. Worth", "Fort Worth"),
        ("Mt. Vernon", "Mount Vernon"),
    ],
)
def test_a_part_of_a_town_bears_its_name_and_short_forms_are_known(name: str, town: str, places: Gazetteer) -> None:
    assert town in {meaning.name for meaning in places.lookup(name)}


def test_an_unknown_name_has_no_meaning(places: Gazetteer) -> None:
    assert places.lookup("Qwertyuiopville") == ()
    assert places.lookup("") == ()
    assert places.lookup("'; DROP TABLE names; --") == ()


def test_the_index_is_small_and_opened_at_once(places: Gazetteer) -> None:
    assert default_path().stat().st_size < 60_000_000
    started = time.process_time()
    fresh = open_gazetteer()
    fresh.lookup("Kabul")
    assert time.process_time() - started < 0.5
    fresh.close()


def test_it_is_read_only(places: Gazetteer) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        places._open().execute("DELETE FROM names")


def test_a_forked_process_opens_a_connection_of_its_own(places: Gazetteer) -> None:
    places.lookup("Kabul")
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(write, places.lookup("Nairobi")[0].country.encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    os.close(write)
    assert os.read(read, 10) == b"KE"
    os.close(read)
    assert places.lookup("Lagos")


def test_a_missing_or_outdated_index_is_built_and_a_good_one_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[Path] = []

    def write(path: Path) -> None:
        built.append(path)
        connection = sqlite3.connect(path)
        connection.execute(f"PRAGMA user_version = {module.VERSION}")
        connection.execute("CREATE TABLE names (folded TEXT, place INTEGER)")
        connection.commit()
        connection.close()

    monkeypatch.setattr(module, "_write", write)
    path = tmp_path / "somewhere" / "places.sqlite"
    open_gazetteer(path).close()
    open_gazetteer(path).close()
    assert built == [path]
    path.write_bytes(b"this is no database")
    assert not module._is_current(path)


def test_a_place_that_can_not_be_written_to_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(GazetteerMissing) as caught:
        open_gazetteer(tmp_path / "file" / "places.sqlite")
    assert "TOLLWATCH_GAZETTEER" in caught.value.hint


def test_the_path_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TOLLWATCH_GAZETTEER", str(tmp_path / "x.sqlite"))
    assert default_path() == tmp_path / "x.sqlite"
