"""What documents say of deals: made once, and changed with a trace when a later document says otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone

from ignition.records import DealRow, StageRow
from ignition_web.customers.models import Customer
from ignition_web.customers.recorded import fingerprint, in_batches, plain
from ignition_web.sales.models import Deal, DealChange, Product, StageChange
from ignition_web.team.models import User


@dataclass(frozen=True, slots=True)
class Said:
    """One row of deals, with whom it means."""

    row: DealRow
    customer: int | None
    owner: User | None


@dataclass(slots=True)
class Recorded:
    """What became of rows of deals. `rewritten` holds the deal's id and the fields before and after."""

    new: int = 0
    known: int = 0
    rewritten: list[tuple[int, dict[str, Any], dict[str, Any]]] = field(default_factory=list)


TRACED = ("amount", "expected_on", "owner_id")
"""Fields whose changes the engine looks at."""


def deal_key(row: DealRow) -> str:
    """How the deal is called where it comes from, or a name made of what never changes."""
    if row.external_id:
        return plain(row.external_id, 255)
    return "made-" + fingerprint(row.name, row.company.name, row.company.vat_id, row.opened_on)[:32]


def record_deals(rows: Sequence[Said], arrival: UUID | None) -> Recorded:
    """Make the deals nobody knew; change those that are known where the document says something else."""
    result = Recorded()
    latest = {deal_key(said.row): said for said in rows}
    known = _known(latest)
    products = _products({plain(said.row.product, 255) for said in rows} - {""})
    fresh = []
    for key, said in latest.items():
        fields = _fields(said, products)
        if key not in known:
            fresh.append(Deal(external_id=key, arrival=arrival, **fields))
        else:
            _rewrite(known[key], fields, arrival, result)
    result.new, result.known = len(fresh), len(rows) - len(fresh)
    Deal.objects.bulk_create(fresh, batch_size=500)
    _follow([*fresh, *known.values()])
    return result


def record_stages(rows: Sequence[StageRow], arrival: UUID | None) -> tuple[int, int]:
    """Entries into stages. Returns how many are new, and how many name a deal that we do not know yet."""
    deals = _known({plain(row.deal_id, 255): row for row in rows})
    said = {
        (deals[deal].pk, plain(row.stage, 100), row.at) for row in rows if (deal := plain(row.deal_id, 255)) in deals
    }
    entries = [StageChange(deal_id=deal, stage=stage, at=at, arrival=arrival) for deal, stage, at in sorted(said)]
    before = _stage_count(deals)
    StageChange.objects.bulk_create(entries, batch_size=500, ignore_conflicts=True)
    unknown = sum(plain(row.deal_id, 255) not in deals for row in rows)
    return _stage_count(deals) - before, unknown


def open_deal_of(customers: Sequence[int]) -> dict[int, UUID]:
    """The open deal of each customer that has exactly one: what a mail or meeting with them is about."""
    found: dict[int, list[UUID]] = {}
    for batch in in_batches(set(customers)):
        for customer, deal in Deal.objects.filter(customer__in=batch, outcome="").values_list(
            "customer_id", "public_id"
        ):
            found.setdefault(customer, []).append(deal)
    return {customer: deals[0] for customer, deals in found.items() if len(deals) == 1}


def _known(keys: Mapping[str, Any]) -> dict[str, Deal]:
    found: dict[str, Deal] = {}
    for batch in in_batches(keys):
        found |= {deal.external_id: deal for deal in Deal.objects.filter(external_id__in=batch)}
    return found


def _products(names: set[str]) -> dict[str, Product]:
    """Products by their code, else by their name without blanks: "GTX Pro" is "GTXPro"."""
    found: dict[str, Product] = {}
    if names:
        for product in Product.objects.all():
            found.setdefault(_bare(product.name), product)
            found[_bare(product.external_id)] = product
    return {name: found[_bare(name)] for name in names if _bare(name) in found}


def _bare(name: str) -> str:
    return "".join(name.casefold().split())


def _fields(said: Said, products: Mapping[str, Product]) -> dict[str, Any]:
    row = said.row
    product = products.get(plain(row.product, 255))
    return {
        "customer_id": said.customer,
        "name": plain(row.name),
        "owner_id": said.owner.pk if said.owner else None,
        "product_id": product.pk if product else None,
        "amount": _money(row.amount),
        "won_amount": _money(row.won_amount),
        "currency": plain(row.currency, 3) or "EUR",
        "pipeline": plain(row.pipeline, 100),
        "stage": plain(row.stage, 100),
        "outcome": "" if row.outcome == "open" else row.outcome,
        "opened_on": row.opened_on,
        "expected_on": row.expected_on,
        "closed_on": row.closed_on,
        "source": plain(row.source, 100),
        "next_step": plain(row.next_step),
    }


def _money(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else amount.quantize(Decimal("0.01"))


def _rewrite(deal: Deal, fields: dict[str, Any], arrival: UUID | None, result: Recorded) -> None:
    """Take over what the document says; what it leaves out stays as it was."""
    news = {name: value for name, value in fields.items() if value not in (None, "") and getattr(deal, name) != value}
    if not news:
        return
    before = {name: _text(getattr(deal, name)) for name in news}
    now = timezone.now()
    changes = [
        DealChange(
            deal=deal, field=name.removesuffix("_id"), old=before[name], new=_text(news[name]), at=now, arrival=arrival
        )
        for name in TRACED
        if name in news
    ]
    DealChange.objects.bulk_create(changes)
    if "stage" in news:
        StageChange.objects.create(deal=deal, stage=news["stage"], at=now, arrival=arrival)
    for name, value in news.items():
        setattr(deal, name, value)
    deal.save()
    result.rewritten.append((deal.pk, before, {name: _text(value) for name, value in news.items()}))


def _follow(deals: Sequence[Deal]) -> None:
    """Who works a deal sees its customer."""
    through = Customer.followers.through
    pairs = {(deal.customer_id, deal.owner_id) for deal in deals if deal.customer_id and deal.owner_id}
    through.objects.bulk_create(
        [through(customer_id=customer, user_id=user) for customer, user in sorted(pairs)],
        batch_size=500,
        ignore_conflicts=True,
    )


def unfollow_without_deals() -> None:
    """After deals were taken back: who works none there any more no longer sees the customer by it."""
    through = Customer.followers.through
    works_there = Deal.objects.filter(customer=OuterRef("customer"), owner=OuterRef("user"))
    through.objects.filter(~Exists(works_there)).delete()


def _stage_count(deals: Mapping[str, Deal]) -> int:
    pks = [deal.pk for deal in deals.values()]
    return sum(StageChange.objects.filter(deal__in=batch).count() for batch in in_batches(pks))


def _text(value: object) -> str:
    return "" if value is None else str(value)
