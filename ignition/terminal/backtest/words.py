"""Everything a backtest says, in both languages. No verb of cause: what came after came after."""

from __future__ import annotations

from ignition.wording import Text

TITLES = {
    "buys": Text(it="Chi compra", en="Who buys"),
    "purchases": Text(it="Quanti acquisti", en="How many purchases"),
    "wins": Text(it="Quali trattative si vincono", en="Which deals are won"),
    "base": Text(it="Ricavi dai clienti", en="Revenue from customers"),
    "deals": Text(it="Ricavi dalle trattative aperte", en="Revenue from the open deals"),
    "unborn": Text(it="Ricavi dalle trattative non ancora nate", en="Revenue from deals not yet born"),
    "total": Text(it="Ricavi in tutto", en="Revenue in all"),
}
RULES = {
    "base_rate": Text(it="dire a tutti il tasso medio", en="saying the average rate to all"),
    "last_period": Text(it="come il periodo prima", en="as in the period before"),
    "mean": Text(it="la media per tutti", en="the mean for all"),
    "by_stage": Text(it="la quota vinta per fase", en="the share won by stage"),
    "simple": Text(it="come prima (un anno, o il periodo)", en="as before (a year, or the period)"),
}
FIGURES = {
    "auc": (Text(it="distingue (AUC)", en="tells apart (AUC)"), "number"),
    "slope": (Text(it="pendenza di calibrazione", en="calibration slope"), "number"),
    "intercept": (Text(it="intercetta di calibrazione", en="calibration intercept"), "number"),
    "coverage": (Text(it="intervalli all'80 % che tengono", en="80% intervals that hold"), "percent"),
    "wape": (Text(it="errore (WAPE)", en="error (WAPE)"), "percent"),
    "wape_simple": (Text(it="errore della regola semplice (WAPE)", en="error of the simple rule (WAPE)"), "percent"),
    "mase": (
        Text(it="errore su quello della regola semplice (MASE)", en="error over the simple rule's (MASE)"),
        "number",
    ),
    "bias": (
        Text(
            it="scarto in media (con il meno: detto troppo poco)",
            en="bias on average (below zero: too little was said)",
        ),
        "percent",
    ),
    "mae": (Text(it="errore medio assoluto", en="mean absolute error"), "number"),
    "mae_last_period": (
        Text(it="errore medio: come il periodo prima", en="mean error: as in the period before"),
        "number",
    ),
    "mae_mean": (Text(it="errore medio: la media per tutti", en="mean error: the mean for all"), "number"),
}
PLAYS = {
    "activate": Text(it="attivare", en="activate"),
    "advance": Text(it="far avanzare", en="advance"),
    "answer": Text(it="rispondere", en="answer"),
    "close": Text(it="chiudere", en="close"),
    "grow": Text(it="far crescere", en="grow"),
    "cover": Text(it="coprire", en="cover"),
    "rescue": Text(it="salvare", en="rescue"),
    "quit": Text(it="lasciare", en="quit"),
    "win_back": Text(it="riconquistare", en="win back"),
}
SLOTS = {
    "action": Text(it="Azione", en="Action"),
    "risk": Text(it="Rischio", en="Risk"),
    "ignition": Text(it="Ignition Point", en="Ignition Point"),
}
AFTER = {
    "customer": Text(it="hanno comprato", en="bought"),
    "deal": Text(it="vinte", en="won"),
}
TOO_FEW = Text(it="{what}: troppo pochi per dirlo, n = {n:number}", en="{what}: too few to tell, n = {n:number}")
SHARE = Text(it="{what} {share}, n = {n:number}", en="{what} {share}, n = {n:number}")
SHOWN = Text(it="si mostra", en="shown")
HIDDEN = Text(it="si nasconde", en="hidden")

HEADLINE = Text(
    it="Numeri che si sono guadagnati il posto: {kept:number} su {n:number}.",
    en="Numbers that earned their place: {kept:number} of {n:number}.",
)
HEADLINE_NONE = Text(
    it="Non c'è abbastanza storia per guardare all'indietro.", en="There is not enough history to look back."
)
LOOKED = Text(
    it="Ho guardato da {looks:number} giorni del passato, dal {first:date} al {last:date}, sapendo solo quello che si sapeva allora, e poi che cosa è successo nei {horizon:number} giorni dopo.",
    en="I looked from {looks:number} past days, {first:date} to {last:date}, knowing only what was known then, and then at what happened in the {horizon:number} days after each.",
)
LOOKED_ONCE = Text(
    it="Ho guardato da un solo giorno del passato, il {first:date}, sapendo solo quello che si sapeva allora, e poi che cosa è successo nei {horizon:number} giorni dopo.",
    en="I looked from one past day, {first:date}, knowing only what was known then, and then at what happened in the {horizon:number} days after.",
)
GATE = Text(
    it="Un numero si mostra se sbaglia meno di ogni regola semplice (tutto l'intervallo sopra zero) e se mantiene quello che dice: pendenza fra 0,8 e 1,2, intercetta compatibile con 0, intervalli che tengono l'80 %.",
    en="A number is shown if it errs less than every simple rule (its whole interval above zero) and means what it says: slope within 0.8 and 1.2, intercept in agreement with 0, intervals that hold 80%.",
)
BETTER = Text(
    it="{title}: {skill:percent} di errore in meno rispetto alla regola semplice migliore",
    en="{title}: error {skill:percent} smaller than that of the best simple rule",
)
WORSE = Text(
    it="{title}: {skill:percent} di errore in più rispetto alla regola semplice migliore",
    en="{title}: error {skill:percent} larger than that of the best simple rule",
)
EQUAL = Text(
    it="{title}: stesso errore della regola semplice migliore", en="{title}: the same error as the best simple rule"
)
UNKNOWN = Text(it="{title}: troppo pochi casi per dirlo", en="{title}: too few cases to tell")
ONE_CUSTOMER = Text(it="n = {n:number} casi di 1 cliente", en="n = {n:number} cases of 1 customer")
ONE_DEAL = Text(it="n = {n:number} casi di 1 trattativa", en="n = {n:number} cases of 1 deal")
CUSTOMER_CASES = Text(
    it="n = {n:number} casi di {subjects:number} clienti", en="n = {n:number} cases of {subjects:number} customers"
)
DEAL_CASES = Text(
    it="n = {n:number} casi di {subjects:number} trattative", en="n = {n:number} cases of {subjects:number} deals"
)
PERIODS = Text(it="n = {n:number} periodi", en="n = {n:number} periods")
BETWEEN = Text(it="{value}[ (da {low} a {high})]", en="{value}[ ({low} to {high})]")
DASHED = Text(it="{value}[ ({low} – {high})]", en="{value}[ ({low} – {high})]")
NOT_DEFINED = Text(it="non definito", en="not defined")

SKILL_TITLE = Text(
    it="Quanto sbaglia meno della regola semplice", en="How much smaller its error is than the simple rule's"
)
BUYS_CALIBRATION = Text(
    it="Dove ha detto {said:percent}, ha comprato {happened:percent}",
    en="Where it said {said:percent}, {happened:percent} bought",
)
WINS_CALIBRATION = Text(
    it="Dove ha detto {said:percent}, è stato vinto {happened:percent}",
    en="Where it said {said:percent}, {happened:percent} were won",
)
FORECAST_TITLE = Text(
    it="{title}: intervalli che hanno tenuto {share:percent}, promesso 80 %",
    en="{title}: {share:percent} of the intervals held, 80% was promised",
)
PLAYS_TITLE = Text(
    it="Che cosa è successo dopo a chi Ignition avrebbe mostrato",
    en="What happened afterwards to those Ignition would have shown",
)
PLAYS_CAVEAT = Text(
    it="È quello che è venuto dopo, non per effetto della mossa: chi viene mostrato era già diverso dagli altri, e forse nessuno ha agito.",
    en="This is what came after, not because of the move: those shown differed from the others already, and perhaps nobody acted.",
)
MOVES_TITLE = Text(
    it="Le mosse del {on:date}, e che cosa è successo dopo", en="The moves of {on:date}, and what happened after"
)
SAID_AXIS = Text(it="probabilità detta", en="probability said")
HAPPENED_AXIS = Text(it="quota avvenuta", en="share that happened")
SAID_MARK = Text(it="detto", en="said")
HAPPENED_MARK = Text(it="avvenuto", en="happened")
OUTSIDE_MARK = Text(it="avvenuto, fuori", en="happened, outside")
SIMPLE_MARK = Text(it="regola semplice", en="simple rule")
AS_TABLE = Text(it="In tabella", en="As a table")
COLUMN = {
    "number": Text(it="numero", en="number"),
    "verdict": Text(it="verdetto", en="verdict"),
    "why": Text(it="perché", en="why"),
    "rule": Text(it="regola semplice", en="simple rule"),
    "skill": Text(it="errore in meno", en="smaller error"),
    "low": Text(it="da", en="from"),
    "high": Text(it="a", en="to"),
    "figure": Text(it="misura", en="figure"),
    "value": Text(it="valore", en="value"),
    "on": Text(it="giorno", en="day"),
    "until": Text(it="fino al", en="until"),
    "said": Text(it="detto", en="said"),
    "happened": Text(it="avvenuto", en="happened"),
    "simple": Text(it="regola semplice", en="simple rule"),
    "against": Text(it="rispetto a", en="held against"),
    "play": Text(it="mossa", en="move"),
    "after": Text(it="dopo", en="after"),
    "others": Text(it="gli altri", en="the others"),
    "what": Text(it="che cosa", en="what"),
    "reason": Text(it="perché", en="reason"),
    "worth": Text(it="valeva circa", en="was worth about"),
}
A_YEAR_BEFORE = Text(it="un anno prima", en="a year before")
JUST_BEFORE = Text(it="il periodo prima", en="the period before")
LOOKING_BACK = Text(it="Guardo all'indietro", en="Looking back")
WRITTEN = Text(it="La pagina con le figure è in {path}.", en="The page with the pictures is in {path}.")
CANNOT_WRITE = Text(
    it="Non riesco a scrivere in «{path}». Scegli un altro file con --html.",
    en="“{path}” cannot be written. Choose another file with --html.",
)

HELP = Text(
    it=(
        "Guarda dal passato della tua storia: che cosa avrebbe detto e proposto Ignition, che cosa è successo dopo, e quali "
        "numeri meritano di essere mostrati.\n\nCodici di uscita: 0 tutto bene; 1 non c'è niente da guardare; 2 uso sbagliato."
    ),
    en=(
        "Look from the past of your own history: what Ignition would have said and proposed, what happened afterwards, and "
        "which numbers deserve to be shown.\n\nExit codes: 0 fine; 1 there is nothing to look at; 2 wrong use."
    ),
)
FROM_HELP = Text(it="Primo giorno da cui guardare, come 2025-01-31.", en="First day to look from, like 2025-01-31.")
EVERY_HELP = Text(it="Giorni fra uno sguardo e il successivo.", en="Days between one look and the next.")
HORIZON_HELP = Text(it="Giorni da guardare dopo ogni sguardo.", en="Days to look at after each look.")
HTML_HELP = Text(it="Scrivi qui la pagina con le figure.", en="Write the page with the pictures here.")
