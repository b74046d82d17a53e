"""Steering: where the whole organisation could begin, weighed once a day or when somebody asks."""
