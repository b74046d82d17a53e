"""Each program's own column names, planted; and none of them mistaken for another's."""

from __future__ import annotations

import pytest

from ignition.readers.headers import best_fit
from ignition.readers.headers.fit import VOCABULARIES
from ignition.readers.headers.vocabulary import Vocabulary

DEALS = {
    "hubspot en": (
        "Record ID|Deal Name|Amount|Pipeline|Deal Stage|Close Date|Create Date|Deal owner|Associated Company",
        "external_id name amount pipeline stage expected_on opened_on owner company_name",
    ),
    "hubspot it": (
        "ID record|Nome trattativa|Importo|Valuta|Fase trattativa|Data di chiusura|Data di creazione|"
        "Proprietario della trattativa|Azienda Associata|È con chiusura vinta|È con chiusura persa",
        "external_id name amount currency stage expected_on opened_on owner company_name is_won is_lost",
    ),
    "hubspot api": (
        "hs_object_id|dealname|amount|dealstage|closedate|createdate|hubspot_owner_id|hs_is_closed_won",
        "external_id name amount stage expected_on opened_on owner is_won",
    ),
    "salesforce api": (
        "Id|AccountId|Name|StageName|Amount|ExpectedRevenue|CloseDate|IsClosed|IsWon|OwnerId|CreatedDate|NextStep",
        "external_id company_id name stage amount weighted_amount expected_on is_closed is_won owner opened_on next_step",
    ),
    "salesforce report": (
        "Opportunity ID|Opportunity Name|Account Name|Stage|Amount|Expected Revenue|Close Date|Opportunity Owner|ForecastCategory",
        "external_id name company_name stage amount weighted_amount expected_on owner ignored",
    ),
    "pipedrive": (
        "Deal - ID|Deal - Title|Deal - Organization|Deal - Organization ID|Deal - Value|Deal - Currency of Value|"
        "Deal - Stage|Deal - Status|Deal - Owner|Deal - Deal created|Deal - Expected close date|Deal - Won time|Deal - Lost time",
        "external_id name company_name company_id amount currency stage status owner opened_on expected_on won_on lost_on",
    ),
    "zoho": (
        "Record Id|Deal Owner.id|Deal Owner|Amount|Deal Name|Closing Date|Account Name.id|Account Name|Stage|Expected Revenue|Created Time",
        "external_id ignored owner amount name expected_on company_id company_name stage weighted_amount opened_on",
    ),
    "odoo": (
        "External ID|Opportunity|Customer|Expected Revenue|Stage|Salesperson|Sales Team|Expected Closing|Created on|Active",
        "external_id name company_name amount stage owner pipeline expected_on opened_on active",
    ),
    "vtiger": (
        "Opportunity Name|Organization Name|Amount|Expected Close Date|Sales Stage|Probability|Assigned To|Opportunity No|Created Time",
        "name company_name amount expected_on stage probability owner external_id opened_on",
    ),
    "by hand, en": (
        "deal_id|customer|created|stage|amount",
        "external_id company_name opened_on stage amount",
    ),
    "by hand, it": (
        "Trattativa|Cliente|Importo|Fase|Venditore|Data apertura|Chiusura prevista",
        "name company_name amount stage owner opened_on expected_on",
    ),
}
OTHERS = {
    "company": [
        "Ragione sociale|Partita IVA|Codice fiscale|Località|Prov.|CAP|Telefono|Agente",
        "Id|Name|BillingCity|BillingCountry|Industry|NumberOfEmployees|OwnerId|Website",
        "Organization - ID|Organization - Name|Organization - Owner|Organization - Address",
        "account|sector|year_established|revenue|employees|office_location|subsidiary_of",
    ],
    "contact": [
        "Record ID|First Name|Last Name|Email|Phone Number|Job Title|Associated Company",
        "Person - ID|Person - Name|Person - Email|Person - Organization",
        "Id|FirstName|LastName|Email|AccountId|Title",
        "Nome|Cognome|E-mail|Azienda|Ruolo",
    ],
    "product": [
        "product|series|sales_price",
        "Codice articolo|Descrizione|Prezzo di listino",
        "Product - Name|Product - Price",
    ],
    "person": ["sales_agent|manager|regional_office", "Nome|E-mail|Squadra|Responsabile"],
    "stage": [
        "Id|OpportunityId|CreatedById|CreatedDate|StageName|Amount|CloseDate",
        "ID trattativa|Fase|Data ingresso",
    ],
    "stage_field": ["Id|OpportunityId|CreatedDate|Field|OldValue|NewValue"],
    "purchase": ["customer_id|date|number_of_cds|dollar_value", "Cliente;Data documento;Imponibile".replace(";", "|")],
}


@pytest.mark.parametrize("program", DEALS)
def test_a_deal_export_is_understood_column_by_column(program: str) -> None:
    labels, fields = (text.split(sep) for text, sep in zip(DEALS[program], "| ", strict=True))
    fit = best_fit(labels)
    assert fit is not None
    assert fit.entity == "deal"
    assert {labels[at]: field for field, at in fit.where.items()} == dict(zip(labels, fields, strict=True))


@pytest.mark.parametrize(
    ("entity", "header"), [(entity, header) for entity, headers in OTHERS.items() for header in headers]
)
def test_what_a_table_holds_is_told_by_its_columns(entity: str, header: str) -> None:
    fit = best_fit(header.split("|"))
    assert fit is not None
    assert fit.entity == entity


@pytest.mark.parametrize("header", ["colore|forma", "id|value", "", "ID|frequency|recency|T"])
def test_a_table_of_something_else_is_not_guessed(header: str) -> None:
    assert best_fit(header.split("|")) is None


def test_expected_revenue_is_the_amount_in_odoo_and_the_weighted_amount_elsewhere() -> None:
    odoo = best_fit(["External ID", "Opportunity", "Stage", "Salesperson", "Expected Revenue", "Expected Closing"])
    salesforce = best_fit(["Id", "Name", "StageName", "Expected Revenue", "IsWon", "OwnerId"])
    assert odoo is not None
    assert salesforce is not None
    assert (odoo.where["amount"], "amount" in salesforce.where) == (4, False)


def test_another_entitys_prefix_stays_its_own() -> None:
    fit = best_fit(["Deal - Title", "Deal - Stage", "Deal - Value", "Organization - Name", "Person - Name"])
    assert fit is not None
    assert (fit.where["name"], fit.where["company_name"]) == (0, 3)


@pytest.mark.parametrize("words", VOCABULARIES, ids=lambda words: words.entity)
def test_no_program_means_two_things_by_one_name(words: Vocabulary) -> None:
    for program in {program for by_program in words.fields.values() for program in by_program}:
        per_field = [set(by_program.get(program, ())) for by_program in words.fields.values()]
        assert sum(map(len, per_field)) == len(set().union(*per_field)), program
