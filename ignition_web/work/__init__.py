"""The one worker and its schedule."""
