"""The demo company: real documents, of a truth that is known."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import mailbox
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from asn1crypto import cms
from icalendar import Calendar
from lxml import etree
from stdnum.it import iva

from ignition.datasets import DemoCompany, write_demo_company

TODAY = dt.date(2026, 11, 24)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> DemoCompany:
    return write_demo_company(tmp_path_factory.mktemp("company"), today=TODAY)


def test_the_same_seed_and_day_write_the_same_bytes(company: DemoCompany, tmp_path: Path) -> None:
    again = write_demo_company(tmp_path, today=TODAY)
    assert _digests(again) == _digests(company)


def test_another_seed_writes_another_company(company: DemoCompany, tmp_path: Path) -> None:
    other = write_demo_company(tmp_path, seed=8, today=TODAY)
    assert [client.name for client in other.truth.clients] != [client.name for client in company.truth.clients]


def test_every_vat_id_has_the_right_check_digit_and_belongs_to_one_customer(company: DemoCompany) -> None:
    ids = [client.vat_id for client in company.truth.clients]
    assert all(map(iva.is_valid, [*ids, company.vat_id]))
    assert len(set(ids)) == len(ids)


def test_no_address_of_the_company_could_reach_anybody(company: DemoCompany) -> None:
    addresses = [client.contact.email for client in company.truth.clients] + [seller.email for seller in company.people]
    assert all(address.endswith(".example") for address in addresses)


def test_each_seller_has_a_customer_waiting_a_stuck_deal_and_one_near_its_date(company: DemoCompany) -> None:
    truth = company.truth
    owner_of = {client.vat_id: client.owner for client in truth.clients}
    deals = {deal.key: deal for deal in truth.deals}
    assert {owner_of[vat] for vat in truth.waiting} == set(company.people)
    assert {deals[key].client.owner for key in truth.stuck} == set(company.people)
    assert {deals[key].client.owner for key in truth.closing} == set(company.people)


def test_planted_silent_customers_bought_often_and_then_stopped(company: DemoCompany) -> None:
    for vat in company.truth.silent:
        days = [sale.on for sale in company.truth.sales if sale.client.vat_id == vat]
        usual = (days[-1] - days[0]).days / (len(days) - 1)
        assert len(days) > 20
        assert (TODAY - days[-1]).days > 2.5 * usual


def test_a_waiting_customer_wrote_last(company: DemoCompany) -> None:
    for vat in company.truth.waiting:
        assert [letter for letter in company.truth.letters if letter.client.vat_id == vat][-1].inbound


def test_nothing_happens_after_today(company: DemoCompany) -> None:
    truth = company.truth
    assert max(sale.on for sale in truth.sales) <= TODAY
    assert max(letter.at.date() for letter in truth.letters) <= TODAY
    assert max(at.date() for deal in truth.deals for _, at in deal.stages) <= TODAY


@pytest.mark.parametrize("today", [dt.date(2028, 2, 29), dt.date(2026, 1, 1), dt.date(2027, 3, 28)])
def test_it_can_be_written_on_any_day(tmp_path: Path, today: dt.date) -> None:
    assert write_demo_company(tmp_path, seed=3, today=today).truth.stuck


def test_the_documents_add_up_to_the_sales_and_the_credit_notes(company: DemoCompany) -> None:
    entries = [*_invoice_entries(company), *_listed_entries(company)]
    sold = [net for kind, net in entries if kind != "credit"]
    assert len(sold) == len(company.truth.sales)
    assert sum(sold) == pytest.approx(float(sum(sale.net for sale in company.truth.sales)))
    assert len(entries) > len(sold)


def test_there_are_deferred_invoices_a_batch_an_envelope_and_archives(company: DemoCompany) -> None:
    documents = [etree.fromstring(content) for _, content in _invoices(company)]
    assert any(document.findtext(".//{*}TipoDocumento") == "TD24" for document in documents)
    assert any(len(list(document.iter("{*}FatturaElettronicaBody"))) == 2 for document in documents)
    assert {".p7m", ".zip", ".xml", ".csv", ".mbox", ".ics"} == {path.suffix for path in company.documents}


def test_no_two_invoices_share_a_file_name(company: DemoCompany) -> None:
    names = [name for name, _ in _invoices(company)]
    assert len(set(names)) == len(names)


def test_every_invoice_is_valid_by_the_official_schema(company: DemoCompany, shared_data: Path) -> None:
    schema = _schema(shared_data / "fatturapa" / "xsd")
    wrong = [name for name, content in _invoices(company) if not schema.validate(etree.fromstring(content))]
    assert wrong == []


def test_the_crm_knows_every_stage_a_deal_entered(company: DemoCompany) -> None:
    path = next(path for path in company.documents if "trattative" in path.name)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["ID record"]: row for row in csv.DictReader(file)}
    stuck = rows[company.truth.stuck[0]]
    assert stuck['Date entered "Offerta inviata (Pipeline vendite)"']
    assert not stuck['Date entered "Trattativa (Pipeline vendite)"']
    assert len(rows) == len(company.truth.deals)


def test_the_mailbox_holds_every_letter_and_what_is_no_conversation(company: DemoCompany) -> None:
    path = next(path for path in company.documents if path.suffix == ".mbox")
    messages = list(mailbox.mbox(path))
    assert len(messages) == len(company.truth.letters) + 3
    assert sum("X-Ricevuta" in message for message in messages) == 1
    assert sum("Auto-Submitted" in message for message in messages) == 1


def test_the_calendar_has_a_recurrence_a_cancelled_visit_and_a_private_one(company: DemoCompany) -> None:
    path = next(path for path in company.documents if path.suffix == ".ics")
    events = list(Calendar.from_ical(path.read_bytes()).walk("VEVENT"))
    assert sum("RRULE" in event for event in events) == 1
    assert sum(event.get("STATUS") == "CANCELLED" for event in events) == 1
    assert sum(event.get("CLASS") == "PRIVATE" for event in events) == 1


def _digests(company: DemoCompany) -> dict[str, str]:
    folder = company.folder
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in company.documents}


def _invoices(company: DemoCompany) -> Iterator[tuple[str, bytes]]:
    for path in company.documents:
        match path.suffix:
            case ".xml":
                yield path.name, path.read_bytes()
            case ".p7m":
                signed = cms.ContentInfo.load(path.read_bytes())["content"]
                yield path.name, signed["encap_content_info"]["content"].native
            case ".zip":
                with zipfile.ZipFile(path) as archive:
                    yield from ((name, archive.read(name)) for name in archive.namelist() if "metaDato" not in name)


def _invoice_entries(company: DemoCompany) -> Iterator[tuple[str, float]]:
    for _, content in _invoices(company):
        for body in etree.fromstring(content).iter("{*}FatturaElettronicaBody"):
            yield "credit" if body.findtext(".//{*}TipoDocumento") == "TD04" else "sale", _net(body)


def _listed_entries(company: DemoCompany) -> Iterator[tuple[str, float]]:
    for path in company.documents:
        if path.name.startswith("elenco"):
            with path.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file, delimiter=";"):
                    net = float(row["Imponibile/Importo (totale in euro)"].replace(",", "."))
                    yield "credit" if "credito" in row["Tipo documento"] else "sale", net


def _net(body: etree._Element) -> float:
    return sum(float(net.text or 0) for net in body.iter("{*}ImponibileImporto"))


def _schema(folder: Path) -> etree.XMLSchema:
    class OnlyTheseFiles(etree.Resolver):
        def resolve(self, url: str, id: str | None, context: object) -> object:
            if "xmldsig" in url:
                return self.resolve_filename(str(folder / "xmldsig-core.xsd"), context)
            return self.resolve_string("", context) if url.endswith(".dtd") else None

    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(OnlyTheseFiles())
    return etree.XMLSchema(etree.parse(str(folder / "FatturaPA_v1.2.2.xsd"), parser))
