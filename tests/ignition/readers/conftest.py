"""Documents that the readers' tests start from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from asn1crypto import cms

SAMPLES = Path(__file__).parents[2] / "samples"

Sign = Callable[[bytes], bytes]


@pytest.fixture(scope="session")
def invoice() -> bytes:
    """One invoice to Bianchi Impianti: 580.00 net."""
    return (SAMPLES / "fatturapa" / "ordinary.xml").read_bytes()


@pytest.fixture(scope="session")
def sign() -> Sign:
    """Put bytes into a signed envelope (with no signer: nobody checks)."""

    def signed(content: bytes) -> bytes:
        inside = {"content_type": "data", "content": content}
        data = {"version": "v1", "digest_algorithms": [], "encap_content_info": inside, "signer_infos": []}
        return cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(data)}).dump()

    return signed
