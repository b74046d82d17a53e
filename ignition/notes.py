"""What the engine could not do with this book, in plain words, and what would help."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import pyarrow as pa

from ignition import predictors
from ignition.allocation import Contest
from ignition.assumptions import Assumptions
from ignition.book import Book
from ignition.estimate import Grade
from ignition.learning import ACTS
from ignition.wording import Sentence, Text

_EMPTY = Text(
    it="Nel libro non c'è ancora nulla: aggiungi fatture, un export del CRM o un calendario.",
    en="There is nothing in the book yet: add invoices, a CRM export or a calendar.",
)
_NO_PURCHASES = Text(
    it="Mancano gli acquisti: senza fatture non si vede chi tace né quanto vale un cliente.",
    en="There are no purchases: without invoices nobody can see who went silent or what a customer is worth.",
)
_NO_DEALS = Text(
    it="Mancano le trattative: con un export del CRM si vedono anche quelle ferme e quelle vicine alla chiusura.",
    en="There are no deals: a CRM export would also show those that are stuck and those near their close.",
)
_NO_ACTIVITIES = Text(
    it="Mancano e-mail e appuntamenti: non si vede chi aspetta una risposta.",
    en="There are no mails or meetings: nobody can see who is waiting for an answer.",
)
_NO_STAGES = Text(
    it="Manca la storia delle fasi: da quanto una trattativa è ferma si stima dalla sua età.",
    en="There is no stage history: how long a deal has been stuck is judged by its age.",
)
_NO_WINS = Text(
    it="Trattative vinte finora troppo poche: quanto durano di solito non si sa, e quelle ferme non si vedono.",
    en="Too few deals have been won so far: how long they usually take is unknown, and nobody can see which are stuck.",
)
_NO_EXPECTED = Text(
    it="{n:number} trattative aperte su {all:number} non hanno una data prevista.",
    en="{n:number} of {all:number} open deals have no expected date.",
)
_NO_AMOUNT = Text(
    it="{n:number} trattative aperte su {all:number} non hanno un importo: vale la media di quelle simili.",
    en="{n:number} of {all:number} open deals have no amount: the mean of similar ones stands in.",
)
_NO_HOURS = Text(
    it="Le ore per i clienti non sono indicate: ne sono ipotizzate {hours:number} alla settimana per persona.",
    en="The hours for customers are not stated: {hours:number} a week for each person are assumed.",
)
_OLD = Text(
    it="L'ultimo fatto nel libro è del {last:date}, {days:number} giorni prima: le novità mancano.",
    en="The last thing in the book happened on {last:date}, {days:number} days before: what came since is missing.",
)
_RULE = Text(
    it="Con queste ipotesi la regola semplice (ore in proporzione al margine atteso) renderebbe almeno quanto il piano.",
    en="Under these assumptions the simple rule (hours in proportion to the expected margin) would return at least as much as the plan.",
)
_FELL_BACK = Text(
    it="Per due trimestri è arrivata meno della metà di quanto prometteva {act}: torna a essere un'ipotesi.",
    en="For two quarters less than half of what {act} promised has come: it is a hypothesis again.",
)
_RULE_USED = Text(
    it="Con le stesse ipotesi, su {days:number} giorni passati la regola semplice avrebbe reso circa {rule:money}, il piano {plan:money}: le ore seguono la regola.",
    en="Under the same assumptions, on {days:number} past days the simple rule would have returned about {rule:money}, the plan {plan:money}: hours follow the rule.",
)
_PLAN_USED = Text(
    it="Con le stesse ipotesi, su {days:number} giorni passati il piano avrebbe reso circa {plan:money}, la regola semplice {rule:money}: le ore seguono il piano.",
    en="Under the same assumptions, on {days:number} past days the plan would have returned about {plan:money}, the simple rule {rule:money}: hours follow the plan.",
)
_STALE_DAYS = 31


@dataclass(frozen=True, slots=True)
class OpenDeals:
    """Deals open on the day: how many, how many without an expected date, without an amount, without a usual age of the winners;
    and the closed deals their chances stand on, with their grade."""

    all: int = 0
    timeless: int = 0
    nameless: int = 0
    ageless: int = 0
    closed: int = 0
    grade: str = Grade.ASSUMED.value


@dataclass(frozen=True, slots=True)
class Missing:
    """What says what is missing: counted once in a full run, and mended row by row after it."""

    tables: frozenset[str]
    """Those that hold something."""
    deals: OpenDeals
    hours_stated: bool
    last_day: dt.date | None

    @classmethod
    def of(cls, book: Book, deals: OpenDeals) -> Missing:
        stated = book.people.num_rows > 0 and not book.people["weekly_hours"].null_count
        return cls(frozenset(book), deals, stated, book.last_day)


def what_is_open(deals: pa.Table) -> OpenDeals:
    """Counts of the deals of a situation."""
    timeless, nameless, ageless = (deals[name].null_count for name in ("expected_on", "amount", "winners_p80_days"))
    if not deals.num_rows:
        return OpenDeals()
    closed, grade = (deals[name][0].as_py() for name in ("deals_n", "deals_grade"))
    return OpenDeals(deals.num_rows, timeless, nameless, ageless, closed or 0, grade or Grade.ASSUMED.value)


def what_is_missing(
    missing: Missing, on: dt.date, assumptions: Assumptions, *, rule_wins: bool
) -> tuple[Sentence, ...]:
    """One sentence for each thing that is missing and would change what is shown."""
    if not missing.tables & {"customers", "purchases", "deals", "activities"}:
        return (_EMPTY.of(),)
    hours = [] if missing.hours_stated else [_NO_HOURS.of(hours=assumptions.weekly_hours)]
    notes = [*_tables(missing.tables), *_deals(missing.deals), *hours, *_age(missing.last_day, on)]
    return (*notes, *([_RULE.of()] if rule_wins else []))


def tell_fallen_back(plays: Collection[str]) -> tuple[Sentence, ...]:
    """One sentence for each play that kept less than half of its promise two quarters running."""
    return tuple(_FELL_BACK.of(act=ACTS[play].of() if play in ACTS else play) for play in sorted(plays))


def tell_contest(held: Contest | None) -> tuple[Sentence, ...]:
    """Which of plan and simple rule did better on past days; nothing where too few could be looked at."""
    if held is None or held.lead.value is None:
        return ()
    text = _RULE_USED if held.rule_wins else _PLAN_USED
    return (text.of(days=len(held.days), rule=held.rule, plan=held.plan),)


def _tables(held: Collection[str]) -> Iterator[Sentence]:
    wanted = (("purchases", _NO_PURCHASES), ("deals", _NO_DEALS), ("activities", _NO_ACTIVITIES))
    yield from (text.of() for name, text in wanted if name not in held)
    if "deals" in held and "stage_changes" not in held:
        yield _NO_STAGES.of()


def _deals(deals: OpenDeals) -> Iterator[Sentence]:
    if not deals.all:
        return
    assumed = predictors.deals.note(deals.grade, deals.closed)
    if assumed is not None:
        yield assumed
    elif deals.ageless == deals.all:
        yield _NO_WINS.of()
    if deals.timeless:
        yield _NO_EXPECTED.of(n=deals.timeless, all=deals.all)
    if deals.nameless:
        yield _NO_AMOUNT.of(n=deals.nameless, all=deals.all)


def _age(last: dt.date | None, on: dt.date) -> Iterator[Sentence]:
    if last is not None and (on - last).days > _STALE_DAYS:
        yield _OLD.of(last=last, days=(on - last).days)
