"""Companies of segments: an independent calculation agrees, and what must hold of them holds."""

from __future__ import annotations

import copy
from decimal import Decimal
from typing import Any

import oracle
import oracle_companies
import pytest
from companies import companies, redated
from examples import examples
from hypothesis import HealthCheck, Phase, assume, given
from hypothesis import strategies as st
from strategies import Plan, as_yaml, names, plans, to_yaml
from test_attribution import read, split_of
from test_attribution import told as attributed
from test_explanation import assert_in_its_line, assert_true

from revplan import CannotWorkOut, Outcome, read_text, work_out
from revplan.model.plan import Plan as ReadPlan
from revplan.model.values import numbers, vectors
from revplan.reading.validate import validate
from revplan.studies import coalitions
from revplan.studies.difference import differences, players
from revplan.studies.explanation import explain
from revplan.views.gap.data import gap_data
from revplan.views.textconv import figure_lines, plan_lines

some = examples(
    3,
    # To make a company of three plans smaller takes minutes; the first that fails says enough.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
# What a segment inherits may not suit it, and a growth of nothing is none.
NO_COMPANY = {"RP107", "RP114", "RP121", "RP123"}


def told(outcome: Outcome) -> dict[str, Any]:
    """What the program answers on a company, without what is no arithmetic."""
    data = gap_data(outcome, "plan.yaml", None)
    del data["plan"], data["quarters"]
    for segment in data["segments"]:
        del segment["currency"]
    return data


def worked(text: str) -> Outcome:
    """The company worked out; of what is no company, nothing more is asked."""
    file = read_text(text)
    if file.plan is None:
        assert {it.code for it in file.problems} <= NO_COMPANY, file.problems
    assume(file.plan is not None)
    assert file.plan is not None
    try:
        return work_out(file.plan)
    except CannotWorkOut:
        assume(False)
        raise


@pytest.mark.parametrize("basis", ["revenue", "arr"])
@some
@given(data=st.data())
def test_the_program_and_the_oracle_agree_on_every_figure(basis: str, data: st.DataObject) -> None:
    company: Plan = data.draw(companies(basis))
    found = told(worked(data.draw(as_yaml(company))))
    assert found == oracle_companies.told(company)


def figures(company: Plan) -> dict[str, Any]:
    return told(worked(to_yaml(company)))


def amounts(row: dict[str, str]) -> dict[str, Decimal]:
    shares = ("month", "grr", "nrr", "known", "retained_in_year")
    return {key: Decimal(x) for key, x in row.items() if key not in shares}


@some
@given(companies())
def test_segments_and_what_none_has_add_up_to_the_company(company: Plan) -> None:
    outcome = worked(to_yaml(company))
    spare = outcome.year.unallocated
    for name in ("prior_year", "churned", "contracted", "retained", "target", "gap",
                 "carried_over", "upsell", "new_streams", "new_business"):  # fmt: skip
        parts = sum(getattr(it.whole.bridge, name) for it in outcome.segments)
        uncovered = spare if spare and name in ("target", "gap", "new_business") else 0
        assert parts + uncovered == getattr(outcome.bridge, name), name
    unallocated = outcome.monthly.get("unallocated", (0,) * 12)
    of_target = {"target", "new_business"}
    arr = outcome.plan.basis == "arr"
    for name, months in outcome.monthly.items():
        if name == "unallocated" or (spare is not None and name in ("bookings", "earned")):
            continue  # what is signed for the unallocated part is no surplus: the oracle has it
        if arr and spare is not None and name in ("opening", "closing", "target",
                                                  "recognised_revenue"):  # fmt: skip
            continue  # they stand on the months before: the oracle has them
        for i, month in enumerate(months):
            by = [
                it.whole.monthly.get(name) or it.whole.monthly["bookings"]
                for it in outcome.segments
            ]
            parts = sum(months[i] for months in by)
            assert parts + (unallocated[i] if name in of_target else 0) == month, (name, i)


@some
@given(companies())
def test_the_months_of_a_company_and_of_its_segments_add_up_to_their_years(company: Plan) -> None:
    outcome = worked(to_yaml(company))
    for it in (outcome, *(segment.whole for segment in outcome.segments)):
        for name in ("churned", "contracted", "carried_over", "upsell", "new_streams",
                     "new_business", "bookings", "recognised_revenue", "retained",
                     "target"):  # fmt: skip
            stands = it.plan.basis == "arr" and name in ("retained", "target")
            if name in it.monthly and not stands:
                assert sum(it.monthly[name]) == getattr(it.bridge, name), name
        if "unallocated" in it.monthly:
            assert sum(it.monthly["unallocated"]) == it.year.unallocated
        for line in it.lines:
            assert sum(line.months) == line.amount


@some
@given(companies(), st.data())
def test_the_order_of_segments_moves_rows_and_no_total(company: Plan, data: st.DataObject) -> None:
    turned = data.draw(st.permutations(list(company["segments"])))
    other = company | {"segments": {name: company["segments"][name] for name in turned}}
    one, two = figures(company), figures(other)
    rows = {it["segment"]: it for it in one.pop("segments")}
    assert [it["segment"] for it in two["segments"]] == turned
    assert {it["segment"]: it for it in two.pop("segments")} == rows
    lines = {it["path"]: it for it in one.pop("lines")}
    assert {it["path"]: it for it in two.pop("lines")} == lines
    assert one == two


@some
@given(plans(), names())
def test_a_segment_that_is_the_whole_company_is_the_plan_itself(plan: Plan, name: str) -> None:
    kept = {k: v for k, v in plan.items() if k not in ("segments", "commitments")}
    body = {k: v for k, v in kept.items() if k not in ("revplan", "fiscal_year", "starts", "name")}
    root = {k: v for k, v in kept.items()
            if k in ("revplan", "name", "fiscal_year", "starts", "currency", "basis")}  # fmt: skip
    if "phasing" in kept:
        root["phasing"] = {k: v for k, v in kept["phasing"].items() if k == "rounding"}
        root = {k: v for k, v in root.items() if v}
    alone = work_out(_plan(kept))
    company = work_out(_plan(root | {"segments": {name: body}}))
    assert company.bridge == alone.bridge
    assert company.monthly == alone.monthly
    assert company.quarterly == alone.quarterly
    assert [line.amount for line in company.lines] == [line.amount for line in alone.lines]
    # A target of its own, at what the segment aims at, leaves nothing unallocated.
    key = "arr" if alone.plan.basis == "arr" else "revenue"
    aimed = {"target": {key: str(alone.bridge.target)}}
    company = work_out(_plan(root | aimed | {"segments": {name: body}}))
    assert company.bridge == alone.bridge
    assert company.year.unallocated == 0


def _plan(company: Plan) -> ReadPlan:
    file = read_text(to_yaml(company))
    assert file.plan is not None, file.problems
    return file.plan


@some
@given(companies(), st.sampled_from([10, 1000]))
def test_amounts_and_rounding_scale_every_figure(company: Plan, k: int) -> None:
    once, scaled = figures(company), figures(times(company, k))
    for one, other in zip([once, *once["segments"]], [scaled, *scaled["segments"]], strict=True):
        assert {key: k * x for key, x in amounts(one["bridge"]).items()} == amounts(other["bridge"])
        for a, b in zip(one["months"], other["months"], strict=True):
            assert {key: k * x for key, x in amounts(a).items()} == amounts(b)


AMOUNTS = {"revenue", "arr", "amount", "monthly", "one_off", "last_year"}


def times(part: Any, k: int, key: str = "") -> Any:
    """The company with every amount k times as large, and its roundings."""
    if isinstance(part, dict):
        found = {name: times(x, k, name if name != "value" else key) for name, x in part.items()}
        if "last_year" in part and part.keys() & {"rate", "annual_rate", "monthly_rate"}:
            found["last_year"] = part["last_year"]  # beside a rate it may be one
        if "phasing" in found or not key:  # a segment that is silent has what stands above it
            found["phasing"] = {"rounding": str(k)} | found.get("phasing", {})
        return found
    if isinstance(part, list):
        return [times(x, k, key) for x in part]
    if key == "rounding" or (key in AMOUNTS and not part.endswith("%")):
        x = oracle.number(part) * k
        return oracle.digits(x, 8)
    return part


@some
@given(plans(), st.sampled_from(["EUR", "GBP"]))
def test_a_rate_of_one_converts_nothing(plan: Plan, other: str) -> None:
    plan = {k: v for k, v in plan.items() if k != "commitments"} | {"currency": other}
    assume(read_text(to_yaml(plan)).plan is not None)
    root = {k: v for k, v in plan.items()
            if k in ("revplan", "name", "fiscal_year", "starts", "basis")}  # fmt: skip
    body = {k: v for k, v in plan.items() if k not in root}
    # Silent and stated phasing are the same here: no segment has another.
    if "phasing" in body:
        root["phasing"] = {"rounding": body["phasing"].get("rounding", "1")}
    at_par = root | {"currency": "USD", "fx": {other: "1.00"}, "segments": {"all": body}}
    alone, company = work_out(_plan(plan)), worked(to_yaml(at_par))
    assert company.bridge == alone.bridge
    assert company.monthly == alone.monthly


@some
@given(plans("revenue"), st.sampled_from(["1.08", "0.9", "3.27"]))
def test_ten_times_the_rate_and_the_rounding_is_ten_times_the_company(
    plan: Plan, rate: str
) -> None:
    root = {k: v for k, v in plan.items() if k in ("revplan", "name", "fiscal_year", "starts")}
    body = {k: v for k, v in plan.items() if k not in (*root, "commitments")}
    body = {"phasing": {"rounding": "1"}} | body
    root["currency"] = "GBP" if body["currency"] != "GBP" else "USD"

    def company(k: int) -> Outcome:
        by = {body["currency"]: str(Decimal(rate) * k)}
        return worked(
            to_yaml(root | {"fx": by, "phasing": {"rounding": str(k)}, "segments": {"all": body}})
        )

    once, tenfold = company(1), company(10)
    assert tenfold.bridge.new_business == 10 * once.bridge.new_business
    assert tenfold.monthly == {
        name: tuple(10 * x for x in months) for name, months in once.monthly.items()
    }


@some
@given(companies(), st.data())
def test_a_company_equals_itself_through_export_and_reload(
    company: Plan, data: st.DataObject
) -> None:
    outcome = worked(to_yaml(company))
    exported = outcome.plan.export()
    again, problems = validate(exported)
    assert problems == []
    assert again == outcome.plan
    assert told(worked(data.draw(as_yaml(_texts(exported))))) == told(outcome)


def _texts(part: Any) -> Any:
    """An export holds texts alone; this says so."""
    if isinstance(part, dict):
        return {key: _texts(value) for key, value in part.items()}
    if isinstance(part, list):
        return [_texts(value) for value in part]
    assert isinstance(part, str), part
    return part


@some
@given(companies(), st.data())
def test_two_writings_of_one_company_are_one_text_for_git(
    company: Plan, data: st.DataObject
) -> None:
    one, two = (worked(data.draw(as_yaml(company))) for _ in range(2))
    assert list(plan_lines(one.plan)) == list(plan_lines(two.plan))
    assert list(figure_lines(one)) == list(figure_lines(two))
    said = "\n".join(plan_lines(one.plan))
    for name, segment in company["segments"].items():
        assert f"segments.{name}." in said
        for section in segment.keys() & {"upsell", "new_streams"}:
            for line in segment[section]:
                assert f"segments.{name}.{section}.{line}" in said


def changed(draw: st.DrawFn, old: Plan, other: Plan) -> Plan:
    """The company with parts of another, other rates, a segment that comes or goes."""
    new = copy.deepcopy(old)
    for name, segment in new["segments"].items():
        body = draw(st.sampled_from(list(other["segments"].values())))
        for key in ("churn", "target", "upsell", "contraction", "new_streams", "phasing"):
            if key in body and "segments" not in segment and draw(st.integers(0, 3)) == 0:
                segment[key] = redated({**other, **body}, new)[key]
        assert name in new["segments"]
    for currency in new.get("fx", {}):
        new["fx"][currency] = draw(st.sampled_from(["1.1", "0.95", new["fx"][currency]]))
    if len(new["segments"]) > 1 and draw(st.integers(0, 2)) == 0:
        del new["segments"][draw(st.sampled_from(list(new["segments"])))]
    if draw(st.integers(0, 2)) == 0:
        new["segments"]["came"] = {
            "currency": new["currency"],
            "prior_year": {"arr" if new.get("basis") == "arr" else "revenue": "9M"},
            "target": {"growth": "10%"},
        }
    return new


@some
@given(st.data(), st.sampled_from(["revenue", "arr"]))
def test_a_change_of_a_company_is_split_by_arrays_as_plan_by_plan(
    data: st.DataObject, basis: str
) -> None:
    old = data.draw(companies(basis, depth=0))
    new = data.draw(st.composite(changed)(old, data.draw(companies(basis, depth=0))))
    one, other = worked(to_yaml(old)), worked(to_yaml(new))
    found = players(differences(one.plan, other.plan))
    assume(0 < len(found) <= 6)
    measure = data.draw(st.sampled_from(["new_business", "bookings", "retained", "target"]))
    singly = coalitions._one_by_one(one.plan, found, measure)
    assert (singly[0], singly[-1]) == (one.figure(measure), other.figure(measure))
    at_once = coalitions._at_once(one.plan, found, measure)
    assert (
        at_once is None
        or [(a, b) for a, b in zip(at_once, singly, strict=True) if b is not None and a != b] == []
    )


@some
@given(st.data(), st.sampled_from(["revenue", "arr"]))
def test_every_figure_of_a_company_is_explained_by_its_numbers(
    data: st.DataObject, basis: str
) -> None:
    text = data.draw(as_yaml(data.draw(companies(basis, depth=0))))
    outcome = worked(text)
    file = read_text(text)
    names = [path for path in outcome.figure_paths() if not path.startswith("months.")]
    names += [path for path in outcome.figure_paths() if path.startswith("months.")][:6]
    paths = data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=8, unique=True))
    for path in paths:
        found = explain(outcome.plan, path)
        assert found is not None, path
        assert found.value == outcome.figure(path), path
        for it in found.below():
            if it.at is not None:
                assert numbers(outcome.plan)[it.at] == it.value
                assert_in_its_line(it, file)
            elif "q(" not in it.with_numbers:  # what is rounded is, to the quantum of its segment
                assert_true(it, file)


def test_a_thousand_rates_of_exchange_are_a_thousand_companies() -> None:
    import numpy

    emea = {
        "currency": "EUR",
        "prior_year": {"revenue": "12_345_678"},
        "target": {"growth": "40%"},
        "churn": {"rate": "20%"},
        "phasing": {"rounding": "0.01"},
    }
    france = {"prior_year": {"revenue": "1_000"}, "target": {"growth": "10%"}}
    company = {
        "revplan": "1",
        "name": "Acme",
        "fiscal_year": "2027",
        "currency": "USD",
        "fx": {"EUR": "1.08"},
        "target": {"growth": "50%"},
        "segments": {
            "emea": emea,
            "europe": {"currency": "EUR", "segments": {"france": france}},
        },
    }
    rates = [f"1.{i:03d}" for i in range(0, 1000, 50)]
    given = {("fx", "EUR"): numpy.array([float(rate) for rate in rates])}
    found = work_out(vectors(_plan(company), given)).bridge.new_business
    for rate, amount in zip(rates, found, strict=True):
        exact = work_out(_plan(company | {"fx": {"EUR": rate}})).bridge.new_business
        assert abs(float(exact) - amount) <= 1, rate


EMEA_AND_AMER = """
revplan: 1
name: Acme
fiscal_year: 2027
currency: USD
segments:
  emea: {prior_year: {revenue: 4M}, target: {growth: 40%}, churn: {rate: 25%}}
  amer: {prior_year: {revenue: 6M}, target: {growth: 50%}, churn: {rate: 30%}}
"""


def test_the_change_of_a_segments_figure_is_what_its_own_changes_make() -> None:
    """5% less of 4M stay lost in emea; what amer does moves nothing there."""
    new = EMEA_AND_AMER.replace("25%", "20%").replace("30%", "10%")
    found = attributed(split_of(EMEA_AND_AMER, new, "segments.emea.churned"))
    emea, amer = ("segments.emea.churn.rate",), ("segments.amer.churn.rate",)
    assert found == {emea: -200_000, amer: 0}


def test_a_figure_of_the_year_is_found_by_its_path() -> None:
    company = work_out(read(EMEA_AND_AMER.replace("USD", "USD\ntarget: {revenue: 15M}"))).year
    assert int(company.figure("segments.emea.churned")) == 1_000_000
    assert (int(company.figure("repeatable")), int(company.figure("unallocated"))) == (
        10_000_000,
        400_000,
    )
    for path in ("segments.apac.churned", "segments.emea", "upsell.nobody", "months"):
        assert company.figure(path) is None
