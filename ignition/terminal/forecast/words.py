"""Everything a forecast says on the screen, in both languages."""

from __future__ import annotations

from ignition.wording import Text

HELP = Text(
    it="Prevede i ricavi dei prossimi mesi: clienti, trattative aperte, trattative non ancora nate e stagione, con l'intervallo dell'80 %.",
    en="Forecast the revenue of the coming months: customers, open deals, deals not yet born and season, with the 80% interval.",
)
MONTHS_HELP = Text(
    it="Quanti mesi interi dopo quello in corso (al massimo 24).",
    en="How many whole months after the current one (24 at most).",
)
LOOKING = Text(it="Guardo avanti…", en="Looking ahead…")
HEADLINE = Text(
    it="Dal {start:date} al {until:date}, se si va avanti come sempre: {value:money} (da {low:money} a {high:money}).",
    en="From {start:date} to {until:date}, going on as usual: {value:money} ({low:money} to {high:money}).",
)
NOT_DEFINED = Text(it="Nessuna previsione.", en="No forecast.")
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
    it="{part}: {value:money}, da {low:money} a {high:money} · {stands_on} · {grade}",
    en="{part}: {value:money}, {low:money} to {high:money} · {stands_on} · {grade}",
)
UNKNOWN_PART = Text(it="{part}: non c'è nulla da cui dirlo", en="{part}: there is nothing to tell it from")
