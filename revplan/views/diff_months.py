"""What `diff` shows of the months."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from revplan.ground.figures import grouped
from revplan.ground.table import Column, Note, Row, Table
from revplan.ground.words import listed
from revplan.sections.bridge import LABELS
from revplan.studies.comparison import Moved


def signed(amount: Decimal) -> str:
    """A change for people: with its sign, none at zero."""
    return f"{amount:+z,f}" if amount else "0"


def months_parts(months: Sequence[Moved], everything: bool) -> list[Table | Note]:
    """How the months moved, in a sentence and a table; the table may be folded away."""
    moved = [it for it in months if it.change]
    if not moved and not everything:
        return []
    quantity = months[0].quantity.split(".")[2]
    label = LABELS[quantity]
    rows = tuple(
        Row((it.quantity.split(".")[1], it.before, it.after, signed(it.change)))
        for it in (months if everything else moved)
    )
    columns = (
        Column("month", "Month"),
        Column("before", "Before", number=True),
        Column("after", "After", number=True),
        Column("change", "Change", number=True),
    )
    table = Table("months", columns, rows, title=f"{label} by month", folded=not everything)
    return [Note(_months_said(moved)), table] if moved else [table]


def _months_said(moved: Sequence[Moved]) -> str:
    """How the months moved, in a sentence."""
    risen = sum(it.change > 0 for it in moved)
    most = max(moved, key=lambda it: abs(it.change))
    assert most.before is not None
    assert most.after is not None
    if len(moved) == 12 and risen in (0, 12):
        how = "Every month rises" if risen else "Every month falls"
    else:
        counts = [(risen, "rises", "rise"), (len(moved) - risen, "falls", "fall")]
        told = [
            f"{n} month{'s'[: n != 1]} {many if n != 1 else one}" for n, one, many in counts if n
        ]
        how = listed(told, "and")
    month = most.quantity.split(".")[1]
    return f"{how}; most in {month} ({grouped(most.before)} -> {grouped(most.after)})."
