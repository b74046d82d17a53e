"""How each customer and each deal stands on the day: what `describe` fills in, and what `foresee` adds.

These two tables are all that a play may look at. Columns hold no NaN: what is unknown is null.
"""

from __future__ import annotations

from dataclasses import dataclass

import ibis.expr.types as ir
import pyarrow as pa

from ignition.book.tables import Column

CUSTOMER_DESCRIBED: tuple[Column, ...] = (
    Column("customer_id", "text", "", required=True),
    Column("name", "text", "the name, or the id where there is none"),
    Column("owner", "text", "person_id; empty text where nobody follows them"),
    Column("first_on", "day", "first purchase"),
    Column("last_on", "day", "last purchase"),
    Column("purchase_days", "whole", "distinct days with a purchase"),
    Column("frequency", "whole", "x: repeat purchase days"),
    Column("recency_days", "number", "t_x: first to last purchase"),
    Column("observed_days", "number", "T: first purchase to the day"),
    Column("revenue_total", "number", "EUR, credit notes taken off"),
    Column("revenue_year", "number", "EUR, last 365 days"),
    Column("repeat_mean", "number", "EUR, mean value of a repeat purchase day"),
    Column("first_value", "number", "EUR, value of the first purchase day"),
    Column("gap_median_days", "number", "median days between purchase days"),
    Column("days_half", "whole", "purchase days of the last 182 days"),
    Column("days_half_before", "whole", "purchase days of the 182 days before these"),
    Column("days_silent", "number", "since the last purchase"),
    Column("last_contact_on", "day", "last activity in either direction"),
    Column("days_since_contact", "number", ""),
    Column("waiting_since", "moment", "the customer's oldest message nobody has answered yet"),
    Column("waiting_days", "number", ""),
    Column("waiting_subject", "text", ""),
    Column("open_deals", "whole", ""),
    Column("open_signals", "whole", "told us, and not yet answered"),
    Column("open_complaints", "whole", "of these, complaints"),
    Column("complaint_days", "number", "since the oldest of them"),
    Column("won_on", "day", "first deal won"),
)
CUSTOMER_FORESEEN: tuple[Column, ...] = (
    Column("p_alive", "number", "still a customer"),
    Column("usual_gap_days", "number", "expected days between purchases while alive"),
    Column("silence_limit_days", "number", "95 % of the gaps of an alive customer are shorter"),
    Column("silence_p", "number", "P(a silence at least this long | alive, own pace)"),
    Column("purchase_value", "number", "EUR expected per purchase"),
    Column("expected_purchases", "number", "over the horizon"),
    Column("p_buys", "number", "buys at least once within the horizon"),
    Column("value", "number", "EUR revenue expected over the horizon if we go on as usual"),
    Column("value_sd", "number", ""),
    Column("value_if_alive", "number", "EUR over the horizon, were they surely alive"),
    Column("base_n", "whole", "customers the estimate stands on"),
    Column("base_grade", "text", "evidence grade"),
)
CUSTOMER_MISSING: tuple[Column, ...] = (
    Column(
        "missing_family", "text", "what most who buy the same buy too, and they do not; null where nothing stands out"
    ),
    Column("missing_because", "text", "what they buy that points to it"),
    Column("missing_share", "number", "of those who buy that one, how many buy the missing one too"),
    Column("missing_share_low", "number", "80 % interval"),
    Column("missing_share_high", "number", ""),
    Column("missing_n", "whole", "customers that share stands on"),
    Column("missing_together", "whole", "of them, those who buy both"),
    Column("missing_starts", "number", "starts to buy it within the horizon, if we go on as usual"),
    Column("missing_starts_low", "number", "80 % interval"),
    Column("missing_starts_high", "number", ""),
    Column("missing_starts_n", "whole", "customers who could have started within the last year"),
    Column("missing_spend", "number", "EUR a year, by those who buy it"),
    Column("missing_value", "number", "EUR of a year's spending times the chance to start"),
    Column("missing_value_low", "number", "80 % interval"),
    Column("missing_value_high", "number", ""),
    Column("missing_value_sd", "number", "of what is expected"),
    Column("missing_grade", "text", "evidence grade of the chance to start"),
)
"""White space, foreseen from `purchase_lines` beside `CUSTOMER_FORESEEN`; all null where there are no lines."""
DEAL_DESCRIBED: tuple[Column, ...] = (
    Column("deal_id", "text", "", required=True),
    Column("name", "text", "name, or product, or id"),
    Column("customer_id", "text", "empty text where unknown"),
    Column("customer_name", "text", "name of the customer, or of the deal where unknown"),
    Column("owner", "text", "person_id; empty text where nobody follows it"),
    Column("product_id", "text", ""),
    Column("amount", "number", "EUR as known on the day; null where nobody wrote it"),
    Column("stage", "text", "as of the day; empty text where unknown"),
    Column("opened_on", "day", ""),
    Column("age_days", "number", ""),
    Column("stage_since", "day", ""),
    Column("stage_age_days", "number", ""),
    Column("expected_on", "day", ""),
    Column("days_to_expected", "number", "negative when overdue"),
    Column("pushes", "whole", "times the expected date moved to later"),
    Column("last_activity_on", "day", ""),
    Column("days_since_activity", "number", "since the last activity, or since it was opened"),
    Column("contacts_met", "whole", "distinct contacts spoken with"),
    Column("roles_met", "whole", "distinct buying roles among them, as stated or as their titles make one guess"),
    Column("unmet_decider", "text", "who decides there, where nobody has spoken with any who does since it was opened"),
    Column("unmet_decider_title", "text", "from which it was guessed that they decide; null where that is stated"),
    Column("activities", "whole", "calls, mails, meetings and visits; notes are none"),
    Column("activities_recent", "whole", "of these, in the last 14 days"),
    Column("heard", "whole", "of these, begun by the customer"),
    Column("moves", "whole", "stages entered, as far as dated"),
    Column("changes", "whole", "times the amount or the expected date was changed"),
)
DEAL_FEATURES = (
    "product_id", "stage", "stage_age_days", "age_days", "amount", "days_to_expected", "pushes", "changes", "moves",
    "days_since_activity", "activities", "activities_recent", "heard", "contacts_met", "roles_met",
)  # fmt: skip
"""What a deal's chances may be learnt from. Nothing about who sells, and nothing that only its end can tell."""
DEAL_FORESEEN: tuple[Column, ...] = (
    Column("p_win", "number", "won within the horizon, given open today"),
    Column("p_win_sd", "number", ""),
    Column("p_win_quarter", "number", "won within 91 days"),
    Column("p_end", "number", "lost or no decision within the horizon"),
    Column("days_to_win", "number", "expected days to the win, if won within the horizon"),
    Column("win_amount", "number", "EUR expected if won"),
    Column("win_amount_sd", "number", ""),
    Column("value", "number", "EUR revenue expected over the horizon: p_win x win_amount"),
    Column("value_sd", "number", ""),
    Column("winners_p80_days", "number", "80 % of the won deals were won before this age"),
    Column("deals_n", "whole", "closed deals the estimate stands on"),
    Column("deals_grade", "text", "evidence grade"),
)


@dataclass(frozen=True, slots=True)
class Situation:
    """`customers`: one row each. `deals`: one row for each deal open on the day."""

    customers: ir.Table
    deals: ir.Table
    usual: ir.Table | None = None
    """What a customer is compared with (`plays.usual`), one row; None: worked out from `customers`."""


def beside(described: pa.Table, foreseen: pa.Table) -> pa.Table:
    """The columns foreseen beside those described, of the same rows in the same order; what both have stays as described.

    >>> both = beside(pa.table({"deal_id": ["D1"]}), pa.table({"deal_id": ["D1"], "p_win": [0.25]}))
    >>> both.column_names
    ['deal_id', 'p_win']
    """
    fresh = [name for name in foreseen.column_names if name not in described.column_names]
    names = [*described.column_names, *fresh]
    return pa.table([*described.columns, *(foreseen[name] for name in fresh)], names=names)
