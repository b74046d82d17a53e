"""What programs call the fields of a deal."""

from __future__ import annotations

from ignition.readers.headers.vocabulary import Vocabulary

DEALS = Vocabulary(
    entity="deal",
    needs=(
        ("stage", "name"), ("stage", "external_id"), ("stage", "company_name"), ("status", "name", "amount"),
        ("status", "external_id", "amount"), ("is_won", "name"), ("name", "amount", "expected_on"),
        ("external_id", "amount", "expected_on"),
    ),
    names={
        "external_id": {
            "any": "Id, Deal Id, Opportunity ID, ID opportunità, ID trattativa, External ID, Codice trattativa, Codice opportunità",
            "hubspot": "Record ID, ID record, ID de registro, hs_object_id",
            "pipedrive": "Deal - ID, Pipedrive System ID",
            "zoho": "Record Id",
            "vtiger": "Opportunity No, potential_no",
        },
        "name": {
            "any": "Deal, Name, Title, Opportunity, Opportunity Name, Deal Name, Nome trattativa, Nome opportunità, Trattativa, "
            "Opportunità, Oggetto, Nome",
            "hubspot": "dealname, Nombre del negocio",
            "pipedrive": "Deal - Title",
            "vtiger": "potentialname",
        },
        "amount": {
            "any": "Amount, Deal Amount, Deal Value, Opportunity Amount, Importo, Importo trattativa, Valore, Value",
            "hubspot": "Cantidad",
            "pipedrive": "Deal - Value",
            "odoo": "Expected Revenue, expected_revenue, Ricavo previsto, Ricavi previsti",
        },
        "won_amount": {"any": "close_value, Won Amount, Won Value, Importo chiuso, Importo vinto, Valore chiusura"},
        "currency": {
            "any": "Currency, Valuta, Divisa, Moneda",
            "hubspot": "deal_currency_code",
            "salesforce": "CurrencyIsoCode, Amount Currency",
            "pipedrive": "Currency of Value, Deal - Currency of Value, Deal - Currency",
            "odoo": "company_currency",
        },
        "pipeline": {
            "any": "Pipeline, Processo di vendita",
            "salesforce": "RecordTypeId, Opportunity Record Type",
            "pipedrive": "Deal - Pipeline, Sub-Pipeline",
            "odoo": "Sales Team, team_id, Team di vendita",
        },
        "stage": {
            "any": "Stage, Deal Stage, Fase, Fase trattativa, Stadio, Sales Stage",
            "hubspot": "dealstage, Etapa del negocio",
            "salesforce": "StageName",
            "pipedrive": "Deal - Stage",
            "odoo": "stage_id",
            "vtiger": "sales_stage",
        },
        "status": {"any": "Status, Deal Status, Stato, Stato trattativa, Esito", "pipedrive": "Deal - Status"},
        "is_won": {
            "any": "Won, Vinta",
            "hubspot": "Is Closed Won, È con chiusura vinta, hs_is_closed_won",
            "salesforce": "IsWon",
        },
        "is_lost": {"any": "Lost, Persa", "hubspot": "Is closed lost, È con chiusura persa, hs_is_closed_lost"},
        "is_closed": {"any": "Closed, Chiusa", "hubspot": "hs_is_closed, Is Deal Closed?", "salesforce": "IsClosed"},
        "active": {"odoo": "Active, Attivo"},
        "expected_on": {
            "any": "Close Date, Expected Close Date, Data di chiusura, Data chiusura, Data di chiusura prevista, Chiusura prevista",
            "hubspot": "closedate, Fecha de cierre",
            "salesforce": "CloseDate",
            "pipedrive": "Deal - Expected close date",
            "zoho": "Closing Date",
            "odoo": "Expected Closing, date_deadline, Chiusura attesa",
            "vtiger": "closingdate",
        },
        "closed_on": {
            "any": "Closed Date, Closed on, Actual Close Date, Data chiusura effettiva, Chiusa il",
            "pipedrive": "Deal closed on, Deal - Deal closed on",
            "odoo": "date_closed",
        },
        "won_on": {"any": "Vinta il", "pipedrive": "Won time, Deal - Won time"},
        "lost_on": {"any": "Persa il", "pipedrive": "Lost time, Deal - Lost time"},
        "opened_on": {
            "any": "Create Date, Created Date, Creation Date, Created on, Created at, Created, engage_date, Open Date, Opened on, Opened, "
            "Data di creazione, Data creazione, Data apertura, Creata il, Creata, Aperta il, Aperta",
            "hubspot": "createdate, Fecha de creación",
            "salesforce": "CreatedDate",
            "pipedrive": "Deal created, Deal - Deal created",
            "zoho": "Created Time",
            "odoo": "create_date",
        },
        "owner": {
            "any": "Owner, Deal owner, Opportunity Owner, Sales Rep, Seller, sales_agent, Agente, Venditore, Commerciale, Assegnata a, "
            "Proprietario, Titolare opportunità",
            "hubspot": "hubspot_owner_id, Proprietario della trattativa, Propietario del negocio",
            "salesforce": "OwnerId",
            "pipedrive": "Deal - Owner",
            "odoo": "Salesperson, user_id, Addetto vendite",
            "vtiger": "Assigned To, assigned_user_id",
        },
        "company_id": {
            "any": "Company ID, Account ID, Customer ID, ID azienda, ID cliente, Codice cliente",
            "hubspot": "Associated Company IDs (Primary), Associated Company IDs",
            "salesforce": "AccountId",
            "pipedrive": "Organization ID, Deal - Organization ID",
            "zoho": "Account Name.id",
            "odoo": "partner_id/id, Customer/External ID",
        },
        "company_name": {
            "any": "Account, Account Name, Company, Company Name, Customer, Customer Name, Client, Azienda, Cliente, Ragione sociale, "
            "Nome account, Nome azienda, Organization",
            "hubspot": "Associated Company, Associated Company (Primary), Azienda Associata",
            "pipedrive": "Deal - Organization, Organization - Name",
            "odoo": "partner_id, partner_name",
            "vtiger": "Organization Name, related_to",
        },
        "contact_email": {"any": "Contact Email, Email, E-mail, Email contatto", "odoo": "email_from"},
        "product": {"any": "Product, Product Name, Prodotto, Linea di prodotto"},
        "next_step": {
            "any": "Next step, Prossimo passo, Prossima azione",
            "hubspot": "hs_next_step",
            "odoo": "activity_summary",
            "vtiger": "nextstep",
        },
        "source": {
            "any": "Source, Lead Source, Origine, Fonte, Provenienza",
            "hubspot": "Original Traffic Source, hs_analytics_source",
            "pipedrive": "Source origin, Deal - Source origin",
            "odoo": "source_id",
        },
        "probability": {
            "any": "Probability, Probability (%), Deal probability, Probabilità, Probabilità trattativa",
            "hubspot": "hs_deal_stage_probability",
        },
        "weighted_amount": {
            "any": "Weighted amount, Forecast amount, Importo ponderato",
            "hubspot": "hs_forecast_amount, Importo previsto offerta",
            "salesforce": "ExpectedRevenue, Expected Revenue",
            "zoho": "Expected Revenue",
            "pipedrive": "Weighted value",
            "odoo": "prorated_revenue",
        },
        "deleted": {"any": "IsDeleted, is_deleted"},
        "ignored": {
            "hubspot": "Date entered current stage, hs_lastmodifieddate, Closed Lost Reason, Forecast category, hs_manual_forecast_category",
            "salesforce": "LastStageChangeDate, ForecastCategoryName, ForecastCategory, SystemModstamp, LastModifiedDate, CreatedById",
            "pipedrive": "Update time, Last stage change, Next activity date, Last activity date, Lost reason, Label, Contact person",
            "zoho": "Deal Owner.id, Contact Name.id, Reason For Loss, Last Activity Time, Tag",
            "odoo": "date_last_stage_update, Last Stage Update, lost_reason_id, tag_ids, write_date",
            "vtiger": "opportunity_type, leadsource, contact_id",
        },
    },
    forbids=(),
)  # fmt: skip
