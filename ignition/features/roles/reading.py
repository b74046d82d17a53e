"""From what is written of a person at a customer to the part they have in buying: one expression for every backend."""

from __future__ import annotations

import re
from collections.abc import Iterable

import ibis
import ibis.expr.types as ir

from ignition.features.roles.titles import AREAS, BESIDE_A_HEAD, HEADS, HEADS_ALONE, NO_HEADS, NOBODY, STATED, phrases

_ACCENTED, _PLAIN = "àáâäèéêëìíîïòóôöùúûüçñ", "aaaaeeeeiiiioooouuuucn"


def stated_role(text: ir.StringValue) -> ir.StringValue:
    """The role that the text says itself, in our words or a CRM's; null where it is anything else.

    >>> import ibis
    >>> rows = ibis.memtable({"role": ["Decision Maker", "usa", "Titolare"]})
    >>> rows.select(said=stated_role(rows.role)).to_pyarrow()["said"].to_pylist()
    ['decides', 'uses', None]
    """
    return stated_in(plain(text))


def role_of_title(text: ir.StringValue) -> ir.StringValue:
    """The role that a job title usually goes with: a guess; null where the title says too little for one.

    Case, accents, signs and feminine forms do not matter. Who leads the company decides, whatever else they are called; of
    departments the longest phrase found wins, and "amministratore di sistema" is no "amministratore".
    Fails where a company gives titles its own meaning: a purchasing manager who decides alone is a gatekeeper here.

    >>> import ibis
    >>> rows = ibis.memtable({"title": ["Direttrice generale", "Resp. Qualità", "BUYER", "Sales manager"]})
    >>> rows.select(guess=role_of_title(rows.title)).to_pyarrow()["guess"].to_pylist()
    ['decides', 'influences', 'blocks', None]
    """
    return guessed_in(plain(text))


def stated_in(words: ir.StringValue) -> ir.StringValue:
    """`stated_role` of what `plain` made."""
    said = [(words.isin([f" {one} " for one in phrases(STATED[role])]), role) for role in STATED]
    return ibis.cases(*said, else_=ibis.null("string"))


def guessed_in(words: ir.StringValue) -> ir.StringValue:
    """`role_of_title` of what `plain` made."""
    leads = _has(words.re_replace(_any_of(phrases(NO_HEADS)), " "), HEADS)
    leads |= words.isin([f" {one} " for one in phrases(HEADS_ALONE)])
    beside = [(leads & _has(words, listed), role) for role, listed in BESIDE_A_HEAD.items()]
    nobody = (_has(words, NOBODY), ibis.null("string"))
    return ibis.cases(nobody, *beside, (leads, "decides"), *_areas(words), else_=ibis.null("string"))


def plain(text: ir.StringValue) -> ir.StringValue:
    """Lower case, no accents, no signs, `-trice` as `-tore`; words set apart by one space, with one before and one after."""
    letters = text.lower().translate(_ACCENTED, _PLAIN)
    words = ibis.literal(" ") + letters.re_replace("[^a-z0-9]+", " ").strip() + ibis.literal(" ")
    return words.re_replace("trice ", "tore ")


def _areas(words: ir.StringValue) -> list[tuple[ir.BooleanValue, str]]:
    """The longest phrases first; those of one length and role are looked for at once."""
    listed: dict[tuple[int, str], list[str]] = {}
    for role in AREAS:
        for phrase in phrases(AREAS[role]):
            listed.setdefault((-len(phrase), role), []).append(phrase)
    return [(words.re_search(_any_of(listed[key])), key[1]) for key in sorted(listed)]


def _has(words: ir.StringValue, listed: str) -> ir.BooleanValue:
    return words.re_search(_any_of(phrases(listed)))


def _any_of(found: Iterable[str]) -> str:
    return " (?:" + "|".join(map(re.escape, sorted(found, key=len, reverse=True))).replace("\\ ", " ") + ") "
