"""The installation: one setting per choice, secrets made once, nothing risky left open."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.utils.translation import get_language_info

from saphan.config import env
from saphan.config.checks import check_installation


def test_sqlite_is_the_default_and_a_file_can_be_named(tmp_path: Path) -> None:
    assert env.database({"SAPHAN_HOME": str(tmp_path)})["NAME"] == str(tmp_path / "saphan.sqlite3")
    named = env.database({"SAPHAN_DATABASE": str(tmp_path / "x.db")})
    assert (named["ENGINE"], named["NAME"]) == (
        "django.db.backends.sqlite3",
        str(tmp_path / "x.db"),
    )


def test_postgresql_is_one_setting() -> None:
    address = "postgresql://so%40m:se%2Fcret@db.example:6432/saphan?sslmode=require"
    found = env.database({"SAPHAN_DATABASE": address})
    wanted = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "saphan",
        "USER": "so@m",
        "PASSWORD": "se/cret",
        "HOST": "db.example",
        "PORT": "6432",
        "OPTIONS": {"sslmode": "require"},
    }
    assert wanted.items() <= found.items()
    with pytest.raises(env.SettingError, match="SAPHAN_DATABASE"):
        env.database({"SAPHAN_DATABASE": "mysql://x/y"})


@pytest.mark.parametrize("word", ["yes", "True", "1", "on"])
def test_switches_that_are_on(word: str) -> None:
    assert env.switch({"SAPHAN_DEMO": word}, "SAPHAN_DEMO")


def test_switches_that_are_off_or_wrong() -> None:
    assert not env.switch({}, "SAPHAN_DEMO")
    assert not env.switch({"SAPHAN_DEMO": "no"}, "SAPHAN_DEMO")
    with pytest.raises(env.SettingError, match="SAPHAN_DEMO"):
        env.switch({"SAPHAN_DEMO": "maybe"}, "SAPHAN_DEMO")


def test_secrets_are_made_once_and_for_nobody_else(tmp_path: Path) -> None:
    here = {"SAPHAN_HOME": str(tmp_path / "new")}
    first = (env.secret_key(here), *env.vault_keys(here))
    assert (env.secret_key(here), *env.vault_keys(here)) == first
    for file in (tmp_path / "new").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_programs_that_start_at_once_agree_on_the_secret(tmp_path: Path) -> None:
    script = "import os; from saphan.config import env; print(env.secret_key(os.environ))"
    source = str(Path(env.__file__).parents[2])
    around = {**os.environ, "SAPHAN_HOME": str(tmp_path), "PYTHONPATH": source}
    started = [
        subprocess.Popen([sys.executable, "-c", script], env=around, stdout=subprocess.PIPE)
        for _ in range(4)
    ]
    told = {program.communicate()[0] for program in started}
    assert len(told) == 1
    assert len(told.pop().strip()) > 40
    assert [file.name for file in tmp_path.iterdir()] == ["secret.key"]


def test_a_given_secret_is_not_written(tmp_path: Path) -> None:
    given = {"SAPHAN_HOME": str(tmp_path), "SAPHAN_VAULT_KEY": " new , old "}
    assert env.vault_keys(given) == ["new", "old"]
    assert not list(tmp_path.iterdir())


def ids(messages: list[Any]) -> list[str]:
    return [message.id for message in messages]


def test_a_laptop_is_in_order() -> None:
    assert check_installation() == []


def test_debug_and_demo_are_refused_when_others_can_come_in(settings: Any) -> None:
    settings.DEBUG = settings.DEMO = True
    settings.ALLOWED_HOSTS = ["127.0.0.1", "saphan.example"]
    assert ids(check_installation()) == ["saphan.E001", "saphan.E002"]


def test_missing_keys_are_refused(settings: Any) -> None:
    settings.SECRET_KEY, settings.VAULT_KEYS = "short", []
    assert ids(check_installation()) == ["saphan.E003", "saphan.E004"]
    settings.SECRET_KEY, settings.VAULT_KEYS = "x" * 50, ["not a key"]
    assert ids(check_installation()) == ["saphan.E004"]


def test_six_languages_and_lao_among_them() -> None:
    assert [code for code, _ in configured.LANGUAGES] == ["th", "en", "my", "km", "lo", "vi"]
    assert get_language_info("lo")["name_local"] == "ລາວ"


def test_every_setting_read_is_in_the_table() -> None:
    source = (Path(env.__file__).parent / "settings.py").read_text("utf-8")
    source += Path(env.__file__).read_text("utf-8")
    table = {setting.name for setting in env.SETTINGS}
    assert set(re.findall(r'"(SAPHAN_[A-Z_]+)"', source)) == table
