"""Shared ground of all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("same_everywhere", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("searching", deadline=None, print_blob=True)
# A suite that gates a change tries the same examples on every machine; HYPOTHESIS_PROFILE=searching looks for new ones.
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same_everywhere"))

_BESIDE_THE_PROJECT = Path(__file__).parents[1].parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real public data kept outside the project; a test that wants it is skipped where it is absent."""
    folder = Path(os.environ.get("IGNITION_SHARED_DATA", _BESIDE_THE_PROJECT))
    if not folder.is_dir():
        pytest.skip(f"real data not found at {folder} (set IGNITION_SHARED_DATA)")
    return folder


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A database file of its own for each run: runs side by side, or one that was broken off, never meet in one file."""
    from django.db import connections

    database = connections["default"].settings_dict
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
