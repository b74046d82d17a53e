"""Write older invoices as the list the tax agency's portal exports: no lines, apostrophes, decimal commas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from ignition.datasets.demo.fatturapa import OUR_NAME, OUR_VAT_ID, Numbered, tax_of

_COLUMNS = (
    "Tipo fattura",
    "Tipo documento",
    "Numero fattura / Documento",
    "Data emissione",
    "Data trasmissione",
    "Codice fiscale fornitore",
    "Partita IVA fornitore",
    "Denominazione fornitore",
    "Codice fiscale cliente",
    "Partita IVA cliente",
    "Denominazione cliente",
    "Imponibile/Importo (totale in euro)",
    "Imposta (totale in euro)",
    "Sdi/file",
    "Fatture consegnate",
    "Data consegna/Presa visione",
    "Bollo virtuale",
)
_KINDS = {"TD01": "Fattura", "TD24": "Fattura differita", "TD04": "Nota di credito"}


def write_lists(folder: Path, numbered: Sequence[Numbered]) -> Iterator[Path]:
    """One list a quarter, as the portal gives them."""
    for quarter, group in groupby(numbered, key=_quarter):
        path = folder / f"elenco-fatture-emesse-{quarter}.csv"
        rows = (";".join(_COLUMNS), *(";".join(_row(one)) for one in group))
        path.write_text("".join(f"{row}\r\n" for row in rows), encoding="utf-8", newline="")
        yield path


def _quarter(one: Numbered) -> str:
    return f"{one.sale.on.year}-T{(one.sale.on.month + 2) // 3}"


def _row(one: Numbered) -> tuple[str, ...]:
    client, on = one.sale.client, f"{one.sale.on:%d/%m/%Y}"
    return (
        "Fattura ordinaria",
        _KINDS[one.kind],
        f"'{one.number}'",
        on,
        on,
        f"'{OUR_VAT_ID}'",
        f"'{OUR_VAT_ID}'",
        f"'{OUR_NAME.upper()}'",
        f"'{client.vat_id}'",
        f"'{client.vat_id}'",
        f"'{client.name.upper()}'",
        _amount(one.sale.net),
        _amount(tax_of(one.sale.net)),
        f"'{9_000_000_000 + one.progressive}'",
        "Consegnata",
        on,
        "NO",
    )


def _amount(value: Decimal) -> str:
    """As the portal writes it, filled with zeros to the left."""
    return f"{value:015.2f}".replace(".", ",")
