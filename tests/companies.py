"""Companies as Hypothesis draws them: segments of one year and basis, with currencies."""

import copy
from typing import Any

from hypothesis import strategies as st
from strategies import SECTIONS, Draw, Plan, amounts, names, plans, rates, weights

FX = ("1.08", "0.9", "0.0067", "1", "155.5", "3.27", "1.000001", {"per": "0.92"}, {"per": "150"})
COMMON = ("revplan", "name", "fiscal_year", "starts", "basis", "commitments")


def months_of(plan: Plan) -> list[str]:
    """The twelve months of a plan, 2027-01 first."""
    year, month = map(int, plan.get("starts", f"{plan['fiscal_year']}-01").split("-"))
    return [f"{year + (month + i - 1) // 12}-{(month + i - 1) % 12 + 1:02d}" for i in range(12)]


def redated(plan: Plan, first: Plan) -> Plan:
    """The plan in the year of another: what falls in its third month falls in that one's third."""
    moved = dict(zip(months_of(plan), months_of(first), strict=True))
    found = copy.deepcopy(plan)
    for section in SECTIONS:
        for line in found.get(section, {}).values():
            for key in ("starts", "month"):
                if key in line:
                    line[key] = moved[line[key]]
    return found


@st.composite
def companies(draw: Draw, basis: str | None = None, *, depth: int = 1) -> Plan:
    """A company; it may turn out to be none, as what is inherited may not suit a segment."""
    basis = basis or draw(st.sampled_from(["revenue", "arr"]))
    first = draw(plans(basis))
    company: Plan = {key: first[key] for key in (*COMMON[:-1], "currency") if key in first}
    if draw(st.booleans()) and "phasing" in first:
        season = first["phasing"].get("seasonality")
        company["phasing"] = {k: v for k, v in first["phasing"].items()
                              if k != "seasonality" or season != "prior_year"}  # fmt: skip
        if not company["phasing"]:
            del company["phasing"]
    count = draw(st.integers(1, 3))
    found = [redated(first, company)]
    found += [redated(draw(plans(basis)), company) for _ in range(count - 1)]
    if depth and draw(st.integers(0, 3)) == 0:
        below = redated_company(draw(companies(basis, depth=depth - 1)), company)
        found.append(below)
    keys = draw(st.lists(names(), min_size=len(found), max_size=len(found), unique=True))
    company["segments"] = {}
    for key, plan in zip(keys, found, strict=True):
        company["segments"][key] = segment = {k: v for k, v in plan.items() if k not in COMMON}
        if draw(st.integers(0, 3)) == 0:
            segment |= {k: company[k] for k in COMMON[:-1] if k in company and k != "name"}
    foreign = {it.get("currency") for it in company["segments"].values()}
    fx = {it: draw(st.sampled_from(FX)) for it in sorted(foreign - {None, company["currency"]})}
    company |= {"fx": fx} if fx else {}
    return company | draw(tops(basis))


def redated_company(company: Plan, first: Plan) -> Plan:
    """A company as a segment, its segments in the year of the company above."""
    year = {k: company[k] for k in ("fiscal_year", "starts") if k in company}
    inner = {}
    for name, it in company["segments"].items():
        if "segments" in it:
            inner[name] = redated_company(year | it, first)
        else:
            inner[name] = redated(year | it, first)
        inner[name] = {k: v for k, v in inner[name].items() if k not in COMMON}
    return company | {"segments": inner}


@st.composite
def tops(draw: Draw, basis: str) -> Plan:
    """What a company says of itself: a target, how what no segment covers is recognised."""
    found: Plan = {}
    arr = basis == "arr"
    kind = draw(st.sampled_from(["none", "growth", "amount"]))
    if kind == "growth":
        found["target"] = {"growth": draw(rates(1500, least=-300))}
    elif kind == "amount":
        value = draw(st.decimals(1, 10**9, allow_nan=False, allow_infinity=False, places=2))
        found["target"] = {"arr" if arr else "revenue": draw(amounts(value))}
    if "target" in found and not arr:
        path: Any = draw(st.sampled_from(["none", "level", "rising", "list"]))
        if path != "none":
            found["target"]["path"] = draw(weights(zeros=True)) if path == "list" else path
    if not arr and draw(st.booleans()):
        several = {"months": str(draw(st.integers(1, 24))), "delay": str(draw(st.integers(0, 5)))}
        found["new_business"] = {"recognition": draw(st.sampled_from(["subscription", several]))}
    return found
