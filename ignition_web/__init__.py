"""The product: Django around the engine. The border between them is a table, the Book."""
