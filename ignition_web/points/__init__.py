"""What to do next: points, answers, promises, effects."""
