"""Write the mailbox: the conversations, and what is no conversation at all (an absence reply, a newsletter, a receipt)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ignition.datasets.demo.clients import BOB, DOMAIN
from ignition.datasets.demo.company import Letter, Truth

ROME = ZoneInfo("Europe/Rome")
_DAYS = ("lun", "mar", "mer", "gio", "ven", "sab", "dom")


def write(folder: Path, truth: Truth, today: dt.date) -> list[Path]:
    """Returns the one file written."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "posta-vendite.mbox"
    path.write_bytes(b"".join(map(_mbox_entry, _messages(truth, today))))
    return [path]


def _messages(truth: Truth, today: dt.date) -> Iterator[EmailMessage]:
    for letter in truth.letters:
        yield _letter(letter)
    at = dt.datetime.combine(today - dt.timedelta(days=3), dt.time(11, 5), ROME)
    absent = truth.clients[0].contact
    yield _absence(Address(absent.full_name, addr_spec=absent.email), at)
    yield _newsletter(at)
    yield _receipt(at)


def _letter(letter: Letter) -> EmailMessage:
    message = _message(
        *_parties(letter), letter.subject, letter.at.replace(tzinfo=ROME), f"{letter.key}@{_host(letter)}"
    )
    message.set_content(_with_quote(letter))
    if letter.replies_to:
        message["In-Reply-To"] = f"<{letter.replies_to.key}@{_host(letter.replies_to)}>"
        message["References"] = " ".join(_ancestors(letter))
    return message


def _ancestors(letter: Letter) -> list[str]:
    earlier = letter.replies_to
    return [*_ancestors(earlier), f"<{earlier.key}@{_host(earlier)}>"] if earlier else []


def _parties(letter: Letter) -> tuple[Address, Address]:
    contact = letter.client.contact
    them = Address(contact.full_name, addr_spec=contact.email)
    us = Address(letter.seller.name, addr_spec=letter.seller.email)
    return (them, us) if letter.inbound else (us, them)


def _host(letter: Letter) -> str:
    return letter.client.domain if letter.inbound else DOMAIN


def _with_quote(letter: Letter) -> str:
    earlier = letter.replies_to
    name = letter.client.contact.full_name if letter.inbound else letter.seller.name
    text = f"{letter.text}\n\n{name}\n"
    if earlier is None:
        return text
    who = earlier.client.contact if earlier.inbound else earlier.seller
    name = who.full_name if hasattr(who, "full_name") else who.name
    when = f"{_DAYS[earlier.at.weekday()]} {earlier.at:%d/%m/%Y} alle ore {earlier.at:%H:%M}"
    quoted = "\n".join(f"> {line}" for line in earlier.text.splitlines())
    return f"{text}\nIl giorno {when} {name} <{who.email}> ha scritto:\n\n{quoted}\n"


def _absence(sender: Address, at: dt.datetime) -> EmailMessage:
    message = _message(sender, _us(), "Fuori ufficio: Aggiornamento listino", at, f"absence@{sender.domain}")
    message["Auto-Submitted"] = "auto-replied"
    message.set_content("Sono fuori ufficio fino a lunedì. Rispondo al mio rientro.\n")
    return message


def _newsletter(at: dt.datetime) -> EmailMessage:
    sender = Address("Fiera Meccanica Emilia", addr_spec="notizie@fiera-meccanica.example")
    message = _message(sender, _us(), "Le novità della fiera", at, "news@fiera-meccanica.example")
    message["List-Unsubscribe"] = "<mailto:basta@fiera-meccanica.example>"
    message["Precedence"] = "bulk"
    message.set_content("Programma, espositori e orari della prossima edizione.\n")
    return message


def _receipt(at: dt.datetime) -> EmailMessage:
    """What a certified-mail provider sends back when it takes a message in charge."""
    sender = Address("Posta Certificata", addr_spec="posta-certificata@pec.example")
    message = _message(sender, _us(), "ACCETTAZIONE: Offerta 118", at, "receipt@pec.example")
    message["X-Ricevuta"] = "accettazione"
    message["X-Riferimento-Message-ID"] = "<offerta-118@pec.demo.example>"
    message.set_content("Ricevuta di accettazione\n\nIl messaggio «Offerta 118» è stato accettato dal sistema.\n")
    certificate = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<postacert tipo="accettazione" errore="nessuno"><intestazione>'
        '<mittente>officine@pec.demo.example</mittente><destinatari tipo="certificato">acquisti@pec.example'
        "</destinatari><oggetto>Offerta 118</oggetto></intestazione></postacert>\n"
    )
    message.add_attachment(certificate.encode(), maintype="application", subtype="xml", filename="daticert.xml")
    message.set_boundary("=-demo-receipt-=")
    return message


def _us() -> Address:
    return Address(BOB.name, addr_spec=BOB.email)


def _message(sender: Address, to: Address, subject: str, at: dt.datetime, key: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Date"], message["Message-ID"] = format_datetime(at), f"<{key}>"
    return message


def _mbox_entry(message: EmailMessage) -> bytes:
    """In the mboxrd way: lines that begin with `From ` are quoted."""
    body = b"\n".join(
        b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in bytes(message).splitlines()
    )
    return b"From demo@demo.example Thu Jan  1 00:00:00 2026\n" + body + b"\n\n"
