"""`commitments:` who has signed up to bring what, keyed by owner."""

from typing import Annotated

from pydantic import Field

from revplan.ground.assumption import Amount
from revplan.ground.number import Number, Quantiser
from revplan.ground.section import Section


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


SOURCES = {
    "new_business": "new_business",
    "bookings": "bookings",
    "carry_over": "carried_over",
    "upsell": "upsell",
    "new_streams": "new_streams",
    "churn": "churned",
}
"""The sources that one can commit to, and the figure of the bridge that each is held against."""


def committed(commitments: dict[str, Commitment], source: str, q: Quantiser) -> Number | None:
    """What all owners together committed to a source [currency]; None when nobody did."""
    stated = [getattr(owner, source) for owner in commitments.values()]
    amounts = [q(amount.value) for amount in stated if amount is not None]
    return sum(amounts) if amounts else None
