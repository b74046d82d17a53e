"""Shared ground of all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_BESIDE_THE_PROJECT = Path(__file__).parents[1].parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real public data kept outside the project; a test that wants it is skipped where it is absent."""
    folder = Path(os.environ.get("IGNITION_SHARED_DATA", _BESIDE_THE_PROJECT))
    if not folder.is_dir():
        pytest.skip(f"real data not found at {folder} (set IGNITION_SHARED_DATA)")
    return folder
