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
WRITTEN = Text(
    it="{company}: {n:number} documenti in {folder}",
    en="{company}: {n:number} documents in {folder}",
)
SAME_DAY = Text(
    it="La prova di oggi c'è già in {folder}: continuo da lì.",
    en="Today's demo is already in {folder}: going on from there.",
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
UNREAD = Text(
    it="{n:number} documenti non letti: si vedono in «Arrivi».", en="{n:number} documents not read: see “Arrivals”."
)
LOGIN = Text(it="Entra come {who} ({role})", en="Log in as {who} ({role})")
PASSWORD = Text(it="La password è la stessa per tutti: {password}", en="The password is the same for all: {password}")
ROLES = {
    "owner": Text(it="titolare", en="owner"),
    "seller": Text(it="vende", en="seller"),
    "partner": Text(it="agente", en="partner"),
}
SERVING = Text(it="Ignition è su {url} (Ctrl+C per fermare)", en="Ignition is on {url} (Ctrl+C to stop)")

SERVE_HELP = Text(
    it="Avvia il prodotto: il server web e, accanto, chi lavora i documenti.",
    en="Start the product: the web server and, beside it, the worker.",
)
HOST_HELP = Text(
    it="Indirizzo su cui ascoltare (se manca: 127.0.0.1).", en="Address to listen on (where missing: 127.0.0.1)."
)
SERVE_PORT_HELP = Text(
    it="Porta (se manca: quella di IGNITION_BASE_URL).", en="Port (where missing: the one of IGNITION_BASE_URL)."
)
PROCESSES_HELP = Text(it="Processi del server web.", en="Processes of the web server.")
WITH_WORKER_HELP = Text(it="Con il processo di lavoro accanto.", en="With the worker beside it.")
WORKER_HELP = Text(
    it="Solo il processo di lavoro: legge i documenti, trova i punti, segue l'orario.",
    en="The worker alone: reads documents, finds points, keeps the clock.",
)
CHECK_HELP = Text(
    it="Controlla impostazioni, base dati e cartelle, e spiega cosa non va.",
    en="Check settings, database and folders, and say what is wrong.",
)
USER_HELP = Text(it="Chi può entrare.", en="Who may log in.")
USER_ADD_HELP = Text(it="Aggiungi una persona.", en="Add a person.")
USER_LIST_HELP = Text(it="Elenca le persone.", en="List the people.")
USER_PASSWORD_HELP = Text(it="Cambia la password di una persona.", en="Change somebody's password.")
USER_EXPORT_HELP = Text(
    it="Stampa in JSON tutto ciò che è conservato su una persona.", en="Print all that is kept about a person, as JSON."
)
USER_CLOSE_HELP = Text(it="Chiudi l'accesso di una persona.", en="Close somebody's account.")
NAME_HELP = Text(it="Nome e cognome.", en="Full name.")
TEAM_HELP = Text(
    it="Squadra a cui si unisce; chi ha il ruolo leader la guida.", en="Team to join; with the role leader, to lead."
)
PASSWORD_HELP = Text(
    it="Almeno 12 caratteri; se manca ne viene creata una.", en="12 characters or more; where missing one is made."
)
