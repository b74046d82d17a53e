"""Undo of a document: its rows go, in the order of what stands on what; rows that later work stands on stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import Exists, OuterRef, ProtectedError, Q

from ignition_web.capture.models import Arrival, Rewriting
from ignition_web.customers.models import Activity, Contact, Customer, ExternalId
from ignition_web.customers.recorded import in_batches
from ignition_web.sales.dealing import unfollow_without_deals
from ignition_web.sales.models import Deal, DealChange, Product, Purchase, StageChange
from ignition_web.voice.models import Signal


@dataclass(slots=True)
class TakenBack:
    """How many rows of each noun went, and how many stayed because later work stands on them."""

    gone: Counter[str] = field(default_factory=Counter)
    stayed: Counter[str] = field(default_factory=Counter)

    def add(self, other: TakenBack) -> None:
        self.gone += other.gone
        self.stayed += other.stayed


def take_back_rows(arrival: Arrival) -> TakenBack:
    """Delete what this document made and give back what it changed."""
    taken = TakenBack()
    _give_back(arrival, taken)
    for model in (Activity, StageChange, DealChange, Purchase):
        _delete(model.objects.filter(arrival=arrival.public_id), taken)
    _delete_unused(Deal, _DEAL_WORK, arrival.public_id, taken)
    unfollow_without_deals()
    _delete_unused(Contact, ((Activity, "contact"),), arrival.public_id, taken)
    _delete_unused(Customer, _CUSTOMER_WORK, arrival.public_id, taken)
    ExternalId.objects.filter(arrival=arrival.public_id).delete()
    _delete_unused(Product, ((Deal, "product"),), arrival.public_id, taken)
    return taken


_DEAL_WORK: tuple[tuple[type[models.Model], str], ...] = ((StageChange, "deal"), (DealChange, "deal"))
_CUSTOMER_WORK: tuple[tuple[type[models.Model], str], ...] = (
    (Purchase, "customer"),
    (Deal, "customer"),
    (Contact, "customer"),
    (Activity, "customer"),
    (Signal, "customer"),
)


def _delete(rows: models.QuerySet[Any], taken: TakenBack) -> None:
    name = rows.model._meta.model_name
    number = rows.count()
    rows.delete()
    taken.gone += Counter({name: number})


def _delete_unused(model: Any, work: tuple[tuple[Any, str], ...], arrival: UUID, taken: TakenBack) -> None:
    """Rows of the document that nothing stands on: neither captured rows, nor a point somebody answered."""
    used = Q()
    for other, field_name in work:
        used |= Q(Exists(other._default_manager.filter(**{field_name: OuterRef("pk")})))
    rows = model.objects.filter(arrival=arrival)
    free = set(rows.exclude(used).values_list("pk", flat=True))
    taken.stayed += Counter({model._meta.model_name: rows.count() - len(free)})
    for batch in in_batches(free):
        _delete_unprotected(model, set(batch), taken)


def _delete_unprotected(model: Any, pks: set[int], taken: TakenBack) -> None:
    """Apps above this one may hold on to a row, as points do to the customer of one that was answered."""
    try:
        with transaction.atomic():
            model.objects.filter(pk__in=pks).delete()
        taken.gone += Counter({model._meta.model_name: len(pks)})
    except ProtectedError as held:
        kept = pks & _held_by(model, held.protected_objects)
        if not kept:
            raise
        taken.stayed[model._meta.model_name] += len(kept)
        _delete_unprotected(model, pks - kept, taken)


def _held_by(model: Any, holders: Iterable[Any]) -> set[int]:
    return {
        getattr(holder, field.attname)
        for holder in holders
        for field in holder._meta.concrete_fields
        if field.is_relation and field.related_model is model
    }


def _give_back(arrival: Arrival, taken: TakenBack) -> None:
    """Fields the document changed get their old value, unless somebody changed them since."""
    for rewriting in arrival.rewritings.order_by("-pk"):
        row = _NOUNS[rewriting.noun].objects.filter(pk=rewriting.row).first()
        if row is not None:
            _restore(row, rewriting, taken)
    arrival.rewritings.all().delete()


def _restore(row: Any, rewriting: Rewriting, taken: TakenBack) -> None:
    restored = []
    for name, after in rewriting.after.items():
        if _text(getattr(row, name)) == _text(after):
            setattr(row, name, _value(row, name, rewriting.before[name]))
            restored.append(name.removesuffix("_id"))
    taken.stayed += Counter({rewriting.noun: int(len(restored) < len(rewriting.after))})
    if restored:
        row.save(update_fields=[*restored, "changed_at"])
        taken.gone[f"{rewriting.noun} changes"] += 1


def _value(row: Any, name: str, stored: Any) -> Any:
    column = row._meta.get_field(name.removesuffix("_id") if name.endswith("_id") and name != "external_id" else name)
    if stored in ("", None):
        return None if column.null else ""
    target = column.target_field if column.is_relation else column
    return target.to_python(stored)


def _text(value: object) -> str:
    return "" if value is None else str(value)


_NOUNS: dict[str, Any] = {"customer": Customer, "deal": Deal}
