"""Deals, their history, purchases and products."""
