"""What `diff` shows of the months."""

from __future__ import annotations

from collections.abc import Sequence

from revplan.base.table import Column, Note, Row, Table
from revplan.base.words import escape, listing
from revplan.studies.comparison import Comparison
from revplan.studies.moved import Moved
from revplan.views.diff.values import both_cells, both_texts, change_of


def months_parts(comparison: Comparison, everything: bool) -> list[Table | Note]:
    """How the measure's months moved, in a sentence and a table; the table may be folded away."""
    months = comparison.months
    moved = [it for it in months if it.change]
    if not months or (not moved and not everything):
        return []
    title = f"{escape(_label(comparison, months[0]))} by month"
    rows = tuple(
        Row(
            (
                it.month,
                *both_cells(comparison, it.quantity, it.before, it.after),
                change_of(comparison, it.quantity, it.change),
            )
        )
        for it in (months if everything else moved)
    )
    columns = (
        Column("month", "Month"),
        Column("before", "Before", number=True),
        Column("after", "After", number=True),
        Column("change", "Change", number=True),
    )
    table = Table("months", columns, rows, title=title, folded=not everything)
    said = _months_said(comparison, moved) if moved else ""
    return [Note(f"{title}: {said}"), table] if moved else [table]


def _label(comparison: Comparison, it: Moved) -> str:
    """What the months are months of."""
    return comparison.label(it.quantity).replace(f", {it.month}", "", 1).replace(" required", "", 1)


def _months_said(comparison: Comparison, moved: Sequence[Moved]) -> str:
    """How the months moved, in a sentence."""
    risen = sum(it.change > 0 for it in moved)
    most = max(moved, key=lambda it: abs(it.change))
    if len(moved) >= 12 and risen in (0, len(moved)):
        how = "every month rises" if risen else "every month falls"
    else:
        counts = [(risen, "rises", "rise"), (len(moved) - risen, "falls", "fall")]
        told = [
            f"{n} month{'s'[: n != 1]} {many if n != 1 else one}" for n, one, many in counts if n
        ]
        how = listing(told, "and")
    before, after = both_texts(comparison, most.quantity, most.before, most.after)
    return f"{how}; most in {most.month} ({before} -> {after})."
