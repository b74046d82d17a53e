"""Let customers and sellers write to each other: most questions are answered, a few wait."""

from __future__ import annotations

import datetime as dt
from itertools import count

from numpy.random import Generator

from ignition.datasets.demo.company import Client, Deal, Letter

_Topic = tuple[str, str, str]
TOPICS: tuple[_Topic, ...] = (
    (
        "Richiesta di offerta",
        "Buongiorno,\nci servirebbe un'offerta per dei cilindri come gli ultimi, con consegna entro il mese.\nGrazie",
        "Buongiorno,\nin allegato la nostra offerta, valida trenta giorni. La consegna entro il mese è possibile.",
    ),
    (
        "Tempi di consegna",
        "Buongiorno,\nsapete dirci quando parte l'ordine della settimana scorsa?\nCordiali saluti",
        "Buongiorno,\nl'ordine parte giovedì, vi mando il DDT appena esce dal magazzino.",
    ),
    (
        "Scheda tecnica valvole",
        "Buongiorno,\navremmo bisogno della scheda tecnica aggiornata delle valvole NG6.\nA presto",
        "Ecco la scheda. Se serve, ci sentiamo per la scelta della tensione.",
    ),
    (
        "Perdita su una centralina",
        "Buongiorno,\nla centralina consegnata a settembre perde olio dal raccordo. Come possiamo fare?",
        "Buongiorno,\nmi dispiace. Passiamo domani mattina a vedere e, se serve, sostituiamo il raccordo.",
    ),
    (
        "Aggiornamento listino",
        "Buongiorno,\nci mandate il listino nuovo? Vorremmo programmare gli acquisti del trimestre.",
        "Buongiorno,\nallego il listino. Per le quantità che fate di solito i prezzi restano quelli concordati.",
    ),
)
WAITING: tuple[tuple[int, str, str], ...] = (
    (
        2,
        "Offerta per dodici cilindri",
        "Buongiorno,\nci fate avere entro la settimana il prezzo per dodici cilindri Ø63?",
    ),
    (4, "Modifica ordine", "Buongiorno,\npossiamo portare a venti i filtri dell'ultimo ordine?\nGrazie"),
    (6, "Fermo macchina", "Buongiorno,\nla pompa della linea 2 è ferma. Quando potete passare?"),
    (9, "Rinnovo manutenzione", "Buongiorno,\nvorremmo rinnovare la manutenzione. Ci mandate le condizioni?"),
)


def converse(
    rng: Generator, clients: tuple[Client, ...], deals: list[Deal], waiting: tuple[Client, ...], today: dt.date
) -> tuple[Letter, ...]:
    """Letters of the last half year: with attention in proportion to effort, about open deals, and still waiting."""
    keys = count(1)
    letters: list[Letter] = []
    for client in clients:
        for _ in range(int(rng.poisson(0.9 * client.effort))):
            day = today - dt.timedelta(days=int(rng.integers(12, 180)))
            letters += _exchange(rng, next(keys), client, day, TOPICS[int(rng.integers(len(TOPICS)))])
    for deal in deals:
        letters += _follow_up(rng, next(keys), deal, today)
    for client, (days, subject, text) in zip(waiting, WAITING, strict=True):
        letters.append(_letter(rng, f"{next(keys)}-a", client, today - dt.timedelta(days=days), True, subject, text))
    return tuple(sorted(letters, key=lambda letter: letter.at))


def _exchange(rng: Generator, key: int, client: Client, day: dt.date, topic: _Topic) -> list[Letter]:
    subject, asked, answered = topic
    asks = _letter(rng, f"{key}-a", client, day, True, subject, asked)
    later = day + dt.timedelta(days=int(rng.integers(1, 4)))
    return [asks, _letter(rng, f"{key}-b", client, later, False, f"Re: {subject}", answered, asks)]


def _follow_up(rng: Generator, key: int, deal: Deal, today: dt.date) -> list[Letter]:
    """The seller writes about the deal the day after it entered its stage, and the customer answers."""
    day = min(deal.stages[-1][1].date() + dt.timedelta(days=1), today)
    text = f"Buongiorno,\ncome d'accordo vi scrivo per «{deal.name}». Restiamo a disposizione per ogni chiarimento."
    subject = deal.name.partition(" - ")[2]
    writes = _letter(rng, f"{key}-a", deal.client, day, False, subject, text)
    thanks = "Grazie, ne parliamo in direzione e vi facciamo sapere."
    later = day + dt.timedelta(days=2)
    if later > today:
        return [writes]
    answer = _letter(rng, f"{key}-b", deal.client, later, True, f"Re: {subject}", thanks, writes)
    closes = _letter(
        rng,
        f"{key}-c",
        deal.client,
        later + dt.timedelta(days=1),
        False,
        f"Re: {subject}",
        "Perfetto, a presto.",
        answer,
    )
    return [writes, answer, *([closes] if closes.at.date() <= today else [])]


def _letter(
    rng: Generator,
    key: str,
    client: Client,
    day: dt.date,
    inbound: bool,
    subject: str,
    text: str,
    replies_to: Letter | None = None,
) -> Letter:
    moment = dt.datetime.combine(day, dt.time(int(rng.integers(8, 18)), int(rng.integers(60))))
    return Letter(key, client.owner, client, moment, inbound, subject, text, replies_to)
