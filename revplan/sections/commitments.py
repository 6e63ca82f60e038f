"""`commitments:` who has signed up to bring what, keyed by owner."""

from typing import Annotated

from pydantic import Field

from revplan.fields.amount import Amount, Count
from revplan.fields.section import Section
from revplan.numbers.acts import Quantiser
from revplan.numbers.number import Number


class Commitment(Section):
    """What one owner has signed up for."""

    new_business: Annotated[
        Amount | None, Field(description="New business that the owner brings at least.")
    ] = None
    bookings: Annotated[
        Amount | None, Field(description="Contract value that the owner signs at least.")
    ] = None
    carry_over: Annotated[
        Amount | None, Field(description="What the owner brings of carried-over business.")
    ] = None
    upsell: Annotated[
        Amount | None, Field(description="Upsell that the owner brings at least.")
    ] = None
    new_streams: Annotated[
        Amount | None, Field(description="Revenue of new streams that the owner brings at least.")
    ] = None
    churn: Annotated[
        Amount | None,
        Field(description="The loss that the owner still accepts, losses by name included."),
    ] = None
    leads: Annotated[
        Count | None, Field(description="Leads that the owner brings at least (with a funnel).")
    ] = None
    lead_value: Annotated[
        Amount | None,
        Field(description="Lead value that the owner brings at least (with a funnel)."),
    ] = None
    budget: Annotated[
        Amount | None,
        Field(description="Money that the owner grants for the year's budget (with a budget)."),
    ] = None


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
