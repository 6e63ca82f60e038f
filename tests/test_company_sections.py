"""Funnel, capacity and budget of a company whose segments state them: the commands and JSON."""

import csv
import io
import json
from decimal import Decimal
from typing import Any

import pytest
from companies import companies
from conftest import Revplan
from examples import examples
from hypothesis import HealthCheck, Phase, given
from strategies import Plan, to_yaml
from test_cases import FOLDER, cases
from test_explanation import assert_true
from test_segments import worked

from revplan import Outcome, read_text, work_out
from revplan.numbers.exact import exactly
from revplan.studies.explanation import explain
from revplan.views.company.total import FIGURES, total_data

some = examples(
    3,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
ACME = """
revplan: 1
name: Acme
fiscal_year: 2027
currency: USD
fx: {EUR: 1.5}
segments:
  amer:
    prior_year: {revenue: 10M}
    target: {growth: 20%}
    churn: {rate: 10%}
    funnel:
      average_deal: 30k
      stages: {lead: {conversion: 10%}}
      sources: {search: {kind: net, leads: 1100, owner: marketing, last_year: none}}
    capacity: {productivity: 600k, over_assignment: 10%, reps: {all: {count: 5, starts: 2025-01}}}
    budget:
      ads: {owner: marketing, amount: 300k, every: year}
      salaries: {owner: sales, amount: 50k, every: month}
    unit_economics: {margin: 80%}
  emea: {plan: emea.yaml}
  asia: {prior_year: {revenue: 1M}, target: {growth: 0%}, churn: {rate: 0%}}
"""
EMEA = """
revplan: 1
name: Acme EMEA
fiscal_year: 2027
currency: EUR
prior_year: {revenue: 4M}
target: {growth: 50%}
churn: {rate: 25%}
funnel:
  average_deal: 20k
  stages: {lead: {conversion: 20%}}
  sources: {search: {kind: net, leads: 700, owner: marketing, last_year: none}}
capacity: {productivity: 500k, reps: {all: {count: 5, starts: 2025-01}}}
budget:
  ads: {owner: marketing, amount: 200k, every: year}
  salaries: {owner: sales, amount: 25k, every: month}
  flat: {amount: 1, month: 2027-05}
unit_economics: {margin: 50%}
"""
COMMANDS = ("funnel", "capacity", "budget")


def write(revplan: Revplan, company: str = ACME) -> str:
    (revplan.folder / "emea.yaml").write_text(EMEA, encoding="utf-8")
    (revplan.folder / "acme.yaml").write_text(company, encoding="utf-8")
    return "acme.yaml"


def asked(revplan: Revplan, command: str, *more: str) -> dict[str, Any]:
    found = revplan(command, write(revplan), "--format", "json", *more)
    assert found.code == 0, found
    return found.document["result"]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_segment_s_answer_is_that_of_its_own_file(command: str, revplan: Revplan) -> None:
    company = asked(revplan, command)
    amer, emea = company["segments"]
    assert (amer["segment"], amer["currency"], "plan" in amer) == ("amer", "USD", False)
    assert (emea["segment"], emea["currency"], emea["plan"]) == ("emea", "EUR", "emea.yaml")
    alone = revplan(command, "emea.yaml", "--format", "json").document["result"]
    del alone["plan"]
    assert emea[command] == alone
    assert company["plan"]["currency"] == "USD"


def test_the_total_adds_counts_converts_money_and_makes_rates_again(revplan: Revplan) -> None:
    # amer asks 3M for 1,000 leads and has 1,100; emea 3M euros for 750 and has 700: 200k short.
    funnel = asked(revplan, "funnel")["total"]
    assert (funnel["deals"], funnel["leads"], funnel["win_rate"]) == ("250", "1750", "0.142857")
    lead_value = {"asked": "7500000", "planned": "7500000", "in_time": "7500000", "short": "300000"}
    assert lead_value.items() <= funnel["lead_value"].items()
    assert funnel["lead_value"]["leads_short"] == "50"
    capacity = asked(revplan, "capacity")["total"]
    assert (capacity["year"], capacity["bookings"]) == ("6750000", "7500000")
    assert capacity["over_assignment"] == {"of_plan": "1.04", "of_capacity": "1.155556"}
    assert capacity["months"][0] == {
        "month": "2027-01", "ramped_reps": "10", "capacity": "562500",
    }  # fmt: skip
    # Where a euro of May is 1.5, it is 2: the budget is 900k + 750,002, all but it for 250 deals.
    budget = asked(revplan, "budget")["total"]
    assert (budget["total"], budget["one_off"]) == ("1650002", "2")
    assert budget["cac"] == "6600"
    assert budget["owners"][-1] == {"total": "2", "recurring": "0", "one_off": "2"}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_number_of_a_total_is_a_figure_that_answers(command: str, revplan: Revplan) -> None:
    total = asked(revplan, command)["total"]
    outcome = work_out_here(revplan)
    for place, path in FIGURES[command].items():
        told: Any = total
        for step in place.split("."):
            told = told.get(step, {})
        if told:
            assert Decimal(told) == outcome.printed(path), path
            assert path in outcome.figure_paths()
        else:
            assert outcome.figure(path) is None


def work_out_here(revplan: Revplan) -> Outcome:
    import revplan as program

    file = program.read_plan(str(revplan.folder / "acme.yaml"))
    assert file.plan is not None, file.problems
    return work_out(file.plan)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_rows_of_a_csv_name_their_segment(command: str, revplan: Revplan) -> None:
    found = revplan(command, write(revplan), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(found.out)))
    assert list(rows[0])[-1] == "segment"
    assert {row["segment"] for row in rows} == {"amer", "emea", ""}
    assert {row["level"] for row in rows if not row["segment"]} == {"total"}
    assert {row["currency"] for row in rows if row["segment"] == "emea"} == {"EUR"}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_company_that_states_a_section_tells_its_own_and_no_total(
    command: str, revplan: Revplan
) -> None:
    own = {
        "funnel": "funnel: {average_deal: 30k, stages: {lead: {conversion: 10%}}}\n",
        "capacity": "capacity: {productivity: 1M, reps: {all: {count: 5, starts: 2025-01}}}\n",
        "budget": "budget: {brand: {owner: marketing, amount: 1M, every: year}}\n",
    }
    path = write(revplan, ACME + own[command])
    found = revplan(command, path, "--format", "json").document["result"]
    assert not isinstance(found.get("total"), dict)
    assert [it["segment"] for it in found["segments"]] == ["amer", "emea"]
    key = {"funnel": "leads", "capacity": "year", "budget": "total"}[command]
    assert found[key]
    shown = revplan(command, path).out
    assert "The segments\n" in shown


def test_show_has_the_segments_in_its_chapters(revplan: Revplan) -> None:
    result = asked(revplan, "show")
    for command in COMMANDS:
        assert [it["segment"] for it in result[command]["segments"]] == ["amer", "emea"]
        assert result[command]["total"]
    shown = revplan("show", write(revplan), "--format", "markdown").out
    assert "## The funnel" in shown
    assert shown.count("### emea, in EUR") == 3


def test_a_company_without_any_of_it_says_what_to_write(revplan: Revplan) -> None:
    path = write(revplan, ACME.replace("    capacity: ", "    # capacity: "))
    assert revplan("capacity", path).code == 0  # emea states reps
    (revplan.folder / "emea.yaml").write_text(
        EMEA.replace("capacity:", "# capacity:"), encoding="utf-8"
    )
    found = revplan("capacity", path)
    assert (found.code, "has no capacity; write" in found.err) == (2, True)


def test_a_total_can_be_pinned_supported_and_promised(revplan: Revplan) -> None:
    stated = """
expect: {funnel.leads: 1750, cac: 6600, capacity.short: 750k, budget.months.2027-05.total: 87_502}
commitments: {marketing: {leads: 1600}}
strategy:
  initiatives: {x: {owner: a, what: b, supports: [funnel.leads, cac, budget.total, budget.none]}}
"""
    found = revplan("check", write(revplan, ACME + stated), "--format", "concise").out
    assert "RP202" not in found
    assert "the owners commit to 1,600 leads, 150 less than the plan's 1,750" in found
    assert '"budget.none" is neither a number nor a figure of this plan' in found
    assert found.count("is neither a number nor a figure") == 1


@some
@given(companies())
def test_a_company_s_totals_are_made_of_its_segments_figures(company: Plan) -> None:
    outcome = worked(to_yaml(company))
    with exactly():
        for section in outcome.work.found.get("segment_totals", ()):
            assert total_data(section, outcome)["total"]
        for path in ("funnel.leads", "capacity.year", "capacity.short", "budget.total"):
            parts = [it.whole.figure(path) for it in outcome.segments]
            if not getattr(outcome.plan, path.partition(".")[0]):
                stated = [it for it in parts if it is not None]
                assert outcome.figure(path) == (sum(stated) if stated else None)
        budget = outcome.figure("budget.total")
        if budget is not None:
            owners = [
                figure.value
                for path, figure in outcome.work.figures.items()
                if path.startswith(("budget.owners.", "budget.unowned."))
                and path.endswith(".total")
            ]
            assert sum(owners) == budget
            for path in ("budget.total", "contribution"):
                months = outcome.months_of(path).values()
                assert sum(outcome.figure(it) or 0 for it in months) == outcome.figure(path)


def test_the_totals_have_rates_territories_and_the_months_of_the_contribution(
    revplan: Revplan,
) -> None:
    plan = next(
        it
        for it in cases(FOLDER / "segments.yaml")
        if it["name"].startswith("last year's multiple")
    )
    (revplan.folder / "acme.yaml").write_text(to_yaml(plan["plan"]), encoding="utf-8")
    funnel, capacity, budget = (
        revplan(it, "acme.yaml", "-f", "json").document["result"]["total"] for it in COMMANDS
    )
    assert funnel["leads_a_rep_a_week"] == "4.6154"
    west = {"territory": "West", "reps": "10", "capacity": "9000000", "quota": "9000000"}
    assert capacity["territories"] == [west]
    assert budget["spend_multiple_last_year"] == "12"
    assert budget["churn_point"] == {"revenue": "180000", "leads": "46.6667"}
    january = {"month": "2027-01", "contribution": "1700000"}
    assert budget["contribution"]["months"][0] == january
    assert budget["owners"][0]["last_year"] == "250000"
    shown = revplan("capacity", "acme.yaml").out.splitlines()
    told = [it.split() for it in shown if it.startswith("  West ")]
    assert ["West", "10", "9,000,000", "9,000,000"] in told
    rows = revplan("capacity", "acme.yaml", "-f", "csv").out.splitlines()
    assert "Acme,USD,total,2027,,9000000,,,West,10,9000000,," in rows


def test_reps_without_a_territory_have_a_row_of_their_own(revplan: Revplan) -> None:
    asks = "prior_year: {revenue: 1M}, target: {revenue: 2M}"
    reps = "west: {count: 2, starts: 2025-01, territory: West}, open: {count: 1, starts: 2025-01}"
    (revplan.folder / "acme.yaml").write_text(
        f"""revplan: 1
name: Acme
fiscal_year: 2027
currency: USD
fx: {{EUR: 2}}
segments:
  amer: {{{asks}, capacity: {{productivity: 300k, over_assignment: 20%, reps: {{{reps}}}}}}}
  europe:
    currency: EUR
    segments:
      de: {{{asks}, capacity: {{productivity: 250k, reps: {{a: {{count: 4, starts: 2025-01}}}}}}}}
""",
        encoding="utf-8",
    )
    shown = revplan("capacity", "acme.yaml").out.partition("amer, in USD")[0].splitlines()
    told = [it.split() for it in shown if it.startswith(("  West ", "  no territory "))]
    assert told == [
        ["West", "2", "600,000", "800,000"],
        ["no", "territory", "5", "2,300,000", "2,400,000"],
    ], "1.2M of quotas on 3 reps, and 2 * 1M on 4 of 250k euros"


@pytest.mark.parametrize(
    "path", ["cac", "return", "funnel.win_rate", "capacity.short", "contribution", "budget.total"]
)
def test_a_total_is_explained_by_the_segments_figures(path: str) -> None:
    inline = ACME.replace("emea: {plan: emea.yaml}", f"emea: {_body(EMEA)}")
    file = read_text(inline)
    assert file.plan is not None, file.problems
    told = explain(file.plan, path)
    for it in told.below():
        assert_true(it, file)
    assert any(it.path.startswith("segments.amer.") for it in told.below())


def _body(text: str) -> str:
    import yaml

    plan = yaml.load(text, Loader=yaml.BaseLoader)
    return json.dumps({k: v for k, v in plan.items() if k not in ("revplan", "fiscal_year")})


def test_money_stands_under_its_name_on_a_narrow_screen_and_currencies_go_first(
    revplan: Revplan,
) -> None:
    of_value = "leads: 1100, value: 3k, owner: marketing"
    company = ACME.replace("leads: 1100, owner: marketing", of_value)
    company = company.replace("conversion: 10%}", "conversion: 10%, days: 60}")
    shown = revplan.terminal("funnel", write(revplan, company), columns=60).out
    heading, *rows = shown.split("\n\n")[1].splitlines()
    heading = f"{heading}\n{rows[0]}"
    assert [heading.count(word) for word in ("Value", "asked", "time", "short")] == [3, 1, 1, 1]
    assert "Own currency" not in heading
    assert "Not shown: Own currency." in shown
