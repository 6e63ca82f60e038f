"""What stands at each key of a plan that shows them all: an example that suits the company's size.

`<5%>` is this share of it, `<new>` the new business that the plan asks for, `YEAR` and `LAST` are
the plan's year and the one before. A key that is not here says itself what may stand there.
"""

from __future__ import annotations

from revplan.base.flow import flow
from revplan.fields.calendar import MONTH_SCHEMA
from revplan.model.key_places import KeyPlace

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
    "Target": {
        "revenue": "<150%>",
        "arr": "<150%>",
    },
    "Loss": {
        "amount": "<5%>",
    },
    "Line": {
        "amount": "<2%>",
        "monthly": "<0.25%>",
        "starts": "YEAR-03",
        "month": "YEAR-06",
        "last_year": "<1%>",
    },
    "NewBusiness": {
        "last_year": "<30%>",
        "signed_last_year": "<30%>",
    },
    "Phasing": {"rounding": "1"},
    "Funnel": {"average_deal": "<0.4%>"},
    "Stage": {"conversion": "10%", "days": "60", "last_year": "9%"},
    "Source": {
        "leads": "4_000",
        "last_year": "3_600",
        "value": "<0.04%>",
    },
    "Capacity": {
        "productivity": "<8%>",
        "quota": "<10%>",
    },
    "RepGroup": {
        "count": "10",
        "starts": "LAST-01",
        "quota_per_rep": "<8%>",
    },
    "Item": {
        "amount": "<0.5%>",
        "month": "YEAR-03",
        "last_year": "<0.4%>",
    },
    "Goal": {
        "metric": "new_business",
        "value": "<new>",
        "by": "YEAR-12",
        "direction": "at_least",
    },
    "Initiative": {
        "starts": "YEAR-01",
        "by": "YEAR-06",
    },
    "Task": {
        "by": "YEAR-06",
    },
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
    "Waiver": {
        "until": "YEAR-12",
    },
}
"""By the model of the section and its key: what depends on the company's size, on the year, or on
what was said; and the words that go with that."""

_BY_PATH = {"contraction.rate": "2%", "contraction.last_year": "3%"}
"""Where two sections of one model are of different sizes."""

ASIDE = {"Line": ("month",), "Commitment": ("bookings", "carry_over", "upsell", "new_streams",
         "churn", "leads", "lead_value", "budget")}  # fmt: skip
"""Keys that go with something else than the ones before them, or instead."""


def name_under(key: str) -> str:
    """A name of the user's own below a key."""
    return NAMES.get(key, _NAMELESS)


def example(place: KeyPlace) -> str:
    """What may stand at a key: of the company's size, as its section says, or as the key says
    itself. What has to be said in words is left open.
    """
    known = _BY_MODEL.get(place.holder.__name__, {}) if place.holder is not None else {}
    if place.text in _BY_PATH or place.name in known:
        return _BY_PATH.get(place.text) or known[place.name]
    form = place.schema.get("anyOf", (place.schema,))[0]
    if form == MONTH_SCHEMA:
        return "YEAR-06"
    if place.holds_words:
        return '"..."'
    return flow(place.facts.example) if place.facts is not None else ""
