"""Everything the terminal says, in both languages."""

from __future__ import annotations

from ignition.estimate import Grade
from ignition.moves import Slot
from ignition.wording import Text

HEADINGS: dict[Slot, tuple[str, Text]] = {
    "action": ("3", Text(it="Azioni", en="Actions")),
    "risk": ("2", Text(it="Rischi", en="Risks")),
    "ignition": ("1", Text(it="Ignition Point", en="Ignition Point")),
}
GRADES: dict[Grade, Text] = {
    Grade.ASSUMED: Text(it="ipotesi", en="hypothesis"),
    Grade.POOLED: Text(it="prima stima, su pochi casi", en="first estimate, from few cases"),
    Grade.SEGMENT: Text(it="stima su casi simili", en="estimated from similar cases"),
    Grade.FITTED: Text(it="stima sulla tua storia", en="estimated from your history"),
    Grade.MEASURED: Text(it="misurato con una prova", en="measured in a trial"),
}
BOOK = Text(
    it="{on:date}. Ho letto {held}.",
    en="{on:date}. I have read {held}.",
)
HELD: dict[str, tuple[Text, Text]] = {
    "customers": (Text(it="1 cliente", en="1 customer"), Text(it="{n:number} clienti", en="{n:number} customers")),
    "deals": (Text(it="1 trattativa", en="1 deal"), Text(it="{n:number} trattative", en="{n:number} deals")),
    "purchases": (Text(it="1 acquisto", en="1 purchase"), Text(it="{n:number} acquisti", en="{n:number} purchases")),
    "activities": (
        Text(it="1 attività", en="1 activity"),
        Text(it="{n:number} attività", en="{n:number} activities"),
    ),
}
PAST_BOOK = Text(
    it="I documenti arrivano fino al {on:date}: guardo da quel giorno. Per un altro giorno usa --as-of.",
    en="The documents go up to {on:date}: I look from that day. For another day use --as-of.",
)
MOSTLY_PAST_BOOK = Text(
    it="Quasi tutti i documenti arrivano fino al {on:date}: guardo da quel giorno. Per un altro giorno usa --as-of.",
    en="Nearly all documents go up to {on:date}: I look from that day. For another day use --as-of.",
)
WORTH_UNKNOWN = Text(it="valore non definito", en="value not defined")
CASES = Text(it="{n:number} casi", en="{n:number} cases")
ONE_CASE = Text(it="1 caso", en="1 case")
NOBODY = Text(it="di nessuno", en="nobody's")
HOW_TO_ASK = Text(it="Perché? Aggiungi --why e il numero.", en="Why? Add --why and the number.")
NOTHING_TO_DO = Text(
    it="Per oggi non c'è niente che valga più di quello che stai facendo.",
    en="For today there is nothing worth more than what you are doing.",
)
NO_IGNITION = Text(
    it="Nessuna mossa è abbastanza sicura da essere l'Ignition Point di oggi.\n",
    en="No move is sure enough to be today's Ignition Point.\n",
)
FACTS = Text(it="I fatti", en="The facts")
SOURCE = Text(it="fonte: {source}", en="source: {source}")
CERTAINTY = Text(
    it="Probabilità che valga il tempo: {p_positive:percent}. Che sia fra le tre mosse migliori: {p_top3:percent}.",
    en="Probability that it is worth the time: {p_positive:percent}. That it is among the three best: {p_top3:percent}.",
)
DUE = Text(
    it="La promessa si confronta con i fatti il {on:date}.",
    en="The promise is held against what happened on {on:date}.",
)
PROBLEMS = Text(it="Non ho potuto usare tutto:", en="I could not use everything:")
TAKEN_FOR_GRANTED = Text(it="Da sapere:", en="Good to know:")
MORE_PROBLEMS = Text(
    it="e altri {n:number} problemi (tutti con --json)", en="and {n:number} more problems (all with --json)"
)
ONE_MORE_PROBLEM = Text(it="e un altro problema (tutti con --json)", en="and one more problem (all with --json)")
NOTHING_READ = Text(
    it="Non ho trovato niente da leggere: né acquisti, né trattative, né clienti.",
    en="I found nothing to read: no purchases, no deals, no customers.",
)
NOT_A_DAY = Text(
    it="«{value}» non è un giorno. Scrivilo come 2026-11-24.",
    en="“{value}” is not a day. Write it as 2026-11-24.",
)
NO_SUCH_SELLER = Text(
    it="Nessuno di chi vende si chiama «{who}». Conosco: {known}.",
    en="Nobody who sells is called “{who}”. I know: {known}.",
)
NO_SELLERS = Text(
    it="Nei documenti non c'è scritto chi segue i clienti: togli --seller.",
    en="The documents do not say who follows the customers: leave --seller out.",
)
MANY_SELLERS = Text(
    it="«{who}» può essere più di una persona: {known}. Scrivi il nome intero.",
    en="“{who}” may be more than one person: {known}. Write the whole name.",
)
NO_SUCH_POINT = Text(
    it="Il numero {number} non c'è: oggi si va da 1 a {last}.",
    en="There is no number {number}: today they go from 1 to {last}.",
)
NO_POINTS = Text(it="Oggi non c'è nessun numero da aprire.", en="Today there is no number to open.")
READING = Text(it="Leggo", en="Reading")
LOOKING = Text(
    it="Cerco gli Ignition Point: {customers:number} clienti, {deals:number} trattative",
    en="Finding the Ignition Points: {customers:number} customers, {deals:number} deals",
)

HELP = Text(
    it="Da una cartella di documenti alle prossime mosse: tre azioni, due rischi, un Ignition Point.",
    en="From a folder of documents to the next moves: three actions, two risks, one Ignition Point.",
)
POINTS_HELP = Text(
    it=(
        "Leggi documenti (fatture elettroniche, export di CRM, acquisti, posta, calendari; anche zip e cartelle) e "
        "mostra tre azioni, due rischi e un Ignition Point.\n\n"
        "Codici di uscita: 0 tutto bene, anche se qualche file non si legge; 1 non si è letto niente; "
        "2 uso sbagliato; 3 con --strict, se qualcosa non si è potuto leggere."
    ),
    en=(
        "Read documents (e-invoices, CRM exports, purchases, mail, calendars; zips and folders too) and show "
        "three actions, two risks and one Ignition Point.\n\n"
        "Exit codes: 0 fine, even where some files cannot be read; 1 nothing could be read; "
        "2 wrong use; 3 with --strict, if something could not be read."
    ),
)
PATHS_HELP = Text(it="File, cartelle o zip, quanti ne vuoi.", en="Files, folders or zips, as many as you like.")
AS_OF_HELP = Text(it="Guarda da questo giorno, come 2026-11-24.", en="Look from this day, as 2026-11-24.")
JSON_HELP = Text(it="Solo JSON, sullo standard output.", en="JSON only, on standard output.")
LANG_HELP = Text(it="it o en; se manca, la lingua di LANG.", en="it or en; by default the language of LANG.")
SELLER_HELP = Text(it="Solo le mosse di questa persona.", en="Only this person's moves.")
WHY_HELP = Text(it="Apri i fatti dietro la mossa numero N.", en="Open the facts behind move number N.")
OWN_HELP = Text(
    it="La tua partita IVA, se nelle fatture non si capisce chi vende (ripetibile).",
    en="Your VAT id, where the invoices do not tell who sells (repeatable).",
)
QUICK_HELP = Text(
    it="Non guardare prima al passato: è più veloce, e quello che il passato non ha provato resta nascosto.",
    en="Do not look back first: it is faster, and what the past has not proven stays hidden.",
)
LOOKING_BACK = Text(
    it="Guardo prima che cosa avrei detto in passato", en="Looking first at what I would have said in the past"
)
STRICT_HELP = Text(
    it="Esci con 3 se qualcosa non si è potuto leggere.", en="Exit with 3 if something could not be read."
)
