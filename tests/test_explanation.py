"""`explain` tells the truth: its formulas, worked out again, give the figures that it names."""

import csv
import io
import re
from fractions import Fraction
from math import ceil
from pathlib import Path as FilePath
from typing import Any
from unittest import mock

import pytest
from conftest import Revplan
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from oracle import nearest, twelfth_root
from strategies import as_yaml, plans, refunded

from revplan import PlanFile, check, read_plan, read_text, work_out
from revplan.model.values import numbers, trace
from revplan.render.answers import csv_text
from revplan.studies import explanation
from revplan.studies.explanation import Explanation, explain
from revplan.views.explain.figures import figures_answer

SHIPPED = sorted((FilePath(__file__).parent.parent / "plans").glob("*.yaml"))
FUNCTIONS = "q|min|max|ceil|largest_remainder|root12"
TOKEN = re.compile(
    rf"\s*(?:([0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?)(%?)|({FUNCTIONS})\(|([-+*/^(),]))"
)
NAME = re.compile(r"[A-Za-z_][\w.\[\]-]*")


class Reckoner:
    """A pocket calculator: numbers with commas, percents, + - * / ^, q(), min(), max(), root12().

    Of largest_remainder() it takes what is laid out, before the last unit goes to somebody.
    """

    def __init__(self, text: str, quantum: Fraction) -> None:
        self.quantum = quantum
        self.tokens: list[Any] = []
        at = 0
        while at < len(text.rstrip()):
            match = TOKEN.match(text, at)
            assert match, f"cannot read {text[at:]!r}"
            digits, percent, function, sign = match.groups()
            number = Fraction(digits.replace(",", "")) if digits else None
            self.tokens.append(function or sign or (number / 100 if percent else number))
            at = match.end()

    def next(self) -> Any:
        return self.tokens.pop(0) if self.tokens else ""

    def ahead(self, *signs: str) -> bool:
        return bool(self.tokens) and self.tokens[0] in signs

    def value(self) -> Fraction:
        found = self.sum()
        assert not self.tokens, f"left over: {self.tokens}"
        return found

    def sum(self) -> Fraction:
        found = self.product()
        while self.ahead("+", "-"):
            found = found + self.product() if self.next() == "+" else found - self.product()
        return found

    def product(self) -> Fraction:
        found = self.power()
        while self.ahead("*", "/"):
            found = found * self.power() if self.next() == "*" else found / self.power()
        return found

    def power(self) -> Fraction:
        if self.ahead("-"):
            self.next()
            return -self.power()
        found = self.atom()
        if self.ahead("^"):
            self.next()
            found = found ** int(self.atom())
        return found

    def atom(self) -> Fraction:
        token = self.next()
        if isinstance(token, Fraction):
            return token
        several = [self.sum()]
        while self.ahead(","):
            self.next()
            several.append(self.sum())
        assert self.next() == ")"
        if token in ("min", "max"):
            return min(several) if token == "min" else max(several)
        assert len(several) == 1
        if token == "ceil":
            return Fraction(ceil(several[0]))
        if token == "root12":
            return twelfth_root(several[0])
        return nearest(several[0], self.quantum) if token == "q" else several[0]


def assert_true(told: Explanation, file: PlanFile) -> None:
    """The node's formula gives its value, and an input stands where it is said to stand."""
    assert file.plan is not None
    if told.at is not None:
        assert told.at in numbers(file.plan)
        assert numbers(file.plan)[told.at] == told.value
        assert_in_its_line(told, file)
        return
    found = Reckoner(told.with_numbers, Fraction(file.plan.phasing.rounding)).value()
    off = abs(found - Fraction(told.value))
    rounded = any(map(shown_rounded, (*told.inputs, told)))
    near = max(1, abs(Fraction(told.value))) * Fraction(1, 1000) if rounded else Fraction(1, 10**90)
    if "root12(" in told.with_numbers:  # roots carry 50 digits
        near = max(near, max(1, abs(Fraction(told.value))) * Fraction(1, 10**40))
    if told.with_numbers.startswith("largest_remainder("):
        near += Fraction(file.plan.phasing.rounding)
    assert off <= near, (told.path, told.with_numbers, told.value)
    inputs = {it.path for it in told.inputs}
    inputs |= {re.sub(r"\[\d+\]$", "", path) for path in inputs}
    named = set(NAME.findall(re.sub(rf"\b({FUNCTIONS}|sum)\(", "(", told.formula)))
    assert named <= inputs, (told.path, told.formula)


def shown_rounded(told: Explanation) -> bool:
    """Numbers that have no end are shown rounded, and counts of leads and heads at 4 decimals."""
    exponent = told.value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    counted = told.path.startswith(("funnel.", "capacity."))
    return len(told.value.as_tuple().digits) > 60 or (counted and exponent < -4)


def assert_in_its_line(told: Explanation, file: PlanFile) -> None:
    at: Any = file.raw
    for step in told.at or ():
        at = at[step]
    spot = file.locate(told.at or ()).location
    text = file.text  # a segment may have a file of its own
    if spot.file != file.name:
        text = FilePath(spot.file).read_text(encoding="utf-8")
    line = text.replace("\r\n", "\n").split("\n")[spot.line - 1]
    if isinstance(at, dict):
        assert str((told.at or ())[-1]) in line or at["value"] in line, (told.path, line)
    else:
        assert line[spot.column - 1 : spot.end_column - 1].strip("'\"") == at, (told.path, line)


def assert_explained(file: PlanFile, months: tuple[int, ...]) -> None:
    """Every figure of the year, every line, and every quantity of some months."""
    assert file.plan is not None
    outcome = work_out(file.plan)
    names = [str(month) for month in file.plan.year.months]
    paths = {path.replace(names[0], names[i]) for path in outcome.figure_paths() for i in months}
    seen: dict[str, Explanation] = {}
    telling = trace(file.plan)
    worked = work_out(telling)
    once = {"trace": lambda _: telling, "work_out": lambda _: worked}
    with mock.patch.multiple(explanation, **once):  # the plan is worked out once for all figures
        for path in sorted(paths):
            told = seen.get(path) or explain(file.plan, path)
            assert told is not None, path
            assert told.value == outcome.figure(path), path
            for it in told.below():
                if it.path not in seen:
                    seen[it.path] = it
                    assert_true(it, file)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_figure_of_a_shipped_plan_is_explained_by_its_numbers(path: FilePath) -> None:
    assert_explained(read_plan(str(path)), tuple(range(12)))


@pytest.mark.parametrize("basis", ["revenue", "arr"])
@examples(6)
@given(data=st.data())
def test_every_figure_of_any_plan_is_explained_by_its_numbers(
    basis: str, data: st.DataObject
) -> None:
    file = read_text(data.draw(as_yaml(data.draw(plans(basis)))))
    assert_explained(file, (data.draw(st.integers(0, 11)),))


@examples(6)
@given(data=st.data())
def test_every_figure_is_explained_where_a_month_of_last_year_is_below_zero(
    data: st.DataObject,
) -> None:
    file = read_text(data.draw(as_yaml(data.draw(refunded()))))
    assert_explained(file, (data.draw(st.integers(0, 11)),))


ACME = """
revplan: 1
name: Acme
fiscal_year: 2027
currency: USD
prior_year: {revenue: 10M}
target: {growth: 50%}
churn:
  rate: {value: 30%, source: "billing export"}
upsell:
  premium: {rate: 5%, confidence: 80%}
new_streams:
  consulting: {monthly: 40k, starts: 2027-07}
"""


def told_of(text: str, path: str) -> Explanation:
    plan = read_text(text).plan
    assert plan is not None
    told = explain(plan, path)
    assert told is not None
    return told


def test_sections_that_a_plan_has_not_do_not_appear() -> None:
    told = told_of(ACME, "new_business")
    assert told.formula == "gap - upsell - new_streams"
    assert told.with_numbers == "8,000,000 - 400,000 - 240,000"
    assert told_of(ACME, "retained").formula == "prior_year - churned"
    bare = ACME[: ACME.index("upsell")]
    assert "upsell" not in told_of(bare, "new_business").formula
    assert {it.path for it in told_of(bare, "new_business").below()} >= {"gap", "churn.rate"}


def test_one_step_leads_to_the_next_down_to_the_inputs() -> None:
    told = told_of(ACME, "churned")
    assert (told.formula, told.with_numbers) == (
        "q(prior_year * churn.rate)",
        "q(10,000,000 * 30%)",
    )
    assert [it.path for it in told.inputs] == ["prior_year", "churn.rate"]
    assert told.inputs[1].at == ("churn", "rate")
    assert told.inputs[1].inputs == ()


def test_a_line_is_called_by_its_label_and_by_its_name_without_one() -> None:
    called = ACME.replace("{rate: 5%", "{label: Premium tier, rate: 5%")
    assert told_of(ACME, "upsell.premium").label == "premium"
    assert told_of(called, "upsell.premium").label == "Premium tier"


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("quarters.Q2.new_business", "New business required, Q2"),
        ("capacity.quarters.Q1.capacity", "Capacity, Q1"),
        ("budget.quarters.Q3.recurring", "Budget, Q3, recurring"),
        ("quarters.Q1.contribution", "Contribution, Q1"),
        ("quarters.Q5.new_business", "quarters.Q5.new_business"),
        ("quarters.Q1.weather", "quarters.Q1.weather"),
        ("readings.naive", "Required for growth alone"),
        ("readings.plan", "Required as planned"),
        ("readings.B1", "Required by definition B1"),
        ("readings.C", "readings.C"),
    ],
)
def test_what_is_made_when_it_is_asked_for_has_a_label(path: str, label: str) -> None:
    work = """\
capacity: {productivity: 1M, reps: {west: {count: 4, starts: 2025-09}}}
budget: {ads: {owner: marketing, amount: 10k, every: month}}
"""
    plan = read_text(ACME + work).plan
    assert plan is not None
    assert work_out(plan).label(path) == label


def test_a_year_that_can_repeat_in_part_is_lost_of_that_part() -> None:
    once = ACME.replace("{revenue: 10M}", "{revenue: 10M, one_off: 1M}")
    told = told_of(once, "churned")
    assert (told.formula, told.with_numbers) == (
        "q(repeatable * churn.rate)",
        "q(9,000,000 * 30%)",
    )


def test_a_month_is_explained_by_figures_of_that_month() -> None:
    told = told_of(ACME, "months.2027-03.retained")
    assert told.formula == "months.2027-03.base - months.2027-03.churned"
    assert told.with_numbers == "833,333 - 250,000"


def test_an_input_is_found_in_its_line() -> None:
    file = read_text(ACME)
    lines = ACME.split("\n")
    for path, text in ((("churn", "rate"), "30%"), (("upsell", "premium", "confidence"), "80%")):
        assert text in lines[file.locate(path).location.line - 1]


def test_what_is_no_figure_has_no_explanation() -> None:
    plan = read_text(ACME).plan
    assert plan is not None
    for path in ("profit", "upsell.nobody", "months.2027-13.target", "months.2026-01.target", ""):
        assert explain(plan, path) is None, path


@pytest.mark.parametrize(
    ("text", "by_hand"),
    [
        ("10,000,000 * 30%", 3_000_000),
        ("q(5 / 2) - q(1 / 2)", 2),
        ("2 * (1 - 0.5)^2 - -1", Fraction(3, 2)),
        ("max(-4, 0) + min(2, 3, 1)", 1),
        ("7 - 3 - 2", 2),
        ("12 / 3 / 2", 2),
    ],
)
def test_the_pocket_calculator_reckons_as_one_does(text: str, by_hand: Fraction) -> None:
    assert Reckoner(text, Fraction(1)).value() == by_hand


OF_PRINTED = """
revplan: 1
name: Acme
fiscal_year: 2027
currency: USD
prior_year: {revenue: 12M}
target: {growth: 50%}
churn: {rate: 25%}
upsell: {tier: {amount: 1.2M}}
capacity: {productivity: 1.2M, reps: {west: {count: 8, starts: 2027-04}}}
funnel:
  average_deal: 40k
  stages: {lead: {conversion: 10%, days: 30}}
  sources: {web: {kind: net, leads: 1200}}
budget: {ads: {owner: marketing, amount: 300k, every: year, last_year: 200k}}
"""

PRINTED = {
    "months.2027-04.upsell.tier": "100_000",
    "capacity.months.2027-01.short": "650_000",
    "capacity.quarters.Q1.short": "1_950_000",
    "capacity.quotas.west.per_rep": "975_000",
    "funnel.sources.web.conversion": "10%",
    "funnel.sources.web.days": "30",
    "budget.owners.marketing.last_year": "200_000",
}
"""What tables, CSV and JSON print beside other figures: 7.8M is won, 650k a month, none of it by
reps until April, and quotas of 8 reps."""


def test_what_is_printed_beside_others_is_pinned_and_explained() -> None:
    pins = "".join(f"  {path}: {value}\n" for path, value in PRINTED.items())
    file = read_text(f"{OF_PRINTED}expect:\n{pins}")
    assert file.plan is not None, file.problems
    assert [it for it in check(work_out(file.plan)) if it.code in ("RP122", "RP202")] == []
    for path in PRINTED:
        told = explain(file.plan, path)
        assert told is not None
        assert told.formula, path


def test_the_list_of_figures_leaves_out_months_and_no_name() -> None:
    text = OF_PRINTED.replace("owner: marketing", "owner: months").replace("west:", "quarters:")
    file = read_text(text)
    assert file.plan is not None, file.problems
    shown = [row.cells[0] for row in figures_answer(work_out(file.plan)).tables[0].rows]
    assert {"budget.owners.months.total", "capacity.quotas.quarters.per_rep"} <= {*shown}
    assert not [it for it in shown if "2027-" in str(it) or ".Q1." in f".{it}"]


def test_amounts_below_zero_are_numbers_in_the_list_of_figures() -> None:
    file = read_text(OF_PRINTED)
    assert file.plan is not None, file.problems
    rows = csv.DictReader(io.StringIO(csv_text.write(figures_answer(work_out(file.plan)))))
    told = {row["path"]: row["value"] for row in rows}
    assert told["capacity.to_spare"] == "-600000", "8 reps of 1.2M from April close 7.2M of 7.8M"


SAAS = "plans/saas-arr-2027.yaml"


@pytest.mark.parametrize(
    ("asked", "path"),
    {
        "CAC payback": "payback_months",
        "cac_payback": "payback_months",
        "leads NEEDED": "funnel.leads",
        "Gross revenue retention": "grr",
        "New business": "new_business",
        "opening arr": "prior_year",
        "Volume_Tiers": "upsell.volume_tiers",
        "Churn, 2027-03": "months.2027-03.churned",
        "Quota, Northeast": "capacity.territories.Northeast.quota",
        "Quota, northeast": "capacity.quotas.northeast",
        "programs": "budget.items.programs",
    }.items(),
)
def test_a_figure_is_found_by_what_tables_call_it(
    asked: str, path: str, shared_revplan: Revplan
) -> None:
    by_label = shared_revplan("explain", SAAS, asked)
    assert (by_label.code, by_label.err) == (0, "")
    assert by_label.out == shared_revplan("explain", SAAS, path).out


NO_BUDGET = "write its items under `budget:`, such as "
NO_FUNNEL = "write funnel: with average_deal: and stages:, such as "


@pytest.mark.parametrize(
    ("plan", "asked", "said"),
    [
        ("saas-arr", "QUOTA, NORTHEAST", "several figures are called \"QUOTA, NORTHEAST\": "
            "capacity.quotas.northeast and capacity.territories.Northeast.quota; write the path"),
        ("saas-arr", "budget.cac", "the nearest are cac, budget.total"),
        ("saas-arr", "", 'no figure ""; there is prior_year, churned'),
        ("acme", "funnel.leads", f'no figure "funnel.leads": it has no funnel; {NO_FUNNEL}'),
        ("acme", "Leads needed", f'no figure "Leads needed": it has no funnel; {NO_FUNNEL}'),
        ("acme", "budget.totl", f"it has no budget; {NO_BUDGET}"),
        ("acme", "months.2027-03.contribution", f"it has no budget; {NO_BUDGET}"),
        ("acme", "cac", f'no figure "cac": it has no budget and no funnel; {NO_BUDGET}'),
        ("acme", "cac", f"every: month}}, and {NO_FUNNEL}"),
        ("acme", "reach.total", "it has no capacity; write what a rep brings in a year"),
        ("acme", "recognised_revenue", "; there is prior_year"),
        ("acme", "segments.a.budget.total", '"segments.a.budget.total"; there is prior_year'),
        ("consulting", "budget.total", "every: month}, in the plan or in its segments"),
    ],
)  # fmt: skip
def test_what_is_no_figure_is_told_what_the_plan_lacks(
    plan: str, asked: str, said: str, shared_revplan: Revplan
) -> None:
    ran = shared_revplan("explain", f"plans/{plan}-2027.yaml", asked)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
