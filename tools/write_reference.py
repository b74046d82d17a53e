"""Writes the reference pages in docs/ from the code, so that they cannot say something else. `make docs` runs it."""

from __future__ import annotations

from collections.abc import Iterable
from inspect import getdoc, signature
from pathlib import Path

from ignition.book.tables import TABLES
from ignition.metrics import ROWS
from ignition.metrics.columns import days_until
from ignition.plays import PLAYS
from ignition.readers import READERS
from ignition_web.environment import VARIABLES

DOCS = Path(__file__).resolve().parents[1] / "docs"


def pages() -> dict[str, str]:
    """Each reference page: its file name and what stands in it."""
    return {
        "tables.md": tables_page(),
        "plays.md": plays_page(),
        "readers.md": readers_page(),
        "settings.md": settings_page(),
        "metrics.md": metrics_page(),
    }


def tables_page() -> str:
    parts = [
        "# The tables of a Book",
        "What the engine takes in. Only what exists is needed: `Book(purchases=...)` alone gives moves. A column with a star is "
        "required. What was recorded after the day one asks about is not looked at.",
    ]
    for name, table in TABLES.items():
        rows = [(f"`{c.name}`" + ("*" if c.required else ""), c.type, c.meaning) for c in table.columns]
        parts += [f"## {name}", sentence(table.meaning), grid(("column", "type", "meaning"), rows)]
    return page(parts)


def plays_page() -> str:
    parts = ["# Plays", "A play is a reason to act, and the act. Each is one file in `ignition/plays/`."]
    for name, play in PLAYS.items():
        facts = [f"- {_read(fact.text.en)} (from: {fact.source.en})" for fact in play.evidence]
        reasons = [play.reason.en] + ([play.reason_where_known[1].en] if play.reason_where_known else [])
        parts += [f"## {name.replace('_', ' ')}", f"**{play.title.en}**: {'; or '.join(reasons)}", "\n".join(facts)]
    return page(parts)


def _read(template: str) -> str:
    """As it is said with its interval, which stands in brackets."""
    return template.replace("[", "").replace("]", "")


def readers_page() -> str:
    parts = [
        "# Readers",
        "A reader turns one format into records. The first that recognises a document, by its content, reads it.",
        grid(("reader", "what it reads"), [(f"`{reader.NAME}`", first_line(reader)) for reader in READERS]),
    ]
    return page(parts)


def settings_page() -> str:
    rows = [(f"`{v.name}`", f"`{v.default}`" if v.default else "", v.meaning.en) for v in VARIABLES]
    parts = [
        "# Settings",
        "Each is an environment variable. A wrong one stops the start with a sentence that says what would be right; "
        "so does an `IGNITION_` variable that does not exist.",
        grid(("variable", "default", "meaning"), rows),
    ]
    return page(parts)


def metrics_page() -> str:
    parts = [
        "# Metrics",
        "One definition each. Every function is in `ignition/metrics/`, takes columns (NumPy, Arrow, Polars, pandas, lists) and gives "
        "an `Estimate`: value, 80 % interval, n, n censored, evidence grade, and the definition with its version.",
        "\n".join(f"- {rule}" for rule in METRIC_RULES),
        "From a Book to a metric:",
        example(days_until),
    ]
    for row, metrics in ROWS.items():
        parts.append(f"## {row}")
        for metric in metrics:
            call = str(signature(metric)).replace("'", "")
            said = (getdoc(metric) or "").partition("\n\n>>> ")[0]
            parts += [f"### {metric.__name__}", f"`{metric.__name__}{call}`", said, example(metric)]
    return page(parts)


METRIC_RULES = (
    "A zero denominator is not defined: the value is None, and `why` says in plain words what is missing. It is never 0 or 100 %.",
    'Fewer than 5 events: no figure of its own. `by_segment` puts the estimate of the whole in its place, marked "pooled".',
    "An account (a sum of what is written down) is exact: its interval is the value itself, however few the rows.",
    "A bound that the data do not reach is None. No NaN leaves a function. Rows in another order give the same to the last bit.",
    "Counting earns L1 below 30 events and L2 from there, never more: L3 is a model validated in time, L4 a trial.",
    "Money is in EUR at a fixed plan rate. Credits count in retention, not in win metrics.",
    "Figures of a team are not shown below 5 people, and never by name.",
)


def example(thing: object) -> str:
    return f"```pycon\n>>> {(getdoc(thing) or '').partition('>>> ')[2]}\n```"


def first_line(thing: object) -> str:
    return (getdoc(thing) or "").partition("\n\n")[0].replace("\n", " ")


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "."


def grid(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def page(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


if __name__ == "__main__":
    for file, text in pages().items():
        (DOCS / file).write_text(text, encoding="utf-8")
        print(f"docs/{file}")
