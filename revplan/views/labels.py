"""Which figures of the bridge a plan says something about, and what tables call them."""

from __future__ import annotations

from revplan.engine.outcome import Outcome
from revplan.sections.new_business import contracts

SHORT = {
    "opening": "Opening",
    "prior_year": "Prior year",
    "target": "Target",
    "retained": "Retained",
    "churned": "Churn",
    "contracted": "Contraction",
    "carried_over": "Carried over",
    "upsell": "Upsell",
    "new_streams": "Streams",
    "unallocated": "Unallocated",
    "new_business": "New business",
    "bookings": "To sign",
    "closing": "Closing",
    "recognised_revenue": "Recognised",
}
NEVER_DROPPED = ("new_business", "target", "closing")
"""What stays however narrow the screen is."""


def worth_showing(outcome: Outcome, key: str) -> bool:
    """Whether the plan says something about a figure, so that it is no mere zero."""
    plan = outcome.plan
    if key == "unallocated":
        return bool(outcome.year.unallocated)
    if key == "bookings":
        if plan.basis == "revenue" and contracts(plan.new_business) is not None:
            return True
        return any(worth_showing(segment.own, key) for segment in outcome.segments)
    if outcome.segments:
        return any(worth_showing(segment.own, key) for segment in outcome.segments)
    stated = {
        "contracted": plan.contraction is not None,
        "carried_over": bool(plan.carry_over),
        "upsell": bool(plan.upsell),
        "new_streams": bool(plan.new_streams),
    }
    return stated.get(key, True)
