"""The malicious corpus, made here: each document gives a sentence (or its records), in bounded time."""

from __future__ import annotations

import base64
import os
import re
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from ignition.readers import read
from ignition.readers.safe_xml import LARGEST
from ignition.records import Invoice, Reading

SECONDS = 2.0 * float(os.environ.get("SLOWNESS", "1"))
"""What one document may take."""
SECRET = "canary-7f3a-not-for-invoices"


def read_in_time(name: str, content: bytes) -> Reading:
    start = time.process_time()
    reading = read(name, content)
    assert time.process_time() - start < SECONDS
    assert reading.records or reading.problems
    return reading


def with_doctype(invoice: bytes, doctype: str) -> bytes:
    declaration, rest = invoice.split(b"\n", 1)
    return declaration + b"\n" + doctype.encode() + b"\n" + rest


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DOCTYPES = {
    "billion laughs": f'<!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]>',
    "quadratic blow-up": f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>',
    "external entity": '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
    "parameter entity": '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>',
    "external DTD": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    "after a comment": "<!-- a --><?b c?>\n<!-- d --><!DOCTYPE x>",
    "in small letters": "<!doctype x>",
}


@pytest.mark.parametrize("doctype", DOCTYPES.values(), ids=DOCTYPES.keys())
def test_an_invoice_with_a_doctype_is_refused_at_once(invoice: bytes, doctype: str) -> None:
    hostile = with_doctype(invoice, doctype).replace(b"Bianchi Impianti Spa", b"&l9;&a;")
    reading = read_in_time("x.xml", hostile)
    assert reading.records == ()
    assert "DOCTYPE" in reading.problems[0].say("it")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_doctype_is_seen_through_any_encoding(invoice: bytes, encoding: str) -> None:
    hostile = with_doctype(invoice, DOCTYPES["billion laughs"]).decode().encode(encoding)
    reading = read_in_time("x.xml", hostile)
    assert reading.records == ()
    assert "DOCTYPE" in reading.problems[0].say("it")


def test_no_file_of_the_machine_gets_into_a_record(invoice: bytes, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    hostile = with_doctype(invoice, f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>')
    for document in (hostile.replace(b"Bianchi Impianti Spa", b"&s;"), including(invoice, secret)):
        assert SECRET not in repr(read("x.xml", document))


def test_an_undeclared_entity_does_not_stop_the_reading(invoice: bytes) -> None:
    reading = read("x.xml", invoice.replace(b"Bianchi Impianti Spa", b"Bianchi &nbsp; Spa"))
    (record,) = reading.records
    assert isinstance(record, Invoice)
    assert (record.net, record.buyer.name) == (Decimal("580.00"), "Bianchi Spa")
    assert reading.problems[0].place.startswith("line ")


@pytest.mark.parametrize("depth", [1_000, 100_000])
def test_deep_nesting_is_refused(invoice: bytes, depth: int) -> None:
    deep = b"<a>" * depth + b"</a>" * depth
    read_in_time("x.xml", invoice.replace(b"<Causale>", deep))
    reading = read_in_time("x.xml", b"<FatturaElettronica>" + deep + b"</FatturaElettronica>")
    assert reading.records == ()
    assert reading.problems[0].fatal


def test_five_megabytes_in_one_line_are_read(invoice: bytes) -> None:
    letters = base64.b64encode(b"\0" * 3_750_000)
    attachment = b"<Allegati><NomeAttachment>a.pdf</NomeAttachment><Attachment>" + letters + b"</Attachment></Allegati>"
    line = re.sub(rb">\s+<", b"><", invoice).replace(
        b"</FatturaElettronicaBody>", attachment + b"</FatturaElettronicaBody>"
    )
    assert len(line) > 5_000_000
    assert line.count(b"\n") < 3
    assert read_in_time("x.xml", line).records == read("x.xml", invoice).records


def test_an_attachment_larger_than_the_parser_allows_does_not_hide_the_invoice(invoice: bytes) -> None:
    attachment = b"<Allegati><Attachment>" + b"QUJD" * 3_000_000 + b"</Attachment></Allegati></FatturaElettronicaBody>"
    reading = read_in_time("x.xml", invoice.replace(b"</FatturaElettronicaBody>", attachment))
    assert reading.records == read("x.xml", invoice).records


def test_more_than_twenty_megabytes_are_refused(invoice: bytes) -> None:
    reading = read_in_time("x.xml", invoice + b" " * LARGEST)
    assert "20 MB" in reading.problems[0].say("it")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
def test_any_encoding_that_can_be_told_is_read(invoice: bytes, encoding: str) -> None:
    reading = read_in_time("x.xml", invoice.decode().encode(encoding))
    assert reading.records == read("x.xml", invoice).records
    assert reading.problems == ()


def test_a_text_of_another_encoding_than_it_declares_is_read(invoice: bytes) -> None:
    text = invoice.replace(b"Bianchi", "Perché – Città".encode("cp1252"))
    assert read("x.xml", text).records[0].buyer.name.startswith("Perché – Città")  # type: ignore[union-attr]


@pytest.mark.parametrize("declared", ["UTF-16", "klingon", "", "UTF-7", "ISO-8859-1"])
def test_a_false_declaration_is_not_believed(invoice: bytes, declared: str) -> None:
    reading = read("x.xml", invoice.replace(b'encoding="UTF-8"', f'encoding="{declared}"'.encode()))
    assert reading.records == read("x.xml", invoice).records
    assert reading.problems == ()


@pytest.mark.parametrize("padding", [b"\0" * 512, b"\x1a", b"\r\n\r\n "])
def test_what_pads_a_file_at_its_end_does_no_harm(invoice: bytes, padding: bytes) -> None:
    assert read("x.xml", invoice + padding).problems == ()


def test_a_long_comment_before_the_root_does_no_harm(invoice: bytes) -> None:
    text = invoice.replace(b"\n", b"\n<!--" + b"x" * 30_000 + b"-->\n", 1)
    assert read("x.xml", text).records == read("x.xml", invoice).records


def test_nul_bytes_do_not_pass(invoice: bytes) -> None:
    reading = read_in_time("x.xml", invoice.replace(b">530.00<", b">53\x000.00<"))
    assert reading.problems


@pytest.mark.parametrize("content", [b"", b"\0" * 10_000, b" \r\n\t", b"\xef\xbb\xbf"])
def test_an_empty_document_is_called_empty(content: bytes) -> None:
    reading = read("x.xml", content)
    assert reading.problems[0].say("it").startswith("x.xml: Il file è vuoto.")


def test_a_flood_of_attributes_is_read_in_time(invoice: bytes) -> None:
    flood = b" ".join(b'a%d="x"' % n for n in range(100_000))
    read_in_time("x.xml", invoice.replace(b"<FatturaElettronicaHeader>", b"<FatturaElettronicaHeader " + flood + b">"))


def test_a_flood_of_namespaces_is_read_in_time(invoice: bytes) -> None:
    flood = b" ".join(b'xmlns:n%d="urn:%d"' % (n, n) for n in range(20_000))
    read_in_time("x.xml", invoice.replace(b"<FatturaElettronicaHeader>", b"<FatturaElettronicaHeader " + flood + b">"))


def test_a_flood_of_broken_bodies_is_listed_only_in_part(invoice: bytes) -> None:
    body = b"<FatturaElettronicaBody><DatiGenerali/></FatturaElettronicaBody>"
    reading = read_in_time(
        "x.xml", invoice.replace(b"<FatturaElettronicaBody>", body * 30_000 + b"<FatturaElettronicaBody>")
    )
    assert len(reading.records) == 1
    assert len(reading.problems) < 150
    assert "29.900 problemi" in reading.problems[-1].say("it")


def test_a_flood_of_broken_lines_is_listed_only_in_part(invoice: bytes) -> None:
    line = b"<DettaglioLinee><PrezzoTotale>x</PrezzoTotale></DettaglioLinee>"
    reading = read_in_time("x.xml", invoice.replace(b"<DatiRiepilogo>", line * 30_000 + b"<DatiRiepilogo>", 1))
    assert reading.records[0].net == Decimal("580.00")  # type: ignore[union-attr]
    assert len(reading.problems) < 150


def test_a_batch_of_a_thousand_invoices_is_read_in_time(invoice: bytes) -> None:
    body = re.search(rb"<FatturaElettronicaBody>.*</FatturaElettronicaBody>", invoice, re.DOTALL)
    assert body
    reading = read_in_time("x.xml", invoice.replace(body[0], body[0] * 1000))
    assert len(reading.records) == 1000


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "1e309", "9" * 5000, "１２", "0x10", "--1", "1_000", "sNaN"])
def test_a_number_that_is_none_is_never_recorded(invoice: bytes, amount: str) -> None:
    text = invoice.replace(b">530.00<", f">{amount}<".encode())
    reading = read("x.xml", text)
    assert reading.records == ()
    assert reading.problems[0].place.endswith("DatiRiepilogo[1]/ImponibileImporto")


@pytest.mark.parametrize("day", ["0000-00-00", "0001-01-01", "9999-12-31", "2026-02-29", "10/03/2026", "2026-3-1"])
def test_a_day_that_cannot_be_is_never_recorded(invoice: bytes, day: str) -> None:
    reading = read("x.xml", invoice.replace(b"<Data>2026-03-10<", f"<Data>{day}<".encode()))
    assert reading.records == ()
    assert reading.problems[0].place.endswith("DatiGeneraliDocumento/Data")


def test_a_quoted_invoice_in_cdata_is_no_invoice(invoice: bytes) -> None:
    reading = read("x.xml", b"<Lettera><![CDATA[" + invoice.replace(b"]]>", b"") + b"]]></Lettera>")
    assert not any(isinstance(record, Invoice) for record in reading.records)


SLOW_SHAPES: dict[str, Callable[[int], bytes]] = {
    "comments never closed": lambda n: b"<!-- " * n,
    "instructions never closed": lambda n: b"<?a " * n,
    "comments in a row": lambda n: b"<!---->" * n + b"<FatturaElettronica>",
    "openings": lambda n: b"<" * n,
    "closings without end": lambda n: b"0\x80" + b"</FatturaElettronica" * n,
    "names without end": lambda n: b"0\x80</" + b"a" * n,
    "base64 never ending": lambda n: b"MIIA" * n,
    "armour never ending": lambda n: b"-----BEGIN " * n,
    "nested sequences": lambda n: b"\x30\x80" * n,
}


@pytest.mark.parametrize("shape", SLOW_SHAPES.values(), ids=SLOW_SHAPES.keys())
@pytest.mark.parametrize("name", ["x.xml", "x.p7m"])
def test_no_shape_makes_reading_slow(shape: Callable[[int], bytes], name: str) -> None:
    read_in_time(name, shape(150_000))


def including(invoice: bytes, file: Path) -> bytes:
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{file.as_uri()}" parse="text"/>'
    return invoice.replace(b"Bianchi Impianti Spa", include.encode())
