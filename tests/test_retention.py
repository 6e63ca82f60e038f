"""Retention and a point of churn: the shipped plans by hand, and what holds for every plan."""

from decimal import Decimal

import pytest
from conftest import ROOT
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from strategies import Plan, plans, to_yaml

from revplan import Outcome, read_plan, read_text, work_out
from revplan.views.gap.aside import aside_of
from revplan.views.gap.data import gap_data

modest = examples(60)

BY_HAND = {
    # 12% evenly by a season of 100 whose leavers are gone for 1318/2400 of it: 12% * 2400/1318 =
    # 21.8513%, and 2% of contraction; upsell 4% and 45M of 2,280M, 1.9737%
    "instruments-jpy-2027": ("0.761487", "0.821224", "0.86"),
    # 5% evenly by 4, 4, 5 weeks: 5% * 1248/632 = 9.8734%; 1.1M and 2.4M + 40% of 1.8M of 64.3M are
    # 1.7107% and 4.8523%; upsell 1.5% at 80%, and 0.9M, 1.3997%. In the year 64.3 - 6.335 - 1.1
    "packaging-2027": ("0.835636", "0.861633", "0.88437"),
    # 24% and 3% leave in the year; upsell 5% and 4%. In the year 15,559,459 of 18M
    "subscription-2027": ("0.73", "0.82", "0.864414"),
    # 38% on the first day and 85k of 4.2M, 2.0238%; upsell 6%, the letter of one month is over
    "shop-2026-27": ("0.599762", "0.659762", "0.599762"),
    # 4,059,000 of 6.15M pounds and 67% of 1.978M: 5,384,260 of 8.128M, all on the first day
    "consulting-2027": ("0.662434", None, "0.662434"),
}


@pytest.mark.parametrize("name", BY_HAND)
def test_a_shipped_plan_keeps_what_a_cohort_by_hand_keeps(name: str) -> None:
    plan = read_plan(ROOT / "plans" / f"{name}.yaml").plan
    assert plan is not None
    bridge = gap_data(work_out(plan), name, None)["bridge"]
    grr, nrr, in_year = BY_HAND[name]
    found = (bridge["grr"], nrr and bridge["nrr"], bridge["retained_in_year"])
    assert found == (grr, nrr, in_year)


def worked(plan: Plan) -> Outcome:
    read = read_text(to_yaml(plan)).plan
    assert read is not None
    return work_out(read)


@modest
@given(plans())
def test_growth_alone_and_what_is_replaced_are_the_gap(plan: Plan) -> None:
    outcome = worked(plan)
    naive, replaced = outcome.figure("naive"), outcome.figure("replacement")
    assert naive + replaced == outcome.bridge.gap
    bridge = outcome.bridge
    assert replaced == bridge.churned + bridge.contracted + (bridge.one_off or 0)


def with_churn(churn: Plan, **more: object) -> Plan:
    plan = {"revplan": "1", "name": "Acme", "fiscal_year": "2027", "currency": "USD"}
    last_year = {"prior_year": {"revenue": "10M"}, "target": {"growth": "50%"}}
    return plan | last_year | {"churn": churn} | more


@modest
@given(st.integers(0, 48))
def test_what_leaves_evenly_is_half_of_the_customers_who_leave(percent: int) -> None:
    half = worked(with_churn({"rate": f"{percent}%", "timing": "even"}))
    whole = worked(with_churn({"annual_rate": f"{2 * percent}%"}))
    assert half.bridge.churned == whole.bridge.churned
    assert half.bridge.grr == whole.bridge.grr == 1 - Decimal(2 * percent) / 100


@modest
@given(
    st.sampled_from(["rate", "annual_rate", "amount"]),
    st.integers(0, 40),
    st.sampled_from(["start", "even"]),
    st.sampled_from(["445", "even", "days"]),
)
def test_a_point_of_churn_is_new_business_less_that_of_the_plan_a_point_lower(
    key: str, percent: int, timing: str, season: str
) -> None:
    def churning(points: int) -> Outcome:
        stated = f"{points * 100_000}" if key == "amount" else f"{points}%"
        plan = with_churn({key: stated, "timing": timing}, phasing={"seasonality": season})
        return worked(plan)

    there, other = churning(percent), churning(percent - 1 if percent else 1)
    moved = abs(there.bridge.new_business - other.bridge.new_business)
    assert there.figure("churn_point") == there.figure("churn_point.revenue") == moved


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, "Growth alone would ask 5,000,000; replacing what is lost takes 3,000,000 more."),
        ({"churn": {"rate": "0%"}}, "Growth alone asks 5,000,000; nothing that is lost has to be "
         "replaced."),
        ({"target": {"growth": "0%"}}, "Without any growth, replacing what is lost "
         "takes 3,000,000."),
        ({"target": {"growth": "-10%"}}, "The target is 1,000,000 below the prior year; of the "
         "3,000,000 that is lost, 2,000,000 has to be replaced."),
        ({"target": {"growth": "-40%"}}, "The target is 4,000,000 below the prior year; the "
         "3,000,000 that is lost does not have to be replaced."),
        ({"target": {"growth": "-10%"}, "churn": {"rate": "0%"}},
         "The target is 1,000,000 below the prior year, and nothing is lost."),
        ({"upsell": {"tier": {"amount": "9M"}}}, "Growth alone would ask 5,000,000 and replacing "
         "what is lost 3,000,000 more; what is planned brings both."),
        ({"target": {"growth": "0%"}, "churn": {"rate": "0%"}},
         "On the first day 100.0% of the target is known."),
    ],
)  # fmt: skip
def test_what_is_asked_is_told_as_growth_and_as_what_is_lost(more: Plan, told: str) -> None:
    prose = aside_of(worked(with_churn({"rate": "30%"}) | more))
    assert prose is not None
    assert prose.entries[0].text.split("\n")[0] == told


def test_a_segment_at_par_keeps_exactly_what_it_keeps_alone() -> None:
    """Two of three stay: no digit of it comes of a conversion at a rate of one."""
    body: Plan = {"prior_year": {"revenue": "3"}, "target": {"growth": "0%"}}
    body |= {"losses": {"mill": {"amount": "1"}}, "currency": "EUR"}
    root: Plan = {"revplan": "1", "name": "Acme", "fiscal_year": "2027"}
    company = root | {"currency": "USD", "fx": {"EUR": "1"}, "segments": {"all": body}}
    assert worked(company).bridge.grr == worked(root | body).bridge.grr
