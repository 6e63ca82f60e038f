"""The budget and the unit economics: sums that foot, kinds of number that agree, the command."""

import csv
import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from conftest import Revplan
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from strategies import Plan, plans, to_yaml
from test_explanation import assert_true

from revplan import Outcome, read_text, work_out
from revplan.model.plan import Plan as ReadPlan
from revplan.model.values import numbers, trace, vectors, with_values
from revplan.numbers.figure import Unit
from revplan.numbers.traced import value_of
from revplan.studies.explanation import explain
from revplan.views.budget.data import data_of

modest = examples(10)

OWNERS = ("marketing", "sales", "customer_success", "outbound_sales", "büro")
ACME: Plan = {
    "revplan": "1",
    "name": "Acme",
    "fiscal_year": "2027",
    "currency": "USD",
    "prior_year": {"revenue": "10M"},
    "target": {"growth": "50%"},
    "churn": {"rate": "30%"},
}
BUDGET: Plan = {
    "programs": {"owner": "marketing", "amount": "60k", "every": "month", "last_year": "40k"},
    "crm": {"owner": "sales", "amount": "24k", "every": "year"},
    "launch": {"owner": "marketing", "amount": "80k", "month": "2027-05"},
    "salaries": {"owner": "sales", "amount": "130k", "every": "month"},
    "commission": {"owner": "sales", "rate": "8%", "of": "bookings"},
    "success": {"owner": "customer_success", "amount": "45k", "every": "month"},
}
FUNNEL: Plan = {
    "average_deal": "40k",
    "stages": {"lead": {"conversion": "25%"}, "proposal": {"conversion": "20%"}},
}
WHOLE = ACME | {
    "budget": BUDGET,
    "funnel": FUNNEL,
    "unit_economics": {"margin": "80%", "spend_multiple": "5"},
}


def read(plan: Plan) -> ReadPlan:
    file = read_text(to_yaml(plan))
    assert file.plan is not None, file.problems
    return file.plan


def worked(plan: Plan) -> Outcome:
    return work_out(read(plan))


def figures(outcome: Outcome) -> dict[str, Any]:
    """Every figure of the budget and of the unit economics, by path."""
    return {
        path: figure.value
        for path, figure in outcome.work.figures.items()
        if not path.startswith("funnel.")
    }


@st.composite
def items(draw: st.DrawFn, months: list[str]) -> Plan:
    item: Plan = {}
    if draw(st.integers(0, 3)) == 0:
        item = {"rate": f"{draw(st.integers(0, 30))}%", "of": "bookings"}
    else:
        item["amount"] = str(draw(st.integers(0, 900_000)))
        if draw(st.integers(0, 2)):
            item["every"] = draw(st.sampled_from(["month", "quarter", "year"]))
        else:
            item["month"] = draw(st.sampled_from(months))
    if draw(st.booleans()):
        item["owner"] = draw(st.sampled_from(OWNERS))
    if draw(st.booleans()):
        item["last_year"] = str(draw(st.integers(0, 900_000)))
    return item


@st.composite
def budgeted(draw: st.DrawFn) -> Plan:
    """A plan of any kind with a budget, and often a funnel and terms of its unit economics."""
    plan = dict(draw(plans()))
    months = [str(month) for month in read(plan).year.months]
    names = st.sampled_from(["ads", "crm", "reps", "Übersetzung", "office", "fair"])
    plan["budget"] = draw(st.dictionaries(names, items(months), min_size=1))
    if draw(st.booleans()):
        plan["funnel"] = FUNNEL
    if draw(st.booleans()):
        plan["unit_economics"] = {"margin": "70%", "spend_multiple": "3"}
    return plan


# Sums


@modest
@given(plan=budgeted())
def test_everything_foots(plan: Plan) -> None:
    outcome = worked(plan)
    of, budget = figures(outcome), outcome.work.budget
    assert budget is not None
    months = [f"budget.months.{month}" for month in outcome.plan.year.months]
    for part in ("total", "recurring", "one_off"):
        assert sum(of[f"{month}.{part}"] for month in months) == of[f"budget.{part}"]
        stems = [f"budget.owners.{owner}" if owner else "budget.unowned" for owner in budget.owners]
        assert sum(of[f"{stem}.{part}"] for stem in stems) == of[f"budget.{part}"]
    for stem in ("budget", *months, *stems):
        assert of[f"{stem}.total"] == of[f"{stem}.recurring"] + of[f"{stem}.one_off"]
    assert sum(of[f"budget.items.{name}"] for name in plan["budget"]) == of["budget.total"]
    for owner, part in budget.owners.items():
        owned = [name for name, item in plan["budget"].items() if item.get("owner", "") == owner]
        assert sum(of[f"budget.items.{name}"] for name in owned) == part.total
        assert budget.by_owner[owner] == part.total == sum(part.months)
    quantum = outcome.plan.phasing.rounding
    assert all(value % quantum == 0 for path, value in of.items() if path.startswith("budget."))


@modest
@given(plan=budgeted(), data=st.data())
def test_the_order_of_the_items_does_not_matter(plan: Plan, data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(list(plan["budget"].items())))
    assert figures(worked(plan)) == figures(worked(plan | {"budget": dict(shuffled)}))


@modest
@given(plan=budgeted(), name=st.sampled_from(["a", "b"]), every=st.sampled_from([1, 4, 12]))
def test_an_item_more_adds_what_it_costs_and_no_more(plan: Plan, name: str, every: int) -> None:
    word = {1: "year", 4: "quarter", 12: "month"}[every]
    more = {"amount": "7000", "every": word, "owner": "marketing"}
    before = figures(worked(plan))
    after = figures(worked(plan | {"budget": plan["budget"] | {name: more}}))
    assert after["budget.total"] - before["budget.total"] == 7000 * every
    assert after["budget.one_off"] == before["budget.one_off"]


def test_a_plan_in_thousands_has_amounts_of_thousands_and_the_same_rates() -> None:
    """Every amount and the rounding a thousand times as large; a rate and a month stay."""
    small = to_yaml(WHOLE | {"currency": "KWD", "phasing": {"rounding": "0.001"}})
    large = re.sub(r"(\d)k\b", r"\g<1>M", small.replace("10M", "10_000M"))
    large = large.replace("0.001", "1")
    files = [read_text(small), read_text(large)]
    in_small, in_large = (work_out(file.plan).work.figures for file in files if file.plan)
    assert in_small.keys() == in_large.keys()
    assert in_large["budget.total"].value == 3_564_000_000
    for path, figure in in_large.items():
        times = 1000 if figure.unit is Unit.money else 1
        assert Fraction(figure.value) == Fraction(in_small[path].value) * times, path


def test_the_whole_is_compared_with_last_year_where_every_owner_is() -> None:
    """40k * 12 + 24k = 504k; without that of sales, the whole would look far dearer than it is."""
    ads = {"owner": "marketing", "amount": "60k", "every": "month", "last_year": "40k"}
    crm = {"owner": "sales", "amount": "24k", "every": "year"}
    both = {"ads": ads, "crm": crm | {"last_year": "24k"}}
    for budget, last_year in ((both, 504_000), ({"ads": ads, "crm": crm}, None)):
        found = worked(ACME | {"budget": budget}).work.budget
        assert found is not None
        assert found.whole.last_year == last_year


# Kinds of number


def varied(plan: ReadPlan, data: st.DataObject) -> dict[Any, list[Decimal]]:
    """Some numbers of the budget, the funnel and the target, each with five values."""
    found = [
        path
        for path in numbers(plan)
        if path[0] in ("budget", "unit_economics", "funnel")
        or path in (("target", "growth"), ("churn", "rate"))
    ]
    chosen = data.draw(st.lists(st.sampled_from(found), min_size=1, max_size=4, unique=True))
    steps = [Decimal(step) / 40 for step in (0, 1, 2, -3, 4)]
    return {
        path: [min(value * (1 + step), 10**12) for step in steps]
        for path in chosen
        for value in [Decimal(numbers(plan)[path])]
    }


def at(x: Any, i: int) -> Any:
    return x[i] if isinstance(x, np.ndarray) and x.ndim else x


def is_none(x: Any) -> bool:
    return bool(x != x)


@modest
@given(data=st.data())
def test_an_array_of_decimals_is_plan_by_plan_what_each_plan_is(data: st.DataObject) -> None:
    plan = read(data.draw(budgeted()))
    values = varied(plan, data)
    arrays = {path: np.array(several, dtype=object) for path, several in values.items()}
    found = figures(work_out(with_values(plan, arrays)))
    for i in range(5):
        one = with_values(plan, {path: several[i] for path, several in values.items()})
        alone = figures(work_out(one))
        for path, value in found.items():
            got = at(value, i)
            assert is_none(got) if path not in alone else got == alone[path], (path, i, got)
        assert alone.keys() <= found.keys()


@pytest.mark.parametrize("growth", ["50%", "-30%", "-40%"])
def test_floats_are_within_a_quantum_a_leaf(growth: str) -> None:
    """At -30% nothing is needed, at -40% there is a surplus: some figures have no answer."""
    plan = read(WHOLE | {"target": {"growth": growth}})
    units = {path: figure.unit for path, figure in worked(WHOLE).work.figures.items()}
    rates = np.array([0.3, 0.35, 0.25])
    found = figures(work_out(vectors(plan, {("churn", "rate"): rates})))
    for i, rate in enumerate(("0.3", "0.35", "0.25")):
        alone = figures(work_out(with_values(plan, {("churn", "rate"): Decimal(rate)})))
        for path, value in found.items():
            got = at(value, i)
            if path not in alone:
                assert is_none(got), (path, i, got)
            else:
                money = units[path] is Unit.money
                assert abs(float(got) - float(alone[path])) <= (1.001 if money else 1e-4), path


@modest
@given(plan=budgeted())
def test_numbers_that_remember_their_names_have_the_same_values(plan: Plan) -> None:
    plain = figures(worked(plan))
    telling = figures(work_out(trace(read(plan))))
    assert {path: value_of(value) for path, value in telling.items()} == plain


@examples(4)
@given(plan=budgeted())
def test_every_figure_is_explained_by_its_numbers(plan: Plan) -> None:
    file = read_text(to_yaml(plan))
    assert file.plan is not None
    outcome = work_out(file.plan)
    for path in figures(outcome):
        told = explain(file.plan, path)
        assert told is not None
        assert told.value == outcome.figure(path)
        assert_true(told, file)


def test_a_commission_on_months_that_cancel_out_is_explained_as_nothing() -> None:
    """Last year's months lose more in January than they are to bring, and less later: new business
    of some months is below zero, of others above, and of the year nothing, so nothing is signed.
    """
    season = "[2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]"
    text = to_yaml(ACME | {"target": {"growth": "-30%"}, "budget": {"c": BUDGET["commission"]}})
    file = read_text(text.replace("growth: -30%", f"growth: -30%\n  path: {season}"))
    assert file.plan is not None, file.problems
    outcome = work_out(file.plan)
    assert outcome.bridge.bookings == 0
    assert outcome.monthly["new_business"][0] > 0 > outcome.monthly["new_business"][11]
    assert set(outcome.monthly["bookings"]) == {0}
    told = explain(file.plan, "budget.months.2027-01.recurring")
    assert told is not None
    assert (told.formula, told.value) == ("0", 0)


def test_a_commission_is_explained_down_to_its_rate() -> None:
    told = explain(read(WHOLE), "budget.owners.sales.recurring")
    assert told is not None
    assert told.formula == "budget.items.crm + budget.items.salaries + budget.items.commission"
    commission = next(it for it in told.inputs if it.path == "budget.items.commission")
    assert commission.formula == "q(budget.commission.rate * max(bookings, 0))"
    assert [it.path for it in commission.inputs] == ["budget.commission.rate", "bookings"]


# Where there is nothing


def test_a_plan_with_a_funnel_and_no_budget_knows_a_point_of_churn_alone() -> None:
    data = data_of(worked(ACME | {"funnel": FUNNEL}))
    assert data == {"churn_point": {"revenue": "100000", "leads": "50"}}


def test_a_plan_with_neither_has_no_figure_and_nothing_to_tell() -> None:
    outcome = worked(ACME | {"unit_economics": {"margin": "80%"}})
    assert figures(outcome) == {}
    assert data_of(outcome) == {}


# The command


def given_plan(revplan: Revplan, plan: Plan = WHOLE) -> str:
    (revplan.folder / "p.yaml").write_text(to_yaml(plan), encoding="utf-8")
    return "p.yaml"


def test_the_json_is_what_the_specification_says(revplan: Revplan) -> None:
    result = revplan("budget", given_plan(revplan), "-f", "json").document["result"]
    assert result.pop("plan")["file"] == "p.yaml"
    months = result.pop("months")
    contributed = result["contribution"].pop("months")
    assert contributed[4] == {"month": "2027-05", "contribution": "631666"}
    assert sum(int(month["contribution"]) for month in contributed) == 8436000
    quarters = result["contribution"].pop("quarters")
    assert sum(int(it["contribution"]) for it in quarters) == 8436000
    by_quarter = result.pop("quarters")
    assert [list(it) for it in by_quarter] == 4 * [["quarter", "total", "recurring", "one_off"]]
    assert sum(int(it["total"]) for it in by_quarter) == 3564000
    items = result.pop("items")
    assert items[0] == {"item": "programs", "owner": "marketing", "total": "720000"}
    assert sum(int(it["total"]) for it in items) == 3564000
    assert result == {
        "total": "3564000",
        "recurring": "3484000",
        "one_off": "80000",
        "owners": [
            {
                "owner": "marketing", "total": "800000", "recurring": "720000",
                "one_off": "80000", "last_year": "480000",
            },
            {"owner": "sales", "total": "2224000", "recurring": "2224000", "one_off": "0"},
            {"owner": "customer_success", "total": "540000", "recurring": "540000",
             "one_off": "0"},
        ],
        "cac": "15120",
        "payback_months": "5.67",
        "spend_multiple": "10",
        "spend_multiple_asks_for": "1600000",
        "churn_point": {"revenue": "100000", "leads": "50", "points_pay": "6.75"},
        "return": "0.795735",
        "contribution": {"year": "8436000", "share": "0.5624"},
    }  # fmt: skip
    assert [month["month"] for month in months] == [f"2027-{i:02d}" for i in range(1, 13)]
    assert months[4] == {
        "month": "2027-05", "total": "368334", "recurring": "288334", "one_off": "80000",
    }  # fmt: skip


def test_money_is_told_at_the_quantum(revplan: Revplan) -> None:
    setting = "phasing.rounding=0.01"
    run = revplan("budget", given_plan(revplan), "--set", setting, "-f", "json")
    result = run.document["result"]
    assert result["plan"]["set"] == [setting]
    amounts = [result[key] for key in ("total", "recurring", "one_off", "cac")]
    amounts += [row["total"] for row in result["owners"] + result["months"]]
    assert [amount for amount in amounts if not re.fullmatch(r"\d+\.\d\d", amount)] == []
    assert result["payback_months"] == "5.67"


def test_another_value_is_tried_and_said(revplan: Revplan) -> None:
    ran = revplan("budget", given_plan(revplan), "--set", "budget.programs.amount=80k")
    assert ran.code == 0
    assert "with budget.programs.amount=80k" in ran.out.splitlines()[0]
    assert re.search(r"marketing +1,040,000 +960,000 +80,000 +480,000 +\+116\.7%", ran.out)


def test_the_unit_economics_are_said_in_words(revplan: Revplan) -> None:
    out = revplan("budget", given_plan(revplan)).out
    for words in (
        "200 deals for 3,024,000 of marketing and sales\n",
        "5.7 months   at a margin of 80%",
        "the stated 5 asks for a budget of 1,600,000",
        "50 leads saved; customer_success has a budget of 540,000",
        "79.6%   8,000,000 of bookings at a margin of 80% on a budget of 3,564,000",
        "56.2% of revenue: 15,000,000 of revenue at a margin of 80% less a budget of 3,564,000",
        "at a margin of 80%; counts a deal as a year's worth",
    ):
        assert words in out


def test_last_years_multiple_stands_beside_this_years(revplan: Revplan) -> None:
    last_year = {"last_year": "2.4M"}
    out = revplan("budget", given_plan(revplan, WHOLE | {"new_business": last_year})).out
    assert re.search(r"multiple, last year +5   2,400,000 of new business on 480,000\n", out)
    contracts = last_year | {"recognition": "subscription"}
    out = revplan("budget", given_plan(revplan, WHOLE | {"new_business": contracts})).out
    assert "as it was earned: new_business.signed_last_year compares contracts" in out
    signed = contracts | {"signed_last_year": "4.8M"}
    out = revplan("budget", given_plan(revplan, WHOLE | {"new_business": signed})).out
    assert re.search(r"multiple, last year +10   4,800,000 of bookings on 480,000\n", out)


def test_gap_says_what_marketing_brought_last_year_where_that_was_less(revplan: Revplan) -> None:
    plan = WHOLE | {"unit_economics": {}, "new_business": {"last_year": "2.4M"}}
    says = "; its marketing asks for a spend multiple of 10, above last year's 5."
    assert says in " ".join(revplan("gap", given_plan(revplan, plan)).out.split())
    more = plan | {"new_business": {"last_year": "6M"}}
    assert "spend multiple" not in revplan("gap", given_plan(revplan, more)).out


@modest
@given(plan=budgeted())
def test_the_months_of_the_contribution_add_up_to_the_year(plan: Plan) -> None:
    outcome = worked(plan)
    of = figures(outcome)
    months = [of[path] for path in outcome.months_of("contribution").values()]
    assert len(months) == 12
    assert sum(months) == of["contribution"]


def test_contracts_say_how_long_a_deal_pays(revplan: Revplan) -> None:
    plan = WHOLE | {"new_business": {"recognition": {"months": "24"}}}
    out = revplan("budget", given_plan(revplan, plan)).out
    assert "at a margin of 80%; a contract is 24 months" in out


def test_a_margin_that_nobody_stated_is_called_so(revplan: Revplan) -> None:
    plan = WHOLE | {"unit_economics": {"spend_multiple": "5"}}
    assert (
        "at a margin of 100%, as none is stated" in revplan("budget", given_plan(revplan, plan)).out
    )


def test_what_nobody_owns_stands_last_and_without_an_owner(revplan: Revplan) -> None:
    budget = {"fair": {"amount": "10k", "month": "2027-03"}, "nobody": BUDGET["crm"]}
    budget["desk"] = {"owner": "nobody", "amount": "1k", "every": "month"}
    path = given_plan(revplan, ACME | {"budget": budget})
    lines = revplan("budget", path).out.splitlines()
    assert [line.split()[0] for line in lines[3:6]] == ["sales", "nobody", "no"]
    owners = revplan("budget", path, "-f", "json").document["result"]["owners"]
    assert owners[0] == {"total": "10000", "recurring": "0", "one_off": "10000"}
    assert [owner.get("owner") for owner in owners] == [None, "sales", "nobody"]


def test_the_rows_of_a_level_add_up_in_comma_separated_values(revplan: Revplan) -> None:
    out = revplan("budget", given_plan(revplan), "-f", "csv").out
    rows = list(csv.DictReader(out.splitlines()))
    for level in ("item", "owner month", "owner", "month", "year"):
        several = [row for row in rows if row["level"] == level]
        for key, total in (("total", 3564000), ("recurring", 3484000), ("one_off", 80000)):
            assert sum(Fraction(row[key]) for row in several) == total, (level, key)
    values = {row["name"]: row["value"] for row in rows if row["level"] == "figure"}
    assert values["cac"] == "15120"
    assert values["return"] == "0.795735"
    laid = [row for row in rows if row["level"] == "figure month"]
    assert sum(Fraction(row["value"]) for row in laid) == Fraction(values["contribution"])


def test_a_plan_is_read_from_standard_input(revplan: Revplan) -> None:
    ran = revplan("budget", "-", stdin=to_yaml(WHOLE))
    assert ran.code == 0
    assert ran.out == revplan("budget", given_plan(revplan)).out


def test_markdown_has_the_same_tables(revplan: Revplan) -> None:
    out = revplan("budget", given_plan(revplan), "-f", "markdown").out
    assert "| **Budget** | **3,564,000** | **3,484,000** | **80,000** |" in out
    assert "| CAC | 15,120 |" in out


@pytest.mark.parametrize(
    ("command", "path", "label"),
    [
        ("budget", "cac", "CAC"),
        ("budget", "payback_months", "CAC payback"),
        ("budget", "spend_multiple", "Marketing spend multiple"),
        ("budget", "churn_point.revenue", "Value of a point of churn"),
        ("budget", "return", "Return on the budget"),
        ("budget", "contribution", "Contribution"),
        ("funnel", "funnel.leads", "Leads needed"),
        ("funnel", "funnel.lead_value.short", "Lead value shortfall"),
        ("funnel", "funnel.lead_value.asked_a_week", "Lead value asked for a week"),
        ("gap", "new_streams", "New streams"),
        ("gap", "new_business", "New business required"),
    ],
)
def test_a_figure_is_called_the_same_by_its_table_and_by_explain(
    command: str, path: str, label: str, shared_revplan: Revplan
) -> None:
    plan = "plans/saas-arr-2027.yaml"
    told = shared_revplan("explain", plan, path, "-f", "json").document["result"]
    assert told["label"] == label
    assert f"\n  {label}  " in shared_revplan(command, plan).out


def test_a_file_is_written_in_the_format_of_its_suffix(revplan: Revplan) -> None:
    ran = revplan("budget", given_plan(revplan), "--output", "b.csv")
    assert (ran.code, ran.out) == (0, "")
    assert "wrote b.csv" in ran.err
    assert (revplan.folder / "b.csv").read_text().startswith("plan,currency,level,")


def test_a_very_narrow_screen_tells_every_figure_of_the_budget(revplan: Revplan) -> None:
    env = {"NO_COLOR": "1"}
    out = revplan.terminal("budget", given_plan(revplan), columns=40, env=env).out
    assert "3,564,000" in out
    assert all(len(line) <= 40 for line in out.splitlines())
    whole = revplan("budget", given_plan(revplan)).out
    assert set(re.findall(r"[\d,]{5,}", whole)) == set(re.findall(r"[\d,]{5,}", out))


@pytest.mark.parametrize("budget", [{}, {"budget": {}}])
def test_a_plan_without_a_budget_is_told_what_to_write(revplan: Revplan, budget: Plan) -> None:
    path = given_plan(revplan, ACME | {"funnel": FUNNEL} | budget)
    ran = revplan("budget", path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: p.yaml has no budget; write its items under `budget:`")
    told = revplan("budget", path, "-f", "json")
    assert told.code == 2
    assert "has no budget" in told.document["diagnostics"][0]["message"]


def test_what_one_is_told_to_write_is_a_budget(revplan: Revplan) -> None:
    said = revplan("budget", given_plan(revplan, ACME)).err
    item = re.search(r"such as (.*\})$", said, re.MULTILINE)
    assert item is not None
    (revplan.folder / "q.yaml").write_text(to_yaml(ACME) + f"budget: {{{item[1]}}}\n")
    assert revplan("budget", "q.yaml").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.yaml"], "there is no file nowhere.yaml"),
        (["plans"], "plans is a folder"),
        (["p.yaml", "--set", "budgte.programs.amount=1"], "budgte"),
        (["p.yaml", "--set", "budget.programs.amount=-1"], "has a sign"),
        (["p.yaml", "-f", "xlsx"], "there is no format"),
        ([], "budget needs PLAN: revplan budget plan.yaml"),
    ],
)
def test_wrong_usage_is_one_line(revplan: Revplan, arguments: list[str], said: str) -> None:
    given_plan(revplan)
    ran = revplan("budget", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_a_broken_plan_is_refused_where_it_is_broken(revplan: Revplan) -> None:
    budget = {"programs": {"amount": "60k"}, "crm": {"rate": "5%"}}
    ran = revplan("budget", given_plan(revplan, ACME | {"budget": budget}), "-f", "json")
    assert ran.code == 2
    assert {problem["code"] for problem in ran.document["diagnostics"]} == {"RP101", "RP105"}


def test_labels_are_escaped(revplan: Revplan) -> None:
    path = given_plan(revplan)
    text = (revplan.folder / path).read_text()
    marked = text.replace(
        "programs:", 'odd: {label: "a|b <b>", amount: 1k, every: year}\n  programs:'
    )
    assert marked != text
    (revplan.folder / path).write_text(marked)
    assert r"a\|b \<b\>" in revplan("budget", path, "-f", "markdown").out
