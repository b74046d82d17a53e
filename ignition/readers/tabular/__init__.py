"""Tables as people export them: any encoding, separator, number style and date order -> typed columns."""

from __future__ import annotations

from ignition.readers.tabular.columns import Columns
from ignition.readers.tabular.decode import text_of
from ignition.readers.tabular.sheet import Sheet, is_workbook, sheets_of

__all__ = ["Columns", "Sheet", "is_workbook", "sheets_of", "text_of"]
