"""Which company is ours: stated, or worked out from the invoices, or asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Literal

from django.utils import timezone

from ignition.records import Invoice, Party
from ignition.tax_ids import normal_tax_code, normal_vat_id
from ignition.wording import Text
from ignition_web.business.models import Company
from ignition_web.capture.models import Arrival, Doubt, DoubtKind
from ignition_web.customers.recorded import fingerprint

Direction = Literal["sold", "bought", "neither", "unknown"]
ENOUGH = 3
"""Invoices that must all name one company, and no other, for it to be taken as ours without asking."""
TOPIC = fingerprint("own company")


class OwnCompany:
    """Who we are, while one document is recorded."""

    def __init__(self) -> None:
        company = Company.ours()
        self._ids = _ids(Party(vat_id=company.vat_id, tax_code=company.tax_code))

    def direction(self, invoice: Invoice) -> Direction:
        if not self._ids:
            return "unknown"
        if self._ids & _ids(invoice.seller):
            return "sold"
        return "bought" if self._ids & _ids(invoice.buyer) else "neither"

    def learn(self, arrival: Arrival, invoices: Iterable[Invoice]) -> bool:
        """Count who the invoices name. True once that settles who we are; else the question stands, and they wait."""
        doubt = _doubt(arrival)
        _count(doubt, arrival, invoices)
        ours = _in_every_one(doubt.options)
        if ours is None:
            doubt.waiting.add(arrival)
            return False
        settle_as(doubt, ours["answer"])
        self.__init__()  # type: ignore[misc]
        return True


def settle_as(doubt: Doubt, answer: str) -> None:
    """Take this id as ours. Whatever waited is read again."""
    chosen = next(option for option in doubt.options if option["answer"] == answer)
    company = Company.ours()
    company.vat_id = chosen["vat_id"]
    company.tax_code = chosen["tax_code"]
    company.name = company.name or chosen["name"]
    company.save()
    doubt.answer, doubt.settled_at = answer, timezone.now()
    doubt.save(update_fields=["answer", "settled_at", "options"])


def _doubt(arrival: Arrival) -> Doubt:
    question = _WHICH.of().to_dict()
    first = {"arrival": arrival, "kind": DoubtKind.OWN_COMPANY, "question": question, "options": []}
    doubt, _made = Doubt.objects.get_or_create(topic=TOPIC, defaults=first)
    return doubt


def _count(doubt: Doubt, arrival: Arrival, invoices: Iterable[Invoice]) -> None:
    """Each document counts once, however often it is read again."""
    if doubt.waiting.filter(pk=arrival.pk).exists():
        return
    options: dict[str, dict[str, Any]] = {option["answer"]: option for option in doubt.options}
    total = max((option["of"] for option in doubt.options), default=0)
    seen: Counter[str] = Counter()
    for invoice in invoices:
        total += 1
        for party in (invoice.seller, invoice.buyer):
            if ids := sorted(_ids(party)):
                seen[ids[0]] += 1
                options.setdefault(ids[0], _option(ids[0], party))
    for answer, option in options.items():
        option["seen"] += seen[answer]
        option["of"] = total
        option["label"] = _OPTION.of(name=option["name"], id=answer, n=option["seen"], total=total).to_dict()
    doubt.options = sorted(options.values(), key=lambda option: (-option["seen"], option["answer"]))
    doubt.save(update_fields=["options"])


def _option(answer: str, party: Party) -> dict[str, Any]:
    vat_id, tax_code = normal_vat_id(party.vat_id, party.country), normal_tax_code(party.tax_code)
    return {
        "answer": answer,
        "name": party.name or answer,
        "vat_id": vat_id[:32],
        "tax_code": tax_code[:32],
        "seen": 0,
        "of": 0,
    }


def _in_every_one(options: list[dict[str, Any]]) -> dict[str, Any] | None:
    always = [option for option in options if option["seen"] == option["of"] >= ENOUGH]
    return always[0] if len(always) == 1 else None


def _ids(party: Party) -> set[str]:
    country = party.country if len(party.country) == 2 else ""
    return {normal_vat_id(party.vat_id, country), normal_tax_code(party.tax_code)} - {""}


_WHICH = Text(it="Quale di queste aziende è la nostra?", en="Which of these companies is ours?")
_OPTION = Text(
    it="{name} ({id}): in {n:number} fatture su {total:number}",
    en="{name} ({id}): in {n:number} invoices of {total:number}",
)
