"""What must be said beside a forecast, in words."""

from __future__ import annotations

from collections.abc import Iterator

from ignition.predictors.revenue.fan import Fan
from ignition.predictors.revenue.ledger import Ledger
from ignition.predictors.revenue.looks import Look
from ignition.predictors.revenue.trial import Trial
from ignition.wording import Sentence, Text

SAME = 0.02
"""Errors nearer to each other than this are said to be alike."""


def tell(ledger: Ledger, today: Look, fan: Fan, trial: Trial, invoices: int) -> tuple[Sentence, ...]:
    return tuple(_tell(ledger, today, fan, trial, invoices))


def _tell(ledger: Ledger, today: Look, fan: Fan, trial: Trial, invoices: int) -> Iterator[Sentence]:
    if ledger.first_day is None:
        yield _NOTHING.of()
        return
    yield from _of_trial(trial)
    if not fan.scores:
        yield _STATED.of()
    if not max(today.buying.years, today.dealing.years):
        yield _NO_SEASON.of()
    if invoices:
        yield (_ONE_INVOICE if invoices == 1 else _INVOICES).of(n=invoices)


def _of_trial(trial: Trial) -> Iterator[Sentence]:
    if not trial.n or trial.happened <= 0:
        return
    yield _HELD.of(n=trial.n, held=trial.held, looks=trial.looks)
    ours, rule = trial.missed / trial.happened, trial.missed_by_rule / trial.happened
    better = rule - ours
    said = _ALIKE if abs(better) < SAME else _BETTER if better > 0 else _WORSE
    yield said.of(ours=ours, rule=rule)


_NOTHING = Text(
    it="Non ci sono acquisti né trattative: non c'è niente da prevedere.",
    en="There are no purchases and no deals: there is nothing to forecast.",
)
_HELD = Text(
    it="Provata su {looks:number} giorni del passato, con quello che si sapeva allora: l'intervallo ha tenuto {held:number} mesi su {n:number}.",
    en="Tried on {looks:number} past days, with what was known then: the interval held {held:number} of {n:number} months.",
)
_BETTER = Text(
    it="L'errore per mese era il {ours:percent} dei ricavi; ripetendo il passato, il {rule:percent}.",
    en="The error by month was {ours:percent} of revenue; repeating the past, {rule:percent}.",
)
_ALIKE = Text(
    it="L'errore per mese era il {ours:percent} dei ricavi, come a ripetere il passato ({rule:percent}).",
    en="The error by month was {ours:percent} of revenue, the same as repeating the past ({rule:percent}).",
)
_WORSE = Text(
    it="Finora ripetere il passato avrebbe fatto meglio: errore per mese del {rule:percent} dei ricavi, qui del {ours:percent}.",
    en="So far repeating the past would have done better: an error by month of {rule:percent} of revenue, here {ours:percent}.",
)
_STATED = Text(
    it="La storia è troppo corta per provare la previsione sul passato: l'intervallo è ipotizzato, non imparato.",
    en="The history is too short to try the forecast on the past: its interval is assumed, not learnt.",
)
_NO_SEASON = Text(
    it="Servono due anni interi per conoscere le stagioni: qui nessun mese vale più di un altro.",
    en="Two whole years are needed to know the seasons: here no month counts more than another.",
)
_ONE_INVOICE = Text(
    it="Una fattura corrisponde a una trattativa vinta: conta una volta sola, con le trattative.",
    en="One invoice matches a deal that was won: it counts once, with the deals.",
)
_INVOICES = Text(
    it="{n:number} fatture corrispondono a trattative vinte: contano una volta sola, con le trattative.",
    en="{n:number} invoices match deals that were won: they count once, with the deals.",
)
