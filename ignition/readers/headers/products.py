"""What programs call the fields of a product."""

from __future__ import annotations

from ignition.readers.headers.vocabulary import Vocabulary

PRODUCTS = Vocabulary(
    entity="product",
    needs=(("product", "list_price"), ("product", "family"), ("name", "code", "family"), ("name", "list_price")),
    forbids=("customer", "quantity", "on"),
    names={
        "product": {
            "any": "Product, Product Name, Item, Item Name, Articolo, Prodotto, Nome prodotto, Descrizione articolo",
            "pipedrive": "Product - Name",
        },
        "name": {"any": "Name, Nome, Descrizione"},
        "external_id": {"any": "Id, Product ID, ID prodotto", "hubspot": "Record ID", "pipedrive": "Product - ID"},
        "code": {
            "any": "Code, SKU, Product Code, Item Code, Codice, Codice articolo, Codice prodotto, Cod. articolo",
            "salesforce": "ProductCode",
            "odoo": "default_code, Internal Reference",
        },
        "family": {
            "any": "Family, Category, Series, Product Family, Product Category, Famiglia, Categoria, Linea, Gruppo, Serie",
            "odoo": "categ_id",
        },
        "list_price": {
            "any": "Price, List Price, Unit Price, Sales Price, Prezzo, Prezzo di listino, Listino, Prezzo di vendita, Prezzo unitario",
            "pipedrive": "Product - Price",
            "odoo": "list_price, lst_price",
        },
        "deleted": {"any": "IsDeleted, is_deleted"},
        "customer": {"any": "Customer, Customer ID, Account, Cliente, Codice cliente, Ragione sociale"},
        "quantity": {"any": "Quantity, Qty, Quantità, Q.tà"},
        "on": {"any": "Date, Data, Order Date, Data ordine, Data documento"},
    },
)  # fmt: skip
