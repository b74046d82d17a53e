"""The signed envelope, in each way it is met."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable
from decimal import Decimal

import pytest
from asn1crypto import cms

from ignition.readers import read
from ignition.readers.fatturapa.envelope import looks_signed, opened
from ignition.records import Invoice, Reading

Sign = Callable[[bytes], bytes]


def test_a_signed_invoice_gives_the_same_record_as_the_plain_one(invoice: bytes, sign: Sign) -> None:
    signed, plain = only(read("x.xml.p7m", sign(invoice))), only(read("x.xml", invoice))
    assert signed.signature == "present"
    assert plain.signature == "absent"
    assert (signed.number, signed.lines, signed.buyer) == (plain.number, plain.lines, plain.buyer)


def test_an_envelope_is_known_by_its_content_whatever_its_name(invoice: bytes, sign: Sign) -> None:
    assert only(read("download(1).bin", sign(invoice))).net == Decimal("580.00")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", ""])
def test_an_envelope_in_base64_is_opened(invoice: bytes, sign: Sign, line_end: str) -> None:
    assert only(read("x.p7m", in_base64(sign(invoice), line_end))).signature == "present"


def test_an_envelope_in_pem_is_opened(invoice: bytes, sign: Sign) -> None:
    pem = b"-----BEGIN PKCS7-----\n" + in_base64(sign(invoice), "\n") + b"\n-----END PKCS7-----\n"
    assert looks_signed(pem)
    assert only(read("x.p7m", pem)).signature == "present"


def test_an_envelope_written_in_pieces_of_unknown_length_is_opened(invoice: bytes) -> None:
    assert only(read("x.p7m", in_pieces(invoice, 1000))).signature == "present"


@pytest.mark.parametrize("size", [1, 50])
def test_an_envelope_in_very_many_pieces_is_opened_in_time(invoice: bytes, size: int) -> None:
    attachment = (
        b"<Allegati><Attachment>" + b"QUJD" * 50_000 * size + b"</Attachment></Allegati></FatturaElettronicaBody>"
    )
    start = time.process_time()
    found = only(read("x.p7m", in_pieces(invoice.replace(b"</FatturaElettronicaBody>", attachment), size)))
    assert found.net == Decimal("580.00")
    assert time.process_time() - start < 3


def test_what_is_opened_is_what_a_general_asn1_library_finds(invoice: bytes, sign: Sign) -> None:
    for envelope in (sign(invoice), in_pieces(invoice, 1000), in_pieces(invoice, 7)):
        found = cms.ContentInfo.load(envelope)["content"]["encap_content_info"]["content"].native
        assert opened(envelope).xml == found == invoice


def test_an_envelope_inside_another_is_opened(invoice: bytes, sign: Sign) -> None:
    assert only(read("x.xml.p7m.p7m", sign(in_base64(sign(invoice), "\n")))).signature == "present"


def test_a_plain_invoice_named_p7m_has_no_signature(invoice: bytes) -> None:
    assert only(read("x.xml.p7m", invoice)).signature == "absent"


def test_an_invoice_is_carved_out_of_a_broken_envelope_and_its_signature_called_unreadable(
    invoice: bytes, sign: Sign
) -> None:
    broken = bytearray(sign(invoice))
    broken[1:5] = b"\xff\xff\xff\xff"
    found = only(read("x.p7m", bytes(broken)))
    assert (found.signature, found.net) == ("unreadable", Decimal("580.00"))


@pytest.mark.parametrize("kept", [0.02, 0.3, 0.6, 0.9])
def test_a_truncated_envelope_is_refused_with_a_sentence(invoice: bytes, sign: Sign, kept: float) -> None:
    whole = sign(invoice)
    reading = read("x.xml.p7m", whole[: int(len(whole) * kept)])
    assert reading.records == ()
    assert "busta firmata (p7m) non contiene una fattura leggibile" in reading.problems[0].say("it")


def test_an_envelope_altered_so_that_no_body_is_left_is_refused(invoice: bytes) -> None:
    altered = in_pieces(invoice, 1000).replace(b"\x80", b"\xe2\x82\xac").replace(b"FatturaElettronicaBody", b"Body")
    reading = read("x.xml.p7m", altered)
    assert reading.problems[0].fatal
    assert "p7m" in reading.problems[0].say("en")


def test_an_envelope_around_something_else_is_refused(sign: Sign) -> None:
    assert read("contratto.pdf.p7m", sign(b"%PDF-1.7 ...")).problems[0].fatal


def test_envelopes_without_end_are_refused(invoice: bytes, sign: Sign) -> None:
    for _ in range(20):
        invoice = sign(invoice)
    reading = read("x.p7m", invoice)
    assert all(isinstance(record, Invoice) for record in reading.records)
    assert reading.records or reading.problems


def test_opening_needs_no_more_than_the_xml_itself() -> None:
    assert opened(b"\xef\xbb\xbf  <a/>").xml == b"<a/>"


def only(reading: Reading) -> Invoice:
    (record,) = reading.records
    assert isinstance(record, Invoice)
    return record


def in_base64(content: bytes, line_end: str) -> bytes:
    letters = base64.b64encode(content).decode()
    return line_end.join(letters[at : at + 64] for at in range(0, len(letters), 64)).encode()


def in_pieces(content: bytes, size: int) -> bytes:
    """A CMS with indefinite lengths, its content cut in octet strings of `size`, as signing devices write it."""
    end = b"\x00\x00"
    pieces = [content[at : at + size] for at in range(0, len(content), size)]
    octets = b"".join(b"\x04\x82" + len(piece).to_bytes(2, "big") + piece for piece in pieces)
    data = bytes.fromhex("3080 0609 2a864886f70d010701 a080 2480") + octets + end * 3
    signed = bytes.fromhex("3080 020101 3100") + data + bytes.fromhex("3100") + end
    return bytes.fromhex("3080 0609 2a864886f70d010702 a080") + signed + end * 2
