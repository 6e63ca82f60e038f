"""Outcomes as pandas frames, for notebooks: exact decimals, no floats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revplan.engine.worked import Worked
from revplan.model import catalogue

if TYPE_CHECKING:
    import pandas


class Frames:
    """The frames of an outcome."""

    def months_frame(self: Worked) -> pandas.DataFrame:
        """The months as a pandas frame: 12 rows by month, a column a quantity, exact decimals."""
        import pandas

        index = pandas.Index([str(month) for month in self.plan.year.months], name="month")
        return pandas.DataFrame({k: list(v) for k, v in self.monthly.items()}, index=index)

    def quarters_frame(self: Worked) -> pandas.DataFrame:
        """The quarters as a pandas frame: 4 rows, a column a quantity, exact decimals."""
        import pandas

        index = pandas.Index(["Q1", "Q2", "Q3", "Q4"], name="quarter")
        return pandas.DataFrame({k: list(v) for k, v in self.quarterly.items()}, index=index)

    def bridge_frame(self: Worked) -> pandas.DataFrame:
        """The bridge as a pandas frame: a row a figure, with its label and amount."""
        import pandas

        shown = [it for it in catalogue.OF_YEAR if it.bridge and self.figure(it.path) is not None]
        rows = [(it.path, it.called(self.plan.basis), self.figure(it.path)) for it in shown]
        return pandas.DataFrame(rows, columns=["quantity", "label", "amount"])
