"""The house rules that a machine can hold: sizes, floors, what may be imported, what never stands in a file."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[1]
LONGEST_FILE, MEDIAN_FILE, LONGEST_FUNCTION = 400, 80, 50
OPTIONAL = {"pandas", "polars"}
NEEDED_UNSEEN = {
    "argon2-cffi": "Django hashes passwords with it",
    "psycopg": "Django speaks to PostgreSQL by it",
    "sqlglot": "held below the version that breaks Ibis",
    "tzdata": "the time zones of zoneinfo, where the system has none",
}
"""Declared, and imported by somebody else on our behalf."""
VAGUE_NAMES = {"utils", "util", "helpers", "services", "common", "misc"}
TEXT_SUFFIXES = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".in",
    ".json",
    ".js",
    ".mjs",
    ".css",
    ".html",
    ".po",
    ".ipynb",
    ".sql",
    "",
}


def our_code() -> list[Path]:
    modules = [path for room in ("ignition", "ignition_web") for path in sorted((ROOT / room).rglob("*.py"))]
    return [path for path in modules if "migrations" not in path.parts]


def tracked_files() -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode:
        pytest.skip("not a git checkout: there is no list of tracked files")
    return [path for name in listing.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def named(paths: Iterator[Path] | list[Path]) -> list[str]:
    return [path.relative_to(ROOT).as_posix() for path in paths]


def test_no_file_is_longer_than_a_person_reads_in_one_go() -> None:
    tests = sorted((ROOT / "tests").rglob("*.py"))
    assert named([path for path in our_code() + tests if lines_of(path) > LONGEST_FILE]) == []


def test_the_usual_file_fits_on_two_screens() -> None:
    sizes = [lines_of(path) for path in our_code() if lines_of(path) > 1]
    assert statistics.median(sizes) <= MEDIAN_FILE


def long_functions(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {length} lines"


def test_no_function_is_longer_than_a_page() -> None:
    assert [finding for path in our_code() for finding in long_functions(path)] == []


def test_no_room_has_a_name_that_says_nothing() -> None:
    assert named([path for path in our_code() if VAGUE_NAMES & {*path.parts[:-1], path.stem}]) == []


@pytest.mark.parametrize("trick", ["apps.get_model", "django.dispatch", "@receiver", "post_save", "pre_save"])
def test_nothing_happens_at_a_distance(trick: str) -> None:
    assert named([path for path in our_code() if trick in path.read_text(encoding="utf-8")]) == []


def test_imports_go_downward_only() -> None:
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", command, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def imports_the_public_face(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(
        isinstance(node, ast.Import) and any(name.name == "ignition" for name in node.names) for node in ast.walk(tree)
    )


def test_the_engine_does_not_enter_by_its_own_front_door() -> None:
    inside = [path for path in (ROOT / "ignition").rglob("*.py") if "terminal" not in path.parts]
    assert named([path for path in inside if imports_the_public_face(path)]) == []


IMPORT_ALONE = """
import datetime, importlib, importlib.abc, pkgutil, sys, tempfile

class NotInstalled(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {absent!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, NotInstalled())
import ignition
for name in ignition.__all__:
    getattr(ignition, name)
for module in pkgutil.walk_packages(ignition.__path__, "ignition."):
    if not module.name.startswith(("ignition.terminal", "ignition.__main__")):
        importlib.import_module(module.name)

from ignition.datasets import write_demo_company
with tempfile.TemporaryDirectory() as folder:
    company = write_demo_company(folder, today=datetime.date(2026, 11, 24))
    assert ignition.ignite(ignition.read(folder), on=company.today).shown
"""


def test_the_engine_works_with_neither_django_nor_pandas() -> None:
    absent = {"django", "ignition_web", "pandas", "polars", "typer", "rich", "psycopg", "granian"}
    command = [sys.executable, "-c", IMPORT_ALONE.format(absent=absent)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def distributions_imported() -> set[str]:
    graph = grimp.build_graph("ignition", "ignition_web", include_external_packages=True)
    outside = (
        {module.partition(".")[0] for module in graph.modules} - {"ignition", "ignition_web"} - sys.stdlib_module_names
    )
    known = packages_distributions()
    return {canonical(known.get(module, [module])[0]) for module in outside}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=; ]", name)[0]).lower()


def distributions_declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {canonical(name) for name in project["dependencies"]}


def test_what_is_imported_is_declared() -> None:
    assert distributions_imported() - distributions_declared() - OPTIONAL == set()


def test_what_is_declared_is_imported() -> None:
    assert distributions_declared() - distributions_imported() - set(NEEDED_UNSEEN) == set()


# Written in two halves, so that this file does not find itself.
FORBIDDEN_TEXT = {
    "a path of somebody's machine": r"(?<![\w.])/(?:" + r"work|root|home/\w+|Users/\w+|opt" + r")/[\w.]",
    "a temporary folder": r"(?<![\w.])/t" + r"mp/\w",
    "an address of a package registry": "(?:pypi|pythonhosted|npmjs)" + r"\.org",
    "a place to find packages": "--(?:extra-)?index" + "-url|--find" + r"-links(?! )",
    "a secret": "-----BEGIN (?:RSA |EC |OPENSSH )?PRIVATE" + " KEY-----",
}


@pytest.mark.parametrize("what", FORBIDDEN_TEXT)
def test_no_tracked_file_carries(what: str) -> None:
    pattern = re.compile(FORBIDDEN_TEXT[what])
    texts = [path for path in tracked_files() if path.suffix in TEXT_SUFFIXES]
    assert named([path for path in texts if pattern.search(path.read_text(encoding="utf-8", errors="replace"))]) == []


def test_the_lock_of_the_front_end_names_no_address() -> None:
    assert '"resolved"' not in (ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8")


def test_nothing_built_is_tracked() -> None:
    built = re.compile(r"/static/built/|\.mo$|\.pyc$|node_modules/|^dist/|\.sqlite3|(^|/)uv\.lock$")
    assert [name for name in named(tracked_files()) if built.search(name)] == []
