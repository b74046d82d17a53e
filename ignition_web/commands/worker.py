"""`ignition worker`: the worker alone, and the process that `serve` keeps beside the web server."""

from __future__ import annotations

import importlib
import os
import signal
import sys
import threading

from ignition_web.commands.settled import set_up_django


def run_worker(until_input_ends: bool = False) -> None:
    """Work until asked to stop (Ctrl+C, SIGTERM), or until standard input ends: then whoever started us is gone."""
    set_up_django()
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    if until_input_ends:
        threading.Thread(target=_stop_when_input_ends, args=(stop,), daemon=True).start()
    importlib.import_module("ignition_web.work.worker").run(stop)


def _stop_when_input_ends(stop: threading.Event) -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    stop.set()


if __name__ == "__main__":
    run_worker(until_input_ends=True)
