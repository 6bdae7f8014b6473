"""config/ and the environment: defaults agree with the file, and whatever is wrong is named."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path

import pytest

from worker.errors import ConfigError
from worker.settings import Settings, load_alerts, load_feeds, load_settings, parse_duration, variables

CONFIG = Path(__file__).parent.parent / "config"


def configured(folder: Path, **files: str) -> Settings:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return load_settings({"TOLLWATCH_CONFIG_DIR": str(folder)}).model_copy(update={"config_dir": folder})


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in variables():
        monkeypatch.delenv(name, raising=False)


def test_the_shipped_file_holds_every_setting_with_its_default() -> None:
    shipped = tomllib.loads((CONFIG / "tollwatch.toml").read_text())
    defaults = Settings()
    for section, keys in shipped.items():
        assert set(keys) == set(type(getattr(defaults, section)).model_fields), section
    assert load_settings({"TOLLWATCH_CONFIG_DIR": str(CONFIG)}) == defaults
    assert {variable.split("__")[0].removeprefix("TOLLWATCH_").lower() for variable in variables() if "__" in variable} == set(
        shipped
    )


def test_every_shipped_setting_has_a_comment() -> None:
    keys = [line for line in (CONFIG / "tollwatch.toml").read_text().splitlines() if " = " in line and not line.startswith("#")]
    assert [line for line in keys if "#" not in line and not line.startswith("digest_window")] == []


def test_the_shipped_files_load() -> None:
    settings = Settings(config_dir=CONFIG)
    assert load_feeds(settings) == ()
    rules, channels = load_alerts(settings)
    assert [rule.name for rule in rules] == ["mass-casualty"]
    assert channels == ()


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOLLWATCH_POLL__INTERVAL", "20m")
    settings = configured(tmp_path, tollwatch='[poll]\ninterval = "1h"\nhost_gap = "2s"\n')
    assert settings.poll.interval == timedelta(minutes=20)
    assert settings.poll.host_gap == timedelta(seconds=2)


@pytest.mark.parametrize(
    ("text", "where", "hint"),
    [
        ('[poll]\nintervall = "1h"\n', "tollwatch.toml: poll: intervall: unknown key", "min_interval"),
        ("[polling]\n", "unknown section [polling]", "poll, fetch"),
        ("[poll]\ninterval = 15\n", "poll: interval: must be a duration", ""),
        ('[poll]\ninterval = "0s"\n', "poll: interval: must be longer", ""),
        ('[worker]\nprocesses = "many"\n', "worker: processes: must be a whole number (it is 'many')", ""),
        ("poll = 3\n", "poll: must be a section of keys, [poll]", ""),
        ("[worker]\nprocesses = 0\n", "worker: processes: ", ""),
        ('[log]\nlevel = "loud"\n', "'debug', 'info', 'warning' or 'error'", ""),
        ('[fetch]\nallow_networks = ["10.0.0.0/33"]\n', "fetch: allow_networks number 1: must be a network such as", ""),
        ("[poll\n", "tollwatch.toml: ", "TOML"),
    ],
)
def test_a_wrong_setting_names_file_key_and_what_is_allowed(tmp_path: Path, text: str, where: str, hint: str) -> None:
    with pytest.raises(ConfigError) as caught:
        configured(tmp_path, tollwatch=text)
    assert where in str(caught.value)
    assert str(tmp_path) in str(caught.value)
    assert hint in caught.value.hint


def test_a_mistyped_variable_is_refused() -> None:
    with pytest.raises(ConfigError, match="TOLLWATCH_POLL__INTERVALL") as caught:
        load_settings({"TOLLWATCH_POLL__INTERVALL": "1h"})
    assert "TOLLWATCH_POLL__INTERVAL" in caught.value.hint


def test_a_wrong_variable_is_named_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOLLWATCH_WORKER__BATCH", "0")
    with pytest.raises(ConfigError, match="environment: TOLLWATCH_WORKER__BATCH"):
        load_settings()


@pytest.mark.parametrize("text", ["127.0.0.0/8, fd00::/8", '["127.0.0.0/8", "fd00::/8"]'])
def test_a_list_in_the_environment_is_words_between_commas_or_json(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("TOLLWATCH_FETCH__ALLOW_NETWORKS", text)
    assert [str(network) for network in load_settings().fetch.allow_networks] == ["127.0.0.0/8", "fd00::/8"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("TOLLWATCH_FETCH__ALLOW_NETWORKS", "[not json"),
        ("TOLLWATCH_FETCH__ALLOW_NETWORKS", "127.0.0.1/8"),
        ("TOLLWATCH_FETCH__ALLOW_PORTS", "80,http"),
        ("TOLLWATCH_POLL", "{not json"),
    ],
)
def test_a_variable_that_can_not_be_read_is_named(monkeypatch: pytest.MonkeyPatch, name: str, text: str) -> None:
    monkeypatch.setenv(name, text)
    with pytest.raises(ConfigError, match=rf"^environment: {name}: must be"):
        load_settings()


RULE = '[[rule]]\nname = "r"\nkilled = [10]\n'


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('[[rule]]\nname = "r"\n', "needs steps"),
        ('[[rule]]\nname = "r"\nkilled = [50, 10]\n', "rule 'r': killed: steps must rise"),
        ('[[rule]]\nname = "r"\nkilled = [-1]\n', "rule 'r': killed number 1: must be 1 or more"),
        ('[rule]\nname = "r"\nkilled = [10]\n', "rule: must be written [[rule]]"),
        ('[[rule]]\nname = "r"\nkilled = 10\n', "rule 'r': killed: must be a list"),
        (RULE + 'bounds = "low"\n', "rule 'r': bounds: unknown key"),
        (RULE + 'channels = ["desk"]\n', "'desk' is not defined"),
        (RULE + RULE, "two [[rule]] are called 'r'"),
        (RULE + 'countries = ["XX"]\n', "countries"),
        (RULE + 'types = ["party"]\n', "types"),
        ('[[channel]]\nname = "w"\ntype = "webhook"\nurl_env = "URL"\n', "needs secret_env"),
        ('[[channel]]\nname = "w"\ntype = "pager"\nurl_env = "URL"\n', "'slack' or 'webhook'"),
        ('[[channel]]\nname = "w"\ntype = "slack"\nurl_env = "https://hooks"\n', "url_env: must be the name of"),
    ],
)
def test_a_wrong_rule_or_channel_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    settings = configured(tmp_path, alerts=text)
    with pytest.raises(ConfigError) as caught:
        load_alerts(settings)
    assert complaint in str(caught.value)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('[[feed]]\nurl = "ftp://example.org/rss"\n', "feed number 1: url: must begin with http:// or https://"),
        ('[[feed]]\nname = "Example"\n', "feed 'Example': url: is missing"),
        ('[[feed]]\nurl = "https://example.org/rss"\ninterval = "soon"\n', "feed number 1: interval"),
        ('[[feed]]\nurl = "https://example.org/rss"\n[[feed]]\nurl = "https://example.org/rss"\n', "listed twice"),
        ("feed = 3\n", "feeds.toml: feed"),
    ],
)
def test_a_wrong_feed_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    settings = configured(tmp_path, feeds=text)
    with pytest.raises(ConfigError) as caught:
        load_feeds(settings)
    assert complaint in str(caught.value)


@pytest.mark.parametrize(("text", "seconds"), [("90s", 90), ("15m", 900), ("72h", 259_200), ("7d", 604_800)])
def test_durations_are_text(text: str, seconds: int) -> None:
    assert parse_duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "5", "-5s", "5 s", "1.5h", "99999999d", "5w", 5, None])
def test_anything_else_is_no_duration(text: object) -> None:
    with pytest.raises(ValueError, match="must be"):
        parse_duration(text)
