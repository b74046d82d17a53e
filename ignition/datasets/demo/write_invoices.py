"""Write the invoices as FatturaPA 1.2: a zip for every month of a year, loose files for the last one, a batch, an envelope.

What is older stands in the portal's lists only: the portal keeps the files themselves for a limited time.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from asn1crypto import cms
from numpy.random import Generator

from ignition.datasets.demo.buying import correct
from ignition.datasets.demo.company import Sale
from ignition.datasets.demo.fatturapa import OUR_VAT_ID, Numbered, invoice_xml, metadata_xml
from ignition.datasets.demo.write_portal_list import write_lists

LOOSE_DAYS = 30
_BASE_36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def write(folder: Path, rng: Generator, sales: tuple[Sale, ...], today: dt.date) -> list[Path]:
    """Returns the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    numbered = _number(sales, correct(rng, _numbers(sales), today))
    listed = [one for one in numbered if one.sale.on < _year_ago(today)]
    loose = [one for one in numbered if one.sale.on >= today - dt.timedelta(days=LOOSE_DAYS)]
    zipped = numbered[len(listed) : len(numbered) - len(loose)]
    return [*write_lists(folder, listed), *_zips(folder, zipped), *_loose(folder, loose)]


def _year_ago(today: dt.date) -> dt.date:
    """The first day of the month a year before."""
    return today.replace(year=today.year - 1, day=1)


def _numbers(sales: tuple[Sale, ...]) -> list[tuple[str, Sale]]:
    return [(one.number, one.sale) for one in _number(sales, [])]


def _number(sales: tuple[Sale, ...], notes: list[Sale]) -> list[Numbered]:
    """Number invoices within their year; credit notes have a register of their own, so invoices keep their numbers."""
    invoices = (
        Numbered(f"{n}/{year}", sale, _kind(n, sale))
        for year, group in groupby(sales, key=lambda sale: sale.on.year)
        for n, sale in enumerate(group, 1)
    )
    credit = (Numbered(f"NC{n}/{note.on.year}", note, "TD04") for n, note in enumerate(notes, 1))
    return sorted((*invoices, *credit), key=lambda one: (one.sale.on, one.number))


def _kind(n: int, sale: Sale) -> str:
    """One in seven is a deferred invoice, as goods left with a transport document."""
    return "TD24" if n % 7 == 0 else sale.kind


def _zips(folder: Path, numbered: list[Numbered]) -> Iterator[Path]:
    months = [(month, list(group)) for month, group in groupby(numbered, key=lambda one: f"{one.sale.on:%Y-%m}")]
    for month, group in months:
        path = folder / f"fatture-{month}.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
            for name, content in _entries(group, metadata=month == months[-1][0]):
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
        yield path


def _entries(numbered: list[Numbered], metadata: bool) -> Iterator[tuple[str, str]]:
    """With `metadata`, each invoice travels with its companion, as from the tax agency's portal."""
    for one in numbered:
        name = _file_name(one)
        yield name, invoice_xml([one])
        if metadata:
            yield name.replace(".xml", "_metaDato.xml"), metadata_xml(one, name)


def _loose(folder: Path, numbered: list[Numbered]) -> Iterator[Path]:
    """The last month, as files: the first customer with two invoices gets them in one batch, the last one is in an envelope."""
    batch = _same_client(numbered)
    single = [one for one in numbered if one not in batch]
    if batch:
        yield _put(folder / _file_name(batch[0]), invoice_xml(batch).encode())
    for one in single[:-1]:
        yield _put(folder / _file_name(one), invoice_xml([one]).encode())
    for one in single[-1:]:
        yield _put(folder / f"{_file_name(one)}.p7m", envelope(invoice_xml([one]).encode()))


def _same_client(numbered: Iterable[Numbered]) -> list[Numbered]:
    by_client = groupby(
        sorted(numbered, key=lambda one: one.sale.client.vat_id), key=lambda one: one.sale.client.vat_id
    )
    return next((pair for pair in ([*group][:2] for _, group in by_client) if len(pair) == 2), [])


def envelope(content: bytes) -> bytes:
    """CMS SignedData around the content (RFC 5652), with no signer: an envelope, not a signature."""
    signed = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [],
            "encap_content_info": {"content_type": "data", "content": content},
            "signer_infos": [],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump())


def _file_name(one: Numbered) -> str:
    return f"IT{OUR_VAT_ID}_{_base_36(one.progressive)}.xml"


def _base_36(number: int) -> str:
    digits = ""
    for _ in range(5):
        number, digit = divmod(number, 36)
        digits = _BASE_36[digit] + digits
    return digits


def _put(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
