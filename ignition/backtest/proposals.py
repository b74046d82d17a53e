"""What the engine would have shown, and what happened afterwards to those customers and deals."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from ignition.backtest.afterwards import Happened
from ignition.backtest.looking import Seen
from ignition.backtest.report import MoveAfter, PlayAfter
from ignition.metrics.intervals import share
from ignition.moves import Move
from ignition.unproven import veil
from ignition.wording import Sentence, Text

FOLLOWED = ("customer", "deal")


def after_plays(looks: Sequence[Seen], happened: Happened) -> tuple[PlayAfter, ...]:
    """By play: who bought, or was won, among those shown, and among all the others looked at on the same days."""
    kinds = sorted({(move.play, move.subject) for look in looks for move in look.shown if move.subject in FOLLOWED})
    return tuple(_after(looks, happened, play, subject) for play, subject in kinds if play != "learn")


def after_moves(looks: Sequence[Seen], happened: Happened, hidden: Collection[str] = ()) -> tuple[MoveAfter, ...]:
    """Every move of every look, the best first within a day; what did not earn its place (`hidden`) is not said."""
    found = []
    for look in looks:
        best = sorted(_once_each(look.shown), key=lambda move: -move.net_gain)
        found += [_followed(veil(move, hidden), look, happened) for move in best]
    return tuple(found)


def _after(looks: Sequence[Seen], happened: Happened, play: str, subject: str) -> PlayAfter:
    shown_came = shown_n = all_came = all_n = 0
    for look in looks:
        came = _who_came(look, subject, happened)
        shown = {move.subject_id for move in look.shown if move.play == play and move.subject == subject}
        known = [came[one] for one in sorted(shown) if one in came]
        shown_came, shown_n = shown_came + sum(known), shown_n + len(known)
        all_came, all_n = all_came + sum(came.values()), all_n + len(came)
    return PlayAfter(
        play,
        subject,
        share("share_after v1", shown_came, shown_n),
        share("share_after_others v1", all_came - shown_came, all_n - shown_n),
    )


def _who_came(look: Seen, subject: str, happened: Happened) -> dict[str, int]:
    if subject == "deal":
        won = happened.won(look.open_deals, look.on, look.until)
        return dict(zip(look.open_deals, won.astype(int).tolist(), strict=True))
    bought = happened.purchase_days(look.customers, look.on, look.until) > 0
    return dict(zip(look.customers, bought.astype(int).tolist(), strict=True))


def _once_each(moves: Sequence[Move]) -> Iterator[Move]:
    seen = set()
    for move in moves:
        key = (move.play, move.subject, move.subject_id)
        if move.subject in FOLLOWED and key not in seen:
            seen.add(key)
            yield move


def _followed(move: Move, look: Seen, happened: Happened) -> MoveAfter:
    what = _deal(move, look, happened) if move.subject == "deal" else _customer(move, look, happened)
    return MoveAfter(look.on, move.slot, move.play, move.title, move.reason, move.net_gain, what)


def _deal(move: Move, look: Seen, happened: Happened) -> Sentence:
    outcome, worth = happened.became(move.subject_id, look.on, look.until)
    return _WON.of(worth=worth) if outcome == "won" else _OTHERWISE.get(outcome, _OTHERWISE["none"]).of()


def _customer(move: Move, look: Seen, happened: Happened) -> Sentence:
    ids = look.customers[look.customers == move.subject_id]
    if not len(ids):
        return _NEVER_BOUGHT.of()
    days = happened.purchase_days(ids, look.on, look.until)[0]
    if not days:
        return _NOT_BOUGHT.of()
    spent = happened.spent(ids, look.on, look.until)[0]
    return (_BOUGHT_ONCE if days == 1 else _BOUGHT).of(days=int(days), spent=float(spent))


_WON = Text(it="vinta: {worth:money}", en="won: {worth:money}")
_OTHERWISE = {
    "lost": Text(it="persa", en="lost"),
    "none": Text(it="finita senza decisione", en="ended without a decision"),
    "open": Text(it="ancora aperta", en="still open"),
}
_BOUGHT_ONCE = Text(it="un acquisto: {spent:money}", en="one purchase: {spent:money}")
_BOUGHT = Text(it="{days:number} acquisti: {spent:money}", en="{days:number} purchases: {spent:money}")
_NOT_BOUGHT = Text(it="nessun acquisto", en="no purchase")
_NEVER_BOUGHT = Text(it="non aveva mai comprato", en="had never bought")
