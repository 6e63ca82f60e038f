"""Numbers that the program writes are read again as what they are."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from strategies import to_yaml

from revplan import read_text, work_out
from revplan.base.table import Column, Row, Table
from revplan.fields.assumption import Assumption
from revplan.fields.reads import plain
from revplan.numbers.read import read_amount
from revplan.numbers.write import amount_text, plain_amount
from revplan.render.answers.csv_text import csv_text
from revplan.rules import judge


@given(
    thousandths=st.integers(-(10**9), 10**9) | st.sampled_from([1255, 250_000, 999_999, -1001]),
    decimals=st.integers(0, 4),
)
def test_amounts_that_the_program_writes_are_read_back(thousandths: int, decimals: int) -> None:
    """In JSON, CSV, tables, a plan that is exported: `1.255` would be refused."""
    amount = Decimal(thousandths).scaleb(-decimals)
    texts = [
        plain_amount(amount, Decimal(1).scaleb(-decimals)),
        amount_text(amount).replace(",", "_"),
        Assumption(amount).bound_text(amount),
        plain(amount),
        csv_text(Table("t", (Column("amount"),), (Row((amount,)),))).splitlines()[1],
    ]
    assert [read_amount(text, signed=True) for text in texts] == [amount] * len(texts)


def test_a_plan_in_dinars_is_exported_pinned_and_read_again() -> None:
    text = (
        "revplan: 1\nname: Acme\nfiscal_year: 2027\ncurrency: KWD\nphasing: {rounding: 0.001}\n"
        "prior_year: {revenue: {value: 1255e-3, low: 1.2540, high: 1256e-3}}\n"
        "target: {revenue: 2_511e-3}\nexpect: {new_business: 1256e-3}\n"
    )
    plan = read_text(text).plan
    assert plan is not None
    again = read_text(to_yaml(plan.export()))
    assert again.problems == []
    assert again.plan == plan
    moved = read_text(text.replace("1256e-3}\n", "1.2570}\n").replace("2_511", "2_510")).plan
    assert moved is not None
    told = [it.hint for it in judge(work_out(moved)) if it.code == "RP202"]
    assert told == ["undo what moved it, or approve the new figure: new_business: 1.2550"]
