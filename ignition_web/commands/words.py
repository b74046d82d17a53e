"""What the product's commands say, in both languages."""

from __future__ import annotations

from ignition.wording import Text

HELP = Text(
    it="Ignition: da una cartella di documenti alle prossime mosse, nel terminale e nel browser.",
    en="Ignition: from a folder of documents to the next moves, in the terminal and in the browser.",
)
DEMO_HELP = Text(
    it="Crea un'azienda di prova con i suoi documenti, trova gli Ignition Point e apri il prodotto.",
    en="Make a demo company with its documents, find its Ignition Points and open the product.",
)
PORT_HELP = Text(it="Porta su 127.0.0.1.", en="Port on 127.0.0.1.")
NO_SERVE_HELP = Text(it="Fermati dopo il tre, due, uno.", en="Stop after the three, two, one.")
FOLDER_HELP = Text(
    it="Dove metterla. Se c'è già una prova di un altro giorno, viene rifatta.",
    en="Where to put it. A demo of another day that is already there is made anew.",
)
WRITING = Text(it="Scrivo i documenti di {company}", en="Writing the documents of {company}")
SAME_DAY = Text(
    it="La prova di oggi c'è già in {folder}: continuo da lì.", en="Today's demo is already in {folder}: going on from there."
)
NOT_OURS = Text(
    it="La cartella «{folder}» contiene altro: scegline una vuota con --folder.",
    en="The folder “{folder}” holds something else: choose an empty one with --folder.",
)
RECEIVING = Text(it="Ricevo i documenti", en="Receiving the documents")
READING = Text(it="Leggo i documenti", en="Reading the documents")
LIGHTING = Text(it="Cerco gli Ignition Point", en="Finding the Ignition Points")
READ = Text(
    it="{documents:number} documenti letti: {customers:number} clienti, {deals:number} trattative, {purchases:number} acquisti, "
    "{activities:number} attività.",
    en="{documents:number} documents read: {customers:number} customers, {deals:number} deals, {purchases:number} purchases, "
    "{activities:number} activities.",
)
UNREAD = Text(it="{n:number} documenti non letti: si vedono in «Arrivi».", en="{n:number} documents not read: see “Arrivals”.")
LOGIN = Text(it="Entra come {who} ({role})", en="Log in as {who} ({role})")
PASSWORD = Text(it="La password è la stessa per tutti: {password}", en="The password is the same for all: {password}")
ROLES = {
    "owner": Text(it="titolare", en="owner"),
    "seller": Text(it="vende", en="seller"),
    "partner": Text(it="agente", en="partner"),
}
SERVING = Text(it="Ignition è su {url} (Ctrl+C per fermare)", en="Ignition is on {url} (Ctrl+C to stop)")
