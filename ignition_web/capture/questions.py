"""Questions to a person about who is who, and the answers already given."""

from __future__ import annotations

from uuid import UUID

from ignition.records import Party
from ignition.wording import Text
from ignition_web.capture.models import Arrival, Doubt, DoubtKind
from ignition_web.customers.recognition import NEW, Uncertain, customers_by_public_id, topic_of


def given_answers() -> dict[str, str]:
    """Answers to questions about customers, by topic."""
    settled = Doubt.objects.filter(kind=DoubtKind.SAME_CUSTOMER, settled_at__isnull=False)
    return dict(settled.values_list("topic", "answer"))


def ask_who(arrival: Arrival, uncertain: Uncertain) -> None:
    """Ask, or wait with the question that is already there."""
    doubt = Doubt.objects.filter(topic=uncertain.topic).first() or _raise(arrival, uncertain)
    doubt.waiting.add(arrival)


def remember(answers: dict[str, str], party: Party, customer: UUID) -> None:
    """`new` was the answer, and now they are a customer: the next document means that one, not another new one."""
    topic = topic_of(party)
    if topic in answers:
        answers[topic] = str(customer)
        Doubt.objects.filter(topic=topic).update(answer=str(customer))


def _raise(arrival: Arrival, uncertain: Uncertain) -> Doubt:
    return Doubt.objects.create(
        arrival=arrival,
        kind=DoubtKind.SAME_CUSTOMER,
        topic=uncertain.topic,
        question=_SAME.of(who=_described(uncertain.party), why=uncertain.why).to_dict(),
        options=[*_candidates(uncertain), {"answer": NEW, "label": _NEW.of().to_dict()}],
    )


def _candidates(uncertain: Uncertain) -> list[dict[str, object]]:
    known = customers_by_public_id(uncertain.candidates)
    options: list[dict[str, object]] = []
    for public_id in uncertain.candidates:
        customer = known.get(public_id)
        about = Party(name=customer.name, city=customer.city, vat_id=customer.vat_id) if customer else Party()
        options.append({"answer": str(public_id), "label": _IT_IS.of(who=_described(about)).to_dict()})
    return options


def _described(party: Party) -> str:
    said = (party.name or party.email or party.external_id, party.city, party.vat_id or party.tax_code)
    return ", ".join(part for part in said if part)


_SAME = Text(it="Chi è {who}? {why}", en="Who is {who}? {why}")
_IT_IS = Text(it="È {who}", en="It is {who}")
_NEW = Text(it="È un cliente nuovo", en="It is a new customer")
