"""How it comes in: arrivals, doubts, undo."""
