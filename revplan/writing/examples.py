"""What stands at each key of a plan that shows them all: an example that suits the company's size.

`<5%>` is this share of it, `<new>` the new business that the plan asks for, `YEAR` and `LAST` are
the plan's year and the one before. A key that is not here has what its type suggests.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from revplan.fields.calendar import MONTH_SCHEMA

NAMES = {
    "losses": "largest_customer",
    "carry_over": "won_in_autumn",
    "upsell": "premium_tier",
    "new_streams": "workshops",
    "stages": "lead",
    "sources": "webinars",
    "reps": "west",
    "budget": "programs",
    "goals": "new_customers",
    "personas": "office_manager",
    "initiatives": "renewal_desk",
    "risks": "price_war",
    "commitments": "sales",
}
"""The names that are the user's own, by the key above them."""

_NAMELESS = "example"

_SEGMENTS = """\
west: {prior_year: {MEASURE: <60%>}, target: {growth: 50%}, churn: {rate: 30%}}
east: {prior_year: {MEASURE: <40%>}, target: {growth: 50%}, churn: {rate: 30%}}
# north: {plan: north-YEAR.yaml}    # a file of its own, beside this one or below it"""

_BY_MODEL: dict[str, dict[str, str]] = {
    "Plan": {
        "starts": "YEAR-01",
        "basis": "revenue",
        "segments": _SEGMENTS,
        "fx": "EUR: 1.08\n# GBP: {per: 0.8}",
        "expect": "{new_business: <new>}",
    },
    "PriorYear": {
        "revenue": "<100%>",
        "monthly": f"[{', '.join(['<8%>'] * 12)}]",
        "arr": "<100%>",
        "one_off": "<5%>",
    },
    "Target": {"revenue": "<150%>", "arr": "<150%>", "growth": "50%", "path": "rising"},
    "Loss": {
        "rate": "5%",
        "amount": "<5%>",
        "annual_rate": "10%",
        "monthly_rate": "0.5%",
        "timing": "even",
        "last_year": "6%",
    },
    "Line": {
        "amount": "<2%>",
        "rate": "2%",
        "annual_rate": "3%",
        "monthly": "<0.25%>",
        "starts": "YEAR-03",
        "ramp_months": "3",
        "month": "YEAR-06",
        "seasonality": "days",
        "confidence": "90%",
        "last_year": "<1%>",
        "owner": "customer_success",
    },
    "NewBusiness": {
        "last_year": "<30%>",
        "signed_last_year": "<30%>",
        "recognition": "subscription",
        "seasonality": "even",
    },
    "Contracts": {"months": "24", "delay": "1"},
    "Phasing": {"seasonality": "days", "late_start": "true", "rounding": "1"},
    "LateStart": {"share": "90%"},
    "Funnel": {
        "average_deal": "<0.4%>",
        "lead_coverage": "1.2",
        "next_year": "20%",
        "follow_up_hours": "4",
    },
    "Stage": {"conversion": "10%", "days": "60", "last_year": "9%"},
    "Source": {
        "kind": "net",
        "leads": "4_000",
        "last_year": "3_600",
        "value": "<0.04%>",
        "owner": "marketing",
    },
    "Capacity": {
        "productivity": "<8%>",
        "quota": "<10%>",
        "attainment": "80%",
        "ramp": "[0%, 25%, 50%, 75%]",
        "attrition": "15%",
        "over_assignment": "10%",
    },
    "RepGroup": {
        "count": "10",
        "starts": "LAST-01",
        "territory": "west",
        "quota_per_rep": "<8%>",
    },
    "Item": {
        "amount": "<0.5%>",
        "rate": "10%",
        "of": "bookings",
        "every": "month",
        "month": "YEAR-03",
        "last_year": "<0.4%>",
        "owner": "marketing",
    },
    "UnitEconomics": {
        "cac_owners": "[marketing, sales]",
        "margin": "80%",
        "spend_multiple": "5",
    },
    "Strategy": {
        "mission": '"What the company is there for, in two sentences."',
        "territories": '{west: "Who buys there, and what."}',
        "tools": '{crm: "Where every deal lives."}',
    },
    "Goal": {
        "metric": "new_business",
        "value": "<new>",
        "by": "YEAR-12",
        "direction": "at_least",
        "owner": "sales",
    },
    "Initiative": {
        "owner": "customer_success",
        "starts": "YEAR-01",
        "by": "YEAR-06",
        "supports": "[churn.rate]",
    },
    "Task": {"every": "week", "by": "YEAR-06", "owner": "sales"},
    "Risk": {"threatens": "[churn.rate]", "owner": "sales"},
    "Commitment": {
        "new_business": "<new>",
        "bookings": "<new>",
        "carry_over": "<2%>",
        "upsell": "<2%>",
        "new_streams": "<2%>",
        "churn": "<30%>",
        "leads": "2_000",
        "lead_value": "<80%>",
        "budget": "<6%>",
    },
    "Waiver": {"rule": "RP321", "until": "YEAR-12"},
}
"""By the model of the section and its key."""

ASIDE = {"Line": ("month",), "Commitment": ("bookings", "carry_over", "upsell", "new_streams",
         "churn", "leads", "lead_value", "budget")}  # fmt: skip
"""Keys that go with something else than the ones before them, or instead."""


def name_under(key: str) -> str:
    """A name of the user's own below a key."""
    return NAMES.get(key, _NAMELESS)


def example(model: str, key: str, forms: Mapping[str, Any]) -> str:
    """What may stand at a key: as it is known, or as its schema suggests."""
    known = _BY_MODEL.get(model, {}).get(key)
    return _likely(forms) if known is None else known


def _likely(form: Mapping[str, Any]) -> str:
    """What fits a schema: the last word of a choice, a month, a list, a text, a number.

    >>> [_likely(it) for it in ({"enum": ["a", "b"]}, {"anyOf": [{"type": "integer"}]}, {})]
    ['b', '1', '"..."']
    """
    if "enum" in form:
        return str(form["enum"][-1])
    if "anyOf" in form:
        return _likely(form["anyOf"][0])
    if form.get("type") == "array":
        return f"[{_likely(form.get('items', {}))}]"
    if form.get("type") in ("number", "integer"):
        return "1"
    pattern = form.get("pattern", "")
    if pattern.startswith(r"^[\w-]"):
        return _NAMELESS
    return "YEAR-06" if pattern == MONTH_SCHEMA["pattern"] else '"..."'
