"""A real browser before the real product: `ignition serve` with its worker, on a port and in a folder of their own."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOST_SECONDS = 60
"""For one journey: afterwards it is ended, whatever it waits for."""
PASSWORD = "una frase lunga e tranquilla"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}


@dataclass
class Product:
    """The running product, and what the browser asked of anybody."""

    url: str
    folder: Path
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    """What the browser's console complained of."""
    signed_in: object = None
    """The cookies of Alice's session."""

    @property
    def strangers(self) -> list[str]:
        own = (self.url, "data:", "blob:")
        return [address for address in self.asked if not address.startswith(own)]


@pytest.fixture(autouse=True)
def kill_switch() -> Iterator[None]:
    def too_long(*_: object) -> None:
        raise TimeoutError(f"this journey took longer than {MOST_SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(MOST_SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    path = os.environ.get("IGNITION_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium here: install Debian's `chromium` to walk the journeys")
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if not (ROOT / "ignition_web/screens/static/built/app.js").is_file():
        pytest.skip("the front end is not built: run `make front`")
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def product(browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    folder = tmp_path_factory.mktemp("product")
    url = f"http://127.0.0.1:{free_port()}"
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("IGNITION_", "DJANGO_"))}
    environment = {**inherited, "IGNITION_DATA_FOLDER": str(folder / "data"), "IGNITION_BASE_URL": url}
    environment.pop("DATABASE_URL", None)
    add_user(environment, "alice@officine.example", "Alice Ferri", "owner")
    with (folder / "log").open("wb") as log:
        server = ignition(environment, "serve", stdout=log, stderr=log, start_new_session=True)
        try:
            wait_until_ready(url, server, folder / "log")
            yield Product(url, folder)
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            end(server)


def ignition(environment: dict[str, str], *arguments: str, **more: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "from ignition_web.commands import main; main()", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, **more)  # type: ignore[call-overload]


def add_user(environment: dict[str, str], email: str, name: str, role: str) -> None:
    migrate = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    subprocess.run(
        migrate, cwd=ROOT, env={**environment, "DJANGO_SETTINGS_MODULE": "ignition_web.settings"}, check=True
    )
    added = ignition(environment, "user", "add", email, "--name", name, "--role", role, "--password", PASSWORD)
    assert added.wait(timeout=60) == 0


def wait_until_ready(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 45
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the product did not start:\n{log.read_text()[-2000:]}")


def end(server: subprocess.Popen[bytes]) -> None:
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


def listened(page, product: Product):
    """Every request and every complaint is written down."""
    page.on("request", lambda request: product.asked.append(request.url))
    page.on("console", lambda line: product.said.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: product.said.append(str(error)))
    page.set_default_timeout(20_000)
    return page


def sign_in(page, product: Product) -> None:
    page.goto(f"{product.url}/login")
    page.get_by_label("E-mail").fill("alice@officine.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Accedi").click()
    page.wait_for_url(f"{product.url}/")


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Some two dozen of the demo company's: its CRM, mailbox and calendar, lists of invoices and ten invoices."""
    from ignition.datasets import write_demo_company

    company = write_demo_company(tmp_path_factory.mktemp("documents"), today=dt.date.today())  # noqa: DTZ011
    ordered = sorted(company.documents, key=lambda path: (path.parent.name != "crm", path.name))
    invoices = [path for path in ordered if path.name.startswith("IT")]
    return [path for path in ordered if path.suffix != ".zip" and path not in invoices[10:]]


@pytest.fixture(scope="session")
def filled(browser, product: Product, documents: list[Path]) -> Product:
    """The first journey, which the others start from: documents dropped, read by the worker, and become points."""
    expect = pytest.importorskip("playwright.sync_api").expect
    context = browser.new_context(locale="it-IT")
    page = listened(context.new_page(), product)
    sign_in(page, product)
    expect(page.get_by_role("heading", name="Trascina i tuoi file")).to_be_visible()
    expect(page.locator(".step .numeral")).to_have_text(["3", "2", "1"])
    page.get_by_role("link", name="Importa i file").click()
    page.locator("#files").set_input_files(documents)
    expect(page.locator(".arrival-row")).to_have_count(len(documents), timeout=30_000)
    expect(page.get_by_text(re.compile(r"Letti \d+ documenti"))).to_be_hidden(timeout=50_000)
    expect(page.get_by_text("Non leggibile")).to_have_count(0)
    until_lit(page, product)
    product.signed_in = context.storage_state()
    context.close()
    return product


def until_lit(page, product: Product) -> None:
    for _ in range(30):
        page.goto(product.url)
        if page.locator(".point").count():
            return
        page.wait_for_timeout(1_000)
    pytest.fail("no point was lit")


@pytest.fixture
def page(browser, filled: Product) -> Iterator[object]:
    """A phone in Alice's hand, signed in."""
    context = browser.new_context(viewport=PHONE, locale="it-IT", has_touch=True, storage_state=filled.signed_in)
    yield listened(context.new_page(), filled)
    context.close()
