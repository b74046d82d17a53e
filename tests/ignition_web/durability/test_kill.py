"""kill -9 at any moment, of web, worker or all: what was acknowledged is there, once, whole.

`make test` runs a few rounds on SQLite; the drill runs twenty on SQLite and twenty on PostgreSQL
(IGNITION_TEST_POSTGRES, the URL of a database whose role may create others).
"""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.ignition_web.documents import invoice
from tests.ignition_web.durability.house import PASSWORD, Client, House, wait_until

A_FEW = 2
ALL = 20
CLIENTS = 3
BUYERS = ("00743110157", "00905811006", "00488410010", "12485671007")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path / "data")
    yield made
    made.kill_all()


@pytest.fixture
def postgres_house(tmp_path: Path) -> Iterator[House]:
    server = os.environ.get("IGNITION_TEST_POSTGRES", "")
    if not server:
        pytest.skip("no PostgreSQL: set IGNITION_TEST_POSTGRES to the URL of a database whose role may create others")
    name = f"ignition_kill_{os.getpid()}_{random.randrange(10**6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    head, _, query = server.partition("?")
    made = House(tmp_path / "data", f"{head.rpartition('/')[0]}/{name}" + (f"?{query}" if query else ""))
    yield made
    made.kill_all()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_a_few_kills_lose_and_double_nothing(house):
    _drill(house, A_FEW)


@pytest.mark.drill
def test_twenty_kills_lose_and_double_nothing_on_sqlite(house):
    _drill(house, ALL)


@pytest.mark.drill
def test_twenty_kills_lose_and_double_nothing_on_postgresql(postgres_house):
    _drill(postgres_house, ALL)


def _drill(house: House, rounds: int) -> None:
    seed = int(os.environ.get("IGNITION_TEST_SEED", random.randrange(10**6)))
    chance = random.Random(seed)
    print(f"IGNITION_TEST_SEED={seed}")
    house.command("user", "add", "alice@bianchi.example", "--name", "Alice", "--role", "owner", "--password", PASSWORD)
    taken: list[str] = []
    for number in range(rounds):
        taken += _round(house, number, chance)
    assert len(taken) > rounds * CLIENTS
    _let_it_finish(house)
    _look(house, taken)


def _round(house: House, number: int, chance: random.Random) -> list[str]:
    """Upload from several sides at once, and kill in the middle. What the clients were told is kept."""
    if house.process is None or house.process.poll() is not None:
        house.start()
    taken: list[str] = []
    until = time.monotonic() + 40
    stop = threading.Event()
    clients = [Client(house, "alice@bianchi.example") for _ in range(CLIENTS)]
    wait_until(house.worker_works, 60, "the worker to work")
    for client in clients:
        wait_until(lambda client=client: _signed_in(client), 30, "sign-in")
    threads = [
        threading.Thread(target=_keep_uploading, args=(client, f"{number}-{which}", taken, stop, until))
        for which, client in enumerate(clients)
    ]
    for thread in threads:
        thread.start()
    time.sleep(chance.uniform(0.2, 2.0))
    what = house.kill_something(chance)
    if what == "all":
        house.start()
    time.sleep(chance.uniform(0.2, 0.6))
    stop.set()
    for thread in threads:
        thread.join()
    return taken


def _signed_in(client: Client) -> bool:
    try:
        client.sign_in()
    except OSError:
        return False
    return True


def _keep_uploading(client: Client, who: str, taken: list[str], stop: threading.Event, until: float) -> None:
    count = 0
    while not stop.is_set():
        number = f"{who}-{count}"
        if client.upload(f"{number}.xml", _document(number), until):
            taken.append(number)
        count += 1
        time.sleep(0.05)


def _document(number: str) -> bytes:
    buyer = BUYERS[sum(map(ord, number)) % len(BUYERS)]
    return invoice(number, f"Cliente {buyer}", buyer)


def _let_it_finish(house: House) -> None:
    if house.process is None or house.process.poll() is not None:
        house.start()
    count = "from ignition_web.capture.models import *; print(Arrival.objects.exclude(state='read').count())"
    wait_until(lambda: house.python(count) == 0, 400, "all documents to be read")
    house.stop()


LOOK = """
import hashlib, json
from collections import Counter
from django.db import connection
from ignition_web.capture.models import Arrival
from ignition_web.customers.models import Customer
from ignition_web.points.models import Point
from ignition_web.sales.models import Purchase, PurchaseLine
points = Counter(Point.objects.filter(gone_at=None).values_list("for_person", "play", "subject", "subject_id"))
with connection.cursor() as cursor:
    whole = True
    if connection.vendor == "sqlite":
        whole = cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)] and not cursor.execute("PRAGMA foreign_key_check").fetchall()
print(json.dumps({
    "documents": list(Purchase.objects.values_list("document", flat=True)),
    "lines": PurchaseLine.objects.count(),
    "customers": sorted(Customer.objects.values_list("vat_id", flat=True)),
    "arrivals": list(Arrival.objects.values_list("name", flat=True)),
    "counted": sum(a.outcome.get("purchases", 0) for a in Arrival.objects.all()),
    "bytes kept": all(hashlib.sha256(a.path.read_bytes()).hexdigest() == a.sha256 for a in Arrival.objects.all()),
    "doubled points": [n for n in points.values() if n > 1],
    "whole": whole,
}))
"""


def _look(house: House, taken: list[str]) -> None:
    found = house.python(LOOK)
    assert sorted(set(taken) - set(found["documents"])) == [], "acknowledged and lost"
    assert len(found["documents"]) == len(set(found["documents"])), "doubled"
    assert len(found["arrivals"]) == len(set(found["arrivals"])) == len(found["documents"])
    assert found["lines"] == found["counted"] == len(found["documents"]), "half an import"
    assert len(found["customers"]) == len(set(found["customers"])) <= len(BUYERS)
    assert found["bytes kept"]
    assert found["whole"]
    assert found["doubled points"] == []
