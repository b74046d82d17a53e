"""One person's part of the day: the offers, the plan of the hours, and what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from ignition.allocation import Plan
from ignition.choice import in_the_running
from ignition.engine import Planned
from ignition.gains import Flags, Ints, Offers, weigh
from ignition.lit.places import Hashes, hashes
from ignition.moves import Move, Slot

Slots = tuple[tuple[int, Slot], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """`customer`: a hash for each offer, 0 where none is known. `running`: whether it may be shown at all today."""

    today: Planned
    customer: Hashes
    running: Flags
    slots: Slots = ()
    shown: tuple[Move, ...] = ()
    held: tuple[Move, ...] = ()

    @property
    def person(self) -> str:
        return self.today.offers.people[0]

    @property
    def table(self) -> pa.Table:
        return self.today.offers.table


def blocks_of(today: Planned, eligible: Ints) -> Iterator[Block]:
    """The day taken apart, person by person."""
    offers = today.offers
    customer = hashes(offers.table["customer_id"])
    running = np.zeros(len(offers), dtype=bool)
    running[eligible] = True
    for code, name in enumerate(offers.people):
        begin, end = np.searchsorted(offers.person, [code, code + 1])
        part = slice(int(begin), int(end))
        mine = Planned(
            _offers(offers, part, name), {name: today.hours[name]}, _plan(today.plan, part, name), today.effort
        )
        yield Block(mine, customer[part], running[part])


def one_block(today: Planned) -> Block:
    """Of a person planned alone; nothing is in the running yet."""
    return Block(today, hashes(today.offers.table["customer_id"]), np.zeros(len(today.offers), dtype=bool))


def running_of(parts: Sequence[tuple[Block, Flags]]) -> list[Flags]:
    """Of the offers flagged in each block, which are in the running: all those to the same customers must be among them.

    Blocks come in the order of their persons, as in a full run.
    """
    effort = parts[0][0].today.effort
    tables = [block.table.filter(pa.array(flags)) for block, flags in parts]
    offers = weigh(pa.concat_tables(tables), effort.responses, effort.factors)
    plans = [block.today.plan for block, _ in parts]
    plan = replace(
        plans[0],
        hours=np.concatenate([plan.hours[flags] for plan, (_, flags) in zip(plans, parts, strict=True)]),
        prices={name: price for plan in plans for name, price in plan.prices.items()},
    )
    running = np.zeros(len(offers), dtype=bool)
    running[in_the_running(offers, plan)] = True
    return np.split(running, np.cumsum([table.num_rows for table in tables])[:-1])


def sharing_of(blocks: Iterable[Block]) -> dict[int, frozenset[str]]:
    """Customers to whom more than one person could offer something, by their hash."""
    every = list(blocks)
    customer = np.concatenate([np.empty(0, np.uint64), *(np.unique(block.customer) for block in every)])
    repeated, counts = np.unique(customer, return_counts=True)
    shared = repeated[(counts > 1) & (repeated != 0)]
    found: dict[int, set[str]] = {int(one): set() for one in shared}
    for block in every:
        for one in np.intersect1d(block.customer, shared).tolist():
            found[one].add(block.person)
    return {one: frozenset(persons) for one, persons in found.items()}


def _offers(offers: Offers, part: slice, name: str) -> Offers:
    arrays = (
        "play",
        "subject",
        "customer",
        "usual",
        "stake",
        "stake_sd",
        "at_risk",
        "step",
        "most",
        "frees",
        "dose",
        "gain",
        "gain_sd",
    )
    cut = {field: getattr(offers, field)[part] for field in arrays}
    rows = part.stop - part.start
    return replace(
        offers, table=offers.table.slice(part.start, rows), people=(name,), person=np.zeros(rows, dtype=np.int64), **cut
    )


def _plan(plan: Plan, part: slice, name: str) -> Plan:
    return replace(
        plan,
        hours=plan.hours[part],
        gain=plan.gain[part],
        prices={name: plan.prices[name]},
        price_sds={name: plan.price_sds[name]},
        values={name: plan.values[name]},
        rule_values={name: plan.rule_values[name]},
    )
