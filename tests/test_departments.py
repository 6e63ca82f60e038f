"""Departments: what the plan has for what each is there for."""

import json
from decimal import Decimal

from conftest import Revplan

from revplan import read_text, rules, work_out
from revplan.engine.outcome import Outcome
from revplan.studies.departments import PILLARS, Department, departments

COMPANY = """\
revplan: 1
name: Firm
fiscal_year: 2027
currency: GBP
fx: {EUR: 0.5}
segments:
  home:
    prior_year: {revenue: 1M}
    target: {growth: 20%}
    churn: {rate: 10%}
    budget: {team: {owner: sales, amount: 1k, every: month}}
    commitments: {sales: {new_business: 300k}}
  away:
    currency: EUR
    prior_year: {revenue: 1M}
    target: {growth: 20%}
    churn: {rate: 10%}
    budget:
      team: {owner: partners, amount: 2k, every: month}
      care: {owner: desk, amount: 1k, every: year}
    commitments: {partners: {new_business: 301k}, desk: {churn: 100k}}
    waivers: [{rule: RP355, because: the firm plans them}]
"""


def of(text: str) -> Outcome:
    file = read_text(text)
    assert file.plan is not None, file.problems
    return work_out(file.plan)


def named(outcome: Outcome) -> dict[str, Department]:
    return {it.name: it for it in departments(outcome)}


def test_a_company_has_what_its_segments_promise_and_pay_in_its_own_currency() -> None:
    """12k of pounds, and 24k of euros at half a pound each; 300k and half of 301k."""
    found = named(of(COMPANY))
    sales, success = found["sales"], found["customer_success"]
    assert (sales.money, sales.owners) == (Decimal(24_000), ("sales", "partners"))
    assert [tuple(it) for it in sales.promises] == [
        ("new_business", ("sales", "partners"), Decimal(450_500))
    ]
    assert (success.money, success.missing) == (Decimal(500), ("work", "measure", "tool"))
    assert [tuple(it) for it in success.promises] == [("churn", ("desk",), Decimal(50_000))]


def test_what_a_company_signed_itself_stands_for_what_its_segments_did() -> None:
    sales = named(of(COMPANY + "commitments: {board: {new_business: 500k}}\n"))["sales"]
    assert [tuple(it) for it in sales.promises] == [("new_business", ("board",), Decimal(500_000))]


def test_departments_are_judged_of_a_company_once_and_a_segment_s_waiver_is_not_unused() -> None:
    found = rules.judge(of(COMPANY))
    about = [it for it in found if it.code == "RP355"]
    assert [(it.path, it.message.split()[0]) for it in about] == [
        ((), "marketing"), ((), "sales"), ((), "customer_success")
    ]  # fmt: skip
    assert "RP901" not in {it.code for it in found}


def test_show_lays_departments_by_what_is_planned_for_them(revplan: Revplan) -> None:
    told = revplan("show", "plans/saas-arr-2027.yaml").out.split("What each department has")[1]
    line = next(it for it in told.splitlines() if it.startswith("  marketing"))
    assert "15,300 leads, 10,250,000 lead value" in line
    assert "3,164,000" in line
    data = revplan("show", "plans/saas-arr-2027.yaml", "-f", "json").document["result"]
    marketing, sales, success = data["departments"]
    assert marketing["promises"][0] == {
        "source": "leads", "amount": "15300",
        "owners": ["marketing", "sales_development", "customer_success"],
    }  # fmt: skip
    assert (marketing["budget"], marketing["owners"]) == (
        "3164000", ["marketing", "sales_development"]
    )  # fmt: skip
    assert (sales["initiatives"], success["goals"]) == (
        ["guided_pilots", "follow_up", "new_reps"], ["retention"]
    )  # fmt: skip
    assert [it["missing"] for it in data["departments"]] == [[], [], []]


def test_show_says_nothing_of_departments_where_nothing_is_planned(revplan: Revplan) -> None:
    done = revplan("show", "plans/acme-2027.yaml", "-f", "json")
    assert "departments" not in json.loads(done.out)["result"]
    assert "What each department" not in revplan("show", "plans/acme-2027.yaml").out


def test_a_pillar_that_is_missing_is_named_as_such() -> None:
    bare = of(COMPANY.replace("budget", "#").split("segments")[0] + "prior_year: {revenue: 1M}\n"
              "target: {growth: 20%}\nchurn: {rate: 10%}\n")  # fmt: skip
    assert [it.missing for it in departments(bare)] == [PILLARS] * 3
