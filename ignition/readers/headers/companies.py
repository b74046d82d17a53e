"""What programs call the fields of a company."""

from __future__ import annotations

from ignition.readers.headers.vocabulary import Vocabulary

COMPANIES = Vocabulary(
    entity="company",
    needs=(
        ("name", "vat_id"), ("name", "tax_code"), ("name", "sector"), ("name", "city"), ("name", "country"),
        ("name", "domain"), ("name", "website"), ("name", "owner"), ("name", "revenue"),
        ("name", "email"), ("name", "phone"), ("name", "street"),
    ),
    forbids=("first_name", "stage"),
    names={
        "external_id": {
            "any": "Id, Company ID, Account ID, Customer ID, External ID, ID azienda, ID cliente, Codice cliente, Cod. cliente, Codice",
            "hubspot": "Record ID, ID record, ID de registro, hs_object_id",
            "pipedrive": "Organization - ID, Pipedrive System ID",
            "zoho": "Record Id",
            "danea": "CustomerCode",
        },
        "name": {
            "any": "Account, Account Name, Company, Company name, Customer, Customer Name, Client, Name, Business Name, Legal Name, Nome azienda, "
            "Ragione sociale, Denominazione, Denominazione sociale, Azienda, Cliente, Nome cliente, Intestatario, Organization Name",
            "hubspot": "Nombre de la empresa",
            "pipedrive": "Organization - Name",
            "danea": "CustomerName",
        },
        "vat_id": {
            "any": "Partita IVA, P.IVA, P. IVA, PIVA, Part. IVA, VAT, VAT ID, VAT No, VAT Number, Tax ID, Partita IVA cliente",
            "salesforce": "VAT__c, Partita_IVA__c",
            "danea": "CustomerVatCode",
        },
        "tax_code": {
            "any": "Codice fiscale, C.F., CF, Cod. Fisc., Cod. fiscale, Tax Code, Codice fiscale cliente",
            "odoo": "l10n_it_codice_fiscale, fiscalcode",
            "danea": "CustomerFiscalCode",
        },
        "email": {
            "any": "Email, E-mail, Mail, Indirizzo e-mail, Posta elettronica, PEC, Indirizzo PEC, certified_email",
            "odoo": "l10n_it_pec_email, pec_destinatario",
            "danea": "CustomerEmail, CustomerPec",
        },
        "domain": {
            "any": "Domain, Company Domain, Dominio",
            "hubspot": "Company Domain Name, Nombre de dominio de la empresa",
        },
        "website": {"any": "Website, Web Site, URL, Sito, Sito web, Sito internet", "hubspot": "Website URL"},
        "phone": {"any": "Phone, Phone Number, Telephone, Telefono, Tel., Tel, Cellulare", "danea": "CustomerTel"},
        "street": {
            "any": "Address, Street, Street Address, Indirizzo, Via",
            "salesforce": "BillingStreet",
            "pipedrive": "Organization - Address",
            "zoho": "Billing Street",
            "danea": "CustomerAddress",
        },
        "postcode": {
            "any": "Postal Code, Postcode, Zip, Zip Code, CAP",
            "salesforce": "BillingPostalCode",
            "zoho": "Billing Code",
            "danea": "CustomerPostcode",
        },
        "city": {
            "any": "City, Town, Città, Comune, Località, Ciudad",
            "salesforce": "BillingCity",
            "zoho": "Billing City",
            "danea": "CustomerCity",
        },
        "province": {
            "any": "State, Province, State/Region, Provincia, Prov., Prov",
            "salesforce": "BillingState",
            "zoho": "Billing State",
            "odoo": "state_id",
            "danea": "CustomerProvince",
        },
        "country": {
            "any": "Country, Country/Region, Nazione, Paese, Stato estero, País/región, office_location",
            "salesforce": "BillingCountry",
            "zoho": "Billing Country",
            "odoo": "country_id",
            "danea": "CustomerCountry",
        },
        "sector": {"any": "Industry, Sector, Settore, Settore merceologico, ATECO, Codice ATECO, Attività", "odoo": "industry_id"},
        "owner": {
            "any": "Owner, Company owner, Account Owner, Account Manager, Agente, Venditore, Commerciale, Proprietario dell'azienda",
            "hubspot": "hubspot_owner_id",
            "salesforce": "OwnerId",
            "pipedrive": "Organization - Owner",
            "odoo": "Salesperson, user_id",
            "vtiger": "Assigned To",
        },
        "employees": {
            "any": "Employees, Number of Employees, Headcount, Dipendenti, Addetti, Numero dipendenti",
            "hubspot": "numberofemployees",
            "salesforce": "NumberOfEmployees",
        },
        "revenue": {
            "any": "Revenue, Annual Revenue, Turnover, Fatturato, Fatturato annuo, Ricavi",
            "hubspot": "annualrevenue",
            "salesforce": "AnnualRevenue",
        },
        "since": {"any": "Customer since, Cliente dal, Data acquisizione, Became a Customer Date"},
        "deleted": {"any": "IsDeleted, is_deleted"},
        "first_name": {"any": "First Name, Firstname"},
        "stage": {"any": "Deal Stage, StageName, Sales Stage, Fase trattativa"},
    },
)  # fmt: skip
