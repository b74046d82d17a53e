"""The process that measures the page of the day: `python -m bench.today_page_inside CUSTOMERS`. Prints p50, p95 (s) and points lit."""

from __future__ import annotations

import datetime as dt
import os
import sys
from decimal import Decimal

import django
import numpy as np

from bench.drawn import WEEKS, draw
from bench.figure import p50_p95, seconds

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ignition_web.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from ignition_web.customers.models import Customer  # noqa: E402
from ignition_web.points.flows import light_points  # noqa: E402
from ignition_web.points.models import Point  # noqa: E402
from ignition_web.sales.models import Purchase  # noqa: E402
from ignition_web.team.models import User  # noqa: E402

SELLERS, REQUESTS = 10, 100


def main(customers: int) -> None:
    call_command("migrate", verbosity=0, interactive=False)
    today = dt.date.today()  # noqa: DTZ011
    sellers = [User.objects.create_user(f"s{n}@bench.example", f"Seller {n}") for n in range(SELLERS)]
    _customers(customers, sellers)
    _purchases(customers, today)
    light_points(today)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(sellers[0], backend="ignition_web.team.signin.PasswordBackend")
    assert client.get("/").status_code == 200
    p50, p95 = p50_p95([seconds(lambda: client.get("/")) for _ in range(REQUESTS)])
    print(p50, p95, Point.objects.count())


def _customers(count: int, sellers: list[User]) -> None:
    made = (Customer(name=f"Cliente {n}", vat_id=f"{n:011d}", owner=sellers[n % SELLERS]) for n in range(count))
    Customer.objects.bulk_create(made, batch_size=2000)


def _purchases(count: int, today: dt.date) -> None:
    drawn = draw(np.random.default_rng(7), count)
    keys = list(Customer.objects.order_by("pk").values_list("pk", flat=True))
    start = today - dt.timedelta(weeks=WEEKS)
    rows = zip(drawn.who.tolist(), drawn.day.tolist(), drawn.amount.tolist(), strict=True)
    made = (
        Purchase(
            customer_id=keys[who],
            on=start + dt.timedelta(days=day),
            amount=Decimal(str(amount)),
            currency="EUR",
            document=str(n),
            kind="TD01",
            source_key=f"bench-{n}",
        )
        for n, (who, day, amount) in enumerate(rows)
    )
    Purchase.objects.bulk_create(made, batch_size=2000)


if __name__ == "__main__":
    main(int(sys.argv[1]))
