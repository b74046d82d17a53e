"""`ignition serve`: the web server and the worker, started and stopped together. Imported once Django is set up."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import typer
from django.conf import settings
from django.core.management import call_command
from granian import Granian
from granian.constants import Interfaces

RESTART_AFTER = 2.0
STOP_WITHIN = 15.0
"""Seconds the worker has to finish what it is doing; afterwards it is ended, and loses nothing."""


def serve(host: str, port: int, processes: int = 1, with_worker: bool = True) -> None:
    """Serve until asked to stop (Ctrl+C, SIGTERM)."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    with _worker_beside() if with_worker else _nothing():
        while not _serve_once(host, port, processes):
            typer.echo("the web processes ended again and again: starting them anew", err=True)


def _serve_once(host: str, port: int, processes: int) -> bool:
    """True when we were asked to stop. Granian starts a dead process again, but gives up when two die within seconds."""
    server = Granian(
        "ignition_web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=4,
        websockets=False,
        log_level="warning",  # type: ignore[arg-type]
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    )
    server.serve()
    if not server.interrupt_signal:
        time.sleep(RESTART_AFTER)
    return bool(server.interrupt_signal)


@contextmanager
def _worker_beside() -> Iterator[None]:
    """A worker process that is started again when it dies, and asked to stop at the end."""
    stopping = threading.Event()
    running: list[subprocess.Popen[bytes]] = [_start_worker()]
    guard = threading.Thread(target=_keep_alive, args=(running, stopping), daemon=True)
    guard.start()
    try:
        yield
    finally:
        stopping.set()
        guard.join()
        _stop(running[0])


@contextmanager
def _nothing() -> Iterator[None]:
    yield


def _start_worker() -> subprocess.Popen[bytes]:
    """Its standard input is a line to us: when we are gone, however that happened, it ends and the worker stops."""
    return subprocess.Popen([sys.executable, "-m", "ignition_web.commands.worker"], stdin=subprocess.PIPE)


def _keep_alive(running: list[subprocess.Popen[bytes]], stopping: threading.Event) -> None:
    while not stopping.wait(RESTART_AFTER):
        if running[0].poll() is not None:
            typer.echo(f"worker ended ({running[0].returncode}): starting it again", err=True)
            running[0] = _start_worker()


def _stop(worker: subprocess.Popen[bytes]) -> None:
    if worker.stdin:
        worker.stdin.close()
    try:
        worker.wait(STOP_WITHIN)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


def address_of_base_url() -> tuple[str, int]:
    """Where to listen when nothing else is said: on this machine only, at the port people were told."""
    url = urlsplit(settings.IGNITION_BASE_URL)
    return "127.0.0.1", (url.port or 8000) if url.scheme == "http" else 8000
