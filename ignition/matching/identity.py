"""A party in the one spelling that parties are compared in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ignition.matching.countries import country_code
from ignition.matching.domains import domain_of, is_shared
from ignition.matching.names import normal_name
from ignition.records import Party
from ignition.tax_ids import normal_tax_code, normal_vat_id


@dataclass(frozen=True, slots=True)
class Identity:
    """What of a party tells it apart. Everything may be empty."""

    vat_id: str = ""
    tax_code: str = ""
    email: str = ""
    domain: str = ""
    """Only one that is the company's own."""
    external_id: str = ""
    name: str = ""
    city: str = ""
    street: str = ""
    postcode: str = ""

    @property
    def says_nothing(self) -> bool:
        return not (self.vat_id or self.tax_code or self.email or self.domain or self.external_id or self.name)


@lru_cache(maxsize=262_144)
def identity(party: Party) -> Identity:
    """The identity of a party as some document wrote it.

    >>> identity(Party(name="ACME S.p.A.", vat_id="IT 01234560157", email="Info@Acme.it")).domain
    'acme.it'
    """
    if not (party.name or party.vat_id or party.tax_code or party.email or party.domain):
        return Identity(external_id=party.external_id.strip())
    email = party.email.strip().lower()
    domain = party.domain.strip().lower() or domain_of(email)
    return Identity(
        vat_id=normal_vat_id(party.vat_id, country_code(party.country)),
        tax_code=normal_tax_code(party.tax_code),
        email=email if "@" in email else "",
        domain="" if is_shared(domain) else domain,
        external_id=party.external_id.strip(),
        name=normal_name(party.name),
        city=normal_name(party.city),
        street=normal_name(party.street),
        postcode=party.postcode.strip(),
    )
