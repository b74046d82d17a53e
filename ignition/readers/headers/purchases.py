"""What programs call the columns of a table of purchases."""

from __future__ import annotations

from ignition.readers.headers.vocabulary import Vocabulary

PURCHASES = Vocabulary(
    entity="purchase",
    needs=(("customer_id", "on", "amount"), ("customer_name", "on", "amount")),
    forbids=("stage", "deal"),
    names={
        "customer_id": {
            "any": "Customer ID, Client ID, Account ID, Codice cliente, Cod. cliente, ID cliente, CustomerNo, Customer No, Customer Code, Cust ID",
        },
        "customer_name": {
            "any": "Customer, Customer Name, Client, Account, Account Name, Company, Buyer, Cliente, Ragione sociale, Denominazione, "
            "Nome cliente, Intestatario, Azienda, Cliente/Fornitore",
        },
        "vat_id": {"any": "Partita IVA, P.IVA, P. IVA, PIVA, VAT, VAT ID, VAT Number, Partita IVA cliente"},
        "tax_code": {"any": "Codice fiscale, C.F., CF, Cod. Fisc., Tax Code, Codice fiscale cliente"},
        "email": {"any": "Email, E-mail, Customer Email"},
        "city": {"any": "City, Città, Comune, Località"},
        "on": {
            "any": "Date, Day, Purchase Date, Order Date, Invoice Date, Transaction Date, Sale Date, InvoiceDate, Data, Data acquisto, "
            "Data ordine, Data fattura, Data documento, Data vendita, Data doc., Giorno, Created at",
        },
        "amount": {
            "any": "Net Amount, Net, Amount, Total, Sales, Revenue, Value, Dollar Value, Order Total, Line Total, Price Total, Imponibile, "
            "Importo netto, Totale netto, Netto, Importo, Totale, Valore, Fatturato, Ricavo, Venduto, Totale imponibile",
        },
        "units": {"any": "Units, Quantity, Qty, Number of CDs, Items, Pieces, Quantità, Q.tà, Qta, Qtà, Pezzi, Unità"},
        "product": {"any": "Product, Product Name, Item, SKU, Description, Prodotto, Articolo, Codice articolo, Descrizione"},
        "document": {
            "any": "Document, Invoice, Invoice No, Invoice Number, Order, Order ID, Order No, Order Number, Number, Documento, Fattura, "
            "Numero fattura, Ordine, Numero ordine, Numero, Numero documento, Num., N. documento, N. fattura",
        },
        "currency": {"any": "Currency, Valuta, Divisa"},
        "stage": {"any": "Stage, Deal Stage, StageName, Sales Stage, Fase, Fase trattativa, deal_stage, Stadio"},
        "deal": {"any": "Deal Name, Opportunity, Opportunity Name, Opportunity ID, OpportunityId, Nome trattativa, Trattativa, Close Date"},
    },
)  # fmt: skip
