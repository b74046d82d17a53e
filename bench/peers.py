"""Other libraries, each in an environment of its own under var/peers, so that their wishes never meet ours."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
PEERS = ROOT / "var" / "peers"


class PeerAbsent(Exception):
    """The peer is not installed here, or does not run; the text says how to install it."""


def ask(peer: str, script: str, install: str, *told: str, at_most: float = 600) -> dict[str, np.ndarray]:
    """Run `bench/peer_scripts/<script> PATH TOLD...` with the peer's own interpreter; what it saved at PATH, as arrays.

    Raises `PeerAbsent` where it is not installed, fails, or takes longer than `at_most` seconds.
    """
    python = PEERS / peer / "bin" / "python"
    if not python.exists():
        raise PeerAbsent(f"python3.11 -m venv var/peers/{peer} && var/peers/{peer}/bin/pip install {install}")
    with tempfile.TemporaryDirectory() as folder:
        saved = Path(folder) / "answer.npz"
        command = [str(python), str(ROOT / "bench" / "peer_scripts" / script), str(saved), *told]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=at_most)
        except subprocess.TimeoutExpired:
            raise PeerAbsent(f"{peer} was stopped after {at_most:,.0f} s") from None
        if done.returncode:
            said = done.stderr.strip().splitlines() or [f"it ended with code {done.returncode}"]
            raise PeerAbsent(f"{peer} does not run: {said[-1]}")
        with np.load(saved) as answer:
            return dict(answer)
