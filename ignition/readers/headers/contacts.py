"""What programs call the fields of a person at a customer."""

from __future__ import annotations

from ignition.readers.headers.vocabulary import Vocabulary

CONTACTS = Vocabulary(
    entity="contact",
    needs=(
        ("first_name", "last_name"), ("first_name", "email"), ("last_name", "email"), ("full_name", "email", "company_name"),
        ("full_name", "email", "company_id"), ("full_name", "role"), ("full_name", "title"), ("email", "company_name"), ("email", "role"), ("email", "title"),
    ),
    forbids=("vat_id", "leader"),
    names={
        "external_id": {
            "any": "Id, Contact ID, Person ID, External ID, ID contatto",
            "hubspot": "Record ID, ID record, ID de registro, hs_object_id",
            "pipedrive": "Person - ID, Pipedrive System ID",
            "zoho": "Record Id",
        },
        "first_name": {"any": "First Name, Firstname, Given Name, Nome, Nombre"},
        "last_name": {"any": "Last Name, Lastname, Surname, Family Name, Cognome, Apellidos"},
        "full_name": {
            "any": "Name, Full Name, Contact, Contact Name, Contact Person, Nome e cognome, Nominativo, Referente, Contatto, Nome completo",
            "pipedrive": "Person - Name",
        },
        "email": {
            "any": "Email, E-mail, Mail, Email Address, Work email, Indirizzo e-mail, Posta elettronica, Correo",
            "pipedrive": "Person - Email, Email (Work), Email - Work, Person - Email - Work",
        },
        "phone": {
            "any": "Phone, Phone Number, Mobile, Mobile Phone Number, Mobile Phone, Telefono, Numero di telefono, Cellulare, Número de teléfono",
            "salesforce": "MobilePhone, HomePhone",
            "pipedrive": "Phone (Work), Phone - Work",
        },
        "title": {
            "any": "Job Title, Title, Position, Qualifica, Mansione, Cargo, Posizione, Posizione lavorativa",
            "hubspot": "jobtitle",
            "odoo": "function, Job Position",
        },
        "role": {
            "any": "Role, Ruolo, Buying Role, Contact Role, Ruolo d'acquisto, Ruolo di acquisto, Ruolo nell'acquisto",
            "hubspot": "hs_buying_role",
        },
        "company_id": {
            "any": "Company ID, Account ID, Customer ID, ID azienda, Codice cliente",
            "hubspot": "Associated Company IDs (Primary), Associated Company IDs",
            "salesforce": "AccountId",
            "pipedrive": "Organization ID, Person - Organization ID",
            "zoho": "Account Name.id",
            "odoo": "parent_id/id",
        },
        "company_name": {
            "any": "Company, Company Name, Account, Account Name, Customer, Organization, Organization name, Azienda, Cliente, Ragione sociale",
            "hubspot": "Associated Company, Associated Company (Primary)",
            "pipedrive": "Person - Organization",
            "odoo": "parent_id, Related Company",
        },
        "city": {"any": "City, Mailing City, Città, Ciudad"},
        "deleted": {"any": "IsDeleted, is_deleted"},
        "vat_id": {"any": "Partita IVA, P.IVA, VAT, VAT Number"},
        "leader": {"any": "Manager, ManagerId, Responsabile"},
    },
)  # fmt: skip
