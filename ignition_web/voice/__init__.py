"""What customers tell us."""
