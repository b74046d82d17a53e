"""VAT ids and tax codes in one spelling, whatever the document wrote.

An Italian VAT id is eleven digits without prefix; a foreign one keeps its country. Check digits are verified
where the country's rule is known (Italy); a wrong one is worth a warning, never a refusal: the goods were sold.

>>> normal_vat_id("01234560157", "IT"), normal_vat_id(" it 1234560157 "), normal_vat_id("123456789", "DE")
('01234560157', '01234560157', 'DE123456789')
>>> normal_tax_code("rss mra 85t10 a562s")
'RSSMRA85T10A562S'
>>> is_valid_vat_id("01234560157"), is_valid_vat_id("01234567890"), is_valid_tax_code("RSSMRA85T10A562S")
(True, False, True)
"""

from __future__ import annotations

import re

from stdnum.it import codicefiscale, iva

_NOISE = re.compile(r"[^A-Z0-9]")
_NOT_PRESENT = frozenset({"", "NONPRESENTE", "ND", "NA", "NULL", "NONE", "0"})
_ANYBODY = re.compile(r"0{7,}|9{7,}|X{7,}")
"""Fillers for a customer without an id: OO99999999999, 0000000."""


def normal_vat_id(code: str, country: str = "") -> str:
    """One spelling of a VAT id; empty where it stands for nobody."""
    bare, country = _bare(code), country.strip().upper()
    if bare[:2].isalpha() and len(bare) > 4 and country in ("", bare[:2]):
        country, bare = bare[:2], bare[2:]
    if bare in _NOT_PRESENT or _ANYBODY.fullmatch(bare):
        return ""
    if country in ("", "IT"):
        return bare.zfill(11) if bare.isdigit() else bare
    return country + bare


def normal_tax_code(code: str) -> str:
    """One spelling of an Italian tax code, of a person (16 signs) or a body (11 digits)."""
    bare = _bare(code)
    if bare[:2] == "IT" and bare[2:].isdigit():
        bare = bare[2:]
    if bare in _NOT_PRESENT or _ANYBODY.fullmatch(bare):
        return ""
    return bare.zfill(11) if bare.isdigit() and len(bare) >= 8 else bare


def is_valid_vat_id(vat_id: str) -> bool:
    """True also for foreign ids, whose rule is not checked."""
    return vat_id[:2].isalpha() or bool(iva.is_valid(vat_id))


def is_valid_tax_code(tax_code: str) -> bool:
    return bool(codicefiscale.is_valid(tax_code))


def _bare(code: str) -> str:
    return _NOISE.sub("", code.upper())
