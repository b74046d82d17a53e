"""Draw the demo company, and write its documents to a folder."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np

from ignition.datasets.demo import write_calendar, write_crm, write_invoices, write_mail
from ignition.datasets.demo.clients import PEOPLE
from ignition.datasets.demo.company import DemoCompany
from ignition.datasets.demo.fatturapa import OUR_NAME, OUR_VAT_ID
from ignition.datasets.demo.history import draw_history


def write_demo_company(folder: Path | str, seed: int = 7, today: dt.date | None = None) -> DemoCompany:
    """Write about two and a half years of documents of a company that does not exist, and say what is true of it.

    The same `seed` and `today` write the same bytes. Whatever is interesting stands in relation to `today`: customers that
    fell silent, deals that are stuck, one close to its date, mails that wait for an answer.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     company = write_demo_company(folder, today=dt.date(2026, 11, 24))
    >>> company.name, [person.name for person in company.people], len(company.truth.silent)
    ('Officine Tramontana Srl', ['Alice Ferri', 'Bob Monti', 'Charlie Galli', 'Dora Neri'], 3)
    """
    folder, today = Path(folder), today or dt.date.today()  # noqa: DTZ011  the local day is the one people mean
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    truth = draw_history(rng, today)
    documents = [
        *write_invoices.write(folder / "fatture", rng, truth.sales, today),
        *write_crm.write(folder / "crm", truth, today),
        *write_mail.write(folder / "posta", truth, today),
        *write_calendar.write(folder / "calendario", truth, today),
    ]
    return DemoCompany(folder, OUR_NAME, OUR_VAT_ID, today, PEOPLE, tuple(documents), truth)
