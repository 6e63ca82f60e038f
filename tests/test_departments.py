"""Departments: what the plan has for what each is there for."""

import json
import re
from decimal import Decimal

from conftest import Revplan
from plan_texts import ACME

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


def test_money_is_what_the_budget_says_of_the_owner_to_the_unit() -> None:
    """145 euros at half a pound are 72.5, told as 73: three segments spend 219, and not 217.5."""
    away = "currency: EUR, prior_year: {revenue: 1M}, target: {growth: 20%}, churn: {rate: 10%}"
    budget = "budget: {team: {owner: sales, amount: 145, every: year}}"
    text = COMPANY.split("segments")[0] + "segments:\n" + "".join(
        f"  {name}: {{{away}, {budget}}}\n" for name in "abc"
    )  # fmt: skip
    outcome = of(text)
    assert outcome.figure("budget.owners.sales.total") == Decimal(219)
    assert named(outcome)["sales"].money == Decimal(219)
    own = of(text + "budget: {head: {owner: sales, amount: 1k, every: year}}\n")
    assert own.figure("budget.owners.sales.total") == Decimal(1_000)
    assert named(own)["sales"].money == Decimal(1_219)


def test_what_is_paid_by_the_booking_is_of_sales_once_in_companies_of_companies_too() -> None:
    """Half a pound for a euro: 101 are 51 and 145 are 73; 5% of bookings of 300k are 15k, 7.5k."""
    inner = "prior_year: {revenue: 1M}, target: {growth: 20%}, churn: {rate: 10%}"
    paid = ", ".join(
        f"{name}: {{owner: {owner}, rate: {rate}, of: bookings}}"
        for name, owner, rate in (("care", "finance", "5%"), ("pay", "sales", "1%"))
    )
    text = (
        COMPANY.split("segments")[0]
        + f"""\
segments:
  away:
    currency: EUR
    budget: {{head: {{owner: sales, amount: 101, every: year}}}}
    segments:
      one: {{{inner}, budget: {{team: {{owner: sales, amount: 145, every: year}}, {paid}}}}}
"""
    )
    # 51, then 145 and a hundredth of 300k, then 15k: 3,145 euros and 15,000 euros.
    assert named(of(text))["sales"].money == Decimal(51) + Decimal(1_573) + Decimal(7_500)


def test_departments_count_what_segments_call_alike_each_and_a_tool_once() -> None:
    strategy = """\
    strategy:
      goals: {more: {metric: new_business, value: 300k, by: 2027-12, owner: sales}}
      initiatives: {calls: {owner: sales, supports: [new_business]}}
      tools: {crm: all deals}
"""
    sales = named(of(COMPANY.replace("  away:\n", strategy + "  away:\n") + strategy))["sales"]
    assert list(sales.goals) == ["home.more", "away.more"]
    assert list(sales.initiatives) == ["home.calls", "away.calls"]
    assert sales.tools == ("crm",)


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
    free = re.sub(r"    budget:.*?(?=    commitments)", "", COMPANY, flags=re.DOTALL)
    assert free.count("budget") == 0
    lacking = [("money", "work", "measure", "tool")] * 3
    assert [it.missing for it in departments(of(free))] == lacking
    bare = of(COMPANY.split("segments")[0] + "prior_year: {revenue: 1M}\n"
              "target: {growth: 20%}\nchurn: {rate: 10%}\n")  # fmt: skip
    assert [it.missing for it in departments(bare)] == [PILLARS] * 3


def test_the_budget_of_an_owner_who_works_for_several_departments_counts_once() -> None:
    """Success brings referrals as well: its 840k keep customers, and are in no other row."""
    plan = (
        ACME
        + """\
upsell: {more: {amount: 600k, owner: success}}
funnel:
  average_deal: 40k
  stages: {lead: {conversion: 10%}}
  sources:
    referrals: {kind: seed, leads: 500, owner: success}
    web: {kind: net, leads: 1500, owner: marketing}
budget:
  care: {owner: success, amount: 70k, every: month}
  ads: {owner: marketing, amount: 100k, every: month}
  team: {owner: sales, amount: 50k, every: month}
commitments: {success: {churn: 3M, leads: 500}}
"""
    )
    found = {it.name: it for it in departments(of(plan))}
    money = {name: it.money for name, it in found.items()}
    assert money == {"marketing": 1_200_000, "sales": 600_000, "customer_success": 840_000}
    assert found["marketing"].money_with == ("customer_success",)
    alone = named(of(plan.replace("  ads: {owner: marketing, amount: 100k, every: month}\n", "")))
    assert alone["marketing"].money is None
    assert "money" not in alone["marketing"].missing
