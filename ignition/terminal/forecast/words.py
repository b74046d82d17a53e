"""Everything a forecast says on the screen, in both languages."""

from __future__ import annotations

from ignition.wording import Text

HELP = Text(
    it=(
        "Prevede i ricavi dei prossimi mesi: clienti, trattative aperte, trattative non ancora nate e stagione, con l'intervallo dell'80 %; "
        "o la regola semplice, dove sul passato ha fatto altrettanto.\n\n"
        "Codici di uscita: 0 tutto bene; 1 non c'è niente da prevedere; 2 uso sbagliato."
    ),
    en=(
        "Forecast the revenue of the coming months: customers, open deals, deals not yet born and season, with the 80% interval; "
        "or the simple rule, where on the past it did as well.\n\n"
        "Exit codes: 0 fine; 1 there is nothing to forecast; 2 wrong use."
    ),
)
MONTHS_HELP = Text(
    it="Quanti mesi interi dopo quello in corso (al massimo 24).",
    en="How many whole months after the current one (24 at most).",
)
UNPROVEN_HELP = Text(
    it="Mostra anche la previsione che il passato non ha provato, segnata come non provata.",
    en="Show the forecast that the past has not proven too, marked as unproven.",
)
LOOKING = Text(it="Guardo avanti…", en="Looking ahead…")
HEADLINE = Text(
    it="Dal {start:date} al {until:date}, se si va avanti come sempre: {value:money}[ (da {low:money} a {high:money})].",
    en="From {start:date} to {until:date}, going on as usual: {value:money}[ ({low:money} to {high:money})].",
)
NOT_DEFINED = Text(it="Nessuna previsione.", en="No forecast.")
NOT_EARNED = Text(
    it="La nostra previsione non si è guadagnata il posto: al suo posto vedi la regola semplice.",
    en="Our forecast has not earned its place: in its place stands the simple rule.",
)
UNPROVEN = Text(
    it="Previsione non provata: sul passato di questa azienda non si è guadagnata il posto.",
    en="Unproven forecast: on this company's past it has not earned its place.",
)
TRIED = Text(
    it="Provata sul passato: errore del {ours:percent} dei ricavi, ripetendo il passato del {rule:percent}; l'intervallo ha tenuto "
    "{held:number} previsioni su {n:number}, di {periods:number} mesi diversi.",
    en="Tried on the past: an error of {ours:percent} of revenue, repeating the past {rule:percent}; the interval held {held:number} of "
    "{n:number} forecasts, of {periods:number} different months.",
)
NOT_TRIED = Text(
    it="Il passato non basta per provarla: {n:number} mesi previsti da giorni passati.",
    en="The past does not suffice to try it on: {n:number} months forecast from past days.",
)
A_YEAR_BEFORE = Text(
    it="Regola semplice, gli stessi giorni di un anno prima: {value:money} dal {start:date} al {until:date}.",
    en="Simple rule, the same days a year before: {value:money} from {start:date} to {until:date}.",
)
JUST_BEFORE = Text(
    it="Regola semplice, il ritmo di prima di oggi: {value:money} dal {start:date} al {until:date}.",
    en="Simple rule, the pace until now: {value:money} from {start:date} to {until:date}.",
)
SIMPLE = Text(it="Regola semplice", en="Simple rule")
HOW_TO_SEE = Text(
    it="È quello che è già successo, ripetuto: non ha un intervallo. Con --unproven vedi la previsione, segnata come non provata.",
    en="It is what already happened, repeated: it has no interval. With --unproven you see the forecast, marked as unproven.",
)
PARTS = {
    "base": Text(it="Clienti", en="Customers"),
    "deals": Text(it="Trattative aperte", en="Open deals"),
    "unborn": Text(it="Trattative non ancora nate", en="Deals not yet born"),
    "season": Text(it="Stagione", en="Season"),
    "total": Text(it="In tutto", en="In all"),
}
MONTH = Text(it="Mese", en="Month")
INTERVAL = Text(it="80 % dei casi", en="80% of cases")
WHOLE = Text(it="Tutti", en="All")
STANDS_ON = {
    "base": Text(it="{n:number} clienti che hanno comprato", en="{n:number} customers who bought"),
    "deals": Text(it="{n:number} trattative aperte", en="{n:number} open deals"),
    "unborn": Text(it="{n:number} trattative aperte finora", en="{n:number} deals opened so far"),
    "season": Text(it="{n:number} mesi di storia", en="{n:number} months of history"),
    "total": Text(it="{n:number} clienti e trattative", en="{n:number} customers and deals"),
}
PART = Text(
    it="{part}: {value:money}[, da {low:money} a {high:money}] · {stands_on} · {grade}",
    en="{part}: {value:money}[, {low:money} to {high:money}] · {stands_on} · {grade}",
)
UNKNOWN_PART = Text(it="{part}: non c'è nulla da cui dirlo", en="{part}: there is nothing to tell it from")
