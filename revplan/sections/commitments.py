"""`commitments:` who has signed up to bring what, keyed by owner."""

from typing import Annotated

from revplan.fields.amount import Amount, Count
from revplan.fields.key import says
from revplan.fields.section import Section
from revplan.numbers.acts import Quantiser
from revplan.numbers.number import Number

_BROUGHT = ("new_business", "bookings", "carry_over", "upsell", "new_streams")


class Commitment(Section):
    """What one owner has signed up for."""

    new_business: Annotated[
        Amount | None, says("New business that the owner brings at least.", "5M")
    ] = None
    bookings: Annotated[
        Amount | None, says("Contract value that the owner signs at least.", "6M")
    ] = None
    carry_over: Annotated[
        Amount | None, says("What the owner brings of carried-over business.", "600k")
    ] = None
    upsell: Annotated[Amount | None, says("Upsell that the owner brings at least.", "500k")] = None
    new_streams: Annotated[
        Amount | None, says("Revenue of new streams that the owner brings at least.", "250k")
    ] = None
    churn: Annotated[
        Amount | None,
        says("The loss that the owner still accepts, losses by name included.", "3M"),
    ] = None
    leads: Annotated[
        Count | None, says("Leads that the owner brings at least (with a funnel).", "2_500")
    ] = None
    lead_value: Annotated[
        Amount | None,
        says("Lead value that the owner brings at least (with a funnel).", "4M"),
    ] = None
    budget: Annotated[
        Amount | None,
        says("Money that the owner grants for the year's budget (with a budget).", "1.2M"),
    ] = None

    LEFT_OUT = dict.fromkeys(
        (*_BROUGHT, "churn", "leads", "lead_value", "budget"),
        "none: the owner has not signed up for it",
    )


SOURCES = {
    "new_business": "new_business",
    "bookings": "bookings",
    "carry_over": "carried_over",
    "upsell": "upsell",
    "new_streams": "new_streams",
    "churn": "churned",
    "leads": "funnel.leads",
    "lead_value": "funnel.lead_value.asked",
    "budget": "budget.total",
}
"""The sources that one can commit to, and the figure that each is held against."""


def commitment_total(
    commitments: dict[str, Commitment], source: str, q: Quantiser
) -> Number | None:
    """What all owners together committed to a source [currency, or leads]; None when nobody did.

    >>> from decimal import Decimal
    >>> owners = {"a": Commitment(leads="2.5", upsell="2.5"), "b": Commitment(leads="1")}
    >>> q = Quantiser(Decimal(1))
    >>> [str(commitment_total(owners, it, q)) for it in ("leads", "upsell", "budget")]
    ['3.5', '3', 'None']
    """
    stated = [getattr(owner, source) for owner in commitments.values()]
    exact = source == "leads"
    amounts = [it.value if exact else q(it.value) for it in stated if it is not None]
    return sum(amounts) if amounts else None
