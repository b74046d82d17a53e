"""What a machine sent: it is no touch, whoever's name stands on it."""

from __future__ import annotations

import re
from email.message import Message

from ignition.readers.mail.parsing import content_type, field
from ignition.records import Party

_MACHINE = re.compile(
    r"(no-?_?reply|non-?_?rispondere|do-?not-?reply|mailer-daemon|postmaster|bounces?|notifications?|notifiche|"
    r"newsletter|posta-certificata)([+._-].*)?@"
)
_ABSENT = re.compile(
    r"^(automatic reply|auto-?reply|out of office|risposta automatica|fuori ufficio|assente|abwesend|undeliverable|"
    r"delivery status notification|mail delivery|mancato recapito|non recapitabile)\b",
    re.IGNORECASE,
)
_BULK = frozenset(("bulk", "list", "junk", "auto_reply"))


def is_automatic(message: Message, sender: Party) -> bool:
    """Absence replies, bounces, newsletters, notifications: by their head fields (RFC 3834, RFC 2369), else by sender and subject."""
    if field(message, "Auto-Submitted").lower() not in ("", "no"):
        return True
    if field(message, "Precedence").lower() in _BULK or field(message, "Return-Path") == "<>":
        return True
    if any(field(message, name) for name in ("List-Unsubscribe", "List-Id", "X-Autoreply", "X-Autorespond")):
        return True
    exchange = sender.email.endswith("pec.fatturapa.it")
    if content_type(message) == "multipart/report" or _MACHINE.match(sender.email) or exchange:
        return True
    return bool(_ABSENT.match(field(message, "Subject")))
