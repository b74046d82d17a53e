"""What programs call the entries of a deal's stage history."""

from __future__ import annotations

from ignition.readers.headers.vocabulary import Vocabulary

_DEAL = {
    "any": "deal_id, Deal ID, ID trattativa, ID opportunità, Codice trattativa, Trattativa, Opportunity ID",
    "salesforce": "OpportunityId",
    "pipedrive": "Deal - ID",
    "odoo": "res_id",
}

STAGES = Vocabulary(
    entity="stage",
    needs=(("deal_id", "stage", "at"),),
    forbids=("name", "company", "owner", "field"),
    certain=True,
    names={
        "deal_id": _DEAL,
        "stage": {"any": "Stage, New Stage, Fase, Nuova fase, Stadio, value", "salesforce": "StageName, To Stage"},
        "at": {
            "any": "Entered at, Entered on, date_entered, Date entered, Changed at, Changed on, Timestamp, at, on, Data ingresso, Data, "
            "Data cambio, Entrata il",
            "salesforce": "CreatedDate",
        },
        "field": {"any": "Field, Campo"},
        "name": {"any": "Deal Name, Opportunity Name, Nome trattativa, Name, dealname"},
        "company": {"any": "Account, Account Name, AccountId, Company, Customer, Cliente, Azienda"},
        "owner": {"any": "Owner, OwnerId, Deal owner, Sales Agent, Agente, Venditore"},
        "deleted": {"any": "IsDeleted"},
    },
)

STAGE_FIELD_HISTORY = Vocabulary(
    entity="stage_field",
    certain=True,
    needs=(("deal_id", "field", "stage", "at"),),
    names={
        "deal_id": _DEAL,
        "field": {"any": "Field, Property, Campo, name"},
        "stage": {"any": "New Value, NewValue, Nuovo valore, value"},
        "at": {"any": "Changed at, Changed on, Timestamp, Edit Date, Data modifica", "salesforce": "CreatedDate"},
        "deleted": {"any": "IsDeleted"},
    },
)
