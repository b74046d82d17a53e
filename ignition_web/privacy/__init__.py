"""What the company sees of me."""
