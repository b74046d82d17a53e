"""Settings: documented each, and when one is wrong the start stops with a sentence and a hint."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from ignition_web.environment import VARIABLES, read_environment
from ignition_web.environment.secret import secret_key

ROOT = Path(__file__).parents[2]

WRONG = {
    "DATABASE_URL": "mysql://host/name",
    "IGNITION_SECRET_KEY": "short",
    "IGNITION_BASE_URL": "http://sales.example.com",
    "IGNITION_ALLOWED_HOSTS": "*",
    "IGNITION_WATCHED_FOLDER": "/no/such/folder",
    "IGNITION_OWN_VAT": "!!",
    "IGNITION_OWN_MAIL_DOMAINS": "not a domain",
    "IGNITION_MARGIN": "35",
    "IGNITION_TIME_ZONE": "Rome",
    "IGNITION_LANGUAGE": "fr",
    "IGNITION_UPLOAD_MB": "-1",
    "IGNITION_READ_SECONDS": "soon",
    "IGNITION_READ_MEMORY_MB": "1",
    "IGNITION_LEASE_SECONDS": "0",
    "IGNITION_TRUSTED_PROXIES": "many",
    "IGNITION_DEBUG": "perhaps",
    "IGNITION_DATA_FOLDER": __file__,
}


def test_every_setting_has_a_wrong_value_in_this_test():
    assert set(WRONG) == {variable.name for variable in VARIABLES}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_is_named_with_a_hint_in_both_languages(name):
    _values, wrong = read_environment({name: WRONG[name]})
    assert [value.name for value in wrong] == [name]
    for lang in ("it", "en"):
        assert name in wrong[0].say(lang)
        assert len(wrong[0].hint.say(lang)) > 5


def test_defaults_are_all_right():
    _values, wrong = read_environment({})
    assert wrong == []


def test_a_misspelled_setting_is_not_passed_over():
    _values, wrong = read_environment({"IGNITION_MARGINE": "0.4"})
    assert [value.name for value in wrong] == ["IGNITION_MARGINE"]


def test_a_wrong_secret_is_not_repeated():
    _values, wrong = read_environment({"IGNITION_SECRET_KEY": "hunter2"})
    assert "hunter2" not in wrong[0].say("en")


def test_a_wrong_setting_stops_the_start_with_a_sentence_and_no_traceback(tmp_path):
    environment = {
        **os.environ,
        "IGNITION_MARGIN": "35",
        "IGNITION_DATA_FOLDER": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }
    start = [sys.executable, "-c", "from ignition_web.commands import main; main()", "check"]
    done = subprocess.run(start, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "IGNITION_MARGIN" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_setting_stands_in_the_documentation():
    page = (ROOT / "docs" / "settings.md").read_text()
    assert [variable.name for variable in VARIABLES if f"`{variable.name}`" not in page] == []


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    first = secret_key("", tmp_path)
    assert len(first) >= 50
    assert secret_key("", tmp_path) == first
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("url", "engine", "name"),
    [
        ("sqlite:////data/x.sqlite3", "sqlite", "/data/x.sqlite3"),
        ("postgres://u:p%40ss@db.example:5433/sales?sslmode=require", "postgresql", "sales"),
        ("postgresql:///sales?host=/run/postgresql", "postgresql", "sales"),
    ],
)
def test_a_database_url_is_read(url, engine, name):
    values, wrong = read_environment({"DATABASE_URL": url})
    assert wrong == []
    assert (values["DATABASE_URL"]["engine"], values["DATABASE_URL"]["name"]) == (engine, name)


def test_the_password_of_a_database_url_may_hold_any_sign():
    values, _ = read_environment({"DATABASE_URL": "postgres://u:p%40ss@db.example:5433/sales"})
    assert (values["DATABASE_URL"]["password"], values["DATABASE_URL"]["port"]) == ("p@ss", "5433")


def test_sqlite_is_durable_by_default(db):
    if connection.vendor != "sqlite":
        pytest.skip("this run is on PostgreSQL")
    with connection.cursor() as cursor:
        found = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 20000}
    assert settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_passwords_are_hashed_with_argon2_and_have_twelve_signs(settings):
    import ignition_web.settings as product

    assert product.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert product.AUTH_PASSWORD_VALIDATORS[0]["OPTIONS"] == {"min_length": 12}
