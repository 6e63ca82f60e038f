"""What `onboarding` shows of one plan."""

from collections.abc import Sequence
from decimal import Decimal

from revplan.views.onboarding.data import data_of

from revplan.base.table import Answer, Column, Row, Table
from revplan.engine.outcome import Outcome
from revplan.views.heading import plan_data, title


def answer_of(outcome: Outcome, file: str, sets: Sequence[str] = ()) -> Answer:
    """The months of the cost."""
    data = data_of(outcome)
    rows = tuple(Row((it["month"], Decimal(it["cost"]))) for it in data["months"])
    table = Table("onboarding", (Column("month", "Month"), Column("cost", "Cost", True)), rows)
    about = {"plan": plan_data(outcome, file)}
    return Answer(title(outcome, sets), (table,), about | data, flat=table)
