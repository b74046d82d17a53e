"""The company itself: who we are, and its targets."""
