"""Who buys or may buy, and what passed between us."""
