"""What is handed over is complete: an sdist carries the built front end, and installs where there is no Node."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FRONT_END = {"app.js", "app.css", "charts.js", "stamp.txt"}
BUILT = "ignition_web/screens/static/built/"

pytestmark = pytest.mark.drill


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tracked files only, as a fresh clone has them."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: there is no list of tracked files")
    folder = tmp_path_factory.mktemp("clone") / "ignition"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(folder)], check=True)
    return folder


@pytest.fixture(scope="module")
def sdist(sources: Path) -> Path:
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "sdist"], cwd=sources, check=True)
    return next((sources / "dist").glob("*.tar.gz"))


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from the sdist in an environment that has hatchling and no Node."""
    home = tmp_path_factory.mktemp("no-node")
    venv.create(home / "venv", with_pip=True)
    python = home / "venv" / "bin" / "python"
    quiet = {**os.environ, "PATH": "/nowhere"}
    subprocess.run([python, "-m", "pip", "wheel", "-q", "--no-deps", "-w", home, sdist], env=quiet, check=True)
    return next(home.glob("*.whl"))


def built_files(names: list[str]) -> set[str]:
    return {name.partition(BUILT)[2] for name in names if BUILT in name}


def test_an_sdist_carries_the_built_front_end(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        assert built_files(archive.getnames()) >= FRONT_END


def test_an_sdist_leaves_the_npm_packages_at_home(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        assert [name for name in archive.getnames() if "node_modules" in name] == []


def test_a_wheel_is_built_from_the_sdist_without_node(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert built_files(names) >= FRONT_END
    assert "ignition/__init__.py" in names


def test_a_wheel_carries_both_languages(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert [name for name in names if name.endswith("it/LC_MESSAGES/django.mo")] != []


def test_a_changed_source_of_the_front_end_asks_for_node_again(sources: Path, sdist: Path) -> None:
    ask = "import hatch_build, pathlib; print(hatch_build.front_end_is_current(pathlib.Path('.')))"
    (sources / "frontend" / "src" / "new.js").write_text("// new\n")
    answer = subprocess.run([sys.executable, "-c", ask], cwd=sources, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"
