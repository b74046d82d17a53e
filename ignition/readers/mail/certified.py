"""Italian certified mail (PEC): an envelope signed by the provider around the message, and receipts that prove it."""

from __future__ import annotations

from email.message import Message

from ignition.readers.mail.parsing import content_type, field, parts


def is_receipt(message: Message) -> bool:
    """A provider's word that a message was taken, delivered or refused: proof, never a conversation."""
    return bool(field(message, "X-Ricevuta"))


def inside(message: Message) -> Message:
    """The message people wrote, out of its certified envelope; any other message is returned as it is."""
    if field(message, "X-Trasporto").lower() not in ("posta-certificata", "errore"):
        return message
    for part in parts(message):
        held = part.get_payload()
        first = held[0] if isinstance(held, list) and held else None
        if content_type(part) == "message/rfc822" and isinstance(first, Message):
            return first
    return message
