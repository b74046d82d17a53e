"""What programs call who sells. Name, e-mail, team and leader: nothing else about a person is read."""

from __future__ import annotations

from ignition.readers.headers.vocabulary import Vocabulary

PEOPLE = Vocabulary(
    entity="person",
    needs=(("name", "leader"), ("name", "team"), ("plain_name", "leader"), ("plain_name", "email", "is_user")),
    forbids=("company", "stage"),
    names={
        "name": {
            "any": "Sales Agent, Seller, Sales Rep, Salesperson, Agent, Venditore, Agente, Commerciale, Addetto vendite, Nome venditore",
        },
        "plain_name": {"any": "Name, Full Name, Nome, User Name"},
        "external_id": {"any": "Id, User ID, Owner ID, ID utente"},
        "email": {"any": "Email, E-mail, Mail"},
        "leader": {"any": "Manager, Leader, Team Leader, Reports To, Responsabile, Capo area, Capoarea", "salesforce": "ManagerId"},
        "team": {"any": "Team, Sales Team, Regional Office, Region, Area, Squadra, Gruppo, Filiale"},
        "is_user": {"any": "IsActive, Username, ProfileId, UserRoleId, Ruolo utente"},
        "company": {"any": "Account, Company, Customer, Cliente, Azienda, Ragione sociale"},
        "stage": {"any": "Stage, Deal Stage, Fase"},
    },
)  # fmt: skip
