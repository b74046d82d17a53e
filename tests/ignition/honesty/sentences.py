"""Every sentence this project can say, in both languages, read from its sources; and the words that name a cause."""

from __future__ import annotations

import ast
import gc
import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.pofile import read_po

import ignition
from ignition.wording import Text

ROOT = Path(__file__).parents[3]
CAUSAL = {
    "it": re.compile(
        r"\b(caus(a|ano|at[oaie]|er[àa]\w*)|provoc\w+|comport(a|ano|erà)|fa(nno|rà|ranno)? sì che|port(a|ano|erà) a"
        r"|gener(a|ano|erà|eranno)|produc(e|ono)|produrrà|determin(a|ano|erà)|grazie (a|al|allo|alla|ai|agli|alle|all')"
        r"|per effetto (di|del\w*)|a causa (di|del\w*)|dovut[oaie] (a|al\w*|ai|agli)|merito (di|del\w*|tuo|vostro)"
        r"|fa(nno|rà)? (crescere|salire|aumentare|scendere|calare|vincere|comprare|tornare)|aument(a|ano|erà)"
        r"|miglior(a|ano|erà)|rend(e|ono) più (probabile|alt\w|grande)|garanti\w+|incid(e|ono) su\w*|influ(isce|enza|iscono)"
        r"|(ha|hanno|avr[àe]\w*) (fatto (crescere|salire|aumentare|vincere|comprare|tornare|guadagnare)|generato|prodotto|aumentato"
        r"|migliorato|fruttato)|frutt(a|ano|erà|eranno)|fa(nno|rà)? guadagnare|guadagn(i|erai|erete)|otterr(ai|ete|à)"
        r"|(comprer|torner|riordiner)(à|anno)|ha(nno)? effetto su\w*|aiut(a|ano|erà) a|recuper(a|ano|erà) (il|i|un|la|le)|ridu(ce|cono|rrà)"
        r"|evit(a|ano|erà) (di|la|il)|contribu(isce|iscono|ito) a\w*|(per questo|quindi) (ha|hanno)|(cresciut|aumentat|salit)[oaie] (per|grazie)"
        r"|ha(nno)? portato|rend(e|ono|erà|eranno) (di )?(più|meno)|di conseguenza|perché (hai|avete|abbiamo|chiami|hanno|ha) \w+)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(caus(e|es|ed|ing)|leads? to|led to|driv(es?|en|ing)|drove|increas(e|es|ed|ing)|because|boost\w*|thanks to"
        r"|due to|results? in|produc(e|es|ed)|generat\w+|bring(s|ing)? about (?!\{|€|\d)|makes? (customers?|people|you) \w+|will (bring|buy|win|grow|gain|earn|return|sell|come back)"
        r"|wins? (them|him|her) back|earn(s|ed)?(?= [{€\d])|you('ll)? gain|ha(s|d) an effect|pa(ys|id) off|yield(s|ed)?|help(s|ed) (to|them|you)"
        r"|reduc(es?|ed|ing)|sav(es|ed)(?= [{€\d])|avoid(s|ed)? los\w+|contribut(es|ed) to|so (they|it) (bought|came|won)|makes? \w+ (grow|buy|win)"
        r"|owing to|attributable|(is|was) the reason|it worked|(call|visit|move|point)s? (won|sold|earned)"
        r"|brought|brings (more|less)|returns? (more|less|most)|guarantee\w*|improv\w+|impact\w*|consequently|as a result|affect\w*|influenc\w+|raises?|lifts?|grows? (sales|revenue))\b",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True)
class Said:
    """One sentence, or what stands between its values, and the file in which it is written."""

    place: str
    lang: str
    text: str

    @property
    def cause(self) -> str:
        """The word that names a cause; empty where there is none."""
        found = CAUSAL[self.lang].search(self.text)
        return found.group() if found else ""


def everything() -> list[Said]:
    return [*written("ignition"), *written("ignition_web"), *alive(), *catalogues()]


def written(package: str) -> Iterator[Said]:
    """Every `Text(...)` of the sources, also those that only a function makes."""
    for path in sorted((ROOT / package).rglob("*.py")):
        yield from texts_of(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT)))


def texts_of(source: str, place: str) -> Iterator[Said]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Text":
            named = dict(zip(("it", "en"), node.args, strict=False)) | {word.arg: word.value for word in node.keywords}
            yield from (Said(place, lang, _constant(named[lang])) for lang in ("it", "en") if lang in named)


def _constant(node: ast.expr) -> str:
    """The parts that are written down; what is put together from names stands between them as a space."""
    parts = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return " ".join(parts)


def alive() -> list[Said]:
    """Every text that exists once all of the engine is imported: in tuples, dictionaries, plays, wherever it is kept."""
    for module in pkgutil.walk_packages(ignition.__path__, "ignition."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    texts = {(text.it, text.en) for text in gc.get_objects() if isinstance(text, Text)}
    return [
        Said("imported", lang, text) for pair in sorted(texts) for lang, text in zip(("it", "en"), pair, strict=True)
    ]


def catalogues() -> Iterator[Said]:
    """The pages': what they say in English is the key of what they say in Italian."""
    path = ROOT / "ignition_web" / "locale" / "it" / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        for message in read_po(file):
            english, italian = (_forms(part) for part in (message.id, message.string))
            yield from (Said(path.name, "en", text) for text in english)
            yield from (Said(path.name, "it", text) for text in italian)


def _forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [form for form in ([text] if isinstance(text, str) else text) if form]
