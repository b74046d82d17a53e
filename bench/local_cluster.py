"""A Spark cluster on this machine: a master and two workers, processes of their own that speak over loopback. Needs Java 17.

It is what tests and benches of the second backend run on. Nothing listens beyond 127.0.0.1, there is no page to look at, and
it ends with the process that asked for it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
WORKERS, CORES, MEGABYTES = 2, 1, 1024
LEAST_JAVA = 17


def why_not() -> str | None:
    """What is missing, in words; None where a cluster can be started."""
    if find_spec("pyspark") is None:
        return "PySpark is not installed: make test-spark installs it, or pip install 'ignition-sales[spark]'"
    java = _java()
    if java is None:
        return f"Java {LEAST_JAVA} was not found: install it (Debian: openjdk-17-jre-headless) or set JAVA_HOME"
    found = _version(java)
    if found < LEAST_JAVA:
        return f"Java {LEAST_JAVA} or newer is needed, {java} is {found}"
    return None


@contextmanager
def local_cluster(name: str, megabytes: int = MEGABYTES, partitions: int = 4) -> Iterator[Any]:
    """A session on a fresh cluster; `megabytes` is the memory of each worker."""
    with tempfile.TemporaryDirectory(prefix="ignition-spark-") as folder:
        session = _start(name, megabytes, partitions, Path(folder))
        try:
            yield session
        finally:
            session.stop()


def _start(name: str, megabytes: int, partitions: int, folder: Path) -> Any:
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_WORKER_DIR"] = str(folder / "work")
    from pyspark.sql import SparkSession

    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": f"{megabytes}m",
        "spark.executor.memory": f"{megabytes}m",
        "spark.executorEnv.PYTHONPATH": str(ROOT),
        "spark.local.dir": str(folder / "local"),
        "spark.sql.shuffle.partitions": str(partitions),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.appName(name).master(f"local-cluster[{WORKERS},{CORES},{megabytes}]")
    for key, value in settings.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def _java() -> str | None:
    home = os.environ.get("JAVA_HOME")
    return shutil.which(str(Path(home) / "bin" / "java")) if home else shutil.which("java")


def _version(java: str) -> int:
    """The feature release, as 17; 0 where it does not say."""
    try:
        said = subprocess.run(
            [java, "-XshowSettings:properties", "-version"], capture_output=True, text=True, timeout=60
        )
    except OSError:
        return 0
    lines = [line.split("=")[1].strip() for line in said.stderr.splitlines() if "java.specification.version" in line]
    return int(lines[0].split(".")[0]) if lines else 0
