"""What people at customers are called, in Italian and English, and which part in buying that usually means.

Everything here is lower case without accents or signs, as `reading.plain` leaves a text; a word ending in
`o/a` stands for both forms. Whole words are looked for. A word that would have to be guessed (sales, marketing, personnel, a bare "manager")
is not here, and nobody is a sponsor by title: that is something people do.
"""

from __future__ import annotations

ROLES = ("decides", "influences", "uses", "blocks", "sponsors")
"""The parts of the contract, after Webster and Wind's buying centre (1972): deciders, influencers, users, gatekeepers, and
who speaks for us inside. `blocks` is a gatekeeper: may stop a purchase or let it through, and cannot decide it alone."""

STATED = {
    "decides": "decides, decide, decider, chi decide, decisore, decisore finale, decision maker, decisionmaker, economic buyer, "
    "economic decision maker, buyer economico, decisore economico, budget holder, approver",
    "influences": "influences, influenza, chi influenza, influencer, influenzatore, evaluator, developer evaluator, valuta, "
    "chi valuta, valutatore, technical buyer, technical evaluator, buyer tecnico",
    "uses": "uses, usa, chi usa, user, end user, business user, utente, utente finale, utilizzatore",
    "blocks": "blocks, blocca, chi blocca, blocker, gatekeeper, legal compliance, legal and compliance",
    "sponsors": "sponsors, sponsor, chi sponsorizza, champion, executive sponsor, promotore, alleato",
}
"""A text that is one of these says the role itself, also in the words of HubSpot, Salesforce and Zoho."""

HEADS = (
    "titolare, titolari, contitolare, proprietario/a, proprietor, imprenditore, fondatore, cofondatore, founder, cofounder, "
    "owner, socio/a, amministratore, consigliere delegato, consigliera delegata, presidente, presidentessa, president, "
    "chairman, chairwoman, chairperson, ceo, c e o, chief executive, managing director, managing partner, managing member, "
    "direttore generale, direzione generale, dg, general manager, country manager, legale rappresentante, rappresentante legale, "
    "legal representative"
)
"""Who owns or leads the company: decides."""
HEADS_ALONE = "ad, a d, ad e dg, d g, au, a u, direttore, direzione, proprieta"
"""The same, where the title says nothing else: "AD" is also an advertisement, and most directors lead a department."""
NO_HEADS = (
    "product owner, process owner, project owner, service owner, data owner, system owner, account owner, risk owner, "
    "titolare del trattamento, titolare trattamento, socio lavoratore, amministratore di sistema, amministratore di sistemi, "
    "amministratore dei sistemi, amministratore sistemi, amministratore di rete, amministratore it, amministratore del database, "
    "amministratore crm, amministratore del personale, amministratore di condominio, amministratore di sostegno"
)
"""They have the word of a head in them and are something else."""

BESIDE_A_HEAD = {
    "blocks": "assistente, assistant, segretario/a, segreteria, secretary, staff, addetto/a, impiegato/a, pa",
    "influences": "vice, deputy, consulente, consultant, advisor, adviser, figlio/a, moglie, marito, fratello, sorella",
}
"""With one of these somebody works for the head, or beside, and does not decide: "segreteria di direzione generale"."""
NOBODY = "ex, former, past, emerito/a, onorario/a, retired, pensionato/a, stagista, tirocinante, intern, trainee, apprendista"
"""With one of these a title says no role at all."""

AREAS = {
    "influences": "tecnico/a, technical, tecnologo/a, cto, chief technology, ingegnere, ingegneria, engineer, engineering, "
    "progettista, progettazione, r d, r s, ricerca e sviluppo, ricerca sviluppo, research and development, project manager, "
    "capo progetto, capoprogetto, direttore lavori, architetto/a, architect, geometra, enologo/a, agronomo/a, laboratorio, "
    "laboratory, innovazione, innovation, it, ict, edp, ced, cio, ciso, chief information, information technology, "
    "information systems, sistemi informativi, sistemi informatici, informatico/a, sistemista, amministratore di sistema, "
    "amministratore di sistemi, amministratore dei sistemi, amministratore sistemi, amministratore di rete, amministratore it, "
    "system administrator, systems administrator, sysadmin, sviluppatore, developer, software, qualita, quality, qa, qc, sicurezza, "
    "safety, rspp, hse, ehs, coo, chief operating officer, direttore operativo/a, operations director, director of operations, "
    "direttore di stabilimento, direttore stabilimento, plant manager, plant director, consigliere, consigliera, cda, "
    "consigliere di amministrazione, consigliere d amministrazione, consigliera di amministrazione, "
    "consigliera d amministrazione, consiglio di amministrazione, consiglio d amministrazione, "
    "board member, board of directors, vicepresidente, vicedirettore, amministratore di condominio",
    "uses": "produzione, production, manufacturing, operations, stabilimento, plant, officina, workshop, cantiere, capocantiere, "
    "caporeparto, capo reparto, capoturno, capo turno, capofficina, operatore, operator, operaio/a, manutenzione, manutentore, "
    "maintenance, magazzino, magazziniere/a, warehouse, logistica, logistics, spedizioni, shipping, montatore, saldatore, "
    "tornitore, fresatore",
    "blocks": "acquisti, acquisto, acq, approvvigionamento, approvvigionamenti, compratore, buyer, purchasing, purchase, "
    "purchaser, procurement, sourcing, gare, appalti, tender, tenders, provveditorato, economato, amministrazione, "
    "amministrativo/a, amm, amm ne, contabilita, contabile, ragioniere/a, accounting, accountant, accounts payable, finanza, "
    "finanziario/a, finance, financial, cfo, chief financial officer, controller, controlling, controllo di gestione, tesoreria, "
    "treasury, treasurer, fatturazione, billing, legale, legal, legal counsel, avvocato/a, compliance, dpo, "
    "segretario/a, segreteria, secretary, reception, receptionist, centralino, centralinista, office manager, personal assistant, "
    "executive assistant, assistente di direzione, assistente personale",
}
"""What part the people of a department usually have: who judges what is bought, who works with it, who lets it through."""


def phrases(text: str) -> list[str]:
    """The phrases of a list, `o/a` and `e/a` written out.

    >>> phrases("resp acquisti, socio/a")
    ['resp acquisti', 'socio', 'socia']
    """
    found: list[str] = []
    for phrase in text.split(", "):
        found += [phrase[:-2], phrase[:-3] + "a"] if phrase.endswith("/a") else [phrase]
    return found
