"""How a figure is said to a person: in words, rounded, with its interval and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language, gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from ignition.wording import money


def lang() -> str:
    return "en" if (get_language() or "it").startswith("en") else "it"


def about(value: float) -> str:
    return gettext("about %(value)s") % {"value": money(value, lang()).replace(" ", "\N{NO-BREAK SPACE}")}


def between(low: float | None, high: float | None) -> str:
    """`tra 1.900 e 7.800`: where the value lies eight times in ten. Nothing where both ends read alike."""
    if low is None or high is None or _bound(low) == _bound(high):
        return ""
    return gettext("between %(low)s and %(high)s") % {"low": _bound(low), "high": _bound(high)}


def _bound(amount: float) -> str:
    """In Italian the euro sign is said once, after the value."""
    said = money(amount, lang())
    return said if "mln" in said else said.removesuffix(" €")


def hours_in_words(hours: float) -> str:
    """`30 minuti`, `1 ora e 30`, `libera 2 ore`."""
    if hours < 0:
        return gettext("frees %(time)s") % {"time": hours_in_words(-hours)}
    minutes = max(5, round(hours * 60 / 5) * 5)
    whole, rest = divmod(minutes, 60)
    if not whole:
        return ngettext("%(count)d minute", "%(count)d minutes", rest) % {"count": rest}
    said = ngettext("%(count)d hour", "%(count)d hours", whole) % {"count": whole}
    return gettext("%(hours)s and %(minutes)d") % {"hours": said, "minutes": rest} if rest else said


@dataclass(frozen=True, slots=True)
class Sureness:
    """An evidence grade in words: a short one for the line, a sentence for the one who asks."""

    rung: int
    short: str
    sentence: str

    @property
    def rungs(self) -> list[bool]:
        return [step <= self.rung for step in range(5)]


_SURENESS = (
    (_("a hypothesis"), _("A hypothesis: none of your own data confirms it yet.")),
    (_("usually so"), _("Usually so: few cases of yours, read together with what is generally known.")),
    (_("as in similar cases"), _("As in similar cases: it rests on cases of yours that resemble this one.")),
    (
        _("seen in your data"),
        _("Seen in your data: the two go together in many of your cases. It is no proof of cause."),
    ),
    (_("measured"), _("Measured: some customers were chosen by chance, and the difference was counted.")),
)


def sureness(grade: str) -> Sureness:
    rung = int(grade[-1]) if grade[-1:] in {"0", "1", "2", "3", "4"} else 0
    short, sentence = _SURENESS[rung]
    return Sureness(rung, str(short), str(sentence))


def out_of_ten(chance: float) -> str:
    """`9 su 10`: never a false precision."""
    return pgettext("chance", "%(count)d in 10") % {"count": min(9, max(1, round(chance * 10)))}
