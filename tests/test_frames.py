"""Frames for notebooks carry the exact decimals, no floats."""

from decimal import Decimal

import pandas
import pytest
from examples import examples
from hypothesis import given
from strategies import Plan, plans, to_yaml

from revplan import Outcome, read_text, work_out
from revplan.base.table import Column, Row, Table
from revplan.model.catalogue import OF_YEAR
from revplan.views.gap.bridge import bridge_table
from revplan.views.gap.flat import flat_table
from revplan.views.gap.tables import months_table

CENTS = """
revplan: 1
name: Cents
fiscal_year: 2027
starts: 2026-07
currency: USD
prior_year: {revenue: 100.20}
target: {growth: 0%}
churn: {rate: 12.5%}
phasing: {rounding: 0.01}
"""


def outcome_of(text: str) -> Outcome:
    plan = read_text(text).plan
    assert plan is not None
    return work_out(plan)


def decimals_alone(frame: pandas.DataFrame) -> bool:
    return all(type(x) is Decimal for column in frame for x in frame[column])


def test_the_months_are_twelve_rows_by_month() -> None:
    outcome = outcome_of(CENTS)
    frame = outcome.months_frame()
    assert [*frame.index[:2], frame.index[-1]] == ["2026-07", "2026-08", "2027-06"]
    assert frame.index.name == "month"
    assert [*frame.columns] == [*outcome.monthly]
    assert decimals_alone(frame)
    assert frame.loc["2026-08", "churned"] == Decimal("1.05")
    assert frame["churned"].sum() == Decimal("12.53")


def test_the_quarters_are_four_rows() -> None:
    frame = outcome_of(CENTS).quarters_frame()
    assert [*frame.index] == ["Q1", "Q2", "Q3", "Q4"]
    assert frame.index.name == "quarter"
    assert decimals_alone(frame)
    assert frame["target"].tolist() == [Decimal("25.05")] * 4


def test_the_bridge_is_a_row_a_figure() -> None:
    frame = outcome_of(CENTS).bridge_frame().set_index("quantity")
    assert frame.loc["churned"].tolist() == ["Churn", Decimal("12.53")]
    assert frame.loc["new_business", "amount"] == Decimal("12.53")
    assert "recognised_revenue" not in frame.index
    assert all(type(x) is Decimal for x in frame["amount"])


@pytest.mark.parametrize("basis", ["revenue", "arr"])
def test_frames_hold_what_the_outcome_holds(basis: str) -> None:
    @examples(5)
    @given(plans(basis))
    def holds(plan: Plan) -> None:
        outcome = outcome_of(to_yaml(plan))
        months, quarters = outcome.months_frame(), outcome.quarters_frame()
        assert decimals_alone(months)
        assert decimals_alone(quarters)
        assert {key: tuple(months[key]) for key in months} == outcome.monthly
        assert {key: tuple(quarters[key]) for key in quarters} == outcome.quarterly
        bridge = outcome.bridge_frame().set_index("quantity")["amount"].to_dict()
        told = {row.path: outcome.figure(row.path) for row in OF_YEAR if row.bridge}
        assert bridge == {name: x for name, x in told.items() if x is not None}

    holds()


def test_a_table_becomes_a_frame_with_a_column_a_key() -> None:
    big = Decimal("123456789012345678.01")
    table = Table("t", (Column("who"), Column("amount", number=True)), (Row(("a", big)),))
    frame = table.frame()
    assert [*frame.columns] == ["who", "amount"]
    assert frame["amount"].tolist() == [big]
    assert decimals_alone(frame[["amount"]])


def test_the_tables_of_an_answer_keep_their_decimals() -> None:
    outcome = outcome_of(CENTS)
    for table in (bridge_table(outcome), months_table(outcome), flat_table(outcome)):
        frame = table.frame()
        assert len(frame) == len(table.rows)
        for column in table.columns:
            if column.number:
                told = frame[[column.key]].dropna()  # what a level has not is empty
                assert decimals_alone(told), (table.key, column.key)
    flat = flat_table(outcome).frame().set_index("period")
    assert flat.loc["2027", "new_business"] == Decimal("12.53")
    assert flat.loc["Q1", "target"] == Decimal("25.05")


def test_a_table_without_rows_is_a_frame_without_rows() -> None:
    frame = Table("t", (Column("who"),), ()).frame()
    assert [*frame.columns] == ["who"]
    assert len(frame) == 0
