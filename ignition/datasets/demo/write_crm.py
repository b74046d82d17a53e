"""Write the CRM's export as HubSpot writes it in Italian: deals with their stage history, companies, contacts; and who sells."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

from ignition.datasets.demo.clients import PEOPLE
from ignition.datasets.demo.company import Client, Deal, Truth
from ignition.datasets.demo.dealing import LOST, STAGES, WON
from ignition.datasets.demo.names import slug

PIPELINE = "Pipeline vendite"
_STAGE_NAMES = (*(stage.name for stage in STAGES), WON, LOST)
_DEAL_COLUMNS = (
    "ID record",
    "Nome trattativa",
    "Fase trattativa",
    "Pipeline",
    "Importo",
    "Valuta",
    "Data di chiusura",
    "Data di creazione",
    "Proprietario della trattativa",
    "Azienda Associata",
    "Associated Company IDs (Primary)",
    "È con chiusura vinta",
    "È con chiusura persa",
    *(f'Date entered "{name} ({PIPELINE})"' for name in _STAGE_NAMES),
)
_COMPANY_COLUMNS = (
    "ID record",
    "Nome azienda",
    "Dominio",
    "Partita IVA",
    "Telefono",
    "Indirizzo",
    "CAP",
    "Città",
    "Provincia",
    "Paese",
    "Settore",
    "Dipendenti",
    "Proprietario dell'azienda",
    "Data di creazione",
)
_CONTACT_COLUMNS = (
    "ID record",
    "Nome",
    "Cognome",
    "E-mail",
    "Telefono",
    "Ruolo",
    "Azienda",
    "Associated Company IDs (Primary)",
    "Proprietario del contatto",
)


def write(folder: Path, truth: Truth, today: dt.date) -> list[Path]:
    """Returns the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    export = f"hubspot-crm-exports-{{}}-{today}.csv"
    return [
        _csv(folder / export.format("trattative"), _DEAL_COLUMNS, map(_deal, truth.deals)),
        _csv(folder / export.format("aziende"), _COMPANY_COLUMNS, map(_company, truth.clients)),
        _csv(folder / export.format("contatti"), _CONTACT_COLUMNS, map(_contact, truth.clients)),
        _csv(folder / "venditori.csv", ("Nome", "E-mail", "Squadra", "Responsabile"), _people()),
    ]


def _deal(deal: Deal) -> list[str]:
    entered = dict(deal.stages)
    return [
        deal.key,
        deal.name,
        deal.stages[-1][0],
        PIPELINE,
        f"{deal.amount}",
        "EUR",
        f"{deal.closed_on or deal.expected_on} 17:00",
        f"{deal.stages[0][1]:%Y-%m-%d %H:%M}",
        deal.client.owner.name,
        deal.client.name,
        deal.client.key,
        str(deal.outcome == "won").lower(),
        str(deal.outcome == "lost").lower(),
        *(f"{entered[name]:%Y-%m-%d %H:%M}" if name in entered else "" for name in _STAGE_NAMES),
    ]


def _company(client: Client) -> list[str]:
    """One company in nine has no VAT id in the CRM: it must be recognised by its name."""
    known = int(client.key) % 9 != 0
    return [
        client.key,
        client.name,
        f"{slug(client.name)}.example",
        client.vat_id if known else "",
        client.phone,
        client.address.street,
        client.address.postcode,
        client.address.city,
        client.address.province,
        "Italia",
        client.sector,
        str(client.employees),
        client.owner.name,
        f"{client.since} 09:00",
    ]


def _contact(client: Client) -> list[str]:
    person = client.contact
    key = str(int(client.key) + 500_000)
    return [
        key,
        person.name,
        person.surname,
        person.email,
        client.phone,
        person.role,
        client.name,
        client.key,
        client.owner.name,
    ]


def _people() -> list[list[str]]:
    leader = PEOPLE[0].name
    teams = {"owner": "Direzione", "seller": "Vendite dirette", "partner": "Agenti"}
    return [[person.name, person.email, teams[person.role], leader] for person in PEOPLE]


def _csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)
    return path
