"""Whose is it: is this party one we know?

Pure and in memory: the engine binds documents with it, and the product asks it about the customers it keeps.

>>> from ignition.records import Party
>>> index = Index()
>>> index.add("c1", Party(name="Bianchi S.r.l.", city="Torino", vat_id="IT01234560157"))
>>> index.match(Party(name="BIANCHI SRL", city="Torino")).key
'c1'
>>> index.match(Party(name="Bianci srl", city="Torino")).kind
'doubt'
>>> index.match(Party(name="Verdi SpA")).kind
'new'
"""

from __future__ import annotations

from ignition.matching.countries import country_code
from ignition.matching.domains import domain_of, is_shared
from ignition.matching.identity import Identity, identity
from ignition.matching.index import Index, Match
from ignition.matching.names import normal_name, squeezed

__all__ = [
    "Identity",
    "Index",
    "Match",
    "country_code",
    "domain_of",
    "identity",
    "is_shared",
    "normal_name",
    "squeezed",
]
