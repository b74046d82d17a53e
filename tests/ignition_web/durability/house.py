"""A whole Ignition in processes of its own: started, killed and looked into from outside."""

from __future__ import annotations

import http.client
import http.cookiejar
import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import psutil
import psycopg

from tests.ignition_web.documents import OURS

ROOT = Path(__file__).parents[3]
PASSWORD = "una frase lunga e tranquilla"
IGNITION = [sys.executable, "-c", "from ignition_web.commands import main; main()"]


class House:
    """`serve` with its worker, on a port and in a data folder of its own."""

    def __init__(self, folder: Path, database_url: str = "") -> None:
        self.folder = folder
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("IGNITION_", "DJANGO_"))},
            "IGNITION_DATA_FOLDER": str(folder),
            "DATABASE_URL": database_url,
            "IGNITION_BASE_URL": self.url,
            "IGNITION_OWN_VAT": OURS,
            "IGNITION_LEASE_SECONDS": "2",
            "PYTHONPATH": str(ROOT),
        }
        self.process: subprocess.Popen[bytes] | None = None
        self._pulse: object = None

    def command(self, *words: str) -> str:
        done = subprocess.run(
            [*IGNITION, *words], env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def python(self, code: str) -> object:
        """What a piece of code inside the house's Django prints, as JSON."""
        setup = "import django, os; os.environ['DJANGO_SETTINGS_MODULE'] = 'ignition_web.settings'; django.setup()\n"
        command = [sys.executable, "-c", setup + code]
        done = subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def start(self) -> None:
        log = (self.folder.parent / "serve.log").open("ab")
        self.process = subprocess.Popen(
            [*IGNITION, "serve"], env=self.environment, cwd=ROOT, start_new_session=True, stdout=log, stderr=log
        )
        wait_until(self.answers, 60, "the server to answer")

    def worker_works(self) -> bool:
        """Has the worker given a sign of life since this process last looked?"""
        beat = self._last_pulse()
        new = beat is not None and beat != self._pulse
        self._pulse = beat
        return new

    def _last_pulse(self) -> object:
        question = "SELECT at FROM work_pulse"
        try:
            if self.environment["DATABASE_URL"]:
                with psycopg.connect(self.environment["DATABASE_URL"]) as connection:
                    return connection.execute(question).fetchone()
            with sqlite3.connect(f"file:{self.folder / 'ignition.sqlite3'}?mode=ro", uri=True) as lite:
                return lite.execute(question).fetchone()
        except (sqlite3.Error, psycopg.Error):
            return None

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (OSError, urllib.error.URLError):
            return False

    def kill_something(self, chance: random.Random) -> str:
        """kill -9 of all, of the worker, or of a web process, whichever chance says."""
        assert self.process is not None
        below = psutil.Process(self.process.pid).children(recursive=True)
        worker = [one for one in below if "ignition_web.commands.worker" in " ".join(_words(one))]
        web = [one for one in below if "serve" in _words(one)]
        what = chance.choice(["all", "all", "worker", "web"])
        for one in {"all": [], "worker": worker, "web": web}[what]:
            one.kill()
        if what == "all":
            self.kill_all()
        return what

    def kill_all(self) -> None:
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def stop(self) -> None:
        """The polite way."""
        assert self.process is not None
        self.process.terminate()
        self.process.wait(40)


ALREADY_REPORTED = 208
"""To whoever sends again what was kept, and killed before it was said."""


class Client:
    """Somebody who uploads documents and does not give up until each was taken."""

    def __init__(self, house: House, email: str) -> None:
        self.house, self.email = house, email
        self._jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._jar))

    def sign_in(self) -> None:
        self._opener.open(f"{self.house.url}/login", timeout=10).read()
        self._post("/login", urllib.parse.urlencode({"email": self.email, "password": PASSWORD}).encode())

    def upload(self, name: str, content: bytes, until: float) -> bool:
        """True once it was acknowledged."""
        boundary = "0123456789abcdef"
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
        body = f"{head}Content-Type: text/xml\r\n\r\n".encode() + content + f"\r\n--{boundary}--\r\n".encode()
        while time.monotonic() < until:
            try:
                self._post("/arrivals/", body, f"multipart/form-data; boundary={boundary}")
                return True
            except (OSError, urllib.error.URLError, http.client.HTTPException):
                time.sleep(0.1)
        return False

    def _post(self, path: str, body: bytes, kind: str = "application/x-www-form-urlencoded") -> None:
        token = next(cookie.value for cookie in self._jar if cookie.name == "csrf")
        headers = {"Content-Type": kind, "X-CSRFToken": token, "Origin": self.house.url, "X-Requested-With": "drop"}
        request = urllib.request.Request(f"{self.house.url}{path}", body, headers)
        with self._opener.open(request, timeout=20) as answer:
            assert "/login" not in answer.url or path == "/login"
            assert answer.status in (200, ALREADY_REPORTED)


def wait_until(happened: object, seconds: float, what: str) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if happened():  # type: ignore[operator]
            return
        time.sleep(0.1)
    raise AssertionError(f"waited {seconds} s in vain for {what}")


def _words(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])
