"""Tables as comma-separated values: plain numbers, and no text that a spreadsheet would run.

A text cell that begins like a formula is given an apostrophe, as spreadsheets do themselves;
numbers never are. Source: OWASP, CSV injection.
"""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from revplan.base.table import Answer, Cell, Table, keys
from revplan.numbers.written import one_reading
from revplan.render.lines import harmless

_TRIGGERS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "|", "%")


def write(answer: Answer) -> str:
    """The answer's flat table; nothing where it has none."""
    table = answer.flat_table()
    return csv_text(table) if table is not None else ""


def csv_text(table: Table) -> str:
    """The table with a line of keys, amounts as they are."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(keys(table.columns))
    writer.writerows([_cell(cell) for cell in row.cells] for row in table.rows)
    return out.getvalue()


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return one_reading(f"{cell:zf}")
    text = harmless(cell)
    return f"'{text}" if text.lstrip(" \u00a0\u3000'\"").startswith(_TRIGGERS) else text
