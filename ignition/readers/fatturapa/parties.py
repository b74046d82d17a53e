"""Who sells and who buys, in ordinary and simplified invoices."""

from __future__ import annotations

from ignition.readers.elements import child, text
from ignition.readers.facts import Facts
from ignition.readers.safe_xml import Element
from ignition.records import Party
from ignition.tax_ids import is_valid_tax_code, is_valid_vat_id, normal_tax_code, normal_vat_id
from ignition.wording import Text


def read_party(header: Element, role: str, facts: Facts) -> Party:
    """The party in a role (`CedentePrestatore`, `CessionarioCommittente`).

    Raises `UnreadableDocument` where neither a name nor an id says who it is. Ids that cannot exist are only noted.
    """
    element = child(header, role)
    if element is None:
        raise facts.missing(header, role)
    party = _party(element)
    if not (party.name or party.vat_id or party.tax_code):
        raise facts.missing(element, "Denominazione")
    _check_ids(party, element, facts)
    return party


def _party(element: Element) -> Party:
    ids = _block(element, "DatiAnagrafici", "IdentificativiFiscali")
    named = _block(element, "AltriDatiIdentificativi", "DatiAnagrafici")
    name = child(named, "Anagrafica")
    seat = _seat(element, named)
    return Party(
        name=_name(named if name is None else name),
        vat_id=normal_vat_id(text(ids, "IdFiscaleIVA", "IdCodice"), text(ids, "IdFiscaleIVA", "IdPaese")),
        tax_code=normal_tax_code(text(ids, "CodiceFiscale")),
        email=text(element, "Contatti", "Email").lower(),
        phone=text(element, "Contatti", "Telefono"),
        street=" ".join(filter(None, (text(seat, "Indirizzo"), text(seat, "NumeroCivico")))),
        postcode=text(seat, "CAP"),
        city=text(seat, "Comune"),
        province=text(seat, "Provincia").upper(),
        country=text(seat, "Nazione").upper(),
    )


def _block(element: Element, *names: str) -> Element:
    """The first of these children, or the element itself: the simplified invoice nests less."""
    found = [one for name in names if (one := child(element, name)) is not None]
    return found[0] if found else element


def _seat(element: Element, named: Element) -> Element | None:
    own = child(element, "Sede")
    return child(named, "Sede") if own is None else own


def _name(element: Element) -> str:
    return text(element, "Denominazione") or " ".join(filter(None, (text(element, "Nome"), text(element, "Cognome"))))


def _check_ids(party: Party, element: Element, facts: Facts) -> None:
    if party.vat_id and not is_valid_vat_id(party.vat_id):
        facts.remark(_WRONG_VAT.of(value=party.vat_id), element, "IdFiscaleIVA")
    if party.tax_code and not is_valid_tax_code(party.tax_code):
        facts.remark(_WRONG_CODE.of(value=party.tax_code), element, "CodiceFiscale")


_WRONG_VAT = Text(
    it="La partita IVA {value} non è valida.",
    en="VAT id {value} is not valid.",
)
_WRONG_CODE = Text(
    it="Il codice fiscale {value} non è valido.",
    en="Tax code {value} is not valid.",
)
