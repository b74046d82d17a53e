"""Which of the parties is us."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ignition.binding.gathered import Gathered
from ignition.binding.notes import Notes
from ignition.matching import Identity, Index, domain_of, identity, is_shared
from ignition.records import ContactRow, CustomerRow, Invoice, Message, Party, PersonRow
from ignition.wording import Text

US = "us"


@dataclass(frozen=True)
class Ours:
    """Our company on invoices, and our addresses in mail and calendars."""

    index: Index
    domains: frozenset[str]
    addresses: frozenset[str]

    @classmethod
    def of(cls, gathered: Gathered, own: Sequence[Party], notes: Notes) -> Ours:
        """From `own` where it is given; else whoever is on most invoices, and the sellers' or the most frequent mail domain."""
        parties = list(own) or _on_most_invoices(gathered, notes)
        index = Index()
        for party in parties:
            index.add(US, party)
        addresses = {who.email for who in map(identity, parties) if who.email}
        domains = {who.domain for who in map(identity, parties) if who.domain} | _of_sellers(gathered)
        if not _any_of_ours(gathered, domains, addresses):
            found = _on_most_messages(gathered, notes)
            (addresses if "@" in found else domains).update({found} - {""})
        return cls(index, frozenset(domains), frozenset(addresses))

    @property
    def known(self) -> bool:
        return len(self.index) > 0

    def is_us(self, party: Party) -> bool:
        return self.index.match(party).kind == "same"

    def wrote_or_got(self, address: str) -> bool:
        """Is this one of our own addresses?"""
        address = address.strip().lower()
        return address in self.addresses or domain_of(address) in self.domains


def _on_most_invoices(gathered: Gathered, notes: Notes) -> list[Party]:
    """Whoever is on at least half of the invoices, as seller or as buyer; nobody where there is no such party."""
    invoices = [invoice for _, invoice in gathered.of_kind(Invoice)]
    if not invoices:
        return []
    sold = Counter(_tax_key(invoice.seller) for invoice in invoices)
    bought = Counter(_tax_key(invoice.buyer) for invoice in invoices)
    times = sold + bought
    del times[""]
    best = max(sorted(times), key=lambda key: (times[key], sold[key]), default="")
    if not best or times[best] * 2 < len(invoices):
        notes.say("", _WHO_SELLS.of(n=len(invoices)), _SAY_WHO.of())
        return []
    parties = {party for invoice in invoices for party in (invoice.seller, invoice.buyer) if _tax_key(party) == best}
    named = max(sorted(party.name for party in parties), key=len)
    notes.say("", _WE_ARE.of(name=named or best, tax_id=best), _SAY_OTHERWISE.of())
    return sorted(parties, key=repr)


def _of_sellers(gathered: Gathered) -> set[str]:
    domains = {domain_of(row.email) for _, row in gathered.of_kind(PersonRow)}
    return {domain for domain in domains if not is_shared(domain)}


def _tax_key(party: Party) -> str:
    who: Identity = identity(party)
    return who.vat_id or who.tax_code


def _any_of_ours(gathered: Gathered, domains: set[str], addresses: set[str]) -> bool:
    """Do the addresses we know of us occur in the mail at all? An invoice may carry only the accountant's."""
    seen = {address for _, message in gathered.of_kind(Message) for address in _addresses(message)}
    return not seen or any(address in addresses or domain_of(address) in domains for address in seen)


def _on_most_messages(gathered: Gathered, notes: Notes) -> str:
    """The domain, or the single address at a shared one, that is on at least half of the messages; else nothing."""
    theirs = {identity(row.party).domain for _, row in gathered.of_kind(CustomerRow)}
    theirs |= {identity(row.party).domain for _, row in gathered.of_kind(ContactRow)}
    messages = {message.message_id: message for _, message in gathered.of_kind(Message)}.values()
    times: Counter[str] = Counter()
    for message in messages:
        times.update({_own_part(address) for address in _addresses(message)} - theirs - {""})
    best = max(sorted(times), key=lambda part: times[part], default="")
    if not best or times[best] * 2 < len(messages) or list(times.values()).count(times[best]) > 1:
        return ""
    notes.say("", _OUR_MAIL.of(part=best), _SAY_OTHERWISE.of())
    return best


def _own_part(address: str) -> str:
    domain = domain_of(address)
    return address if is_shared(domain) and domain else domain


def _addresses(message: Message) -> Iterable[str]:
    return {party.email.strip().lower() for party in (message.sender, *message.recipients) if party.email}


_WE_ARE = Text(
    it="Abbiamo preso «{name}» ({tax_id}) per la tua azienda: è su quasi tutte le fatture.",
    en="We took “{name}” ({tax_id}) for your company: it is on most invoices.",
)
_SAY_OTHERWISE = Text(it="Se non è così, indica la tua azienda.", en="If that is wrong, say which company is yours.")
_WHO_SELLS = Text(
    it="Nessuna azienda è su almeno metà delle {n:number} fatture: le abbiamo prese tutte per vendite.",
    en="No company is on at least half of the {n:number} invoices: all were taken for sales.",
)
_SAY_WHO = Text(it="Indica la tua partita IVA.", en="Say your VAT id.")
_OUR_MAIL = Text(
    it="Abbiamo preso «{part}» per la tua posta: è in quasi tutti i messaggi.",
    en="We took “{part}” for your mail: it is in most messages.",
)
