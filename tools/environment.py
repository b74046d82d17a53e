"""Sets up .venv for `make`: pinned packages checked by hash, the project itself, its front end and translations.

Only the standard library, because nothing else is there yet. What was set up is remembered by a stamp, so that a second
call costs a fraction of a second.  Usage: python3 tools/environment.py product|test|spark
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PINS = {
    "product": ["product.txt", "build.txt"],
    "test": ["test.txt", "build.txt"],
    "spark": ["test.txt", "spark.txt", "build.txt"],
}
"""Each holds all of those before it."""


def main(wanted: str) -> None:
    if not PYTHON.exists():
        create_venv()
    kinds = list(PINS)
    if not any(is_current(kind) for kind in kinds[kinds.index(wanted) :]):
        install(wanted)
    run([PYTHON, ROOT / "hatch_build.py"], "The front end or the translations could not be built.")


def create_venv() -> None:
    say(f"Making a Python environment in {VENV.name}")
    hint = "On Debian: sudo apt install python3-venv. Then remove .venv and try again."
    run([sys.executable, "-m", "venv", VENV], f"Python's venv module is not complete. {hint}")


def is_current(kind: str) -> bool:
    stamp = VENV / f".ignition-{kind}"
    return stamp.is_file() and stamp.read_text() == what_is_wanted(kind)


def what_is_wanted(kind: str) -> str:
    """The pins, and the part of pyproject.toml that an installation depends on (the rest is for the linters)."""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("\n[tool.ruff]")[0]
    pins = [(ROOT / "requirements" / name).read_text(encoding="utf-8") for name in PINS[kind]]
    return hashlib.sha256("\n".join([project, *pins]).encode()).hexdigest()


def install(kind: str) -> None:
    files = [ROOT / "requirements" / name for name in PINS[kind]]
    arguments = [argument for file in files for argument in ("-r", file)]
    install_counted([*arguments, "--require-hashes"], len(pinned_names(files)))
    say("Installing Ignition itself")
    own = ["--quiet", "--no-deps", "--no-build-isolation", "--editable", ROOT]
    run([*pip_install(), *own], "Ignition itself could not be installed.")
    (VENV / f".ignition-{kind}").write_text(what_is_wanted(kind))


def pinned_names(files: list[Path]) -> set[str]:
    return {name for file in files for name in re.findall(r"^([a-z0-9._-]+)==", file.read_text(), re.MULTILINE)}


def install_counted(arguments: list[object], total: int) -> None:
    """Runs pip and counts what it has dealt with, instead of its own hundred lines."""
    command = [str(part) for part in (*pip_install(), *arguments)]
    done, lines, counted = 0, [], re.compile(r"^(?:Collecting|Requirement already satisfied:) ([A-Za-z0-9._-]+)")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        for line in pip.stdout or ():
            lines.append(line)
            if match := counted.match(line):
                done += 1
                show_progress(min(done, total), total, match[1])
            elif line.startswith("Installing collected packages"):
                show_progress(total, total, "unpacking")
    end_progress()
    if pip.returncode:
        stop("The packages could not be installed. What pip said:\n" + "".join(lines[-25:]))


def show_progress(done: int, total: int, name: str) -> None:
    if sys.stderr.isatty():
        bar = "#" * round(24 * done / total)
        print(f"\r[{bar:<24}] {done}/{total} packages  {name:<28.28}", end="", file=sys.stderr, flush=True)
    elif done % 25 == 0 or done == total:
        say(f"{done}/{total} packages  {name}")


def end_progress() -> None:
    if sys.stderr.isatty():
        print(file=sys.stderr)


def pip_install() -> list[object]:
    return [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]


def run(command: list[object], failure: str) -> None:
    done = subprocess.run([str(part) for part in command], stdin=subprocess.DEVNULL, cwd=ROOT, check=False)
    if done.returncode:
        stop(failure)


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def stop(sentence: str) -> None:
    raise SystemExit(sentence)


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is where an older Python is told so
        stop(f"Ignition needs Python 3.11 or newer, this is {sys.version.split()[0]}. Try: make PYTHON=python3.11")
    if len(sys.argv) != 2 or sys.argv[1] not in PINS:
        stop(f"Say what to set up: {' or '.join(PINS)}")
    main(sys.argv[1])
