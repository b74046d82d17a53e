"""What a document gave, in words: `12 fatture, 3 clienti`."""

from __future__ import annotations

from django.utils.translation import ngettext

from ignition_web.capture.models import Arrival
from ignition_web.screens.templatetags.ignition import number


def counts_of(arrival: Arrival) -> list[str]:
    return [_said(kind, count) for kind, count in arrival.outcome.items() if isinstance(count, int) and count]


def _said(kind: str, count: int) -> str:
    match kind:
        case "invoices" | "invoice" | "Invoice":
            said = ngettext("%(n)s invoice", "%(n)s invoices", count)
        case "purchases" | "purchase" | "PurchaseRow":
            said = ngettext("%(n)s purchase", "%(n)s purchases", count)
        case "customers" | "customer" | "CustomerRow":
            said = ngettext("%(n)s customer", "%(n)s customers", count)
        case "contacts" | "contact" | "ContactRow":
            said = ngettext("%(n)s contact", "%(n)s contacts", count)
        case "deals" | "deal" | "DealRow":
            said = ngettext("%(n)s deal", "%(n)s deals", count)
        case "stages" | "stage" | "StageRow":
            said = ngettext("%(n)s stage move", "%(n)s stage moves", count)
        case "products" | "product" | "ProductRow":
            said = ngettext("%(n)s product", "%(n)s products", count)
        case "messages" | "message" | "Message":
            said = ngettext("%(n)s mail", "%(n)s mails", count)
        case "meetings" | "meeting" | "Meeting":
            said = ngettext("%(n)s meeting", "%(n)s meetings", count)
        case "people" | "person" | "PersonRow":
            said = ngettext("%(n)s person who sells", "%(n)s people who sell", count)
        case _:
            return f"{number(count)} {kind}"
    return said % {"n": number(count)}
