"""The Book: everything the engine may know about one business, as tables."""

from ignition.book.book import Book
from ignition.book.tables import TABLES, describe_tables

__all__ = ["TABLES", "Book", "describe_tables"]
