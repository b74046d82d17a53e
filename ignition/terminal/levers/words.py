"""What the terminal says around the levers, in both languages."""

from __future__ import annotations

from ignition.estimate import Grade
from ignition.wording import Text

HELP = Text(
    it=(
        "Le sette leve dei ricavi, in euro per ora spostata, con l'Ignition Point di tutta l'organizzazione.\n\n"
        "Codici di uscita: 0 tutto bene; 1 non si è letto niente; 2 uso sbagliato."
    ),
    en=(
        "The seven levers of revenue, in euro per displaced hour, with the whole organisation's Ignition Point.\n\n"
        "Exit codes: 0 fine; 1 nothing could be read; 2 wrong use."
    ),
)
WEIGHING = Text(it="Peso le leve", en="Weighing the levers")
TITLE = Text(it="Le sette leve, {on:date}", en="The seven levers, {on:date}")
LEVER = Text(it="Leva", en="Lever")
NOW = Text(it="Adesso", en="Now")
REACHED = Text(it="Raggiungibile", en="Reachable")
PER_HOUR = Text(it="€ per ora spostata", en="€ per displaced hour")
GAIN = Text(it="Margine in 12 mesi", en="Margin over 12 months")
HOURS = Text(it="Ore", en="Hours")
CASES = Text(it="Casi", en="Cases")
EVIDENCE = Text(it="Prove", en="Evidence")
IGNITION = Text(it="Ignition Point dell'organizzazione", en="The organisation's Ignition Point")
LEARN = Text(it="Da imparare", en="To learn")
WHY = Text(it="Perché", en="Why")
BESIDE = Text(it="Le altre mosse, una accanto all'altra", en="The moves beside each other")
KINDS = {
    "time": Text(it="tempo", en="time"),
    "flow": Text(it="flusso", en="flow"),
    "organisation": Text(it="organizzazione", en="organisation"),
}
MOVE = Text(
    it="{gain:money}[ (da {low:money} a {high:money})] in {time}",
    en="{gain:money}[ ({low:money} to {high:money})] in {time}",
)
SURE = Text(
    it="P(vale le ore) {p:percent}, P(prime 3) {top:percent}",
    en="P(worth its hours) {p:percent}, P(top 3) {top:percent}",
)
WORTH = Text(
    it="saperlo potrebbe valere {worth:money}[ (da {low:money} a {high:money})] per {time}",
    en="knowing it could be worth {worth:money}[ ({low:money} to {high:money})] for {time}",
)
RANGE = Text(it="{value:money}[\nda {low:money} a {high:money}]", en="{value:money}[\n{low:money} to {high:money}]")
"""The interval stands below its value: beside it, a table of seven columns would be broken anywhere."""
COUNT = Text(it="{n:number}", en="{n:number}")
NOT_WEIGHED = Text(it="non pesata", en="not weighed")
GRADES: dict[str, Text] = {
    Grade.ASSUMED.value: Text(it="ipotesi", en="hypothesis"),
    Grade.POOLED.value: Text(it="pochi casi", en="few cases"),
    Grade.SEGMENT.value: Text(it="casi simili", en="similar cases"),
    Grade.FITTED.value: Text(it="tua storia", en="your history"),
    Grade.MEASURED.value: Text(it="misurato", en="measured"),
}
