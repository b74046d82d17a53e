"""A title in, the role that it usually goes with out; what says too little stays unknown."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import ibis
import pytest

from ignition.features.roles import role_of_title, stated_role
from ignition.features.roles.reading import plain
from ignition.features.roles.titles import (
    AREAS,
    BESIDE_A_HEAD,
    HEADS,
    HEADS_ALONE,
    NO_HEADS,
    NOBODY,
    ROLES,
    STATED,
    phrases,
)

TITLES = {
    "decides": (
        "Titolare", "TITOLARE", "Amministratore Delegato", "Amministratrice delegata", "A.D.", "AD", "Direttrice generale", "D.G.",
        "DG", "Socia amministratrice", "Socio", "Presidente del CdA", "Legale rappresentante", "Direzione", "Proprietaria",
        "Imprenditrice", "Titolare e resp. acquisti", "CEO & Founder", "C.E.O.", "Managing Director", "Owner", "General manager",
    ),
    "influences": (
        "Ufficio tecnico", "Uff. Tecnico", "Direzione tecnica", "Resp. Qualità", "Responsabile qualita'", "Responsabile IT",
        "Amministratore di sistema", "Direttrice operativa", "R&S", "Ricerca e sviluppo", "RSPP", "Progettista", "Vice presidente",
        "Figlio del titolare", "Consulente del titolare", "Consigliera d'amministrazione", "CTO", "IT Manager", "Head of R&D",
        "Quality Assurance", "Plant manager", "Deputy General Manager", "Software engineer",
    ),
    "uses": (
        "Produzione", "Responsabile di produzione", "Capo officina", "Caporeparto", "Addetta al magazzino", "Magazziniera",
        "Resp. manutenzione", "Logistica", "Operatrice", "Maintenance supervisor", "Production", "VP Operations", "Warehouse manager",
    ),
    "blocks": (
        "Uff. acquisti", "RESP.ACQUISTI", "Responsabile Acquisti", "Buyer", "Senior buyer", "Compratrice", "Approvvigionamenti",
        "Amministrazione", "Amm.ne", "Responsabile amministrativa", "Contabilità fornitori", "CFO", "Direttore finanziario",
        "Segreteria di direzione", "Segretaria del direttore generale", "Assistente dell'amministratore delegato", "Ufficio legale",
        "Executive assistant to the CEO", "Purchasing Manager", "Head of Procurement", "Accountant", "IT buyer", "Office manager",
    ),
    None: (
        "Direttore commerciale", "Responsabile vendite", "Sales manager", "Marketing", "HR", "Impiegato", "Referente", "Manager",
        "Product Owner", "Titolare del trattamento dei dati", "Socio lavoratore", "Ex titolare", "Past President", "Ad specialist",
        "Presidente onorario", "Stagista ufficio acquisti", "Signora", "-", "", "???", "Ditta Rossi", "Technically", "Bitte",
    ),
}  # fmt: skip
STATEMENTS = {
    "decides": (
        "decides",
        "Decide",
        "Decision Maker",
        "DECISION_MAKER",
        "Economic buyer",
        "Chi decide",
        "BUDGET_HOLDER",
    ),
    "influences": ("influenza", "Influencer", "Developer/Evaluator", "Technical Buyer"),
    "uses": ("usa", "End User", "END_USER", "Utilizzatore"),
    "blocks": ("blocca", "Blocker", "Gatekeeper", "Legal & Compliance"),
    "sponsors": ("sponsor", "Champion", "Executive Sponsor"),
    None: ("Titolare", "Responsabile acquisti", "", "user of the month"),
}


@pytest.mark.parametrize("role", TITLES)
def test_a_title_gives_the_role_it_usually_goes_with(role: str | None) -> None:
    assert read(role_of_title, TITLES[role]) == dict.fromkeys(TITLES[role], role)


@pytest.mark.parametrize("role", STATEMENTS)
def test_a_role_that_is_stated_is_told_from_a_title(role: str | None) -> None:
    assert read(stated_role, STATEMENTS[role]) == dict.fromkeys(STATEMENTS[role], role)


def test_nobody_is_a_sponsor_by_title() -> None:
    assert set(AREAS) | set(BESIDE_A_HEAD) | {"decides"} == set(ROLES) - {"sponsors"}


def test_no_phrase_has_two_meanings_and_each_is_written_as_titles_are_read() -> None:
    areas = [phrase for listed in (HEADS, HEADS_ALONE, *AREAS.values()) for phrase in phrases(listed)]
    stated = [phrase for listed in STATED.values() for phrase in phrases(listed)]
    assert [phrase for found in (areas, stated) for phrase, times in Counter(found).items() if times > 1] == []
    every = sorted({*areas, *stated, *phrases(NO_HEADS), *phrases(NOBODY)})
    assert read(plain, every) == {phrase: f" {phrase} " for phrase in every}


def test_the_page_on_roles_lists_every_word() -> None:
    page = (Path(__file__).parents[4] / "docs" / "roles.md").read_text(encoding="utf-8")
    for listed in (*STATED.values(), HEADS, HEADS_ALONE, *AREAS.values(), *BESIDE_A_HEAD.values(), NO_HEADS, NOBODY):
        assert f"| {listed} |" in page


def read(expression, texts) -> dict[str, str | None]:  # type: ignore[no-untyped-def]
    rows = ibis.memtable({"text": list(texts)}, schema={"text": "string"})
    return {
        row["text"]: row["found"] for row in rows.select("text", found=expression(rows.text)).to_pyarrow().to_pylist()
    }
