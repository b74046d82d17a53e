"""`python -m ignition points ...`, with nothing of the web."""

from ignition.terminal import app

app(prog_name="ignition")
