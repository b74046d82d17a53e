"""Everything the levers say, in both languages. What was better once could be so again: no cause is claimed."""

from __future__ import annotations

from ignition.wording import Sentence, Text

NAMES: dict[str, Text] = {
    "arrivals": Text(it="Arrivi", en="Arrivals"),
    "conversion": Text(it="Conversione", en="Conversion"),
    "value": Text(it="Valore medio", en="Mean value"),
    "discount": Text(it="Sconto (prezzo tenuto)", en="Discount (price kept)"),
    "activation": Text(it="Attivazione", en="Activation"),
    "retention": Text(it="Tenuta dei clienti", en="Retention"),
    "expansion": Text(it="Crescita dei clienti", en="Expansion"),
}
MEANINGS: dict[str, Text] = {
    "arrivals": Text(it="trattative nuove in un anno", en="new deals a year"),
    "conversion": Text(it="quota di trattative vinte", en="share of deals won"),
    "value": Text(it="valore di una trattativa vinta", en="value of a deal won"),
    "discount": Text(it="quanto resta del prezzo chiesto", en="what is left of the price asked"),
    "activation": Text(
        it="quota di clienti nuovi che tornano entro 91 giorni", en="share of new customers back within 91 days"
    ),
    "retention": Text(it="quota dei ricavi che resta", en="share of the revenue that stays"),
    "expansion": Text(it="quanto cresce chi resta", en="how much those who stay grow"),
}
OF_CUSTOMERS = {
    "arrivals": Text(it="clienti nuovi in un anno", en="new customers a year"),
    "value": Text(it="valore del primo acquisto", en="value of the first purchase"),
}
ACTS: dict[str, Text] = {
    "arrivals": Text(it="Riporta gli arrivi a {to}", en="Bring arrivals back to {to}"),
    "conversion": Text(it="Riporta la conversione a {to}", en="Bring conversion back to {to}"),
    "value": Text(it="Riporta il valore medio a {to}", en="Bring the mean value back to {to}"),
    "discount": Text(it="Riporta il prezzo tenuto a {to}", en="Bring the price kept back to {to}"),
    "activation": Text(it="Riporta l'attivazione a {to}", en="Bring activation back to {to}"),
    "retention": Text(it="Riporta la tenuta dei clienti a {to}", en="Bring retention back to {to}"),
    "expansion": Text(it="Riporta la crescita dei clienti a {to}", en="Bring expansion back to {to}"),
}
TOWARDS: dict[str, Text] = {
    name: Text(it=text.it.replace("Riporta", "Porta"), en=text.en.replace(" back to", " to"))
    for name, text in ACTS.items()
}
"""Where it was not there before."""

HISTORY = Text(
    it="tra il {since:date} e il {until:date} andava meglio: tolto il caso, da {now} potrebbe tornare a circa {to} ({n:number} trimestri letti)",
    en="between {since:date} and {until:date} it was better: luck taken off, from {now} it could come back to about {to} ({n:number} quarters read)",
)
AT_BEST = Text(
    it="in {n:number} trimestri non si è mai visto chiaramente di meglio ({now} adesso)",
    en="in {n:number} quarters it has never clearly been better than now ({now})",
)
GROUPS = Text(
    it="{n:number} gruppi di clienti o prodotti differiscono: a metà strada verso la media, da {now} potrebbe salire a circa {to}",
    en="{n:number} groups of customers or products differ: half of the way up to the mean, from {now} it could rise to about {to}",
)
ASSUMPTION = Text(
    it="la tua storia non lo dice ancora: per ora vale un'ipotesi, {change:percent} in più ({now} potrebbe diventare {to})",
    en="your history does not say yet: an assumption of {change:percent} more stands in ({now} could become {to})",
)
AT_STAGE = Text(
    it="{reason}; dove si perde di più è la fase «{stage}»", en="{reason}; most is lost in the stage “{stage}”"
)

NO_DEALS = Text(it="Mancano le trattative: aggiungi un export del CRM.", en="There are no deals: add a CRM export.")
NO_WINS = Text(
    it="Trattative aperte o vinte finora troppo poche per pesarla.",
    en="Too few deals were opened or won so far to weigh it.",
)
NO_PRICES = Text(
    it="Il prezzo chiesto e quello concordato non sono scritti entrambi: lo sconto non si vede.",
    en="The price asked and the price agreed are not both written down: nobody can see the discount.",
)
NO_PURCHASES = Text(it="Mancano gli acquisti: aggiungi le fatture.", en="There are no purchases: add invoices.")
NO_NEW = Text(
    it="Clienti nuovi nell'ultimo anno troppo pochi per pesarla.",
    en="Too few new customers in the last year to weigh it.",
)
SHORT_BASE = Text(
    it="La storia degli acquisti è ancora troppo corta per pesarla.",
    en="The history of purchases is still too short to weigh it.",
)
NOTHING = Text(
    it="Nel libro non c'è ancora nulla da pesare: aggiungi fatture o un export del CRM.",
    en="There is nothing to weigh in the book yet: add invoices or a CRM export.",
)
NO_HOURS = Text(
    it="Non ci sono ore da spostare: nessuna mossa è possibile finché non ce ne sono.",
    en="There are no hours to displace: no move is feasible until there are some.",
)
HOURS = Text(
    it="Le ore che un cambiamento chiede sono un'ipotesi (grado L0); costano circa {price:money} l'una, quanto renderebbero altrove.",
    en="The hours a change takes are an assumption (grade L0); each costs about {price:money}, what it would return elsewhere.",
)
FREE_HOURS = Text(
    it="Le ore che un cambiamento chiede sono un'ipotesi (grado L0); oggi ne avanzano, e spostarne una non costa nulla.",
    en="The hours a change takes are an assumption (grade L0); there are some to spare today, and displacing one costs nothing.",
)
ADDS_NOTHING = Text(
    it="Un ciclo più corto non aggiunge nulla a regime: si vincono le stesse trattative, solo prima (legge di Little).",
    en="A shorter cycle adds nothing in steady state: the same deals are won, only sooner (Little's law).",
)
BINDS = Text(
    it="Un ciclo più corto non aggiunge nulla a regime (legge di Little), se non per le ore che libera: qui le ore mancano, e ciascuna potrebbe valere {price:money}.",
    en="A shorter cycle adds nothing in steady state (Little's law) but for the hours it frees: here hours are scarce, and each could be worth {price:money}.",
)
VELOCITY = Text(
    it="Le trattative portano circa {velocity:money} al giorno; metà finisce entro {cycle:number} giorni. {law}",
    en="Deals bring about {velocity:money} a day; half of them end within {cycle:number} days. {law}",
)

TRIAL = Text(it="Prova su metà, a sorte: {lever}", en="Try it on half, drawn by lot: {lever}")
TRIAL_WHY = Text(
    it="nessuna mossa è abbastanza sicura: un trimestre di prova potrebbe dire se vale {gain:money}",
    en="no move is sure enough: a quarter's trial could tell whether it is worth {gain:money}",
)
RECORD_PRICES = Text(
    it="Scrivi il prezzo chiesto accanto a quello concordato", en="Write the price asked beside the price agreed"
)
RECORD_PRICES_WHY = Text(
    it="senza, non si sa se lo sconto è la leva che vale di più",
    en="without it nobody knows whether the discount is the lever worth most",
)
COACH = Text(it="Affianca la squadra nella fase «{stage}»", en="Coach the team on the stage “{stage}”")
COACH_WHY = Text(
    it="lì si perdono più vittorie possibili; {people:number} persone, nessuna in particolare",
    en="most possible wins are lost there; {people:number} people, nobody in particular",
)
PAIR = Text(
    it="Lavora in due sulle {n:number} trattative più grandi", en="Work in pairs on the {n:number} largest deals"
)
PAIR_WHY = Text(
    it="un'altra ora ciascuna, su un margine atteso di {stake:money}",
    en="another hour each, on an expected margin of {stake:money}",
)
MOVE = Text(
    it="Porta dove ci sono ore {n:number} clienti, tra cui {names}",
    en="Move {n:number} customers to where there are hours, {names} among them",
)
MOVE_WHY = Text(
    it="lì dove sono, le ore valgono altro; altrove nella squadra per loro ci sarebbero",
    en="where they are, hours are wanted for more; elsewhere in the team there would be some for them",
)
RULE = Text(
    it="Decidi in due gli sconti oltre il {cap:percent}", en="Let two people decide on discounts above {cap:percent}"
)
RULE_WHY = Text(
    it="{n:number} trattative vinte in un anno li superavano; metà di ciò che costava è dato per perso",
    en="{n:number} deals won in a year went beyond; half of what that cost is taken for lost",
)
TOO_FEW_PEOPLE = Text(
    it="Con meno di 5 persone le mosse sulla squadra non si mostrano: parlerebbero di qualcuno.",
    en="With fewer than 5 people moves on the team are not shown: they would speak of somebody.",
)
SURE = Text(
    it="Probabilità che valga più delle ore che sposta: {p_positive:percent}; che sia fra le prime tre: {p_top3:percent}.",
    en="Probability that it is worth more than the hours it displaces: {p_positive:percent}; that it is among the first three: {p_top3:percent}.",
)
UNPROVEN = Text(
    it="Con che probabilità, lo dice solo la prova sul passato dell'azienda (ignition points, ignition backtest).",
    en="How likely that is, only a look back at the company's past can say (ignition points, ignition backtest).",
)
FUEL = Text(
    it="Il carburante basta per {hours:number} ore, fino a circa il {on:date}.",
    en="There is fuel for {hours:number} hours, until about {on:date}.",
)
KEPT = Text(
    it="Acceso il {since:date}: nessun'altra mossa vale abbastanza di più da lasciarlo.",
    en="Lit on {since:date}: no other move is worth enough more to leave it.",
)
CHANGED = Text(
    it="Si riaccende: a mancare ora sono {now}, non più {before}.",
    en="It is lit again: what is scarce now are {now}, no longer {before}.",
)
RESOURCES = {"hours": Text(it="le ore", en="hours"), "moves": Text(it="le occasioni", en="opportunities")}
LEARN = Text(
    it="Nessuna mossa è abbastanza sicura. Il modo più conveniente per saperne di più:",
    en="No move is sure enough. The most worthwhile way to find out:",
)
NONE_WEIGHED = Text(
    it="Ancora nessuno: di nessuna leva si può dire quanto vale. Accanto a ciascuna c'è che cosa le manca.",
    en="None yet: of no lever can it be said what it is worth. Beside each stands what it is missing.",
)
NOTHING_PASSES = Text(
    it="Nessuna mossa è abbastanza sicura, e nessuna prova ripagherebbe le sue ore.",
    en="No move is sure enough, and no trial would pay for its hours.",
)
BARELY = Text(
    it="{n:number} gruppi di clienti o prodotti non differiscono abbastanza da dire che si può salire ({now})",
    en="{n:number} groups of customers or products do not differ enough to say that it can rise ({now})",
)
_FIGURES = {
    "count": Text(it="{v:number}", en="{v:number}"),
    "percent": Text(it="{v:number} %", en="{v:number}%"),
    "money": Text(it="{v:number} €", en="€{v:number}"),
}


def figure(value: float, kind: str) -> Sentence:
    """A parameter as its kind is said, to three digits: it has to show a small change.

    >>> figure(0.2561, "percent").say("en"), figure(130.4, "count").say("it"), figure(5977.8, "money").say("en")
    ('25.6%', '130', '€5,980')
    """
    shown = round(value) if kind == "count" else float(f"{value * (100 if kind == 'percent' else 1):.3g}")
    return _FIGURES[kind].of(v=shown)


TEXTS: tuple[Text, ...] = tuple(
    found
    for value in list(globals().values())
    for found in (value.values() if isinstance(value, dict) else [value])
    if isinstance(found, Text)
)
"""Everything it can say."""
