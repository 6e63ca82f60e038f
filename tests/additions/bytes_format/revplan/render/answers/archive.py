"""An archive of the answer's table and of the formulas behind it: bytes."""

import io
import zipfile

from revplan.base.table import Answer
from revplan.numbers.formula import formula
from revplan.render.answers.csv_text import csv_text


def write(answer: Answer) -> bytes:
    """The table, and how the new business came about."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        table = answer.flat_table()
        archive.writestr("table.csv", csv_text(table) if table is not None else "")
        traced = answer.trace().figure("new_business") if answer.trace is not None else None
        archive.writestr("formula.txt", formula(traced) if traced is not None else "")
    return held.getvalue()
